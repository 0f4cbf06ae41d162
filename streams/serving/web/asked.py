"""The parameters of a request, and the question and range that they stand for."""

import base64
import binascii
import datetime
import re
from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from schemas.event import Kind, Modality
from streams.serving.model.holding import micros, moment_at
from streams.serving.model.position import Position, PositionError, position_of
from streams.serving.model.question import (
    ROLES,
    Filter,
    Question,
    QuestionError,
    Range,
    Window,
    last_days,
    question_of,
)
from streams.serving.model.shelf import Order
from streams.serving.model.statements import Rank
from streams.serving.model.versions import Key
from streams.serving.problems import Problem, shown
from streams.serving.streams.sse import Subscription
from streams.serving.web.names import Names

Name = Field(default=None, max_length=100)
SERIES = 20
TOKEN = "^[A-Za-z0-9_-]*$"
"""Positions and cursors are opaque, and base64url."""


def _is_day(value: object) -> object:
    """Pydantic would take a number for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise PydanticCustomError("date_written", "write a day as 2023-10-07")
    return value


Day = Annotated[datetime.date, BeforeValidator(_is_day)]
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?")


def _is_moment(value: object) -> datetime.datetime:
    """A day stands for its last moment, in UTC."""
    try:
        if not isinstance(value, str) or not MOMENT.fullmatch(value):
            raise ValueError
        whole = value if "T" in value else f"{value}T23:59:59.999999Z"
        return datetime.datetime.fromisoformat(whole).astimezone(datetime.UTC)
    except (ValueError, OverflowError) as wrong:
        raise PydanticCustomError("moment_written", "write a day, or a moment as 2023-11-05T12:00:00Z") from wrong


Instant = Annotated[datetime.datetime, BeforeValidator(_is_moment)]


class Parameters(BaseModel):
    """A parameter that does not exist is a fault: a misspelt filter would count everything."""

    model_config = ConfigDict(extra="forbid")

    actor: str | None = Name
    target: str | None = Name
    country: str | None = Name
    patron: str | None = Name
    place: str | None = Field(default=None, max_length=200, description="A site or town, such as al-asad-air-base.")
    mode: str | None = Field(default=None, max_length=100, description="The means, such as drone.")

    @property
    def named(self) -> dict[str, Any]:
        return {role: getattr(self, role) for role in ROLES}


class Where(Parameters):
    kind: Kind = "attack"
    modality: Modality = "occurred"
    min_sources: int = Field(default=1, ge=1, le=1000, description="Only what so many independent sources tell.")

    def question(self, names: Names) -> Question:
        several = self.min_sources if self.min_sources > 1 else 0
        return names.checked(Question(kind=self.kind, modality=self.modality, min_sources=several, **self.named))


class Reaching(BaseModel):
    """What may be asked of whoever has just written."""

    model_config = ConfigDict(extra="forbid")

    at_least: str | None = Field(
        default=None, max_length=4000, pattern=TOKEN, description="A position that the answer must have seen."
    )
    wait: float = Field(default=5, ge=0, le=60, description="For so many seconds `at_least` is waited for, then 412.")


class Ranged(Where, Reaching):
    since: Day | None = None
    until: Day | None = None
    window: Window | None = None

    def span(self, today: datetime.date) -> Range:
        """The days that are asked; a window is the last days before `today`, that day included."""
        if self.window and (self.since or self.until):
            raise Problem(422, "bad-parameter", "window goes without since and until")
        if self.since and self.until and self.until < self.since:
            raise Problem(422, "bad-parameter", f"until {self.until} lies before since {self.since}")
        return last_days(self.window, today) if self.window else Range(self.since, self.until)


AS_OF = "As known at this moment of ours, or at the end of this day (UTC)."


class Recalled(Reaching):
    """What may be asked as it was known at a moment."""

    as_of: Instant | None = Field(default=None, description=AS_OF)

    @property
    def moment(self) -> int | None:
        """In microseconds since 1970."""
        return micros(self.as_of) if self.as_of else None


class Recalling(Ranged, Recalled):
    """As `Ranged`, as it was known at a moment."""


class Counting(Recalling):
    by: Literal["day"] | None = None


Cursor = Annotated[str | None, Field(max_length=400, pattern=TOKEN)]


class Listing(Recalling):
    limit: int = Field(default=50, ge=1, le=500)
    cursor: Cursor = None


class Looking(Listing):
    dismissed: bool = Field(default=False, description="Those that an analyst dismissed, not those that count.")


class Following(Ranged):
    """Several series may be followed at once, by their names; else the one that the other parameters ask."""

    series: list[str] = Field(default_factory=list, max_length=SERIES)
    last_event_id: str | None = Field(default=None, max_length=4000, pattern=TOKEN)
    ticket: str | None = Field(default=None, max_length=100, description="Of `POST /v1/tickets`, instead of a key.")

    def subscriptions(self, names: Names, today: datetime.date) -> list[Subscription]:
        span = self.span(today)
        questions = [of_series(name, names) for name in self.series] or [self.question(names)]
        return [Subscription(question, span) for question in dict.fromkeys(questions)]


class Enumerating(Reaching):
    """Which of all series."""

    limit: int = Field(default=1000, ge=1, le=5000)
    cursor: Cursor = None


class Listening(Parameters):
    """Which events; what is left out may be anything."""

    kind: Kind | None = None
    modality: Modality | None = None
    last_event_id: str | None = Field(default=None, max_length=4000, pattern=TOKEN)
    ticket: str | None = Field(default=None, max_length=100, description="Of `POST /v1/tickets`, instead of a key.")

    def filter(self, names: Names) -> Filter:
        return names.checked(Filter(kind=self.kind, modality=self.modality, **self.named))


class Searching(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(default="", max_length=100, description="Part of an id or a name.")
    limit: int = Field(default=1000, ge=1, le=5000)
    cursor: Cursor = None


def of_series(series: str, names: Names) -> Question:
    """The question of a series name, its names checked."""
    try:
        return names.checked(question_of(series))
    except QuestionError as wrong:
        raise Problem(422, "bad-parameter", str(wrong)) from wrong


def position(token: str | None, name: str) -> Position | None:
    """The position of a token. One that is none of ours is a fault of the caller's."""
    try:
        return position_of(token) if token else None
    except PositionError as wrong:
        raise Problem(422, "bad-parameter", f"{name} {shown(token)}: {wrong}") from wrong


