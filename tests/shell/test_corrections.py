"""Corrections in the fuse stage: in their place, exactly once in effect, and set aside where they are none."""

import random
from collections.abc import Iterable

import pytest

from schemas.correction import Correction, Dismiss, Merge, Split, Undo, correct
from schemas.event import Event
from schemas.incident import Change, Incident
from schemas.message import Message, decode, encode
from streams.fusing import Fuse, kind_of
from streams.incidents.history import fuse
from streams.outbox import Outgoing
from streams.stage import Desk, Record, work, work_apart
from streams.tables import ATTACKS_TABLE, Ledger
from tests.builders import AL_ASAD, ERBIL, KATAIB, TANF, an_event, at, on
from tests.oracle import counted, recounted
from tests.shell.bench import AT, Bench, Shelf

ASAD, IRBIL = an_event("Drones hit al-Asad.", place=AL_ASAD), an_event("Drones hit Erbil.", source="B", place=ERBIL)
MERGED = correct("attack/USA", Merge(events=(ASAD.id, IRBIL.id)), "ann", "one raid", at(1))


def fusing() -> Bench:
    return Bench(Fuse, ATTACKS_TABLE)


async def given(bench: Bench, value: Message | bytes, *, key: bytes = b"attack/USA", offset: int = 0) -> list[Change]:
    """A record of `corrections.v1` is handled; the changes it causes."""
    before = len(bench.sent)
    raw = encode(value) if isinstance(value, Message) else value
    await work_apart(bench.stage, bench.desk, Record("corrections.v1", 0, offset, key, raw, AT + offset))
    return [decode(Change, one.value) for one in bench.sent[before:] if one.topic == "incidents.v1"]


async def test_a_correction_changes_incidents_and_is_their_cause() -> None:
    bench = fusing()
    await bench.take(ASAD, IRBIL)
    changes = await given(bench, MERGED)
    assert {(one.cause, one.caused_by) for one in changes} == {(MERGED.id, "correction")}
    assert [one.supersedes for one in changes if one.after] == [tuple(one.incident for one in changes if not one.after)]
    kept = ["tables.events.attack.v1", "wrote 0"]
    assert bench.log[-6:] == [*kept, "incidents.v1", "incidents.v1", *kept]


async def test_its_place_is_after_the_events_before_it_and_before_those_after_it() -> None:
    bench = fusing()
    [*_, before] = [decode(Change, one.value).sequence for one in await bench.take(ASAD, IRBIL)]
    first = {one.sequence for one in await given(bench, MERGED)}
    second = {one.sequence for one in await given(bench, undone(MERGED), offset=1)}
    [after] = await bench.take(an_event("Troops were hit.", source="C", place=TANF), first=2)
    assert before < min(first) <= max(first) < min(second) <= max(second) < decode(Change, after.value).sequence


async def test_the_same_again_and_after_a_restart_changes_nothing() -> None:
    bench = fusing()
    await bench.take(ASAD, IRBIL)
    await given(bench, MERGED)
    assert await given(bench, MERGED, offset=1) == []
    bench.restart()
    assert await given(bench, MERGED, offset=1) == []
    [change] = await bench.take(an_event("Al-Asad was hit by drones.", source="C", place=AL_ASAD), first=2)
    assert len(decode(Change, change.value).after.events) == 3


def undone(one: Correction) -> Correction:
    return correct(one.bucket, Undo(correction=one.id), "ann", "no", at(2))


@pytest.mark.parametrize(
    ("key", "value", "detail"),
    [
        (b"attack/USA", b"{}", "id: Field required"),
        (b"attack/USA", b"no json", "Invalid JSON"),
        (b"attack/USA", encode(MERGED.model_copy(update={"why": "another reason"})), "id: not the one"),
        (b"attack/ISR", encode(MERGED), "bucket: not the key"),
        (b"riot/USA", encode(correct("riot/USA", MERGED.change, "ann", "why", at())), "bucket: begins with none of"),
    ],
)
async def test_what_is_no_correction_is_set_aside_with_its_reason(key: bytes, value: bytes, detail: str) -> None:
    bench = fusing()
    await bench.take(ASAD, IRBIL)
    assert await given(bench, value, key=key) == []
    letter = bench.sent[-1]
    headers = dict(letter.headers)
    assert (letter.topic, letter.key, letter.value) == ("dead-letters.v1", key, value)
    assert detail in headers["dlq_detail"].decode()
    assert (headers["dlq_stage"], headers["dlq_topic"]) == (b"fuse", b"corrections.v1")


async def test_what_comes_before_its_events_waits_for_them() -> None:
    bench = fusing()
    assert await given(bench, MERGED) == []
    bench.restart()
    await bench.take(ASAD, IRBIL)
    assert sum(one.best for one in standing(bench.sent).values()) == 1


