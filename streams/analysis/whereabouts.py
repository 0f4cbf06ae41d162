"""Whereabouts: whether the places that two drafts of an article name can be one."""

from collections.abc import Sequence

from schemas.event import Place
from streams.analysis.actors.cast import Mention
from streams.analysis.agreement import means_differ
from streams.analysis.draft import Draft
from streams.analysis.parting import AERIAL, same_harm, unrelated
from streams.analysis.totals import is_spot

FINE = {"site": 0, "town": 0, "region": 1, "country": 2}
DISTRICT, PROVINCE = 2.0, 4.0  # degrees between the middle of a province and that of a district, or a town, of it


def elsewhere(one: Draft, other: Draft) -> bool:
    """Whether two drafts name places that cannot be one: as precise as each other, or both exact, and not side by
    side."""
    here, there = one.place, other.place
    if here is None or there is None or here.name == there.name:
        return False
    if None in (here.country, there.country) and "site" not in (here.precision, there.precision):
        return False  # Over a sea and its coast at once.
    if here.name in there.name or there.name in here.name:
        return False  # "Gaza" and "Central Gaza"
    taken = one.finding.mode == other.finding.mode == "abduction"  # who may be held abroad
    if abroad(here, there) and unrelated(one.finding, other.finding) and not taken:
        return True
    if here.precision == there.precision == "region" and (
        same_harm(one, other) or same_again(one, other) or (heads(one, other) and beside(here, there, DISTRICT))
    ):
        return False  # a province, and a district of it
    parted = FINE[there.precision] + FINE[here.precision] == 1 and not beside(here, there, PROVINCE)
    if parted and one.finding.mode not in AERIAL:
        return True  # a town, and a province in which it cannot lie
    exact = FINE[here.precision] + FINE[there.precision] == 0
    if here.precision == there.precision == "town" and one.sentence.field == other.sentence.field:
        return not same_again(one, other)
    return (here.precision == there.precision or exact) and not beside(here, there)


def heads(one: Draft, other: Draft) -> bool:
    """Whether the first is the headline of a text that opens with the second."""
    return one.sentence.field == "title" and other.sentence.field == "text" and other.sentence.number == 0


def same_again(one: Draft, other: Draft) -> bool:
    """Whether the second hit what the first did: "two cars", "the cars"."""
    hit = {target.noun for target in one.finding.targets} | set(one.sentence.text.lower().split())
    return any(target.definite and target.noun in hit for target in other.finding.targets)


def at_the_spot(one: Draft, other: Draft) -> bool:
    """Whether one draft names the place that was hit and the other the people, of whatever country, hit there."""
    a, b = one.finding, other.finding
    here, there = one.place, other.place
    title = one.sentence.field == "title" != other.sentence.field
    near = title or other.sentence.number - one.sentence.number == 1
    if here is None or there is None or here.country != there.country or not near or a.plural or b.plural:
        return False
    spots = [all(is_spot(mention, here) for mention in side.targets) for side in (a, b)]
    exact = here.name == there.name or beside(here, there) or title
    return spots[0] != spots[1] and exact and a.status.background == b.status.background and not means_differ(a, b)


def abroad(here: Place, there: Place) -> bool:
    """Whether two places are known to lie in two countries."""
    return bool(here.country and there.country) and here.country != there.country


def beside(one: Place, other: Place, degrees: float = 0.4) -> bool:
    """Whether two places lie within about 40 km of one another, as a town and its air base do, or within so many
    degrees; two sites stay apart."""
    if one.precision == other.precision == "site" or one.lat is None or one.lon is None:
        return False
    if other.lat is None or other.lon is None:
        return False
    return abs(one.lat - other.lat) < degrees and abs(one.lon - other.lon) < degrees


def whose(struck: Sequence[Mention], told: Sequence[Mention]) -> bool:
    """Whether the second list says whose the place of the first was: "camp of JNIM" for "rebel camp"."""
    if len(struck) != 1 or len(told) != 1 or struck[0].actor.id or not told[0].actor.id:
        return False
    alike = struck[0].role == "site" and struck[0].noun in told[0].actor.text.lower().split()
    return alike and bool(told[0].actor.sectors)  # a group's or an army's, not a country's
