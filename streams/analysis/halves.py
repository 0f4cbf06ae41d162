"""Halves: where a sentence turns from one attack to another, each with its own toll."""

from collections.abc import Sequence

from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.geocoding import place_of
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject


def second_half(clause: Clause, findings: Sequence[Finding]) -> int:
    """The item at which a sentence turns to another attack; -1 if it does not."""
    items = clause.items
    told = findings[0].at if findings else len(items)
    turns_at = (at for at in range(told + 1, len(items) - 3) if opens_another(items, at) or same_day(items, at))
    another = next(turns_at, -1)
    if another > 0 or len(findings) < 2:
        return another
    links = range(2, len(items) - 1)
    return next((at for at in links if turns(items, at, findings) or turns_elsewhere(clause, at, findings)), -1)


def opens_another(items: Sequence[Item], at: int) -> bool:
    """Whether "and" opens the clause of another attack: "and a second hit a van", "and in another town two were
    shot"."""
    if items[at].tag != "C" and items[at].low != ";":
        return False
    placed = items[at + 1].tag == "P" and items[at + 1].low in ("in", "at", "near", "outside")
    if not MORE & {unit.low for unit in items[at + 2 if placed else at + 1].units[:2]}:
        return False
    if placed:
        return any(item.tag == "T" for item in items[at + 3 : at + 8])
    blow = items[at + 2].trigger if items[at + 1].tag == "N" and items[at + 2].tag == "T" else None
    return blow is not None and blow.frame != "harm"  # "one was shot dead and another wounded"


def same_day(items: Sequence[Item], at: int) -> bool:
    """Whether the words behind tell what else happened: "on the same day that a bomb wounded three"."""
    link = items[at].tag in "RS" and items[at].low in ("that", "as", "when")
    day = " ".join(unit.low for unit in items[at - 1].units)
    return link and day.endswith("same day") and any(item.tag == "T" for item in items[at + 1 :])


def turns(items: Sequence[Item], at: int, findings: Sequence[Finding]) -> bool:
    """Whether others do something else behind a link: "killing two, while jets shelled the port", "an ambush that
    killed ten, and a bombing that", "killed six, prompting air strikes that killed nine"."""
    if items[at].low != "while" and items[at].low not in ANSWERED and items[at].tag != "C":
        return False
    before = [one for one in findings if one.at < at and one.kind == "attack"]
    ahead = next((one for one in findings if one.at > at and one.kind == "attack"), None)
    if ahead is None or not before:
        return False
    if items[at].low in ANSWERED:
        return items[at - 1].tag == "," and bool(ahead.actors)
    if items[at].low == "while":
        if (at + 1 in subject(items, ahead.at) and another_bomb(items[at + 1])) or opens(items, at + 1, ahead):
            return True
        own = ahead.trigger.pos == "verb" and bool(ahead.actors) and at + 1 in subject(items, ahead.at)
        return own and any(one.actors or one.rule == "attack.killer-active" for one in before)
    told = ahead.at == at + 1 and items[at - 1].tag == "," and named_first(items[ahead.at])
    return told and any(one.trigger.pos == "noun" and named_first(items[one.at]) for one in before)


ANSWERED = frozenset("prompting triggering sparking provoking drawing".split())


def turns_elsewhere(clause: Clause, at: int, findings: Sequence[Finding]) -> bool:
    """Whether a clause of its own tells of an attack in another town: "a bomb killed six in A; gunmen shot two in B",
    "hours after rebels raided B"."""
    items = clause.items
    if not (items[at].tag == "C" or items[at].low in BESIDE or (items[at].tag == "S" and hours(items[at - 1]))):
        return False
    first = at + 2 if items[at + 1].tag == "Y" else at + 1
    verb = next((one for one in range(first, len(items)) if items[one].tag in "VTXHM"), -1)
    if verb < 0 or items[first].tag != "N" or not (items[verb].tag in "TXH" or items[verb].low in DYING):
        return False
    if items[verb].tag == "T" and items[verb + 1 : verb + 2] and items[verb + 1].tag in "XVHM":
        return False  # "and eleven wounded were treated in B"
    told = [one.at for one in findings if one.kind == "attack" and not one.anaphoric]
    if not any(one < at for one in told) or not any(first <= one <= verb + 3 for one in told):
        return False
    here, there = seats(clause, 0, at), seats(clause, at, len(items))
    return bool(here and there) and not here & there


BESIDE = frozenset([";", "while", "whereas", "as"])
DYING = frozenset(["died", "die", "perished"])


def hours(item: Item) -> bool:
    """Whether "after" or "before" behind an item parts two things by hours: "a few hours after"."""
    return item.units[-1].low in ("hour", "hours")


def seats(clause: Clause, start: int, end: int) -> set[str]:
    """The towns and provinces, also unknown ones, in which something is told to be, between two items."""
    found = set()
    for at in range(start + 1, end):
        spot = clause.items[at]
        if spot.tag != "N" or clause.items[at - 1].low not in SITUATED or not spot.units[-1].capital:
            continue
        place = place_of(spot.units, clause.cast.lexicon, clause.cast.countries)
        if place is None or place.precision != "country":
            found.add(place.name if place else spot.low)
    return found


SITUATED = frozenset(["in", "near", "at", "outside", "on"])


def opens(items: Sequence[Item], at: int, ahead: Finding) -> bool:
    """Whether a clause opens with an attack told for the first time: "while a bombing killed six"."""
    named = items[at].trigger is not None and named_first(items[at])
    return named and (ahead.at == at or at in subject(items, ahead.at))


def another_bomb(item: Item) -> bool:
    """Whether a phrase is of one weapon more: "a second car bomb"."""
    noun = item.head.senses.noun if item.head.senses else None
    more = any(unit.low in MORE for unit in item.units)
    return noun is not None and noun.role == "weapon" and more


MORE = frozenset("another second third fourth fifth separate".split())


def named_first(item: Item) -> bool:
    """Whether a phrase speaks of something new: "a raid", "another bombing"."""
    return item.tag == "N" and item.units[0].low in ("a", "an", "another")


def own_half(text: str, other: tuple[int, int], at: int) -> str:
    """A text with the part blanked that is not of the attack at `at`: what `other` bounds, or all outside it."""
    start, end = other
    if start <= at < end:
        return " " * start + text[start:end]
    return text[:start] + " " * (end - start) + text[end:]
