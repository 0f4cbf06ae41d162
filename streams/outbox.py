"""The outbox: sends messages in whole batches and comes back when the broker has acknowledged every one of them.

Faust's own way sends one message at a time through a buffer whose flush returns early; see FAUST.md, 10 b.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from aiokafka import AIOKafkaProducer
from aiokafka.partitioner import murmur2
from aiokafka.protocol.produce import ProduceRequest

from streams.broker import aiokafka_options
from streams.settings import Settings
from streams.topics import OVERHEAD

Header = tuple[str, bytes]
BATCH_BYTES = 512 * 1024


class Outgoing(NamedTuple):
    """A message to send; `at` is milliseconds since 1970. Without a `partition` the key decides."""

    topic: str
    key: bytes
    value: bytes | None
    at: int
    headers: Sequence[Header] = ()
    partition: int | None = None


@lru_cache(maxsize=65536)
def hash_of(key: bytes) -> int:
    """Kafka's own hash of a key: murmur2 without its sign, as in every Java client."""
    return int(murmur2(key)) & 0x7FFFFFFF


def partition_of(key: bytes, partitions: int) -> int:
    """The partition of a key."""
    return hash_of(key) % partitions


class Outbox:
    """A producer that waits: acks from all replicas, no message twice on a retry. `hold` comes before each request."""

    def __init__(self, settings: Settings, hold: Callable[[], Awaitable[None]]) -> None:
        self._settings = settings
        self._hold = hold
        self._producer: Any = None
        self._partitions: dict[str, int] = {}

    async def start(self) -> None:
        """Connect. Raises `aiokafka.errors.KafkaConnectionError`."""
        self._producer = AIOKafkaProducer(
            **aiokafka_options(self._settings),
            client_id=f"sitrep-{self._settings.worker}",
            acks="all",
            enable_idempotence=True,
            max_batch_size=BATCH_BYTES,
            max_request_size=self._settings.article_bytes + OVERHEAD,
        )
        await self._producer.start()
        self._guard(self._producer.client)

    def _guard(self, client: Any) -> None:
        """Hold the lease at the last moment: between here and the socket nothing waits, so nothing grows stale."""
        send = client.send

        async def held(node: int, request: Any, **options: Any) -> Any:
            if isinstance(request, ProduceRequest):
                await client.ready(node)
                await self._hold()
            return await send(node, request, **options)

        client.send = held

    async def stop(self) -> None:
        """Disconnect."""
        if self._producer is not None:
            await self._producer.stop()

    async def deliver(self, messages: Iterable[Outgoing]) -> dict[tuple[str, int], int]:
        """Send all, in order within each partition, and wait; the offset of the last message of each partition.

        Raises `aiokafka.errors.KafkaError` when the broker did not take one of them.
        """
        sent: list[tuple[tuple[str, int], int, asyncio.Future[Any]]] = []
        for where, builders in (await self._packed(messages)).items():
            for builder in builders:
                count = builder.record_count()
                future = await self._producer.send_batch(builder, where[0], partition=where[1])
                sent.append((where, count, future))
        answers = await asyncio.gather(*(future for _, _, future in sent))
        return {where: answer.offset + count - 1 for (where, count, _), answer in zip(sent, answers, strict=True)}

    async def _packed(self, messages: Iterable[Outgoing]) -> dict[tuple[str, int], list[Any]]:
        packed: dict[tuple[str, int], list[Any]] = {}
        for message in messages:
            partition = message.partition
            if partition is None:
                partition = partition_of(message.key, await self._count(message.topic))
            builders = packed.setdefault((message.topic, partition), [])
            if not builders or not self._append(builders[-1], message):
                builders.append(self._producer.create_batch())
                self._append(builders[-1], message)
        return packed

    def _append(self, builder: Any, message: Outgoing) -> bool:
        took = builder.append(timestamp=message.at, key=message.key, value=message.value, headers=[*message.headers])
        return took is not None

    async def _count(self, topic: str) -> int:
        count = self._partitions.get(topic)
        if count is None:
            count = self._partitions[topic] = len(await self._producer.partitions_for(topic))
        return count
