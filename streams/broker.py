"""Brokers: how clients reach one, whether one answers, and the embedded one that `sitrep up` starts by itself."""

import asyncio
import socket
import ssl
import time
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TopicPartition

from streams.settings import Settings

# librdkafka's in-memory cluster drops the oldest record sets of a partition beyond this.
EMBEDDED_BYTES = 5_000_000
# It answers a fetch that found nothing only when its time is up, whatever arrives meanwhile; Kafka answers at once.
EMBEDDED_FETCH_WAIT = 0.01
EMBEDDED_NOTICE = (
    "The embedded broker forgets everything when it stops and keeps only the newest 5 MB of each partition; "
    "for real use name a Kafka with --broker, or start one with `make kafka`."
)
QUIET: dict[str, Any] = {"log_level": 0}
STOPPING = 5.0
LEADERLESS = (KafkaError.NOT_LEADER_FOR_PARTITION, KafkaError.LEADER_NOT_AVAILABLE, KafkaError.UNKNOWN_TOPIC_OR_PART)


class UnreachableError(ConnectionError):
    """No broker answers at the address; the text is one line that says what to do. The exit code is 3."""

    def __init__(self, address: str, why: str = "does not answer") -> None:
        line = f"The Kafka broker {address} {why}; give another" if address else "No Kafka broker is given; name one"
        super().__init__(f"{line} with --broker or SITREP_BROKER, or start one with `make kafka`.")


@dataclass(frozen=True, slots=True)
class Embedded:
    """An in-memory Kafka of this process; `address` is host:port on 127.0.0.1."""

    address: str


@contextmanager
def embedded() -> Iterator[Embedded]:
    """Run librdkafka's in-memory cluster: the real protocol on a real socket, nothing kept, four partitions a topic.

    It lives as long as the client object that carries it. Creating topics, compaction and durability are missing.
    """
    carrier = Producer({"test.mock.num.brokers": 1, **QUIET})
    broker = next(iter(carrier.list_topics(timeout=10).brokers.values()))
    yield Embedded(f"{broker.host}:{broker.port}")
    del carrier


def client_options(settings: Settings) -> dict[str, Any]:
    """Options of confluent-kafka's clients; murmur2, because its own default hashes keys otherwise than Java does."""
    options: dict[str, Any] = {"bootstrap.servers": ",".join(settings.brokers), **QUIET}
    if settings.broker_tls:
        options["security.protocol"] = "SASL_SSL" if settings.broker_user else "SSL"
        if settings.broker_ca:
            options["ssl.ca.location"] = str(settings.broker_ca)
    if settings.broker_user:
        options |= {"sasl.mechanism": "SCRAM-SHA-512", "sasl.username": settings.broker_user}
        options |= {"sasl.password": settings.broker_password or ""}
        options.setdefault("security.protocol", "SASL_PLAINTEXT")
    return options


def aiokafka_options(settings: Settings) -> dict[str, Any]:
    """Options of aiokafka's clients, for whoever reads or writes topics outside a worker."""
    options: dict[str, Any] = {"bootstrap_servers": settings.brokers}
    protocol = ("SASL_" if settings.broker_user else "") + ("SSL" if settings.broker_tls else "PLAINTEXT")
    options["security_protocol"] = protocol
    if settings.broker_tls:
        options["ssl_context"] = tls_context(settings)
    if settings.broker_user:
        options |= {"sasl_mechanism": "SCRAM-SHA-512", "sasl_plain_username": settings.broker_user}
        options["sasl_plain_password"] = settings.broker_password or ""
    return options


def span(consumer: Consumer, at: TopicPartition, patience: float) -> tuple[int, int]:
    """Where a partition begins and ends. One just made has no leader for a moment, which is waited for. Raises
    `KafkaException`.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            found: Any = consumer.get_watermark_offsets(at, timeout=patience)
            return found[0], found[1]
        except KafkaException as failed:
            if failed.args[0].code() not in LEADERLESS or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


async def stop(stopping: Awaitable[None], client: Any) -> None:
    """Stop an aiokafka producer, consumer or admin, and the `client` under it, each within seconds.

    With the broker gone a stop may hang, fail, or be cancelled from within before it comes to the client's connections.
    """
    await _in_time(stopping)
    await _in_time(client.close())


async def _in_time(ending: Awaitable[None]) -> None:
    task = asyncio.ensure_future(ending)
    await asyncio.wait({task}, timeout=STOPPING)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def tls_context(settings: Settings) -> ssl.SSLContext:
    """What the broker's certificate is checked against."""
    return ssl.create_default_context(cafile=str(settings.broker_ca) if settings.broker_ca else None)


def reachable(address: str, timeout: float = 3.0) -> bool:
    """Whether something accepts connections at one of the addresses (`host:port`, comma-separated)."""
    return any(accepts(one.strip(), timeout) for one in address.split(","))


def accepts(address: str, timeout: float) -> bool:
    """Whether a TCP connection succeeds."""
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout):
            return True
    except (OSError, ValueError, OverflowError):
        return False


def require(settings: Settings, timeout: float = 5.0) -> None:
    """Raise `UnreachableError` unless a Kafka broker answers."""
    address = settings.broker or ""
    if not address or not reachable(address, timeout):
        raise UnreachableError(address)
    try:
        Producer(client_options(settings)).list_topics(timeout=timeout)
    except KafkaException as failed:
        raise UnreachableError(address) from failed
