"""The incidents by the plainest means: all that was told is gone through from the start, each thing measured anew."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence

from schemas.correction import Correction, Dismiss, Edit, Mark, Merge, Split, Undo
from schemas.event import Event
from schemas.incident import Change, Corrected, Incident
from streams.counts.series import series_of
from streams.counts.tally import Tally, enter, entries
from streams.incidents.marks import SHARED, likeness
from streams.incidents.matching import ENOUGH, Profile, compatible, extend, fit
from streams.incidents.merging import merge
from streams.incidents.report import Report, report, reports

Pair = frozenset[str]


class Desk:
    """One analyst's desk: the latest of each event, the corrections that hold, and what they say, pair by pair."""

    def __init__(self, told: Iterable[Event], corrections: Iterable[Correction]) -> None:
        latest: dict[str, Event] = {}
        for event in sorted(told, key=lambda one: (one.revision, one.version, one.withdrawn, one.message_id)):
            latest[event.id] = event
        self.stand = {name: report(event) for name, event in latest.items() if reports(event)}
        made = {one.id: one for one in corrections}
        self.hold = [one for one in sorted(made.values(), key=lambda one: (one.at, one.id)) if holds(one, made)]
        self.together: list[set[str]] = [{name} for name in self.stand]
        self.apart: set[Pair] = set()
        for one in self.hold:
            if isinstance(one.change, Merge):
                self.unite(self.meant(one.change.events))
            elif isinstance(one.change, Split):
                self.divide(self.meant(one.change.events), self.meant(one.change.others))

    def meant(self, marks: Sequence[Mark]) -> set[str]:
        return {name for mark in marks if (name := self.one(mark, {other.event for other in marks}))}

    def one(self, mark: Mark, named: set[str]) -> str | None:
        if mark.event in self.stand:
            return mark.event
        best: tuple[float, str] | None = None
        for name in sorted(self.stand):
            event = self.stand[name].event
            share = likeness(mark.sentence, event.evidence.text)
            barred = event.article_id != mark.article or name in named or name in mark.beside
            if not barred and share >= SHARED and (best is None or share > best[0]):
                best = (share, name)
        return best and best[1]

    def group(self, name: str) -> set[str]:
        return next(group for group in self.together if name in group)

    def unite(self, names: set[str]) -> None:
        whole = {mate for name in names for mate in self.group(name)}
        self.together = [group for group in self.together if not group & whole] + ([whole] if whole else [])
        self.apart = {pair for pair in self.apart if not pair <= whole}

    def divide(self, names: set[str], others: set[str]) -> None:
        self.together = [rest for group in self.together if (rest := group - names)]
        self.together += [{name} for name in names]
        self.unite(names)
        self.apart |= {frozenset((one, other)) for one in names for other in others - names}

    def clash(self, one: str, other: str) -> bool:
        """Whether two may not stand together: they, or any to whom they are pinned."""
        return any(frozenset((a, b)) in self.apart for a in self.group(one) for b in self.group(other))


def holds(one: Correction, made: dict[str, Correction]) -> bool:
    """Whether no undo that holds undoes it."""
    return not any(
        isinstance(other.change, Undo) and other.change.correction == one.id and holds(other, made)
        for other in made.values()
    )


def plainly(told: Iterable[Event], corrections: Iterable[Correction] = ()) -> list[Incident]:
    """In order, each report to the best of all clusters; then what is pinned is joined, and judged."""
    desk = Desk(told, corrections)
    clusters: list[list[Report]] = []
    for one in sorted(desk.stand.values(), key=lambda one: one.rank):
        scored = [
            (points(cluster, one), -number)
            for number, cluster in enumerate(clusters)
            if not any(desk.clash(one.event.id, other.event.id) for other in cluster)
        ]
        most, number = max(scored, default=(0, 0))
        if most >= ENOUGH:
            clusters[-number].append(one)
        else:
            clusters.append([one])
    whole = [part for cluster in joined(clusters, desk) for part in parted(cluster, desk)]
    return [judged(cluster, whole, desk) for cluster in whole]


def joined(clusters: list[list[Report]], desk: Desk) -> list[list[Report]]:
    """Clusters that hold events of one group are one."""
    for group in desk.together:
        holding = [cluster for cluster in clusters if any(one.event.id in group for one in cluster)]
        if len(holding) > 1:
            clusters = [cluster for cluster in clusters if cluster not in holding]
            clusters.append(sorted((one for cluster in holding for one in cluster), key=lambda one: one.rank))
    return clusters


