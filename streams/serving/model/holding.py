"""What the read model holds of one incident or event: few fields to search by, the rest as bytes."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

import orjson

from schemas.event import Event
from schemas.incident import Change, Incident
from streams.serving.model.packing import pack, unpack_last
from streams.serving.model.question import Scope, ids_of, patrons_of, slug

SECOND = 1_000_000
DAY = 86_400 * SECOND
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
EPOCH_DAY = EPOCH.toordinal()


@dataclass(frozen=True)
class HeldIncident:
    """An incident in one of its states. `opened` is when we first held it; `packed` unpacks to the whole of it."""

    id: str
    day: datetime.date
    low: int
    best: int
    high: int
    opened: datetime.datetime
    packed: tuple[bytes, ...]

    @property
    def order(self) -> tuple[datetime.date, datetime.datetime, str]:
        """Newest last; it never changes while the day stays."""
        return (self.day, self.opened, self.id)

    @property
    def whole(self) -> dict[str, Any]:
        """The incident as `incidents.v1` has it."""
        incident: dict[str, Any] = orjson.loads(unpack_last(self.packed))["incident"]
        return incident

    @cached_property
    def scope(self) -> Scope:
        return scope_of(Incident.model_validate(self.whole))


@dataclass(frozen=True, slots=True)
class HeldEvent:
    """An event as evidence; `packed` is the whole of it. What is withdrawn is kept, for what was known before."""

    id: str
    scope: Scope
    revision: str
    packed: bytes


class Moment(NamedTuple):
    """One line of an incident's history; `supersedes` and `superseded_by` show a merge or a split."""

    at: datetime.datetime
    action: Literal["opened", "amended", "withdrawn"]
    sequence: int
    cause: str
    caused_by: Literal["event", "correction"]
    supersedes: tuple[str, ...]
    superseded_by: tuple[str, ...]
    low: int
    best: int
    high: int


def scope_of(told: Incident | Event) -> Scope:
    return Scope(
        kind=told.kind,
        modality=told.modality,
        actors=ids_of(told.actors),
        targets=ids_of(told.targets),
        patrons=patrons_of(told.actors),
        country=told.place.country if told.place else None,
        place=slug(told.place.name) if told.place else None,
        mode=told.mode,
        sources=told.sources if isinstance(told, Incident) else 1,
    )


def hold_event(event: Event, scopes: dict[Scope, Scope]) -> HeldEvent:
    """`scopes` has the one copy of each scope: a million events have some thousands."""
    scope = scope_of(event)
    return HeldEvent(event.id, scopes.setdefault(scope, scope), event.revision, pack(event, without=("shingles",)))


def moment_of(change: Change) -> Moment:
    after = change.after
    low, best, high = (after.low, after.best, after.high) if after else (0, 0, 0)
    return Moment(
        change.at, change.action, change.sequence, change.cause, change.caused_by,
        change.supersedes, change.superseded_by, low, best, high,
    )  # fmt: skip


def micros(moment: datetime.datetime) -> int:
    """Microseconds since 1970."""
    return (moment - EPOCH) // datetime.timedelta(microseconds=1)


def moment_at(microseconds: int) -> datetime.datetime:
    """The moment so many microseconds after 1970."""
    return EPOCH + datetime.timedelta(microseconds=microseconds)


def day_of(microseconds: int) -> int:
    """The ordinal of the day, in UTC."""
    return EPOCH_DAY + microseconds // DAY
