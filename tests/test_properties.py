"""Whatever the order and however often things arrive: the same incidents, the same ids, the same counts."""

import datetime
import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.count import Count
from schemas.event import Event
from schemas.incident import Incident
from schemas.message import digest, encode
from streams.backtest import Outcome, follow
from streams.incidents.history import Bucket, fuse
from tests.builders import (
    NOON,
    an_article,
)
from tests.oracle import counted, plainly
from tests.strategies import (
    Revisions,
    by_id,
    crowded,
    news,
    tallied,
)

Version = tuple[int, int, Revisions]


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
