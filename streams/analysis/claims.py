"""Claims: totals that somebody states, such as "almost forty attacks since 7 October"; never incidents of their own."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.geocoding import place_of
from streams.analysis.days.days import DayHit
from streams.analysis.numbers.numbers import NumberHit
from streams.analysis.status.outcomes import COUNTED
from streams.analysis.status.rule import Finding
from streams.analysis.stretches import WOUNDING, days_of, goes_on, habitual, occasions, times
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import governor, passive, previous
from streams.analysis.tallies import ATTACKS, STRETCH, numbered, rate, standing_at, undergone

VAGUE = frozenset(
    (
        "numerous several many multiple dozens scores hundreds repeated frequent daily near-daily countless "
        "constant regular continued continuous intermittent sporadic increasing mounting"
    ).split()
)
# Words for many that are neither a number nor a rate.
UNCOUNTED = frozenset(
    (
        "series wave waves spate string number succession campaign uptick increase surge rash flurry slew rounds "
        "constant continued continuous intermittent sporadic increasing mounting"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Total:
    """A stated total as read: value and qualifier as said, the day it counts from, the parts by country (alpha-3)."""

    value: int | None
    qualifier: str | None
    since: datetime.date | None
    parts: dict[str, int]

    @property
    def vague(self) -> bool:
        """Whether it tells of attacks in general, and states no number."""
        return self.value is None and self.qualifier == "repeated"

    def completed(self, other: Self) -> Self:
        """The same total with what another telling of it adds."""
        since, parts = self.since or other.since, self.parts or other.parts
        return replace(self, qualifier=self.qualifier or other.qualifier, since=since, parts=parts)


def total_of(clause: Clause, finding: Finding, days: Sequence[DayHit], numbers: Sequence[NumberHit]) -> Total | None:
    """The total that a finding states, if it is one: many, and over a stretch of time rather than on a day."""
    since = counted_from(clause, days)
    value, qualifier = stated(clause, finding, numbers)
    if value is None and finding.kind == "outreach":
        return None
    if value is not None and rate(clause.items[finding.at + 1 : finding.at + 3]):
        return Total(None, "repeated", since, {})
    if value is None and finding.plural and (parts := parts_of(clause, numbers)):
        return Total(sum(parts.values()), qualifier, since, parts)  # "29 of the attacks were in Iraq and 33 in Syria"
    if value is None and finding.kind == "attack" and (row := one_each(clause, finding, days, numbers)):
        return row
    on_a_day = told_of_a_day(clause, days)
    lasting = value is None and qualifier not in COUNTED and finding.rule != "attack.parried" and not on_a_day
    if lasting and goes_on(clause, finding, days):
        return Total(None, "repeated", since, {})
    if value is None and qualifier is None:
        known = bool(finding.actors and finding.targets) and clause.items[finding.at].units[0].tag == "D"
        in_passing = finding.plural and not finding.supported and not known and finding.rule == "attack.nominal"
        return (
            Total(None, "repeated", since, {}) if in_passing and (not on_a_day or habitual(clause, finding)) else None
        )
    uncounted = value is None and qualifier in UNCOUNTED and finding.kind == "attack" and aside(clause, finding)
    if uncounted or included(clause, finding, value, numbers):
        return Total(None, "repeated", since, {})
    many = value is None and qualifier in COUNTED and not finding.supported
    long = value is not None and value > 20 and (not on_a_day or times(clause, finding))
    tally = standing_at(clause, finding.at, numbers)
    stretch = (
        many or long or tally is not None or since is not None or habitual(clause, finding) or times(clause, finding)
    )
    parts = parts_of(clause, numbers) if value is not None else {}
    told = " ".join(item.low for item in clause.items) if value is not None else ""
    stretch = stretch or bool(parts and not on_a_day) or bool(STRETCH.search(told))
    stretch = stretch or bool(many_in_a_month(finding, value, days))
    if value is not None and value < (3 if since is None or on_a_day else 2):
        finding.occurrences = value if finding.plural and finding.kind == "attack" and not finding.anaphoric else 1
        return None
    if finding.kind == "outreach" and value is not None and on_a_day and since is None:
        finding.occurrences = min(value, 20)  # "spoke three times by telephone on Wednesday"
        return None
    if finding.supported and value is None and qualifier in COUNTED and since is None and not habitual(clause, finding):
        return None
    if not stretch and finding.supported and value is not None:
        finding.occurrences = value if value <= 20 else 1
        return None
    if not stretch and (on_a_day or not (qualifier or (value or 0) > 9)):
        if value is not None and finding.plural and value <= 20:
            finding.occurrences = value
        return None
    if not finding.targets and undergone(clause, finding.at, finding.trigger.form):
        finding.actors, finding.targets = [], finding.actors
    value = sum(parts.values()) if value in parts.values() else value
    return Total(value, qualifier, since, parts)


def many_in_a_month(finding: Finding, value: int | None, days: Sequence[DayHit]) -> bool:
    """Whether attacks are counted over a month or longer: "carried out 15 strikes last year"."""
    long = [day for day in days if day.precision in ("month", "year") and day.role in ("at", "of")]
    return finding.kind == "attack" and finding.plural and (value or 0) > 2 and bool(long)


def included(clause: Clause, finding: Finding, value: int | None, numbers: Sequence[NumberHit]) -> bool:
    """Whether a number is only a part of the total named before: "17 attacks, including 12 raids"."""
    back = governor(clause.items, finding.at)
    if value is None or back < 0 or clause.items[back].low != "including":
        return False
    return any(one.end <= clause.items[back].start and one.unit is None and one.value > value for one in numbers)


def told_of_a_day(clause: Clause, days: Sequence[DayHit]) -> bool:
    """Whether a day is named on which it was, rather than by which it had been counted: "as of Monday"."""
    items = clause.items
    reckoned = [one.start for at, one in enumerate(items) if one.tag == "Y" and at and items[at - 1].low in BY_THEN]
    rows = [day for day in days if day.role in ("at", "modifier") and day.precision == "day"]
    return any(not any(day.start <= start < day.end for start in reckoned) for day in rows)


BY_THEN = frozenset(["of", "by"])


def one_each(clause: Clause, finding: Finding, days: Sequence[DayHit], numbers: Sequence[NumberHit]) -> Total | None:
    """The total that the number of those attacked makes over a stretch of time: "has hit 40 ships since May"; of what
    was fired, only that it was many times."""
    items, at = clause.items, finding.at
    since = next((day.date for day in days if day.role == "since"), None)
    onward = any(item.low == "since" for item in items[at:])
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


def counted_from(clause: Clause, days: Sequence[DayHit]) -> datetime.date | None:
    """The day from which a total counts; not the one since which nothing was as bad: "the worst month since 2008"."""
    items = clause.items
    told = [day for day in days if any(one.tag == "Y" and one.start <= day.start < one.end for one in items)]
    since = next((day for day in told if day.role == "since"), None) or stretched(items, days)
    at = next((at for at, item in enumerate(items) if since and item.tag == "Y" and item.end > since.start), 0)
    record = any(unit.low in RECORDS for item in items[max(0, at - 6) : at] for unit in item.units)
    return since.date if since and not record else None


def stretched(items: Sequence[Item], days: Sequence[DayHit]) -> DayHit | None:
    """The first day of a stretch that a total covers: "attacked 46 times between 17 October and 9 November"."""
    spans = [item.start for item, before in zip(items[1:], items, strict=False) if before.low == "between"]
    row = next((day for day in days if day.first and day.start in spans), None)
    return replace(row, date=row.first) if row and row.first else None


RECORDS = frozenset("deadliest bloodiest worst most highest heaviest biggest largest fiercest record".split())


def reached(clause: Clause, finding: Finding, text: str, days: Sequence[DayHit]) -> Total | None:
    """The total that an attack reaches: "it was the 25th attack since October"."""
    row = numbered(clause, text) if finding.kind == "attack" else None
    return numbered_total(row[0], days) if row else None


def numbered_total(value: int, days: Sequence[DayHit]) -> Total:
    return Total(value, None, next((day.date for day in days if day.role == "since"), None), {})


def stated(clause: Clause, finding: Finding, numbers: Sequence[NumberHit]) -> tuple[int | None, str | None]:
    """The number of attacks or meetings that stands at the trigger: "almost forty attacks", "attacked 38 times"."""
    items = clause.items
    item = items[finding.at]
    spots = [item]
    if item.tag == "T":
        near = () if finding.trigger.lemma.startswith(WOUNDING) else range(finding.at + 1, finding.at + 13)
        around = [at for at in (*range(min(2, finding.at)), *near) if at < len(items)]
        spots = [items[at] for at in around if items[at].low in ATTACKS or occasions(items, at)]
    elif tally := standing_at(clause, finding.at, numbers):
        return tally.value, tally.qualifier
    else:
        back = previous(items, finding.at)
        if back >= 0 and items[back].low == "of" and back and items[back - 1].low in COUNTED:
            spots.append(items[back - 1])
    for spot in [*days_of(items, finding.at), *spots]:
        for number in numbers:
            if number.unit is None and number.start < spot.end and number.end > spot.start:
                vague = number.qualifier in VAGUE
                return (None if vague else number.value), number.qualifier
        words = [unit.low for unit in spot.units]
        found = next((word for word in words if word in VAGUE or word in COUNTED), None)
        if found == "daily" and spot is item and finding.at and items[finding.at - 1].low in NEARLY:
            return None, "near-daily"
        if found:
            return None, found
    return None, None


NEARLY = frozenset(["nearly", "almost"])
WITHIN = frozenset(["in", "with", "during"])  # "ten were killed in a wave of bombings": there they took place


def aside(clause: Clause, finding: Finding) -> bool:
    """Whether attacks in general only stand behind a preposition: "due to a series of raids", "the number of raids"."""
    items = clause.items
    back = governor(items, finding.at)
    if back > 0 and items[back].low == "of" and items[back - 1].low in UNCOUNTED:
        if items[back - 1].low == "number":
            return True
        back = governor(items, back - 1)
    if back < 0 or items[back].tag not in "PS" or items[back].low == "by":
        return False
    return items[back].low not in WITHIN or not any(item.tag == "T" for item in items[max(0, back - 4) : back])


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
