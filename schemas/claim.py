"""A claim: a total that somebody stated. It is kept beside our own count and never added to it."""

import datetime
from typing import ClassVar, Literal

from pydantic import Field

from schemas.event import Actor, Evidence, Kind, Origin
from schemas.message import Message, Record


class Stated(Record):
    """The number that was said. `qualifier` is its hedge, such as "almost" or "at least"."""

    value: int | None
    qualifier: str | None = None


class Claim(Message):
    """A stated total: how many, of what, since when; `parts` has the share of each country (alpha-3)."""

    TYPE: ClassVar[str] = "sitrep.claim.v1"
    SCHEMA: ClassVar[str] = "claim.v1"

    type: Literal["claim"] = "claim"
    id: str
    article_id: str
    revision: str
    bucket: str
    kind: Kind
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    count: Stated
    since: datetime.date | None = None
    parts: dict[str, int] = Field(default_factory=dict)
    attributed_to: tuple[Actor, ...] = ()
    evidence: Evidence
    rule: str
    origin: Origin
    version: str
    withdrawn: bool = False

    @property
    def message_time(self) -> datetime.datetime:
        return self.origin.published
