"""What corrections come to, event by event: which are pinned together, which are kept apart, which are void.

A pure function of the corrections that hold and of what their marks mean, whatever the order in which they came.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas.correction import Correction, Dismiss, Merge, Split
from streams.incidents.marks import Meaning

Events = frozenset[str]
NOBODY: Events = frozenset()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is ruled on one event: those pinned to it (itself among them), those kept apart, and who names it."""

    group: Events = NOBODY
    apart: Events = NOBODY
    named: tuple[Correction, ...] = ()
    void: bool = False


UNRULED = Ruling()
Rulings = Mapping[str, Ruling]


def rule(corrections: Iterable[Correction], meanings: Mapping[str, Meaning]) -> dict[str, Ruling]:
    """The rulings on all events that are meant; of two corrections that contradict, the later by time, then id."""
    groups: dict[str, Events] = {}
    apart: defaultdict[str, set[str]] = defaultdict(set)
    named: defaultdict[str, list[Correction]] = defaultdict(list)
    void: set[str] = set()
    for one in sorted(corrections, key=lambda one: (one.at, one.id)):
        meaning = meanings[one.id]
        for event in meaning.named:
            named[event].append(one)
        if isinstance(one.change, Merge):
            pin(groups, apart, frozenset(mate for event in meaning.events for mate in groups.get(event, (event,))))
        elif isinstance(one.change, Split):
            leave(groups, meaning.events)
            pin(groups, apart, frozenset(meaning.events))
            part(apart, meaning.events, set(meaning.others).difference(meaning.events))
        elif isinstance(one.change, Dismiss):
            void.update(meaning.events)
    away = spread(groups, apart)
    return {
        event: Ruling(groups.get(event, NOBODY), away.get(event, NOBODY), tuple(naming), event in void)
        for event, naming in named.items()
    }


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
        rest = groups.pop(event, NOBODY) - gone
        groups |= dict.fromkeys(rest, rest)


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
    return found
