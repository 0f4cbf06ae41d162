"""A report: what matching needs to know of one event, worked out once."""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians

from schemas.event import Actor, Day, Event, Place
from schemas.message import digest

Rank = tuple[int, int, bool, int, float, str]

# The days before and after the stated date on which it may have happened; of a week the last day is stated.
SPREAD = {"day": (0, 0), "week": (6, 1), "none": (7, 0)}
# An old attack that everybody knows is mentioned without its day for weeks.
REMEMBERED = 30
# Wire stories are filed past midnight, so "today" may be yesterday.
FILED_LATE = (1, 0)
# What one report dates to its eve another dates to its morning.
AT_NIGHT = re.compile(r"\b(?:(?:over|mid)?night|(?:pre-?)?dawn|early|late|evening)\b", re.I)
PLACE_DETAIL = {"site": 4, "town": 4, "region": 2, "country": 1}
RADIUS_KM = {"site": 15.0, "town": 15.0, "region": 150.0}
EARTH_DEGREE_KM = 111.2
# Later reports of an incident that all the world knows teach nothing, and would make every change of it longer.
MOST_HEARD = 500


@dataclass(frozen=True, slots=True)
class Named:
    """Who is named: their own ids, and the whole line of ids that they count for."""

    names: frozenset[str]
    line: frozenset[str]

    def kin(self, other: "Named") -> bool:
        """Whether one of these is one of those, or part of it, or the whole of it."""
        return not self.names.isdisjoint(other.line) or not other.names.isdisjoint(self.line)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where: `radius` is in km and None for a whole country."""

    name: str
    country: str | None
    point: tuple[float, float] | None
    radius: float | None
    fine: bool

    def near(self, other: "Spot") -> bool:
        """Whether both can be one place: points within their radii, else names and countries."""
        if self.radius is not None and other.radius is not None:
            if self.name == other.name:
                return True
            if self.point and other.point:
                reach = self.radius + other.radius if self.fine or other.fine else max(self.radius, other.radius)
                return distance(self.point, other.point) <= reach
        if self.country and other.country and self.country != other.country:
            return False
        return not (self.fine and other.fine)


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """One event as matching sees it. `lo` and `hi` are the first and last day (ordinals) it may have happened on.

    `rank` is its place in the canonical order: by last possible day, then surer, firmer and more specific first.
    `turn` is its place among those who speak for an incident: firm first, then by publication.
    `hard` reports state the day, and none of those by whose night one paper means the eve and another the morning.
    `weak` reports point back or mention in passing: they attach, and carry no weight of their own.
    """

    event: Event
    rank: Rank
    turn: tuple[bool, float, str]
    lo: int
    hi: int
    hard: bool
    weak: bool
    actor: Named | None
    target: Named | None
    spot: Spot | None
    words: str
    shingles: frozenset[int]


def reports(event: Event) -> bool:
    """Whether an event speaks of an incident at all: something that occurred, or a meeting that is planned."""
    if event.withdrawn:
        return False
    return event.modality == "occurred" or (event.modality == "planned" and event.kind == "outreach")


def report(event: Event) -> Report:
    """An event as matching sees it."""
    weak = event.background or event.anaphoric
    lo, hi = window(event.day)
    if weak and event.day.precision == "none":
        lo = hi - REMEMBERED
    both_sides = event.kind == "outreach"
    published = event.origin.published.timestamp()
    return Report(
        event=event,
        rank=(hi, hi - lo, weak, -detail(event), published, event.id),
        turn=(weak, published, event.id),
        lo=lo,
        hi=hi,
        hard=stated(event.day) and not AT_NIGHT.search(event.evidence.text),
        weak=weak,
        actor=named(event.actors + event.targets if both_sides else event.actors),
        target=None if both_sides else named(event.targets),
        spot=spot(event.place),
        words=digest("".join(letter for letter in event.evidence.text.casefold() if letter.isalnum())),
        shingles=frozenset(event.shingles),
    )


def stated(day: Day) -> bool:
    """Whether the day itself is said, and not only worked out from the day of publication."""
    return day.precision == "day" and day.basis != "published"


def window(day: Day) -> tuple[int, int]:
    """The first and the last day, as ordinals, that a stated day may mean."""
    date = day.date
    if day.precision == "month":
        last = calendar.monthrange(date.year, date.month)[1]
        return date.replace(day=1).toordinal(), date.replace(day=last).toordinal()
    if day.precision == "year":
        return datetime.date(date.year, 1, 1).toordinal(), datetime.date(date.year, 12, 31).toordinal()
    published = day.precision == "day" and day.basis == "published"
    before, after = FILED_LATE if published else SPREAD[day.precision]
    return date.toordinal() - before, date.toordinal() + after


@lru_cache(maxsize=10_000)
def named(actors: tuple[Actor, ...]) -> Named | None:
    """Those of the actors that the lexicon knows; None where nobody is named."""
    names = frozenset(one.id for one in actors if one.id)
    return Named(names, names.union(*(one.ancestors for one in actors))) if names else None


@lru_cache(maxsize=10_000)
def spot(place: Place | None) -> Spot | None:
    """A place with the circle it stands for."""
    if place is None:
        return None
    point = None if place.lat is None or place.lon is None else (place.lat, place.lon)
    fine = place.precision in ("site", "town")
    radius = place.radius or RADIUS_KM.get(place.precision)
    return Spot(place.name.casefold(), place.country, point, radius, fine)


def distance(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Kilometres between two points at most a few hundred apart (equirectangular)."""
    middle = radians((here[0] + there[0]) / 2)
    turn = (here[1] - there[1] + 180) % 360 - 180
    return EARTH_DEGREE_KM * hypot(here[0] - there[0], turn * cos(middle))


def detail(event: Event) -> int:
    """How specific an event is: place, actor, target, casualties, means, a stated day."""
    place = PLACE_DETAIL[event.place.precision] if event.place else 0
    deepest = max((len(one.ids) for one in event.targets), default=0)
    stated = event.killed is not None, event.injured is not None, event.mode, event.day.basis != "published"
    return place + 2 * any(one.id for one in event.actors) + min(deepest, 3) + sum(map(bool, stated))
