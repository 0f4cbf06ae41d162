"""Attribution: who says so, and where what they say begins."""

from collections.abc import Sequence

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import passive, previous

COUNTING = frozenset(
    "accused accuses counted counts tallied documented logged verified acknowledged tracked recorded registered".split()
)


PLAIN = frozenset("said says say reported reports added adds told stated states".split())
BARE = frozenset("said says say".split())  # after which "that" is left out
SPEAKER = frozenset("NPAG#,")
SPEECHES = frozenset("statement interview conference briefing speech address report message post communique".split())


def preamble(items: Sequence[Item]) -> tuple[int, int]:
    """The first and the last but one item of the words that only say who tells what comes next: "According to A, ...",
    "Meanwhile, A said on Monday that ..."; (0, 0) where a sentence tells by itself."""
    if [item.low for item in items[:2]] == ["according", "to"]:
        comma = next((at for at in range(2, len(items)) if items[at].tag not in SPEAKER - {","}), 0)
        return (0, comma + 1) if comma and items[comma].tag == "," and not apposed(items[comma + 1 :]) else (0, 0)
    verb = next((at for at, item in enumerate(items) if item.tag not in SPEAKER), 0)
    first = opening(items[:verb])
    last = max((at for at in range(first, verb) if items[at].tag != "A"), default=verb - 1) + 1  # "they also said"
    speakers = items[first:last]
    if not speakers or items[verb].low not in PLAIN or speakers[-1].tag not in "N,":
        return 0, 0
    if any(item.trigger or item.units[0].tag == "O" for item in items[:verb]):
        return 0, 0
    at = said_to(items, verb)
    if at and items[at : at + 1] and items[at].low == "that":
        return first, at + 1
    bare = at and items[verb].low in BARE and [item.tag for item in items[at : at + 1]] == ["N"]
    return (first, at) if bare and any(item.tag in "VTXHM" for item in items[at:]) else (0, 0)


def aside(items: Sequence[Item]) -> tuple[int, int]:
    """The same for what stands between a subject and its verb: "the bomb, police said, went off"."""
    for at in range(1, len(items) - 4):
        if items[at].tag != "," or items[at - 1].tag != "N" or items[at + 1].tag != "N":
            continue
        verb = next((one for one in range(at + 2, len(items)) if items[one].tag not in "NPA"), len(items))
        shut = (
            [item.tag for item in items[verb + 1 : verb + 3]] if verb < len(items) and items[verb].low in BARE else []
        )
        finite = shut[:1] == [","] and shut[-1] in "VTXHM" and not items[verb + 2].low.endswith("ing")
        if finite and not any(item.trigger for item in items[at:verb]):
            return at, verb + 2
    return 0, 0


def opening(items: Sequence[Item]) -> int:
    """Where the subject begins behind words that belong to the whole: "meanwhile,", "in Kabul,"."""
    comma = next((at for at, item in enumerate(items) if item.tag == ","), 0)
    spoken = any(item.low in SPEECHES for item in items[:comma])
    return comma + 1 if comma and items[0].tag in "AP" and not spoken else 0


def said_to(items: Sequence[Item], verb: int) -> int:
    """The item behind a verb of saying and those who hear it, when and where; 0 where it tells somebody political."""
    at = verb + 1
    if items[verb].low == "told":
        if political(items[at : at + 1]):
            return 0
        at += 1
    while at < len(items) and (items[at].tag in "YA" or [one.tag for one in items[at : at + 2]] == ["P", "N"]):
        at += 1 if items[at].tag in "YA" else 2
    return at


def political(told: Sequence[Item]) -> bool:
    """Whether who is told something can be somebody whom it is told for, and no reporter."""
    units = [unit for item in told for unit in item.units]
    nouns = [unit.senses.noun for unit in units if unit.senses and unit.senses.noun]
    named = any(unit.senses and unit.senses.named for unit in units) or any(noun.role != "civil" for noun in nouns)
    return named or any(unit.low.startswith("counterpart") or unit.tag == "O" for unit in units)


def apposed(rest: Sequence[Item]) -> bool:
    """Whether a phrase between commas says who somebody is: "Abu Ali, a commander, ..."."""
    return [item.tag for item in rest[:2]] == ["N", ","]


def speakers(items: Sequence[Item], at: int) -> list[int]:
    """The phrases for those who say so, by the verb of saying or the "according" at an item."""
    if items[at].low == "according" and at + 2 < len(items):
        return [published_by(items, at + 2)]
    if items[at].tag != "V" or items[at].low not in SAYING | COUNTING:
        return []
    if attacks_claimed(items, at) or undergone(items, at):
        return []
    return [at + 1] if inverted(items, at) else subject(items, at)


def attribution(clause: Clause) -> list[Mention]:
    """Who says so: the subject of a verb of saying."""
    if clause.source:
        return clause.source
    since = False  # within a clause that dates another, of which nobody says so
    for at, item in enumerate(clause.items):
        since = item.low == "since" or (since and item.tag != ",")
        spots = [] if since else speakers(clause.items, at)
        found = [one for one in clause.mentions(spots) if one.actor.text]
        if found or (spots and item.low != "according"):
            return found
    return []


def published_by(items: Sequence[Item], at: int) -> int:
    """Whose figures they are that stand behind "according to": "data compiled by A", "figures from A"."""
    behind = range(at + 1, min(at + 5, len(items) - 1))
    by = next((one for one in behind if items[one].low in ("by", "from")), 0)
    return by + 1 if by and any(item.low in FIGURES for item in items[at:by]) else at


FIGURES = frozenset("data figures statistics numbers count tally database report statement".split())


def undergone(items: Sequence[Item], at: int) -> bool:
    """Whether it is the subject that was counted: "264 attacks have been recorded"."""
    back = previous(items, at, frozenset("AG"))
    counted = any(attacks(items[one]) for one in subject(items, at))
    counted = counted and items[at + 1 : at + 2] != [] and items[at + 1].tag in "PYAS.,"
    return passive(items, at) or (back >= 0 and items[back].tag == "X") or counted


def attacks_claimed(items: Sequence[Item], at: int) -> bool:
    """Whether somebody claims attacks as their own, and another may count them: "IS has claimed 153 attacks"."""
    claimed = items[at].low in ("claimed", "claims", "claim") and any(item.low in SAYING for item in items[at + 1 :])
    return claimed and any(attacks(item) or item.low == "responsibility" for item in items[at + 1 : at + 2])


def attacks(item: Item) -> bool:
    """Whether an item names attacks."""
    return item.tag == "N" and item.trigger is not None and item.trigger.kind == "attack"


def inverted(items: Sequence[Item], at: int) -> bool:
    """Whether a verb of saying ends its sentence before its subject: "..., says the governor"."""
    rest = items[at + 2 : at + 3]
    named = [item.tag for item in items[at + 1 : at + 2]] == ["N"]
    return at > 1 and items[at - 1].tag in ",'" and named and (not rest or rest[0].tag in ".,;")
