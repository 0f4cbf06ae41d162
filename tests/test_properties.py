"""Whatever the order and however often things arrive: the same incidents, the same ids, the same counts."""

import datetime
import random
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.count import Count
from schemas.event import Actor, Event, Place
from schemas.incident import Incident
from schemas.message import digest, encode
from streams.backtest import Outcome, follow
from streams.counts.series import series_of
from streams.counts.tally import Tally, enter, entries
from streams.incidents.history import Bucket, fuse
from streams.incidents.matching import ENOUGH, Profile, compatible, extend, fit
from streams.incidents.merging import merge
from streams.incidents.report import Report, report, reports
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


def by_id(incidents: Iterable[Incident]) -> dict[str, Incident]:
    return {one.id: one for one in incidents}


def tallied(told: Revisions) -> dict[tuple[str, datetime.date], tuple[int, int, int, int]]:
    """The counts as the stages have them, each message delivered twice."""
    bucket, tallies = Bucket(), dict[tuple[str, datetime.date], Tally]()
    counts: dict[tuple[str, datetime.date], tuple[int, int, int, int]] = {}
    for number, event in enumerate(told):
        for change in bucket.put(event, sequence=number, at=NOON):
            for entry in [*entries(change), *entries(change)]:
                if count := enter(tallies.setdefault((entry.series, entry.day), {}), entry):
                    counts[entry.series, entry.day] = (count.low, count.value, count.high, count.incidents)
    return {cell: count for cell, count in counts.items() if any(count)}


def counted(incidents: Iterable[Incident]) -> dict[tuple[str, datetime.date], tuple[int, int, int, int]]:
    """The counts by plain addition over the incidents."""
    sums: dict[tuple[str, datetime.date], Counter[str]] = {}
    for one in incidents:
        for series in series_of(one):
            cell = sums.setdefault((series, one.day.date), Counter())
            cell.update(low=one.low, best=one.best, high=one.high, incidents=1)
    return {cell: (one["low"], one["best"], one["high"], one["incidents"]) for cell, one in sums.items()}


def plainly(told: Revisions) -> list[Incident]:
    """The rule as one would write it first: in order, each to the best of all clusters, each measured from scratch."""
    latest: dict[str, Event] = {}
    for event in sorted(told, key=lambda one: (one.revision, one.version, one.withdrawn, one.message_id)):
        latest[event.id] = event
    clusters: list[list[Report]] = []
    for one in sorted((report(event) for event in latest.values() if reports(event)), key=lambda one: one.rank):
        scored = [(points(cluster, one), -number) for number, cluster in enumerate(clusters)]
        most, number = max(scored, default=(0, 0))
        if most >= ENOUGH:
            clusters[-number].append(one)
        else:
            clusters.append([one])
    return [merge(cluster) for cluster in clusters]


def points(cluster: list[Report], one: Report) -> int:
    """The points of a report for a cluster, from its reports alone."""
    profile: Profile | None = None
    for other in cluster:
        profile = extend(profile, other)
    assert profile
    if not compatible(profile, one):
        return 0
    siblings = [other for other in cluster if other.event.article_id == one.event.article_id]
    others = [other for other in cluster if other not in siblings]
    return fit(profile, one, siblings, quoted=any(other.words == one.words for other in others)) or 0
