"""When a correction's turn is: after all events of its partition that were there when it came."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from aiokafka.errors import KafkaError
from faust.types import TP

from schemas.event import Kind
from streams.fusing import Fuse, kind_of
from streams.intake import is_current
from streams.stage import Desk, Stage

S = TypeVar("S", bound=Stage)
LOOK = 0.05
AGAIN = 1.0


@dataclass(slots=True)
class Progress:
    """How far each owned partition was handled: the next offset, and the time of the last record (ms)."""

    done: dict[TP, tuple[int, int]] = field(default_factory=dict)
    moved: float = field(default_factory=time.monotonic)

    def note(self, tp: TP, offset: int, at: int) -> None:
        """A record was handled and acknowledged."""
        self.done[tp] = (offset + 1, at)
        self.moved = time.monotonic()


@dataclass(frozen=True, slots=True)
class Seat(Generic[S]):
    """A stage at its desk, and the topic that it reads."""

    stage: S
    desk: Desk
    topic: str


class Turns:
    """Makes each correction wait for the events of its kind, once for each assignment of a partition."""

    def __init__(self, app: Any, progress: Progress, seats: Mapping[Kind, Seat[Fuse]]) -> None:
        self._app = app
        self._progress = progress
        self._seats = seats
        self._caught_up: dict[TP, int] = {}

    def seat_of(self, event: Any) -> Seat[Fuse]:
        """Where a correction is handled."""
        return self._seats[kind_of(event.message.key)]

    async def wait(self, event: Any) -> None:
        """Returns when all is handled that an earlier owner may have announced, or when the event is not ours."""
        seat = self.seat_of(event)
        tp = TP(seat.topic, event.message.partition)
        generation = self._app.consumer_generation_id
        if self._caught_up.get(tp) == generation:
            return
        end: int | None = None
        while is_current(self._app, event):
            if end is None:
                end = await self._end(tp)
            elif self._handled(tp) >= end:
                seat.stage.caught_up(tp.partition, end)
                self._caught_up[tp] = generation
                return
            else:
                await asyncio.sleep(LOOK)

    async def _end(self, tp: TP) -> int | None:
        """The offset after the last event there now; None where the broker does not say."""
        try:
            return int((await self._app.consumer.highwaters(tp))[tp])
        except KafkaError:
            await asyncio.sleep(AGAIN)
            return None

    def _handled(self, tp: TP) -> int:
        """The offset after the last event that was handled, by us or by an earlier owner."""
        done = self._progress.done.get(tp)
        return done[0] if done else self._app.consumer._committed_offset.get(tp) or 0
