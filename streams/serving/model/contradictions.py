"""Stated totals that cannot all be true: one falls, two claimants differ on a day, parts are more than their whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from streams.serving.model.statements import Definition, Statement, bounds, known_as


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What cannot be, and the statements that say it, the earlier first."""

    why: str
    statements: tuple[Statement, ...]


def contradictions(found: Iterable[Statement]) -> Iterator[Contradiction]:
    """What cannot all be true, of statements on one definition whose start is known."""
    alike: defaultdict[Definition, list[Statement]] = defaultdict(list)
    for one in found:
        if one.definition[1] and one.said is not None:
            alike[one.definition].append(one)
        parts = next((claim.parts for claim in one.claims if len(claim.parts) > 1), {})
        if parts and one.value is not None and sum(parts.values()) > bounds(one.value, one.qualifier)[1]:
            yield Contradiction("the parts add up to more than the total", (one,))
    for several in alike.values():
        yield from _fallen(several)
        yield from _differing(several)


def _fallen(several: list[Statement]) -> Iterator[Contradiction]:
    by_claimant: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in several:
        if who := known_as(one.claimant or ""):
            by_claimant[who].append(one)
    for own in by_claimant.values():
        for earlier, later in pairwise(sorted(own, key=lambda one: (one.first, one.last, one.said or 0))):
            if later.first > earlier.last and later.bounds[1] < earlier.bounds[0]:
                yield Contradiction("the total of one claimant falls", (earlier, later))


def _differing(several: list[Statement]) -> Iterator[Contradiction]:
    ordered = sorted(several, key=lambda one: (one.first, one.claimant or ""))
    within = [one.bounds for one in ordered]
    for number, one in enumerate(ordered):
        for other, (least, most) in zip(ordered[number + 1 :], within[number + 1 :], strict=True):
            if other.first > one.last:
                break
            apart = within[number][1] < least or most < within[number][0]
            if apart and one.claimant != other.claimant:
                yield Contradiction("two claimants differ on a day", (one, other))
