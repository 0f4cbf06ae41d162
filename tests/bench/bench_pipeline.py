"""Records per second of each stage of the worker beside a bare aiokafka loop that calls the same pure functions.

`python tests/bench/bench_pipeline.py [--rounds 3] [--articles 1000] [--only fuse] [--broker HOST:PORT]`: both in one
run, worker, bare, worker, bare ..., each on topics of its own, medians; prints the ratio of each stage and of the flow.
The bare loop prefetches, keeps its state in a dict, sends without waiting inside a batch, and writes no changelog:
it loses state when it is killed. Both are timed from the first record handled to the last one acknowledged.
"""

import argparse
import asyncio
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from confluent_kafka import Producer

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from streams import topics
from streams.agents import Code, Enter, Sum
from streams.analysis.lexicon.lexicon import load
from streams.analysis.reader import read
from streams.app import Worker
from streams.broker import aiokafka_options, client_options
from streams.fusing import Fuse
from streams.health import waits_for
from streams.outbox import partition_of
from streams.settings import Settings
from streams.tables import ATTACKS_TABLE, HELD, OUTREACH_TABLE, TALLIES
from streams.topics import ARTICLES, ATTACKS, ENTRIES, INCIDENTS, OUTREACH, Topic, name_of
from tests.bench import plain
from tests.bench.news import news
from tests.bench.plain import Given, Made, Step
from tests.bench.runs import topics_for

QUIET = 1.0
BATCH = 500
PATIENCE = 300.0
LEXICON = load()


@dataclass(frozen=True, slots=True)
class Lane:
    """What one measurement runs: the topics it reads, and how the worker and the bare loop are given the work."""

    name: str
    sources: tuple[Topic, ...]


CODE = Lane("code", (ARTICLES,))
FUSE = Lane("fuse", (ATTACKS, OUTREACH))
ENTER = Lane("enter", (INCIDENTS,))
TALLY = Lane("tally", (ENTRIES,))
STAGES = (CODE, FUSE, ENTER, TALLY)
FLOW = Lane("flow", tuple(source for lane in STAGES for source in lane.sources))
LANES = {lane.name: lane for lane in (*STAGES, FLOW)}


@dataclass(slots=True)
class Clock:
    """When the first record was handled and the last one acknowledged, and how many in each topic."""

    began: float = 0.0
    ended: float = 0.0
    done: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        """The first record is at hand; later calls change nothing."""
        self.began = self.began or time.monotonic()

    def rate(self, first: int) -> float:
        """Records of the first topic per second."""
        return first / (self.ended - self.began)


def steps(lane: Lane) -> dict[Topic, Step]:
    """Fresh pure steps, by the topic they read."""
    fuse = plain.fusing()
    made: dict[Topic, Step] = {
        ARTICLES: plain.coding(lambda article: read(article, LEXICON)),
        ATTACKS: fuse,
        OUTREACH: fuse,
        INCIDENTS: plain.entering(),
        ENTRIES: plain.tallying(),
    }
    return {topic: made[topic] for topic in lane.sources}


def staged(settings: Settings, lane: Lane) -> Worker:
    """A worker with the stages of a lane."""
    worker = Worker(settings)
    if ARTICLES in lane.sources:
        worker.add(lambda desk, ledger: Code(desk, ledger, lambda article: read(article, LEXICON)), ARTICLES, HELD)
    if ATTACKS in lane.sources:
        worker.add(Fuse, ATTACKS, ATTACKS_TABLE)
        worker.add(Fuse, OUTREACH, OUTREACH_TABLE)
    if INCIDENTS in lane.sources:
        worker.add(lambda desk, _: Enter(desk), INCIDENTS)
    if ENTRIES in lane.sources:
        worker.add(lambda desk, ledger: Sum(desk, ledger, time.time), ENTRIES, TALLIES)
    return worker


async def run_worker(settings: Settings, lane: Lane, given: int) -> Clock:
    """Our worker, in this process."""
    clock, worker = Clock(), staged(settings, lane)
    for stage in worker.stages:
        stamp_first(stage, clock)
    await worker.start()

    def far() -> tuple[dict[str, int], float]:
        done: dict[str, int] = {}
        for tp, (offset, _) in worker.progress.done.items():
            done[tp.topic] = done.get(tp.topic, 0) + offset
        return done, worker.progress.moved

    await until_quiet(clock, far, lane, settings, given)
    assert waits_for(worker) is None
    await worker.stop()
    return clock


def stamp_first(stage: Any, clock: Clock) -> None:
    """Note when a stage handles its first record; nothing stands in its way after."""
    handle = stage.handle

    def first(record: Any) -> Any:
        del stage.handle
        clock.begin()
        return handle(record)

    stage.handle = first


async def run_bare(settings: Settings, lane: Lane, given: int) -> Clock:
    """The bare loops, one for each stage, in this process."""
    clock = Clock()
    done: dict[str, int] = {}
    moved = [0.0]
    producer = AIOKafkaProducer(**aiokafka_options(settings), acks="all", enable_idempotence=True, linger_ms=5)
    await producer.start()
    loops = [
        asyncio.create_task(loop(settings, producer, topic, step, clock, done, moved))
        for topic, step in steps(lane).items()
    ]
    await until_quiet(clock, lambda: (done, moved[0]), lane, settings, given)
    for one in loops:
        one.cancel()
    await asyncio.gather(*loops, return_exceptions=True)
    await producer.stop()
    return clock


