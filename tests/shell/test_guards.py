"""Each guard against a fault of Faust, beside what happens without it."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from faust.tables.recovery import Recovery
from faust.transport.producer import ProducerBuffer
from faust.types import TP

from streams.guards import CountingBuffer, SafeRecovery
from streams.tables import MemoryShelf

SOURCE = TP("articles.v1", 0)
COMMITTED, END = 3, 9


class Broker:
    """A source partition with records up to `END`, of which those before `COMMITTED` were committed."""

    def __init__(self) -> None:
        self.flowing = True
        self.suspended = False
        self.resumed: set[TP] = set()
        self.position = COMMITTED
        self.queue: list[int] = []

    def arrive(self) -> None:
        """What the fetching loop does whenever it gets its turn."""
        if self.flowing and not self.suspended and SOURCE in self.resumed:
            self.queue += range(self.position, END)
            self.position = END

    def assignment(self) -> set[TP]:
        return {SOURCE}

    def stop_flow(self) -> None:
        self.flowing = False

    async def stand_still(self) -> None:
        self.stop_flow()

    def resume_flow(self) -> None:
        self.flowing = True

    def resume_partitions(self, partitions: set[TP]) -> None:
        self.resumed |= partitions

    async def perform_seek(self) -> None:
        self.position = COMMITTED
        self.arrive()
        await asyncio.sleep(0)

    def suspend(self) -> None:
        self.suspended = True

    def resume(self) -> None:
        self.suspended = False
        self.queue.clear()


async def nothing(*_: Any, **__: Any) -> None:
    """Does nothing."""


class NoTables(dict[str, Any]):
    """A table manager without tables."""

    changelog_topics: frozenset[str] = frozenset()

    def on_actives_ready(self) -> None:
        """Nothing waits for it."""

    def on_standbys_ready(self) -> None:
        """Nothing waits for it."""


def recover(kind: type[Recovery]) -> Broker:
    """A recovery as it ends, while records are at the door."""
    broker = Broker()
    app = SimpleNamespace(
        consumer=broker,
        flow_control=broker,
        consumer_generation_id=1,
        conf=SimpleNamespace(broker_request_timeout=5, stream_recovery_delay=0),
        on_rebalance_complete=SimpleNamespace(send=nothing),
        _fetcher=SimpleNamespace(maybe_start=nothing),
        assignor=SimpleNamespace(assigned_standbys=set),
        on_rebalance_end=lambda: None,
    )

    async def scenario() -> None:
        await kind(app, NoTables()).on_recovery_completed(1)
        broker.arrive()

    asyncio.run(scenario())
    return broker


def test_a_recovery_drops_no_record_that_arrives_meanwhile() -> None:
    assert recover(SafeRecovery).queue == list(range(COMMITTED, END))


def test_without_the_guard_they_are_dropped() -> None:
    assert recover(Recovery).queue == []


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
