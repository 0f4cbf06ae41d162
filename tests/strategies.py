"""What the properties are held against: any events of one bucket, and any corrections of them."""

import datetime
import random
from collections.abc import Iterable

from hypothesis import strategies as st

from schemas.correction import Correction, Dismiss, Edit, Mark, Merge, Split, Undo, correct
from schemas.event import Actor, Event, Place
from schemas.incident import Change, Incident
from streams.incidents.history import Bucket
from tests.builders import (
    AL_ASAD,
    BACKED,
    ERBIL,
    HOUTHIS,
    IRAQ,
    KATAIB,
    MILITIAS,
    NOON,
    TANF,
    US,
    US_EMBASSIES,
    US_FORCES,
    an_event,
    at,
    on,
)
from tests.oracle import recounted

ACTORS: list[tuple[Actor, ...]] = [(), (), (BACKED,), (MILITIAS,), (KATAIB,), (HOUTHIS,), (KATAIB, HOUTHIS)]
TARGETS: list[tuple[Actor, ...]] = [(US_FORCES,), (US_FORCES,), (US,), (US_EMBASSIES,)]
PLACES: list[Place | None] = [None, None, AL_ASAD, ERBIL, TANF, IRAQ]
PRECISIONS = ["day"] * 6 + ["week", "none", "none", "month", "year"]
BASES = ["explicit", "relative", "weekday", "published"]
WORDS = ["Drones hit a base.", "Rockets struck troops.", "A base was attacked.", "It was the second attack."]
Revisions = list[Event]


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Any event of one bucket within ten days, of which many resemble each other."""
    number = draw(st.integers(0, 9))
    article = draw(st.integers(0, 7))
    return an_event(
        draw(st.sampled_from(WORDS)),
        id=f"event-{number}",
        article_id=f"article-{article}",
        source=f"paper-{article % 4}",
        published=at(days=draw(st.integers(0, 4)), hours=article),
        revision=draw(st.sampled_from("12")),
        withdrawn=draw(st.sampled_from([False] * 6 + [True])),
        modality=draw(st.sampled_from(["occurred"] * 6 + ["planned", "denied"])),
        background=draw(st.sampled_from([False] * 4 + [True])),
        anaphoric=draw(st.sampled_from([False] * 4 + [True])),
        separate=draw(st.sampled_from([False] * 5 + [True])),
        actors=draw(st.sampled_from(ACTORS)),
        targets=draw(st.sampled_from(TARGETS)),
        place=draw(st.sampled_from(PLACES)),
        day=on(
            str(datetime.date(2023, 11, 3) + datetime.timedelta(days=draw(st.integers(0, 6)))),
            draw(st.sampled_from(PRECISIONS)),
            draw(st.sampled_from(BASES)),
        ),
        occurrences=draw(st.sampled_from([1, 1, 1, 2])),
        killed=draw(st.sampled_from([None, None, 0, 3, 5, 300])),
        mode=draw(st.sampled_from([None, "drone", "rocket", "shooting"])),
        shingles=draw(st.sampled_from([(), (1, 2, 3, 4), (1, 2, 3, 9), (7, 8, 9)])),
    )


news = st.lists(events(), max_size=14)


@st.composite
def mark(draw: st.DrawFn) -> Mark:
    """An event that may stand or not, known by its article too or not."""
    article = draw(st.sampled_from(["", *(f"article-{number}" for number in range(8))]))
    return Mark(
        event=f"event-{draw(st.integers(0, 11))}",
        article=article,
        sentence=draw(st.sampled_from(["", *WORDS])) if article else "",
        beside=tuple(f"event-{number}" for number in draw(st.lists(st.integers(0, 9), max_size=2))),
    )


marks = st.lists(mark(), min_size=1, max_size=3).map(tuple)
deeds = st.one_of(
    st.builds(Merge, events=marks),
    st.builds(Merge, events=marks),
    st.builds(Split, events=marks, others=marks),
    st.builds(Dismiss, events=marks),
    st.builds(Edit, events=marks, targets=st.sampled_from(TARGETS)),
    st.builds(Edit, events=marks, actors=st.sampled_from(ACTORS), day=st.just(on("2023-11-20"))),
    st.builds(Edit, events=marks, place=st.sampled_from([AL_ASAD, TANF])),
)


@st.composite
def rulings(draw: st.DrawFn) -> list[Correction]:
    """Corrections of which many contradict each other, some at the same moment, and some are undone, even twice."""
    made: list[Correction] = []
    for deed in draw(st.lists(deeds, max_size=6)):
        made.append(correct("attack/USA", deed, "ann", "because", at(draw(st.integers(0, 5)))))
    for _ in range(draw(st.integers(0, 4)) if made else 0):
        undone = draw(st.sampled_from(made))
        made.append(undo(undone, draw(st.integers(0, 5))))
    return made


def undo(one: Correction, hours: int = 9) -> Correction:
    return correct(one.bucket, Undo(correction=one.id), "bob", "no", at(hours))


def crowded(number: int, chance: random.Random) -> Event:
    """One of many like it, so that reports change their minds often."""
    date = datetime.date(2023, 11, 3) + datetime.timedelta(days=chance.randrange(5))
    return an_event(
        f"{chance.choice(WORDS)} {chance.randrange(12)}",
        id=f"event-{number}",
        article_id=f"article-{number // 2}",
        source=f"paper-{number % 9}",
        published=at(days=chance.randrange(5), hours=number % 3),
        background=chance.random() < 0.15,
        anaphoric=chance.random() < 0.15,
        separate=chance.random() < 0.1,
        actors=chance.choice(ACTORS),
        targets=chance.choice(TARGETS),
        place=chance.choice(PLACES),
        day=on(str(date), chance.choice(PRECISIONS), chance.choice(BASES)),
        occurrences=chance.choice([1, 1, 1, 2]),
        killed=chance.choice([None, None, 0, 3, 5, 30]),
        mode=chance.choice([None, "drone", "rocket", "shooting"]),
    )


Told = list[Event | Correction]


def take(bucket: Bucket, one: Event | Correction, number: int) -> list[Change]:
    if isinstance(one, Event):
        return bucket.put(one, sequence=number, at=NOON)
    return bucket.correct(one, sequence=number, at=NOON)


def by_id(incidents: Iterable[Incident]) -> dict[str, Incident]:
    return {one.id: one for one in incidents}


def tallied(told: Iterable[Event | Correction]) -> dict[tuple[str, datetime.date], tuple[int, int, int, int]]:
    """The counts as the stages have them, each message delivered twice."""
    bucket = Bucket()
    return recounted(change for number, one in enumerate(told) for change in take(bucket, one, number))
