"""Polling feeds politely: only what has changed, one request at a time to a host, and no faster than the host likes."""

import asyncio
import json
import os
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiokafka import AIOKafkaProducer

from schemas.article import Article
from schemas.message import digest
from streams import metrics, producer, sandbox
from streams.broker import UnreachableError
from streams.feeds import guess
from streams.feeds.item import Item, host_of
from streams.fetching import Fetched, FetchError, Limits, any_address, client, fetch, is_public
from streams.producer import Post, Sent
from streams.sandbox import UnreadableError
from streams.settings import Settings

EVERY = 300.0
ANY = "*"
PARSERS = 2
"""So many feeds are parsed at a time, each by a process of its own, which may take a gigabyte."""
_FRONTS = ("feed", "feeds", "rss")
_SEEN = 5000
_LONGEST = 6 * 3600.0
_GAP = 1.0
_MOST = 500
"""So many new items are taken from a feed at one visit: one that floods does not keep the others waiting."""


Parse = Callable[[str, bytes], Awaitable[list[Item]]]


@dataclass(frozen=True, slots=True)
class Feed:
    """Where a feed is, how it is written (`auto` looks), and the seconds between visits. `source` is whose news it
    tells: its own host's where nothing is said; with `ANY` the feed is trusted to say so for each article.
    """

    url: str
    form: str = "auto"
    every: float = EVERY
    source: str | None = None

    @property
    def teller(self) -> str:
        """The one source that this feed is: what was said, or its host without `feeds.` and the like."""
        host = host_of(self.url)
        front, _, rest = host.partition(".")
        return self.source or (rest if front in _FRONTS and "." in rest else host) or self.url[:200]


