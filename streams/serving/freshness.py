"""How old an answer may be: since when it is known that everything written until then has been worked off and read.

A moment is covered when nothing waits anywhere. While news flows something always waits somewhere; so a moment is
also covered once what was written by then is done, and then what that led to, and so on through the stages.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from streams.broker import aiokafka_options, stop
from streams.settings import Settings

Offsets = Mapping[TopicPartition, int]
STAGES = 5
"""An article becomes events, they become incidents, those entries, those counts, and all of it is read here."""
PATIENCE = 5.0


@dataclass(slots=True)
class Mark:
    """A moment that is not covered yet, where the logs ended then, and the offsets that must be reached before the next
    stage is looked at.
    """

    moment: float
    ended: Offsets
    wanted: Offsets
    left: int = STAGES


class Freshness:
    """Told of each look at the broker; `moment` is the latest that is covered, None before the first, `covered` where
    the logs ended then: what was written before is worked off, and all that it led to is read.
    """

    def __init__(self) -> None:
        self.moment: float | None = None
        self.covered: Offsets = {}
        self._mark: Mark | None = None

    def look(self, moment: float, done: Sequence[Offsets], ends: Offsets) -> bool:
        """How far each reader of the logs is, asked at a moment, and where they end, asked after it; True if all are
        done. Who is a reader of one partition of a topic is one of them all.
        """
        if reached(done, ends):
            self._cover(moment, ends)
            return True
        if self._mark is None:
            self._mark = Mark(moment, ends, ends)
        elif reached(done, self._mark.wanted):
            self._advance(self._mark, ends)
        return False

    def _advance(self, mark: Mark, ends: Offsets) -> None:
        mark.wanted, mark.left = ends, mark.left - 1
        if not mark.left:
            self._cover(mark.moment, mark.ended)

    def _cover(self, moment: float, ended: Offsets) -> None:
        self.moment, self.covered, self._mark = moment, ended, None


def reached(done: Sequence[Offsets], ends: Offsets) -> bool:
    return all(_reached(reader, ends) for reader in done)


def _reached(reader: Offsets, ends: Offsets) -> bool:
    begun = {at.topic for at in reader}
    return all(reader.get(at, 0) >= end for at, end in ends.items() if at.topic in begun)


class Workers:
    """How far the workers' group is in the topics that it reads."""

    def __init__(self, settings: Settings) -> None:
        self._group = settings.consumers
        self._admin = AIOKafkaAdminClient(**aiokafka_options(settings), client_id="sitrep-serve")

    async def start(self) -> None:
        await self._admin.start()

    async def close(self) -> None:
        await stop(self._admin.close(), self._admin._client)

    async def done(self, partitions: list[TopicPartition]) -> Offsets:
        """The offsets that are committed. Raises `KafkaError` and `TimeoutError`."""
        # `asyncio.wait_for` of Python 3.11 loses a cancellation that comes together with the answer.
        async with asyncio.timeout(PATIENCE):
            found = await self._admin.list_consumer_group_offsets(self._group, partitions=partitions)
        return {at: committed.offset for at, committed in found.items() if committed.offset >= 0}
