"""Each guard against a fault of Faust, beside what happens without it."""

import asyncio
from collections import defaultdict
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from faust.transport.drivers import aiokafka as aiokafka_driver
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread
from faust.transport.producer import ProducerBuffer
from faust.types import TP

from streams import guards
from streams.app import faust_app
from streams.guards import CountingBuffer, LeasedThread, QuickConsumer, SafeApp, know_topics_first
from streams.settings import Settings
from streams.tables import MemoryShelf

SOURCE = TP("articles.v1", 0)


class Channel:
    """Takes messages at once and delivers them when told."""

    def __init__(self) -> None:
        self.flying: list[asyncio.Future[None]] = []

    async def publish_message(self, _: Any, wait: bool) -> "asyncio.Future[None]":
        self.flying.append(asyncio.get_running_loop().create_future())
        return self.flying[-1]


async def size_in_flight(kind: type[ProducerBuffer]) -> tuple[int, int]:
    """What the buffer says is left while a message is on its way, and after."""
    buffer, channel = kind(), Channel()
    buffer.app = SimpleNamespace(conf=SimpleNamespace(producer_threaded=False))
    await buffer._send_pending(SimpleNamespace(message=SimpleNamespace(channel=channel)))
    before = buffer.size
    channel.flying[0].set_result(None)
    await asyncio.sleep(0)
    return before, buffer.size


async def test_a_flush_waits_for_what_is_on_its_way() -> None:
    assert await size_in_flight(CountingBuffer) == (1, 0)


async def test_without_the_guard_it_does_not() -> None:
    assert await size_in_flight(ProducerBuffer) == (0, 0)


LOG = "tables.held.v1"


def a_shelf() -> MemoryShelf:
    """A table in memory with something in partitions 0 and 1."""
    topic = SimpleNamespace(get_topic_name=lambda: LOG)
    shelf = MemoryShelf("memory://", SimpleNamespace(), SimpleNamespace(name="held", changelog_topic=topic))
    for partition in (0, 1):
        shelf.keep(partition, b"bucket\x1fevent", b"value")
        shelf.set_persisted_offset(TP(LOG, partition), 7)
    return shelf


async def test_a_partition_that_left_is_forgotten() -> None:
    shelf = a_shelf()
    await shelf.on_rebalance({TP(LOG, 1)}, {TP(LOG, 0)}, set(), 2)
    assert shelf.fetch(0, b"bucket\x1fevent") is None
    assert list(shelf.under(0, b"bucket\x1f")) == []
    assert shelf.persisted_offset(TP(LOG, 0)) is None
    assert shelf.fetch(1, b"bucket\x1fevent") == b"value"
    assert shelf.persisted_offset(TP(LOG, 1)) == 7


@pytest.mark.parametrize("assigned", [set(), {TP("elsewhere", 0), TP("elsewhere", 1)}])
async def test_only_its_own_changelog_counts(assigned: set[TP]) -> None:
    shelf = a_shelf()
    await shelf.on_rebalance(assigned, set(), set())
    assert shelf.fetch(1, b"bucket\x1fevent") is None


async def fetched(kind: type[AIOKafkaConsumerThread], partitions: set[TP]) -> dict[TP, list[int]]:
    """What a fetch brings whose partitions were paused before it got its turn; like aiokafka, for none all."""
    waiting = {TP(LOG, 0): [0, 1], SOURCE: [7]}

    async def records(wanted: Any, **_: Any) -> dict[TP, list[int]]:
        return {tp: found for tp, found in waiting.items() if not wanted or tp in wanted}

    subscriptions = SimpleNamespace(fetch_context=nullcontext)
    fetcher = SimpleNamespace(fetched_records=records, _closed=False, _subscriptions=subscriptions)
    thread: Any = kind.__new__(kind)
    thread.consumer = SimpleNamespace(flow_active=True)
    found: dict[TP, list[int]] = await thread._fetch_records(
        SimpleNamespace(_fetcher=fetcher, _closed=False), partitions
    )
    return found


