"""Guards against faults of Faust 0.15.3 when workers come, go or are killed, which lose records (FAUST.md, 10) or hang,
and against its slow reading loop.

a. After table recovery Faust resumes the source partitions before it has sought the committed offsets, and clears the
   stream queues last: records that arrived in between are dropped, though later ones are committed. `SafeRecovery`
   stops the flow, seeks, clears, and only then resumes.
b. The producer buffer's flush returns while messages are in flight, so that a commit can overtake the changelog.
   `stage.work` waits for `Outbox.deliver`, which returns when the broker has acknowledged everything; `CountingBuffer`
   mends the flush for whatever still goes through Faust.
c. Data of partitions that went elsewhere stays in memory tables. `tables.MemoryShelf` forgets them when the assignment
   changes, and `Stage.forget` drops what was derived.
d. A fetch that is on its way when partitions are paused, or sought, takes records that nobody gets, and the position
   moves on: of a changelog a part is then missing from the table, of a source without a commit the first records.
   `QuickConsumer.stand_still` waits for such a fetch before every seek. Faust's standby copies of tables have no such
   seek at all, so `faust_app` has none: a table that was half read counted as whole when its partition moved.
e. Partitions count as active from the moment they are assigned until Faust comes to pausing them. Where the flow is on,
   the worker had none or a recovery ended while the group formed anew, their records then meet tables that are still
   empty. `QuickConsumer.on_partitions_assigned` has them paused from the first, and `SafeRecovery` does not go on to
   read what is being given up.
f. A broker that has just come back answers for a moment that it knows no topics. aiokafka keeps that for five minutes,
   and whoever leads the group then hands out nothing at all: a group that is ready and does nothing.
   `LeasedThread` has the leader ask again until every topic is known.
g. A table whose recovery is cut short by another assignment may end up with holes that nothing fills. The record at
   hand is put into a queue that has just been cleared, and counts as the next; one that waits in a buffer is put into
   its table when the partition has left, or into another table; and each leaves its offset, from which the partition is
   read on when it comes back. `QuickConsumer` hands nothing over once the flow is stopped; `SafeRecovery` puts what is
   of this assignment into its table at once, drops the rest, and goes by no offset but the store's.
h. Where the group forms anew while a worker stops, Faust closes the consumer under its last commit, which is then tried
   again for ever. `SafeApp` leaves it open, and gives its partitions up when the batch at hand is done and committed.
"""

import asyncio
import logging
import time
from collections.abc import Iterable
from typing import Any

import faust
from faust.transport.drivers import aiokafka as driver
from faust.transport.producer import ProducerBuffer
from faust.types import TP

from streams.lease import Lease

log = logging.getLogger("sitrep.worker")
EVERY = 100
IDLE = 0.05
FULL = 0.02
AGAIN = 0.2


