"""The history of a bucket: each event it is given either changes nothing, or causes changes of incidents."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from schemas.event import Event
from schemas.incident import Change, Incident
from schemas.message import digest, encode
from streams.incidents.clusters import Clusters
from streams.incidents.merging import merge
from streams.incidents.report import Rank, Report, report, reports
from streams.incidents.wave import Wave

Standing = tuple[str, str, bool, str]


def standing(event: Event) -> Standing:
    """Which of two messages about one event holds: the greater, by revision, then rules, then withdrawal."""
    return event.revision, event.version, event.withdrawn, digest(encode(event).decode())


class Bucket:
    """All that was said of one bucket, and the incidents that follow from it.

    The incidents depend on the highest revision of each event and on nothing else: not on order, not on repetition.
    """

    def __init__(self) -> None:
        self._standing: dict[str, Standing] = {}
        self._reports: dict[str, Report] = {}
        self._clusters = Clusters()
        self._incidents: dict[Rank, Incident] = {}

    @classmethod
    def load(cls, events: Iterable[Event]) -> "Bucket":
        """A bucket as it stands after these events; nothing is announced."""
        bucket = cls()
        latest: dict[str, Event] = {}
        for event in events:
            if bucket._supersedes(event):
                latest[event.id] = event
        bucket._reports = {event.id: report(event) for event in latest.values() if reports(event)}
        bucket._clusters = Clusters(bucket._reports.values())
        bucket._incidents = {cluster.key: merge(cluster.reports) for cluster in bucket._clusters}
        return bucket

    def incidents(self) -> Iterator[Incident]:
        """The incidents as they stand."""
        return iter(self._incidents.values())

    def put(self, event: Event, *, sequence: int, at: datetime) -> list[Change]:
        """The changes that one event causes, ordered by incident; an old or repeated message causes none."""
        if not self._supersedes(event):
            return []
        before = self._reports.pop(event.id, None)
        after = report(event) if reports(event) else None
        if after:
            self._reports[event.id] = after
        wave = Wave(self._clusters, [before] if before else [], [after] if after else [])
        return [change(old, new, event, sequence=sequence, at=at) for old, new in self._differences(wave)]

    def _differences(self, wave: Wave) -> Iterator[tuple[Incident | None, Incident | None]]:
        """The incidents that a wave altered, before and after, in the order of their ids."""
        old = [self._incidents.pop(key) for key in wave.before]
        new = {cluster.key: merge(cluster.reports) for cluster in wave.touched.values() if cluster.reports}
        self._incidents.update(new)
        before = {one.id: one for one in old}
        after = {one.id: one for one in new.values()}
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                yield before.get(name), after.get(name)

    def _supersedes(self, event: Event) -> bool:
        """Whether this message is news; if so it is what stands from now on."""
        now = standing(event)
        held = self._standing.get(event.id)
        if held and held >= now:
            return False
        self._standing[event.id] = now
        return True


def fuse(events: Iterable[Event]) -> list[Incident]:
    """The incidents of a set of events of any buckets, sorted by bucket, day and id."""
    buckets: dict[str, list[Event]] = {}
    for event in events:
        buckets.setdefault(event.bucket, []).append(event)
    found = (one for bucket in buckets.values() for one in Bucket.load(bucket).incidents())
    return sorted(found, key=lambda one: (one.bucket, one.day.date, one.id))


def change(before: Incident | None, after: Incident | None, event: Event, *, sequence: int, at: datetime) -> Change:
    """The change of one incident; its id comes from what it says."""
    one = after or before
    assert one is not None
    contents = (encode(side).decode() if side else "" for side in (before, after))
    return Change(
        id=digest(str(sequence), event.id, *contents),
        bucket=one.bucket,
        incident=one.id,
        action="amended" if before and after else "opened" if after else "withdrawn",
        before=before,
        after=after,
        cause=event.id,
        sequence=sequence,
        at=at,
    )
