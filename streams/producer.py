"""Articles into `articles.v1`, and what was refused into `dead-letters.v1`: exact counts, bounded memory."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError
from aiokafka.partitioner import murmur2

from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.message import digest, encode, headers
from streams import broker, metrics, topics
from streams.broker import UnreachableError
from streams.feeds.item import Item, Refused
from streams.settings import Settings
from streams.topics import ARTICLES, DEAD_LETTERS, name_of

T = TypeVar("T")
EMBEDDED_BYTES = 4_000_000
"""What fits in a partition of the embedded broker, which keeps only the newest 5 MB of each."""
_OVERHEAD = 64 * 1024  # Stays below what `topics.config_of` allows on top of an article.
_IN_FLIGHT = 1000
_SHOWN = 5
_STALLED = 30.0
_AHEAD = timedelta(days=1)


class NoTopic(Exception):
    """The broker has no topic of this name."""


class DoesNotFit(Exception):
    """The archive is larger than the embedded broker can hold."""


@dataclass(slots=True)
class Sent:
    """What became of the items so far. `faults` holds the first few, as lines for a person."""

    items: int = 0
    sent: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    future: int = 0
    bytes: int = 0
    latest: datetime | None = None
    faults: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return not self.failed and not self.refused

    def fault(self, line: str) -> None:
        """Keeps the first few."""
        if len(self.faults) < _SHOWN:
            self.faults.append(line)

    def summary(self) -> dict[str, Any]:
        """For a script to read."""
        return {
            "sent": self.sent,
            "refused": dict(sorted(self.refused.items())),
            "failed": self.failed,
            "future": self.future,
            "bytes": self.bytes,
            "faults": self.faults,
        }


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[AIOKafkaProducer]:
    """A started producer: idempotent, acknowledged by all replicas, partitioned by murmur2 of the key."""
    producer = AIOKafkaProducer(
        **broker.aiokafka_options(settings),
        client_id="sitrep-feed",
        acks="all",
        enable_idempotence=True,
        linger_ms=int(settings.linger * 1000),
        max_batch_size=256 * 1024,
        max_request_size=settings.article_bytes + _OVERHEAD,
    )
    try:
        try:
            await producer.start()
        except (KafkaError, OSError) as wrong:
            raise UnreachableError(settings.broker or "") from wrong
        yield producer
    finally:
        await broker.stop(producer.stop(), producer.client)


def is_embedded(settings: Settings) -> bool:
    """Whether the broker is the in-memory one.

    Raises `UnreachableError`, and `NoTopic` where a real broker lacks one of the topics that articles need.
    """
    broker.require(settings)
    found = topics.survey(settings)[1]
    if topics.is_embedded(found):
        return True
    for name in (name_of(ARTICLES, settings), name_of(DEAD_LETTERS, settings)):
        if name not in found.topics:
            raise NoTopic(name)
    return False


@dataclass(frozen=True, slots=True)
class Parcel:
    """A record on its way: an article, or a dead letter, which has no size that counts."""

    name: str
    topic: str
    key: bytes
    value: bytes
    headers: list[tuple[str, bytes]]
    article: bool


class Post:
    """Sends items and counts what became of them; at most `_IN_FLIGHT` await the broker at any time.

    `room` is how many bytes a partition may be given, or None where the broker is a real one.
    """

    def __init__(self, producer: AIOKafkaProducer, settings: Settings, *, room: int | None = None) -> None:
        self.sent = Sent()
        self._producer = producer
        self._settings = settings
        self._room = room
        self._given: Counter[int] = Counter()
        self._slots = asyncio.Semaphore(_IN_FLIGHT)
        self._waiting = 0
        self._heard = time.monotonic()

    async def send(self, item: Item) -> None:
        """Hands one item to the producer. Raises `DoesNotFit` where the embedded broker has no more room."""
        self.sent.items += 1
        value = encode(item) if isinstance(item, Article) else item.raw
        if isinstance(item, Article) and len(value) > self._settings.article_bytes:
            detail = f"{item.id}: {len(value)} bytes, at most {self._settings.article_bytes} are taken"
            item = Refused("too-large", detail, self.sent.items, value[:_OVERHEAD])
        if isinstance(item, Refused):
            await self._hand_over(self._dead_letter(item))
        else:
            await self._hand_over(await self._parcel(item, value))

    async def unless_stalled(self, work: Coroutine[Any, Any, T], *, patience: float = _STALLED) -> T:
        """Awaits work that sends. Raises `UnreachableError` where the broker is silent for `patience` seconds."""
        tasks = asyncio.ensure_future(work), asyncio.ensure_future(self._stall(patience))
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if not tasks[0].done():
                raise UnreachableError(self._settings.broker or "", "has stopped answering")
            return await tasks[0]
        finally:
            for task in tasks:
                task.cancel()

    async def settle(self) -> Sent:
        """Waits until the broker has answered for every item."""
        for _ in range(_IN_FLIGHT):
            await self._slots.acquire()
        for _ in range(_IN_FLIGHT):
            self._slots.release()
        return self.sent

    async def _stall(self, patience: float) -> None:
        """Returns when records have waited for the broker for so long without one answer."""
        while not self._waiting or time.monotonic() - self._heard < patience:
            await asyncio.sleep(patience / 10)

    async def _parcel(self, article: Article, value: bytes) -> Parcel:
        key, topic = article.id.encode(), name_of(ARTICLES, self._settings)
        if self._room is not None:
            self._take_room(key, len(value), len(await self._producer.partitions_for(topic)))
        self.sent.future += article.published > datetime.now(UTC) + _AHEAD
        self.sent.latest = max(article.published, self.sent.latest or article.published)
        return Parcel(article.id, topic, key, value, headers(article, "sitrep/feed"), article=True)

    def _dead_letter(self, refused: Refused) -> Parcel:
        self.sent.refused[refused.reason] += 1
        metrics.dead_letter("feed", refused.reason)
        self.sent.fault(f"line {refused.line}: {refused.reason}: {refused.detail}")
        intended, topic = (name_of(one, self._settings) for one in (ARTICLES, DEAD_LETTERS))
        letter = DeadLetter(
            reason=refused.reason,
            detail=refused.detail,
            stage="feed",
            topic=intended,
            partition=-1,
            offset=refused.line,
        )
        key = digest(refused.raw.hex()).encode()
        name = f"dead letter of line {refused.line}"
        return Parcel(name, topic, key, refused.raw, letter.headers(), article=False)

    async def _hand_over(self, parcel: Parcel) -> None:
        self._wait_for_answer()
        await self._slots.acquire()
        try:
            answer = await self._producer.send(parcel.topic, parcel.value, key=parcel.key, headers=parcel.headers)
        except BaseException as wrong:
            self._hear()
            if not isinstance(wrong, KafkaError):
                raise
            self._failed(parcel, wrong)
        else:
            answer.add_done_callback(lambda done: self._answered(done, parcel))

    def _wait_for_answer(self) -> None:
        if not self._waiting:
            self._heard = time.monotonic()
        self._waiting += 1

    def _hear(self) -> None:
        self._heard = time.monotonic()
        self._waiting -= 1
        self._slots.release()

    def _answered(self, done: "asyncio.Future[Any]", parcel: Parcel) -> None:
        self._hear()
        wrong = KafkaError("cancelled") if done.cancelled() else done.exception()
        if wrong is not None:
            self._failed(parcel, wrong)
        elif parcel.article:
            self.sent.sent += 1
            self.sent.bytes += len(parcel.value)

    def _failed(self, parcel: Parcel, wrong: BaseException) -> None:
        self.sent.failed += 1
        hint = " (raise max.message.bytes of the topic)" if isinstance(wrong, MessageSizeTooLargeError) else ""
        self.sent.fault(f"{parcel.name}: not delivered: {type(wrong).__name__}{hint}")

    def _take_room(self, key: bytes, size: int, partitions: int) -> None:
        partition = (murmur2(key) & 0x7FFFFFFF) % partitions
        self._given[partition] += size
        if self._room is not None and self._given[partition] > self._room:
            raise DoesNotFit
