"""Generations: all that is derived, made again beside what is in use; a topic of ours says which of them is followed.

A generation's topics, changelogs, consumer group and tables end with its name; sources and dead letters are shared. One
that was made with words of an operator's keeps those words with it, so that every worker reads with the same.
"""

import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import orjson
from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from pydantic import TypeAdapter

from streams.broker import UnreachableError, client_options, span
from streams.settings import FIRST, Settings
from streams.topics import GENERATIONS, name_of

LIVE = b"live"
LOOK = 5.0
PATIENCE = 10.0
MOST_WORDS = 800_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation. `words` are its own files of words, by their paths; with none a worker's settings name them."""

    name: str
    made: str
    words: dict[str, str]


@dataclass(slots=True)
class Known:
    """The generations that there are beside the first, the name of the one that is followed, and the keys of records
    that cannot be read.
    """

    live: str = FIRST
    made: dict[str, Generation] = field(default_factory=dict)
    unread: list[bytes] = field(default_factory=list)


def known(settings: Settings) -> Known:
    """What the topic says now. Raises `UnreachableError`."""
    found = Known()
    for key, value in whole(settings, name_of(GENERATIONS, settings)):
        try:
            note(found, key, value)
        except ValueError:
            found.unread.append(key)
    return found


def note(found: Known, key: bytes, value: bytes | None) -> None:
    """Take in one record. Raises `ValueError` where it cannot be read; what a later version added is passed over."""
    if key == LIVE:
        found.live = TypeAdapter(str).validate_json(value or b"")
    elif value:
        found.made[key.decode()] = TypeAdapter(Generation).validate_json(value)
    else:
        found.made.pop(key.decode(), None)


def whole(settings: Settings, topic: str) -> Iterator[tuple[bytes, bytes | None]]:
    """Keys and values of all records that a topic has now, partition by partition. Raises `UnreachableError`."""
    consumer = Consumer({**client_options(settings), "group.id": f"{settings.group}-look", "enable.auto.commit": False})
    try:
        for number in consumer.list_topics(topic, timeout=PATIENCE).topics[topic].partitions:
            yield from part(consumer, TopicPartition(topic, number))
    except KafkaException as failed:
        raise UnreachableError(settings.broker or "") from failed
    finally:
        consumer.close()


def part(consumer: Consumer, at: TopicPartition) -> Iterator[tuple[bytes, bytes | None]]:
    """One partition up to its present end. Raises `TimeoutError` where the broker falls silent."""
    position, end = span(consumer, at, PATIENCE)
    consumer.assign([TopicPartition(at.topic, at.partition, position)])
    while position < end:
        message: Any = consumer.poll(PATIENCE)
        if message is None:
            raise TimeoutError(f"{at.topic} {at.partition}: nothing after {position} of {end}")
        if message.error() is None:
            position = message.offset() + 1
            yield message.key() or b"", message.value()


def record(settings: Settings, made: Generation) -> None:
    """Note a generation, so that it is known wherever the broker is."""
    tell(settings, made.name.encode(), orjson.dumps(asdict(made)))


def switch(settings: Settings, name: str) -> None:
    """Have workers and servers follow a generation."""
    tell(settings, LIVE, orjson.dumps(name))


def forget(settings: Settings, name: str) -> None:
    """A generation is no more."""
    tell(settings, name.encode(), None)


def tell(settings: Settings, key: bytes, value: bytes | None) -> None:
    """Write one record and wait for the broker. Raises `UnreachableError`."""
    producer = Producer({**client_options(settings), "partitioner": "murmur2_random", "acks": "all"})
    producer.produce(name_of(GENERATIONS, settings), value, key=key)
    if producer.flush(PATIENCE):
        raise UnreachableError(settings.broker or "")


def words_in(folder: Path) -> dict[str, str]:
    """The files of a folder of words, by their paths. Raises `ValueError` where that is too much for a record."""
    files = {str(path.relative_to(folder)): path.read_text("utf-8") for path in sorted(folder.rglob("*.toml"))}
    if sum(len(text.encode()) for text in files.values()) > MOST_WORDS:
        raise ValueError(f"{folder}: more than {MOST_WORDS:,} bytes of words")
    return files


def laid_out(settings: Settings, made: Generation) -> Settings:
    """Settings of a generation; its words, if it has any, lie in a folder of this machine."""
    chosen = settings.model_copy(update={"generation": made.name})
    if not made.words:
        return chosen
    folder = settings.data / "words" / made.name
    for name, text in made.words.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"{name} lies outside of the folder of words")
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(text, "utf-8")
        fresh.replace(path)
    return chosen.model_copy(update={"words": folder})


class Following:
    """The settings of the generation that is followed; where another becomes it, the process begins anew.

    `SITREP_GENERATION` binds a process to one, and then nothing is followed.
    """

    def __init__(self, settings: Settings) -> None:
        self._given = settings
        self._moved = False
        self.settings = settings if settings.generation else self._now()

    def _now(self) -> Settings:
        found = known(self._given)
        if found.unread:
            log.warning("%s: records that cannot be read are passed over: %r", GENERATIONS.name, found.unread)
        return laid_out(self._given, found.made.get(found.live, Generation(found.live, "", {})))

    def watch(self) -> None:
        """Look now and then, on a thread of its own; for the main thread, which alone may handle signals."""
        if not self._given.generation:
            signal.signal(signal.SIGTERM, self._signalled)
            threading.Thread(target=self._look, daemon=True).start()

    def again(self) -> None:
        """Begin anew in the same process, if that is why it ended."""
        if self._moved:
            os.execv(sys.executable, [sys.executable, "-m", "streams.cli", *sys.argv[1:]])

    def _look(self) -> None:
        while True:
            time.sleep(LOOK)
            with contextlib.suppress(UnreachableError, TimeoutError):
                self._moved = self._moved or known(self._given).live != self.settings.generation
            if self._moved:
                # Again and again, should the process have just begun and not heed signals yet.
                os.kill(os.getpid(), signal.SIGTERM)

    def _signalled(self, number: int, _: FrameType | None) -> None:
        """A server sends itself the signal that ended it once more, which must not end us before `again`."""
        if not self._moved:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
