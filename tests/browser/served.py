"""A newsroom behind a real server on a free port, in a thread of its own."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from streams.serving.server import Parts, Server, bound
from tests.serving.newsroom import Newsroom

T = TypeVar("T")


@dataclass
class Served:
    """`do` runs something where the server runs, so that nothing is touched from two threads."""

    room: Newsroom
    url: str
    loop: asyncio.AbstractEventLoop
    server: Server

    def do(self, act: Callable[[], T]) -> T:
        async def acted() -> T:
            return act()

        return asyncio.run_coroutine_threadsafe(acted(), self.loop).result(10)


@contextlib.contextmanager
def served(room: Newsroom, port: int = 0) -> Iterator[Served]:
    """The newsroom at an address; stopped at the end, streams included."""
    listener = bound("127.0.0.1", port)
    server = Server(Parts(room.app, room.hub))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=_run, args=(loop, server, listener), daemon=True)
    thread.start()
    try:
        yield Served(room, f"http://127.0.0.1:{listener.getsockname()[1]}", loop, server)
    finally:
        loop.call_soon_threadsafe(_stop, room, server)
        thread.join(15)
        listener.close()


def _run(loop: asyncio.AbstractEventLoop, server: Server, listener: Any) -> None:
    asyncio.set_event_loop(loop)
    loop.run_until_complete(server.serve(sockets=[listener]))
    loop.close()


def _stop(room: Newsroom, server: Server) -> None:
    room.hub.close("shutdown")
    server.should_exit = True
