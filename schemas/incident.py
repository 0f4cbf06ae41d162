"""An incident: what we hold to have happened, with every event that says so; and a change of one."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import AwareDatetime

from schemas.event import Actor, Day, Kind, Modality, Place
from schemas.message import Message, Record


class Incident(Record):
    """A pure function of the events and corrections of its bucket.

    `occurrences` is what it adds to a count: `best` of `low` (confirmed by two or more independent sources), `best`
    (held) and `high` (if no merge were right). A stub, known only from background mentions, has best 0.
    """

    id: str
    bucket: str
    kind: Kind
    modality: Modality = "occurred"
    day: Day
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    mediators: tuple[Actor, ...] = ()
    place: Place | None = None
    mode: str | None = None
    outcome: str | None = None
    killed: int | None = None
    injured: int | None = None
    low: int
    best: int
    high: int
    sources: int
    events: tuple[str, ...]
    headline: str = ""


class Change(Message):
    """One incident before and after. `sequence` is the offset of the causing record: it grows within a bucket."""

    TYPE: ClassVar[str] = "sitrep.change.v1"
    SCHEMA: ClassVar[str] = "change.v1"

    id: str
    bucket: str
    incident: str
    action: Literal["opened", "amended", "withdrawn"]
    before: Incident | None = None
    after: Incident | None = None
    cause: str
    sequence: int
    at: AwareDatetime

    @property
    def message_time(self) -> datetime:
        return self.at