@dataclass(slots=True)
class Memory:
    """What is known of a feed from earlier visits. `seen` maps an item to its content and the version it was given."""

    etag: str | None = None
    modified: str | None = None
    not_before: float = 0.0
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of one visit: `failure` is None or a reason, `wait` what the server asked for in seconds, `waiting` how
    many new items were left for the next visit.
    """

    feed: Feed
    sent: Sent = field(default_factory=Sent)
    unchanged: int = 0
    waiting: int = 0
    failure: str | None = None
    detail: str = ""
    wait: float = 0.0
    gone: bool = False


class UnwritableError(Exception):
    """What was seen of a feed cannot be kept; the text says where and why."""


@dataclass(slots=True)
class Poller:
    """Visits feeds over one session and one producer. `gap` is the pause between two requests to one host, `most` how
    many new items are taken at a visit.
    """

    settings: Settings
    session: aiohttp.ClientSession
    kafka: AIOKafkaProducer
    limits: Limits = field(default_factory=Limits)
    gap: float = _GAP
    most: int = _MOST
    parse: Parse = sandbox.parsed
    _parsing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PARSERS))
    _hosts: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def visit(self, feed: Feed) -> Visit:
        """Fetches a feed and sends what is new or changed; remembers only what the broker has acknowledged."""
        memory = recall(self.settings, feed)
        if (rest := memory.not_before - time.time()) > 0:
            return Visit(feed, wait=rest, detail=f"asked not to come before {rest:.0f} s from now")
        try:
            done = await self._visited(feed, memory)
        except UnwritableError as wrong:
            done = Visit(feed, failure="disk", detail=str(wrong))
        tell(done)
        return done

    async def _visited(self, feed: Feed, memory: Memory) -> Visit:
        try:
            fetched = await self._fetched(feed, memory)
            return Visit(feed) if fetched.body is None else await self._take(feed, fetched, fetched.body, memory)
        except FetchError as wrong:
            memory.not_before = time.time() + wrong.retry_after
            remember(self.settings, feed, memory)
            return Visit(feed, failure=wrong.reason, detail=str(wrong), wait=wrong.retry_after, gone=wrong.gone)
        except UnreadableError as wrong:
            return Visit(feed, failure="unreadable", detail=str(wrong))
        except UnreachableError as wrong:
            return Visit(feed, failure="broker", detail=str(wrong))

    async def keep(self, feed: Feed, watch: Callable[[Visit], None]) -> None:
        """Visits a feed again and again, until it is gone."""
        failures = 0
        await asyncio.sleep(random.uniform(0, min(feed.every, 10)))
        while True:
            done = await self.visit(feed)
            watch(done)
            if done.gone:
                return
            failures = failures + 1 if done.failure else 0
            await asyncio.sleep(pause(feed.every, failures, done.wait, random.uniform(0.9, 1.1)))

    async def _fetched(self, feed: Feed, memory: Memory) -> Fetched:
        async with self._hosts[urlsplit(feed.url).hostname or ""]:
            try:
                return await fetch(
                    self.session, feed.url, etag=memory.etag, modified=memory.modified, limits=self.limits
                )
            finally:
                await asyncio.sleep(self.gap)

    async def _take(self, feed: Feed, fetched: Fetched, body: bytes, memory: Memory) -> Visit:
        async with self._parsing:
            parsed = await self.parse(guess(body) if feed.form == "auto" else feed.form, body)
        items = [owned(item, feed) if isinstance(item, Article) else item for item in parsed]
        post = Post(self.kafka, self.settings)
        found = list(fresh(items, memory.seen))
        new, waiting = found[: self.most], len(found[self.most :])
        sent = await post.unless_stalled(_send(post, [item for _, item, _ in new]))
        if not sent.failed:
            seen = {**memory.seen, **{key: known for key, _, known in new}}
            present = {item.id for item in items if isinstance(item, Article)}
            ordered = sorted(seen.items(), key=lambda one: one[0] in present)
            # What waits must be fetched again, though it has not changed.
            validators = (None, None) if waiting else (fetched.etag, fetched.modified)
            remember(self.settings, feed, Memory(*validators, seen=dict(ordered[-_SEEN:])))
        return Visit(feed, sent, unchanged=len(items) - len(found), waiting=waiting)


async def _send(post: Post, items: list[Item]) -> Sent:
    for item in items:
        await post.send(item)
    return await post.settle()


def owned(article: Article, feed: Feed) -> Article:
    """The article in the name of the feed that tells it, under an id that no other source can have.

    By its links a feed could be a dozen independent sources, and by the ids of others change or cancel their stories.
    """
    if feed.source == ANY:
        return article
    return article.model_copy(update={"source": feed.teller, "id": digest(feed.teller, article.id)})


def fresh(items: Iterable[Item], seen: dict[str, tuple[str, int]]) -> Iterator[tuple[str, Item, tuple[str, int]]]:
    """What was not seen, or has changed: its key, the item in its new version, and what to remember of it."""
    for item in items:
        if not isinstance(item, Article):
            key = digest(item.detail, item.raw.hex())
            if key not in seen:
                yield key, item, ("", 0)
            continue
        content, (held, version) = digest(item.title, item.text, item.pubstatus), seen.get(item.id, ("", 0))
        if content != held:
            # Most feeds change a story without saying so; a version that grows makes the later text hold.
            newer = max(item.version, version + 1)
            yield item.id, item.model_copy(update={"version": newer}), (content, newer)


def pause(every: float, failures: int, asked: float, jitter: float) -> float:
    """Seconds to the next visit: doubled with each failure in a row up to six hours, never sooner than asked."""
    backed_off = min(every * float(2 ** min(failures, 16)), max(every, _LONGEST))
    return max(backed_off * jitter, asked)


def recall(settings: Settings, feed: Feed) -> Memory:
    """What is remembered of a feed; nothing where the file is missing or damaged."""
    try:
        held: dict[str, Any] = json.loads(_file(settings, feed).read_text("utf-8"))
        seen = {str(key): (str(content), int(version)) for key, (content, version) in held["seen"].items()}
        return Memory(held["etag"], held["modified"], float(held["not_before"]), seen)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory()


def remember(settings: Settings, feed: Feed, memory: Memory) -> None:
    """Replaces what is remembered in one step, so that a crash leaves the old or the new. Raises `UnwritableError`."""
    path = _file(settings, feed)
    fresh_file = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh_file.write_text(json.dumps(asdict(memory)), "utf-8")
        os.replace(fresh_file, path)
    except OSError as wrong:
        raise UnwritableError(f"{path}: {wrong.strerror}; what was sent is sent again next time") from wrong


def _file(settings: Settings, feed: Feed) -> Path:
    return settings.data / "feeds" / f"{digest(settings.topic_prefix, feed.url)}.json"


def tell(visit: Visit) -> None:
    """Counts for the operators."""
    metrics.feed_poll()
    if visit.failure:
        metrics.feed_poll_failure(visit.failure)
    outcomes = {"sent": visit.sent.sent, "failed": visit.sent.failed, "unchanged": visit.unchanged}
    for outcome, count in {**outcomes, "refused": visit.sent.refused.total()}.items():
        for _ in range(count):
            metrics.feed_item(outcome)


async def poll(
    settings: Settings,
    feeds: list[Feed],
    *,
    once: bool = False,
    allow_private: bool = False,
    watch: Callable[[Visit], None] = lambda visit: None,
) -> list[Visit]:
    """Visits all feeds once, or keeps visiting. Raises `UnreachableError`, `NoTopic`."""
    await asyncio.to_thread(producer.is_embedded, settings)
    async with producer.connected(settings) as kafka, client(any_address if allow_private else is_public) as session:
        poller = Poller(settings, session, kafka)
        if not once:
            await asyncio.gather(*(poller.keep(feed, watch) for feed in feeds))
            return []
        visits = await asyncio.gather(*(poller.visit(feed) for feed in feeds))
        for visit in visits:
            watch(visit)
        return list(visits)
