"""Which events are one incident: whether a report can belong to a cluster of reports, and how well it fits.

Points are whole numbers, so that equal input gives equal scores on every machine. A report joins the best cluster
that gives it `ENOUGH`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from streams.incidents.report import Named, Report, Spot

T = TypeVar("T")

ENOUGH = 20

SAME_DAY = 20
DAY_UNSURE = 10
FRESH = ((1, 12), (3, 5), (5, -5), (7, -10), (30, -15))
NEXT_DAY = -25
NEXT_DAY_SURE = -60
SAME_ACTOR, KIN_ACTOR = 20, 15
SAME_TARGET, KIN_TARGET = 10, 0
SAME_SPOT, SAME_REGION, SAME_COUNTRY = 30, 15, 5
SAME_MEANS, LIKE_MEANS, OTHER_MEANS = 10, 0, -15
SAME_TOLL, SAME_SMALL_TOLL = 20, 10
TOLL_GAPS = ((2, 0), (5, -10), (20, -20))
INJURED_SHARE = 2
# What is mentioned in passing has the toll or the means of a part of it, or of more: that is no other attack.
MENTIONED_TOLL, MENTIONED_MEANS, NO_FLOOR = -20, -5, -100
OTHER_OCCURRENCES = -15
SAME_WORDS = 30
SAME_ARTICLE, MENTIONED_BESIDE = -40, -15
SET_APART = -10

# The press calls one thing by several names; means of one family neither speak for nor against.
FAMILIES = {
    "drone": "fire", "missile": "fire", "rocket": "fire", "air-strike": "fire", "shelling": "fire",
    "bombing": "blast", "suicide-bombing": "blast", "grenade": "blast",
    "shooting": "arms", "clash": "arms", "abduction": "arms",
    "meeting": "in person", "visit": "in person", "invitation": "in person", "mediation": "in person",
    "call": "from afar", "message": "from afar",
}  # fmt: skip
VAGUE_MEANS = frozenset({"armed-assault", "killing", "contact"})


@dataclass(frozen=True, slots=True)
class Profile:
    """What a cluster of reports holds together: everything a further report is measured against.

    `lo` is the latest first day and `hi` the earliest last day of its reports, so `lo - hi` is how far they are apart.
    """

    lo: int
    hi: int
    hard: bool
    actors: tuple[Named, ...] = ()
    targets: tuple[Named, ...] = ()
    spots: tuple[Spot, ...] = ()
    means: frozenset[str] = frozenset()
    killed: tuple[int, int] | None = None
    injured: tuple[int, int] | None = None
    occurrences: frozenset[int] = frozenset()


def extend(profile: Profile | None, one: Report) -> Profile:
    """The profile of a cluster with one more report."""
    event = one.event
    held = profile or Profile(one.lo, one.hi, one.hard)
    return Profile(
        lo=max(held.lo, one.lo),
        hi=min(held.hi, one.hi),
        hard=held.hard or one.hard,
        actors=added(held.actors, one.actor),
        targets=added(held.targets, one.target),
        spots=added(held.spots, one.spot),
        means=held.means | {event.mode} if event.mode else held.means,
        killed=stretched(held.killed, event.killed),
        injured=stretched(held.injured, event.injured),
        occurrences=held.occurrences if one.weak else held.occurrences | {event.occurrences},
    )


def added(held: tuple[T, ...], value: T | None) -> tuple[T, ...]:
    """The values with one more, each once."""
    return held if value is None or value in held else (*held, value)


def stretched(held: tuple[int, int] | None, value: int | None) -> tuple[int, int] | None:
    """The range from the lowest to the highest number told."""
    if value is None:
        return held
    return (min(held[0], value), max(held[1], value)) if held else (value, value)


def appeals(before: Profile | None, after: Profile, one: Report) -> bool:
    """Whether a cluster that has gained a report may fit another better than before: a cheap look, never wrongly no."""
    if before is None:
        return True
    event = one.event
    return bool(
        (one.actor and after.actors is not before.actors)
        or (one.target and after.targets is not before.targets)
        or (one.spot and after.spots is not before.spots)
        or (event.mode and after.means != before.means)
        or (event.killed is not None and after.killed != before.killed)
        or (event.injured is not None and after.injured != before.injured)
        or (not one.weak and after.occurrences != before.occurrences)
    )


def compatible(profile: Profile, one: Report) -> bool:
    """Whether nothing that the report says rules it out: the unknown fits everything."""
    if one.lo - profile.hi > 1 or profile.lo - one.hi > 1 or profile.lo - profile.hi > 1:
        return False
    if one.target and not related(profile.targets, one.target):
        return False
    if one.actor and not related(profile.actors, one.actor):
        return False
    if one.spot:
        for held in profile.spots:
            if held is not one.spot and not one.spot.near(held):
                return False
    return True


def related(held: tuple[Named, ...], one: Named) -> bool:
    """Whether a name is kin to all that are held."""
    for other in held:
        if other is one:
            continue
        if not one.kin(other):
            return False
    return True


def fit(profile: Profile, one: Report, siblings: Sequence[Report], *, quoted: bool) -> int | None:
    """The points of a compatible report; None where they are not enough, or its own article sets it apart.

    `siblings` are the reports of the same article in the cluster; `quoted` says that another article has the very
    sentence.
    """
    if siblings and (one.event.separate or any(other.event.separate and not one.weak for other in siblings)):
        return None
    points = score(profile, one) + (SAME_WORDS if quoted else 0) + beside(one, siblings)
    return points if points >= ENOUGH else None


def beside(one: Report, siblings: Sequence[Report]) -> int:
    """What one article tells twice it tells of two incidents, unless it points back or all else agrees."""
    others = [other for other in siblings if not other.event.anaphoric]
    if one.event.anaphoric or not others:
        return 0
    return SAME_ARTICLE if any(other.weak == one.weak for other in others) else MENTIONED_BESIDE


def score(profile: Profile, one: Report) -> int:
    """How well a compatible report fits, in points."""
    event = one.event
    return (
        day_points(profile, one)
        + name_points(profile.actors, one.actor, SAME_ACTOR, KIN_ACTOR)
        + name_points(profile.targets, one.target, SAME_TARGET, KIN_TARGET)
        + spot_points(profile.spots, one.spot)
        + max(means_points(profile.means, event.mode), MENTIONED_MEANS if one.weak else NO_FLOOR)
        + max(toll_points(profile.killed, event.killed), MENTIONED_TOLL if one.weak else NO_FLOOR)
        + toll_points(profile.injured, event.injured) // INJURED_SHARE
        + (OTHER_OCCURRENCES if differs(profile, one) else 0)
        + (SET_APART if event.separate else 0)
    )


def day_points(profile: Profile, one: Report) -> int:
    """The same day speaks for; a day apart against, the more where both days are stated; a vague day says little."""
    if max(profile.lo, one.lo) - min(profile.hi, one.hi) > 0:
        return NEXT_DAY_SURE if one.hard and profile.hard else NEXT_DAY
    if one.hi - one.lo <= 1:
        return SAME_DAY
    if one.event.day.precision == "none":
        return next((points for days, points in FRESH if one.hi - profile.hi <= days), FRESH[-1][1])
    return DAY_UNSURE


def name_points(held: tuple[Named, ...], one: Named | None, same: int, kin: int) -> int:
    """Points for a name that is held already, or for its kin."""
    if one is None or not held:
        return 0
    return same if any(one.names == other.names for other in held) else kin


def spot_points(held: tuple[Spot, ...], one: Spot | None) -> int:
    """Points for the finest place that both know."""
    return max((shared(other, one) for other in held), default=0) if one else 0


def shared(one: Spot, other: Spot) -> int:
    """Points for two places that are near."""
    if one.fine and other.fine:
        return SAME_SPOT
    if one.radius is not None and one.name == other.name:
        return SAME_REGION
    return SAME_COUNTRY if one.country and one.country == other.country else 0


def means_points(held: frozenset[str], one: str | None) -> int:
    """Points for the weapon, or for the form of a meeting."""
    if one is None or not held:
        return 0
    if one in VAGUE_MEANS or held <= VAGUE_MEANS:
        return 0
    if one in held:
        return SAME_MEANS
    return LIKE_MEANS if FAMILIES.get(one, one) in {FAMILIES.get(other, other) for other in held} else OTHER_MEANS


def toll_points(held: tuple[int, int] | None, one: int | None) -> int:
    """Tolls grow as news comes in, so only a wide gap to the nearest number told speaks against."""
    if one is None or held is None:
        return 0
    if held[0] <= one <= held[1]:
        return (SAME_TOLL if one > 2 else SAME_SMALL_TOLL) if one else 0
    nearest = held[0] if one < held[0] else held[1]
    ratio = (max(nearest, one) + 1) / (min(nearest, one) + 1)
    return next((points for limit, points in TOLL_GAPS if ratio <= limit), NO_FLOOR)


def differs(profile: Profile, one: Report) -> bool:
    """Whether the report tells of another number of occurrences than anybody so far."""
    return not one.weak and bool(profile.occurrences) and one.event.occurrences not in profile.occurrences
