"""What another reading of the same news changes: events and incidents gained, lost, changed, and the counts moved."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from schemas.event import Event
from schemas.incident import Incident
from streams.counts.series import series_of

T = TypeVar("T", Event, Incident)
BESIDE = frozenset({"id", "revision", "version", "shingles", "bucket", "confidence"})
"""Fields of events and incidents that say nothing of what happened."""
NAMED = frozenset({"events"})


@dataclass(frozen=True, slots=True)
class Side:
    """What stands under one reading. Withdrawn events are left out."""

    events: tuple[Event, ...]
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """The same thing under both readings, and the names of the fields in which it differs."""

    before: T
    after: T
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences(Generic[T]):
    """Of one kind of thing: what is only there after, only before, both times but otherwise; how much is the same."""

    gained: tuple[T, ...]
    lost: tuple[T, ...]
    changed: tuple[Pair[T], ...]
    same: int


class Amount(NamedTuple):
    """Occurrences of a series, in all."""

    low: int = 0
    best: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """A series whose counts differ on so many `days`; its sums may be equal all the same."""

    series: str
    before: Amount
    after: Amount
    days: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs. `moved` has the series that move most first."""

    events: Differences[Event]
    incidents: Differences[Incident]
    moved: tuple[Moved, ...]

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        parts = (self.events, self.incidents)
        return not (self.moved or any(one.gained or one.lost or one.changed for one in parts))


def compare(before: Side, after: Side, wanted: Callable[[Event | Incident], bool] = lambda one: True) -> Comparison:
    """Compare two readings; of what differs only that is told which is `wanted` on either side.

    An event is the same by its id, else by its article and sentence; an incident by its id, else by the events that
    both have: so a new word that gives an actor a name is a change, and not a loss and a gain.
    """
    events = matched(before.events, after.events, lambda one: [(one.article_id, one.evidence.text, one.kind)])
    heirs = {pair.before.id: pair.after.id for pair in events}
    incidents = matched(before.incidents, after.incidents, lambda one: [heirs.get(name, name) for name in one.events])
    return Comparison(
        differences(before.events, after.events, events, wanted, {}),
        differences(before.incidents, after.incidents, incidents, wanted, heirs),
        moved((one for one in before.incidents if wanted(one)), (one for one in after.incidents if wanted(one))),
    )


class Match(NamedTuple, Generic[T]):
    """The same thing before and after."""

    before: T
    after: T


def matched(before: Iterable[T], after: Iterable[T], signs: Callable[[T], Iterable[Hashable]]) -> list[Match[T]]:
    """Pairs by id; then each of the rest with the first that is still free and shares a sign with it."""
    fresh = {one.id: one for one in after}
    found = [Match(one, fresh.pop(one.id)) for one in before if one.id in fresh]
    paired = {one.before.id for one in found}
    bearers: defaultdict[Hashable, list[str]] = defaultdict(list)
    for name in sorted(fresh):
        for sign in signs(fresh[name]):
            bearers[sign].append(name)
    for one in sorted((one for one in before if one.id not in paired), key=lambda one: one.id):
        heir = next((name for sign in signs(one) for name in bearers.get(sign, ()) if name in fresh), None)
        if heir is not None:
            found.append(Match(one, fresh.pop(heir)))
    return found


def differences(
    before: Iterable[T],
    after: Iterable[T],
    matches: list[Match[T]],
    wanted: Callable[[Event | Incident], bool],
    heirs: Mapping[str, str],
) -> Differences[T]:
    """What pairs leave over on either side, and in what the pairs differ."""
    known = {one.before.id for one in matches}, {one.after.id for one in matches}
    pairs = [Pair(one.before, one.after, fields(one.before, one.after, heirs)) for one in matches]
    return Differences(
        gained=in_order(one for one in after if one.id not in known[1] and wanted(one)),
        lost=in_order(one for one in before if one.id not in known[0] and wanted(one)),
        changed=tuple(pair for pair in pairs if pair.fields and (wanted(pair.before) or wanted(pair.after))),
        same=sum(not pair.fields for pair in pairs),
    )


def fields(before: Event | Incident, after: Event | Incident, heirs: Mapping[str, str]) -> tuple[str, ...]:
    """The fields that differ; events that were only named anew are the same."""
    if before == after:
        return ()
    old, new = before.model_dump(exclude=set(BESIDE)), after.model_dump(exclude=set(BESIDE))
    for name in NAMED & old.keys():
        old[name], new[name] = sorted(heirs.get(one, one) for one in old[name]), sorted(new[name])
    return tuple(name for name in old if old[name] != new[name])


def in_order(found: Iterable[T]) -> tuple[T, ...]:
    """By day."""
    return tuple(sorted(found, key=lambda one: (one.day.date, one.id)))


def moved(before: Iterable[Incident], after: Iterable[Incident]) -> tuple[Moved, ...]:
    """The series whose counts differ on any day."""
    old, new = counted(before), counted(after)
    days: dict[str, int] = defaultdict(int)
    for series, day in old.keys() | new.keys():
        days[series] += old.get((series, day), Amount()) != new.get((series, day), Amount())
    sums = summed(old), summed(new)
    found = (Moved(name, sums[0].get(name, Amount()), sums[1].get(name, Amount()), n) for name, n in days.items() if n)
    return tuple(sorted(found, key=lambda one: (-abs(one.after.best - one.before.best), -one.days, one.series)))


Cells = dict[tuple[str, datetime.date], Amount]


def counted(incidents: Iterable[Incident]) -> Cells:
    """The count of each series on each day."""
    cells: Cells = {}
    for one in incidents:
        for series in series_of(one):
            cells[series, one.day.date] = plus(cells.get((series, one.day.date)), Amount(one.low, one.best, one.high))
    return cells


def summed(cells: Cells) -> dict[str, Amount]:
    """The count of each series over all days."""
    found: dict[str, Amount] = {}
    for (series, _), amount in cells.items():
        found[series] = plus(found.get(series), amount)
    return found


def plus(one: Amount | None, other: Amount) -> Amount:
    """The sum."""
    return Amount(*(a + b for a, b in zip(one, other, strict=True))) if one else other
