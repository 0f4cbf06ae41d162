"""Whatever the order and however often things arrive: the same incidents, the same ids, the same counts."""

import datetime
import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.correction import Correction, Dismiss, Edit, Mark, Merge, Split, Undo, correct
from schemas.count import Count
from schemas.event import Actor, Event, Place
from schemas.incident import Change, Incident
from schemas.message import digest, encode
from streams.backtest import Outcome, follow
from streams.incidents.history import Bucket, fuse
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
    an_article,
    an_event,
    at,
    on,
)
from tests.oracle import counted, plainly, recounted

ACTORS: list[tuple[Actor, ...]] = [(), (), (BACKED,), (MILITIAS,), (KATAIB,), (HOUTHIS,), (KATAIB, HOUTHIS)]
TARGETS: list[tuple[Actor, ...]] = [(US_FORCES,), (US_FORCES,), (US,), (US_EMBASSIES,)]
PLACES: list[Place | None] = [None, None, AL_ASAD, ERBIL, TANF, IRAQ]
PRECISIONS = ["day"] * 6 + ["week", "none", "none", "month", "year"]
BASES = ["explicit", "relative", "weekday", "published"]
WORDS = ["Drones hit a base.", "Rockets struck troops.", "A base was attacked.", "It was the second attack."]

Revisions = list[Event]
Version = tuple[int, int, Revisions]


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


@settings(max_examples=80, deadline=None)
@given(news.flatmap(lambda told: st.tuples(st.just(told), st.permutations(told + told[:5]))))
def test_any_order_and_any_repetition_give_the_same_incidents(telling: tuple[Revisions, Revisions]) -> None:
    told, shuffled = telling
    assert fuse(told) == fuse(shuffled)


@settings(max_examples=120, deadline=None)
@given(news)
def test_put_by_put_equals_fusing_all_at_every_step(told: Revisions) -> None:
    bucket = Bucket()
    for number, event in enumerate(told):
        bucket.put(event, sequence=number, at=NOON)
        assert by_id(bucket.incidents()) == by_id(fuse(told[: number + 1]))


@pytest.mark.parametrize("seed", range(12))
def test_a_crowded_week_comes_to_the_same_put_by_put(seed: int) -> None:
    chance = random.Random(seed)
    told = [crowded(number, chance) for number in range(chance.choice([40, 90]))]
    told += [one.model_copy(update={"withdrawn": True, "revision": "2"}) for one in chance.sample(told, 8)]
    told += [crowded(number, chance).model_copy(update={"revision": "3"}) for number in range(0, 40, 4)]
    chance.shuffle(told)
    bucket = Bucket()
    for number, event in enumerate(told):
        bucket.put(event, sequence=number, at=NOON)
        if number % 8 == 0 or number + 1 == len(told):
            assert by_id(bucket.incidents()) == by_id(plainly(told[: number + 1]))


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


@settings(max_examples=80, deadline=None)
@given(news)
def test_the_clusters_are_those_of_the_plain_rule(told: Revisions) -> None:
    assert by_id(fuse(told)) == by_id(plainly(told))


@settings(max_examples=80, deadline=None)
@given(news)
def test_changes_add_up_to_the_incidents(told: Revisions) -> None:
    bucket, held = Bucket(), dict[str, Incident]()
    for number, event in enumerate(told):
        for change in bucket.put(event, sequence=number, at=NOON):
            assert held.pop(change.incident, None) == change.before
            if change.after:
                held[change.incident] = change.after
    assert held == by_id(bucket.incidents())


@settings(max_examples=80, deadline=None)
@given(news)
def test_counts_equal_the_oracle(told: Revisions) -> None:
    assert tallied(told) == counted(fuse(told))


@settings(max_examples=80, deadline=None)
@given(news)
def test_what_is_withdrawn_leaves_no_trace(told: Revisions) -> None:
    gone = [event.model_copy(update={"withdrawn": True, "revision": "9"}) for event in told]
    assert tallied(told + gone) == {}
    assert fuse(told + gone) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3), news), max_size=8).flatmap(
        lambda told: st.tuples(st.just(told), st.permutations(told + told[:3]))
    )
)
def test_articles_in_any_order_come_to_the_same_outcome(telling: tuple[list[Version], list[Version]]) -> None:
    one, other = (outcome(versions) for versions in telling)
    assert one.incidents == other.incidents
    assert figures(one.counts) == figures(other.counts)
    assert [event.id for event in one.events] == [event.id for event in other.events]


def outcome(versions: list[Version]) -> Outcome:
    """The backtest over versions of articles, each of which says these events."""
    said_by: dict[tuple[str, str], list[Event]] = {}
    articles = []
    for number, version, told in versions:
        text = digest(*(encode(event).decode() for event in told))
        article = an_article(text, id=f"article-{number}", version=version)
        said = {event.id: event for event in told}
        said_by[article.id, article.revision] = [
            event.model_copy(
                update={
                    "id": f"{event.id}-{number}",
                    "article_id": article.id,
                    "revision": article.revision,
                    "withdrawn": False,
                }
            )
            for event in said.values()
        ]
        articles.append(article)
    return follow(articles, lambda article: said_by[article.id, article.revision])


def figures(counts: Iterable[Count]) -> list[tuple[str, datetime.date, int, int, int, int]]:
    """What counts say, without what caused them."""
    return [(one.series, one.day, one.low, one.value, one.high, one.incidents) for one in counts]


Told = list[Event | Correction]


def interleaved(told: Revisions, made: list[Correction]) -> st.SearchStrategy[Told]:
    """All of it in any order, some of it twice."""
    both: Told = [*told, *made]
    return st.permutations(both + both[::3])


def events_of(told: Iterable[Event | Correction]) -> Revisions:
    return [one for one in told if isinstance(one, Event)]


