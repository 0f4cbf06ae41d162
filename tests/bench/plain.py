"""The pure functions of the stages as plain steps, with their state in dicts: what a bare loop would call."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from schemas.article import Article
from schemas.claim import Claim
from schemas.count import Entry
from schemas.event import Event
from schemas.incident import Change
from schemas.message import Message, decode, encode, headers
from streams.analysis.revision import Finding, Held, plausible, supersede
from streams.counts.tally import Tally, enter, entries
from streams.incidents.history import Bucket
from streams.topics import CLAIMS, COUNTS, ENTRIES, EVENTS, INCIDENTS, Topic


@dataclass(frozen=True, slots=True)
class Given:
    """A record; `at` is milliseconds since 1970."""

    partition: int
    offset: int
    value: bytes
    at: int


@dataclass(frozen=True, slots=True)
class Made:
    """A message that a record causes."""

    topic: str
    key: bytes
    value: bytes
    headers: list[tuple[str, bytes]]


Step = Callable[[Given], list[Made]]


def bytes_of(message: Message) -> bytes:
    """A message's bytes."""
    return encode(message)


def made(topic: Topic, key: str, message: Message, source: str) -> Made:
    """A message as every stage makes it."""
    value = encode(message)
    return Made(topic.name, key.encode(), value, headers(message, source, value))


def moment(milliseconds: int) -> datetime:
    """A record's time."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def coding(read: Callable[[Article], list[Finding]]) -> Step:
    """Articles to events and claims."""
    held: dict[str, Held] = {}

    def step(given: Given) -> list[Made]:
        article = plausible(decode(Article, given.value), moment(given.at))
        held[article.id], changed = supersede(held.get(article.id), article, read(article))
        return [
            made(CLAIMS if isinstance(one, Claim) else EVENTS[one.kind], one.bucket, one, "sitrep/code")
            for one in changed
        ]

    return step


def fusing() -> Step:
    """Events to changes of incidents."""
    buckets: dict[str, Bucket] = {}

    def step(given: Given) -> list[Made]:
        event = decode(Event, given.value)
        bucket = buckets.setdefault(event.bucket, Bucket())
        changes = bucket.put(event, sequence=given.offset, at=moment(given.at))
        return [made(INCIDENTS, change.bucket, change, "sitrep/fuse") for change in changes]

    return step


def entering() -> Step:
    """Changes to entries of series."""

    def step(given: Given) -> list[Made]:
        return [made(ENTRIES, one.series, one, "sitrep/tally") for one in entries(decode(Change, given.value))]

    return step


def tallying() -> Step:
    """Entries to counts."""
    days: dict[str, Tally] = {}

    def counted(given: Given) -> Iterator[Made]:
        entry = decode(Entry, given.value)
        name = f"{entry.series}|{entry.day}"
        if count := enter(days.setdefault(name, {}), entry):
            yield made(COUNTS, name, count, "sitrep/tally")

    return lambda given: list(counted(given))
