"""What a text adds to an attack that it has told of: "meanwhile", "in addition", "the rebels also blew up"."""

import re

from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.geocoding import place_of
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.phrases import Item

OPENING = re.compile(
    r"\W*(?:also(?=,? (?:on|in) )|in addition|additionally|furthermore|moreover|meanwhile|elsewhere|simultaneously"
    r"|at (?:about )?the same time|on the same (?:day|night)|(?:\w+ ){0,2}(?:minutes|hours) (?:later|earlier)"
    r"|(?:later )?in the (?:evening|afternoon)(?=,? (?:the|a|an|another|two|three) )"
    r"|later (?:in the|that) day|earlier(?=,| in the day| (?:the|a|an|on|gunmen|rebels|militants) )"
    r"|in (?:another|a separate|a similar|yet another|a related|a third)"
    r"|in (?:separate|related|similar|other) (?:incidents|attacks|strikes|raids|news|developments|events))\b"
    r"(?! to (?:the|this))",
    re.IGNORECASE,
)
INCIDENT = re.compile(
    r"\W*in (?:another|a separate|a similar|yet another|a related) (?:incident|case|event)\b", re.IGNORECASE
)
BACK = re.compile(
    r"\b(?:the|this|that|these|those|its|their)\s+(?:\w+\s+)?"
    r"(?:attacks?|assaults?|raids?|bombs?|bombings?|explosions?|blasts?|shootings?|strikes?|ambush|incidents?|devices?|clash"
    r"|attackers?|assailants?|gunm[ae]n)\b",
    re.IGNORECASE,
)

APART = re.compile(
    r"\b(?:hours|days|weeks|a day|a week) (?:before|after|earlier than) (?:the|that) "
    r"(?:\w+ )?(?:attack|siege|raid|bombing|shooting|massacre|blast|explosion|assault|killings?)\b",
    re.IGNORECASE,
)

HARMING = frozenset(["attack.killer-active", "attack.victim-passive"])


def added(text: str, clause: Clause, finding: Finding) -> bool:
    """Whether an attack is told beside another; not what the other did ("it also hurt two"), nor what points back."""
    status = finding.status
    if finding.kind != "attack" or finding.anaphoric or status.background or status.modality != "occurred":
        return False
    before = APART.search(text)
    if before and clause.items[finding.at].start < before.start():
        return True
    if INCIDENT.match(text):
        return True
    if finding.result or BACK.search(text):
        return False
    if finding.rule in HARMING and not OPENING.match(text):
        return False  # Who else was killed was killed in the same attack.
    near = {item.low for item in clause.items[max(0, finding.at - 2) : finding.at]}
    more = "also" in near and "it" not in near and bool(finding.actors)  # What "it" also did is that attack's work.
    return more or bool(OPENING.match(text))


ANOTHER = re.compile(
    r"(?:\W*|[^.;]{0,60}\bs(?:aid|ays) )(?:another|a further|\w+ (?:other|more)) (?:\S+ ){1,6}(?:was|were)\b[^.;]*"
    r"\b(?:when\b|in (?:an? )?(?:[\w-]+ ){0,3}"
    r"(?:attack|bombing|blast|explosion|raid|ambush|shooting|strike|gunbattle)s?\b)",
    re.IGNORECASE,
)
SITUATED = frozenset(["in", "near", "outside", "at"])
ANEW = frozenset("a an another several two three four five six seven eight nine ten".split())


def begun(text: str, clause: Clause, finding: Finding) -> bool:
    """Whether a sentence begins with another place or other victims: "In Basra, gunmen shot", "Another two were killed
    in a raid"."""
    if finding.kind != "attack" or finding.anaphoric or finding.result or BACK.search(text):
        return False
    opening = clause.items[0].units[0].day
    earlier = opening is not None and opening.precision != "day" and opening.role == "at"  # "Last week, troops"
    return bool(ANOTHER.match(text)) or earlier or somewhere_new(clause)


def somewhere_new(clause: Clause) -> bool:
    """Whether a sentence opens with a place, and behind its comma with somebody or something not told of before."""
    items = clause.items
    if clause.title or items[0].low not in SITUATED:
        return False
    comma = next((at for at in range(2, min(len(items) - 2, 10)) if items[at].tag == "," and fresh(items[at + 1])), 0)
    opening = [item for item in items[1:comma] if item.tag == "N"]
    seats = (place_of(item.units, clause.cast.lexicon, clause.cast.countries) for item in opening)
    return bool(comma) and all(item.tag in "PNY,A" for item in items[:comma]) and any(seats)


def fresh(item: Item) -> bool:
    """Whether a phrase is of somebody or something not told of before: "a bomb", "six people", "gunmen"."""
    first = item.units[0]
    bare = first.low.endswith("s") and first.senses is not None and first.senses.noun is not None
    return item.tag == "N" and (first.low in ANEW or first.tag == "#" or bare)
