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
    with running(Parts(room.app, room.hub), port) as (url, loop, server):
        yield Served(room, url, loop, server)


@contextlib.contextmanager
def running(made: Parts, port: int = 0) -> Iterator[tuple[str, asyncio.AbstractEventLoop, Server]]:
    """The parts of a server, at an address; stopped at the end, streams included."""
    listener = bound("127.0.0.1", port)
    server = Server(made)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=_run, args=(loop, server, listener), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", loop, server
    finally:
        loop.call_soon_threadsafe(_stop, made, server)
        thread.join(15)
        listener.close()


def _run(loop: asyncio.AbstractEventLoop, server: Server, listener: Any) -> None:
    asyncio.set_event_loop(loop)
    loop.run_until_complete(server.serve(sockets=[listener]))
    loop.close()


def _stop(made: Parts, server: Server) -> None:
    made.hub.close("shutdown")
    server.should_exit = True
