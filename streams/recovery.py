"""Recovery of tables after partitions have moved, without Faust's faults: the guards a, d and e of `streams.guards`."""

from typing import Any

from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery
from faust.types import TP


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
