"""Recovery of tables after partitions have moved, without Faust's faults: guards a, d, e and g of `streams.guards`."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from faust.tables.manager import TableManager
from faust.tables.recovery import RebalanceAgain, Recovery
from faust.types import TP

MOST = 1000
"""Records of changelogs that are taken before others have their turn."""


class SafeRecovery(Recovery):
    """a: seek while nothing flows. e: go on only with what still holds. g: a store alone knows how far it was read."""

    giving_up = False

    def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """The group forms anew: a recovery that is under way is of partitions that may be another's soon."""
        self.giving_up = True
        super().on_partitions_revoked(revoked)

    async def on_rebalance(self, *moved: Any, **generation: Any) -> None:
        """It has formed, and what there is to recover is known. How far each table was read, its store says."""
        self.giving_up = False
        self.active_offsets.clear()
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

    @Recovery.task
    async def _slurp_changelogs(self) -> None:
        """Take what the changelogs bring."""
        queue = self.tables.changelog_queue
        while not (first := await self.wait(queue.get())).stopped:
            more = [queue.get_nowait() for _ in range(min(queue.qsize(), MOST))]
            self._apply([first.result, *more])
            if self.in_recovery and not self.need_recovery():
                self._set_recovery_ended()
                self.signal_recovery_end.set()

    def _apply(self, events: Iterable[Any]) -> None:
        """Put records into the tables that are ours now, at once: what waits may come when they are no longer."""
        batches: defaultdict[Any, list[Any]] = defaultdict(list)
        for event in events:
            tp, offset = event.message.tp, event.message.offset
            seen = self.active_offsets.get(tp)
            ours = tp in self.active_tps and event.message.generation_id == self.app.consumer_generation_id
            if ours and (seen is None or offset > seen):
                batches[self.tp_to_table[tp]].append(event)
                self.active_offsets[tp] = offset
        for table, batch in batches.items():
            table.apply_changelog_batch(batch)

    def _set_recovery_started(self) -> None:
        """An end that was announced before is none of this recovery's."""
        self.signal_recovery_end.clear()
        super()._set_recovery_started()

    async def _verify_remaining(self, *_: Any) -> None:
        """Nothing: `streams.health` says how far it is."""

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
        if self.giving_up:
            raise RebalanceAgain


class SafeTables(TableManager):
    """The table manager that recovers by `SafeRecovery`."""

    @property
    def recovery(self) -> Recovery:
        """The recovery service."""
        if self._recovery is None:
            self._recovery = SafeRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery
