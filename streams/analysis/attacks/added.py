"""What a text adds to an attack that it has told of: "meanwhile", "in addition", "the rebels also blew up"."""

import re

from streams.analysis.actors.clauses import Clause
from streams.analysis.status.rule import Finding

OPENING = re.compile(
    r"\W*(?:in addition|additionally|furthermore|moreover|meanwhile|elsewhere|simultaneously"
    r"|at (?:about )?the same time|on the same (?:day|night)|(?:\w+ )?(?:minutes|hours) later"
    r"|(?:later )?in the (?:evening|afternoon)(?=,? (?:the|a|an|another|two|three) )"
    r"|later (?:in the|that) day|earlier(?=,| in the day| (?:the|a|an|on|gunmen|rebels|militants) )"
    r"|in (?:another|a separate|a similar|yet another)|in separate (?:incidents|attacks|strikes|raids))\b"
    r"(?! to (?:the|this))",
    re.IGNORECASE,
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
    if finding.result or BACK.search(text):
        return False
    if finding.rule in HARMING and not OPENING.match(text):
        return False  # Who else was killed was killed in the same attack.
    near = {item.low for item in clause.items[max(0, finding.at - 2) : finding.at]}
    more = "also" in near and "it" not in near and bool(finding.actors)  # What "it" also did is that attack's work.
    return more or bool(OPENING.match(text))
