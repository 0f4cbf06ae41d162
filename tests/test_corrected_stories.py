"""Days of news that an analyst corrects, and what they must count to then."""

from schemas.correction import Dismiss, Edit, Mark, Merge, Split
from schemas.count import Amounts
from schemas.event import Event
from tests.builders import AL_ASAD, ERBIL, HOUTHIS, KATAIB, TANF, US_EMBASSIES, an_event, at, on
from tests.story import Story

ASAD = an_event("Drones hit al-Asad.", source="A", place=AL_ASAD, shingles=(1, 2, 3))
IRBIL = an_event("Drones hit Erbil.", source="B", place=ERBIL, published=at(1), shingles=(7, 8, 9))


def mark(event: Event) -> Mark:
    return Mark(event=event.id, article=event.article_id, sentence=event.evidence.text)


def test_two_incidents_that_are_one_count_one_and_say_who_said_so() -> None:
    story = Story()
    story.tell(ASAD, IRBIL)
    first, second = sorted(story.counted(), key=lambda one: one.place != AL_ASAD)
    made, changes = story.correct(Merge(events=(mark(ASAD), mark(IRBIL))), "one raid on two bases")
    assert story.count() == Amounts(low=1, best=1, high=2)
    assert [(one.incident, one.action, one.supersedes, one.superseded_by) for one in changes] == sorted(
        [
            (first.id, "amended", (second.id,), ()),
            (second.id, "withdrawn", (), (first.id,)),
        ]
    )
    assert {(one.cause, one.caused_by) for one in changes} == {(made.id, "correction")}
    (said,) = story.counted()[0].corrections
    assert (said.id, said.action, said.who, said.why, said.at) == (
        made.id,
        "merge",
        "ann",
        "one raid on two bases",
        made.at,
    )


def test_later_news_of_either_joins_what_was_merged() -> None:
    story = Story()
    story.tell(ASAD, IRBIL)
    story.correct(Merge(events=(mark(ASAD), mark(IRBIL))))
    story.tell(an_event("Al-Asad was hit by drones.", source="C", place=AL_ASAD, published=at(2)))
    story.tell(an_event("Erbil was hit by drones.", source="D", place=ERBIL, published=at(3)))
    assert [len(one.events) for one in story.counted()] == [4]
    story.tell(an_event("Drones hit al-Tanf.", source="E", place=TANF, published=at(4)))
    assert story.count().best == 2


def test_what_is_merged_may_be_weeks_apart() -> None:
    story = Story()
    late = an_event("Drones hit al-Asad.", source="B", place=AL_ASAD, day=on("2023-12-20"), published=at(days=45))
    story.tell(ASAD, late)
    assert story.count().best == 2
    made, _ = story.correct(Merge(events=(mark(ASAD), mark(late))))
    assert [str(one.day.date) for one in story.counted()] == ["2023-11-05"]
    story.undo(made)
    assert story.count().best == 2


def test_one_incident_that_is_two_counts_two_and_later_news_finds_its_own() -> None:
    story = Story()
    vague = an_event("US troops came under drone attack.", source="B", published=at(1))
    story.tell(ASAD, vague)
    (whole,) = story.counted()
    made, changes = story.correct(Split(events=(mark(vague),), others=(mark(ASAD),)))
    assert story.count().best == 2
    assert [(one.action, one.supersedes, one.superseded_by) for one in changes if one.incident != whole.id] == [
        ("opened", (whole.id,), ())
    ]
    story.tell(an_event("Al-Asad was hit by drones.", source="C", place=AL_ASAD, published=at(2)))
    assert sorted(len(one.events) for one in story.counted()) == [1, 2]
    story.undo(made)
    assert story.count().best == 1
    assert story.counted()[0].corrections == ()


def test_what_is_dismissed_counts_nothing_stays_in_sight_and_does_not_come_back_with_the_next_reprint() -> None:
    story = Story()
    story.tell(ASAD, IRBIL)
    made, _ = story.correct(Dismiss(events=(mark(ASAD),)), "an exercise")
    assert story.count() == Amounts(low=0, best=1, high=1)
    gone = next(one for one in story.incidents() if one.dismissed)
    assert (gone.place, gone.low, gone.best, gone.high, gone.sources) == (AL_ASAD, 0, 0, 0, 1)
    story.tell(an_event("Al-Asad was hit by drones.", source="C", place=AL_ASAD, published=at(2)))
    assert story.count().best == 1
    assert story.count("attack|country=IRQ").best == 1
    story.undo(made)
    assert story.count() == Amounts(low=1, best=2, high=3)


