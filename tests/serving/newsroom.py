"""A served view without a broker: records are folded in as a source would, and a client asks in process."""

import datetime
import itertools
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

import httpx

from schemas.article import Article
from schemas.claim import Claim
from schemas.correction import Correction
from schemas.event import Event
from schemas.message import Message
from streams import topics
from streams.incidents.history import Bucket
from streams.serving.access.access import Access, Reading
from streams.serving.access.keys import SCOPES, Key, Scope, digest_of
from streams.serving.access.limits import Allowance
from streams.serving.model.folding import fold
from streams.serving.model.view import View
from streams.serving.streams.hub import Hub, Limits
from streams.serving.web.analyst import Desk
from streams.serving.web.analyst import Names as Known
from streams.serving.web.application import create_app
from streams.serving.web.names import Names
from streams.serving.web.service import Accepted, Service
from tests.builders import (
    ERBIL,
    KATAIB,
    NOON,
    TANF,
    US_EMBASSIES,
    US_FORCES,
    a_claim,
    a_meeting,
    an_event,
    at,
    on,
)

NAMES = Names(
    actors={
        "us-forces": "US forces",
        "united-states": "United States",
        "iraqi-militias": "Iraqi militias",
        "iran-backed-groups": "Iran-backed groups",
        "iran": "Iran",
        "turkey": "Turkey",
        "houthis": "Houthis",
    },
    countries={"IRQ": "Iraq", "IRN": "Iran", "SYR": "Syria", "USA": "United States"},
    parents={"us-forces": ("united-states",)},
)


@dataclass
class Standing:
    """A source that has caught up, unless told otherwise."""

    ready: bool = True
    alive: bool = True
    waits_for: str = ""
    staleness: float = 0.25
    worked: Mapping[tuple[str, int], int] = field(default_factory=dict)


class Ring:
    """Keys by what they allow: `sitrep_read`, `sitrep_write`, `sitrep_correct`, and `sitrep_all`."""

    ALLOWED: ClassVar[dict[str, tuple[Scope, ...]]] = {
        **{f"sitrep_{scope}": (scope,) for scope in SCOPES},
        "sitrep_all": SCOPES,
    }

    def find(self, secret: str, now: datetime.datetime) -> Key | None:
        scopes = self.ALLOWED.get(secret)
        if scopes is None:
            return None
        until = now + datetime.timedelta(days=1)
        return Key(name=secret.removeprefix("sitrep_"), digest=digest_of(secret), scopes=scopes, expires=until)


class Newsroom:
    """Events go in as they would from the topics; incidents, counts and streams come out."""

    def __init__(
        self,
        *,
        epoch: str = "one",
        remember: int = 1000,
        limits: Limits | None = None,
        reading: Reading = "open",
        allowance: Allowance | None = None,
    ) -> None:
        self.view = View(epoch=epoch, remember=remember)
        self.hub = Hub(self.view, limits)
        self.standing = Standing()
        self.accepted: list[Article] = []
        people = {one.id: one for one in (US_FORCES, US_EMBASSIES, KATAIB)}
        desk = Desk(self.view, Known(people.get, {"al-tanf": TANF}.get), self._correct)
        self.app = create_app(self.service(), Access(Ring(), reading), allowance=allowance, desk=desk)
        self._ticks = itertools.count()
        self._buckets: dict[str, Bucket] = {}
        self._offsets: dict[tuple[str, int], itertools.count[int]] = {}

    def service(self) -> Service:
        return Service(
            view=self.view,
            hub=self.hub,
            standing=self.standing,
            accept=self._accept,
            names=replace(NAMES, seen=lambda role: self.view.shelf.names(role)),
            clock=lambda: NOON + datetime.timedelta(days=1, microseconds=next(self._ticks)),
            article_bytes=10_000,
        )

    async def _accept(self, articles: list[Article]) -> list[Accepted]:
        self.accepted += articles
        return [Accepted(partition=0, offset=number) for number, _ in enumerate(articles)]

    def tell(self, *events: Event, partition: int = 0) -> None:
        """Each event is read, and then what fusing makes of it."""
        for event in events:
            name = topics.EVENTS[event.kind].name
            sequence = self._next(name, partition)
            self.fold(name, partition, (sequence, event))
            bucket = self._buckets.setdefault(event.bucket, Bucket())
            changes = bucket.put(event, sequence=sequence, at=event.origin.published)
            name = topics.INCIDENTS.name
            self.fold(name, partition, *((self._next(name, partition), change) for change in changes))

    async def _correct(self, corrections: list[Correction]) -> list[Accepted]:
        return [Accepted(partition=0, offset=self.correct(one)) for one in corrections]

    def correct(self, correction: Correction) -> int:
        """A correction is read, and then what fusing makes of it; its offset."""
        offset = self._next(topics.CORRECTIONS.name, 0)
        self.fold(topics.CORRECTIONS.name, 0, (offset, correction))
        bucket = self._buckets.setdefault(correction.bucket, Bucket())
        sequence = self._next(topics.ATTACKS.name, 0)
        changes = bucket.correct(correction, sequence=sequence, at=correction.at)
        name = topics.INCIDENTS.name
        self.fold(name, 0, *((self._next(name, 0), change) for change in changes))
        return offset

    def state(self, claim: Claim) -> None:
        """A claim is read."""
        self.fold(topics.CLAIMS.name, 0, (self._next(topics.CLAIMS.name, 0), claim))

    def fold(self, topic: str, partition: int, *records: tuple[int, Message]) -> None:
        """Records that were written when their messages say."""
        numbered = [(offset, message, message.message_time) for offset, message in records]
        fold(self.view, lambda step: self.hub.publish(step, time.monotonic()), topic, partition, numbered)

    def _next(self, topic: str, partition: int) -> int:
        return next(self._offsets.setdefault((topic, partition), itertools.count()))

    def client(self, key: str | None = "sitrep_all") -> httpx.AsyncClient:
        """A client with a key that allows everything, unless another or none is named."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app), base_url="http://sitrep.test", headers=headers
        )


def a_room() -> Newsroom:
    """Two attacks, one of them told twice, a meeting, and a total that somebody stated."""
    room = Newsroom()
    room.tell(
        an_event(actors=(KATAIB,), place=ERBIL),
        an_event("Troops were attacked, a second paper says.", source="Harbour Wire", place=ERBIL, published=at(1)),
        an_event("Rockets fell near al-Tanf.", place=TANF, day=on("2023-11-02")),
        a_meeting(),
    )
    room.state(a_claim(40, parts={"IRQ": 22, "SYR": 18}))
    return room
