"""Clusters of reports: greedy, in canonical order, and kept so as reports come and go.

The clusters are defined by one rule: going through all reports in the order of their ranks, each joins the open cluster
that scores best, or opens one. So they depend on the set of reports and nothing else. A `Wave` reaches that same
result from the one before: what a report decides rests only on reports of lower rank within its window of days,
so it carries
a change forward in the order of ranks until nothing decides differently.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from operator import attrgetter

from streams.incidents.matching import ENOUGH, Profile, appeals, compatible, extend, fit
from streams.incidents.report import Rank, Report

by_rank = attrgetter("rank")


class Cluster:
    """Reports held to speak of one incident, in the order of ranks, with the profile after each of them."""

    __slots__ = ("articles", "profiles", "ranks", "reports", "words")

    def __init__(self, opener: Report) -> None:
        self.reports: list[Report] = []
        self.ranks: list[Rank] = []
        self.profiles: list[Profile] = []
        self.articles: dict[str, list[Report]] = {}
        self.words: dict[str, list[Rank]] = {}
        self.add(opener)

    @property
    def key(self) -> Rank:
        """The rank of the report that opened it."""
        return self.ranks[0]

    @property
    def opened(self) -> int:
        """The day (ordinal) under which it is found: the earliest last day of its reports."""
        return self.ranks[0][0]

    def add(self, one: Report) -> Rank | None:
        """Put a report in its place; those after it up to the returned rank (None: all) see another profile."""
        at = bisect_left(self.ranks, one.rank)
        self.ranks.insert(at, one.rank)
        self.reports.insert(at, one)
        insort(self.articles.setdefault(one.event.article_id, []), one, key=by_rank)
        insort(self.words.setdefault(one.words, []), one.rank)
        before = self.profiles[at - 1] if at else None
        self.profiles.insert(at, extend(before, one))
        return one.rank if self.profiles[at] == before else self._follow(at + 1)

    def drop(self, one: Report) -> Rank | None:
        """Take a report out that did not open the cluster; returns as `add` does."""
        at = bisect_left(self.ranks, one.rank)
        del self.ranks[at], self.reports[at]
        self.articles[one.event.article_id].remove(one)
        self.words[one.words].remove(one.rank)
        return one.rank if self.profiles.pop(at) == self.profiles[at - 1] else self._follow(at)

    def _follow(self, at: int) -> Rank | None:
        """Bring the profiles up to date until one comes out as it was; the rank of its report."""
        for now in range(at, len(self.reports)):
            profile = extend(self.profiles[now - 1], self.reports[now])
            if profile == self.profiles[now]:
                return self.ranks[now]
            self.profiles[now] = profile
        return None

    def before(self, rank: Rank) -> Profile | None:
        """What the cluster holds when it is the turn of that rank."""
        at = len(self.ranks) if self.ranks[-1] < rank else bisect_left(self.ranks, rank)
        return self.profiles[at - 1] if at else None

    def gain(self, one: Report) -> tuple[Profile | None, Profile] | None:
        """The profiles before and after a report joined; None if it is not here."""
        at = bisect_left(self.ranks, one.rank)
        if at == len(self.ranks) or self.ranks[at] != one.rank:
            return None
        return (self.profiles[at - 1] if at else None), self.profiles[at]

    def points(self, one: Report) -> int | None:
        """How well a report fits what the cluster holds at its turn; None where it does not belong to it."""
        profile = self.before(one.rank)
        if profile is None or not compatible(profile, one):
            return None
        siblings = [other for other in self.articles.get(one.event.article_id, ()) if other.rank < one.rank]
        told = bisect_left(self.words.get(one.words, ()), one.rank)
        own = sum(other.words == one.words for other in siblings)
        return fit(profile, one, siblings, quoted=told > own)


class Shelves:
    """All reports, found by the days they may be about, by article and by sentence."""

    # Reports with a wide window stand apart from the narrow ones, so that few days are looked through for many.
    WIDTHS = (1, 7, 30, 365)

    def __init__(self) -> None:
        self._days: dict[int, dict[int, dict[str, Report]]] = {width: {} for width in self.WIDTHS}
        self._akin: dict[str, dict[str, Report]] = {}

    def add(self, one: Report) -> None:
        """Put a report where it will be found."""
        for shelf in self._shelves(one):
            shelf[one.event.id] = one

    def drop(self, one: Report) -> None:
        """Take a report away."""
        for shelf in self._shelves(one):
            del shelf[one.event.id]

    def akin(self, one: Report) -> Iterator[Report]:
        """The later reports of the same article or with the same sentence."""
        for key in (one.event.article_id, one.words):
            yield from (other for other in self._akin[key].values() if other.rank > one.rank)

    def between(self, rank: Rank, until: Rank | None, opened: int) -> Iterator[Report]:
        """The reports after one rank, up to another, that may look at a cluster of that day."""
        last = until[0] if until else opened + self.WIDTHS[-1] + 1
        for width, days in self._days.items():
            if days:
                for day in range(rank[0], min(opened + width + 1, last) + 1):
                    for one in days.get(day, {}).values():
                        if one.lo <= opened + 1 and one.rank > rank and (until is None or one.rank <= until):
                            yield one

    def _shelves(self, one: Report) -> Iterator[dict[str, Report]]:
        width = next(width for width in self.WIDTHS if one.hi - one.lo <= width)
        yield self._days[width].setdefault(one.hi, {})
        yield self._akin.setdefault(one.event.article_id, {})
        yield self._akin.setdefault(one.words, {})


class Clusters:
    """The clusters of one bucket by the day they opened, with the choice and the points of every report."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        self.shelves = Shelves()
        self.chosen: dict[str, tuple[Cluster, int]] = {}
        self.days: dict[int, dict[Rank, Cluster]] = {}
        for one in sorted(reports, key=by_rank):
            self.shelves.add(one)
            cluster, points = best(one, self.around(one))
            if cluster:
                cluster.add(one)
            self.chosen[one.event.id] = (cluster, points) if cluster else (self.open(one), ENOUGH - 1)

    def __iter__(self) -> Iterator[Cluster]:
        for day in sorted(self.days):
            yield from self.days[day].values()

    def open(self, one: Report) -> Cluster:
        """A new cluster with one report."""
        cluster = Cluster(one)
        self.days.setdefault(cluster.opened, {})[one.rank] = cluster
        return cluster

    def around(self, one: Report) -> Iterator[Cluster]:
        """The clusters whose day is within the report's window."""
        for day in range(one.lo - 1, one.hi + 1):
            yield from self.days.get(day, {}).values()


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

    def _open(self, one: Report) -> None:
        cluster = self._all.open(one)
        self.touched[id(cluster)] = cluster
        self._all.chosen[one.event.id] = (cluster, ENOUGH - 1)
        self._rouse(cluster, one, None)

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

    def _dissolve(self, cluster: Cluster, opener: Report) -> None:
        """Without the report that opened it there is no cluster: the others choose anew."""
        del self._all.days[cluster.opened][cluster.key]
        for one in cluster.reports:
            if one is not opener:
                del self._all.chosen[one.event.id]
                self._wait(one)
        cluster.reports, cluster.ranks, cluster.profiles = [], [], []

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


def best(
    one: Report, clusters: Iterable[Cluster], held: tuple[Cluster, int] | None = None
) -> tuple[Cluster | None, int]:
    """The cluster with most points, the earliest opened among equals; `held` is the one to beat."""
    found: Cluster | None
    found, most = held or (None, 0)
    for cluster in clusters:
        if not cluster.ranks or cluster.key >= one.rank or cluster is found:
            continue
        points = cluster.points(one)
        if points is not None and (points > most or (found and points == most and cluster.key < found.key)):
            found, most = cluster, points
    return found, most