def test_each_kind_goes_where_its_events_are() -> None:
    assert [kind_of(key) for key in (b"attack/USA", b"outreach/IRN+TUR", b"riot", None)] == [
        "attack",
        "outreach",
        "attack",
        "attack",
    ]


def standing(sent: Iterable[Outgoing]) -> dict[str, Incident]:
    """The incidents as a reader of `incidents.v1` has them, who ignores what is not newer."""
    last: dict[str, Change] = {}
    for change in (decode(Change, one.value) for one in sent if one.topic == "incidents.v1"):
        if change.incident not in last or change.sequence > last[change.incident].sequence:
            last[change.incident] = change
    return {name: change.after for name, change in last.items() if change.after}


class Crash(ConnectionError):
    """The worker dies here."""


class World:
    """Two logs, one partition, and workers that die in the middle of a delivery; what was sent stays sent."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.sent: list[Outgoing] = []
        self.events, self.corrections = story(self.chance)
        self.there = [0, 0]
        self.committed = [0, 0]
        self.fuse_in = self.chance.randrange(1, 12)

    async def deliver(self, messages: Iterable[Outgoing]) -> dict[tuple[str, int], int]:
        batch = list(messages)
        if any(one.topic.startswith("tables.") for one in batch):
            self.chance.shuffle(batch)  # Keys are apart: any of them may be lost.
        for message in batch:
            self.fuse_in -= 1
            if not self.fuse_in:
                self.fuse_in = self.chance.randrange(1, 60)
                raise Crash
            self.sent.append(message)
        return {("", 0): len(self.sent)}

    def started(self) -> tuple[Fuse, Desk]:
        """A worker with the table as the changelog has it."""
        shelf = Shelf()
        for one in self.sent:
            if one.topic.startswith("tables."):
                shelf.keep(0, one.key, one.value)
        desk = Desk("", ATTACKS_TABLE, self.deliver, lambda partition, offset: None, 10_000)
        return Fuse(desk, Ledger(lambda: shelf)), desk

    async def run(self) -> None:
        while self.committed != [len(self.events), len(self.corrections)]:
            try:
                await self.work(*self.started())
            except Crash:
                continue

    async def work(self, fuse: Fuse, desk: Desk) -> None:
        """Until it dies or all is done: news arrives, either log is read on, commits come late."""
        done, end = list(self.committed), -1
        while done != [len(self.events), len(self.corrections)]:
            logs = (self.events, self.corrections)
            self.there = [
                min(len(log), have + self.chance.randrange(3)) for log, have in zip(logs, self.there, strict=True)
            ]
            if done[0] < self.there[0] and self.chance.random() < 0.6:
                upto = self.chance.randint(done[0] + 1, self.there[0])
                batch = [self.record("events.attack.v1", place, self.events[place]) for place in range(done[0], upto)]
                await work(fuse, desk, batch)
                done[0] = upto
            elif done[1] < self.there[1]:
                end = self.there[0] if end < 0 else end
                if done[0] >= end:
                    fuse.caught_up(0, end)
                    await work_apart(fuse, desk, self.record("corrections.v1", done[1], self.corrections[done[1]]))
                    done[1] += 1
            if self.chance.random() < 0.3:
                self.committed = list(done)
        self.committed = list(done)

    @staticmethod
    def record(topic: str, offset: int, value: Message) -> Record:
        return Record(topic, 0, offset, b"attack/USA", encode(value), AT + offset)


def story(chance: random.Random) -> tuple[list[Event], list[Correction]]:
    """A few days of reports that are like each other, new versions, withdrawals, and corrections of them."""
    told = [
        an_event(
            f"Report {number % 5}.",
            id=f"event-{number % 16}",
            article_id=f"article-{number % 16 // 2}",
            source=f"paper-{number % 7}",
            revision=str(number),
            withdrawn=chance.random() < 0.15,
            place=chance.choice([None, AL_ASAD, ERBIL]),
            actors=chance.choice([(), (KATAIB,)]),
            day=on(f"2023-11-0{chance.choice('567')}"),
        )
        for number in range(24)
    ]
    made: list[Correction] = []
    for number in range(8):
        some, others = ([f"event-{one}" for one in chance.sample(range(16), 2)] for _ in range(2))
        deed = chance.choice([Merge(events=some), Split(events=some, others=others), Dismiss(events=some)])
        made.append(correct("attack/USA", deed, "ann", "because", at(number)))
    return told, made + [undone(one) for one in chance.sample(made, 2)]


@pytest.mark.parametrize("seed", range(60))
async def test_a_worker_that_dies_anywhere_leaves_the_same_incidents_and_counts(seed: int) -> None:
    world = World(seed)
    await world.run()
    expected = fuse(world.events, world.corrections)
    assert standing(world.sent) == {one.id: one for one in expected}
    changes = [decode(Change, one.value) for one in world.sent if one.topic == "incidents.v1"]
    assert recounted(changes) == counted(expected)
