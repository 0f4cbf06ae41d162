"""Claims: totals that somebody states, such as "almost forty attacks since 7 October"; never incidents of their own."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from streams.analysis.actors.clauses import Clause
from streams.analysis.attribution import COUNTING
from streams.analysis.days.days import DayHit
from streams.analysis.numbers.numbers import NumberHit
from streams.analysis.parts import VAGUE, one_each, parts_of, told_of_a_day
from streams.analysis.status.outcomes import COUNTED, INCIDENTS, SUFFER
from streams.analysis.status.rule import Finding
from streams.analysis.stretches import WOUNDING, days_of, goes_on, habitual, occasions, times
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import governor, previous
from streams.analysis.tallies import ATTACKS, STRETCH, rate, standing_at, undergone
from streams.analysis.total import Total

# Words for many that are neither a number nor a rate.
UNCOUNTED = frozenset(
    (
        "series wave waves spate string number succession campaign uptick increase surge rash flurry slew rounds "
        "constant continued continuous intermittent sporadic increasing mounting"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says of how many and since when: a number, or a word for it, and whether it tells of one day, or
    of a month or longer."""

    value: int | None
    qualifier: str | None
    since: datetime.date | None
    on_a_day: bool
    for_months: bool


def total_of(clause: Clause, finding: Finding, days: Sequence[DayHit], numbers: Sequence[NumberHit]) -> Total | None:
    """The total that a finding states, if it is one: many, and over a stretch of time rather than on a day.

    Several attacks told at once are none: their number becomes the finding's occurrences.
    """
    months = any(day.precision in ("month", "year") and day.role in ("at", "of") for day in days)
    said = Said(*stated(clause, finding, numbers), counted_from(clause, days), told_of_a_day(clause, days), months)
    often = Total(None, "repeated", said.since, {})
    if said.value is None and finding.kind == "outreach":
        return None
    if said.value is None and (row := itemised(clause, finding, days, numbers, said)):
        return row
    daily = said.value is not None and rate(clause.items[finding.at + 1 : finding.at + 3])
    if daily or over_and_over(clause, finding, days, said) or included(clause, finding, said.value, numbers):
        return often
    if said.value is None and said.qualifier is None:
        return None
    parts = parts_of(clause, numbers) if said.value is not None else {}
    long = bool(parts and not said.on_a_day) or lasting(clause, finding, numbers, said)
    if several(clause, finding, said, long=long):
        return None
    if not finding.targets and undergone(clause, finding.at, finding.trigger.form):
        finding.actors, finding.targets = [], finding.actors
    value = sum(parts.values()) if said.value in parts.values() else said.value
    return Total(value, said.qualifier, said.since, parts)


def itemised(
    clause: Clause, finding: Finding, days: Sequence[DayHit], numbers: Sequence[NumberHit], said: Said
) -> Total | None:
    """The total of a number that stands elsewhere: with each part ("29 of the attacks were in Iraq and 33 in Syria"),
    or with what was struck."""
    if finding.plural and (parts := parts_of(clause, numbers)):
        return Total(sum(parts.values()), said.qualifier, said.since, parts)
    return one_each(clause, finding, days, numbers) if finding.kind == "attack" else None


def over_and_over(clause: Clause, finding: Finding, days: Sequence[DayHit], said: Said) -> bool:
    """Whether attacks without a number are told of in general: "has been shelling the town", "attacks on B"."""
    if said.value is not None:
        return False
    steady = said.qualifier not in COUNTED and finding.rule != "attack.parried" and not said.on_a_day
    if steady and goes_on(clause, finding, days):
        return True
    if said.qualifier is None:
        known = bool(finding.actors and finding.targets) and clause.items[finding.at].units[0].tag == "D"
        in_passing = finding.plural and not finding.supported and not known and finding.rule == "attack.nominal"
        return in_passing and (not said.on_a_day or habitual(clause, finding))
    return said.qualifier in UNCOUNTED and finding.kind == "attack" and aside(clause, finding)


