"""An event: one thing that one article says happened, with who, whom, when, where, and the words that say so."""

import datetime
from typing import ClassVar, Literal

from pydantic import AwareDatetime

from schemas.message import Message, Record

Kind = Literal["attack", "outreach"]
Modality = Literal["occurred", "planned", "threatened", "denied", "hypothetical", "foiled"]
KINDS: tuple[Kind, ...] = ("attack", "outreach")


class Actor(Record):
    """Someone who acts or is acted on. `id` is a slug of the lexicon, or None where only the words are known.

    `ancestors` are the ids it counts for; `country` is ISO 3166-1 alpha-3; `sectors` are CAMEO sector codes; `patron`
    is the state behind it; `cameo` is its CAMEO code.
    """

    id: str | None = None
    text: str
    ancestors: tuple[str, ...] = ()
    country: str | None = None
    sectors: tuple[str, ...] = ()
    patron: str | None = None
    cameo: str | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids it counts for, itself first."""
        return (self.id, *self.ancestors) if self.id else self.ancestors


class Day(Record):
    """The day of an event in the world, how sure it is, and on which words it rests."""

    date: datetime.date
    precision: Literal["day", "week", "month", "year", "none"]
    basis: Literal["explicit", "relative", "weekday", "published"]


class Place(Record):
    """Where it happened. `lat` and `lon` are degrees, WGS 84; `radius` (km) is how far a wide region reaches."""

    text: str
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius: float | None = None
    precision: Literal["site", "town", "region", "country"]


class Evidence(Record):
    """The sentence that says so; `start` and `end` are characters of the article's `field`."""

    text: str
    start: int
    end: int
    field: Literal["title", "text"] = "text"


class Origin(Record):
    """The article an event comes from; where `clamped`, its date lay ahead, and `published` is when it was received."""

    url: str
    source: str
    title: str
    published: AwareDatetime
    clamped: bool = False


class Event(Message):
    """What one article says happened, or, with `withdrawn`, that it no longer says so.

    Only `occurred` events become incidents. `background` marks an old thing mentioned in passing; `separate` one that
    the article sets apart ("a second attack"); `anaphoric` one that only points back ("the attack"). `plover` and
    `cameo` are the event codes of those codebooks. `shingles` sketch the article's words, so that copies of a wire
    story are known.
    """

    TYPE: ClassVar[str] = "sitrep.event.v1"
    SCHEMA: ClassVar[str] = "event.v1"

    type: Literal["event"] = "event"
    id: str
    article_id: str
    revision: str
    bucket: str
    kind: Kind
    background: bool = False
    modality: Modality
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    mediators: tuple[Actor, ...] = ()
    attributed_to: tuple[Actor, ...] = ()
    day: Day
    place: Place | None = None
    occurrences: int = 1
    killed: int | None = None
    injured: int | None = None
    mode: str | None = None
    outcome: str | None = None
    plover: str | None = None
    cameo: str | None = None
    evidence: Evidence
    rule: str
    confidence: float
    separate: bool = False
    anaphoric: bool = False
    shingles: tuple[int, ...] = ()
    origin: Origin
    version: str
    withdrawn: bool = False

    @property
    def message_time(self) -> datetime.datetime:
        return self.origin.published
