"""The worker: a Faust app with the chosen stages, put together from settings; the composition root of the shell."""

import gc
import logging
import os
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from faust import SASLCredentials, SSLCredentials
from faust.types import TP

from schemas.event import Kind
from streams import metrics
from streams.agents import Code, Enter, Read, Sum
from streams.broker import tls_context
from streams.fusing import Fuse
from streams.guards import SafeApp
from streams.intake import RawSchema, batches
from streams.lease import Lease
from streams.outbox import Outbox
from streams.recovery import SafeTables
from streams.settings import Settings
from streams.stage import Desk, Record, Stage, work, work_apart
from streams.tables import ATTACKS_TABLE, HELD, OUTREACH_TABLE, TALLIES, Ledger, ShelfTable, Table
from streams.topics import ARTICLES, ATTACKS, CORRECTIONS, ENTRIES, INCIDENTS, OUTREACH, OVERHEAD, Topic, name_of
from streams.turns import Progress, S, Seat, Turns

log = logging.getLogger("sitrep.worker")
STAGES = ("code", "fuse", "tally")
QUEUED = 16384


def end_process(why: BaseException) -> None:
    """End at once, nothing more committed: whoever starts next reads the batch again."""
    log.error("Ending, so that what was not finished is read again: %s: %s", type(why).__name__, why)
    logging.shutdown()
    os._exit(1)


class Worker:
    """A Faust app with its outbox. `start` and `stop` are for one event loop."""

    def __init__(self, settings: Settings, *, die: Callable[[BaseException], None] = end_process) -> None:
        self.settings = settings
        self.app: Any = faust_app(settings)
        self.outbox = Outbox(settings, self.app.lease.hold)
        self.progress = Progress()
        self.stages: list[Stage] = []
        self.started = False
        self.tables: list[ShelfTable] = []
        self.die = die
        self.app.on_partitions_revoked.connect(self._revoked)

    async def start(self) -> None:
        """Join the group; returns when the app has started, before partitions are assigned."""
        self.settings.tables.mkdir(parents=True, exist_ok=True)
        # The lexicon and the modules stay: a collector that walked them again and again would take half of the time.
        gc.collect()
        gc.freeze()
        await self.outbox.start()
        await self.app.start()
        self.started = True

    async def stop(self) -> None:
        """Finish the batch at hand, commit, leave the group."""
        self.started = False
        await self.app.stop()
        await self.outbox.stop()

    @property
    def crashed(self) -> BaseException | None:
        """Why nothing goes on: Faust has crashed, or the task that keeps us in the group has ended without a word."""
        if self.app.crashed:
            return self.app.crash_reason or RuntimeError("Faust has crashed")
        if self.app.consumer.left_group:
            return RuntimeError("the consumer group is lost")
        return None

    def add(self, make: Callable[[Desk, Any], S], source: Topic, table: Table | None = None) -> "Seat[S]":
        """Have a stage read a topic, with a table if it needs one."""
        shelf: Any = self._shelf(table) if table is not None else None
        desk = Desk(
            prefix=self.settings.topic_prefix,
            table=table,
            deliver=self.outbox.deliver,
            wrote=self._wrote(shelf),
            largest=self.settings.article_bytes,
            suffix=self.settings.suffix,
        )
        stage = make(desk, Ledger(lambda: shelf.data) if shelf is not None else None)
        self.stages.append(stage)
        channel = self.app.topic(name_of(source, self.settings), schema=raw())

        async def agent(stream: Any) -> None:
            await self._serve(stage, desk, aiter(stream.channel))

        self.app.agent(channel, name=f"{stage.name}-{source.name}", concurrency=1)(agent)
        return Seat(stage, desk, name_of(source, self.settings))

    def add_corrections(self, seats: Mapping[Kind, "Seat[Fuse]"]) -> None:
        """Have corrections handled where the events of their kind are, each when its turn has come."""
        channel = self.app.topic(name_of(CORRECTIONS, self.settings), schema=raw())

        async def agent(stream: Any) -> None:
            await self._serve_corrections(Turns(self.app, self.progress, seats), aiter(stream.channel))

        self.app.agent(channel, name=f"fuse-{CORRECTIONS.name}", concurrency=1)(agent)

    def _shelf(self, table: Table) -> ShelfTable:
        name = name_of(table.changelog, self.settings)
        changelog = self.app.topic(name, internal=True, acks=False, allow_empty=True, maxsize=131_072, schema=raw())
        shelf = ShelfTable(self.app, name=table.name, key_type=bytes, value_type=bytes, changelog_topic=changelog)
        self.tables.append(self.app.tables.add(shelf))
        return shelf

    def _wrote(self, shelf: ShelfTable | None) -> Callable[[int, int], None]:
        if shelf is None:
            return lambda partition, offset: None
        return lambda partition, offset: shelf.data.set_persisted_offset(
            TP(shelf.changelog_topic_name, partition), offset
        )

    async def _serve(self, stage: Stage, desk: Desk, channel: Any) -> None:
        async for events in batches(self.app, channel, self.settings.batch):
            try:
                async with desk.busy:
                    await work(stage, desk, [record_of(event) for event in events])
            except Exception as lost:  # Going on would skip the batch: Faust restarts an agent behind its queue.
                self.die(lost)
                raise
            self._acknowledge(events)

    async def _serve_corrections(self, turns: Turns, channel: Any) -> None:
        async for events in batches(self.app, channel, 1, turns.wait):
            try:
                for event in events:
                    seat = turns.seat_of(event)
                    async with seat.desk.busy:
                        await work_apart(seat.stage, seat.desk, record_of(event))
            except Exception as lost:
                self.die(lost)
                raise
            self._acknowledge(events)

    def _acknowledge(self, events: Iterable[Any]) -> None:
        for event in events:
            event.ack()
            self.progress.note(event.message.tp, event.message.offset, round(event.message.timestamp * 1000))

    async def _revoked(self, *_: Any, **__: Any) -> None:
        metrics.rebalance()
        for stage in self.stages:
            stage.forget()
        for tp in list(self.progress.done):
            metrics.partition_gone(tp.topic, tp.partition)
        self.progress.done.clear()