async def test_a_fetch_for_no_partitions_takes_none() -> None:
    assert await fetched(LeasedThread, set()) == {}
    assert await fetched(LeasedThread, {SOURCE}) == {SOURCE: [7]}


async def test_without_the_guard_it_takes_of_all() -> None:
    assert await fetched(AIOKafkaConsumerThread, set()) == {TP(LOG, 0): [0, 1], SOURCE: [7]}


def a_consumer(kind: Any = QuickConsumer) -> Any:
    """A consumer without a broker, its flow open."""
    consumer = kind.__new__(kind)
    consumer.flow_active = True
    consumer.can_resume_flow, consumer.suspend_flow = asyncio.Event(), asyncio.Event()
    consumer._resting = asyncio.Event()
    consumer._resting.set()
    consumer._active_partitions, consumer._paused_partitions, consumer._buffered_partitions = {SOURCE}, set(), set()
    consumer._read_offset, consumer._committed_offset = defaultdict(lambda: None), defaultdict(lambda: None)
    return consumer


async def test_standing_still_waits_for_the_fetch_that_is_on_its_way() -> None:
    consumer, arrived = a_consumer(), asyncio.Event()
    consumer._drain_once = arrived.wait
    reading = asyncio.create_task(consumer._drain_when_flowing())
    await asyncio.sleep(0)
    still = asyncio.create_task(consumer.stand_still())
    await asyncio.sleep(0.01)
    assert not consumer.flow_active
    assert not still.done()
    arrived.set()
    await asyncio.wait_for(still, 1)
    await reading


async def handed_over(kind: Any = QuickConsumer) -> list[int]:
    """What comes into the queues of ten records of a changelog when the flow is stopped, and they cleared, at five."""
    consumer, queue = a_consumer(kind), list[int]()
    consumer._stopped, consumer._crashed, consumer.loop = asyncio.Event(), asyncio.Event(), None

    async def arrived(timeout: float) -> Any:
        for offset in range(10):
            if offset == 5:
                queue.clear()
                consumer.stop_flow()
            yield TP(LOG, 0), SimpleNamespace(tp=TP(LOG, 0), topic=LOG, offset=offset)

    async def put(message: Any) -> None:
        queue.append(message.offset)

    consumer.getmany, consumer.callback = arrived, put
    topics = SimpleNamespace(_tp_index={TP(LOG, 0): ()}, acks_enabled_for=lambda topic: False)
    flow = SimpleNamespace(is_active=lambda: consumer.flow_active)
    consumer.app = SimpleNamespace(topics=topics, flow_control=flow)
    fetcher = SimpleNamespace(_stopped=SimpleNamespace(is_set=lambda: not consumer.flow_active))
    await asyncio.wait_for(consumer._drain_messages(fetcher), 5)
    return queue


async def test_nothing_comes_into_a_queue_that_was_cleared() -> None:
    assert await handed_over() == []


@pytest.mark.parametrize("committed", [None, 0])
async def test_a_partition_without_a_commit_is_read_from_its_beginning(committed: int | None) -> None:
    consumer, other = a_consumer(), TP(SOURCE.topic, 1)
    begun: list[TP] = []
    offsets = {SOURCE: committed, other: 5, TP(LOG, 0): None}

    async def to_committed() -> dict[TP, int | None]:
        return offsets

    async def to_beginning(*partitions: TP) -> None:
        begun.extend(partitions)

    consumer.app = SimpleNamespace(tables=SimpleNamespace(changelog_topics={LOG}))
    consumer._thread = SimpleNamespace(
        seek_to_committed=to_committed, seek_to_beginning=to_beginning, assignment=lambda: set(offsets)
    )
    await consumer.perform_seek()
    assert begun == [SOURCE]
    assert consumer._read_offset[other] == 5


def test_a_queue_that_empties_does_not_wake_a_paused_partition() -> None:
    consumer, other = a_consumer(), TP(SOURCE.topic, 1)
    consumer._buffered_partitions = {SOURCE, other}
    consumer._active_partitions, consumer._paused_partitions = set(), {SOURCE}
    for one in (SOURCE, other):
        consumer.on_buffer_drop(one)
    assert consumer._active_partitions == {other}
    assert not consumer._buffered_partitions


