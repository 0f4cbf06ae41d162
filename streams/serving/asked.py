"""The parameters of a request, and the question and range that they stand for."""

import base64
import binascii
import datetime
import re
from typing import Annotated, Literal

import orjson
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from schemas.event import Kind, Modality
from streams.serving.names import Names
from streams.serving.position import Position, PositionError, position_of
from streams.serving.problems import Problem, shown
from streams.serving.question import Filter, Question, QuestionError, Range, Window, last_days, question_of
from streams.serving.sse import Subscription

Name = Field(default=None, max_length=100)
SERIES = 20


def _is_day(value: object) -> object:
    """Pydantic would take a number for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise PydanticCustomError("date_written", "write a day as 2023-10-07")
    return value


Day = Annotated[datetime.date, BeforeValidator(_is_day)]


class Parameters(BaseModel):
    """A parameter that does not exist is a fault: a misspelt filter would count everything."""

    model_config = ConfigDict(extra="forbid")

    actor: str | None = Name
    target: str | None = Name
    country: str | None = Name
    patron: str | None = Name


class Where(Parameters):
    kind: Kind = "attack"
    modality: Modality = "occurred"

    def question(self, names: Names) -> Question:
        return Question(
            kind=self.kind,
            actor=names.actor(self.actor),
            target=names.actor(self.target, "target"),
            country=names.country(self.country),
            patron=names.country(self.patron),
            modality=self.modality,
        )


class Ranged(Where):
    since: Day | None = None
    until: Day | None = None
    window: Window | None = None
    at_least: str | None = Field(
        default=None, max_length=4000, description="A position that the answer must have seen."
    )

    def span(self, today: datetime.date) -> Range:
        """The days that are asked; a window is the last days before `today`, that day included."""
        if self.window and (self.since or self.until):
            raise Problem(422, "bad-parameter", "window goes without since and until")
        if self.since and self.until and self.until < self.since:
            raise Problem(422, "bad-parameter", f"until {self.until} lies before since {self.since}")
        return last_days(self.window, today) if self.window else Range(self.since, self.until)


class Counting(Ranged):
    by: Literal["day"] | None = None


class Listing(Ranged):
    limit: int = Field(default=50, ge=1, le=500)
    cursor: str | None = Field(default=None, max_length=400)


class Following(Ranged):
    """Several series may be followed at once, by their names; else the one that the other parameters ask."""

    series: list[str] = Field(default_factory=list, max_length=SERIES)
    last_event_id: str | None = Field(default=None, max_length=4000)
    ticket: str | None = Field(default=None, max_length=100, description="Of `POST /v1/tickets`, instead of a key.")

    def subscriptions(self, names: Names, today: datetime.date) -> list[Subscription]:
        span = self.span(today)
        questions = [named(name, names) for name in self.series] or [self.question(names)]
        return [Subscription(question, span) for question in dict.fromkeys(questions)]


class Listening(Parameters):
    """Which events; what is left out may be anything."""

    kind: Kind | None = None
    modality: Modality | None = None
    last_event_id: str | None = Field(default=None, max_length=4000)
    ticket: str | None = Field(default=None, max_length=100, description="Of `POST /v1/tickets`, instead of a key.")

    def filter(self, names: Names) -> Filter:
        return Filter(
            kind=self.kind,
            actor=names.actor(self.actor),
            target=names.actor(self.target, "target"),
            country=names.country(self.country),
            patron=names.country(self.patron),
            modality=self.modality,
        )


class Searching(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(default="", max_length=100, description="Part of an id or a name.")
    limit: int = Field(default=1000, ge=1, le=5000)


def named(series: str, names: Names) -> Question:
    """The question of a series name, its names checked."""
    try:
        question = question_of(series)
    except QuestionError as wrong:
        raise Problem(422, "bad-parameter", str(wrong)) from wrong
    names.actor(question.actor)
    names.actor(question.target, "target")
    names.country(question.country)
    return question


def position(token: str | None, name: str) -> Position | None:
    """The position of a token. One that is none of ours is a fault of the caller's."""
    try:
        return position_of(token) if token else None
    except PositionError as wrong:
        raise Problem(422, "bad-parameter", f"{name} {shown(token)}: {wrong}") from wrong


Order = tuple[datetime.date, datetime.datetime, str]


def cursor_after(order: Order) -> str:
    """Names the place in a list after an entry."""
    return base64.urlsafe_b64encode(orjson.dumps(order)).decode().rstrip("=")


def order_of(cursor: str | None) -> Order | None:
    """The entry after which a page begins."""
    if not cursor:
        return None
    try:
        day, opened, name = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_"))
        moment = datetime.datetime.fromisoformat(opened)
        return datetime.date.fromisoformat(day), moment.astimezone(datetime.UTC), str(name)
    except (binascii.Error, ValueError, TypeError) as wrong:
        raise Problem(422, "bad-parameter", f"cursor {shown(cursor)}: not one that this service gave out") from wrong
