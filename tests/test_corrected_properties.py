"""Whatever analysts correct, in whatever order it arrives: what the oracle says, and no trace of what is undone."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.correction import Correction, Dismiss, Edit, Mark, Merge, Split, Undo, correct
from schemas.event import Event
from schemas.incident import Incident
from streams.incidents.history import Bucket, fuse
from tests.builders import (
    US_EMBASSIES,
    at,
)
from tests.oracle import counted, plainly
from tests.strategies import WORDS, Revisions, Told, by_id, crowded, marks, news, rulings, take, tallied, undo


def interleaved(told: Revisions, made: list[Correction]) -> st.SearchStrategy[Told]:
    """All of it in any order, some of it twice."""
    both: Told = [*told, *made]
    return st.permutations(both + both[::3])


def events_of(told: Iterable[Event | Correction]) -> Revisions:
    return [one for one in told if isinstance(one, Event)]


def corrections_of(told: Iterable[Event | Correction]) -> list[Correction]:
    return [one for one in told if isinstance(one, Correction)]


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