class CountingBuffer(ProducerBuffer):
    """Guard b: flushed means that nothing is waiting and nothing is on its way."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._flying = 0

    async def _send_pending(self, fut: Any) -> None:
        self._flying += 1
        try:
            sent = await fut.message.channel.publish_message(fut, wait=False)
        except BaseException:
            self._flying -= 1
            raise
        sent.add_done_callback(self._landed)

    def _landed(self, _: Any) -> None:
        self._flying -= 1
        self.message_sent.set()

    @property
    def size(self) -> int:
        """Messages that wait or are on their way."""
        return self.pending.qsize() + self._flying


def know_topics_first(consumer: Any) -> None:
    """Guard f: have the leader know all topics before it assigns them, however long the broker takes."""
    coordinator, client = consumer._coordinator, consumer._client
    assign = coordinator._perform_assignment

    async def assign_known(response: Any) -> Any:
        while not coordinator._closing.done() and (
            missing := unknown(client.cluster, coordinator._subscription.topics)
        ):
            log.warning("The broker does not know %s yet; asking again", ", ".join(missing))
            await client.force_metadata_update()
            await asyncio.sleep(AGAIN)
        return await assign(response)

    coordinator._perform_assignment = assign_known


def unknown(cluster: Any, names: Iterable[str]) -> list[str]:
    """The topics without partitions, as far as a client has heard."""
    return sorted(name for name in names if not cluster.partitions_for_topic(name))


class LeasedThread(driver.AIOKafkaConsumerThread):
    """Asks again soon, since the embedded broker answers an empty fetch only when its time is up; renews the lease."""

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = round(1000 * transport.app.fetch_wait)
        return consumer

    async def on_start(self) -> None:
        """The coordinator is there once the consumer has started, which is before it joins."""
        await super().on_start()
        app: Any = self.app
        consumer: Any = self._consumer
        app.lease.watch(consumer._coordinator)
        know_topics_first(consumer)

    async def _fetch_records(self, consumer: Any, active_partitions: Any, *args: Any, **options: Any) -> Any:
        """Guard d: nothing at all for no partitions. The set is shared with the main thread and changes meanwhile."""
        chosen = set(active_partitions)
        return await super()._fetch_records(consumer, chosen, *args, **options) if chosen else {}


class QuickConsumer(driver.Consumer):
    """Reads on without a task for each record while nothing can make it wait; FAUST.md has what that is worth."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.committed_at = time.monotonic()
        self._resting = asyncio.Event()
        self._resting.set()

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Guard e: nothing is read from them before their tables are whole."""
        self._paused_partitions.update(assigned)
        await super().on_partitions_assigned(assigned, generation_id)

    async def stand_still(self) -> None:
        """Guard d: stop the flow, and wait until no fetch is on its way: what it brought would be dropped."""
        self.stop_flow()
        await self._resting.wait()

    async def perform_seek(self) -> None:
        """Guard d: seek what was committed, and the beginning where nothing was."""
        await super().perform_seek()
        if fresh := {tp for tp in self.assignment() if not self._is_changelog_tp(tp) and not self._read_offset[tp]}:
            await self._thread.seek_to_beginning(*(self._new_topicpartition(*tp) for tp in fresh))

    def on_buffer_drop(self, tp: TP) -> None:
        """Read on, but not from a partition that was paused meanwhile: its table is being recovered."""
        if tp in self._paused_partitions:
            self._buffered_partitions.discard(tp)
        else:
            super().on_buffer_drop(tp)

    @property
    def left_group(self) -> bool:
        """Whether aiokafka's coordinator has given up; it does so silently after an answer it does not know."""
        consumer = self._thread._consumer
        coordinator: Any = consumer and consumer._coordinator
        task = getattr(coordinator, "_coordination_task", None)
        # An error that waits for a poll waits for ever where nothing was assigned.
        return bool(task and (task.done() or getattr(coordinator, "_pending_exception", None)))

    async def _commit(self, offsets: Any) -> bool:
        committed = bool(await super()._commit(offsets))
        if committed:
            self.committed_at = time.monotonic()
        return committed

    def _new_consumer_thread(self) -> Any:
        return LeasedThread(self, loop=self.loop, beacon=self.beacon)

    async def _drain_messages(self, fetcher: Any) -> None:
        try:
            while not (self._stopped.is_set() or fetcher._stopped.is_set()):
                await asyncio.sleep(0)
                await self._drain_when_flowing()
        except self.consumer_stopped_errors:
            if not self.transport.app.should_stop:
                raise
        except asyncio.CancelledError:
            if not self.transport.app.should_stop:
                raise

    async def _drain_when_flowing(self) -> None:
        if not self.flow_active:
            await self.wait(self.can_resume_flow.wait())
        elif not self._get_active_partitions():
            await asyncio.sleep(IDLE)
        else:
            self._resting.clear()
            try:
                await self._drain_once()
            finally:
                self._resting.set()

    async def _drain_once(self) -> None:
        count = 0
        async for tp, message in self.getmany(timeout=1.0):
            count += 1
            if count % EVERY == 0:
                await asyncio.sleep(0)
            position = self._read_offset[tp]
            if position is not None and message.offset < position:
                continue
            await self._note_gap(tp, message, position)
            if not await self._hand_over(message):
                return
            self._read_offset[tp] = message.offset

    async def _note_gap(self, tp: TP, message: Any, position: int | None) -> None:
        if position and message.offset - position > 1 and self.app.topics.acks_enabled_for(message.topic):
            await self._add_gap(tp, position + 1, message.offset)

    async def _hand_over(self, message: Any) -> bool:
        """Put a record into the streams' queues; False where the flow was stopped first, and the queues cleared."""
        # To wait for each record of a full queue alone would take more time than to read it.
        while self._flowing() and self._is_full(message.tp):
            await asyncio.sleep(FULL)
        if self._flowing():
            await self.callback(message)
            return True
        return False

    def _flowing(self) -> bool:
        return bool(self.flow_active and self.app.flow_control.is_active() and not self.should_stop)

    def _is_full(self, tp: TP) -> bool:
        topics: Any = self.app.topics
        return any(channel.queue.full() for channel in topics._tp_index[tp])


class CountingProducer(driver.Producer):
    """Faust's producer with the buffer that counts."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.buffer = CountingBuffer(loop=self.loop, beacon=self.beacon)
        self.buffer.app = self.app


class SafeTransport(driver.Transport):
    """Faust's aiokafka transport with the consumer and producer above."""

    Consumer = QuickConsumer
    Producer = CountingProducer


class SafeApp(faust.App):
    """A Faust app that stands on `SafeTransport`; give it `TableManager=SafeTables`. `fetch_wait` is seconds."""

    fetch_wait: float
    lease: Lease

    def _new_transport(self) -> Any:
        return SafeTransport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> Any:
        return SafeTransport(self.conf.broker_producer, self)

    async def _on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Guard h: what a worker that stops has at hand is committed before others get its partitions."""
        if self.should_stop:
            await self._consumer_wait_empty(self.consumer, self.log)
        else:
            await super()._on_partitions_revoked(revoked)

    def _on_rebalance_when_stopped(self) -> None:
        """Guard h: nothing. The consumer is closed when the worker leaves."""
