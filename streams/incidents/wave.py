"""A change of the set of reports, carried forward in the order of ranks until nothing decides differently."""

from collections.abc import Iterable
from heapq import heappop, heappush

from streams.incidents.clusters import Cluster, Clusters, best
from streams.incidents.matching import ENOUGH, appeals
from streams.incidents.report import Rank, Report


class Wave:
    """One change on its way through the ranks: `touched` are the clusters it has altered, made or emptied."""

    def __init__(self, clusters: Clusters, gone: Iterable[Report], come: Iterable[Report]) -> None:
        self._all = clusters
        self._waiting: list[tuple[Rank, Report]] = []
        self._queued: set[str] = set()
        self._worse: set[str] = set()
        self.before: set[Rank] = set()
        self.touched: dict[int, Cluster] = {}
        for one in gone:
            clusters.shelves.drop(one)
            self._leave(one)
        for one in come:
            clusters.shelves.add(one)
            self._wait(one)
        self._run()

    def _run(self) -> None:
        """Let every report whose choice may have changed choose again, in the order of ranks."""
        while self._waiting:
            one = heappop(self._waiting)[1]
            self._queued.discard(one.event.id)
            self._choose(one)

    def _wait(self, one: Report) -> None:
        if one.event.id not in self._queued:
            self._queued.add(one.event.id)
            heappush(self._waiting, (one.rank, one))

    def _choose(self, one: Report) -> None:
        held = self._all.chosen.get(one.event.id)
        found, points = self._best(one, held)
        if held and held[0] is found:
            self._all.chosen[one.event.id] = (found, points)
            return
        if held:
            self._leave(one)
        if found:
            self._join(one, found, points)
        else:
            self._open(one)

    def _best(self, one: Report, held: tuple[Cluster, int] | None) -> tuple[Cluster | None, int]:
        """The choice over all clusters; where the one held has not become worse, only altered ones can beat it."""
        if held and one.event.id not in self._worse:
            return best(one, self.touched.values(), held)
        return best(one, self._all.around(one))

    def _touch(self, cluster: Cluster) -> None:
        if id(cluster) not in self.touched:
            self.touched[id(cluster)] = cluster
            if cluster.reports:
                self.before.add(cluster.key)

    def _join(self, one: Report, cluster: Cluster, points: int) -> None:
        self._touch(cluster)
        self._all.chosen[one.event.id] = (cluster, points)
        self._rouse(cluster, one, cluster.add(one))
        self._warn(one)

    def _open(self, one: Report) -> None:
        cluster = self._all.open(one)
        self.touched[id(cluster)] = cluster
        self._all.chosen[one.event.id] = (cluster, ENOUGH - 1)
        self._rouse(cluster, one, None)
        self._warn(one)

    def _leave(self, one: Report) -> None:
        chosen = self._all.chosen.pop(one.event.id, None)
        if chosen is None:
            return
        cluster = chosen[0]
        self._touch(cluster)
        if cluster.key == one.rank:
            self._dissolve(cluster, one)
        else:
            self._rouse(cluster, one, cluster.drop(one))
        self._warn(one)

    def _dissolve(self, cluster: Cluster, opener: Report) -> None:
        """Without the report that opened it there is no cluster: the others choose anew."""
        del self._all.days[cluster.opened][cluster.key]
        for one in cluster.reports:
            if one is not opener:
                del self._all.chosen[one.event.id]
                self._wait(one)
        cluster.reports, cluster.turns, cluster.ranks, cluster.profiles = [], [], [], []

    def _warn(self, moved: Report) -> None:
        """Those that an analyst set apart from a report look at all clusters again when it moves."""
        for one in self._all.apart.get(moved.event.id, ()):
            if one.rank > moved.rank and one.event.id in self._all.chosen:
                self._worse.add(one.event.id)
                self._wait(one)

    def _rouse(self, cluster: Cluster, cause: Report, until: Rank | None) -> None:
        """Look again at the later reports that see another cluster now: members, and whoever may look at it."""
        shelves = self._all.shelves
        for one in shelves.akin(cause):
            self._review(cluster, one)
        if until == cause.rank:
            return
        gain = cluster.gain(cause)
        for one in shelves.between(cause.rank, until, cluster.opened):
            if gain is None or self._all.chosen.get(one.event.id, (None,))[0] is cluster or appeals(*gain, one):
                self._review(cluster, one)

    def _review(self, cluster: Cluster, one: Report) -> None:
        """Let a report choose anew if its own cluster has become worse for it, or this one better than its own.

        The cluster may change again before it is the report's turn; then the report is reviewed again.
        """
        chosen = self._all.chosen.get(one.event.id)
        if chosen is None or cluster.key == one.rank:
            return
        held, most = chosen
        points = cluster.points(one)
        if held is cluster:
            self._all.chosen[one.event.id] = (cluster, points or 0)
            if points is None or points < most:
                self._worse.add(one.event.id)
                self._wait(one)
        elif points is not None and (points > most or (points == most and cluster.key < held.key)):
            self._wait(one)
