"""The history of a bucket: each event or correction it is given changes nothing, or causes changes of incidents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Literal

from schemas.correction import Correction
from schemas.event import Event
from schemas.incident import Change, Incident
from schemas.message import digest, encode
from streams.incidents.clusters import Apart, Cluster, Clusters
from streams.incidents.judged import Unit, incidents_of
from streams.incidents.marks import marks_of
from streams.incidents.report import Rank, Report, report, reports
from streams.incidents.rulings import Rulings, rule
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
        self._corrections: dict[str, Correction] = {}
        self._articles: dict[str, dict[str, Report]] = {}
        self._marked: set[str] = set()
        self._rulings = Rulings()
        self._clusters = Clusters()
        self._units: dict[Rank, Unit] = {}
        self._incidents: dict[Rank, tuple[Incident, ...]] = {}

    @classmethod
    def load(cls, events: Iterable[Event], corrections: Iterable[Correction] = ()) -> "Bucket":
        """A bucket as it stands after these events and corrections; nothing is announced."""
        bucket = cls()
        latest: dict[str, Event] = {}
        for event in events:
            if bucket._supersedes(event):
                latest[event.id] = event
        bucket._reports = {event.id: report(event) for event in latest.values() if reports(event)}
        bucket._corrections = {one.id: one for one in corrections}
        for one in bucket._corrections.values():
            bucket._note(one)
        for told in bucket._reports.values():
            if (article := told.event.article_id) in bucket._articles:
                bucket._articles[article][told.event.id] = told
        bucket._rulings = bucket._ruled()
        bucket._clusters = Clusters(bucket._reports.values(), bucket._apart())
        bucket._hold({cluster.key: cluster for cluster in bucket._clusters})
        return bucket

    def incidents(self) -> Iterator[Incident]:
        """The incidents as they stand."""
        return chain.from_iterable(self._incidents.values())

    def put(self, event: Event, *, sequence: int, at: datetime) -> list[Change]:
        """The changes that one event causes, ordered by incident; an old or repeated message causes none."""
        if not self._supersedes(event):
            return []
        before = self._reports.pop(event.id, None)
        after = report(event) if reports(event) else None
        if after:
            self._reports[event.id] = after
        named = self._refile(before, after) or event.id in self._marked
        cause = Cause(event.id, "event", sequence, at)
        return self._settle(cause, [before] if before else [], [after] if after else [], named=named)

    def _refile(self, before: Report | None, after: Report | None) -> bool:
        """Keep what stands of the articles that corrections point at; whether one of those is touched."""
        old = self._articles.get(before.event.article_id) if before else None
        new = self._articles.get(after.event.article_id) if after else None
        if before and old is not None:
            del old[before.event.id]
        if after and new is not None:
            new[after.event.id] = after
        return old is not None or new is not None

    def correct(self, correction: Correction, *, sequence: int, at: datetime) -> list[Change]:
        """The changes that one correction causes; a repeated one causes none, and so does one that nothing answers."""
        if correction.id in self._corrections:
            return []
        self._corrections[correction.id] = correction
        for article in self._note(correction):
            self._articles[article] = {one.event.id: one for one in self._clusters.shelves.of_article(article)}
        return self._settle(Cause(correction.id, "correction", sequence, at), [], [], named=True)

    def _note(self, correction: Correction) -> list[str]:
        """Remember what a correction points at; the articles that were not pointed at before."""
        marks = list(marks_of(correction))
        self._marked.update(mark.event for mark in marks)
        news = sorted({mark.article for mark in marks if mark.article} - self._articles.keys())
        self._articles.update({article: {} for article in news})
        return news

    def _ruled(self) -> Rulings:
        return rule(self._corrections, self._reports, self._articles) if self._corrections else Rulings()

    def _apart(self) -> Apart:
        return {
            event: tuple(self._reports[other] for other in sorted(others))
            for event, others in self._rulings.apart.items()
        }

    def _settle(self, cause: Cause, gone: list[Report], come: list[Report], *, named: bool) -> list[Change]:
        """Carry a change of the reports, or of what is ruled on them, to the incidents."""
        altered: frozenset[str] = frozenset()
        moved: list[Report] = []
        if named:
            held, self._rulings = self._rulings, self._ruled()
            altered = self._rulings.altered(held)
            fresh = {one.event.id for one in come}
            moved = [
                self._reports[event]
                for event in sorted(altered & self._reports.keys() - fresh)
                if held.apart.get(event) != self._rulings.apart.get(event)
            ]
            self._clusters.keep_apart(self._apart())
        wave = Wave(self._clusters, gone + moved, come + moved)
        return announce(cause, *self._differences(wave, altered))

    def _differences(self, wave: Wave, altered: Iterable[str]) -> tuple[list[Incident], list[Incident]]:
        """The incidents that a wave or a ruling altered, as they were and as they are."""
        stale, fresh = set[Rank](), dict[Rank, Cluster]()
        waiting = [cluster for cluster in wave.touched.values() if cluster.reports]
        waiting += [self._clusters.of(event) for event in altered if event in self._reports]
        for key in wave.before:
            waiting += self._unsettle(key, stale)
        while waiting:
            cluster = waiting.pop()
            if cluster.key not in fresh:
                fresh[cluster.key] = cluster
                waiting += self._unsettle(cluster.key, stale)
                waiting += self._akin(cluster)
        old = [one for unit in stale for one in self._incidents.pop(unit)]
        return old, self._hold(fresh)

    def _unsettle(self, key: Rank, stale: set[Rank]) -> list[Cluster]:
        """The incident of a cluster no longer stands: what else belonged to it must be looked at."""
        unit = self._units.get(key, (key,))
        if unit[0] in stale or unit[0] not in self._incidents:
            return []
        stale.add(unit[0])
        for one in unit:
            self._units.pop(one, None)
        return [cluster for one in unit if (cluster := self._clusters.at(one))]

    def _akin(self, cluster: Cluster) -> list[Cluster]:
        """The clusters that hold what an analyst named together with events of this one."""
        akin = self._rulings.akin
        if not akin:
            return []
        events = {other for one in cluster.reports for other in akin.get(one.event.id, ())}
        return [self._clusters.of(event) for event in sorted(events)]

    def _hold(self, clusters: dict[Rank, Cluster]) -> list[Incident]:
        """The incidents of these clusters are what stands."""
        held = incidents_of(clusters, self._rulings)
        for unit, incidents in held.items():
            self._incidents[unit[0]] = incidents
            if len(unit) > 1:
                self._units |= dict.fromkeys(unit, unit)
        return [one for incidents in held.values() for one in incidents]

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
