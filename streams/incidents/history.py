"""The history of a bucket: each event or correction it is given changes nothing, or causes changes of incidents."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from schemas.correction import Correction
from schemas.event import Event
from schemas.incident import Change, Incident
from schemas.message import digest, encode
from streams.incidents.clusters import Clusters
from streams.incidents.docket import Docket, Revised
from streams.incidents.held import Held
from streams.incidents.report import Report, report, reports
from streams.incidents.rulings import Events
from streams.incidents.wave import Wave

Standing = tuple[str, str, bool, str]


def standing(event: Event) -> Standing:
    """Which of two messages about one event holds: the greater, by revision, then rules, then withdrawal."""
    return event.revision, event.version, event.withdrawn, digest(encode(event).decode())


@dataclass(frozen=True, slots=True)
class Cause:
    """What made a change: the event or correction, its place in the order of the bucket, and when."""

    id: str
    kind: Literal["event", "correction"]
    sequence: int
    at: datetime


class Bucket:
    """All that was said of one bucket, and the incidents that follow from it.

    The incidents depend on the highest revision of each event and on the corrections, and on nothing else: not on
    order, not on repetition.
    """

    def __init__(self) -> None:
        self._standing: dict[str, Standing] = {}
        self._reports: dict[str, Report] = {}
        self._docket = Docket(self._reports)
        self._clusters = Clusters()
        self._held = Held(self._clusters, self._docket)

    @classmethod
    def load(cls, events: Iterable[Event], corrections: Iterable[Correction] = ()) -> "Bucket":
        """A bucket as it stands after these events and corrections; nothing is announced."""
        bucket = cls()
        latest: dict[str, Event] = {}
        for event in events:
            if bucket._supersedes(event):
                latest[event.id] = event
        bucket._reports |= {event.id: report(event) for event in latest.values() if reports(event)}
        articles: defaultdict[str, list[Report]] = defaultdict(list)
        for one in bucket._reports.values():
            articles[one.event.article_id].append(one)
        bucket._docket.take(corrections, lambda article: articles.get(article, ()))
        bucket._keep_apart({event: ruling.apart for event, ruling in bucket._docket.rulings.items()})
        bucket._clusters = Clusters(bucket._reports.values(), bucket._clusters.apart)
        bucket._held = Held(bucket._clusters, bucket._docket)
        return bucket

    def incidents(self) -> Iterator[Incident]:
        """The incidents as they stand."""
        return iter(self._held)

    def put(self, event: Event, *, sequence: int, at: datetime) -> list[Change]:
        """The changes that one event causes, ordered by incident; an old or repeated message causes none."""
        if not self._supersedes(event):
            return []
        before = self._reports.pop(event.id, None)
        after = report(event) if reports(event) else None
        if after:
            self._reports[event.id] = after
        revised = self._docket.refile(before, after)
        cause = Cause(event.id, "event", sequence, at)
        return self._settle(cause, [before] if before else [], [after] if after else [], revised)

    def correct(self, correction: Correction, *, sequence: int, at: datetime) -> list[Change]:
        """The changes that one correction causes; a repeated one causes none, and so does one that nothing answers."""
        revised = self._docket.take([correction], self._clusters.shelves.of_article)
        return self._settle(Cause(correction.id, "correction", sequence, at), [], [], revised)

    def _settle(self, cause: Cause, gone: list[Report], come: list[Report], revised: Revised) -> list[Change]:
        """Carry a change of the reports, or of what is ruled on them, to the incidents."""
        fresh = {one.event.id for one in come}
        moved: list[Report] = []
        self._keep_apart({event: after.apart for event, (_, after) in revised.items()})
        for event, (before, after) in sorted(revised.items()):
            if before.apart != after.apart and event in self._reports and event not in fresh:
                moved.append(self._reports[event])
        wave = Wave(self._clusters, gone + moved, come + moved)
        altered = {event: rulings for event, rulings in revised.items() if rulings[0] != rulings[1]}
        return announce(cause, *self._held.follow(wave.touched.values(), wave.before, altered))

    def _keep_apart(self, ruled: Mapping[str, Events]) -> None:
        """The clusters keep events apart from those that stand of what is ruled, and from no others."""
        standing = {apart: tuple(self._reports[other] for other in sorted(apart)) for apart in set(ruled.values())}
        for event, apart in ruled.items():
            if apart:
                self._clusters.apart[event] = standing[apart]
            else:
                self._clusters.apart.pop(event, None)

    def _supersedes(self, event: Event) -> bool:
        """Whether this message is news; if so it is what stands from now on."""
        now = standing(event)
        held = self._standing.get(event.id)
        if held and held >= now:
            return False
        self._standing[event.id] = now
        return True


def fuse(events: Iterable[Event], corrections: Iterable[Correction] = ()) -> list[Incident]:
    """The incidents of a set of events and corrections of any buckets, sorted by bucket, day and id."""
    told: dict[str, list[Event]] = {}
    made: dict[str, list[Correction]] = {}
    for event in events:
        told.setdefault(event.bucket, []).append(event)
    for one in corrections:
        made.setdefault(one.bucket, []).append(one)
    found = (one for name, bucket in told.items() for one in Bucket.load(bucket, made.get(name, ())).incidents())
    return sorted(found, key=lambda one: (one.bucket, one.day.date, one.id))


def announce(cause: Cause, old: Iterable[Incident], new: Iterable[Incident]) -> list[Change]:
    """The changes from the old incidents to the new, in the order of their ids."""
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    stood = {event: one.id for one in before.values() for event in one.events}
    stands = {event: one.id for one in after.values() for event in one.events}
    return [
        change(before.get(name), after.get(name), cause, stood, stands)
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def change(
    before: Incident | None, after: Incident | None, cause: Cause, stood: dict[str, str], stands: dict[str, str]
) -> Change:
    """The change of one incident; its id comes from what it says."""
    one = after or before
    assert one is not None
    contents = (encode(side).decode() if side else "" for side in (before, after))
    return Change(
        id=digest(str(cause.sequence), cause.id, *contents),
        bucket=one.bucket,
        incident=one.id,
        action="amended" if before and after else "opened" if after else "withdrawn",
        before=before,
        after=after,
        cause=cause.id,
        caused_by=cause.kind,
        supersedes=others(after, stood),
        superseded_by=others(before, stands),
        sequence=cause.sequence,
        at=cause.at,
    )


def others(incident: Incident | None, places: dict[str, str]) -> tuple[str, ...]:
    """The other incidents where the events of one stand, or stood."""
    if incident is None:
        return ()
    return tuple(sorted({places[event] for event in incident.events if event in places} - {incident.id}))
