"""Where the view gets its records: all partitions of the topics, from the beginning, with no group; for ever."""

import asyncio
import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from schemas.message import ContractError, decode, digest
from streams import metrics, topics
from streams.broker import aiokafka_options, stop
from streams.serving.freshness import Freshness, Offsets, Workers
from streams.serving.model.folding import Numbered, fold
from streams.serving.model.holding import moment_at
from streams.serving.model.memory import Effect
from streams.serving.model.position import Partition, worked
from streams.serving.model.view import View
from streams.serving.snapshot import Snapshot
from streams.serving.streams.hub import Hub
from streams.settings import Settings

READ = (topics.INCIDENTS, topics.ATTACKS, topics.OUTREACH, topics.CLAIMS, topics.CORRECTIONS, topics.COUNTS)
WORKED = (topics.ARTICLES, topics.ENTRIES)
"""Topics that only the workers read: how far they are there tells how old our numbers may be."""
BOTH = (topics.CORRECTIONS, topics.ATTACKS, topics.OUTREACH, topics.INCIDENTS)
"""Topics that the workers read, too: what is read here has not led to all that it will."""
BATCH = 500
PROBE = 1.0
SOON = 0.25
LOGS = 5.0
"""Seconds between two looks whether the topics are still those that are read."""
PATIENCE = 5.0
AWAY = (KafkaError, OSError, TimeoutError)

log = logging.getLogger(__name__)


class OtherLogsError(Exception):
    """The topics were made anew, or the broker is another one: what was read is of logs that are no more."""


