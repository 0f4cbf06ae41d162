"""How long one event or correction takes in a bucket that already holds many; prints milliseconds of processor time.

Run: `python tests/bench/bench_fuse.py [events] [a day]`, by default 100,000 events at 100 a day, then a day of 300,
then corrections: one about every fiftieth pair of events, and news after them; then 200 that are all linked: edits, and
a chain of merges; then one incident of 20,000 reports. With `--grown` instead: all of it put and corrected one by one
from an empty bucket, and how many times the first thousand the last thousand take.
"""

import datetime
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from schemas.correction import Correction, Dismiss, Edit, Mark, Merge, Split, correct
from schemas.event import Actor, Event, Place
from streams.incidents.history import Bucket
from tests.builders import HOUTHIS, IRAQ, KATAIB, MILITIAS, an_event, on

START = datetime.datetime(2015, 1, 1, tzinfo=datetime.UTC)
TOWNS = 40
ACTORS: list[tuple[Actor, ...]] = [(), (), (MILITIAS,), (KATAIB,), (HOUTHIS,)]
PRECISIONS = ["day"] * 10 + ["none"] * 8 + ["week", "month"]
MEASURED = 1000
EACH_CORRECTED = 50
LINKED = 200
RETOLD = 20_000
LOADED = 6000


def news(number: int, a_day: int, seed: int) -> Iterator[Event]:
    """Reports in the order of publication: some undated, some late by days, some of old things."""
    chance = random.Random(seed)
    towns = [town(at, chance) for at in range(TOWNS)]
    for at in range(number):
        published = START + datetime.timedelta(days=at / a_day)
        precision = chance.choice(PRECISIONS)
        late = 0 if precision == "none" else min(int(chance.expovariate(1.0)), 30)
        day = published.date() - datetime.timedelta(days=late)
        yield an_event(
            f"Report {chance.randrange(number)} of an attack.",
            id=f"event-{at}",
            article_id=f"article-{at // 2}",
            source=f"paper-{chance.randrange(300)}",
            published=published,
            day=on(str(day), precision, "published" if precision == "none" else "weekday"),
            place=chance.choice([None, IRAQ, chance.choice(towns), chance.choice(towns)]),
            actors=chance.choice(ACTORS),
            killed=chance.choice([None, None, 0, 1, 4, 20]),
            mode=chance.choice([None, "drone", "rocket", "bombing"]),
            background=chance.random() < 0.15,
            shingles=tuple(chance.randrange(10**9) for _ in range(16)),
        )


def town(number: int, chance: random.Random) -> Place:
    """A town somewhere in one country."""
    where = {"lat": chance.uniform(30, 37), "lon": chance.uniform(39, 48)}
    return Place(text=f"Town {number}", name=f"town-{number}", country="IRQ", precision="town", **where)


def measured(bucket: Bucket, events: Sequence[Event]) -> list[float]:
    """Milliseconds of processor time for each put."""
    spent = []
    for number, event in enumerate(events):
        start = time.process_time()
        bucket.put(event, sequence=number, at=event.origin.published)
        spent.append(1000 * (time.process_time() - start))
    return sorted(spent)


def mark(event: Event) -> Mark:
    """An event as an analyst points at it."""
    return Mark(event=event.id, article=event.article_id, sentence=event.evidence.text)


