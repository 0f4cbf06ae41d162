"""What the read model holds of one incident, event or claim: few fields to search by, the rest as bytes."""

import datetime
from dataclasses import dataclass
from typing import Literal, NamedTuple

from schemas.claim import Claim
from schemas.event import Event, Kind, Modality
from schemas.incident import Change, Incident
from streams.serving.packing import pack
from streams.serving.question import ids_of, patrons_of


@dataclass(frozen=True, slots=True)
class HeldIncident:
    """An incident as counted. `packed` is the whole of it; `opened` is when we first held it."""

    id: str
    kind: Kind
    modality: Modality
    actors: frozenset[str]
    targets: frozenset[str]
    country: str | None
    patrons: frozenset[str]
    day: datetime.date
    low: int
    best: int
    high: int
    opened: datetime.datetime
    events: tuple[str, ...]
    packed: bytes

    @property
    def order(self) -> tuple[datetime.date, datetime.datetime, str]:
        """Newest last; it never changes while the day stays."""
        return (self.day, self.opened, self.id)


@dataclass(frozen=True, slots=True)
class HeldEvent:
    """An event as evidence; `packed` is the whole of it."""

    id: str
    kind: Kind
    modality: Modality
    actors: frozenset[str]
    targets: frozenset[str]
    country: str | None
    patrons: frozenset[str]
    revision: str
    packed: bytes


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """A stated total, with the ids that its actors and targets count for."""

    claim: Claim
    actors: frozenset[str]
    targets: frozenset[str]


class Moment(NamedTuple):
    """One line of an incident's history."""

    at: datetime.datetime
    action: Literal["opened", "amended", "withdrawn"]
    sequence: int
    cause: str
    low: int
    best: int
    high: int


def hold_incident(incident: Incident, opened: datetime.datetime) -> HeldIncident:
    return HeldIncident(
        id=incident.id,
        kind=incident.kind,
        modality=incident.modality,
        actors=ids_of(incident.actors),
        targets=ids_of(incident.targets),
        patrons=patrons_of(incident.actors),
        country=incident.place.country if incident.place else None,
        day=incident.day.date,
        low=incident.low,
        best=incident.best,
        high=incident.high,
        opened=opened,
        events=incident.events,
        packed=pack(incident),
    )


def hold_event(event: Event) -> HeldEvent:
    return HeldEvent(
        id=event.id,
        kind=event.kind,
        modality=event.modality,
        actors=ids_of(event.actors),
        targets=ids_of(event.targets),
        patrons=patrons_of(event.actors),
        country=event.place.country if event.place else None,
        revision=event.revision,
        packed=pack(event, without=("shingles",)),
    )


def hold_claim(claim: Claim) -> HeldClaim:
    return HeldClaim(claim=claim, actors=ids_of(claim.actors), targets=ids_of(claim.targets))


def moment_of(change: Change) -> Moment:
    after = change.after
    low, best, high = (after.low, after.best, after.high) if after else (0, 0, 0)
    return Moment(change.at, change.action, change.sequence, change.cause, low, best, high)
