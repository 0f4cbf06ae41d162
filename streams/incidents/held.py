"""The incidents that stand: which clusters are one, where each named event is, and whom each judgement is about.

A change of clusters or of rulings is carried to the incidents that it touches, and to those that a dismissal or an
edit is about because of it, or no longer is; no others are looked at.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from schemas.correction import Correction
from schemas.incident import Incident
from streams.incidents.clusters import Cluster, Clusters
from streams.incidents.docket import Docket, Revised
from streams.incidents.judged import Unit, corrected, naming, parted, units
from streams.incidents.report import Rank, Report
from streams.incidents.rulings import UNRULED, Events


class Held:
    """The incidents of a bucket, as its clusters and its corrections have them."""

    def __init__(self, clusters: Clusters, docket: Docket) -> None:
        self._clusters = clusters
        self._docket = docket
        self._units: dict[Rank, Unit] = {}
        self._incidents: dict[Rank, tuple[Incident, ...]] = {}
        self._homes: dict[str, Rank] = {}
        self._about: dict[str, Rank] = {}
        self.follow(clusters, (), {})

    def __iter__(self) -> Iterator[Incident]:
        return chain.from_iterable(self._incidents.values())

    def follow(
        self, touched: Iterable[Cluster], gone: Iterable[Rank], altered: Revised
    ) -> tuple[list[Incident], list[Incident]]:
        """The incidents as they were and as they are, where these clusters or the rulings on these events altered."""
        for event in altered:
            self._homes.pop(event, None)
        asked = {one.id: one for rulings in altered.values() for ruling in rulings for one in ruling.named}
        old: list[Incident] = []
        stands = self._told(self._linked(touched, gone, altered, old))
        asked |= {one.id: one for reports in chain(*stands.values()) for one in naming(reports, self._docket.rulings)}
        for unit in list(self._judge(asked.values())):
            if unit not in stands:
                self._unsettle(unit[0], old)
                stands |= self._told({key: self._clusters.days[key[0]][key] for key in unit})
        return old, list(self._hold(stands))

    def _linked(
        self, touched: Iterable[Cluster], gone: Iterable[Rank], altered: Iterable[str], old: list[Incident]
    ) -> dict[Rank, Cluster]:
        """The clusters whose incidents must be made anew: these, and what is or was one with them."""
        found: dict[Rank, Cluster] = {}
        seen: set[Events] = set()
        waiting = [cluster for cluster in touched if cluster.reports]
        waiting += [cluster for event in altered if (cluster := self._clusters.find(event))]
        for key in gone:
            waiting += self._unsettle(key, old)
        while waiting:
            cluster = waiting.pop()
            if cluster.key not in found:
                found[cluster.key] = cluster
                waiting += self._unsettle(cluster.key, old)
                waiting += self._pinned(cluster, seen)
        return found

    def _unsettle(self, key: Rank, old: list[Incident]) -> list[Cluster]:
        """The incident of a cluster no longer stands; the clusters that belonged to it."""
        unit = self._units.get(key, (key,))
        old += self._incidents.pop(unit[0], ())
        for one in unit:
            self._units.pop(one, None)
        return [cluster for one in unit if (cluster := self._clusters.at(one))]

    def _pinned(self, cluster: Cluster, seen: set[Events]) -> Iterator[Cluster]:
        """The clusters that hold what an analyst pinned to events of this one; each group is looked at once."""
        for one in cluster.reports if self._docket.rulings else ():
            group = self._docket.rulings.get(one.event.id, UNRULED).group
            if group and group not in seen:
                seen.add(group)
                yield from (self._clusters.of(event) for event in group)

    def _told(self, clusters: Mapping[Rank, Cluster]) -> dict[Unit, list[Sequence[Report]]]:
        """The reports of each incident of these clusters; which are one, and where those that are named are now."""
        rulings = self._docket.rulings
        stands = {unit: list(parted([clusters[key] for key in unit], rulings)) for unit in units(clusters, rulings)}
        self._units |= {key: unit for unit in stands if len(unit) > 1 for key in unit}
        for reports in chain.from_iterable(stands.values()) if rulings else ():
            self._homes |= {one.event.id: reports[0].rank for one in reports if one.event.id in rulings}
        return stands

    def _judge(self, corrections: Iterable[Correction]) -> Iterator[Unit]:
        """Settle which incident each dismissal or edit is about: the one with most of the events that it means.

        Yields the units of those that it is about now and was not, or no longer is.
        """
        for one in corrections:
            was, events = self._about.pop(one.id, None), self._docket.judged(one)
            if not events:
                continue
            votes = Counter(self._homes[event] for event in events)
            first = min(events, key=lambda event: (-votes[self._homes[event]], self._docket.standing[event].rank))
            now = self._about[one.id] = self._homes[first]
            for event in events if was != now else ():
                if self._homes[event] in (was, now):
                    key = self._clusters.of(event).key
                    yield self._units.get(key, (key,))

    def _hold(self, stands: Mapping[Unit, list[Sequence[Report]]]) -> Iterator[Incident]:
        """The incidents of these units are what stands."""
        for unit, told in stands.items():
            whole = self._clusters.days[unit[0][0]][unit[0]].voices() if len(unit) == 1 else None
            made = tuple(corrected(one, whole or one, self._docket.rulings, self._about) for one in told)
            self._incidents[unit[0]] = made
            yield from made
