"""The stages without a broker: what they send, in which order they keep it, and what they set aside."""

import asyncio
from datetime import UTC, datetime
from typing import cast

import orjson
import pytest

from schemas.count import Count
from schemas.event import Event
from schemas.incident import Change
from schemas.message import decode, encode
from streams.agents import Code, Enter, Sum
from streams.app import Worker
from streams.fusing import Fuse
from streams.health import start, stop, until_set_or_crashed
from streams.stage import Record
from streams.tables import ATTACKS_TABLE, HELD, TALLIES
from tests.builders import an_article, an_event
from tests.shell import stub
from tests.shell.bench import AT, Bench


def coding() -> Bench:
    return Bench(lambda desk, ledger: Code(desk, ledger, stub.read), HELD)


def fusing() -> Bench:
    return Bench(Fuse, ATTACKS_TABLE)


def summing() -> Bench:
    return Bench(lambda desk, ledger: Sum(desk, ledger, lambda: AT / 1000 + 5), TALLIES)


ONE = "USA 2023-11-05 houthis"
TWO = "USA 2023-11-05 houthis\nISR 2023-11-06 kataib"


async def test_an_article_becomes_events_keyed_by_their_bucket() -> None:
    bench = coding()
    sent = await bench.take(an_article(TWO, id="a"))
    assert [(one.topic, one.key) for one in sent] == [
        ("events.attack.v1", b"attack/USA"),
        ("events.attack.v1", b"attack/ISR"),
    ]
    headers = dict(sent[0].headers)
    assert headers["ce_type"] == b"sitrep.event.v1"
    assert headers["ce_source"] == b"sitrep/code"
    assert sent[0].at == AT


async def test_messages_come_before_the_changelog_and_the_changelog_before_the_shelf() -> None:
    bench = coding()
    await bench.take(an_article(ONE, id="a"))
    assert bench.log == ["events.attack.v1", "tables.held.v1", "wrote 0"]


async def test_a_repetition_sends_nothing_and_writes_nothing() -> None:
    bench = coding()
    article = an_article(ONE, id="a")
    await bench.take(article)
    assert await bench.take(article) == []
    assert bench.log.count("tables.held.v1") == 1


async def test_two_versions_in_one_batch_see_each_other() -> None:
    bench = coding()
    url = "https://example.org/a"
    sent = await bench.take(an_article(TWO, id="a", url=url, version=1), an_article(ONE, id="a", url=url, version=2))
    assert [decode(Event, one.value).withdrawn for one in sent] == [False, False, True]


async def test_a_cancelled_article_withdraws_what_it_said() -> None:
    bench = coding()
    await bench.take(an_article(ONE, id="a", version=1))
    bench.restart()
    sent = await bench.take(an_article("", id="a", version=2, pubstatus="canceled"))
    assert [decode(Event, one.value).withdrawn for one in sent] == [True]


async def test_a_lost_delivery_keeps_nothing() -> None:
    bench = coding()
    bench.lose = True
    with pytest.raises(ConnectionError):
        await bench.take(an_article(ONE, id="a"))
    assert bench.shelf.data == {}
    assert bench.sent == []
    bench.lose = False
    bench.restart()
    assert len(await bench.take(an_article(ONE, id="a"))) == 1


ARTICLE = {"url": "https://example.org/a", "source": "s", "title": "t", "published": "2023-11-05T12:00:00Z"}


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"no json", "not-json"),
        (b"", "not-json"),
        (None, "not-json"),
        (b'{"title": "\xff"}', "not-utf8"),
        (b"{}", "contract"),
        (orjson.dumps({**ARTICLE, "title": ""}), "contract"),
        (orjson.dumps({**ARTICLE, "text": "x" * 2000}), "too-large"),
        (orjson.dumps({**ARTICLE, "text": "crash"}), "bug"),
    ],
)
async def test_what_cannot_be_read_is_set_aside_and_the_stream_goes_on(raw: bytes | None, reason: str) -> None:
    bench = coding()
    sent = await bench.take(raw, an_article(ONE, id="a"))
    letter, event = sent
    headers = dict(letter.headers)
    assert (letter.topic, letter.key, letter.value) == ("dead-letters.v1", b"key", (raw or b"")[:1000])
    assert headers["dlq_reason"].decode() == reason
    assert headers["dlq_stage"] == b"code"
    assert headers["dlq_offset"] == b"0"
    assert event.topic == "events.attack.v1"


