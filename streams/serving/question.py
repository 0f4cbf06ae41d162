"""What is asked: a kind, with an actor, a target or a country, over a range of days. A question is also a series."""

import datetime
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from schemas.event import KINDS, Actor, Kind, Modality

Role = Literal["actor", "target", "country", "patron"]
ROLES: tuple[Role, ...] = get_args(Role)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
Window = Literal["24h", "7d", "30d"]
DAYS: dict[Window, int] = {"24h": 1, "7d": 7, "30d": 30}


class QuestionError(ValueError):
    """The name of a series that cannot be read; the text names it."""


class Scoped(Protocol):
    """Whatever a question can be put to: an incident, an event, a claim, with the ids that it counts for."""

    @property
    def kind(self) -> Kind: ...
    @property
    def modality(self) -> Modality: ...
    @property
    def actors(self) -> frozenset[str]: ...
    @property
    def targets(self) -> frozenset[str]: ...
    @property
    def country(self) -> str | None: ...
    @property
    def patrons(self) -> frozenset[str]: ...


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
    modality: Modality | None = None

    def matches(self, scoped: Scoped) -> bool:
        return (
            (self.kind is None or scoped.kind == self.kind)
            and (self.modality is None or scoped.modality == self.modality)
            and (self.country is None or self.country == scoped.country)
            and (self.patron is None or self.patron in scoped.patrons)
            and (
                self._between(scoped.actors, scoped.targets)
                or (scoped.kind == "outreach" and self._between(scoped.targets, scoped.actors))
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
        said = ((role, getattr(self, role)) for role in ROLES)
        return "|".join((head, *(f"{role}={value}" for role, value in said if value)))


def question_of(series: str) -> Question:
    """The question that a series name asks. Raises QuestionError."""
    head, *parts = series.split("|")
    kind, _, modality = head.partition("-")
    values = dict(part.partition("=")[::2] for part in parts)
    known = kind in KINDS and (modality or "occurred") in MODALITIES
    if not known or len(values) != len(parts) or not set(values) <= set(ROLES) or not all(values.values()):
        raise QuestionError(f"no series {series!r}; write it like 'attack|target=us-forces'")
    return Question(kind=kind, modality=modality or "occurred", **values)  # type: ignore[arg-type]  # checked above


@dataclass(frozen=True, slots=True)
class Range:
    """Days of the world, both ends included; None is open."""

    since: datetime.date | None = None
    until: datetime.date | None = None

    def holds(self, day: datetime.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def last_days(window: Window, today: datetime.date) -> Range:
    """The range of a window: so many days, of which `today` is the last."""
    return Range(since=today - datetime.timedelta(days=DAYS[window] - 1), until=today)


def ids_of(actors: tuple[Actor, ...]) -> frozenset[str]:
    """The ids that these count for."""
    return frozenset(name for actor in actors for name in actor.ids)


def patrons_of(actors: tuple[Actor, ...]) -> frozenset[str]:
    """The states behind these."""
    return frozenset(actor.patron for actor in actors if actor.patron)