async def active_when_told(kind: Any) -> set[TP]:
    """What may be read when the app learns of its partitions: it has yet to recover their tables."""
    consumer, seen = a_consumer(kind), set[TP]()

    async def told(assigned: set[TP], generation_id: int) -> None:
        seen.update(consumer._active_partitions)

    consumer.app = SimpleNamespace(
        _start_span_from_rebalancing=lambda name: nullcontext(), on_rebalance_return=lambda: None
    )
    consumer._on_partitions_assigned = told
    consumer.diag = SimpleNamespace(set_flag=lambda flag: None, unset_flag=lambda flag: None)
    await consumer.on_partitions_assigned({SOURCE, TP(SOURCE.topic, 1)}, 2)
    return seen


async def test_what_is_assigned_is_paused_from_the_first() -> None:
    assert await active_when_told(QuickConsumer) == set()


async def test_without_the_guard_it_is_read_at_once() -> None:
    assert await active_when_told(aiokafka_driver.Consumer) == {SOURCE, TP(SOURCE.topic, 1)}


class Forgetful:
    """A client whose broker has just come back: it knows no topics before it was asked twice."""

    def __init__(self) -> None:
        self.asked = 0
        self.cluster = SimpleNamespace(partitions_for_topic=lambda name: {0} if self.asked > 1 else None)

    async def force_metadata_update(self) -> None:
        self.asked += 1


def a_leader(closing: bool = False) -> tuple[Any, Any]:
    """A consumer that leads its group, and its coordinator, which assigns what it knows."""
    client, closed = Forgetful(), asyncio.get_running_loop().create_future()
    if closing:
        closed.set_result(None)

    async def assign(members: list[str]) -> dict[str, Any]:
        return {one: client.cluster.partitions_for_topic(SOURCE.topic) for one in members}

    subscription = SimpleNamespace(topics={SOURCE.topic})
    coordinator = SimpleNamespace(_closing=closed, _subscription=subscription, _perform_assignment=assign)
    return SimpleNamespace(_coordinator=coordinator, _client=client), coordinator


async def test_who_leads_knows_the_topics_before_it_assigns_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "AGAIN", 0)
    consumer, coordinator = a_leader()
    know_topics_first(consumer)
    assert await coordinator._perform_assignment(["one"]) == {"one": {0}}


async def test_without_the_guard_it_assigns_nothing() -> None:
    _, coordinator = a_leader()
    assert await coordinator._perform_assignment(["one"]) == {"one": None}


async def test_who_leaves_does_not_wait_for_topics() -> None:
    consumer, coordinator = a_leader(closing=True)
    know_topics_first(consumer)
    assert await coordinator._perform_assignment(["one"]) == {"one": None}


def test_no_copies_of_tables_are_kept_that_nothing_proves_whole() -> None:
    assert faust_app(Settings(broker="127.0.0.1:1")).conf.table_standby_replicas == 0


async def done_when_the_group_forms_anew(kind: type[faust.App]) -> list[str]:
    """What is done with the consumer of an app that is stopping."""
    done: list[str] = []

    async def wait_empty() -> None:
        done.append("finish and commit")

    app = faust_app(Settings(broker="127.0.0.1:1"))
    app._consumer = SimpleNamespace(wait_empty=wait_empty, close=lambda: done.append("close"))
    app._stopped.set()
    await kind._on_partitions_revoked(app, {SOURCE})
    await kind._on_partitions_assigned(app, {SOURCE}, 2)
    return done


async def test_who_stops_gives_its_partitions_up_when_all_is_committed() -> None:
    assert await done_when_the_group_forms_anew(SafeApp) == ["finish and commit"]


async def test_without_the_guard_its_consumer_is_closed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(SafeApp, "_on_rebalance_when_stopped")
    assert await done_when_the_group_forms_anew(faust.App) == ["close", "close"]
