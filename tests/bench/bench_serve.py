"""A thousand subscribers of a server on one core, one of them deaf, all reconnecting at once; and a million incidents.

`python tests/bench/bench_serve.py [--clients 1000] [--incidents 1000000] [--rate 5] [--seconds 20]`: the server is a
process of its own on the first core; the embedded broker, the subscribers and who asks are here, on the others. A delay
is from just before a change is sent to the broker until its delta has been read. All are compared in one run.
"""

import argparse
import asyncio
import math
import multiprocessing
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlencode

import httpx
from aiokafka import AIOKafkaProducer

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from schemas.incident import Change, Incident
from schemas.message import Message, encode
from streams import topics, up
from streams.counts.series import series_of
from streams.counts.tally import Tally, enter, entries
from streams.producer import connected
from streams.serving.model.totals import NOTHING, Amount
from streams.serving.model.view import View
from streams.serving.snapshot import Snapshot
from streams.serving.source import epoch_of
from streams.settings import Settings
from tests.bench import bench_queries
from tests.bench.runs import topics_for
from tests.bench.subscribers import Subscriber, connect, deaf
from tests.builders import AL_ASAD, KATAIB, an_incident

READY = 600.0
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
ASKED = 1500
WARM = 100


@dataclass(slots=True)
class Newsdesk:
    """Writes changes of incidents as fusing would: of five, four open an incident and one withdraws an older one."""

    settings: Settings
    producer: AIOKafkaProducer
    sent: int = 0
    begun: int = 0
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
        await self.producer.send(name, encode(message), key=b"attack/USA", partition=number % 4)

    async def steadily(self, rate: float, seconds: float) -> None:
        """So many a second."""
        began = time.monotonic()
        for number in range(math.ceil(rate * seconds)):
            await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
            await self.change()
        await self.producer.flush()


@contextmanager
def serving(settings: Settings) -> Iterator[up.Child]:
    """A server as a process on the first core; ended as by an operator."""
    child = up.server(settings)
    child.start()
    assert child.process
    pinned(child.process.pid, first=True)
    try:
        until = time.monotonic() + READY
        while not child.ready():
            if child.code is not None or time.monotonic() > until:
                raise RuntimeError("the server did not become ready")
            time.sleep(0.05)
        yield child
    finally:
        child.process.terminate()
        child.process.wait(60)


