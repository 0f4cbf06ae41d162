"""A correction: an analyst's merge, split, dismissal or edit. A message like any other, the second source of truth."""

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, Field, model_validator

from schemas.event import Actor, Day, Place
from schemas.message import Message, Record, digest, encode

Action = Literal["merge", "split", "dismiss", "edit", "undo"]
MOST_MARKS = 1000


class Mark(Record):
    """What a correction points at: an event, and how to find its heir where that reading is gone.

    An event's id comes from the sentence it was read from, so a new version of the article, or a new rule, may give it
    another. Then the mark means the event of the same article in the same bucket that shares most words with
    `sentence`, but none of `beside`: those stood next to it when the correction was made, and were not meant.
    """

    event: str = Field(min_length=1, max_length=200)
    article: str = Field(default="", max_length=200)
    sentence: str = Field(default="", max_length=400)
    beside: tuple[str, ...] = Field(default=(), max_length=200)

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, raw: Any) -> Any:
        """An event's id alone is a mark without an heir."""
        return {"event": raw} if isinstance(raw, str) else raw


Marks = Annotated[tuple[Mark, ...], Field(min_length=1, max_length=MOST_MARKS)]


class Merge(Record):
    """These events speak of one incident, whatever the matching says."""

    action: Literal["merge"] = "merge"
    events: Marks


class Split(Record):
    """These events are one incident, apart from `others`, which they stood with."""

    action: Literal["split"] = "split"
    events: Marks
    others: Annotated[tuple[Mark, ...], Field(max_length=MOST_MARKS)] = ()


class Dismiss(Record):
    """The incident of these events is none: misread, or untrue."""

    action: Literal["dismiss"] = "dismiss"
    events: Marks


class Edit(Record):
    """The incident of these events has these values; what is None stays as it was read."""

    action: Literal["edit"] = "edit"
    events: Marks
    actors: tuple[Actor, ...] | None = None
    targets: tuple[Actor, ...] | None = None
    day: Day | None = None
    place: Place | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Edit":
        if (self.actors, self.targets, self.day, self.place) == (None, None, None, None):
            raise ValueError("it gives no actor, target, day or place")
        return self


class Undo(Record):
    """The named correction no longer holds."""

    action: Literal["undo"] = "undo"
    correction: str = Field(min_length=1, max_length=200)


Deed = Annotated[Merge | Split | Dismiss | Edit | Undo, Field(discriminator="action")]


class Correction(Message):
    """Who corrected what in which bucket, when and why. Of two that contradict, the later by (`at`, `id`) holds.

    `id` comes from the content (`correct` makes it): the same correction sent twice is one.
    """

    TYPE: ClassVar[str] = "sitrep.correction.v1"
    SCHEMA: ClassVar[str] = "correction.v1"

    id: str
    bucket: str = Field(min_length=1, max_length=200)
    change: Deed
    who: str = Field(min_length=1, max_length=200)
    why: str = Field(min_length=1, max_length=2000)
    at: AwareDatetime

    @property
    def message_time(self) -> datetime:
        return self.at

    @property
    def content(self) -> str:
        """The id that its content gives."""
        return digest(
            self.bucket, encode(self.change).decode(), self.who, self.why, self.at.astimezone(UTC).isoformat()
        )


def correct(bucket: str, change: Merge | Split | Dismiss | Edit | Undo, who: str, why: str, at: datetime) -> Correction:
    """A correction with the id of its content. Raises `pydantic.ValidationError`."""
    made = Correction(id="", bucket=bucket, change=change, who=who, why=why, at=at)
    return made.model_copy(update={"id": made.content})
