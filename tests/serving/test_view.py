"""The read model folds records: in any order, any number of times, and it can say what it was at any position."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.event import Event
from schemas.incident import Change
from streams import topics
from streams.incidents.history import Bucket
from streams.serving.model.memory import Effect
from streams.serving.model.position import Position, position_of
from streams.serving.model.question import Question, QuestionError, Range, last_days, question_of
from streams.serving.model.totals import Totals
from streams.serving.model.view import View
from streams.serving.streams.sse import COUNTED, Subscription
from tests.builders import ERBIL, KATAIB, TANF, US_FORCES, a_claim, a_meeting, an_event, an_incident, at, on
from tests.serving.newsroom import Newsroom

ON_US = Question(target="us-forces")
EVER = Range()


def value(view: View, question: Question = ON_US, span: Range = EVER) -> int:
    return view.totals(question).sum(span).best


def a_change(
    sequence: int, *, best: int = 1, name: str = "incident-1", gone: bool = False, day: str = "2023-11-05"
) -> Change:
    after = None if gone else an_incident(id=name, best=best, high=max(1, best), day=on(day))
    return Change(
        id=f"{name}.{sequence}",
        bucket="attack/USA",
        incident=name,
        action="withdrawn" if gone else "opened",
        after=after,
        cause="event-1",
        sequence=sequence,
        at=at(),
    )


def fold(view: View, *changes: Change, partition: int = 0, offset: int = 0) -> list[Effect | None]:
    return [view.apply(topics.INCIDENTS.name, partition, offset + i, change) for i, change in enumerate(changes)]


def test_counts_for_an_actor_and_all_above_it() -> None:
    room = Newsroom()
    room.tell(an_event(actors=(KATAIB,), place=ERBIL))
    for question in (
        Question(),
        Question(target="united-states"),
        Question(actor="iran-backed-groups"),
        Question(actor="kataib-hezbollah", target="us-forces"),
        Question(country="IRQ"),
        Question(patron="IRN"),
    ):
        assert value(room.view, question) == 1
    assert value(room.view, Question(actor="us-forces")) == 0
    assert value(room.view, Question(country="SYR")) == 0


def test_those_who_meet_are_both_sides() -> None:
    room = Newsroom()
    room.tell(a_meeting())
    assert value(room.view, Question(kind="outreach", actor="iran", target="turkey")) == 1
    assert value(room.view, Question(kind="outreach", actor="turkey", target="iran")) == 1
    assert value(room.view, Question(kind="outreach", actor="iran", target="iran")) == 0


def test_an_older_change_is_ignored() -> None:
    view = View()
    fold(view, a_change(5, best=3), a_change(4, best=1), a_change(5, best=3))
    assert value(view) == 3


def test_a_withdrawn_incident_does_not_come_back() -> None:
    view = View()
    fold(view, a_change(1), a_change(2, gone=True), a_change(1))
    assert value(view) == 0
    assert [moment.action for moment in view.shelf.versions.moments("incident-1")] == ["opened", "withdrawn"]


def test_a_record_read_again_has_no_effect() -> None:
    view = View()
    change = a_change(1)
    assert fold(view, change)[0] is not None
    assert fold(view, change)[0] is None
    assert view.position.offsets == {(topics.INCIDENTS.name, 0): 1}


def test_an_incident_that_moves_leaves_its_old_day() -> None:
    view = View()
    view.totals(ON_US)
    fold(view, a_change(1), a_change(2, day="2023-11-03"))
    assert list(view.totals(ON_US).days(EVER)) == [datetime.date(2023, 11, 3)]


def test_windows_end_with_their_last_day() -> None:
    assert last_days("7d", datetime.date(2023, 11, 7)) == Range(datetime.date(2023, 11, 1), datetime.date(2023, 11, 7))


def test_a_claim_stands_beside_what_it_is_about() -> None:
    room = Newsroom()
    room.state(a_claim(40))
    assert len(room.view.ledger.on(Question(target="united-states"), EVER)) == 1
    for other in (Question(kind="outreach"), Question(actor="houthis"), Question(country="IRQ")):
        assert room.view.ledger.on(other, EVER) == []
    room.state(a_claim(40, revision="2", withdrawn=True))
    assert room.view.ledger.on(ON_US, EVER) == []


def test_series_names_and_questions_are_each_other() -> None:
    for name in ("attack", "attack|actor=hamas|target=israel", "outreach-planned|actor=iran", "attack|patron=IRN"):
        assert question_of(name).series == name


@pytest.mark.parametrize("name", ["", "war", "attack|", "attack|who=me", "attack|actor=", "attack-maybe"])
def test_what_is_no_series_says_so(name: str) -> None:
    with pytest.raises(QuestionError):
        question_of(name)


def test_a_position_is_its_token() -> None:
    position = Position("here", {("incidents.v1", 2): 7, ("incidents.v1", 0): 1, ("claims.v1", 0): 9})
    assert position_of(position.token) == position


# A story is a shuffled list of things that several papers report, some of them twice.
reports = st.lists(
    st.builds(
        lambda text, source, day, place: an_event(
            text, source=source, day=on(f"2023-11-{day:02}"), place=place, targets=(US_FORCES,)
        ),
        st.sampled_from(["Drones hit a base.", "Rockets hit a base near Erbil.", "Troops came under a second attack."]),
        st.sampled_from(["Daily Example", "Harbour Wire", "Gulf Ledger"]),
        st.integers(1, 9),
        st.sampled_from([None, ERBIL, TANF]),
    ),
    max_size=12,
)


def told(events: list[Event]) -> list[Change]:
    bucket = Bucket()
    return [change for i, event in enumerate(events) for change in bucket.put(event, sequence=i, at=at())]


@settings(max_examples=60, deadline=None)
@given(reports, st.data())
def test_kept_totals_are_those_of_a_fresh_look(events: list[Event], data: st.DataObject) -> None:
    view = View()
    view.totals(ON_US)
    for offset, change in enumerate(told(events)):
        view.apply(topics.INCIDENTS.name, 0, offset, change)
        if data.draw(st.booleans()):
            view.apply(topics.INCIDENTS.name, 0, offset, change)
    rows = view.shelf.find(ON_US, EVER)
    assert view.totals(ON_US).days(EVER) == Totals(view.shelf.by_day(rows)).days(EVER)
    assert view.totals(ON_US).sum(EVER) == view.shelf.sum(rows)
    assert sorted(held.id for held in view.shelf.newest(rows)) == sorted(held.id for held in view.shelf)


@settings(max_examples=60, deadline=None)
@given(reports, reports, st.data())
def test_the_value_at_any_position_is_known(one: list[Event], other: list[Event], data: st.DataObject) -> None:
    """Two partitions, read in one order by a first replica and in another by a second; then a client changes over."""
    asked = Subscription(ON_US, Range(since=datetime.date(2023, 11, 3)))
    logs = {0: told(one), 1: [renamed(change) for change in told(other)]}
    first, second = View("e"), View("e")
    positions = []
    for view in (first, second):
        turns = data.draw(st.permutations([0] * len(logs[0]) + [1] * len(logs[1])))
        done = {0: 0, 1: 0}
        for partition in turns:
            view.apply(topics.INCIDENTS.name, partition, done[partition], logs[partition][done[partition]])
            done[partition] += 1
            if view is first:
                positions.append((view.position_in(*COUNTED), asked.amount(view)))
    for position, then in positions:
        missed = second.after(position, Change)
        assert missed is not None
        amount = asked.amount(second)
        assert asked.moved(amount, missed, -1) == then
    assert asked.amount(first) == asked.amount(second)


def renamed(change: Change) -> Change:
    """The same in another bucket."""
    after = change.after and change.after.model_copy(update={"id": f"b-{change.after.id}"})
    return change.model_copy(update={"incident": f"b-{change.incident}", "after": after})


def test_what_was_forgotten_cannot_be_resumed() -> None:
    view = View("e", remember=3)
    fold(view, a_change(0))
    old = view.position
    fold(view, *(a_change(1 + i, best=i % 2) for i in range(5)), offset=1)
    assert view.after(old, Change) is None
    assert view.after(view.position, Change) == []
    assert view.after(Position("other", view.position.offsets), Change) is None


def test_an_article_dated_to_its_receipt_does_not_move_the_watermark() -> None:
    room = Newsroom()
    room.tell(an_event())
    before = room.view.watermark
    event = an_event("Rockets fell near al-Tanf.", published=at(900))
    room.tell(event.model_copy(update={"origin": event.origin.model_copy(update={"clamped": True})}))
    assert room.view.watermark == before
    room.tell(an_event("Drones hit the Erbil base.", published=at(900)))
    assert room.view.watermark != before
