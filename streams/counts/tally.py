"""The tally of a series on a day: which incidents are in it, with how much. A repeated message changes nothing."""

import datetime
from collections.abc import Iterable, Iterator, MutableMapping, Sequence

from schemas.count import Amounts, Count, Entry
from schemas.incident import Change, Incident
from streams.counts.series import series_of

Tally = MutableMapping[str, Sequence[int]]
NOTHING = (0, 0, 0)


def entries(change: Change) -> Iterator[Entry]:
    """Where the change moves an incident: out of the tallies it leaves, into those it enters, at most once for each."""
    before, after = places(change.before), places(change.after)
    for series, day in sorted(before.keys() | after.keys()):
        low, best, high = after.get((series, day), NOTHING)
        if before.get((series, day), NOTHING) != (low, best, high):
            yield Entry(
                series=series,
                day=day,
                incident=change.incident,
                low=low,
                best=best,
                high=high,
                sequence=change.sequence,
                cause=change.cause,
                at=change.at,
            )


def places(incident: Incident | None) -> dict[tuple[str, datetime.date], tuple[int, int, int]]:
    """The tallies that an incident stands in, with its amounts."""
    if incident is None:
        return {}
    amounts = incident.low, incident.best, incident.high
    return {(series, incident.day.date): amounts for series in series_of(incident)}


def enter(day: Tally, entry: Entry) -> Count | None:
    """Enter an incident into the tally of its series and day; the new count, or None where nothing moved.

    The tally maps an incident to its low, best, high and sequence. An entry that is not newer than what is held is
    ignored; an incident that leaves stays with zeros, so that an old entry cannot bring it back.
    """
    held = day.get(entry.incident, (*NOTHING, -1))
    if entry.sequence <= held[3]:
        return None
    day[entry.incident] = (entry.low, entry.best, entry.high, entry.sequence)
    if tuple(held[:3]) == (entry.low, entry.best, entry.high):
        return None
    return Count(
        series=entry.series,
        day=entry.day,
        value=sum(one[1] for one in day.values()),
        low=sum(one[0] for one in day.values()),
        high=sum(one[2] for one in day.values()),
        incidents=sum(1 for one in day.values() if any(one[:3])),
        cause=entry.cause,
        at=entry.at,
    )


def since(counts: Iterable[Count], day: datetime.date) -> Amounts:
    """The sum of one series from a day on, that day included."""
    held = [count for count in counts if count.day >= day]
    return Amounts(
        low=sum(count.low for count in held),
        best=sum(count.value for count in held),
        high=sum(count.high for count in held),
    )
