"""The end of a table's recovery, beside what Faust's own does."""

import asyncio
from types import SimpleNamespace
from typing import Any

from faust.tables.recovery import Recovery
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
