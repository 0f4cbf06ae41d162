"""An incident: what we hold to have happened, with every event that says so; and a change of one."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import AwareDatetime

from schemas.correction import Action
from schemas.event import Actor, Day, Kind, Modality, Place
from schemas.message import Message, Record


class Corrected(Record):
    """A correction that bears on an incident: who did what, when and why."""

    id: str
    action: Action
    who: str
    why: str
    at: AwareDatetime


class Incident(Record):
    """A pure function of the events and corrections of its bucket.

    `occurrences` is what it adds to a count: `best` of `low` (confirmed by two or more independent sources), `best`
    (held) and `high` (if no merge were right). A stub, known only from background mentions, has best 0. One that an
    analyst `dismissed` is kept with all three at 0. `corrections` are those that hold and name an event of it, oldest
    first. `events` has at most 500: of an incident that more tell of, the first that carry weight speak.
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
    dismissed: bool = False
    corrections: tuple[Corrected, ...] = ()


class Change(Message):
    """One incident before and after. `cause` is the id of the event or correction (`caused_by`) that made it so.

    `sequence` grows within a bucket. `supersedes` are the other incidents in which events of this one stood before, so
    a merge or a split shows: after a merge the survivor supersedes the rest, after a split the new one supersedes the
    old. `superseded_by` is where events that this one had have gone.
    """

    TYPE: ClassVar[str] = "sitrep.change.v1"
    SCHEMA: ClassVar[str] = "change.v1"

    id: str
    bucket: str
    incident: str
    action: Literal["opened", "amended", "withdrawn"]
    before: Incident | None = None
    after: Incident | None = None
    cause: str
    caused_by: Literal["event", "correction"] = "event"
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    sequence: int
    at: AwareDatetime

    @property
    def message_time(self) -> datetime:
        return self.at
