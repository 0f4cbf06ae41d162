"""Corrections among the news: exactly the oracle's incidents and counts, though workers are killed and come and go."""

import random
import time

import pytest

from schemas.article import Article
from schemas.correction import Correction
from streams import letters
from streams.settings import Settings
from streams.topics import COUNTS
from tests.shell import flow, stub

pytestmark = pytest.mark.kafka


def told(seed: int, count: int, corrections: int) -> tuple[list[Article], list[Correction]]:
    """News, and what an analyst says of it."""
    articles = stub.articles(seed, count)
    return articles, stub.corrections(seed, corrections, [event for one in articles for event in stub.read(one)])


def same_as_oracle(settings: Settings, articles: list[Article], made: list[Correction]) -> None:
    """Incidents and counts equal those of the pure pipeline."""
    flow.settle(settings)
    expected = flow.expected(articles, made)
    assert flow.incidents(settings) == {one.id for one in expected.incidents}
    assert flow.counts(settings, COUNTS) == flow.cells(expected.counts)
    assert list(letters.letters(settings)) == []


def test_a_worker_killed_among_corrections(settings: Settings) -> None:
    settings = settings.model_copy(update={"store": "rocksdb"})
    dice = random.Random(2)
    articles, made = told(2, 1400, 240)
    flow.publish(settings, articles[:400])
    worker = flow.Process(settings, "worker-0")
    for part in range(5):
        worker.start()
        worker.ready()
        flow.publish_corrections(settings, made[48 * part : 48 * (part + 1)])
        flow.publish(settings, articles[400 + 200 * part : 600 + 200 * part])
        flow.publish_corrections(settings, made[:12])
        time.sleep(dice.uniform(0.05, 1.0))
        worker.kill()
    worker.start()
    try:
        same_as_oracle(settings, articles, made)
    finally:
        worker.stop()


def test_corrections_while_workers_come_and_go(settings: Settings) -> None:
    articles, made = told(5, 2000, 200)
    first, second = flow.Process(settings, "worker-0"), flow.Process(settings, "worker-1")
    flow.publish_corrections(settings, made[:50])
    flow.publish(settings, articles[:1000])
    first.start()
    first.ready()
    flow.publish_corrections(settings, made[50:120])
    second.start()
    second.ready()
    flow.publish(settings, articles[1000:])
    flow.publish_corrections(settings, made[120:])
    first.kill()
    try:
        same_as_oracle(settings, articles, made)
    finally:
        second.stop()
