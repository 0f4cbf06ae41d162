"""Two time axes and any filter: what was known at a moment is what a reader of only those records knows."""

import datetime
from collections.abc import Iterator
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.incident import Change
from streams import topics
from streams.serving.model.chronicle import Step, chronicle
from streams.serving.model.holding import HeldIncident, micros
from streams.serving.model.question import Question, Range
from streams.serving.model.shelf import Shelf
from streams.serving.model.summary import incident_summary
from streams.serving.model.totals import NOTHING
from streams.serving.model.versions import NEVER
from streams.serving.model.view import View
from tests.builders import AL_ASAD, ERBIL, HOUTHIS, IRAN, KATAIB, TURKEY, US, US_FORCES, an_incident, at, on

MOMENTS = st.integers(0, 200).map(lambda hours: at(hours))
SIDES = st.lists(st.sampled_from([US, US_FORCES, KATAIB, HOUTHIS, IRAN, TURKEY]), max_size=2, unique=True).map(tuple)
INCIDENTS = st.builds(
    an_incident,
    kind=st.sampled_from(["attack", "attack", "outreach"]),
    modality=st.sampled_from(["occurred", "occurred", "planned"]),
    actors=SIDES,
    targets=SIDES,
    place=st.sampled_from([None, ERBIL, AL_ASAD]),
    mode=st.sampled_from([None, "drone", "rocket"]),
    day=st.integers(1, 28).map(lambda day: on(f"2023-11-{day:02}")),
    low=st.integers(0, 1),
    best=st.integers(1, 3),
    high=st.integers(3, 5),
    sources=st.integers(1, 4),
)
STATES = st.tuples(st.integers(0, 3), st.none() | INCIDENTS, MOMENTS)
LOGS = st.lists(st.lists(STATES, max_size=12), min_size=1, max_size=3)
DAYS = st.none() | st.integers(1, 28).map(lambda day: datetime.date(2023, 11, day))
SPANS = st.just(Range()) | st.builds(Range, DAYS, DAYS)
FILTERS = {
    "kind": ["attack", "outreach"],
    "actor": ["iran", "iran-backed-groups", "united-states"],
    "target": ["us-forces", "united-states", "turkey"],
    "country": ["IRQ", "SYR"],
    "patron": ["IRN"],
    "place": ["erbil", "al-asad-air-base"],
    "mode": ["drone"],
    "modality": ["occurred", "planned"],
    "min_sources": [2, 3],
}
QUESTIONS = st.lists(st.sampled_from(sorted(FILTERS)), max_size=3, unique=True).flatmap(
    lambda names: st.builds(Question, **{name: st.sampled_from(FILTERS[name]) for name in names})
)


def logged(log: list[tuple[int, object, datetime.datetime]], partition: int) -> Iterator[tuple[int, Change]]:
    """The changes of a partition, numbered: each gives one of four incidents a new state, or withdraws it."""
    for offset, (number, state, moment) in enumerate(log):
        name = f"incident-{partition}-{number}"
        after = state.model_copy(update={"id": name}) if state else None  # type: ignore[attr-defined]
        yield (
            offset,
            Change(
                id=f"{partition}.{offset}",
                bucket="attack/USA",
                incident=name,
                action="amended" if after else "withdrawn",
                after=after,
                cause=f"event-{partition}-{offset}",
                sequence=offset,
                at=moment,
            ),
        )


def read(logs: list[list[tuple[int, Change]]], turns: list[int], until: datetime.datetime | None = None) -> View:
    """A view that has read these partitions in turns; to a moment, only the records up to it."""
    view, left = View("e"), [iter(log) for log in logs]
    for partition in turns:
        offset, change = next(left[partition])
        if until is None or change.at <= until:
            view.apply(topics.INCIDENTS.name, partition, offset, change)
    return view


def answers(shelf: Shelf, question: Question, span: Range, moment: int | None = None) -> object:
    rows = shelf.find(question, span, moment)
    listed = [incident_summary(held) for held in shelf.newest(rows)]
    return shelf.sum(rows), shelf.by_day(rows), listed


def matching(shelf: Shelf, question: Question, span: Range) -> list[HeldIncident]:
    """The slow way."""
    found = [held for held in shelf if held.high and question.matches(held.scope) and span.holds(held.day)]
    return sorted(found, key=lambda held: held.order, reverse=True)


