"""Belonging: the noun that a phrase behind it belongs to, "troops" in "troops in Iraq"."""

from collections.abc import Sequence

from streams.analysis.syntax.noun_phrases import MEMBERS
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import previous, set_before


def skip_prepositional(items: Sequence[Item], at: int) -> int:
    """From a noun in a prepositional phrase to the noun that the phrase belongs to ("troops in Iraq who")."""
    if (weapon := bomb_before(items, at)) >= 0:
        return weapon
    while True:
        back = previous(items, at, frozenset("Y"))
        if back >= 1 and items[back].tag == "N" and all(unit.tag == "D" for unit in items[back].units):
            back = previous(items, back, frozenset("Y"))
        if back < 1 or items[back].tag != "P" or items[back - 1].tag != "N":
            return at
        if items[back].low not in ("in", "of", "from", "at") and not accredited(items, back):
            return at
        if (
            items[back].low == "of"
            and (items[back - 1].head.low in KIN or lifeless(items[back - 1]))
            and not lifeless(items[at])
        ):
            return at
        at = back - 1


def bomb_before(items: Sequence[Item], at: int) -> int:
    """The weapon with which a run of places begins: "a bomb outside a barracks in Buinaksk, Dagestan, killed"; -1 if
    none does."""
    first = at
    while first > 1 and items[first - 1].tag == "P" and items[first - 2].tag == "N":
        first -= 2
    senses = items[first].head.senses
    weapon = senses is not None and senses.noun is not None and senses.noun.role == "weapon"
    return first if first < at and weapon else -1


KIN = frozenset(
    "family families mother father parents wife widow widows husband son daughter brother sister relatives friends "
    "friend body".split()
)


def accredited(items: Sequence[Item], at: int) -> bool:
    """Whether a preposition names where, or for what, an official serves: "the envoy to Libya", "the adviser on"."""
    senses = items[at - 1].head.senses
    office = senses is not None and senses.noun is not None and senses.noun.role == "office"
    return office and items[at].low in ("to", "for", "on")


def lifeless(item: Item) -> bool:
    """Whether a phrase means nobody by itself: "the funeral", "the house" (but not "a number")."""
    noun = item.head.senses.noun if item.head.senses else None
    trigger = item.trigger is not None
    return not trigger and item.low not in MEMBERS and (noun.role == "site" if noun else item.head.senses is None)


def owned(items: Sequence[Item], at: int) -> bool:
    """Whether "of" before a phrase names those who were harmed: "friends of A killed in", "the bodies of two men killed
    by"."""
    counted = items[at].units[0].tag == "#" and items[at].head.tag != "#"  # but "a family of five"
    return items[at - 2].head.low in MOURNERS or counted


MOURNERS = frozenset(["friend", "friends", "widow", "widower", "bodies", "corpses"])


def land_behind(items: Sequence[Item], at: int) -> bool:
    """Whether a phrase is the country of the town before its comma: "a blast in Quetta, Pakistan killed", unlike "after
    talks in Doha, Qatar said"."""
    if at < 4 or [item.tag for item in items[at - 4 : at]] != ["N", "P", "N", ","] or set_before(items, at - 2):
        return False
    land, town = items[at].head.senses, items[at - 2].head
    country = land.actor.country if land is not None and land.actor and land.actor.kind == "country" else ""
    known = town.senses.site if town.senses is not None else None
    return bool(country) and (known.country == country if known is not None else town.capital)