def test_an_edit_moves_the_count_to_whom_when_and_where_the_analyst_says() -> None:
    story = Story()
    story.tell(ASAD)
    story.correct(Edit(events=(mark(ASAD),), targets=(US_EMBASSIES,), actors=(KATAIB,)))
    story.correct(Edit(events=(mark(ASAD),), day=on("2023-11-09"), place=TANF))
    assert story.count("attack|target=us-forces") == Amounts()
    assert story.count("attack|actor=iraqi-militias|target=us-embassies", "2023-11-09").best == 1
    assert story.count("attack|country=SYR").best == 1
    assert story.count("attack|country=IRQ").best == 0


def test_of_two_edits_the_later_holds_and_each_field_by_itself() -> None:
    story = Story()
    story.tell(ASAD)
    story.correct(Edit(events=(mark(ASAD),), actors=(HOUTHIS,), place=TANF))
    second, _ = story.correct(Edit(events=(mark(ASAD),), actors=(KATAIB,)))
    (one,) = story.counted()
    assert ([actor.id for actor in one.actors], one.place) == (["kataib-hezbollah"], TANF)
    story.undo(second)
    assert [actor.id for actor in story.counted()[0].actors] == ["houthis"]


def test_an_undo_may_be_undone() -> None:
    story = Story()
    story.tell(ASAD)
    made, _ = story.correct(Dismiss(events=(mark(ASAD),)))
    undone, _ = story.undo(made)
    assert story.count().best == 1
    story.undo(undone)
    assert story.count().best == 0


def test_a_correction_outlives_a_new_version_of_the_article() -> None:
    story = Story()
    story.tell(ASAD, IRBIL)
    story.correct(Dismiss(events=(mark(ASAD),)))
    anew = an_event("Drones struck al-Asad on Sunday.", source="A", place=AL_ASAD, article_id=ASAD.article_id)
    story.withdraw(ASAD)
    story.tell(anew.model_copy(update={"revision": "2"}))
    assert story.count().best == 1
    assert [one.place for one in story.counted()] == [ERBIL]


def test_a_correction_does_not_fall_on_what_stood_beside_nor_on_another_sentence() -> None:
    story = Story()
    beside = an_event("Drones hit Erbil.", source="A", place=ERBIL, article_id=ASAD.article_id)
    story.tell(ASAD, beside)
    story.correct(Dismiss(events=(mark(ASAD).model_copy(update={"beside": (beside.id,)}),)))
    story.withdraw(ASAD)
    assert [one.place for one in story.counted()] == [ERBIL]
    other = an_event("Rockets killed three in Tanf overnight.", source="A", place=TANF, article_id=ASAD.article_id)
    story.tell(other)
    assert story.count().best == 2


def test_a_merge_that_an_earlier_split_forbids_holds_because_it_is_later() -> None:
    story = Story()
    vague = an_event("US troops came under drone attack.", source="B", published=at(1))
    story.tell(ASAD, vague)
    story.correct(Split(events=(mark(vague),), others=(mark(ASAD),)))
    story.correct(Merge(events=(mark(vague), mark(ASAD))))
    assert story.count().best == 1
    story.correct(Split(events=(mark(vague),), others=(mark(ASAD),)), "after all")
    assert story.count().best == 2


def test_two_corrections_from_different_sides_do_not_bring_together_what_is_apart() -> None:
    story = Story()
    one = an_event("Al-Asad was hit.", source="C", place=AL_ASAD, published=at(2))
    other = an_event("Erbil was hit.", source="D", place=ERBIL, published=at(3))
    story.tell(ASAD, IRBIL, one, other)
    story.correct(Split(events=(mark(one),), others=(mark(other),)))
    story.correct(Merge(events=(mark(ASAD), mark(IRBIL))))
    places = {name: incident.id for incident in story.incidents() for name in incident.events}
    assert places[ASAD.id] == places[IRBIL.id]
    assert places[one.id] != places[other.id]


def test_a_corrected_incident_whose_articles_all_withdraw_leaves_nothing() -> None:
    story = Story()
    story.tell(ASAD, IRBIL)
    story.correct(Merge(events=(mark(ASAD), mark(IRBIL))))
    story.correct(Edit(events=(mark(ASAD),), place=TANF))
    story.withdraw(ASAD)
    story.withdraw(IRBIL)
    assert story.count() == Amounts()
    assert story.incidents() == []
