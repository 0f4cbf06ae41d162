"""Clusters of reports: greedy, in canonical order, and kept so as reports come and go.

The clusters are defined by one rule: going through all reports in the order of their ranks, each joins the open cluster
that scores best, or opens one. So they depend on the set of reports and nothing else. A `Wave` reaches that same
result from the one before: what a report decides rests only on reports of lower rank within its window of days, so
it carries a change forward in the order of ranks until nothing decides differently.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from streams.incidents.matching import ENOUGH, Profile, compatible, extend, fit
from streams.incidents.report import MOST_HEARD, Rank, Report
from streams.incidents.shelves import Shelves

by_rank, by_turn = attrgetter("rank"), attrgetter("turn")

Apart = Mapping[str, tuple[Report, ...]]
"""For each event that an analyst set apart, the reports it may not stand with."""


class Cluster:
    """Reports held to speak of one incident, in the order of ranks, with the profile after each of them.

    `turns` has them in the order in which they may speak for it.
    """

    __slots__ = ("apart", "articles", "profiles", "ranks", "reports", "turns", "words")

    def __init__(self, opener: Report, apart: Apart) -> None:
        self.apart = apart
        self.reports: list[Report] = []
        self.turns: list[Report] = []
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
        insort(self.turns, one, key=by_turn)
        insort(self.articles.setdefault(one.event.article_id, []), one, key=by_rank)
        insort(self.words.setdefault(one.words, []), one.rank)
        before = self.profiles[at - 1] if at else None
        self.profiles.insert(at, extend(before, one))
        return one.rank if self.profiles[at] == before else self._follow(at + 1)

    def drop(self, one: Report) -> Rank | None:
        """Take a report out that did not open the cluster; returns as `add` does."""
        at = bisect_left(self.ranks, one.rank)
        del self.ranks[at], self.reports[at], self.turns[bisect_left(self.turns, one.turn, key=by_turn)]
        self.articles[one.event.article_id].remove(one)
        self.words[one.words].remove(one.rank)
        return one.rank if self.profiles.pop(at) == self.profiles[at - 1] else self._follow(at)

    def voices(self) -> Sequence[Report]:
        """The reports that speak for it, in the order of ranks; see `merging.heard`."""
        return self.reports if len(self.reports) <= MOST_HEARD else sorted(self.turns[:MOST_HEARD], key=by_rank)

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
        if not self.holds(one):
            return None
        at = bisect_left(self.ranks, one.rank)
        return (self.profiles[at - 1] if at else None), self.profiles[at]

    def bars(self, one: Report) -> bool:
        """Whether an analyst set the report apart from one that is here at its turn."""
        return any(other.rank < one.rank and self.holds(other) for other in self.apart.get(one.event.id, ()))

    def holds(self, one: Report) -> bool:
        """Whether the report is here."""
        at = bisect_left(self.ranks, one.rank)
        return at < len(self.ranks) and self.ranks[at] == one.rank

    def points(self, one: Report) -> int | None:
        """How well a report fits what the cluster holds at its turn; None where it does not belong to it."""
        profile = self.before(one.rank)
        if profile is None or not compatible(profile, one) or (self.apart and self.bars(one)):
            return None
        siblings = [other for other in self.articles.get(one.event.article_id, ()) if other.rank < one.rank]
        told = bisect_left(self.words.get(one.words, ()), one.rank)
        own = sum(other.words == one.words for other in siblings)
        return fit(profile, one, siblings, quoted=told > own)


class Clusters:
    """The clusters of one bucket by the day they opened, with the choice and the points of every report."""

    def __init__(self, reports: Iterable[Report] = (), apart: Apart | None = None) -> None:
        self.shelves = Shelves()
        self.apart: dict[str, tuple[Report, ...]] = dict(apart or {})
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
        cluster = Cluster(one, self.apart)
        self.days.setdefault(cluster.opened, {})[one.rank] = cluster
        return cluster

    def at(self, key: Rank) -> Cluster | None:
        """The cluster that the report of this rank opened."""
        return self.days.get(key[0], {}).get(key)

    def of(self, event: str) -> Cluster:
        """The cluster in which an event stands."""
        return self.chosen[event][0]

    def find(self, event: str) -> Cluster | None:
        """The cluster in which an event stands, if it does."""
        return self.chosen[event][0] if event in self.chosen else None

    def around(self, one: Report) -> Iterator[Cluster]:
        """The clusters whose day is within the report's window."""
        for day in range(one.lo - 1, one.hi + 1):
            yield from self.days.get(day, {}).values()


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
