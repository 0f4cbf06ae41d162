"""A worker's health: what it waits for, whether it gets on, and who is told."""

import asyncio
import logging
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from streams import metrics
from streams.app import Worker
from streams.exposition import listening
from streams.settings import Settings

log = logging.getLogger("sitrep.worker")
TICK = 1.0
STALLED = 120.0
PATIENT = 5.0
STOPPED_WITHIN = 40.0
"""Seconds; a supervisor that waits for less ends the process itself, which loses nothing either."""


def lag(worker: Worker) -> int:
    """Records that wait in the partitions we own; says so to the metrics."""
    app = worker.app
    return sum(lag_of(worker, tp) for tp in app.consumer.assignment() if app.topics.acks_enabled_for(tp.topic))


def lag_of(worker: Worker, tp: Any) -> int:
    """Records that wait in one partition, and the age of the last one handled while they do."""
    consumer = worker.app.consumer
    end = consumer.highwater(tp)
    if end is None:
        return 0
    position, at = worker.progress.done.get(tp, (consumer._committed_offset.get(tp) or 0, 0))
    waiting = max(0, int(end) - int(position))
    age = max(0.0, time.time() - at / 1000) if waiting and at else 0.0
    metrics.consumer_lag(tp.topic, tp.partition, waiting, age)
    return waiting


def remaining(worker: Worker) -> int:
    """Changelog records still to be read, over all tables."""
    recovery = worker.app.tables.recovery
    left = recovery.active_remaining()
    for table in worker.tables:
        mine = (max(0, count) for tp, count in left.items() if tp.topic == table.changelog_topic_name)
        metrics.recovery_remaining(table.name, sum(mine) if recovery.in_recovery else 0)
    return sum(max(0, count) for count in left.values()) if recovery.in_recovery else 0


def waits_for(worker: Worker) -> str | None:
    """What a worker waits for before it handles records; None when it is ready."""
    app = worker.app
    if left := remaining(worker):
        return f"recovery: {left} records remaining"
    if not worker.started:
        return "broker"
    if app.rebalancing or not app.tables.actives_ready:
        return "assignment"
    return None


def stalled(worker: Worker) -> bool:
    """Whether records wait and none was handled for two minutes."""
    quiet = time.monotonic() - worker.progress.moved
    return quiet > STALLED and waits_for(worker) is None and lag(worker) > 0


def commit_age(worker: Worker) -> float:
    """Seconds since offsets were committed, while there is something to commit."""
    consumer = worker.app.consumer
    return time.monotonic() - consumer.committed_at if any(consumer._acked.values()) else 0.0


async def watch(worker: Worker) -> None:
    """Keep the gauges current, and say every few seconds how far a long recovery is."""
    said = time.monotonic()
    while True:
        before = time.monotonic()
        await asyncio.sleep(TICK)
        metrics.event_loop_lag(max(0.0, time.monotonic() - before - TICK))
        if (left := remaining(worker)) and time.monotonic() - said > PATIENT:
            said = time.monotonic()
            log.warning("Recovering tables: %d records remaining", left)
        if worker.started:
            lag(worker)
            metrics.commit_age(commit_age(worker))


@asynccontextmanager
async def told(worker: Worker, settings: Settings) -> AsyncIterator[None]:
    """Metrics and health of a worker, for who asks, while it lasts. Raises `PortBusyError`."""
    questions = {
        "livez": lambda: f"records that wait, for {STALLED:.0f} s" if stalled(worker) else None,
        "readyz": lambda: waits_for(worker),
    }
    async with listening(settings.metrics_host, settings.metrics_port, questions):
        watching = asyncio.create_task(watch(worker))
        try:
            yield
        finally:
            watching.cancel()


async def until_set_or_crashed(stopped: asyncio.Event, worker: Worker) -> None:
    """Wait for the event. Where Faust itself has crashed the process ends: it would sit there and do nothing."""
    while not stopped.is_set():
        if worker.crashed:
            worker.die(worker.crashed)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), TICK)


async def start(stopped: asyncio.Event, worker: Worker) -> None:
    """Start a worker, unless told to stop first. Where it crashes on the way it ends: it would wait for ever."""
    starting = asyncio.create_task(worker.start())
    while not (starting.done() or stopped.is_set()):
        if worker.crashed:
            worker.die(worker.crashed)
        await asyncio.wait({starting}, timeout=TICK)
    if starting.done():
        starting.result()
    else:
        starting.cancel()


async def stop(worker: Worker) -> None:
    """Stop a worker in order. Where that takes too long, as a commit does without a broker, the process ends."""
    stopping = asyncio.create_task(worker.stop())
    await asyncio.wait({stopping}, timeout=STOPPED_WITHIN)
    if not stopping.done():
        worker.die(TimeoutError(f"not stopped after {STOPPED_WITHIN:.0f} s"))
    await stopping


async def until_signal(build_worker: Callable[[], Worker], settings: Settings) -> None:
    """Start a worker with its health server; stop both on SIGINT or SIGTERM."""
    stopped = asyncio.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(one, stopped.set)
    built = build_worker()
    async with told(built, settings):
        try:
            await start(stopped, built)
            await until_set_or_crashed(stopped, built)
        finally:
            await stop(built)
