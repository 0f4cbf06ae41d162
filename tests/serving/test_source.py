"""The source reads a real broker's topics: it catches up, follows, skips what cannot be read, survives its absence."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer
from confluent_kafka import Producer

from schemas.event import Event
from schemas.message import encode
from streams import topics
from streams.broker import client_options, embedded
from streams.counts.tally import Tally, enter, entries
from streams.incidents.history import Bucket
from streams.serving.model.audit import faults
from streams.serving.model.memory import Effect
from streams.serving.model.question import Question, Range, question_of
from streams.serving.model.view import View
from streams.serving.snapshot import Snapshot
from streams.serving.source import Source
from streams.serving.streams.hub import Hub
from streams.serving.web.accept import Door
from streams.settings import Settings
from tests.builders import ERBIL, KATAIB, TANF, an_article, an_event, on


@dataclass
class Desk:
    """Writes what the stages would write."""

    settings: Settings
    bucket: Bucket = field(default_factory=Bucket)
    tallies: dict[tuple[str, object], Tally] = field(default_factory=dict)
    sequence: int = 0

    def __post_init__(self) -> None:
        self.producer = Producer(client_options(self.settings))

    def write(self, *events: Event) -> None:
        for event in events:
            self.send(topics.ATTACKS, event.bucket, encode(event))
            for change in self.bucket.put(event, sequence=self.sequence, at=event.origin.published):
                self.send(topics.INCIDENTS, change.bucket, encode(change))
                for entry in entries(change):
                    count = enter(self.tallies.setdefault((entry.series, entry.day), {}), entry)
                    if count:
                        self.send(topics.COUNTS, f"{count.series} {count.day}", encode(count))
            self.sequence += 1
        self.producer.flush(10)

    def send(self, topic: topics.Topic, key: str, value: bytes) -> None:
        self.producer.produce(topics.name_of(topic, self.settings), value, key=key)


@pytest.fixture
def settings() -> Iterator[Settings]:
    with embedded() as broker:
        yield Settings(broker=broker.address, topic_prefix="test.")


@asynccontextmanager
async def reading(
    settings: Settings, view: View | None = None, snapshot: Snapshot | None = None
) -> AsyncIterator[tuple[Source, View]]:
    view = view or View()
    source = Source(settings, view, Hub(view), snapshot)
    task = asyncio.create_task(source.run())
    try:
        yield source, view
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(true: Callable[[], bool], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to pass"
        await asyncio.sleep(0.02)


NEWS = (
    an_event("Drones hit the Erbil base.", place=ERBIL, actors=(KATAIB,)),
    an_event("Erbil base struck.", place=ERBIL, source="Harbour Wire"),
    an_event("Rockets fell near al-Tanf.", place=TANF, day=on("2023-10-20")),
)


async def test_it_catches_up_and_follows(settings: Settings) -> None:
    desk = Desk(settings)
    desk.write(*NEWS[:2])
    async with reading(settings) as (source, view):
        assert source.waits_for == "the broker and its topics"
        await until(lambda: source.ready)
        assert view.totals(Question(target="us-forces")).sum(Range()).best == 1
        desk.write(NEWS[2])
        await until(lambda: view.totals(Question()).sum(Range()).best == 2)
        assert source.staleness < 5
        assert view.watermark == NEWS[0].origin.published


async def test_a_client_that_cannot_stop_leaves_no_connection(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Any] = []

    class Hurt(AIOKafkaConsumer):  # type: ignore[misc]  # aiokafka has no types
        async def start(self) -> None:
            started.append(self)
            await super().start()

        async def stop(self) -> None:
            self._closed = True
            self._fetcher._fetch_task.cancel()
            raise asyncio.CancelledError

    monkeypatch.setattr("streams.serving.source.AIOKafkaConsumer", Hurt)
    async with reading(settings) as (source, _):
        await until(lambda: source.ready)
        connections = list(started[0]._client._conns.values())
        assert any(one.connected() for one in connections)
    assert not any(one.connected() for one in connections)


class Counting(View):
    """A view that counts the records it is given."""

    read = 0

    def apply(self, *record: Any) -> Effect | None:
        self.read += 1
        return super().apply(*record)


async def test_with_a_snapshot_only_what_came_after_is_read(settings: Settings, tmp_path: Path) -> None:
    desk, path = Desk(settings), tmp_path / "view.snapshot"
    desk.write(*NEWS[:2])
    async with reading(settings) as (source, view):
        await until(lambda: source.ready)
        await Snapshot(path, 1).save(view)
    desk.write(NEWS[2])
    async with reading(settings) as (source, whole):
        await until(lambda: source.ready)
    async with reading(settings, Counting(), Snapshot(path, 1)) as (source, view):
        await until(lambda: source.ready)
        assert isinstance(view, Counting)
        assert 0 < view.read < sum(whole.position.offsets.values()) - sum(whole.position.offsets.values()) // 2
        assert view.position == whole.position
        assert view.counts == whole.counts
        assert [held.whole for held in view.shelf] == [held.whole for held in whole.shelf]


async def test_counts_on_the_topic_are_the_counts_served(settings: Settings) -> None:
    """Whoever folds `counts.v1` has the numbers that are served from incidents; the audit says the same."""
    Desk(settings).write(*NEWS)
    async with reading(settings) as (source, view):
        await until(lambda: source.ready)
        assert len(view.counts) > 10
        for series, days in view.counts.items():
            total = view.totals(question_of(series)).sum(Range())
            rows = days.values()
            assert (total.low, total.best, total.high) == tuple(
                sum(getattr(row, name) for row in rows) for name in ("low", "best", "high")
            )
        assert await faults(view) == {}
        series, day = next((series, day) for series, days in view.counts.items() for day in days)
        view.counts[series][day] = view.counts[series][day]._replace(best=99)
        assert list(await faults(view)) == [(series, day)]


async def test_what_cannot_be_read_is_passed_over(settings: Settings) -> None:
    desk = Desk(settings)
    for value in (b"nope", b"{}", b'{"id": 1}'):
        desk.send(topics.INCIDENTS, NEWS[0].bucket, value)
    desk.write(NEWS[0])
    async with reading(settings) as (source, view):
        await until(lambda: source.ready)
        assert len(view.shelf) == 1


async def test_it_is_no_less_available_without_a_broker(settings: Settings) -> None:
    nowhere = settings.model_copy(update={"broker": "127.0.0.1:1"})
    async with reading(nowhere) as (source, _):
        await asyncio.sleep(0.3)
        assert (source.ready, source.alive) == (False, True)
        assert source.waits_for == "the broker and its topics"


async def test_articles_reach_their_topic(settings: Settings) -> None:
    door = Door(settings)
    first, second = an_article("One."), an_article("Two.")
    stands = await door.accept([first, second, first])
    await door.close()
    assert stands[0].partition == stands[2].partition
    assert stands[2].offset > stands[0].offset
