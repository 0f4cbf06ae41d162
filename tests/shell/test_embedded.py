"""End to end on the embedded broker: any client produces, a worker reads, counts come out."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from confluent_kafka import Producer

from schemas.message import encode
from streams import letters, topics
from streams.broker import UnreachableError, embedded, reachable, require
from streams.cli import outcome
from streams.outbox import partition_of
from streams.serving.access import keys
from streams.serving.server import parts
from streams.settings import Settings
from streams.topics import ARTICLES, COUNTS
from tests.browser.served import running
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
    expected = flow.expected(articles)
    counted = flow.counts(settings, COUNTS)
    assert counted == flow.cells(expected.counts)
    assert flow.incidents(settings) == {one.id for one in expected.incidents}
    flow.publish(settings, articles)
    flow.settle(settings)
    assert flow.counts(settings, COUNTS) == counted


def test_corrections_between_the_articles_come_to_what_a_backtest_says(
    settings: Settings, worker: flow.Process
) -> None:
    articles = stub.articles(9, 200)
    made = stub.corrections(9, 40, [event for article in articles for event in stub.read(article)])
    flow.publish_corrections(settings, made[:20])
    flow.publish(settings, articles[:100])
    worker.ready()
    flow.publish_corrections(settings, made[20:])
    flow.publish(settings, articles[100:])
    flow.publish_corrections(settings, made[::3])
    flow.settle(settings)
    expected = flow.expected(articles, made)
    assert flow.counts(settings, COUNTS) == flow.cells(expected.counts) != flow.cells(flow.expected(articles).counts)
    assert flow.incidents(settings) == {one.id for one in expected.incidents}
    assert list(letters.letters(settings)) == []


def test_who_corrects_at_the_terminal_sees_the_count_change(
    settings: Settings, worker: flow.Process, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, key = keys.made("desk", ("correct",), datetime.now(UTC) + timedelta(days=1))
    keys.write_keys(settings.keys_file, [key])
    monkeypatch.setenv("SITREP_KEY", made)
    worker.ready()
    with running(parts(settings)) as (url, _, _):
        flow.publish(settings, [stub.articles(1, 1)[0].model_copy(update={"text": TWO_ATTACKS})])
        first, second = (one["id"] for one in served(url, capsys, 2)["newest"])
        assert outcome(["correct", "merge", first, second, "--why", "one raid", "--server", url]) == 0
        merge = capsys.readouterr().out.split()[0]
        [whole] = served(url, capsys, 1)["newest"]
        assert [one["why"] for one in whole["corrections"]] == ["one raid"]
        assert outcome(["correct", "undo", merge, "--why", "two after all", "--server", url]) == 0
        served(url, capsys, 2)
        assert outcome(["correct", "dismiss", first, "--why", "an exercise", "--server", url]) == 0
        served(url, capsys, 1)


def test_who_writes_over_http_can_wait_for_it(settings: Settings, worker: flow.Process) -> None:
    """From the first record on: what no worker has begun is waited for, too."""
    made, key = keys.made("desk", ("write", "correct"), datetime.now(UTC) + timedelta(days=1))
    keys.write_keys(settings.keys_file, [key])
    worker.ready()
    ids: list[str] = []
    with running(parts(settings)) as (url, _, _), httpx.Client(base_url=url, timeout=30) as client:
        client.headers["Authorization"] = f"Bearer {made}"
        for number in range(3):
            text = f"USA 2023-11-{10 + 5 * number} houthis"
            one = stub.articles(1, 1)[0].model_copy(update={"id": f"story-{number}", "text": text})
            sent = client.post("/v1/articles", content=encode(one), headers={"Content-Type": "application/x-ndjson"})
            ids = [row["id"] for row in reached(client, "/v1/incidents", sent)["incidents"]]
            assert len(ids) == number + 1
        wanted = {"action": "dismiss", "incidents": ids[:1], "why": "an exercise"}
        sent = client.post("/v1/corrections", json=wanted)
        assert reached(client, "/v1/counts", sent)["value"] == 2


def reached(client: httpx.Client, path: str, sent: httpx.Response) -> dict[str, Any]:
    """The first answer that has seen what was sent; before it is reached there is no other."""
    assert sent.status_code == 200, sent.text
    until = time.monotonic() + 30
    while (answer := client.get(path, params={"at_least": sent.json()["position"]})).status_code in (412, 503):
        assert time.monotonic() < until, answer.text
    return dict(answer.json())


TWO_ATTACKS = "USA 2023-11-05 houthis\nUSA 2023-11-09 kataib"


def served(url: str, capsys: pytest.CaptureFixture[str], value: int) -> dict[str, Any]:
    """The count of attacks, when it is so many."""
    until = time.monotonic() + 30
    while True:
        capsys.readouterr()
        code = outcome(["counts", "--json", "--server", url])
        said = capsys.readouterr().out
        if code == 0 and (body := orjson.loads(said))["value"] == value:
            return dict(body)
        assert time.monotonic() < until, said
        time.sleep(0.2)


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
