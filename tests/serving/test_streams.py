"""Streams: a snapshot, then every change with its reason; resuming without gap or repetition; slow readers bounded."""

import asyncio
import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.serving.model.position import position_of
from streams.serving.model.question import Filter, Question, Range
from streams.serving.streams.hub import Limits, TooMany
from streams.serving.streams.mailbox import Mailbox
from streams.serving.streams.sse import Subscription
from streams.serving.streams.stream import Stream
from tests.builders import ERBIL, KATAIB, TANF, a_meeting, an_event, on
from tests.serving.frames import Frame, read
from tests.serving.newsroom import Newsroom

ON_US = Subscription(Question(target="us-forces"), Range(since=datetime.date(2023, 10, 7)))
ALL = Subscription(Question(), Range())
MET = Subscription(Question(kind="outreach"), Range())


async def taken(box: Mailbox) -> list[Frame]:
    return read(await asyncio.wait_for(box.take(), 1))[0]


def attacks(count: int) -> list[Any]:
    places = (ERBIL, TANF)
    return [
        an_event(f"Attack number {i}.", place=places[i % 2], day=on(f"2023-10-{8 + i // 2 * 3 % 20:02}"), separate=True)
        for i in range(count)
    ]


async def test_snapshot_then_a_delta_that_says_why() -> None:
    room = Newsroom()
    room.tell(an_event())
    box = room.hub.follow([ON_US], None)
    hello, snapshot = await taken(box)
    assert (hello.event, hello.data["resumed"]) == ("hello", False)
    assert (snapshot.event, snapshot.data["value"], snapshot.data["since"]) == ("snapshot", 1, "2023-10-07")
    event = an_event("Rockets hit a base near Erbil.", place=ERBIL, actors=(KATAIB,), day=on("2023-11-02"))
    room.tell(event)
    (delta,) = await taken(box)
    assert (delta.data["previous"], delta.data["value"], delta.data["delta"]) == (1, 2, 1)
    assert delta.data["incident"]["headline"] == "Rockets hit a base near Erbil."
    assert delta.data["cause"]["event"] == event.id
    assert delta.data["cause"]["sentence"] == "Rockets hit a base near Erbil."


async def test_another_source_moves_the_range_and_not_the_value() -> None:
    room = Newsroom()
    room.tell(an_event(place=ERBIL))
    box = room.hub.follow([ON_US], None)
    await taken(box)
    room.tell(an_event("American soldiers were attacked by drone.", source="Harbour Wire", place=ERBIL))
    (delta,) = await taken(box)
    assert (delta.data["delta"], delta.data["low"], delta.data["incident"]["sources"]) == (0, 1, 2)


async def test_what_is_not_asked_is_not_told() -> None:
    room = Newsroom()
    box = room.hub.follow([ON_US], None)
    await taken(box)
    room.tell(a_meeting(), an_event("Long ago.", day=on("2023-09-01")))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(box.take(), 0.05)


async def test_several_series_on_one_connection() -> None:
    room = Newsroom()
    box = room.hub.follow([ON_US, ALL, MET], None)
    assert [frame.event for frame in await taken(box)] == ["hello", "snapshot", "snapshot", "snapshot"]
    room.tell(an_event())
    raw = await box.take()
    frames, last = read(raw)
    assert [frame.data["series"] for frame in frames] == ["attack|target=us-forces", "attack"]
    assert frames[0].id == "", "a client cut off here must be told both again"
    assert position_of(last) == room.view.position_in("incidents.v1")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 12), st.integers(0, 12), st.lists(st.sampled_from([0, 1, 2]), min_size=12, max_size=12))
def test_a_client_resumes_exactly(cut: int, more: int, partitions: list[int]) -> None:
    """What a client that was cut off sees, put together, is what one that stayed sees."""

    async def scene() -> None:
        room = Newsroom()
        events = attacks(24)
        stayed, left = room.hub.follow([ON_US, ALL], None), room.hub.follow([ON_US, ALL], None)
        for partition, event in zip(partitions, events[:cut], strict=False):
            room.tell(event, partition=partition)
        first, last = read(await left.take())
        room.hub.leave(left)
        for event in events[cut : cut + more]:
            room.tell(event, partition=1)
        back = room.hub.follow([ON_US, ALL], position_of(last))
        room.tell(events[-1])
        rest, _ = read(await back.take(), last)
        whole, _ = read(await stayed.take())
        assert rest[0].data["resumed"] is True
        assert [f.data for f in first if f.event == "delta"] + [f.data for f in rest if f.event == "delta"] == [
            f.data for f in whole if f.event == "delta"
        ]

    asyncio.run(scene())


async def test_another_replica_takes_over() -> None:
    one, two = Newsroom(), Newsroom()
    for room in (one, two):
        room.tell(an_event())
    box = one.hub.follow([ON_US], None)
    _, last = read(await box.take())
    two.tell(an_event("Drones over al-Tanf.", place=TANF, day=on("2023-10-20")))
    hello, delta = await taken(two.hub.follow([ON_US], position_of(last)))
    assert (hello.data["resumed"], delta.data["previous"], delta.data["value"]) == (True, 1, 2)


@pytest.mark.parametrize(("epoch", "reason"), [("one", "history-gone"), ("another", "other-log")])
async def test_a_gap_is_never_silent(epoch: str, reason: str) -> None:
    before, after = Newsroom(epoch=epoch), Newsroom(remember=2)
    _, last = read(await before.hub.follow([ON_US], None).take())
    after.tell(*attacks(8))
    frames = await taken(after.hub.follow([ON_US], position_of(last)))
    assert [frame.event for frame in frames] == ["hello", "reset", "snapshot"]
    assert frames[1].data["reason"] == reason
    assert after.hub.resumes["reset"] == 1


