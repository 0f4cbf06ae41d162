"""Parts: numbers of a total that stand apart from its attacks, by country or with what was struck."""

from collections.abc import Sequence

from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.geocoding import place_of
from streams.analysis.days.days import DayHit
from streams.analysis.numbers.numbers import NumberHit
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import passive
from streams.analysis.total import Total

VAGUE = frozenset(
    (
        "numerous several many multiple dozens scores hundreds repeated frequent daily near-daily countless "
        "constant regular continued continuous intermittent sporadic increasing mounting"
    ).split()
)


def parts_of(clause: Clause, numbers: Sequence[NumberHit]) -> dict[str, int]:
    """ "14 in Iraq and nine of them in Syria", "27 attacks on soldiers in Iraq": the number before each "in" and a
    country, where it counts attacks."""
    items = clause.items
    parts: dict[str, int] = {}
    for at in range(1, len(items) - 1):
        place = place_of(items[at + 1].units, clause.cast.lexicon, []) if items[at].low == "in" else None
        counted = number_before(items, at, numbers) if place and place.country else None
        if place and place.country and counted:
            parts.setdefault(place.country, counted.value)
    return parts if len(parts) > 1 else {}


def number_before(items: Sequence[Item], at: int, numbers: Sequence[NumberHit]) -> NumberHit | None:
    """The nearest number before an item, if it counts attacks: "28 directed at troops in Syria", "33 were in Syria"."""
    for spot in range(at - 1, max(-1, at - 8), -1):
        item = items[spot]
        if item.tag in "CST;:R" or item.low == "in" or (spot and harms(items[spot - 1])):
            return None
        number = next((one for one in numbers if one.start >= item.start and one.end <= item.end), None)
        if number:
            attacks = item.units[-1].tag == "#" or item.trigger is not None or item.low in COUNTABLE
            return number if attacks and number.unit is None else None
    return None


def harms(item: Item) -> bool:
    return item.tag == "T" and item.trigger is not None and item.trigger.frame == "harm"


COUNTABLE = frozenset("times occasions more others attacks strikes".split())


def one_each(clause: Clause, finding: Finding, days: Sequence[DayHit], numbers: Sequence[NumberHit]) -> Total | None:
    """The total that the number of those attacked makes over a stretch of time: "has hit 40 ships since May"; of what
    was fired, only that it was many times."""
    items, at = clause.items, finding.at
    since = next((day.date for day in days if day.role == "since"), None)
    onward = since is not None or any(item.low == "since" for item in items[at:])
    stretch = onward or any(day.precision in ("month", "year") and day.role == "at" for day in days)
    said = [
        one.start
        for spot, one in enumerate(items)
        if SAYING & {item.low for item in items[max(0, spot - 1) : spot + 2]}
    ]
    on_a_day = told_of_a_day(clause, [day for day in days if not any(day.start <= one < day.end for one in said)])
    if not stretch or on_a_day or items[at].tag != "T" or finding.trigger.frame not in ONE_EACH:
        return None
    told = next((one for one in range(len(items) - 1, at, -1) if items[one].tag == "Y"), at)
    if any(one.tag == "N" and one.trigger and one.trigger.kind == "attack" for one in items[at + 1 : told]):
        return None  # "in the sixth attack since May"
    spots = subject(items, at) if passive(items, at) or finding.trigger.frame == "burst" else behind(items, at)
    number = next((one for spot in spots for one in numbers if inside(items[spot], one)), None)
    fewest = 3 if onward else 6
    if number is None or number.value < fewest or number.qualifier in VAGUE:
        return None
    things = {"shipping" if one.actor.id in SHIPS else one.role for one in clause.mentions(spots)}
    if (finding.trigger.frame == "seize" and "shipping" not in things) or things & PEOPLE:
        return None
    if finding.trigger.frame == "fire":
        return Total(None, "repeated", since, {})
    return Total(number.value, number.qualifier, since, {})


SHIPS = frozenset(["commercial-shipping"])
PEOPLE = frozenset("country person civil office armed".split())
ONE_EACH = frozenset("act seize parry burst fire".split())


def behind(items: Sequence[Item], at: int) -> list[int]:
    """What a verb is done to: the phrase behind it, past "nearly" and "over"."""
    while at + 2 < len(items) and items[at + 1].tag in "AP" and items[at + 1].tag != "I":
        if items[at + 1].tag == "P" and items[at + 1].low not in ("over", "about", "around"):
            return []
        at += 1
    return [at + 1] if at + 1 < len(items) and items[at + 1].tag == "N" else []


def inside(item: Item, number: NumberHit) -> bool:
    """Whether a number counts what an item names."""
    return number.unit is None and item.start < number.end < item.end


def told_of_a_day(clause: Clause, days: Sequence[DayHit]) -> bool:
    """Whether a day is named on which it was, rather than by which it had been counted: "as of Monday"."""
    items = clause.items
    reckoned = [one.start for at, one in enumerate(items) if one.tag == "Y" and at and items[at - 1].low in BY_THEN]
    rows = [day for day in days if day.role in ("at", "modifier") and day.precision == "day"]
    return any(not any(day.start <= start < day.end for start in reckoned) for day in rows)


BY_THEN = frozenset(["of", "by"])