async def test_an_event_opens_an_incident_and_a_second_source_amends_it() -> None:
    bench = fusing()
    [opened] = await bench.take(an_event(id="one"))
    change = decode(Change, opened.value)
    assert (change.action, change.sequence, opened.key) == ("opened", 0, change.bucket.encode())
    bench.restart()
    [amended] = await bench.take(an_event(id="two", source="Other Paper"), first=1)
    assert decode(Change, amended.value).action == "amended"


async def test_an_event_twice_changes_nothing_even_after_a_restart() -> None:
    bench = fusing()
    await bench.take(an_event(id="one"))
    assert await bench.take(an_event(id="one"), first=1) == []
    bench.restart()
    assert await bench.take(an_event(id="one"), first=1) == []


async def test_a_batch_that_was_lost_gives_the_same_changes_again() -> None:
    calm, rough = fusing(), fusing()
    events = [an_event(id=str(number), revision=f"{number:04}") for number in range(4)]
    expected = await calm.take(*events)
    rough.lose = True
    with pytest.raises(ConnectionError):
        await rough.take(*events)
    rough.lose = False
    rough.restart()
    assert await rough.take(*events) == expected


async def test_a_change_enters_series_and_the_tally_counts_it_once() -> None:
    [opened] = await fusing().take(an_event(id="one"))
    entered = await Bench(lambda desk, _: Enter(desk)).take(opened.value)
    assert {one.topic for one in entered} == {"entries.v1"}
    bench = summing()
    counts = [decode(Count, one.value) for one in await bench.take(*[one.value for one in entered])]
    assert {count.value for count in counts} == {1}
    assert {one.key.decode() for one in bench.sent if one.topic == "counts.v1"} == {
        f"{count.series}|{count.day}" for count in counts
    }
    bench.restart()
    assert await bench.take(*[one.value for one in entered]) == []


async def test_a_worker_whose_faust_has_crashed_ends() -> None:
    ended: list[BaseException] = []

    class Crashed:
        """As a worker looks then."""

        crashed = RuntimeError("no coordinator")

        def die(self, why: BaseException) -> None:
            ended.append(why)
            stopped.set()

    stopped = asyncio.Event()
    await until_set_or_crashed(stopped, cast(Worker, Crashed()))
    assert [str(why) for why in ended] == ["no coordinator"]


async def test_a_long_batch_is_handed_over_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = coding()
    monkeypatch.setattr("streams.stage.PORTION", 0.0)
    await bench.take(an_article(ONE, id="a"), an_article(ONE, id="b"))
    assert bench.log == ["events.attack.v1", "tables.held.v1", "wrote 0"] * 2


async def test_a_worker_that_crashes_while_it_starts_ends() -> None:
    ended: list[BaseException] = []

    class Stuck:
        """Its join was refused before it had started."""

        crashed = RuntimeError("the consumer group is lost")

        async def start(self) -> None:
            await asyncio.Event().wait()

        def die(self, why: BaseException) -> None:
            ended.append(why)
            stopped.set()

    stopped = asyncio.Event()
    await start(stopped, cast(Worker, Stuck()))
    assert [str(why) for why in ended] == ["the consumer group is lost"]


async def test_a_worker_that_does_not_come_to_its_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[BaseException] = []
    answer = asyncio.Event()

    class Committing:
        """Its broker is away."""

        async def stop(self) -> None:
            await answer.wait()

        def die(self, why: BaseException) -> None:
            ended.append(why)
            answer.set()

    monkeypatch.setattr("streams.health.STOPPED_WITHIN", 0.0)
    await stop(cast(Worker, Committing()))
    assert [type(why) for why in ended] == [TimeoutError]


async def test_a_bucket_left_half_changed_by_a_bug_is_loaded_again_from_the_table() -> None:
    calm, rough = fusing(), fusing()
    event = an_event(id="two", source="Other Paper")
    for bench in (calm, rough):
        await bench.take(an_event(id="one"))
    broken = Record("events.attack.v1", 0, cast(int, 0.3), b"key", encode(event), AT)
    with pytest.raises(ValueError, match="sequence"):
        rough.stage.handle(broken)
    [amended] = await rough.take(event, first=1)
    assert decode(Change, amended.value).action == "amended"
    assert [amended] == await calm.take(event, first=1)


async def test_an_article_from_the_future_is_marked_as_dated_to_its_receipt() -> None:
    bench = coding()
    far = datetime(2099, 1, 1, tzinfo=UTC)
    sent = await bench.take(an_article(ONE, id="a", published=far), an_article(ONE, id="b"))
    origins = [decode(Event, one.value).origin for one in sent]
    assert [one.clamped for one in origins] == [True, False]
    assert origins[0].published.timestamp() == AT / 1000