async def test_a_slow_reader_gets_the_latest_and_memory_stays_flat() -> None:
    room = Newsroom(limits=Limits(waiting=4000))
    box = room.hub.follow([ON_US], None)
    await taken(box)
    for event in attacks(40):
        room.tell(event)
        assert box.size <= 4000
    (snapshot,) = await taken(box)
    assert (snapshot.event, snapshot.data["value"]) == ("snapshot", ON_US.amount(room.view).best)
    room.tell(an_event("One more.", place=TANF, day=on("2023-11-20")))
    assert (await taken(box))[0].data["previous"] == snapshot.data["value"]


async def test_who_does_not_read_for_long_is_parted_with() -> None:
    room = Newsroom(limits=Limits(waiting=1000, patience=5))
    box = room.hub.follow([ON_US], None)
    room.tell(*attacks(10))
    assert box.behind_since is not None
    room.hub.tick({}, box.behind_since + 4)
    assert box.end is None
    room.hub.tick({}, box.behind_since + 6)
    assert box.end == "slow"
    assert await box.take() == b""


async def test_events_are_told_and_told_again_after_a_break() -> None:
    room = Newsroom()
    box = room.hub.listen(Filter(kind="attack", country="IRQ"), None)
    (hello,), last = read(await box.take())
    assert hello.data["resumed"] is False
    room.tell(a_meeting(), an_event("Drones over Erbil.", place=ERBIL), an_event("Drones over al-Tanf.", place=TANF))
    (event,) = await taken(box)
    assert (event.event, event.data["sentence"]) == ("event", "Drones over Erbil.")
    again = room.hub.listen(Filter(kind="attack", country="IRQ"), position_of(last))
    assert [frame.event for frame in await taken(again)] == ["hello", "event"]
    ahead = room.hub.listen(Filter(kind="attack", country="IRQ"), position_of(event.id))
    assert [frame.event for frame in await taken(ahead)] == ["hello"]


async def test_progress_moves_the_position() -> None:
    room = Newsroom()
    box = room.hub.follow([ON_US], None)
    await taken(box)
    room.tell(a_meeting())
    room.hub.tick({"watermark": room.view.watermark, "staleness": 0.1}, 0)
    (progress,) = await taken(box)
    assert progress.event == "progress"
    assert position_of(progress.id) == room.view.position_in("incidents.v1")


async def test_only_so_many_streams() -> None:
    room = Newsroom(limits=Limits(clients=1))
    room.hub.follow([ON_US], None)
    with pytest.raises(TooMany):
        room.hub.follow([ON_US], None)


async def test_the_response_says_goodbye_and_leaves() -> None:
    room = Newsroom()
    sent: list[dict[str, Any]] = []
    waiting = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await waiting.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    box = room.hub.follow([ON_US], None)
    task = asyncio.create_task(Stream(room.hub, box)({"type": "http"}, receive, send))
    await asyncio.sleep(0.01)
    room.hub.close("shutdown")
    await asyncio.wait_for(task, 1)
    frames, _ = read(b"".join(message.get("body", b"") for message in sent))
    assert [frame.event for frame in frames] == ["hello", "snapshot", "bye"]
    assert frames[-1].data == {"reason": "shutdown"}
    assert len(room.hub) == 0


async def test_a_reader_that_hangs_does_not_hold_up_the_others() -> None:
    room = Newsroom(limits=Limits(waiting=2000))

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(10)
        return {"type": "http.disconnect"}

    async def stuck(_: Any) -> None:
        await asyncio.sleep(10)

    hanging = asyncio.create_task(Stream(room.hub, room.hub.follow([ON_US], None))({"type": "http"}, receive, stuck))
    await asyncio.sleep(0)
    reading = room.hub.follow([ON_US], None)
    await taken(reading)
    for event in attacks(20):
        room.tell(event)
        assert (await taken(reading))[-1].event == "delta"
    assert room.hub.waiting <= 2000
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)
    assert len(room.hub) == 1


async def test_other_logs_are_told_by_a_reset_and_then_a_snapshot() -> None:
    room = Newsroom()
    room.tell(an_event())
    box, listener = room.hub.follow([ON_US], None), room.hub.listen(Filter(), None)
    *_, last = await taken(box)
    await taken(listener)
    room.view.forget()
    room.view.epoch = "two"
    room.hub.reset(0)
    assert [(one.event, one.data) for one in await taken(box)] == [("reset", {"reason": "other-log"})]
    assert [one.event for one in await taken(listener)] == ["reset"]
    room.tell(*attacks(3))
    room.hub.tick({}, 1)
    assert [(one.event, one.id) for one in read(await box.take(), last.id)[0]] == [("progress", last.id)]
    room.hub.renew()
    [snapshot] = await taken(box)
    assert (snapshot.event, snapshot.data["value"]) == ("snapshot", 3)
    assert snapshot.id != last.id
    room.tell(an_event("One more.", separate=True))
    [delta] = await taken(box)
    assert (delta.data["previous"], delta.data["value"]) == (3, 4)
    assert [one.event for one in await taken(listener)] == ["progress", "event"]
    hello, reset, again = await taken(room.hub.follow([ON_US], position_of(last.id)))
    assert (hello.data["resumed"], reset.event, again.data["value"]) == (False, "reset", 4)