def cursor_after(order: Order | Key | Rank | tuple[str]) -> str:
    """Names the place in a list after an entry."""
    return base64.urlsafe_b64encode(orjson.dumps(order)).decode().rstrip("=")


def order_of(cursor: str | None) -> Order | None:
    """The entry after which a page of incidents begins."""
    if not cursor:
        return None
    try:
        day, opened, name = _written(cursor)
        moment = datetime.datetime.fromisoformat(opened)
        return datetime.date.fromisoformat(day), moment.astimezone(datetime.UTC), str(name)
    except (binascii.Error, ValueError, TypeError, OverflowError) as wrong:
        raise _no_cursor(cursor) from wrong


def key_of(cursor: str | None) -> Key | None:
    """The step, or the correction, after which a page begins."""
    if not cursor:
        return None
    try:
        at, sequence, cause = _written(cursor)
        moment_at(at)
        return int(at), int(sequence), str(cause)
    except (binascii.Error, ValueError, TypeError, OverflowError) as wrong:
        raise _no_cursor(cursor) from wrong


def rank_of(cursor: str | None) -> Rank | None:
    """The stated total after which a page begins."""
    if not cursor:
        return None
    try:
        told, same, begins, spoken, last, sources, name = _written(cursor)
        return (
            bool(told),
            int(same),
            bool(begins),
            bool(spoken),
            datetime.date.fromisoformat(last),
            int(sources),
            str(name),
        )
    except (binascii.Error, ValueError, TypeError) as wrong:
        raise _no_cursor(cursor) from wrong


def name_of(cursor: str | None) -> str:
    """The series, or the name, after which a page begins; nothing where it begins with the first."""
    if not cursor:
        return ""
    try:
        [name] = _written(cursor)
        return str(name)
    except (binascii.Error, ValueError, TypeError) as wrong:
        raise _no_cursor(cursor) from wrong


def _written(cursor: str) -> Any:
    return orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_"))


def _no_cursor(cursor: str) -> Problem:
    return Problem(422, "bad-parameter", f"cursor {shown(cursor)}: not one that this service gave out")
