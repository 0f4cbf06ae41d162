"""The frames that wait for one client: bounded in bytes; a client that falls behind gets the latest instead of all."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Literal

End = Literal["slow", "shutdown", "gone"]


class Mailbox:
    """Frames in order. When more than `limit` bytes wait, they are dropped, and `catch_up` says what replaces them
    at the moment the client reads again; without `catch_up` the client is parted with."""

    def __init__(self, limit: int, catch_up: Callable[[], bytes] | None) -> None:
        self._limit = limit
        self._catch_up = catch_up
        self._frames: deque[bytes] = deque()
        self._ready = asyncio.Event()
        self.size = 0
        self.behind_since: float | None = None
        self.end: End | None = None

    def begin(self, frames: bytes) -> None:
        """What the client gets first, of whatever length; it does not count towards the limit."""
        self._frames.append(frames)
        self._ready.set()

    def renew(self) -> None:
        """The client is told how all now stands."""
        if self._catch_up and not self.end:
            self.begin(self._catch_up())

    def put(self, frame: bytes, *, now: float) -> None:
        if self.end or self.behind_since is not None:
            return
        self._frames.append(frame)
        self.size += len(frame)
        if self.size > self._limit:
            self._fall_behind(now)
        self._ready.set()

    def _fall_behind(self, now: float) -> None:
        self._empty()
        if self._catch_up:
            self.behind_since = now
        else:
            self.close("slow")

    def close(self, end: End) -> None:
        """Nothing more is taken in; what waits is still handed out, unless the client is gone or too slow."""
        self.end = self.end or end
        if self.end != "shutdown":
            self._empty()
        self._ready.set()

    async def take(self) -> bytes:
        """All that waits, as soon as something does; empty when the mailbox is closed and nothing waits."""
        await self._ready.wait()
        frames = b"".join(self._frames)
        self._empty()
        if self.behind_since is not None and self._catch_up and not self.end:
            frames = self._catch_up()
            self.behind_since = None
        if not self.end:
            self._ready.clear()
        return frames

    def _empty(self) -> None:
        self._frames.clear()
        self.size = 0