def pinned(process: int, *, first: bool) -> None:
    """Keep a process on the first core, or off it, where the system can and has more than one."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        cores = os.sched_getaffinity(process)
        os.sched_setaffinity(process, {min(cores)} if first else cores - {min(cores)})


def resident(child: up.Child) -> float:
    """Megabytes of a process in memory."""
    assert child.process
    pages = int(Path(f"/proc/{child.process.pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def processor(child: up.Child) -> float:
    """Seconds of processor that a process has used."""
    assert child.process
    spent = Path(f"/proc/{child.process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


def address(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.port}"


def p(rows: Sequence[float], share: float) -> float:
    """A quantile, in milliseconds."""
    return 1000 * sorted(rows)[max(0, math.ceil(share * len(rows)) - 1)]


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


def told(what: str, took: Sequence[float]) -> None:
    """One line of delays."""
    figures = f"p50 {p(took, 0.5):.0f} ms  p99 {p(took, 0.99):.0f} ms  max {1000 * max(took):.0f} ms"
    print(f"{what}: {figures}  ({len(took):,} frames)", flush=True)


def filled(settings: Settings, many: int, epoch: str) -> None:
    """A snapshot of a view with so many incidents and their counts, for the server to start from."""
    view, last = View(epoch), None
    for offset, change in enumerate(bench_queries.changes(many)):
        view.apply(topics.INCIDENTS.name, 0, offset, change)
        count(view, last if change.before else None, -1)
        count(view, last := change.after, 1)
    view.start((topics.INCIDENTS.name, 0), 0)  # The broker's topics are empty.
    asyncio.run(Snapshot(settings.snapshot, 1).save(view))


def count(view: View, held: Incident | None, sign: int) -> None:
    """An incident enters the counts of its series, or leaves them."""
    for series in series_of(held) if held else ():
        days = view.counts.setdefault(series, {})
        low, best, high, incidents = days.get(held.day.date, NOTHING)
        days[held.day.date] = Amount(
            low + sign * held.low, best + sign * held.best, high + sign * held.high, incidents + sign * (held.high > 0)
        )


def queries(settings: Settings, many: int) -> None:
    """Part d."""
    began = time.monotonic()
    making = multiprocessing.get_context("spawn").Process(
        target=filled, args=(settings, many, asyncio.run(epoch_of(settings)))
    )
    making.start()
    making.join()
    size = settings.snapshot.stat().st_size / 2**20
    print(f"d  {many:,} incidents made in {time.monotonic() - began:.0f} s, a snapshot of {size:,.0f} MB", flush=True)
    began = time.monotonic()
    with serving(settings) as child:
        started, used = time.monotonic() - began, resident(child)
        each = 2**20 * used / many
        print(f"d  ready after {started:.1f} s, {used:,.0f} MB resident: {each:,.0f} bytes an incident", flush=True)
        with httpx.Client(base_url=address(settings), timeout=60) as client:
            for name, path, filters in ASKING:
                before = processor(child)
                took = asked(client, path, filters)
                each = 1000 * (processor(child) - before) / (ASKED + WARM)
                figures = f"p50 {p(took, 0.5):6.2f} ms  p99 {p(took, 0.99):6.2f} ms"
                print(f"d  {name:38} {figures}  ({each:.2f} ms of the server's processor)", flush=True)
        print(f"d  then {resident(child):,.0f} MB resident")


def filters() -> dict[str, object]:
    return bench_queries.asked_at_random()


ASKING: list[tuple[str, str, Callable[[], dict[str, object]]]] = [
    ("/livez, the cost of HTTP alone", "/livez", dict),
    ("/v1/counts, one target since a day", "/v1/counts", lambda: {"target": "force-3", "since": "2023-10-07"}),
    ("/v1/counts, 1 to 5 filters at random", "/v1/counts", filters),
    ("/v1/incidents, 1 to 5 filters, 50", "/v1/incidents", filters),
]


def asked(client: httpx.Client, path: str, filters: Callable[[], dict[str, object]]) -> list[float]:
    """Seconds for each of many questions, over one connection."""
    took = []
    for number in range(ASKED + WARM):
        query = urlencode({**filters()})
        began = time.perf_counter()
        answer = client.get(f"{path}?{query}" if query else path)
        if number >= WARM:
            took.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.text
    return took


def main() -> None:
    """The measurements."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clients", type=int, default=1000)
    options.add_argument("--incidents", type=int, default=1_000_000)
    options.add_argument("--rate", type=float, default=5)
    options.add_argument("--seconds", type=float, default=20)
    chosen = options.parse_args()
    load = os.getloadavg()[0]
    print(f"load {load:.1f} on {os.cpu_count()} cores; server on one of them, the rest on the others", flush=True)
    random.seed(7)
    files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(files[1], 4 * chosen.clients + 1000), files[1]))
    pinned(os.getpid(), first=False)
    free = {"rate": 1e6, "burst": 10**6, "streams_each": 4 * chosen.clients + 1}
    parts: list[Callable[[Settings], None]] = []
    if chosen.clients:
        parts.append(lambda settings: asyncio.run(streams(settings, chosen)))
    if chosen.incidents:
        parts.append(lambda settings: queries(settings, chosen.incidents))
    for part in parts:
        with topics_for(None) as settings:
            [port] = up.free_ports("127.0.0.1", 25000, 1)
            part(settings.model_copy(update={**free, "port": port}))


if __name__ == "__main__":
    main()
