"""A few days of news told as a test: events come in one by one, and what is counted can be asked at any moment."""

import datetime

from schemas.count import Amounts, Count
from schemas.event import Event
from schemas.incident import Change, Incident
from streams.counts.tally import Tally, enter, entries, since
from streams.incidents.history import Bucket, fuse
from tests.builders import NOON

LONG_AGO = datetime.date(2000, 1, 1)


class Story:
    """The stages after reading, in one piece; `news` is all that was told, `changes` all that it caused."""

    def __init__(self) -> None:
        self.news: list[Event] = []
        self.changes: list[Change] = []
        self._buckets: dict[str, Bucket] = {}
        self._tallies: dict[tuple[str, datetime.date], Tally] = {}
        self._counts: dict[tuple[str, datetime.date], Count] = {}

    def tell(self, *events: Event) -> list[Change]:
        """These events come in; the changes they cause."""
        caused = [change for event in events for change in self._put(event)]
        self.changes += caused
        assert self.incidents() == fuse(self.news)
        return caused

    def withdraw(self, event: Event) -> list[Change]:
        """The article no longer says so."""
        return self.tell(event.model_copy(update={"withdrawn": True, "revision": event.revision + "+"}))

    def incidents(self) -> list[Incident]:
        """The incidents as they stand."""
        found = [one for bucket in self._buckets.values() for one in bucket.incidents()]
        return sorted(found, key=lambda one: (one.bucket, one.day.date, one.id))

    def counted(self) -> list[Incident]:
        """The incidents that count, without the stubs."""
        return [one for one in self.incidents() if one.best]

    def count(self, series: str = "attack", day: str | None = None) -> Amounts:
        """What a series comes to since a day."""
        start = datetime.date.fromisoformat(day) if day else LONG_AGO
        return since((count for (name, _), count in self._counts.items() if name == series), start)

    def _put(self, event: Event) -> list[Change]:
        self.news.append(event)
        bucket = self._buckets.setdefault(event.bucket, Bucket())
        changes = bucket.put(event, sequence=len(self.news), at=NOON)
        for entry in (entry for change in changes for entry in entries(change)):
            cell = entry.series, entry.day
            if count := enter(self._tallies.setdefault(cell, {}), entry):
                self._counts[cell] = count
        return changes
