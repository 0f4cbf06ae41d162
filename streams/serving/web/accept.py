"""What comes in over HTTP: articles are read line by line, checked, produced, and answered for one by one."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from schemas.article import Article
from schemas.correction import Correction
from schemas.message import Message, encode, headers
from streams import metrics, topics
from streams.feeds.item import Item, Refused
from streams.feeds.ndjson import read_line
from streams.producer import connected
from streams.serving.problems import Problem
from streams.serving.web.service import Accepted
from streams.settings import Settings

BODY_BYTES = 32_000_000
OTHERS_FIRST = 100
"""After so many lines other requests have their turn."""
PATIENCE = 20.0


async def lines(chunks: AsyncIterator[bytes], most: int) -> AsyncIterator[bytes]:
    """The lines of a body; of a longer line than `most` bytes only so many and one more are kept.

    Raises a problem where the body is longer than we take.
    """
    rest, size = bytearray(), 0
    async for chunk in chunks:
        size += len(chunk)
        if size > BODY_BYTES:
            raise Problem(413, "too-large", f"a body has at most {BODY_BYTES} bytes; send it in parts")
        first, *others = chunk.split(b"\n")
        rest += first[: most + 1 - len(rest)]
        for other in others:
            yield bytes(rest)
            rest = bytearray(other[: most + 1])
    yield bytes(rest)


async def items(chunks: AsyncIterator[bytes], article_bytes: int) -> list[tuple[int, Item]]:
    """Every line that is not empty, with its number: an article, or the reason why it is none."""
    found: list[tuple[int, Item]] = []
    number = 0
    async for line in lines(chunks, article_bytes):
        number += 1
        if len(line) > article_bytes:
            found.append((number, Refused("too-large", f"at most {article_bytes} bytes are taken", number, line[:100])))
        elif line.strip():
            found.append((number, read_line(line.strip(), number)))
        if number % OTHERS_FIRST == 0:
            await asyncio.sleep(0)
    return found


def answered_for(found: list[tuple[int, Item]], stands: Sequence[Accepted]) -> list[dict[str, Any]]:
    """What became of each item, in order; `stands` is where the articles among them now are."""
    taken = iter(stands)
    return [
        _refusal(item) if isinstance(item, Refused) else _receipt(number, item, next(taken)) for number, item in found
    ]


def _refusal(item: Refused) -> dict[str, Any]:
    metrics.failure("api", item.reason)
    refused = f"{item.reason}: {item.detail}"
    return {"line": item.line, "id": None, "partition": None, "offset": None, "refused": refused}


def _receipt(line: int, article: Article, at: Accepted) -> dict[str, Any]:
    return {"line": line, "id": article.id, "partition": at.partition, "offset": at.offset, "refused": None}


@dataclass(slots=True)
class Door:
    """Sends articles to `articles.v1`, corrections to `corrections.v1`; connects when the first one comes."""

    settings: Settings
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _producer: AIOKafkaProducer | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def accept(self, articles: list[Article]) -> list[Accepted]:
        """Returns when the broker has acknowledged all. Raises a problem where it cannot be reached."""
        return await self._deliver(topics.ARTICLES, [(one.id, one) for one in articles])

    async def correct(self, corrections: list[Correction]) -> list[Accepted]:
        """As `accept`."""
        return await self._deliver(topics.CORRECTIONS, [(one.bucket, one) for one in corrections])

    async def _deliver(self, topic: topics.Topic, messages: Sequence[tuple[str, Message]]) -> list[Accepted]:
        try:
            async with asyncio.timeout(PATIENCE):
                producer = await self._connected()
                name = self.settings.topic_prefix + topic.name
                sent = [await self._send(producer, name, key, message) for key, message in messages]
                return [Accepted(at.partition, at.offset) for at in await asyncio.gather(*sent)]
        except (OSError, KafkaError, TimeoutError) as wrong:
            detail = "the broker does not answer; send the same again later, nothing is counted twice"
            raise Problem(503, "no-broker", detail, {"Retry-After": "5"}) from wrong

    async def _connected(self) -> AIOKafkaProducer:
        async with self._lock:
            if self._producer is None:
                self._producer = await self._stack.enter_async_context(connected(self.settings))
            return self._producer

    @staticmethod
    async def _send(producer: AIOKafkaProducer, topic: str, key: str, message: Message) -> "asyncio.Future[Any]":
        value, said = encode(message), headers(message, "urn:sitrep:api")
        answer: asyncio.Future[Any] = await producer.send(topic, value, key=key.encode(), headers=said)
        return answer

    async def close(self) -> None:
        await self._stack.aclose()
