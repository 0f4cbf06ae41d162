"""Dead letters: read them, and put them back after a fix. Nothing is removed; a letter put back twice does no harm."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition

from streams.broker import UnreachableError, client_options, span
from streams.settings import Settings
from streams.topics import DEAD_LETTERS, OVERHEAD, name_of


@dataclass(frozen=True, slots=True)
class Letter:
    """One dead letter; `place` is where it lies (partition:offset), `origin` where the record stood."""

    place: str
    reason: str
    stage: str
    detail: str
    topic: str
    origin: str
    at: int
    key: bytes
    value: bytes

    def row(self) -> dict[str, Any]:
        """Everything but the bytes, for a script."""
        names = ("place", "reason", "stage", "detail", "topic", "origin", "at")
        return {name: getattr(self, name) for name in names} | {"bytes": len(self.value)}


def letters(settings: Settings) -> Iterator[Letter]:
    """All dead letters there now, by partition and offset. Raises `UnreachableError`."""
    topic = name_of(DEAD_LETTERS, settings)
    options = {"group.id": f"{settings.group}-letters", "enable.auto.commit": False, "enable.partition.eof": False}
    consumer = Consumer({**client_options(settings), **options})
    try:
        found = consumer.list_topics(topic, timeout=10).topics[topic]
        for partition in sorted(found.partitions):
            yield from read(consumer, topic, partition, settings.broker or "")
    except KafkaException as failed:
        raise UnreachableError(settings.broker or "") from failed
    finally:
        consumer.close()


def read(consumer: Consumer, topic: str, partition: int, broker: str) -> Iterator[Letter]:
    """One partition up to its present end. Raises `UnreachableError` where that does not come."""
    first, end = span(consumer, TopicPartition(topic, partition), 10)
    if first >= end:
        return
    consumer.assign([TopicPartition(topic, partition, first)])
    while True:
        message: Any = consumer.poll(5.0)
        if message is None:
            raise UnreachableError(broker, "has stopped answering")
        if message.error() is None:
            yield letter_of(message)
            if message.offset() >= end - 1:
                return


def letter_of(message: Any) -> Letter:
    """A letter from its record."""
    said = {name: (value or b"").decode("utf-8", "replace") for name, value in message.headers() or ()}
    return Letter(
        place=f"{message.partition()}:{message.offset()}",
        reason=said.get("dlq_reason", "?"),
        stage=said.get("dlq_stage", "?"),
        detail=said.get("dlq_detail", ""),
        topic=said.get("dlq_topic", ""),
        origin=f"{said.get('dlq_partition', '?')}:{said.get('dlq_offset', '?')}",
        at=message.timestamp()[1],
        key=message.key() or b"",
        value=message.value() or b"",
    )


def whole(found: list[Letter]) -> list[Letter]:
    """Those that can be put back, each content once: what was too large is not kept to its end."""
    return list({(one.topic, one.key, one.value): one for one in found if one.reason != "too-large"}.values())


def replay(settings: Settings, chosen: list[Letter]) -> int:
    """Send the original bytes to where they came from; how many were acknowledged."""
    acknowledged = 0

    def landed(error: Any, _: Any) -> None:
        nonlocal acknowledged
        acknowledged += error is None

    large = {"message.max.bytes": settings.article_bytes + OVERHEAD}
    producer = Producer(
        {**client_options(settings), "partitioner": "murmur2_random", "enable.idempotence": True, **large}
    )
    for letter in chosen:
        record = {"key": letter.key or None, "timestamp": letter.at, "on_delivery": landed}
        with suppress(KafkaException):  # Not acknowledged: no such topic, or more than the broker takes.
            hand_over(producer, settings.topic_prefix + letter.topic, letter.value, record)
    producer.flush(30)
    return acknowledged


def hand_over(producer: Producer, topic: str, value: bytes, record: dict[str, Any]) -> None:
    """Give a record to the producer; wait while it has as many as it holds."""
    while True:
        try:
            producer.produce(topic, value, **record)
            producer.poll(0)
            return
        except BufferError:
            producer.poll(0.1)