@settings(max_examples=150, deadline=None)
@given(LOGS, QUESTIONS, SPANS, MOMENTS, st.data())
def test_as_of_a_moment_is_what_only_those_records_tell(
    logs: list[list[tuple[int, object, datetime.datetime]]],
    question: Question,
    span: Range,
    moment: datetime.datetime,
    data: st.DataObject,
) -> None:
    """However the partitions interleave, and though records come later than the moments they bear."""
    changes = [list(logged(log, partition)) for partition, log in enumerate(logs)]
    turns = [partition for partition, log in enumerate(changes) for _ in log]
    one, other = (data.draw(st.permutations(turns)) for _ in range(2))
    whole, then = read(changes, one), read(changes, other, moment)
    assert answers(whole.shelf, question, span, micros(moment)) == answers(then.shelf, question, span)
    assert answers(whole.shelf, question, span, NEVER - 1) == answers(whole.shelf, question, span)
    for held in whole.shelf:
        assert whole.shelf.versions.moments(held.id, micros(moment)) == then.shelf.versions.moments(held.id)


@settings(max_examples=150, deadline=None)
@given(LOGS, QUESTIONS, SPANS)
def test_bitmaps_find_what_a_scan_finds(
    logs: list[list[tuple[int, object, datetime.datetime]]], question: Question, span: Range
) -> None:
    changes = [list(logged(log, partition)) for partition, log in enumerate(logs)]
    shelf = read(changes, [partition for partition, log in enumerate(changes) for _ in log]).shelf
    found, slow = list(shelf.newest(shelf.find(question, span))), matching(shelf, question, span)
    assert [held.id for held in found] == [held.id for held in slow]
    amount = NOTHING
    for held in slow:
        amount = amount.plus(held, 1)
    assert shelf.sum(shelf.find(question, span)) == amount
    pages, after = [], None
    while page := list(islice(shelf.newest(shelf.find(question, span), after), 2)):
        pages += page
        after = page[-1].order
    assert pages == found


@settings(max_examples=150, deadline=None)
@given(LOGS, QUESTIONS, SPANS)
def test_a_history_leads_from_nothing_to_the_count(
    logs: list[list[tuple[int, object, datetime.datetime]]], question: Question, span: Range
) -> None:
    """Each line begins where the one before it ended, and what it ends with is what was known then."""
    changes = [list(logged(log, partition)) for partition, log in enumerate(logs)]
    shelf = read(changes, [partition for partition, log in enumerate(changes) for _ in log]).shelf
    steps: list[Step] = []
    before = (NEVER - 1, NEVER, "")
    while page := list(islice(chronicle(shelf, question, span, before), 2)):
        steps += page
        before = page[-1].key
    assert steps == list(chronicle(shelf, question, span, (NEVER - 1, NEVER, "")))
    held = [shelf.sum(shelf.find(question, span)), *(step.before for step in steps)]
    for step, value in zip(steps, held, strict=False):
        assert (step.after.low, step.after.best) == (value.low, value.best)
        assert step.moves
    assert (held[-1].low, held[-1].best) == (0, 0)
    for number, step in enumerate(steps):
        if number == 0 or steps[number - 1].key[0] != step.key[0]:
            assert shelf.sum(shelf.find(question, span, step.key[0])) == step.after


def test_a_long_history_stays_small() -> None:
    """States that hardly differ are kept as their differences, and each can still be told."""
    view = View()
    for number in range(300):
        after = an_incident(sources=number + 1, events=tuple(f"event-{n:04}" for n in range(1 + number // 10)))
        fields = {"id": str(number), "bucket": "attack/USA", "incident": "incident-1", "action": "amended"}
        change = Change.model_validate({**fields, "after": after, "cause": "e", "sequence": number, "at": at(number)})
        view.apply(topics.INCIDENTS.name, 0, number, change)
    versions = view.shelf.versions
    then = view.shelf.get("incident-1", micros(at(100)))
    assert then
    assert then.whole["sources"] == 101
    assert len(versions.moments("incident-1")) == 300
    assert sum(len(packed) for packed in versions._packed) < 300 * 90


def test_an_unknown_incident_has_no_history() -> None:
    assert View().shelf.get("nobody") is None
    assert View().shelf.versions.moments("nobody") == []
