"""From an article's acceptance to the delta on a subscriber's stream, with a worker and a server as processes.

`python tests/bench/bench_latency.py [--seconds 15] [--burst 200] [--rate 2] [--broker HOST:PORT]`: first a burst, whose
rate is taken as the capacity, then half of that for a while (or `--rate` articles a second); prints p50 and p99.
The clock starts with the timestamp of the article's record, which each delta names as the time of its cause.
"""

import argparse
import asyncio
import math
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

import httpx
import orjson
from aiokafka import AIOKafkaProducer

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from schemas.article import Article
from schemas.message import encode
from streams import up
from streams.producer import connected
from streams.settings import Settings
from streams.topics import ARTICLES, name_of
from tests.bench.news import endless
from tests.bench.runs import topics_for

QUIET = 3.0
READY = 60.0
STREAM = "/v1/counts/stream?kind=attack&since=2000-01-01"


@dataclass(slots=True)
class Heard:
    """Deltas as they came in: when (seconds since 1970), and how long after the article they tell of."""

    at: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)

    async def listen(self, url: str) -> None:
        """Follows the stream until cancelled."""
        async with httpx.AsyncClient(timeout=None) as client, client.stream("GET", url) as answer:
            answer.raise_for_status()
            name = ""
            async for line in answer.aiter_lines():
                kind, _, text = line.partition(": ")
                if kind == "event":
                    name = text
                elif kind == "data" and name == "delta":
                    self._delta(text)

    def _delta(self, text: str) -> None:
        now = time.time()
        self.at.append(now)
        self.took.append(now - datetime.fromisoformat(orjson.loads(text)["cause"]["at"]).timestamp())

    def since(self, moment: float) -> list[float]:
        """How long those took that came after a moment, in order of length."""
        return sorted(took for at, took in zip(self.at, self.took, strict=True) if at - took >= moment)


@contextmanager
def processes(settings: Settings) -> Iterator[str]:
    """A worker and a server; the server's address."""
    metrics_port, port = up.free_ports("127.0.0.1", 23000, 2)
    settings = settings.model_copy(update={"port": port})
    children = [up.worker(settings, 0, metrics_port), up.server(settings)]
    supervisor = up.Supervisor(print)
    try:
        for child in children:
            supervisor.add(child)
        supervisor.wait(READY)
        yield f"http://127.0.0.1:{port}"
    finally:
        supervisor.stop()


async def burst(settings: Settings, producer: AIOKafkaProducer, heard: Heard, articles: Sequence[Article]) -> float:
    """Sends all at once; articles per second until the last delta."""
    began = time.time()
    for article in articles:
        await send(settings, producer, article)
    await producer.flush()
    while not heard.at or heard.at[-1] < began or time.time() - heard.at[-1] < QUIET:
        await asyncio.sleep(0.05)
    return len(articles) / (heard.at[-1] - began)


async def steady(
    settings: Settings, producer: AIOKafkaProducer, source: Iterator[Article], rate: float, seconds: float
) -> None:
    """Sends at an even pace."""
    began = time.monotonic()
    for number, article in enumerate(islice(source, math.ceil(rate * seconds))):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        await send(settings, producer, article)
    await producer.flush()
    await asyncio.sleep(QUIET)


async def send(settings: Settings, producer: AIOKafkaProducer, article: Article) -> None:
    """Hands one article to the producer."""
    await producer.send(name_of(ARTICLES, settings), encode(article), key=article.id.encode())


async def measure(settings: Settings, url: str, number: int, seconds: float, rate: float | None) -> None:
    """The burst, the steady load, and the figures."""
    heard, source = Heard(), endless()
    listening = asyncio.create_task(heard.listen(url + STREAM))
    async with connected(settings) as producer:
        await burst(settings, producer, heard, list(islice(source, min(number, 50))))
        capacity = await burst(settings, producer, heard, list(islice(source, number)))
        print(f"capacity   {capacity:,.0f} articles/s, from a burst of {number}")
        rate = rate or capacity / 2
        began = time.time()
        await steady(settings, producer, source, rate, seconds)
        told(rate, heard.since(began))
    listening.cancel()


def told(rate: float, took: Sequence[float]) -> None:
    """One line of figures."""
    p50, p99 = statistics.median(took), took[math.ceil(0.99 * len(took)) - 1]
    figures = f"p50 {1000 * p50:.0f} ms  p99 {1000 * p99:.0f} ms  max {1000 * took[-1]:.0f} ms"
    print(f"latency    {figures}   at {rate:,.0f} articles/s, {len(took)} deltas")


def main() -> None:
    """The measurement."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=15)
    options.add_argument("--burst", type=int, default=200)
    options.add_argument("--rate", type=float)
    options.add_argument("--broker")
    chosen = options.parse_args()
    with topics_for(chosen.broker) as settings, processes(settings) as url:
        asyncio.run(measure(settings, url, chosen.burst, chosen.seconds, chosen.rate))


if __name__ == "__main__":
    main()