def lasting(clause: Clause, finding: Finding, numbers: Sequence[NumberHit], said: Said) -> bool:
    """Whether attacks are counted over a stretch of time."""
    many = said.value is None and said.qualifier in COUNTED and not finding.supported
    fewest = FEW if suffered(clause, finding) else SEVERAL
    long = said.value is not None and said.value > fewest and not said.on_a_day
    told = " ".join(item.low for item in clause.items) if said.value is not None else ""
    return (
        many
        or long
        or standing_at(clause, finding.at, numbers) is not None
        or said.since is not None
        or habitual(clause, finding)
        or times(clause, finding)
        or bool(STRETCH.search(told))
        or (said.for_months and finding.kind == "attack" and finding.plural and (said.value or 0) > 2)
    )


def several(clause: Clause, finding: Finding, said: Said, *, long: bool) -> bool:
    """Whether what is counted was done at once, so that the number is the finding's `occurrences`, which it sets."""
    if said.value is None:
        some = finding.supported and said.qualifier in COUNTED and said.since is None and not said.for_months
        return (some and not habitual(clause, finding)) or (not long and (said.on_a_day or not said.qualifier))
    value, few = said.value, said.value <= SEVERAL
    if value < (3 if said.since is None or said.on_a_day else 2):
        finding.occurrences = value if finding.plural and finding.kind == "attack" and not finding.anaphoric else 1
        return True
    if finding.kind == "outreach" and said.on_a_day and said.since is None:
        finding.occurrences = min(value, SEVERAL)  # "spoke three times by telephone on Wednesday"
        return True
    if not long and finding.supported:
        finding.occurrences = value if few else 1
        return True
    if not long and (said.on_a_day or not (said.qualifier or value > 9)):
        finding.occurrences = value if finding.plural and few else finding.occurrences
        return True
    return False


SEVERAL = 20  # more at once are a total
FEW = 9  # the same of what somebody only saw


def suffered(clause: Clause, finding: Finding) -> bool:
    """Whether a verb tells who saw attacks, or counts them: "the district witnessed 19 attacks"."""
    back = governor(clause.items, finding.at)
    return back >= 0 and clause.items[back].low in SUFFER | COUNTING


def included(clause: Clause, finding: Finding, value: int | None, numbers: Sequence[NumberHit]) -> bool:
    """Whether a number is only a part of the total named before: "17 attacks, including 12 raids", "17 attacks: 12
    raids and five ambushes"."""
    items = clause.items
    back = governor(items, finding.at)
    if back < 0 or items[back].low != "including":
        back = next((at for at in range(finding.at - 1, 0, -1) if items[at].tag in "VTX:;."), 0)
    if value is None or not (items[back].low == "including" or items[back].tag == ":"):
        return False
    return any(one.end <= items[back].start and one.unit is None and one.value > value for one in numbers)


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


def numbered_total(value: int, days: Sequence[DayHit]) -> Total:
    """The total that an attack reaches: "it was the 25th attack since October"."""
    return Total(value, None, next((day.date for day in days if day.role == "since"), None), {})


def stated(clause: Clause, finding: Finding, numbers: Sequence[NumberHit]) -> tuple[int | None, str | None]:
    """The number of attacks or meetings that stands at the trigger: "almost forty attacks", "attacked 38 times"."""
    items = clause.items
    item = items[finding.at]
    spots = [item]
    if item.tag == "T":
        near = () if finding.trigger.lemma.startswith(WOUNDING) else range(finding.at + 1, finding.at + 13)
        around = [at for at in (*range(min(2, finding.at)), *near) if at < len(items)]
        spots = [items[at] for at in around if items[at].low.split()[-1] in ATTACKS or occasions(items, at)]
    elif tally := standing_at(clause, finding.at, numbers):
        return tally.value, tally.qualifier
    else:
        back = previous(items, finding.at)
        if back >= 0 and items[back].low == "of" and back and items[back - 1].low in COUNTED | INCIDENTS:
            spots.append(items[back - 1])
    for spot in [*days_of(items, finding.at), *spots]:
        for number in reversed(numbers):  # of "two missile and 28 air strikes" the last
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
