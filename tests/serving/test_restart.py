"""A real broker is killed and comes back: every answer is given meanwhile, staleness grows and falls."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from streams import topics
from streams.serving.model.question import Question, Range
from streams.settings import Settings
from tests import local_kafka
from tests.serving.test_source import NEWS, Desk, reading, until


@pytest.fixture
def kafka(tmp_path: Path) -> Iterator[Any]:
    broker = local_kafka.started(tmp_path / "kafka")
    yield broker
    broker.kill()


@pytest.mark.kafka
async def test_it_goes_on_when_the_broker_comes_back(kafka: Any) -> None:
    settings = Settings(broker=f"127.0.0.1:{kafka.port}")
    await asyncio.to_thread(topics.apply, settings)
    desk = Desk(settings)
    async with reading(settings) as (source, view):
        await until(lambda: source.ready)
        await asyncio.to_thread(desk.write, *NEWS[:2])
        await until(lambda: view.totals(Question()).sum(Range()).best == 1)
        kafka.kill()
        await until(lambda: source.staleness > 7)
        assert (source.ready, source.alive) == (True, True)
        await asyncio.to_thread(kafka.launch)
        await asyncio.to_thread(desk.write, NEWS[2])
        await until(lambda: view.totals(Question()).sum(Range()).best == 2, 30)
        await until(lambda: source.staleness < 2, 30)
