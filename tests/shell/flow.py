"""Running the whole flow in tests: publish, wait until all is worked off, and read what came out."""

import itertools
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Sequence
from pathlib import Path

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition

from schemas.article import Article
from schemas.correction import Correction
from schemas.count import Count
from schemas.incident import Change
from schemas.message import decode, encode
from streams.backtest import Outcome, follow
from streams.settings import Settings
from streams.topics import ARTICLES, ATTACKS, CORRECTIONS, ENTRIES, INCIDENTS, OUTREACH, Topic, name_of
from streams.up import free_ports
from tests.shell import stub

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (ARTICLES, ATTACKS, OUTREACH, CORRECTIONS, INCIDENTS, ENTRIES)
STARTED = itertools.count()
Cells = dict[tuple[str, str], tuple[int, int, int, int]]


def publish(settings: Settings, articles: Iterable[Article]) -> None:
    """Send articles as any other client would: murmur2 of the key."""
    producer = Producer({"bootstrap.servers": settings.broker, "partitioner": "murmur2_random", "log_level": 0})
    for article in articles:
        send(producer, settings, article.id.encode(), encode(article))
    assert producer.flush(60) == 0


def send(producer: Producer, settings: Settings, key: bytes, value: bytes) -> None:
    """One record of `articles.v1`."""
    while True:
        try:
            return producer.produce(name_of(ARTICLES, settings), value, key=key)
        except BufferError:
            producer.poll(0.1)


def publish_corrections(settings: Settings, corrections: Iterable[Correction]) -> None:
    """Send corrections, as the API does."""
    producer = Producer({"bootstrap.servers": settings.broker, "partitioner": "murmur2_random", "log_level": 0})
    for one in corrections:
        producer.produce(name_of(CORRECTIONS, settings), encode(one), key=one.bucket.encode())
    assert producer.flush(60) == 0


def expected(articles: Iterable[Article], corrections: Iterable[Correction] = ()) -> Outcome:
    """What the pure pipeline makes of them."""
    return follow(articles, stub.read, corrections)


def cells(counts: Iterable[Count]) -> Cells:
    """Counts that are not empty, by series and day, without what depends on the order."""
    return {
        (one.series, str(one.day)): (one.value, one.low, one.high, one.incidents) for one in counts if one.incidents
    }


def records(settings: Settings, topic: Topic) -> list[tuple[bytes, bytes, int]]:
    """Everything on a topic: key, value, offset."""
    consumer = Consumer({"bootstrap.servers": settings.broker, "group.id": "test-reader", "log_level": 0})
    partitions = consumer.list_topics(name_of(topic, settings), timeout=10).topics[name_of(topic, settings)].partitions
    consumer.close()
    return [record for one in partitions for record in partition(settings, topic, one)]


def partition(settings: Settings, topic: Topic, number: int) -> list[tuple[bytes, bytes, int]]:
    """Everything in one partition."""
    consumer = Consumer({"bootstrap.servers": settings.broker, "group.id": "test-reader", "log_level": 0})
    place = TopicPartition(name_of(topic, settings), number)
    first, end = consumer.get_watermark_offsets(place, timeout=10)
    consumer.assign([TopicPartition(place.topic, number, first)])
    found: list[tuple[bytes, bytes, int]] = []
    position = first
    while position < end:
        message = consumer.poll(10)
        assert message is not None
        assert message.error() is None
        position = message.offset() + 1
        found.append((message.key(), message.value(), message.offset()))
    consumer.close()
    return found


def counts(settings: Settings, topic: Topic) -> Cells:
    """The last count of each series and day."""
    return cells({key: decode(Count, value) for key, value, _ in records(settings, topic)}.values())


def incidents(settings: Settings) -> set[str]:
    """The ids of the incidents that stand, by the change with the highest sequence."""
    last: dict[str, Change] = {}
    for _, value, _ in records(settings, INCIDENTS):
        change = decode(Change, value)
        held = last.get(change.incident)
        if held is None or held.sequence <= change.sequence:
            last[change.incident] = change
    return {name for name, change in last.items() if change.after}


def lag(settings: Settings) -> int:
    """Records of the flow's topics that the group has not committed."""
    reader = Consumer({"bootstrap.servers": settings.broker, "group.id": settings.consumers, "log_level": 0})
    waiting = 0
    for topic in SOURCES:
        name = name_of(topic, settings)
        partitions = [TopicPartition(name, one) for one in reader.list_topics(name, timeout=10).topics[name].partitions]
        for place in reader.committed(partitions, timeout=10):
            _, end = reader.get_watermark_offsets(place, timeout=10)
            waiting += end - max(place.offset, 0)
    reader.close()
    return waiting


def settle(settings: Settings, seconds: float = 90, kept: Sequence["Process"] = ()) -> None:
    """Wait until the group has worked off everything, twice in a row; `seconds` without any progress is a failure.

    Those of `kept` that end are started again, as whoever runs workers does: one ends when its broker stays away.
    """
    until = time.monotonic() + seconds
    quiet, before = 0, None
    while quiet < 2:
        for process in kept:
            if process.ended:
                process.start()
        waiting = lag_or_none(settings)
        until = until if waiting == before else time.monotonic() + seconds
        assert time.monotonic() < until, f"{waiting} records still wait"
        quiet, before = quiet + 1 if waiting == 0 else 0, waiting
        time.sleep(0.5)


def lag_or_none(settings: Settings) -> int | None:
    """The lag; None while the broker starts or elects."""
    try:
        return lag(settings)
    except KafkaException:
        return None


class Process:
    """A worker process with the stub reader."""

    def __init__(self, settings: Settings, name: str) -> None:
        self._settings = settings
        self._name = name
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it is not ready yet."""
        first = 20100 + os.getpid() % 10000 + next(STARTED)
        self._port = free_ports("127.0.0.1", first, 1)[0]
        changed = self._settings.model_dump(exclude_defaults=True, mode="json")
        given = {f"SITREP_{name.upper()}": str(value) for name, value in changed.items()}
        mine = {"SITREP_WORKER": self._name, "SITREP_METRICS_PORT": str(self._port)}
        command = [sys.executable, "-m", "tests.shell.worker"]
        self._process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **given, **mine})

    def ready(self, seconds: float = 60) -> None:
        """Wait until it handles records."""
        until = time.monotonic() + seconds
        while not self._is_ready():
            assert time.monotonic() < until, "the worker is not ready"
            time.sleep(0.05)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/readyz", timeout=1) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    @property
    def ended(self) -> bool:
        """Whether it runs no longer."""
        return self._process is not None and self._process.poll() is not None

    def kill(self) -> None:
        """SIGKILL."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """SIGSTOP: it stands still and knows nothing of it."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        """SIGCONT."""
        assert self._process
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> int:
        """SIGTERM; its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        assert self._process
        if self._process.poll() is None:
            self._process.send_signal(how)
        return self._process.wait(30)
