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
    groups: Groups = {}
    apart: Pairs = defaultdict(set)
    named: defaultdict[str, list[Correction]] = defaultdict(list)
    void: set[str] = set()
    for one in sorted(corrections, key=lambda one: (one.at, one.id)):
        meaning = meanings[one.id]
        for event in meaning.named:
            named[event].append(one)
        if isinstance(one.change, Merge):
            pin(groups, apart, meaning.events)
        elif isinstance(one.change, Split):
            leave(groups, meaning.events)
            pin(groups, apart, meaning.events)
            part(apart, meaning.events, set(meaning.others).difference(meaning.events))
        elif isinstance(one.change, Dismiss):
            void.update(meaning.events)
    pinned = settled(groups)
    away = spread(pinned, apart)
    return {
        event: Ruling(pinned.get(event, NOBODY), away.get(event, NOBODY), tuple(naming), event in void)
        for event, naming in named.items()
    }


Groups = dict[str, set[str]]
"""For each pinned event the set of all that are pinned together, itself among them; one set for all of them."""
Pairs = defaultdict[str, set[str]]
"""For each event those that it does not stand with; each pair stands on both sides, none within a group."""


def pin(groups: Groups, apart: Pairs, events: Iterable[str]) -> None:
    """These, and all that they are pinned to, are one incident from now on, whatever kept them apart before."""
    whole: set[str] = set()
    for event in events:
        group = groups.setdefault(event, {event})
        if group is not whole:
            # The smaller goes into the larger, so that a long chain of merges moves each event only a few times.
            group, whole = sorted((group, whole), key=len)
            reconcile(apart, group, whole)
            whole |= group
            groups |= dict.fromkeys(group, whole)


def reconcile(apart: Pairs, group: Iterable[str], whole: set[str]) -> None:
    """Nothing keeps these apart from those any more."""
    for event in group:
        for other in apart[event] & whole if event in apart else ():
            apart[event].discard(other)
            apart[other].discard(event)


def leave(groups: Groups, events: Iterable[str]) -> None:
    """These are no longer pinned to what they were pinned to."""
    for event in events:
        if event in groups:
            groups.pop(event).discard(event)


def part(apart: Pairs, events: Iterable[str], others: set[str]) -> None:
    """None of these stands with one of the others."""
    for event in events:
        apart[event].update(others)
        for other in others:
            apart[other].add(event)


def settled(groups: Groups) -> dict[str, Events]:
    """The groups as they are when all is said."""
    found: dict[str, Events] = {}
    for event, group in groups.items():
        if event not in found:
            found |= dict.fromkeys(group, frozenset(group))
    return found


def spread(groups: Mapping[str, Events], apart: Mapping[str, set[str]]) -> dict[str, Events]:
    """What is kept apart from one event is kept apart from all that it is pinned to."""
    found: dict[str, Events] = {}
    for event in apart:
        if event not in found:
            mates = groups.get(event, frozenset([event]))
            away: set[str] = set()
            for other in {other for mate in mates for other in apart.get(mate, ())}:
                if other not in away:
                    away |= groups.get(other, {other})
            found |= dict.fromkeys(mates, frozenset(away))
    return found
