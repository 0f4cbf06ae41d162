"""How fast any filter is answered over a million incidents, and what one of them costs in memory.

Run: `python tests/bench/bench_queries.py [INCIDENTS]`. Times are processor time of the whole answer as JSON, without
HTTP; ratios are to the plainest answer in the same run, so that they can be compared between machines.
"""

import datetime
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import orjson

from schemas.event import Actor, Day, Place
from schemas.incident import Change, Incident
from streams import topics
from streams.serving.model.view import View
from streams.serving.streams.hub import Hub
from streams.serving.web.asked import Counting, Listing, Looking
from streams.serving.web.service import Service
from tests.serving.newsroom import Standing

FIRST = datetime.datetime(2021, 1, 1, tzinfo=datetime.UTC)
DAYS = 1500
AMENDED = 0.5
"""So many states an incident has beyond its first, on average."""
ASKED = 400
MODES = ("drone", "rocket", "bombing", "armed-assault", "missile", "airstrike")
COUNTRIES = ("IRQ", "SYR", "ISR", "UKR", "YEM", "LBN", "SDN", "MMR", "COL", "NGA", "MLI", "PAK")
WORDS = ("drones", "struck", "a base", "near", "troops", "overnight", "officials", "said", "fired", "at dawn")
chance = random.Random(7)


def actors(role: str, many: int) -> list[Actor]:
    """Actors with one or two above them."""
    return [
        Actor(
            id=f"{role}-{n}",
            text=f"the {role} {n}",
            ancestors=(f"{role}-group-{n % 20}", f"{role}s") if n % 3 else (f"{role}s",),
            country=COUNTRIES[n % len(COUNTRIES)],
            patron="IRN" if n % 5 == 0 else None,
        )
        for n in range(many)
    ]


ACTORS, TARGETS = actors("militia", 300), actors("force", 200)
PLACES = [
    Place(
        text=f"Town {n}", name=f"Town {n}", country=COUNTRIES[n % len(COUNTRIES)], lat=33.0, lon=44.0, precision="town"
    )
    for n in range(3000)
]


def an_incident(number: int, day: datetime.date, sources: int) -> Incident:
    """One made incident; its words and ids are as long, and as hard to pack, as those of real ones."""
    words = " ".join(chance.choices(WORDS, k=9))
    rare = int(len(ACTORS) * chance.random() ** 3)
    return Incident.model_construct(
        id=f"{chance.getrandbits(64):016x}",
        bucket="attack/USA",
        kind="attack" if number % 4 else "outreach",
        modality="occurred" if number % 10 else "planned",
        day=Day.model_construct(date=day, precision="day", basis="published"),
        actors=(ACTORS[rare],) if number % 3 else (),
        targets=(TARGETS[int(len(TARGETS) * chance.random() ** 2)],),
        place=PLACES[int(len(PLACES) * chance.random() ** 2)] if number % 5 else None,
        mode=MODES[number // 2 % 6] if number % 2 else None,
        low=int(sources > 1),
        best=1,
        high=sources,
        sources=sources,
        events=tuple(f"{chance.getrandbits(64):016x}" for _ in range(sources)),
        headline=f"{words} {chance.getrandbits(32):x}.",
    )


def changes(many: int) -> Iterator[Change]:
    """The incidents, most of them told in order of their days, some amended by further papers."""
    for number in range(many):
        at = FIRST + datetime.timedelta(days=DAYS * number / many)
        held = an_incident(number, (at - datetime.timedelta(days=chance.choice((0, 0, 0, 1, 2)))).date(), 1)
        yield a_change(None, held, at, 4 * number)
        while chance.random() < AMENDED / (1 + AMENDED):
            more = (*held.events, f"{chance.getrandbits(64):016x}")
            fields = {"sources": held.sources + 1, "events": more, "low": 1, "high": held.sources + 1}
            held, at = held.model_copy(update=fields), at + datetime.timedelta(hours=chance.expovariate(0.1))
            yield a_change(held, held, at, 4 * number + held.sources)


def a_change(before: Incident | None, after: Incident, at: datetime.datetime, sequence: int) -> Change:
    return Change.model_construct(
        id="",
        bucket=after.bucket,
        incident=after.id,
        action="amended" if before else "opened",
        before=before,
        after=after,
        cause=after.events[-1],
        sequence=sequence,
        at=at,
    )


def asked_at_random() -> dict[str, object]:
    """One to five filters."""
    day = FIRST.date() + datetime.timedelta(days=chance.randrange(DAYS))
    filters: dict[str, object] = {
        "kind": chance.choice(("attack", "attack", "outreach")),
        "actor": chance.choice(("militias", f"militia-group-{chance.randrange(20)}", f"militia-{chance.randrange(9)}")),
        "target": chance.choice(("forces", f"force-group-{chance.randrange(20)}", f"force-{chance.randrange(9)}")),
        "country": chance.choice(COUNTRIES),
        "place": f"Town {chance.randrange(300)}",
        "mode": chance.choice(MODES),
        "modality": chance.choice(("occurred", "planned")),
        "min_sources": chance.choice((2, 2, 3)),
        "since": day,
        "as_of": f"{FIRST.date() + datetime.timedelta(days=chance.randrange(DAYS))}T{chance.randrange(24):02}:30:00Z",
    }
    return {name: filters[name] for name in chance.sample(sorted(filters), chance.randint(1, 5))}


def timed(answer: Callable[[dict[str, object]], object], many: int = ASKED) -> list[float]:
    """Milliseconds for each of many questions, ascending."""
    took = []
    for asked in [asked_at_random() for _ in range(many)]:
        began = time.process_time()
        orjson.dumps(answer(asked))
        took.append(1000 * (time.process_time() - began))
    return sorted(took)


def main(many: int) -> None:
    view = View("bench")
    service = Service(view=view, hub=Hub(view), standing=Standing(), accept=lambda _: NotImplemented)
    before, began, read = resident(), time.process_time(), 0
    for offset, change in enumerate(changes(many)):
        view.apply(topics.INCIDENTS.name, 0, offset, change)
        read = offset + 1
    took = time.process_time() - began
    # What is remembered for those who resume is bounded, and no cost of an incident.
    remembered = sum(
        len(held.packed[0]) for effects in view.memory._recent.values() for one in effects if (held := one.after)
    )
    size = (resident() - before) / many
    print(f"{many:,} incidents, {read:,} states: {1e6 * took / read:.0f} us to make and read a state")
    print(f"{size:.0f} bytes an incident, all its states (limit 1,000; remembered for resuming: {remembered >> 20} MB)")
    asking: dict[str, Callable[[dict[str, object]], object]] = {
        "plain count": lambda _: service.counts(Counting()),
        "count, filters": lambda asked: service.counts(Counting.model_validate(asked)),
        "page of 50, filters": lambda asked: service.incidents(Looking.model_validate(asked)),
        "page of 1, filters": lambda asked: service.incidents(Looking.model_validate(asked | {"limit": 1})),
        "page of 50 as of": lambda asked: service.incidents(
            Looking.model_validate({"as_of": "2023-02-03T04:05:06Z", **asked})
        ),
        "count by day, filters": lambda asked: service.counts(Counting.model_validate(asked | {"by": "day"})),
        "history of 50, filters": lambda asked: service.history(Listing.model_validate(asked)),
    }
    plain = 0.0
    for name, answer in asking.items():
        times = timed(answer)
        p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
        plain = plain or p50
        print(f"{name:24} p50 {p50:6.2f} ms  p99 {p99:6.2f} ms  ({p50 / plain:.1f} and {p99 / plain:.1f} plain counts)")


def resident() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
