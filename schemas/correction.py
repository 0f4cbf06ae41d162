"""A correction: an analyst's merge, split, dismissal or edit. A message like any other, the second source of truth."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, Field

from schemas.event import Actor, Day, Place
from schemas.message import Message, Record


class Merge(Record):
    """These events speak of one incident, whatever the matching says."""

    action: Literal["merge"] = "merge"
    events: tuple[str, ...]


class Split(Record):
    """These events are an incident apart from the others they stand with."""

    action: Literal["split"] = "split"
    events: tuple[str, ...]


class Dismiss(Record):
    """These events are no incident: misread, or untrue."""

    action: Literal["dismiss"] = "dismiss"
    events: tuple[str, ...]


class Edit(Record):
    """The incident of these events has these values; what is None stays as it was read."""

    action: Literal["edit"] = "edit"
    events: tuple[str, ...]
    actors: tuple[Actor, ...] | None = None
    targets: tuple[Actor, ...] | None = None
    day: Day | None = None
    place: Place | None = None


class Undo(Record):
    """The named correction no longer holds."""

    action: Literal["undo"] = "undo"
    correction: str


class Correction(Message):
    """Who corrected what in which bucket, when and why."""

    TYPE: ClassVar[str] = "sitrep.correction.v1"
    SCHEMA: ClassVar[str] = "correction.v1"

    id: str
    bucket: str
    change: Annotated[Merge | Split | Dismiss | Edit | Undo, Field(discriminator="action")]
    who: str
    why: str
    at: AwareDatetime

    @property
    def message_time(self) -> datetime:
        return self.at
