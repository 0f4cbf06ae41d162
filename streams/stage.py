"""A stage: what every step of the flow has in common, from a batch of records to acknowledged results.

The order makes a crash harmless at any point: messages first, then the table's changelog, then the offsets. Whatever
was not finished is read again, and since each step is a deterministic function and each write an upsert, again is the
same.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple, Protocol, runtime_checkable

import orjson

from schemas.dead_letter import DeadLetter, Reason
from schemas.message import ContractError, Message, encode, headers
from streams import metrics
from streams.outbox import Outgoing
from streams.tables import Ledger, Table
from streams.topics import DEAD_LETTERS, Topic, named

log = logging.getLogger("sitrep.stage")
BREATH = 0.02
PORTION = 0.1


class Record(NamedTuple):
    """A record of a topic; `at` is milliseconds since 1970, `topic` its name on the broker."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    at: int


def moment(milliseconds: int) -> datetime:
    """A record's time."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


class TooLargeError(ContractError):
    """The record is larger than an article may be."""


class Stage(Protocol):
    """A pure step with its memory. `handle` raises `ContractError` where the sender is at fault."""

    @property
    def name(self) -> str:
        """How metrics and dead letters call it."""

    @property
    def ledger(self) -> Ledger | None:
        """Its table, if it has one."""

    def handle(self, record: Record) -> Sequence[Outgoing]:
        """The messages that a record causes; writes go to the ledger."""

    def forget(self) -> None:
        """Drop whatever is derived from the table: partitions moved, or a record left it half done."""


@runtime_checkable
class Ordered(Protocol):
    """A stage that reads a second topic: it gives those records places among the first's, and keeps the places."""

    def place(self, record: Record) -> None:
        """Note the record's place in the ledger, if it has none yet."""

    def unfinished(self, partition: int) -> Sequence[Record]:
        """Records that have a place, but whose messages may not have been sent; once for each assignment."""


class Deliver(Protocol):
    """Send messages and wait for the broker."""

    def __call__(self, messages: Iterable[Outgoing]) -> Awaitable[dict[tuple[str, int], int]]:
        """The offset of the last message of each topic and partition."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a stage works: its topics' prefix, its table, how results leave. One batch at a time is `busy` here."""

    prefix: str
    table: Table | None
    deliver: Deliver
    wrote: Callable[[int, int], None]
    largest: int
    suffix: str = ""
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    def outgoing(self, topic: Topic, key: str, message: Message, record: Record, source: str) -> Outgoing:
        """A message caused by a record, with the record's time."""
        value = encode(message)
        return Outgoing(
            named(topic, self.prefix, self.suffix), key.encode(), value, record.at, headers(message, source, value)
        )


async def work(stage: Stage, desk: Desk, records: Sequence[Record]) -> None:
    """Handle a batch: messages acknowledged, then the changelog; only then may the records be acknowledged.

    A batch that takes long is handed over in portions, so that the first of a thousand does not wait for the last.
    Raises `aiokafka.errors.KafkaError` when a delivery fails; the process must then end: the batch is read again.
    """
    await finish(stage, desk, {record.partition for record in records})
    messages: list[Outgoing] = []
    began = breath = time.monotonic()
    for record in records:
        messages += step(stage, desk, record)
        now = time.monotonic()
        if now - began > PORTION:
            await hand_over(stage, desk, messages)
            messages = []
            began = breath = time.monotonic()
        elif now - breath > BREATH:
            await asyncio.sleep(0)
            breath = time.monotonic()
    await hand_over(stage, desk, messages)
    metrics.records(stage.name, (record.topic for record in records))


async def work_apart(stage: Stage, desk: Desk, record: Record) -> None:
    """Handle a record of a second topic, with all before it kept: first its place is, then its messages are sent."""
    await finish(stage, desk, [record.partition])
    if isinstance(stage, Ordered):
        stage.place(record)
        await remember(stage, desk)
    await hand_over(stage, desk, step(stage, desk, record))
    metrics.records(stage.name, [record.topic])


async def finish(stage: Stage, desk: Desk, partitions: Iterable[int]) -> None:
    """What an earlier owner of these partitions gave a place and may not have sent is sent now."""
    if isinstance(stage, Ordered):
        for record in [record for partition in partitions for record in stage.unfinished(partition)]:
            await hand_over(stage, desk, step(stage, desk, record))


async def hand_over(stage: Stage, desk: Desk, messages: Sequence[Outgoing]) -> None:
    """Messages first, then what the table has to remember."""
    await desk.deliver(messages)
    await remember(stage, desk)
    metrics.emitted(stage.name, (message.topic for message in messages))


def step(stage: Stage, desk: Desk, record: Record) -> Sequence[Outgoing]:
    """What one record causes, or its dead letter."""
    started = time.perf_counter()
    try:
        caused = stage.handle(record)
    except ContractError as wrong:
        caused = [dead_letter(stage.name, desk, record, reason_of(wrong, record.value), str(wrong))]
    except Exception as bug:
        log.exception("%s cannot handle %s/%d@%d", stage.name, record.topic, record.partition, record.offset)
        stage.forget()
        caused = [dead_letter(stage.name, desk, record, "bug", f"{type(bug).__name__}: {bug}")]
    metrics.handled(stage.name, time.perf_counter() - started)
    return caused


async def remember(stage: Stage, desk: Desk) -> None:
    """Write the batch's table changes to the changelog, wait, and keep them."""
    if stage.ledger is None or desk.table is None or not stage.ledger.pending:
        return
    topic = named(desk.table.changelog, desk.prefix, desk.suffix)
    now = int(time.time() * 1000)
    offsets = await desk.deliver(
        Outgoing(topic, key, value, now, partition=partition)
        for (partition, key), value in stage.ledger.pending.items()
    )
    stage.ledger.settle()
    for (_, partition), offset in offsets.items():
        desk.wrote(partition, offset)


def dead_letter(stage: str, desk: Desk, record: Record, reason: Reason, detail: str) -> Outgoing:
    """The original bytes with the reason and origin in headers; bytes beyond the largest message are cut."""
    letter = DeadLetter(
        reason=reason,
        detail=" ".join(detail.split())[:500],
        stage=stage,
        topic=record.topic.removeprefix(desk.prefix),
        partition=record.partition,
        offset=record.offset,
    )
    metrics.dead_letter(stage, reason)
    value = (record.value or b"")[: desk.largest]
    return Outgoing(desk.prefix + DEAD_LETTERS.name, record.key or b"", value, record.at, letter.headers())


def reason_of(wrong: ContractError, value: bytes | None) -> Reason:
    """Why the sender's bytes were refused."""
    if isinstance(wrong, TooLargeError):
        return "too-large"
    try:
        orjson.loads((value or b"").decode("utf-8"))
    except UnicodeDecodeError:
        return "not-utf8"
    except orjson.JSONDecodeError:
        return "not-json"
    return "contract"
