"""The end of a table's recovery, beside what Faust's own does."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from faust.tables.recovery import RebalanceAgain, Recovery
from faust.types import TP

from streams.recovery import SafeRecovery

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


def recover(kind: type[Recovery], *, revoked: bool = False) -> Broker:
    """A recovery as it ends, while records are at the door, or its partitions are `revoked`."""
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
        recovery = kind(app, NoTables())
        if revoked:
            recovery.on_partitions_revoked({SOURCE})
        await recovery.on_recovery_completed(1)
        broker.arrive()

    asyncio.run(scenario())
    return broker


def test_a_recovery_drops_no_record_that_arrives_meanwhile() -> None:
    assert recover(SafeRecovery).queue == list(range(COMMITTED, END))


def test_without_the_guard_they_are_dropped() -> None:
    assert recover(Recovery).queue == []


def test_a_recovery_of_what_is_given_up_does_not_go_on_to_read() -> None:
    assert recover(SafeRecovery, revoked=True).resumed == set()
    assert recover(SafeRecovery).resumed == {SOURCE}


async def test_a_table_is_sought_while_all_stands_still() -> None:
    log: list[str] = []

    async def note(what: str) -> None:
        log.append(what)

    consumer = SimpleNamespace(stand_still=lambda: note("still"), seek_wait=lambda offsets: note(f"seek {offsets}"))
    recovery = SafeRecovery(SimpleNamespace(conf=SimpleNamespace(stream_recovery_delay=0)), NoTables())
    await recovery._seek_offsets(consumer, {SOURCE}, {SOURCE: -1}, "active")
    assert log == ["still", f"seek { ({SOURCE: 0}) }"]


OURS, LOST, OTHER = TP("held.log", 1), TP("held.log", 0), TP("events.log", 0)


class Shelf:
    """A table as the recovery sees it."""

    def __init__(self, offset: int | None = None) -> None:
        self.offset = offset
        self.applied: list[int] = []

    def persisted_offset(self, _: TP) -> int | None:
        return self.offset

    def apply_changelog_batch(self, batch: list[Any]) -> None:
        self.applied += [event.message.offset for event in batch]


def event_of(tp: TP, offset: int, generation: int = 3) -> Any:
    """A record of a changelog."""
    return SimpleNamespace(message=SimpleNamespace(tp=tp, offset=offset, generation_id=generation))


def a_recovery() -> SafeRecovery:
    """One that has nothing yet."""
    app = SimpleNamespace(conf=SimpleNamespace(stream_recovery_delay=0), consumer_generation_id=3)
    return SafeRecovery(app, NoTables())


async def test_what_is_not_ours_goes_into_no_table() -> None:
    recovery, shelf = a_recovery(), Shelf(offset=4)
    recovery.add_active(shelf, OURS)
    recovery._apply([event_of(OURS, 5), event_of(OTHER, 90), event_of(LOST, 91), event_of(OURS, 5)])
    recovery._apply([event_of(OURS, 80, generation=2), event_of(OURS, 6)])
    assert shelf.applied == [5, 6]
    assert recovery.active_offsets == {OURS: 6}


async def test_what_a_changelog_brought_is_in_its_table_at_once() -> None:
    recovery, shelf = a_recovery(), Shelf()
    recovery.add_active(shelf, OURS)
    recovery._apply([event_of(OURS, 0)])
    assert shelf.applied == [0]
    assert not any(recovery.buffers.values())


async def test_a_partition_that_comes_back_is_read_from_where_its_store_says() -> None:
    recovery, shelf = a_recovery(), Shelf(offset=None)
    recovery.tables._changelogs = {OURS.topic: shelf}  # type: ignore[attr-defined]
    assignor = SimpleNamespace(assigned_standbys=set, assigned_actives=lambda: {OURS})
    vars(recovery.app).update(assignor=assignor, tracer=None, _rebalancing_span=None)
    recovery.active_offsets[OURS] = 70
    await recovery.on_rebalance({OURS}, set(), {OURS}, generation_id=3)
    assert recovery.active_offsets == {OURS: None}


async def test_a_changelog_that_is_given_up_is_not_read() -> None:
    recovery = a_recovery()
    recovery.on_partitions_revoked({OURS})
    consumer = SimpleNamespace(stand_still=nothing, seek_wait=nothing)
    with pytest.raises(RebalanceAgain):
        await recovery._seek_offsets(consumer, {OURS}, {OURS: 0}, "active")
