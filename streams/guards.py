"""Guards against faults of Faust 0.15.3 that lose records when workers come, go or are killed (FAUST.md, 10), and its
slow reading loop.

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
"""

import asyncio
import time
from typing import Any

import faust
from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery
from faust.transport.drivers import aiokafka as driver
from faust.transport.producer import ProducerBuffer
from faust.types import TP

from streams.lease import Lease

EVERY = 100
IDLE = 0.05
FULL = 0.02


class SafeRecovery(Recovery):
    """Guard a: seek while nothing flows. Guard e: end only what still holds."""

    giving_up = False

    def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """The group forms anew: a recovery that is under way is of partitions that may be another's soon."""
        self.giving_up = True
        super().on_partitions_revoked(revoked)

    async def on_rebalance(self, *moved: Any, **generation: Any) -> None:
        """It has formed, and what there is to recover is known."""
        self.giving_up = False
        await super().on_rebalance(*moved, **generation)

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Resume in the order that drops nothing: flow stopped, sought, queues cleared, partitions, flow, fetcher."""
        app: Any = self.app
        consumer = app.consumer
        self.log.info("Restore complete!")
        await app.on_rebalance_complete.send()
        self._set_recovery_ended()
        for table in self.tables.values():
            await table.on_recovery_completed(self.actives_for_table[table], self.standbys_for_table[table])
        assignment = consumer.assignment()
        if self.giving_up or app.consumer_generation_id != generation_id:
            return
        app.flow_control.suspend()
        await self._wait(consumer.stand_still())
        if assignment:
            await self._wait(consumer.perform_seek(), timeout=app.conf.broker_request_timeout)
        if self.giving_up or app.consumer_generation_id != generation_id:
            return
        self.completed.set()
        app.flow_control.resume()
        consumer.resume_partitions({tp for tp in assignment if not self._is_changelog_tp(tp)})
        consumer.resume_flow()
        await app._fetcher.maybe_start()
        self.tables.on_actives_ready()
        if not app.assignor.assigned_standbys():
            self.tables.on_standbys_ready()
        app.on_rebalance_end()
        self.log.info("Worker ready")

    def need_recovery(self) -> bool:
        """Whether any partition lags. Faust counts them all anew for each record of a changelog; the first will do."""
        offsets = self.active_offsets
        return any(
            end is not None and offsets[tp] is not None and end > offsets[tp]
            for tp, end in self.active_highwaters.items()
        )

    async def _seek_offsets(self, consumer: Any, tps: Any, offsets: Any, title: str) -> None:
        await consumer.stand_still()
        await super()._seek_offsets(consumer, tps, offsets, title)


class SafeTables(TableManager):
    """The table manager that recovers by `SafeRecovery`."""

    @property
    def recovery(self) -> Recovery:
        """The recovery service."""
        if self._recovery is None:
            self._recovery = SafeRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery


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
        """Put a record into the streams' queues; False where the flow was suspended first."""
        # To wait for each record of a full queue alone would take more time than to read it.
        while self._flowing() and self._is_full(message.tp):
            await asyncio.sleep(FULL)
        if self._flowing():
            await self.callback(message)
            return True
        await self.wait_first(self.callback(message), self.suspend_flow.wait())
        return not self.suspend_flow.is_set()

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
