"""Incidents as corrected: clusters that an analyst joined, and what was set apart, dismissed or edited."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from schemas.correction import Correction, Dismiss, Edit, Undo
from schemas.incident import Corrected, Incident
from streams.incidents.clusters import Cluster, by_rank
from streams.incidents.merging import merge
from streams.incidents.report import Rank, Report
from streams.incidents.rulings import NOBODY, Rulings

FIELDS = ("actors", "targets", "day", "place")
Unit = tuple[Rank, ...]
"""The keys of clusters that are one, in order."""


def incidents_of(clusters: Mapping[Rank, Cluster], rulings: Rulings) -> dict[Unit, tuple[Incident, ...]]:
    """The incidents of clusters, with all those that their events are pinned to or judged together with."""
    told = [
        (unit, reports)
        for unit in units(clusters, rulings)
        for reports in sides([clusters[key] for key in unit], rulings)
    ]
    found: defaultdict[Unit, list[Incident]] = defaultdict(list)
    for (unit, reports), judging in zip(told, judgements([reports for _, reports in told], rulings), strict=True):
        found[unit].append(corrected(reports, rulings, judging))
    return {unit: tuple(incidents) for unit, incidents in found.items()}


def units(clusters: Mapping[Rank, Cluster], rulings: Rulings) -> Iterable[Unit]:
    """The clusters, those as one that hold events pinned together."""
    leader: dict[Rank, Rank] = {}

    def lead(key: Rank) -> Rank:
        while (above := leader.get(key, key)) != key:
            key = above
        return key

    first: dict[frozenset[str], Rank] = {}
    for key, group in pinned(clusters, rulings):
        one, other = sorted((lead(key), lead(first.setdefault(group, key))))
        if one != other:
            leader[other] = one
    found: defaultdict[Rank, list[Rank]] = defaultdict(list)
    for key in sorted(clusters):
        found[lead(key)].append(key)
    return [tuple(keys) for keys in found.values()]


def pinned(clusters: Mapping[Rank, Cluster], rulings: Rulings) -> Iterator[tuple[Rank, frozenset[str]]]:
    """Each cluster with the groups of its events."""
    for key, cluster in clusters.items() if rulings.groups else ():
        for one in cluster.reports:
            if group := rulings.groups.get(one.event.id):
                yield key, group


def sides(clusters: Sequence[Cluster], rulings: Rulings) -> Iterator[list[Report]]:
    """The reports of clusters that are one; where that would bring together what an analyst set apart, those leave.

    No cluster holds such a pair by itself, so it takes two corrections that work on different sides.
    """
    if len(clusters) == 1:
        yield clusters[0].reports
        return
    reports = sorted((one for cluster in clusters for one in cluster.reports), key=by_rank)
    here = frozenset(one.event.id for one in reports)
    clashing = {event for event in here if not here.isdisjoint(rulings.apart.get(event, NOBODY))}
    leaving = {rulings.groups.get(event, frozenset([event])) for event in clashing}
    gone = frozenset(event for group in leaving for event in group)
    by_group: defaultdict[frozenset[str], list[Report]] = defaultdict(list)
    for one in reports:
        event = one.event.id
        by_group[rulings.groups.get(event, frozenset([event])) if event in gone else NOBODY].append(one)
    yield from by_group.values()


def judgements(told: Sequence[Sequence[Report]], rulings: Rulings) -> list[list[Correction]]:
    """For each incident the dismissals and edits that are about it: it holds most of the events that they mean."""
    judging: list[list[Correction]] = [[] for _ in told]
    where = {
        one.event.id: (at, one.rank)
        for at, reports in enumerate(told)
        for one in reports
        if rulings.named and one.event.id in rulings.named
    }
    concerned = {one.id: one for event in where for one in rulings.named[event] if one.id in rulings.judged}
    for one in sorted(concerned.values(), key=lambda one: (one.at, one.id)):
        places = [where[event] for event in rulings.judged[one.id]]
        votes = Counter(at for at, _ in places)
        judging[min(places, key=lambda place: (-votes[place[0]], place[1]))[0]].append(one)
    return judging


def corrected(reports: Sequence[Report], rulings: Rulings, judging: Sequence[Correction]) -> Incident:
    """The incident of these reports, with what the analyst says of it."""
    naming = {one.id: one for report in reports for one in rulings.named.get(report.event.id, ())}
    if not naming:
        return merge(reports)
    incident = merge(reports, rulings.void)
    told: dict[str, object] = {"corrections": tuple(shown(naming.values()))}
    for one in judging:
        if isinstance(one.change, Edit):
            told |= {name: value for name in FIELDS if (value := getattr(one.change, name)) is not None}
    if void(reports, rulings.void, judging):
        told |= {"dismissed": True, "low": 0, "best": 0, "high": 0}
    return incident.model_copy(update=told)


def void(reports: Iterable[Report], dismissed: Collection[str], judging: Iterable[Correction]) -> bool:
    """Whether an incident is dismissed: an analyst said so of it, or of every event that gave it weight."""
    if any(isinstance(one.change, Dismiss) for one in judging):
        return True
    firm = [one.event.id for one in reports if not one.weak]
    return bool(firm) and all(event in dismissed for event in firm)


def shown(corrections: Iterable[Correction]) -> Iterator[Corrected]:
    """The corrections as an incident keeps them, oldest first."""
    for one in sorted(corrections, key=lambda one: (one.at, one.id)):
        assert not isinstance(one.change, Undo)
        yield Corrected(id=one.id, action=one.change.action, who=one.who, why=one.why, at=one.at)