class Source:
    """Feeds a view, and tells the hub of each step. When the broker is away the view only grows older."""

    def __init__(self, settings: Settings, view: View, hub: Hub, snapshot: Snapshot | None = None) -> None:
        self._settings = settings
        self._view = view
        self._hub = hub
        self._snapshot = snapshot
        self._topics = {topics.name_of(topic, settings): topic for topic in READ}
        self._sources = {topics.name_of(topic, settings): worked(topic.name) for topic in topics.SOURCES}
        self._goal: dict[TopicPartition, int] | None = None
        self._began = time.monotonic()
        self._freshness = Freshness()
        self.ready = False
        self.alive = True

    @property
    def staleness(self) -> float:
        """Seconds since it was last known that nothing is missing: all worked off by the workers, and read here."""
        moment = self._freshness.moment
        return time.monotonic() - (self._began if moment is None else moment)

    @property
    def worked(self) -> Mapping[Partition, int]:
        """How far the sources are worked off to the end, and all that they led to read here."""
        covered = self._freshness.covered
        return {
            (self._sources[at.topic], at.partition): end for at, end in covered.items() if at.topic in self._sources
        }

    @property
    def waits_for(self) -> str:
        """What is missing before the view can be relied on; empty when it is ready."""
        if self.ready:
            return ""
        if self._goal is None:
            return "the broker and its topics"
        left = sum(max(0, end - self._seen(partition)) for partition, end in self._goal.items())
        return f"{left} records that were there when this process started"

    async def run(self) -> None:
        """Reads until cancelled; whatever breaks the connection, it is made again."""
        try:
            while True:
                try:
                    await self._read()
                except* OtherLogsError:
                    log.warning("the topics are others than those read so far; beginning anew")
                except* AWAY as several:
                    log.warning("the broker is away (%s); trying again", type(several.exceptions[0]).__name__)
                await asyncio.sleep(PROBE)
        finally:
            self.alive = False

    async def _read(self) -> None:
        consumer = AIOKafkaConsumer(
            **aiokafka_options(self._settings),
            client_id="sitrep-serve",
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=round(1000 * self._settings.fetch_wait),
            metadata_max_age_ms=5000,
            max_poll_records=BATCH,
        )
        workers = Workers(self._settings)
        try:
            await consumer.start()
            await workers.start()
            await self._begin(consumer)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._probe(consumer, workers))
                tasks.create_task(self._follow(consumer))
                tasks.create_task(self._watch())
        finally:
            await stop(consumer.stop(), consumer._client)
            await workers.close()

    async def _begin(self, consumer: Any) -> None:
        """Goes to where the view stands, and notes where the logs end now."""
        # To ask for a partition is what makes an embedded broker create its topic.
        beyond = [topics.name_of(topic, self._settings) for topic in WORKED]
        consumer.assign([TopicPartition(name, 0) for name in (*self._topics, *beyond)])
        partitions = [at for name in self._topics for at in await _partitions(consumer, name)]
        others = [at for name in beyond for at in await _partitions(consumer, name)]
        consumer.assign([*partitions, *others])
        consumer.pause(*others)
        epoch = await epoch_of(self._settings)
        if self._view.epoch not in ("", epoch):
            self._forget()
        self._view.epoch = epoch
        begin, end = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
        if self._snapshot and not self._view.position.offsets:
            self._snapshot.load(self._view, {self._place(at): (begin[at], end[at]) for at in partitions})
        seen = self._view.position.offsets
        for at in partitions:
            here = self._place(at)
            if not begin[at] <= seen.get(here, -1) <= end[at]:
                self._view.start(here, begin[at])
            consumer.seek(at, self._seen(at))
        self._goal = self._goal or end

    def _forget(self) -> None:
        """Begin as a process that has just started, but for those who listen."""
        self._view.forget()
        self._hub.reset(time.monotonic())
        self._goal, self.ready = None, False
        self._freshness, self._began = Freshness(), time.monotonic()

    async def _watch(self) -> None:
        """Looks now and then whether the topics are still the same. A log made anew is silent where it is shorter."""
        while True:
            await asyncio.sleep(LOGS)
            with suppress(*AWAY):
                if await epoch_of(self._settings) != self._view.epoch:
                    raise OtherLogsError

    def _place(self, at: TopicPartition) -> Partition:
        return self._topics[at.topic].name, at.partition

    def _seen(self, at: TopicPartition) -> int:
        return self._view.position.offsets.get(self._place(at), 0)

    async def _follow(self, consumer: Any) -> None:
        while True:
            for at, records in (await consumer.getmany(timeout_ms=1000, max_records=BATCH)).items():
                fold(self._view, self._tell, self._topics[at.topic].name, at.partition, self._read_all(at, records))
            await asyncio.sleep(0)

    def _tell(self, step: Sequence[Effect]) -> None:
        self._hub.publish(step, time.monotonic())

    def _read_all(self, at: TopicPartition, records: Iterable[Any]) -> Iterator[Numbered]:
        topic = self._topics[at.topic]
        for record in records:
            try:
                assert topic.message
                yield record.offset, decode(topic.message, record.value), moment_at(1000 * record.timestamp)
            except ContractError as wrong:
                metrics.failure("serve", "contract")
                log.error("%s %d:%d cannot be read: %s", at.topic, at.partition, record.offset, wrong)
                self._view.skip(topic.name, at.partition, record.offset)

    async def _probe(self, consumer: Any, workers: Workers) -> None:
        """Asks now and then how far the workers are, and where the logs end: only who has reached that is fresh."""
        partitions = list(consumer.assignment())
        while True:
            asked, done = time.monotonic(), await workers.done(partitions)
            async with asyncio.timeout(PATIENCE):
                ends = await consumer.end_offsets(partitions)
            read = {at: self._seen(at) for at in partitions if at.topic in self._topics}
            fresh = self._freshness.look(asked, (read, self._begun(partitions, done)), ends)
            if not self.ready and all(self._seen(at) >= goal for at, goal in (self._goal or {}).items()):
                self.ready = True
                self._hub.renew()
            await asyncio.sleep(PROBE if fresh else SOON if self.ready else 0.05)

    def _begun(self, partitions: Iterable[TopicPartition], done: Offsets) -> Offsets:
        """How far the workers are: at the start of what they have not begun. Where none ever was none is waited for,
        but by what nobody else reads.
        """
        theirs = {topics.name_of(topic, self._settings) for topic in WORKED + (BOTH if done else ())}
        return {**{at: 0 for at in partitions if at.topic in theirs}, **done}


async def _partitions(consumer: Any, name: str) -> list[TopicPartition]:
    while not (numbers := consumer.partitions_for_topic(name)):
        await asyncio.sleep(PROBE / 20)
    return [TopicPartition(name, number) for number in sorted(numbers)]


async def epoch_of(settings: Settings) -> str:
    """Names the logs that offsets belong to: another cluster, or topics made anew, are another epoch."""
    logs = await asyncio.to_thread(topics.identity, settings, READ)
    return digest(*logs, settings.topic_prefix + settings.suffix, length=12)