def raw() -> RawSchema:
    """A topic of bytes."""
    return RawSchema(key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw", allow_empty=True)


def record_of(event: Any) -> Record:
    """The raw record behind a Faust event."""
    message = event.message
    return Record(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=message.value,
        at=round(message.timestamp * 1000),
    )


def build(settings: Settings, *, read: Read, stages: Iterable[str] = STAGES) -> Worker:
    """A worker with these stages. `read` turns an article into findings; see `streams.analysis.reader`.

    Another division into stages is another consumer group, which reads its topics again from the start: that costs
    time and changes nothing.
    """
    chosen = [stage for stage in STAGES if stage in set(stages)]
    if tuple(chosen) != STAGES:
        settings = settings.model_copy(update={"group": "-".join((settings.group, *chosen))})
    worker = Worker(settings)
    if "code" in chosen:
        worker.add(lambda desk, ledger: Code(desk, ledger, read), ARTICLES, HELD)
    if "fuse" in chosen:
        attacks = worker.add(Fuse, ATTACKS, ATTACKS_TABLE)
        outreach = worker.add(Fuse, OUTREACH, OUTREACH_TABLE)
        worker.add_corrections({"attack": attacks, "outreach": outreach})
    if "tally" in chosen:
        worker.add(lambda desk, _: Enter(desk), INCIDENTS)
        worker.add(lambda desk, ledger: Sum(desk, ledger, time.time), ENTRIES, TALLIES)
    return worker


def faust_app(settings: Settings) -> SafeApp:
    """Faust, with all that serves the web off: it has no authentication (FAUST.md, 11)."""
    app = SafeApp(
        settings.consumers,
        broker=";".join(f"kafka://{address}" for address in settings.brokers),
        broker_credentials=credentials(settings),
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.session_timeout / 5,
        broker_rebalance_timeout=max(settings.session_timeout, 6.0) * 3,
        broker_commit_interval=1.0,
        broker_commit_livelock_soft_timeout=3600.0,
        stream_processing_timeout=3600.0,
        store="rocksdb://" if settings.store == "rocksdb" else "memory://",
        datadir=settings.tables,
        TableManager=SafeTables,
        table_standby_replicas=0,
        autodiscover=False,
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        topic_partitions=settings.partitions,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=max(1_048_576, settings.article_bytes + OVERHEAD),
        stream_buffer_maxsize=QUEUED,
        stream_wait_empty=True,
        producer_acks=-1,
        key_serializer="raw",
        value_serializer="raw",
        worker_redirect_stdouts=False,
    )
    app.fetch_wait = settings.fetch_wait
    app.lease = Lease(settings.session_timeout)
    return app


def credentials(settings: Settings) -> Any:
    """What Faust needs for TLS and SCRAM; SSL contexts are given whole, because its own default is wrong."""
    context = tls_context(settings) if settings.broker_tls else None
    if settings.broker_user:
        return SASLCredentials(
            username=settings.broker_user,
            password=settings.broker_password or "",
            mechanism="SCRAM-SHA-512",
            ssl_context=context,
        )
    return SSLCredentials(context) if context else None
