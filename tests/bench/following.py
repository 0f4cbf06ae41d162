"""Parts a to c of `bench_serve`: subscribers, one of them deaf, and all of them reconnecting at once."""

import argparse
import asyncio
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from aiokafka import AIOKafkaProducer

from schemas.incident import Change, Incident
from schemas.message import Message, encode
from streams import topics, up
from streams.counts.tally import Tally, enter, entries
from streams.producer import connected
from streams.settings import Settings
from tests.bench.process import address, p, resident, serving, told
from tests.bench.subscribers import Subscriber, connect, deaf
from tests.builders import AL_ASAD, KATAIB, an_incident

SETTLED = 120.0
AWAY = 2.0
FOLLOWED = (
    "series=attack",
    "series=attack%7Ctarget%3Dus-forces&since=2023-10-07",
    "series=attack%7Cactor%3Diran-backed-groups",
    "series=attack&series=attack%7Ccountry%3DIRQ",
)
EVERY_SERIES = "&".join(
    f"series=attack%7C{role}%3D{name}"
    for role, name in [
        *(("actor", name) for name in ("kataib-hezbollah", "iraqi-militias", "iran-backed-groups")),
        *(("target", name) for name in ("us-forces", "united-states")),
        ("country", "IRQ"),
        ("patron", "IRN"),
        ("place", "al-asad-air-base"),
    ]
)


@dataclass(slots=True)
class Newsdesk:
    """Writes changes of incidents as fusing would: of five, four open an incident and one withdraws an older one."""

    settings: Settings
    producer: AIOKafkaProducer
    sent: int = 0
    begun: int = 0
    records: int = 0
    opened: list[tuple[int, Incident]] = field(default_factory=list)
    tallies: dict[tuple[str, date], Tally] = field(default_factory=dict)

    @property
    def value(self) -> int:
        return len(self.opened)

    async def change(self) -> None:
        """One more; the time of its cause is now."""
        now, name = datetime.now(UTC), f"cause-{self.sent}"
        withdrawn = self.sent % 5 == 4
        number, before = self.opened.pop(0) if withdrawn else (self.sent, None)
        after = None if withdrawn else an_incident(id=f"incident-{number}", actors=(KATAIB,), place=AL_ASAD)
        change = Change(
            id=name, bucket="attack/USA", incident=f"incident-{number}", action="withdrawn" if withdrawn else "opened",
            before=before, after=after, cause=name, sequence=self.sent, at=now,
        )  # fmt: skip
        if after:
            self.opened.append((number, after))
        self.sent += 1
        await self._send(topics.INCIDENTS, change, number)
        for entry in entries(change):
            if count := enter(self.tallies.setdefault((entry.series, entry.day), {}), entry):
                await self._send(topics.COUNTS, count, 0)

    async def _send(self, topic: topics.Topic, message: Message, number: int) -> None:
        name = topics.name_of(topic, self.settings)
        self.records += 1
        await self.producer.send(name, encode(message), key=b"attack/USA", partition=number % 4)

    async def steadily(self, rate: float, seconds: float) -> None:
        """So many a second."""
        began = time.monotonic()
        for number in range(math.ceil(rate * seconds)):
            await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
            await self.change()
        await self.producer.flush()


async def settled(several: Sequence[Subscriber], desk: Newsdesk, seconds: float = SETTLED) -> float:
    """Seconds until all have been told as much as was sent since they began. Raises `TimeoutError`."""
    began, wanted = time.monotonic(), desk.sent - desk.begun
    while waiting := sum(not one.told(wanted) for one in several):
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"{waiting} of {len(several)} still wait for some of {wanted} changes")
        await asyncio.sleep(0.005)
    return time.monotonic() - began


async def heard(several: Sequence[Subscriber], desk: Newsdesk, rate: float, seconds: float) -> list[float]:
    """The delays of a steady time."""
    for one in several:
        one.took.clear()
    await desk.steadily(rate, seconds)
    await settled(several, desk)
    return [took for one in several for took in one.took]


def verdict(several: Sequence[Subscriber], desk: Newsdesk) -> str:
    """Whether each was told every change since its snapshot exactly once, and stands where they lead."""
    wanted = sorted(f"cause-{number}" for number in range(desk.begun, desk.sent))
    exact = [one.told(len(wanted)) and all(sorted(told) == wanted for told in one.causes.values()) for one in several]
    stand = [set(one.value.values()) == {desk.value} and not one.faults for one in several]
    wrong = [one for one, *good in zip(several, exact, stand, strict=True) if not all(good)]
    resumed = sum(one.resumed is True for one in several)
    told = f"{len(several) - len(wrong)} of {len(several)} exact (no gap, no double), {resumed} resumed, 0 reset"
    return told if not wrong else f"{told}; WRONG: {wrong[0].faults[:3]}"


async def streams(settings: Settings, chosen: argparse.Namespace) -> None:
    """Parts a to c."""
    host = f"127.0.0.1:{settings.port}"
    several = [Subscriber(f"/v1/counts/stream?{FOLLOWED[n % len(FOLLOWED)]}", host) for n in range(chosen.clients)]
    async with connected(settings) as producer:
        desk = Newsdesk(settings, producer)
        await desk.steadily(1000, 0.05)
        with serving(settings) as child:
            desk.begun = desk.sent
            await connect(several, address(settings))
            await settled(several, desk)
            plain = await heard(several, desk, chosen.rate, chosen.seconds)
            told(f"a  {len(several)} subscribers", plain)
            await with_a_deaf_one(several, desk, child, chosen, plain)
            await reconnecting(several, desk, address(settings))
            print(f"c  {verdict(several, desk)}", flush=True)
        await asyncio.gather(*(desk.change() for _ in range(20)))
        with serving(settings):
            began = time.monotonic()
            await connect(several, address(settings))
            await settled(several, desk)
            took = time.monotonic() - began
            print(f"c  after a restart of the server, from its snapshot: all caught up {took:.2f} s after they began")
            print(f"c  {verdict(several, desk)}", flush=True)
            for one in several:
                one.drop()


async def with_a_deaf_one(
    several: Sequence[Subscriber], desk: Newsdesk, child: up.Child, chosen: argparse.Namespace, plain: list[float]
) -> None:
    """Part b: the same again, with one that follows eight series and reads none."""
    before = resident(child)
    deaf_one = deaf(address(desk.settings), f"/v1/counts/stream?{EVERY_SERIES}")
    beside = await heard(several, desk, chosen.rate, chosen.seconds)
    after = resident(child)
    deaf_one.close()
    told("b  the same, and one that never reads", beside)
    ratio = p(beside, 0.99) / p(plain, 0.99)
    print(f"b  p99 {ratio:.2f} times that without; server {before:.1f} MB before, {after:.1f} after", flush=True)


async def reconnecting(several: Sequence[Subscriber], desk: Newsdesk, url: str) -> None:
    """Part c: all lose their connection, miss some changes, and come back at once while more happen."""
    for one in several:
        one.drop()
    await desk.steadily(20, AWAY)
    going_on = asyncio.create_task(desk.steadily(5, AWAY))
    began = time.monotonic()
    await connect(several, url)
    while not all(one.resumed is not None for one in several):
        await asyncio.sleep(0.005)
    greeted = time.monotonic() - began
    missed = desk.sent
    await going_on
    await settled(several, desk)
    began_with = f"{len(several)} reconnect at once, {missed} changes told so far"
    print(f"c  {began_with}: all have what they missed after {greeted:.2f} s", flush=True)
