"""Part d of `bench_serve`: questions over HTTP, one after the other, to a server that holds very many incidents.

A question's time is from before it is sent until its answer is read. Where others use the machine, that is their work
too: so it is compared with `/livez`, and the processor time of the server's process (p50, p99) is told as well.
"""

import asyncio
import gc
import multiprocessing
import time
from collections.abc import Callable
from urllib.parse import urlencode

import httpx

from schemas.incident import Incident
from streams import topics, up
from streams.counts.series import series_of
from streams.serving.model.diary import Diary
from streams.serving.model.totals import NOTHING, Amount
from streams.serving.model.view import View
from streams.serving.snapshot import Snapshot
from streams.serving.source import epoch_of
from streams.settings import Settings
from tests.bench import bench_queries
from tests.bench.process import address, p, processor, resident, serving

ASKED = 1500
WARM = 100


def filled(settings: Settings, many: int, epoch: str) -> None:
    """A snapshot of a view with so many incidents and their counts, for the server to start from."""
    gc.disable()  # All that is made here stays.
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
        days = view.counts.setdefault(series, Diary())
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
            least = 0.0
            for name, path, filters in ASKING:
                took, worked = asked(client, child, path, filters)
                least = least or p(took, 0.99)
                half, most, times = p(took, 0.5), p(took, 0.99), p(took, 0.99) / least
                figures = f"p50 {half:6.2f} ms  p99 {most:6.2f} ms ({times:4.1f} times /livez)"
                print(f"d  {name:38} {figures}  processor {p(worked, 0.5):5.2f} {p(worked, 0.99):5.2f} ms", flush=True)
        print(f"d  then {resident(child):,.0f} MB resident")


def filters() -> dict[str, object]:
    return bench_queries.asked_at_random()


ASKING: list[tuple[str, str, Callable[[], dict[str, object]]]] = [
    ("/livez, the cost of HTTP alone", "/livez", dict),
    ("/v1/counts, one target since a day", "/v1/counts", lambda: {"target": "force-3", "since": "2023-10-07"}),
    ("/v1/counts, 1 to 5 filters at random", "/v1/counts", filters),
    ("/v1/counts by day, 1 to 5 filters", "/v1/counts", lambda: {**filters(), "by": "day"}),
    ("/v1/incidents, 1 to 5 filters, 50", "/v1/incidents", filters),
]


def asked(
    client: httpx.Client, child: up.Child, path: str, filters: Callable[[], dict[str, object]]
) -> tuple[list[float], list[float]]:
    """Seconds for each of many questions, over one connection; and those that the server's process worked."""
    took, worked = [], []
    for number in range(ASKED + WARM):
        query = urlencode(filters())
        began, idle = time.perf_counter(), processor(child)
        answer = client.get(f"{path}?{query}" if query else path)
        if number >= WARM:
            took.append(time.perf_counter() - began)
            worked.append(processor(child) - idle)
        assert answer.status_code == 200, answer.text
    return took, worked
