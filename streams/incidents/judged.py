"""Incidents as corrected: clusters that an analyst joined, and what was set apart, dismissed or edited."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas.correction import Correction, Dismiss, Edit, Undo
from schemas.incident import Corrected, Incident
from streams.incidents.clusters import Cluster, by_rank
from streams.incidents.merging import merge
from streams.incidents.report import Rank, Report
from streams.incidents.rulings import NOBODY, UNRULED, Events, Rulings

FIELDS = ("actors", "targets", "day", "place")
Unit = tuple[Rank, ...]
"""The keys of clusters that are one, in order."""


def units(clusters: Mapping[Rank, Cluster], rulings: Rulings) -> Iterable[Unit]:
    """The clusters, those as one that hold events pinned together."""
    leader: dict[Rank, Rank] = {}

    def lead(key: Rank) -> Rank:
        while (above := leader.get(key, key)) != key:
            key = above
        return key

    first: dict[Events, Rank] = {}
    for key, group in pinned(clusters, rulings):
        one, other = sorted((lead(key), lead(first.setdefault(group, key))))
        if one != other:
            leader[other] = one
    found: defaultdict[Rank, list[Rank]] = defaultdict(list)
    for key in sorted(clusters):
        found[lead(key)].append(key)
    return [tuple(keys) for keys in found.values()]


def pinned(clusters: Mapping[Rank, Cluster], rulings: Rulings) -> Iterator[tuple[Rank, Events]]:
    """Each cluster with the groups of its events."""
    for key, cluster in clusters.items() if rulings else ():
        for one in cluster.reports:
            if group := rulings.get(one.event.id, UNRULED).group:
                yield key, group


def parted(clusters: Sequence[Cluster], rulings: Rulings) -> Iterator[Sequence[Report]]:
    """The reports of clusters that are one; where that would bring together what an analyst set apart, those leave.

    No cluster holds such a pair by itself, so it takes two corrections that work on different sides.
    """
    if len(clusters) == 1:
        yield clusters[0].reports
        return
    reports = sorted((one for cluster in clusters for one in cluster.reports), key=by_rank)
    here = frozenset(one.event.id for one in reports)
    group = {event: ruling.group for event in here if (ruling := rulings.get(event)) and ruling.group}
    leaving = {event for event in here & rulings.keys() if not here.isdisjoint(rulings[event].apart)}
    gone = leaving.union(*(group.get(event, NOBODY) for event in leaving))
    by_group: defaultdict[Events, list[Report]] = defaultdict(list)
    for one in reports:
        event = one.event.id
        by_group[group.get(event, frozenset([event])) if event in gone else NOBODY].append(one)
    yield from by_group.values()


def naming(reports: Sequence[Report], rulings: Rulings) -> Iterable[Correction]:
    """The corrections that name one of these, oldest first."""
    if not rulings:
        return ()
    found = {one.id: one for report in reports for one in rulings.get(report.event.id, UNRULED).named}
    return sorted(found.values(), key=lambda one: (one.at, one.id))


def corrected(
    reports: Sequence[Report], voices: Sequence[Report], rulings: Rulings, about: Mapping[str, Rank]
) -> Incident:
    """The incident of these reports, for which the `voices` among them speak, with what the analyst says of it.

    `about` has for each dismissal or edit the first report of the incident that it is about.
    """
    corrections = naming(reports, rulings)
    if not corrections:
        return merge(voices)
    events = frozenset(one.event.id for one in reports if rulings.get(one.event.id, UNRULED).void)
    incident = merge(voices, events)
    judgements = [one for one in corrections if about.get(one.id) == reports[0].rank]
    told: dict[str, object] = {"corrections": tuple(shown(corrections))}
    for one in judgements:
        if isinstance(one.change, Edit):
            told |= {name: value for name in FIELDS if (value := getattr(one.change, name)) is not None}
    if void(reports, events, judgements):
        told |= {"dismissed": True, "low": 0, "best": 0, "high": 0}
    return incident.model_copy(update=told)


def void(reports: Iterable[Report], dismissed: Events, judgements: Iterable[Correction]) -> bool:
    """Whether an incident is dismissed: an analyst said so of it, or of every event that gave it weight."""
    if any(isinstance(one.change, Dismiss) for one in judgements):
        return True
    firm = [one.event.id for one in reports if not one.weak]
    return bool(firm) and all(event in dismissed for event in firm)


def shown(corrections: Iterable[Correction]) -> Iterator[Corrected]:
    """The corrections as an incident keeps them."""
    for one in corrections:
        assert not isinstance(one.change, Undo)
        yield Corrected(id=one.id, action=one.change.action, who=one.who, why=one.why, at=one.at)