async def loop(
    settings: Settings,
    producer: AIOKafkaProducer,
    topic: Topic,
    step: Step,
    clock: Clock,
    done: dict[str, int],
    moved: list[float],
) -> None:
    """Consume with the next batch on its way, call the step, send, wait for the batch, commit each second."""
    name = name_of(topic, settings)
    options = {"group_id": f"bare-{name}", "auto_offset_reset": "earliest", "enable_auto_commit": False}
    consumer = AIOKafkaConsumer(
        name, **aiokafka_options(settings), **options, fetch_max_wait_ms=round(1000 * settings.fetch_wait)
    )
    await consumer.start()
    try:
        ahead = asyncio.create_task(consumer.getmany(timeout_ms=200, max_records=BATCH))
        committed = time.monotonic()
        while True:
            batch = await ahead
            ahead = asyncio.create_task(consumer.getmany(timeout_ms=200, max_records=BATCH))
            if not batch:
                continue
            clock.begin()
            done[name] = done.get(name, 0) + await handle(settings, producer, step, batch)
            moved[0] = time.monotonic()
            if moved[0] - committed > 1:
                await consumer.commit()
                committed = time.monotonic()
    finally:
        ahead.cancel()
        await consumer.stop()


async def handle(settings: Settings, producer: AIOKafkaProducer, step: Step, batch: dict[Any, list[Any]]) -> int:
    """One batch through the step and out, acknowledged; how many records."""
    answers = []
    for tp, records in batch.items():
        for one in records:
            for made in step(Given(tp.partition, one.offset, one.value, one.timestamp)):
                answers.append(
                    await producer.send(
                        settings.topic_prefix + made.topic,
                        made.value,
                        key=made.key,
                        timestamp_ms=one.timestamp,
                        headers=made.headers,
                    )
                )
    await asyncio.gather(*answers)
    return sum(map(len, batch.values()))


async def until_quiet(clock: Clock, far: Any, lane: Lane, settings: Settings, given: int) -> None:
    """Wait until all that was given is handled, and nothing more moved for a while."""
    until = time.monotonic() + PATIENCE
    sources = [name_of(topic, settings) for topic in (lane.sources if lane is not FLOW else (ARTICLES,))]
    while True:
        await asyncio.sleep(0.05)
        clock.done, clock.ended = far()
        if sum(clock.done.get(name, 0) for name in sources) >= given and time.monotonic() - clock.ended > QUIET:
            return
        if time.monotonic() > until:
            raise TimeoutError(f"{lane.name}: {clock.done} of {given}")


def fill(settings: Settings, messages: list[Made]) -> None:
    """Put what a lane reads on the broker."""
    producer = Producer({**client_options(settings), "partitioner": "murmur2_random", "linger.ms": 20})
    now = int(time.time() * 1000)
    for one in messages:
        producer.produce(settings.topic_prefix + one.topic, one.value, key=one.key, timestamp=now)
        producer.poll(0)
    assert producer.flush(60) == 0


def feed_through(articles: list[Made]) -> dict[str, list[Made]]:
    """What each stage reads when the first one reads these."""
    flowing = {"code": articles, "fuse": [], "enter": [], "tally": []}
    made = steps(FLOW)
    by_topic = {topic.name: (topic, lane) for lane in STAGES for topic in lane.sources}
    offsets: dict[tuple[str, int], int] = {}
    now = int(time.time() * 1000)
    for lane in STAGES[:-1]:
        following = flowing[STAGES[STAGES.index(lane) + 1].name]
        for one in flowing[lane.name]:
            place = one.topic, partition_of(one.key, topics.EMBEDDED_PARTITIONS)
            offset = offsets[place] = offsets.get(place, -1) + 1
            caused = made[by_topic[one.topic][0]](Given(place[1], offset, one.value, now))
            following += [out for out in caused if out.topic in by_topic]
    return flowing


def once(kind: Any, lane: Lane, messages: list[Made], broker: str | None) -> Clock:
    """One run on topics of its own."""
    with topics_for(broker) as settings:
        fill(settings, messages)
        return uvloop.run(kind(settings, lane, len(messages)))


def measured(lane: Lane, messages: list[Made], rounds: int, broker: str | None) -> tuple[float, float, list[str]]:
    """Medians of both, and a line for each run."""
    rates: dict[str, list[float]] = {"worker": [], "bare": []}
    lines = []
    for _ in range(rounds):
        for name, kind in (("worker", run_worker), ("bare", run_bare)):
            clock = once(kind, lane, messages, broker)
            rates[name].append(clock.rate(len(messages)))
            handled = sum(clock.done.values())
            lines.append(f"  {lane.name:<6} {name:<7} {rates[name][-1]:9,.0f}/s  of {handled:,} records")
    return statistics.median(rates["worker"]), statistics.median(rates["bare"]), lines


def main() -> None:
    """The measurements, and their table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--articles", type=int, default=1000)
    options.add_argument("--only", choices=list(LANES))
    options.add_argument("--broker")
    options.add_argument("--verbose", action="store_true")
    chosen = options.parse_args()
    articles = [Made(ARTICLES.name, one.id.encode(), plain.bytes_of(one), []) for one in news(chosen.articles)]
    flowing = feed_through(articles)
    print("records: " + ", ".join(f"{name} {len(messages):,}" for name, messages in flowing.items()))
    print(f"{'':<8}{'worker':>12}{'bare loop':>12}{'ratio':>8}   (records/s, medians of {chosen.rounds})")
    for lane in [LANES[chosen.only]] if chosen.only else LANES.values():
        messages = flowing.get(lane.name, articles)
        ours, bare, lines = measured(lane, messages, chosen.rounds, chosen.broker)
        print(f"{lane.name:<8}{ours:>12,.0f}{bare:>12,.0f}{ours / bare:>8.2f}", flush=True)
        if chosen.verbose:
            print("\n".join(lines))


if __name__ == "__main__":
    main()
