"""What is asked: a kind, with an actor, a target or a country, over a range of days. A question is also a series."""

import datetime
from dataclasses import dataclass
from typing import Literal, get_args

from schemas.event import KINDS, Actor, Kind, Modality

Role = Literal["actor", "target", "country", "patron", "place", "mode"]
ROLES: tuple[Role, ...] = get_args(Role)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
Window = Literal["24h", "7d", "30d"]
DAYS: dict[Window, int] = {"24h": 1, "7d": 7, "30d": 30}


class QuestionError(ValueError):
    """The name of a series that cannot be read; the text names it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an incident, an event or a claim is about, with the ids that it counts for: what a question is put to.

    `place` is a slug; `sources` are those that are independent of one another.
    """

    kind: Kind
    modality: Modality = "occurred"
    actors: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    patrons: frozenset[str] = frozenset()
    country: str | None = None
    place: str | None = None
    mode: str | None = None
    sources: int = 1


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted; None is anything. An actor or target stands for itself and for all that count for it.

    Those who meet act on each other: in outreach either side may be the actor, and the other is the target.
    """

    kind: Kind | None = None
    actor: str | None = None
    target: str | None = None
    country: str | None = None
    patron: str | None = None
    place: str | None = None
    mode: str | None = None
    modality: Modality | None = None
    min_sources: int = 0

    def matches(self, scope: Scope) -> bool:
        return (
            (self.kind is None or scope.kind == self.kind)
            and (self.modality is None or scope.modality == self.modality)
            and (self.country is None or self.country == scope.country)
            and (self.patron is None or self.patron in scope.patrons)
            and (self.place is None or self.place == scope.place)
            and (self.mode is None or self.mode == scope.mode)
            and self.min_sources <= scope.sources
            and (
                self._between(scope.actors, scope.targets)
                or (scope.kind == "outreach" and self._between(scope.targets, scope.actors))
            )
        )

    def _between(self, actors: frozenset[str], targets: frozenset[str]) -> bool:
        return (self.actor is None or self.actor in actors) and (self.target is None or self.target in targets)


@dataclass(frozen=True, slots=True)
class Question(Filter):
    """A filter that can be counted: of one kind, and by default of what occurred."""

    kind: Kind = "attack"
    modality: Modality = "occurred"

    @property
    def series(self) -> str:
        """The readable name, as `counts.v1` has it: `attack|target=us-forces`, `outreach-planned|actor=iran`."""
        head = self.kind if self.modality == "occurred" else f"{self.kind}-{self.modality}"
        said = [(role, getattr(self, role)) for role in (*ROLES, "min_sources")]
        return "|".join((head, *(f"{role}={value}" for role, value in said if value)))


def question_of(series: str) -> Question:
    """The question that a series name asks. Raises QuestionError."""
    head, *parts = series.split("|")
    kind, _, modality = head.partition("-")
    values = dict(part.partition("=")[::2] for part in parts)
    sources = values.pop("min_sources", "0")
    known = kind in KINDS and (modality or "occurred") in MODALITIES and sources.isdecimal()
    if not known or len({part.partition("=")[0] for part in parts}) != len(parts) or not _named(values):
        raise QuestionError(f"no series {series!r}; write it like 'attack|target=us-forces'")
    given = {"kind": kind, "modality": modality or "occurred", "min_sources": int(sources), **values}
    return Question(**given)  # type: ignore[arg-type]  # checked above


def _named(values: dict[str, str]) -> bool:
    return set(values) <= set(ROLES) and all(values.values())


@dataclass(frozen=True, slots=True)
class Range:
    """Days of the world, both ends included; None is open."""

    since: datetime.date | None = None
    until: datetime.date | None = None

    def holds(self, day: datetime.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def last_days(window: Window, today: datetime.date) -> Range:
    """The range of a window: so many days, of which `today` is the last."""
    first = max(datetime.date.min.toordinal(), today.toordinal() - DAYS[window] + 1)
    return Range(since=datetime.date.fromordinal(first), until=today)


def ids_of(actors: tuple[Actor, ...]) -> frozenset[str]:
    """The ids that these count for."""
    return frozenset(name for actor in actors for name in actor.ids)


def patrons_of(actors: tuple[Actor, ...]) -> frozenset[str]:
    """The states behind these."""
    return frozenset(actor.patron for actor in actors if actor.patron)


def slug(name: str) -> str:
    """The name of a place as it stands in a question: `al-asad-air-base`."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.casefold()).split())