def parted(cluster: list[Report], desk: Desk) -> list[list[Report]]:
    """Where a joined cluster holds what must be apart, those leave with whom they are pinned to."""
    names = [one.event.id for one in cluster]
    leaving = [group for group in desk.together if any(desk.clash(a, b) for a in names if a in group for b in names)]
    parts = [[one for one in cluster if one.event.id in group] for group in leaving]
    rest = [one for one in cluster if not any(one in part for part in parts)]
    return [part for part in [*parts, rest] if part]


def judged(cluster: list[Report], whole: list[list[Report]], desk: Desk) -> Incident:
    """The incident of a cluster with what the analyst says of it."""
    void = {
        name for one in desk.hold if isinstance(one.change, Dismiss) for name in desk.meant(tuple(one.change.events))
    }
    incident = merge(cluster, void)
    naming = [one for one in desk.hold if any(names(one, report.event.id, desk) for report in cluster)]
    changed: dict[str, object] = {}
    dismissed = all(one.event.id in void for one in cluster if not one.weak) and not all(one.weak for one in cluster)
    for one in desk.hold:
        if isinstance(one.change, Edit | Dismiss) and about(one.change, whole, desk) is cluster:
            dismissed = dismissed or isinstance(one.change, Dismiss)
            for field in ("actors", "targets", "day", "place"):
                if getattr(one.change, field, None) is not None:
                    changed[field] = getattr(one.change, field)
    if dismissed:
        changed |= {"dismissed": True, "low": 0, "best": 0, "high": 0}
    made = tuple(Corrected(id=one.id, action=one.change.action, who=one.who, why=one.why, at=one.at) for one in naming)
    return incident.model_copy(update=changed | {"corrections": made})


def names(one: Correction, event: str, desk: Desk) -> bool:
    """Whether a correction means an event."""
    change = one.change
    if isinstance(change, Undo):
        return False
    return event in desk.meant([*change.events, *(change.others if isinstance(change, Split) else ())])


def about(change: Edit | Dismiss, whole: list[list[Report]], desk: Desk) -> list[Report] | None:
    """The cluster that holds most of what is meant; among equals the one with the first of them."""
    meant = desk.meant(change.events)
    scored = [
        (-len(mine), min(one.rank for one in mine), number)
        for number, cluster in enumerate(whole)
        if (mine := [one for one in cluster if one.event.id in meant])
    ]
    return whole[min(scored)[2]] if scored else None


def points(cluster: list[Report], one: Report) -> int:
    """The points of a report for a cluster, from its reports alone."""
    profile: Profile | None = None
    for other in cluster:
        profile = extend(profile, other)
    assert profile
    if not compatible(profile, one):
        return 0
    siblings = [other for other in cluster if other.event.article_id == one.event.article_id]
    others = [other for other in cluster if other not in siblings]
    return fit(profile, one, siblings, quoted=any(other.words == one.words for other in others)) or 0


def recounted(changes: Iterable[Change]) -> dict[tuple[str, datetime.date], tuple[int, int, int, int]]:
    """The counts that follow from changes, each message delivered twice."""
    tallies = dict[tuple[str, datetime.date], Tally]()
    counts: dict[tuple[str, datetime.date], tuple[int, int, int, int]] = {}
    for change in changes:
        for entry in [*entries(change), *entries(change)]:
            if count := enter(tallies.setdefault((entry.series, entry.day), {}), entry):
                counts[entry.series, entry.day] = (count.low, count.value, count.high, count.incidents)
    return {cell: count for cell, count in counts.items() if any(count)}


def counted(incidents: Iterable[Incident]) -> dict[tuple[str, datetime.date], tuple[int, int, int, int]]:
    """The counts by plain addition over the incidents."""
    sums: dict[tuple[str, datetime.date], Counter[str]] = {}
    for one in incidents:
        for series in series_of(one):
            cell = sums.setdefault((series, one.day.date), Counter())
            cell.update(low=one.low, best=one.best, high=one.high, incidents=1)
    return {cell: (one["low"], one["best"], one["high"], one["incidents"]) for cell, one in sums.items()}
