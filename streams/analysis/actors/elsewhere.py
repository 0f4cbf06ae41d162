"""Elsewhere: places in a sentence that are those of another thing than its attack: a speaker's, an owner's, whence."""

from collections.abc import Sequence

from schemas.event import Place
from streams.analysis.syntax.grammar import PARTING
from streams.analysis.syntax.phrases import Item


def owning(before: Item, owner: Item, place: Place, countries: Sequence[str]) -> bool:
    """Whether a country only owns what is named, in an article that speaks of another: "the ability of Israel"."""
    if before.low != "of" or place.precision != "country" or place.country in countries[:1]:
        return False
    return owner.head.low not in PARTS and owner.trigger is None and not any(one.tag == "#" for one in owner.units)


PARTS = frozenset(
    "city town capital north south east west northeast northwest southeast southwest outskirts suburb suburbs part "
    "parts region regions province provinces village villages coast coasts shore shores island islands centre center "
    "border borders port district area areas state states towns cities interior heart waters territory soil land "
    "airspace kibbutz neighbourhood neighborhood bank department departments".split()
)


def meanwhile(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a place is that of another thing, told in a side clause behind: "as he spoke in Jerusalem"."""
    link = next((one for one in range(at - 1, index, -1) if items[one].tag in "SR;"), -1)
    if link < 0 or items[link].tag != "S" or items[link].low not in ("as", "while"):
        return False
    told = items[link:at]
    return any(item.tag == "V" for item in told) and not any(item.trigger is not None for item in told)


def of_another(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a place is that of another attack, beside or after which this one is told: "shot down a drone as fighting
    goes on in the east", "struck camps after a bombing in the capital"; or of those to whom something is linked."""
    if at > 1 and items[at - 2].low in BOUND:
        return True
    trigger = items[index].trigger
    if trigger is None or trigger.kind != "attack" or trigger.pos != "verb" or trigger.frame == "harm":
        return False
    link = next((one for one in range(index + 1, at) if items[one].tag == "S"), at)
    told = any(one.trigger is not None and one.trigger.kind == "attack" for one in items[link:at])
    return told and (items[link].low in PARTING or (trigger.frame == "parry" and items[link].low == "as"))


BOUND = frozenset("according linked tied connected loyal belonging".split())  # "to" somebody, who is elsewhere


def whence(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a place behind "from" is whence an attack came, and not where somebody was taken or smoke rises."""
    trigger = items[index].trigger
    if (
        items[at - 1].low not in ("from", "out of")
        or trigger is None
        or trigger.kind != "attack"
        or trigger.frame == "seize"
    ):
        return False
    sent = items[at - 2] if at > 1 else items[0]
    known = [unit.senses for unit in sent.units if unit.senses is not None]
    kinds = {one.noun.role for one in known if one.noun} | {one.actor.kind for one in known if one.actor}
    armed = bool(kinds & {"armed", "armed-group", "weapon", "force"})
    return trigger.mode != "abduction" and (at > index or sent.trigger is not None or armed)
