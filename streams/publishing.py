"""A run of items, from files or an archive, to the broker: at once or at the pace at which they were published."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice

from schemas.article import Article
from streams.feeds.item import Item
from streams.producer import EMBEDDED_BYTES, Post, Sent, connected, is_embedded
from streams.settings import Settings


class Pace:
    """Lets an archive pass at `speed` seconds of news per second; an item older than the one before goes at once."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._began: tuple[float, datetime] | None = None

    async def wait(self, published: datetime) -> None:
        """Returns when the moment of `published` has come, counted from the first call."""
        clock = asyncio.get_running_loop()
        if self._began is None:
            self._began = (clock.time(), published)
        start, first = self._began
        await asyncio.sleep(max(0.0, start + (published - first).total_seconds() / self._speed - clock.time()))


async def publish(
    settings: Settings,
    items: Iterable[Item],
    *,
    speed: float | None = None,
    batch: int = 200,
    watch: Callable[[Sent], None] = lambda sent: None,
) -> Sent:
    """Sends all items, at once or at a pace, and returns when the broker has answered for each.

    `watch` is told how things stand now and then. `batch` items are read at a time: 1 for a live pipe.
    Raises `UnreachableError`, `NoTopic`, `DoesNotFit`.
    """
    room = EMBEDDED_BYTES if await asyncio.to_thread(is_embedded, settings) else None
    pace = Pace(speed) if speed else None
    async with connected(settings) as producer:
        post = Post(producer, settings, room=room)
        return await post.unless_stalled(_send_all(post, iter(items), pace, batch, watch))


async def _send_all(
    post: Post, source: Iterator[Item], pace: Pace | None, batch: int, watch: Callable[[Sent], None]
) -> Sent:
    while taken := await _apart(lambda: list(islice(source, batch))):
        for item in taken:
            if pace and isinstance(item, Article):
                await pace.wait(item.published)
            await post.send(item)
            watch(post.sent)
    return await post.settle()


async def _apart(read: Callable[[], list[Item]]) -> list[Item]:
    """Reads in a thread that the end of the process need not wait for, as a pipe may be silent for ever."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[Item]] = loop.create_future()

    def settle(items: list[Item], wrong: Exception | None) -> None:
        if not answer.cancelled():
            answer.set_exception(wrong) if wrong else answer.set_result(items)

    def run() -> None:
        items: list[Item] = []
        wrong = None
        try:
            items = read()
        except Exception as raised:
            wrong = raised
        with suppress(RuntimeError):  # The loop is closed: nobody waits any more.
            loop.call_soon_threadsafe(settle, items, wrong)

    threading.Thread(target=run, daemon=True).start()
    return await answer
