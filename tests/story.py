"""A few days of news told as a test: events come in one by one, and what is counted can be asked at any moment."""

import datetime

from schemas.correction import Correction, Deed, Undo, correct
from schemas.count import Amounts, Count
from schemas.event import Event
from schemas.incident import Change, Incident
from streams.counts.tally import Tally, enter, entries, since
from streams.incidents.history import Bucket, fuse
from tests.builders import NOON, at

LONG_AGO = datetime.date(2000, 1, 1)


class Story:
    """The stages after reading, in one piece; `news` is all that was told, `changes` all that it caused."""

    def __init__(self) -> None:
        self.news: list[Event] = []
        self.corrections: list[Correction] = []
        self.changes: list[Change] = []
        self._buckets: dict[str, Bucket] = {}
        self._tallies: dict[tuple[str, datetime.date], Tally] = {}
        self._counts: dict[tuple[str, datetime.date], Count] = {}

    def tell(self, *events: Event) -> list[Change]:
        """These events come in; the changes they cause."""
        caused = [change for event in events for change in self._put(event)]
        return self._checked(caused)

    def correct(self, deed: Deed, why: str = "as the analyst sees it") -> tuple[Correction, list[Change]]:
        """An analyst corrects something; the correction and the changes it causes."""
        made = correct("attack/USA", deed, "ann", why, at(days=20, hours=len(self.corrections)))
        self.corrections.append(made)
        bucket = self._buckets.setdefault(made.bucket, Bucket())
        caused = bucket.correct(made, sequence=self._next(), at=made.at)
        self._enter(caused)
        return made, self._checked(caused)

    def undo(self, made: Correction) -> tuple[Correction, list[Change]]:
        """The analyst takes it back."""
        return self.correct(Undo(correction=made.id))

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
        changes = bucket.put(event, sequence=self._next(), at=NOON)
        self._enter(changes)
        return changes

    def _next(self) -> int:
        return len(self.news) + len(self.corrections)

    def _checked(self, caused: list[Change]) -> list[Change]:
        self.changes += caused
        assert self.incidents() == fuse(self.news, self.corrections)
        return caused

    def _enter(self, changes: list[Change]) -> None:
        for entry in (entry for change in changes for entry in entries(change)):
            cell = entry.series, entry.day
            if count := enter(self._tallies.setdefault(cell, {}), entry):
                self._counts[cell] = count
