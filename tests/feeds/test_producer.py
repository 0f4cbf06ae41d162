"""Producing against the embedded broker: what was sent is there, keyed, with its headers; the rest is accounted for."""

import asyncio
import gzip
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from confluent_kafka import Consumer, Message, Producer, TopicPartition

from schemas.article import Article
from schemas.message import decode, encode
from streams import broker
from streams.archive import opened
from streams.feeds import ndjson
from streams.producer import DoesNotFit, Post, connected
from streams.publishing import Pace, publish
from streams.settings import Settings


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with broker.embedded() as embedded:
        yield embedded.address


@pytest.fixture
def settings(address: str, request: pytest.FixtureRequest) -> Settings:
    prefix = "".join(char for char in request.node.name if char.isalnum())
    return Settings(broker=address, topic_prefix=f"{prefix}.")


def story(number: int, **fields: object) -> bytes:
    given = {"url": f"https://a.example/{number}", "title": f"Story {number}", "text": "", "source": "A"}
    return orjson.dumps({**given, "published": "2023-10-07T00:00:00Z", **fields})


def read_all(settings: Settings, topic: str) -> list[Message]:
    consumer = Consumer(
        {"bootstrap.servers": settings.broker, "group.id": "t", "enable.partition.eof": True, "log_level": 0}
    )
    partitions = consumer.list_topics(timeout=5).topics[settings.topic_prefix + topic].partitions
    consumer.assign([TopicPartition(settings.topic_prefix + topic, number, 0) for number in partitions])
    found: list[Message] = []
    ends = 0
    while ends < len(partitions):
        message = consumer.poll(5)
        assert message is not None
        if message.error():
            ends += 1
        else:
            found.append(message)
    consumer.close()
    return found


async def test_articles_arrive_keyed_with_headers_and_the_time_of_now(settings: Settings) -> None:
    before = time.time() * 1000
    sent = await publish(settings, ndjson.parse(b"\n".join(story(n) for n in range(500))))
    assert (sent.sent, sent.items, sent.complete) == (500, 500, True)
    found = read_all(settings, "articles.v1")
    assert len(found) == 500
    for message in found:
        article = decode(Article, message.value())
        assert message.key() == article.id.encode()
        assert before - 1000 <= message.timestamp()[1] <= time.time() * 1000 + 1000
        heads = dict(message.headers() or [])
        assert heads["ce_type"] == b"sitrep.article.v1"
        assert heads["ce_id"] == article.message_id.encode()


async def test_keys_go_where_other_clients_put_them(settings: Settings) -> None:
    """murmur2 on both sides: a foreign producer's version of a story meets ours in one partition."""
    articles = [one for one in ndjson.parse(b"\n".join(story(n) for n in range(50))) if isinstance(one, Article)]
    await publish(settings, articles)
    other = Producer({"bootstrap.servers": settings.broker, "partitioner": "murmur2_random", "log_level": 0})
    for article in articles:
        other.produce(settings.topic_prefix + "articles.v1", encode(article), key=article.id)
    other.flush(10)
    places: dict[bytes, set[int]] = {}
    for message in read_all(settings, "articles.v1"):
        places.setdefault(message.key() or b"", set()).add(message.partition() or 0)
    assert len(places) == 50
    assert all(len(partitions) == 1 for partitions in places.values())


async def test_what_is_refused_is_a_dead_letter_with_its_line(settings: Settings) -> None:
    lines = [story(1), b"{bad", story(2, published="soon"), b'"\xff"', story(3, text="x" * 3_000_000), story(4)]
    lines.append(story(5, url="javascript:alert(1)"))
    sent = await publish(settings, ndjson.parse(b"\n".join(lines)))
    assert (sent.sent, sent.failed, sent.complete) == (2, 0, False)
    assert dict(sent.refused) == {"not-json": 1, "contract": 2, "not-utf8": 1, "too-large": 1}
    assert sent.faults[0].startswith("line 2: not-json")
    letters = {dict(one.headers() or [])["dlq_offset"]: one for one in read_all(settings, "dead-letters.v1")}
    assert set(letters) == {b"2", b"3", b"4", b"5", b"7"}
    assert letters[b"2"].value() == b"{bad"
    assert dict(letters[b"7"].headers() or [])["dlq_detail"].startswith(b"url 'javascript:alert(1)': no web address")
    assert dict(letters[b"2"].headers() or [])["dlq_stage"] == b"feed"


async def test_dates_in_the_future_are_told(settings: Settings) -> None:
    sent = await publish(settings, ndjson.parse(story(1, published="2099-01-01T00:00:00Z")))
    assert (sent.sent, sent.future) == (1, 1)


async def test_the_embedded_broker_refuses_what_it_would_forget(settings: Settings) -> None:
    large = b"\n".join(story(n, text="x" * 1_000_000) for n in range(40))
    with pytest.raises(DoesNotFit):
        await publish(settings, ndjson.parse(large))


async def test_a_broker_that_dies_is_told_and_does_not_hang() -> None:
    with broker.embedded() as embedded:
        settings = Settings(broker=embedded.address)
        await publish(settings, [])
    with pytest.raises(broker.UnreachableError):
        await asyncio.wait_for(publish(settings, ndjson.parse(story(1))), 30)


async def test_pace_follows_the_archive() -> None:
    pace = Pace(3600)
    started = time.monotonic()
    for minute in (0, 10, 5, 20):
        await pace.wait(datetime(2023, 10, 7, 0, minute, tzinfo=UTC))
    assert 0.3 < time.monotonic() - started < 2


def test_archives_may_be_compressed(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson.gz"
    path.write_bytes(gzip.compress(story(1) + b"\n" + story(2)))
    with opened(str(path)) as archive:
        assert len(list(archive.items())) == 2
        assert archive.position() == archive.size


async def test_a_broker_that_falls_silent_is_not_awaited_for_ever() -> None:
    with broker.embedded() as embedded:
        settings = Settings(broker=embedded.address)
        producing = connected(settings)
        post = Post(await producing.__aenter__(), settings)
        (first, second) = ndjson.parse(story(1) + b"\n" + story(2))
        await post.send(first)
        await post.settle()
    await post.send(second)
    with pytest.raises(broker.UnreachableError):
        await post.unless_stalled(post.settle(), patience=0.5)
    await producing.__aexit__(None, None, None)