def corrections_of(told: Iterable[Event | Correction]) -> list[Correction]:
    return [one for one in told if isinstance(one, Correction)]


def take(bucket: Bucket, one: Event | Correction, number: int) -> list[Change]:
    if isinstance(one, Event):
        return bucket.put(one, sequence=number, at=NOON)
    return bucket.correct(one, sequence=number, at=NOON)


corrected = st.tuples(news, rulings()).flatmap(lambda both: interleaved(*both))


@settings(max_examples=300, deadline=None)
@given(corrected)
def test_corrections_in_any_order_come_to_what_the_oracle_says(told: Told) -> None:
    bucket = Bucket()
    for number, one in enumerate(told):
        take(bucket, one, number)
    expected = by_id(plainly(events_of(told), corrections_of(told)))
    assert by_id(bucket.incidents()) == expected
    assert by_id(fuse(events_of(told), corrections_of(told))) == expected


@settings(max_examples=150, deadline=None)
@given(corrected)
def test_each_step_of_a_corrected_bucket_is_what_all_so_far_come_to(told: Told) -> None:
    bucket, held = Bucket(), dict[str, Incident]()
    for number, one in enumerate(told):
        for change in take(bucket, one, number):
            assert held.pop(change.incident, None) == change.before
            if change.after:
                held[change.incident] = change.after
        so_far = told[: number + 1]
        assert held == by_id(bucket.incidents()) == by_id(fuse(events_of(so_far), corrections_of(so_far)))


@settings(max_examples=100, deadline=None)
@given(corrected)
def test_the_counts_of_a_corrected_bucket_equal_the_oracle(told: Told) -> None:
    assert tallied(told) == counted(plainly(events_of(told), corrections_of(told)))


@settings(max_examples=100, deadline=None)
@given(corrected)
def test_what_is_undone_leaves_no_trace(told: Told) -> None:
    made = corrections_of(told)
    gone = [undo(one) for one in {one.id: one for one in made}.values() if not isinstance(one.change, Undo)]
    assert fuse(events_of(told), made + gone) == fuse(events_of(told))
    assert tallied([*told, *gone]) == tallied(events_of(told))
    back = [undo(one, 10) for one in gone]
    kept = [one for one in made if not isinstance(one.change, Undo)]
    assert fuse(events_of(told), kept + gone + back) == fuse(events_of(told), kept)


@settings(max_examples=100, deadline=None)
@given(corrected)
def test_what_is_withdrawn_from_a_corrected_bucket_leaves_no_trace(told: Told) -> None:
    gone = [event.model_copy(update={"withdrawn": True, "revision": "9"}) for event in events_of(told)]
    assert tallied([*told, *gone]) == {}
    assert fuse([*events_of(told), *gone], corrections_of(told)) == []


@settings(max_examples=150, deadline=None)
@given(corrected, marks, marks)
def test_the_last_word_of_the_analyst_holds(told: Told, some: tuple[Mark, ...], others: tuple[Mark, ...]) -> None:
    names = {one.event for one in some}
    merged = correct("attack/USA", Merge(events=some), "ann", "one", at(20))
    held = fuse(events_of(told), [*corrections_of(told), merged])
    assert sum(bool(names & set(one.events)) for one in held) <= 1
    split = correct("attack/USA", Split(events=some, others=others), "ann", "two", at(20))
    # A mark whose event is gone means its heir in the same article.
    heirs = {event.id for event in events_of(told) if event.article_id in {one.article for one in some}}
    rest = {one.event for one in others} - names - heirs
    for one in fuse(events_of(told), [*corrections_of(told), split]):
        assert not (names & set(one.events) and rest & set(one.events))


@pytest.mark.parametrize(("seed", "splits"), [*((seed, 0) for seed in range(8)), (31, 30), (45, 30)])
def test_a_crowded_week_with_corrections_comes_to_the_same_step_by_step(seed: int, splits: int) -> None:
    chance = random.Random(100 + seed)
    told: Told = [crowded(number, chance) for number in range(chance.choice([30, 60]))]
    told += [one.model_copy(update={"withdrawn": True, "revision": "2"}) for one in chance.sample(events_of(told), 6)]
    told += [ruling(number, chance, splits) for number in range(splits or 14)]
    told += [undo(one) for one in chance.sample(corrections_of(told), 3)]
    chance.shuffle(told)
    bucket = Bucket()
    for number, one in enumerate(told):
        take(bucket, one, number)
        if number % 8 == 0 or number + 1 == len(told):
            so_far = told[: number + 1]
            assert by_id(bucket.incidents()) == by_id(plainly(events_of(so_far), corrections_of(so_far)))


def ruling(number: int, chance: random.Random, splits: int) -> Correction:
    """One of many corrections of a crowded week; `splits` of few events each are what makes reports wander most."""
    some, others = (
        tuple(
            Mark(event=f"event-{named}", article=f"article-{named // 2}", sentence=chance.choice(WORDS))
            for named in chance.sample(range(60), chance.choice([1, 1, 2] if splits else [1, 2, 5]))
        )
        for _ in range(2)
    )
    split, edit = Split(events=some, others=others), Edit(events=some, targets=(US_EMBASSIES,))
    deed = split if splits else chance.choice([Merge(events=some), split, Dismiss(events=some), edit])
    return correct("attack/USA", deed, "ann", "because", at(number))


def by_id(incidents: Iterable[Incident]) -> dict[str, Incident]:
    return {one.id: one for one in incidents}


def tallied(told: Iterable[Event | Correction]) -> dict[tuple[str, datetime.date], tuple[int, int, int, int]]:
    """The counts as the stages have them, each message delivered twice."""
    bucket = Bucket()
    return recounted(change for number, one in enumerate(told) for change in take(bucket, one, number))
