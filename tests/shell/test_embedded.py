"""End to end on the embedded broker: any client produces, a worker reads, counts come out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from confluent_kafka import Producer

from streams import letters, topics
from streams.broker import UnreachableError, embedded, reachable, require
from streams.outbox import partition_of
from streams.settings import Settings
from streams.topics import ARTICLES, COUNTS
from tests.shell import flow, stub


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    with embedded() as broker:
        chosen = Settings(broker=broker.address, topic_prefix="t.", data=tmp_path, session_timeout=6)
        topics.apply(chosen)
        yield chosen


@pytest.fixture
def worker(settings: Settings) -> Iterator[flow.Process]:
    worker = flow.Process(settings, "worker-0")
    worker.start()
    yield worker
    assert worker.stop() == 0


def test_topics_appear_when_touched(settings: Settings) -> None:
    assert topics.diff(settings) == []
    assert topics.apply(settings) == []


def test_counts_come_out_and_the_same_again_changes_nothing(settings: Settings, worker: flow.Process) -> None:
    articles = stub.articles(7, 200)
    flow.publish(settings, articles)
    worker.ready()
    flow.settle(settings)
    outcome = flow.expected(articles)
    counted = flow.counts(settings, COUNTS)
    assert counted == flow.cells(outcome.counts)
    assert flow.incidents(settings) == {one.id for one in outcome.incidents}
    flow.publish(settings, articles)
    flow.settle(settings)
    assert flow.counts(settings, COUNTS) == counted


def test_keys_of_another_client_lie_where_ours_would(settings: Settings) -> None:
    flow.publish(settings, stub.articles(8, 40))
    producer = Producer({"bootstrap.servers": settings.broker, "log_level": 0})
    partitions = len(producer.list_topics("t.articles.v1").topics["t.articles.v1"].partitions)
    for place in range(partitions):
        for key, _, _ in flow.partition(settings, ARTICLES, place):
            assert partition_of(key, partitions) == place


def test_what_cannot_be_read_can_be_looked_at_and_put_back(settings: Settings, worker: flow.Process) -> None:
    producer = Producer({"bootstrap.servers": settings.broker, "log_level": 0})
    flow.send(producer, settings, b"bad", b"no json")
    producer.flush(10)
    worker.ready()
    flow.settle(settings)
    [letter] = letters.letters(settings)
    assert (letter.reason, letter.stage, letter.topic) == ("not-json", "code", "articles.v1")
    assert (letter.key, letter.value) == (b"bad", b"no json")
    assert letters.replay(settings, [letter]) == 1
    flow.settle(settings)
    assert len(list(letters.letters(settings))) == 2


def test_no_broker_is_said_in_one_line() -> None:
    assert not reachable("127.0.0.1:1", 0.5)
    for address in ("127.0.0.1:1", "nonsense", "", "127.0.0.1:99999"):
        with pytest.raises(UnreachableError) as said:
            require(Settings(broker=address), 0.5)
        assert "\n" not in str(said.value)
        assert "--broker" in str(said.value)
