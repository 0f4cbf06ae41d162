"""Counts are exactly the oracle's when workers are killed at any moment, join, leave, or lose their broker."""

import itertools
import random
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from streams.settings import Settings
from streams.topics import COUNTS
from tests.shell import flow, stub

pytestmark = pytest.mark.kafka


def same_as_oracle(settings: Settings, articles: list[Any], kept: Sequence[flow.Process] = ()) -> None:
    """Incidents and counts equal those of the pure pipeline."""
    flow.settle(settings, kept=kept)
    outcome = flow.expected(articles)
    assert flow.incidents(settings) == {one.id for one in outcome.incidents}
    assert flow.counts(settings, COUNTS) == flow.cells(outcome.counts)


@pytest.mark.parametrize(("seed", "store"), [(1, "memory"), (2, "rocksdb"), (3, "memory")])
def test_a_worker_killed_again_and_again(settings: Settings, seed: int, store: str) -> None:
    settings = settings.model_copy(update={"store": store})
    dice = random.Random(seed)
    articles = stub.articles(seed, 3000)
    flow.publish(settings, articles)
    worker = flow.Process(settings, "worker-0")
    for _ in range(4):
        worker.start()
        worker.ready()
        time.sleep(dice.uniform(0.0, 1.2))
        worker.kill()
    assert flow.lag(settings) > 0, "killed too late to prove anything"
    worker.start()
    try:
        same_as_oracle(settings, articles)
    finally:
        worker.stop()


def test_the_same_news_twice_and_shuffled(settings: Settings) -> None:
    articles = stub.articles(4, 1500)
    again = random.Random(4).sample(articles, len(articles))
    flow.publish(settings, [*articles, *again])
    worker = flow.Process(settings, "worker-0")
    worker.start()
    try:
        same_as_oracle(settings, articles)
    finally:
        assert worker.stop() == 0


def test_workers_come_and_go(settings: Settings) -> None:
    articles = stub.articles(5, 2400)
    first, second, third = (flow.Process(settings, f"worker-{number}") for number in range(3))
    flow.publish(settings, articles[:1200])
    first.start()
    first.ready()
    second.start()
    second.ready()
    flow.publish(settings, articles[1200:1800])
    assert first.stop() == 0
    third.start()
    flow.publish(settings, articles[1800:])
    third.ready()
    second.kill()
    try:
        same_as_oracle(settings, articles)
    finally:
        third.stop()


def test_each_takes_over_from_the_last(settings: Settings) -> None:
    articles = stub.articles(7, 2000)
    flow.publish(settings, articles[:500])
    last = flow.Process(settings, "worker-0")
    last.start()
    flow.settle(settings)
    try:
        for number in (1, 2, 3):
            following = flow.Process(settings, f"worker-{number}")
            following.start()
            following.ready()
            time.sleep(2)
            last.kill()
            last = following
            flow.publish(settings, articles[500 * number : 500 * (number + 1)])
            flow.settle(settings)
        same_as_oracle(settings, articles)
    finally:
        last.stop()


@pytest.mark.parametrize("seed", [7, 8])
def test_a_worker_that_stood_still_wakes_up(settings: Settings, seed: int) -> None:
    """What it writes then must not lie upon what its successor wrote; a third worker shows what the tables hold."""
    articles = stub.articles(seed, 4000)
    sleeper, successor, third = (flow.Process(settings, f"worker-{number}") for number in range(3))
    flow.publish(settings, articles[:3000])
    sleeper.start()
    sleeper.ready()
    time.sleep(random.Random(seed).uniform(0.1, 0.5))
    sleeper.pause()
    assert flow.lag(settings) > 0, "paused too late to prove anything"
    successor.start()
    flow.publish(settings, articles[3000:3500])
    successor.ready()
    flow.settle(settings)
    sleeper.wake()
    time.sleep(3)
    sleeper.stop()
    successor.kill()
    flow.publish(settings, articles[3500:])
    third.start()
    try:
        same_as_oracle(settings, articles)
    finally:
        third.stop()


@pytest.mark.parametrize(("seed", "store"), [(100, "memory"), (101, "memory"), (102, "rocksdb")])
def test_workers_join_leave_and_die_in_any_order(settings: Settings, seed: int, store: str) -> None:
    settings = settings.model_copy(update={"store": store})
    dice = random.Random(seed)
    articles = stub.articles(seed, 2400)
    waiting = list(articles)
    names = (f"worker-{number}" for number in itertools.count())
    workers: list[flow.Process] = []
    try:
        for _ in range(8):
            flow.publish(settings, [waiting.pop(0) for _ in range(dice.randrange(60, 240))])
            come_or_go(settings, workers, dice, names)
            time.sleep(dice.uniform(0, 4))
        flow.publish(settings, waiting)
        same_as_oracle(settings, articles)
    finally:
        for worker in workers:
            worker.stop()


def come_or_go(settings: Settings, workers: list[flow.Process], dice: random.Random, names: Iterator[str]) -> None:
    """One to three workers: one joins, leaves in order, or is killed; some join while another still does."""
    if len(workers) < 2 or (len(workers) < 3 and dice.random() < 0.5):
        workers.append(flow.Process(settings, next(names)))
        workers[-1].start()
        if dice.random() < 0.4:
            workers[-1].ready()
    else:
        gone = workers.pop(dice.randrange(len(workers)))
        gone.kill() if dice.random() < 0.5 else gone.stop()


def test_the_broker_restarts(kafka: Any, settings: Settings) -> None:
    articles = stub.articles(6, 3000)
    flow.publish(settings, articles[:2000])
    worker = flow.Process(settings, "worker-0")
    worker.start()
    worker.ready()
    kafka.restart()
    flow.publish(settings, articles[2000:])
    try:
        same_as_oracle(settings, articles, [worker])
    finally:
        worker.stop()
