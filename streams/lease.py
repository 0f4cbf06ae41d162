"""The lease: messages and tables are written only while the group is known to count us as a member.

A process that stood still for longer than its session (stopped, swapped out, its machine asleep) wakes up in the middle
of a batch whose partitions are another's by now. Its messages are harmless, since readers ignore lower sequences, but
its table state would be the last of its key in the changelog. So when a request is about to be written to the broker, a
heartbeat must have been answered not long ago; else one is waited for, and who was put out of the group gives up.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiokafka.errors import KafkaError

Ask = Callable[..., Awaitable[bool]]
POLL = 0.02
NOT_A_MEMBER = -1


class LapsedError(KafkaError):  # type: ignore[misc]  # aiokafka has no types
    """The group has given our partitions away; the batch is read again by whoever has them."""

    def __init__(self) -> None:
        super().__init__("this process stood still for longer than its session, and its partitions went elsewhere")


class Lease:
    """Notes when the group last confirmed us; `session` is seconds. Renewals come from the consumer's thread."""

    def __init__(self, session: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._fresh = session / 2
        self._clock = clock
        self._confirmed = -session
        self._coordinator: Any = None

    def watch(self, coordinator: Any) -> None:
        """Learn of each heartbeat and each joining that aiokafka's coordinator does with success."""
        coordinator._do_heartbeat = self._noted(coordinator._do_heartbeat, lambda sent: sent)
        # The session begins when the group has formed, which may take long from our asking.
        coordinator._do_rejoin_group = self._noted(coordinator._do_rejoin_group, lambda _: self._clock())
        self._coordinator = coordinator

    def _noted(self, ask: Ask, begins: Callable[[float], float]) -> Ask:
        async def noted(*arguments: Any) -> bool:
            sent = self._clock()
            answered = bool(await ask(*arguments))
            if answered:
                self._confirmed = begins(sent)
            return answered

        return noted

    async def hold(self) -> None:
        """Return once it is sure that nobody else has our partitions. Raises `LapsedError` when somebody may."""
        while True:
            if self._coordinator is None or self._coordinator.generation == NOT_A_MEMBER:
                raise LapsedError
            if self._clock() - self._confirmed < self._fresh:
                return
            await asyncio.sleep(POLL)
