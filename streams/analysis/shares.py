"""Shares: attacks whose dead a text adds up and then tells place by place: "killed nine in A and eleven in B", "attacks
on two towns killed 20", and what happened in each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schemas.event import Day, Place
from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.geocoding import place_of
from streams.analysis.draft import Draft
from streams.analysis.numbers.casualties import Casualties
from streams.analysis.numbers.numbers import NumberHit
from streams.analysis.syntax.phrases import Item


@dataclass(frozen=True, slots=True)
class Share:
    """How many died in one of several places, and the day that stands behind it."""

    killed: int
    place: Place
    day: Day | None


def place_by_place(draft: Draft, clause: Clause, numbers: Sequence[NumberHit]) -> list[Draft]:
    """A draft for each place in which a sentence says how many died, where these are the dead of the draft."""
    killed = draft.toll.killed
    if draft.finding.kind != "attack" or draft.total or killed is None or not draft.finding.status.news:
        return [draft]
    shares = list(shares_of(clause, numbers)) or respectively(clause, numbers)
    apart = len({share.place.name for share in shares}) == len(shares) > 1
    if not apart or not shares[0].killed <= killed <= sum(share.killed for share in shares):
        return [draft]
    return [taken(draft, share, first=not at) for at, share in enumerate(shares)]


def taken(draft: Draft, share: Share, *, first: bool) -> Draft:
    """What a draft tells of one place."""
    finding = replace(draft.finding, separate=draft.finding.separate or not first)
    toll = Casualties(killed=share.killed, killed_low=share.killed, killed_high=share.killed)
    day, dated = (share.day, True) if share.day else (draft.day, draft.dated)
    return replace(draft, finding=finding, toll=toll, place=share.place, day=day, dated=dated)


def respectively(clause: Clause, numbers: Sequence[NumberHit]) -> list[Share]:
    """The two numbers that stand for two places: "bombs in A and B killed nine and eleven people"."""
    items = clause.items
    joined = [
        at
        for at in range(1, len(items) - 1)
        if items[at].low == "and" and items[at - 1].tag == items[at + 1].tag == "N"
    ]
    counts = [
        [one.value for one in numbers for item in (items[at - 1], items[at + 1]) if item.start <= one.start < item.end]
        for at in joined
        if all(unit.tag == "#" for unit in items[at - 1].units)
    ]
    places = [
        [place_of(items[one].units, clause.cast.lexicon, clause.cast.countries) for one in (at - 1, at + 1)]
        for at in joined
        if at > 1 and items[at - 2].low in SITUATED
    ]
    if len(counts) != 1 or len(places) != 1 or len(counts[0]) != 2:
        return []
    return [Share(killed, spot, None) for killed, spot in zip(counts[0], places[0], strict=True) if spot is not None]


def shares_of(clause: Clause, numbers: Sequence[NumberHit]) -> Iterator[Share]:
    """Each number that stands before "in" and a town: "five in A", "12 more people in B on Monday", "two dead in C"."""
    items = clause.items
    for at, item in enumerate(items[:-2]):
        spot = where(items, at)
        number = next((one for one in numbers if one.unit is None and item.start <= one.start < item.end), None)
        if (
            number is None
            or item.tag != "N"
            or item.trigger
            or spot + 1 >= len(items)
            or items[spot].low not in SITUATED
        ):
            continue
        place = place_of(items[spot + 1].units, clause.cast.lexicon, clause.cast.countries)
        if place and place.precision != "country":
            behind = items[spot + 2].units[0].day if spot + 2 < len(items) else None
            exact = behind is not None and behind.precision == "day"
            day = Day(date=behind.date, precision="day", basis=behind.basis) if behind and exact else None
            yield Share(number.value, place, day)


def where(items: Sequence[Item], at: int) -> int:
    """The preposition behind so many and their fate: "nine in", "nine died in", "four in a shooting in"."""
    spot = at + 1
    while spot < len(items) - 2 and (items[spot].low in DEAD or items[spot].tag == "X"):
        spot += 1
    raid = items[spot + 1].trigger if spot + 1 < len(items) and items[spot].low == "in" else None
    return spot + 2 if raid is not None and raid.kind == "attack" and spot + 2 < len(items) else spot


DEAD = frozenset(["dead", "killed", "died"])
SITUATED = frozenset(["in", "near", "at", "outside"])


def summed_up(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that only add up the dead of attacks which the text tells one by one."""
    kept = list(drafts)
    for at, draft in enumerate(drafts):
        parts = parts_of_sum(draft, drafts[at + 1 :]) if is_sum(draft) else []
        for part in parts:
            part.finding.separate = True
            part.finding.actors = part.finding.actors or draft.finding.actors
            if draft.dated and not part.dated:
                part.day, part.dated = draft.day, True
        if parts:
            kept = [one for one in kept if one is not draft]
    return kept


def is_sum(draft: Draft) -> bool:
    """Whether a draft may tell of several attacks at once, in no one town."""
    finding = draft.finding
    news = finding.kind == "attack" and draft.total is None and finding.status.news
    wide = draft.place is None or draft.place.precision in ("region", "country") or finding.plural
    return news and wide and (draft.toll.killed or 0) > FEW and bool(SEVERAL.search(draft.sentence.text))


FEW = 4  # dead, which others may make up by chance
SEVERAL = re.compile(
    r"\b(?:attacks|strikes|airstrikes|bombings|bombs|blasts|explosions|raids|ambushes|shootings|incidents|massacres|towns"
    r"|villages|communities|cities|provinces|districts|states|places|locations|series|wave|string|across|separate)\b",
    re.I,
)


def parts_of_sum(whole: Draft, later: Sequence[Draft]) -> list[Draft]:
    """The attacks in several places or on several days, told in later sentences, whose dead make up a sum; none
    if they do not."""
    left, spots, parts = whole.toll.killed or 0, set[str](), list[Draft]()
    for one in later:
        alike = one.finding.kind == "attack" and one.total is None and one.finding.status.news
        spot = one.place.name if one.place else str(one.day.date) if one.dated else ""
        if not alike or one.sentence == whole.sentence or not spot or spot in spots:
            continue
        if one.toll.killed and one.toll.killed <= left and one.toll.killed != whole.toll.killed:
            left -= one.toll.killed
            spots.add(spot)
            parts.append(one)
    return parts if not left and len(parts) > 1 else []