def scattered(events: Sequence[Event]) -> Iterator[Correction]:
    """Corrections of all kinds all over a bucket, each about two events that were told one after the other."""
    for number in range(0, len(events) - 1, EACH_CORRECTED):
        one, other = (mark(event) for event in events[number : number + 2])
        change = (
            Merge(events=(one, other)),
            Split(events=(one,), others=(other,)),
            Dismiss(events=(one,)),
            Edit(events=(one, other), targets=events[number].targets),
        )[number // EACH_CORRECTED % 4]
        yield correct(
            events[number].bucket, change, "ann", "seen", START + datetime.timedelta(days=9000, seconds=number)
        )


def linked(events: Sequence[Event]) -> Iterator[Correction]:
    """Edits each of which names an event that the one before named too."""
    for number in range(LINKED):
        pair = (mark(events[number * 9]), mark(events[number * 9 + 9]))
        change = Edit(events=pair, targets=events[0].targets)
        yield correct(events[0].bucket, change, "ann", "seen", START + datetime.timedelta(days=9000, seconds=number))


def chained(events: Sequence[Event]) -> Iterator[Correction]:
    """Merges each of which names all that the one before named, and one event more, as an analyst would."""
    for number in range(1, LINKED):
        marks = tuple(mark(event) for event in events[: 30 * number + 1 : 30])
        moment = START + datetime.timedelta(days=9000, seconds=number)
        yield correct(events[0].bucket, Merge(events=marks), "ann", "seen", moment)


def grown(number: int, a_day: int) -> None:
    """Every event put, and every correction made as soon as its events are there."""
    events = list(news(number, a_day, seed=1))
    due = dict(zip(range(1, number, EACH_CORRECTED), scattered(events), strict=False))
    bucket, spent, thousands = Bucket(), 0.0, list[float]()
    for at, event in enumerate(events):
        start = time.process_time()
        bucket.put(event, sequence=2 * at, at=event.origin.published)
        if one := due.get(at):
            bucket.correct(one, sequence=2 * at + 1, at=one.at)
        spent += time.process_time() - start
        if (at + 1) % MEASURED == 0:
            thousands.append(spent)
            spent = 0.0
    first, last = thousands[0], thousands[-1]
    told(f"each thousand of {number:,}, corrections included", sorted(1000 * one for one in thousands))
    print(f"the first thousand {first:.2f} s, the last {last:.2f} s: {last / first:.2f} times")


def retold() -> None:
    """One incident that all the world goes on mentioning."""
    given = {"day": on("2015-01-01"), "targets": (), "place": IRAQ}
    reports = [
        an_event(f"Report {at}.", article_id=f"a{at}", source=f"paper-{at % 300}", background=at > 100, **given)
        for at in range(RETOLD)
    ]
    bucket = Bucket.load(reports[:-MEASURED])
    told(f"one more of an incident of {RETOLD:,}", measured(bucket, reports[-MEASURED:]))


def corrected(bucket: Bucket, corrections: Sequence[Correction]) -> list[float]:
    """Milliseconds of processor time for each correction."""
    spent = []
    for number, one in enumerate(corrections):
        start = time.process_time()
        bucket.correct(one, sequence=number, at=one.at)
        spent.append(1000 * (time.process_time() - start))
    return sorted(spent)


def told(title: str, spent: Sequence[float]) -> None:
    """One line of figures."""
    at = {share: spent[int(share * (len(spent) - 1))] for share in (0.5, 0.9, 0.99)}
    figures = "  ".join(f"p{int(share * 100)} {value:.2f}" for share, value in at.items())
    print(f"{title:<44} mean {statistics.fmean(spent):.2f}  {figures}  max {spent[-1]:.2f} ms")


def main(number: int, a_day: int) -> None:
    """A full bucket, then news of the day, then news that is late by years."""
    events = list(news(number, a_day, seed=1))
    chance = random.Random(2)
    late = [events.pop(chance.randrange(len(events))) for _ in range(MEASURED)]
    start = time.process_time()
    bucket = Bucket.load(events[:-MEASURED])
    print(f"loaded {len(events) - MEASURED:,} events in {time.process_time() - start:.1f} s")
    told(f"today's news, {a_day} a day", measured(bucket, events[-MEASURED:]))
    told(f"late by any time, {a_day} a day", measured(bucket, late))
    busy = list(news(6000, 300, seed=3))
    small = Bucket.load(busy[:-MEASURED])
    told("today's news, 300 a day", measured(small, busy[-MEASURED:]))
    with_corrections(events, late, a_day)
    for name, made in (("linked edits", linked(events)), ("chained merges", chained(events))):
        told(f"each of {LINKED} {name}, {LOADED:,} events", corrected(Bucket.load(events[:LOADED]), list(made)))
    retold()


def with_corrections(events: Sequence[Event], late: Sequence[Event], a_day: int) -> None:
    """The same, where the bucket has been corrected all over."""
    made = list(scattered(events[:-MEASURED]))
    half = len(made) // 2
    bucket = Bucket.load(events[:-MEASURED], made[:half])
    print(f"loaded again with {half:,} corrections")
    told(f"each of {len(made) - half:,} more corrections", corrected(bucket, made[half:]))
    told(f"today's news, corrected, {a_day} a day", measured(bucket, events[-MEASURED:]))
    told(f"late by any time, corrected, {a_day} a day", measured(bucket, late))


if __name__ == "__main__":
    sizes = [int(one) for one in sys.argv[1:] if one != "--grown"]
    (grown if "--grown" in sys.argv else main)(*sizes or (100_000, 100))
