"""What the corrections of a bucket come to: which events are pinned together, which are kept apart, which are void.

A pure function of the set of corrections and of the reports that stand, whatever the order in which either came.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemas.correction import Correction, Dismiss, Merge, Split, Undo
from streams.incidents.marks import Articles, marks_of, meant
from streams.incidents.report import Report

Events = frozenset[str]
NOBODY: Events = frozenset()


@dataclass(frozen=True, slots=True)
class Rulings:
    """For each event that is named: those pinned to it, those kept apart from it, the corrections that name it.

    `judged` has the events that each dismissal or edit means; `akin` those that an event's incident depends on.
    """

    groups: Mapping[str, Events] = field(default_factory=dict)
    apart: Mapping[str, Events] = field(default_factory=dict)
    named: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    judged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    void: Events = NOBODY
    akin: Mapping[str, Events] = field(default_factory=dict)

    def on(self, event: str) -> tuple[object, ...]:
        """All that is ruled on one event, to be compared."""
        names = [one.id for one in self.named.get(event, ())]
        return self.apart.get(event, NOBODY), self.akin.get(event, NOBODY), names, event in self.void

    def altered(self, other: "Rulings") -> Events:
        """The events on which two rulings differ."""
        events = self.named.keys() | other.named.keys()
        return frozenset(event for event in events if self.on(event) != other.on(event))


def rule(corrections: Mapping[str, Correction], standing: Mapping[str, Report], articles: Articles) -> Rulings:
    """The rulings of all corrections that hold; of two that contradict, the later."""
    groups: dict[str, Events] = {}
    apart: defaultdict[str, set[str]] = defaultdict(set)
    named: defaultdict[str, list[Correction]] = defaultdict(list)
    judged: dict[str, tuple[str, ...]] = {}
    void: set[str] = set()
    for one in holding(corrections):
        change = one.change
        for event in meant(tuple(marks_of(one)), standing, articles):
            named[event].append(one)
        if isinstance(change, Undo):
            continue
        events = meant(change.events, standing, articles)
        if isinstance(change, Merge):
            pin(groups, apart, frozenset(mate for event in events for mate in groups.get(event, (event,))))
        elif isinstance(change, Split):
            leave(groups, events)
            pin(groups, apart, frozenset(events))
            part(apart, events, set(meant(change.others, standing, articles)).difference(events))
        else:
            judged[one.id] = events
            void.update(events if isinstance(change, Dismiss) else ())
    return Rulings(
        groups=groups,
        apart=spread(groups, apart),
        named={event: tuple(corrections) for event, corrections in named.items()},
        judged=judged,
        void=frozenset(void),
        akin=kinship(groups, judged.values()),
    )


def holding(corrections: Mapping[str, Correction]) -> list[Correction]:
    """The corrections that no undo which itself holds has undone, in their total order: by time, then by id."""
    undoers: dict[str, int] = defaultdict(int)
    for one in corrections.values():
        if isinstance(one.change, Undo):
            undoers[one.change.correction] += 1
    # An id is made from the content, so nothing can undo itself round a corner: there is always one to begin with.
    ready = [name for name in corrections if not undoers[name]]
    undone: set[str] = set()
    held: list[Correction] = []
    while ready:
        one = corrections[ready.pop()]
        if one.id not in undone:
            held.append(one)
        if isinstance(one.change, Undo) and (undoes := one.change.correction) in corrections:
            if one.id not in undone:
                undone.add(undoes)
            undoers[undoes] -= 1
            if not undoers[undoes]:
                ready.append(undoes)
    return sorted(held, key=lambda one: (one.at, one.id))


def pin(groups: dict[str, Events], apart: Mapping[str, set[str]], together: Events) -> None:
    """These are one incident from now on, whatever kept them apart before."""
    for event in together:
        groups[event] = together
        if event in apart:
            apart[event].difference_update(together)


def leave(groups: dict[str, Events], events: Iterable[str]) -> None:
    """These are no longer pinned to what they were pinned to."""
    gone = frozenset(events)
    for event in gone:
        for other in groups.pop(event, NOBODY) - gone:
            groups[other] -= gone


def part(apart: Mapping[str, set[str]], events: Iterable[str], others: set[str]) -> None:
    """None of these stands with one of the others."""
    for event in events:
        apart[event].update(others)
        for other in others:
            apart[other].add(event)


def spread(groups: Mapping[str, Events], apart: Mapping[str, set[str]]) -> dict[str, Events]:
    """What is kept apart from one event is kept apart from all that it is pinned to."""
    found: dict[str, Events] = {}
    for event in apart:
        if event not in found:
            mates = groups.get(event, frozenset([event]))
            others = {other for mate in mates for other in apart.get(mate, ())}
            away = frozenset(one for other in others for one in groups.get(other, (other,)))
            found |= dict.fromkeys(mates, away)
    return {event: away for event, away in found.items() if away}


def kinship(groups: Mapping[str, Events], judged: Iterable[tuple[str, ...]]) -> dict[str, Events]:
    """The events whose incidents must be looked at together with that of an event."""
    found: dict[str, Events] = dict(groups)
    for events in judged:
        together = frozenset(events)
        for event in events:
            found[event] = found.get(event, NOBODY) | together
    return found
