"""A bucket: what it announces, and that only the latest revision of each event counts."""

from schemas.correction import Edit, correct
from streams.incidents.history import Bucket, fuse
from streams.incidents.report import MOST_HEARD
from tests.builders import AL_ASAD, ERBIL, HOUTHIS, KATAIB, MILITIAS, NOON, an_event, at


def test_the_first_report_opens_an_incident() -> None:
    event = an_event("Drones hit al-Asad.", place=AL_ASAD)
    (change,) = Bucket().put(event, sequence=7, at=NOON)
    assert change.after
    assert (change.action, change.before, change.cause, change.sequence, change.at) == (
        "opened",
        None,
        event.id,
        7,
        NOON,
    )
    assert change.after.events == (event.id,)
    assert change.after.headline == "Drones hit al-Asad."
    assert change.incident == change.after.id


def test_the_same_message_twice_changes_nothing() -> None:
    bucket = Bucket()
    assert bucket.put(an_event(), sequence=1, at=NOON)
    assert bucket.put(an_event(), sequence=2, at=NOON) == []


def test_the_same_input_gives_the_same_change_ids() -> None:
    one, other = (Bucket().put(an_event(), sequence=1, at=NOON) for _ in range(2))
    assert one == other


def test_a_withdrawal_that_comes_before_the_event_keeps_it_out() -> None:
    bucket, event = Bucket(), an_event(revision="1")
    assert bucket.put(event.model_copy(update={"withdrawn": True, "revision": "2"}), sequence=1, at=NOON) == []
    assert bucket.put(event, sequence=2, at=NOON) == []
    assert list(bucket.incidents()) == []


def test_at_one_revision_a_withdrawal_holds_and_newer_rules_hold_over_it() -> None:
    bucket, event = Bucket(), an_event(version="1")
    bucket.put(event, sequence=1, at=NOON)
    (gone,) = bucket.put(event.model_copy(update={"withdrawn": True}), sequence=2, at=NOON)
    assert gone.action == "withdrawn"
    (back,) = bucket.put(event.model_copy(update={"version": "2"}), sequence=3, at=NOON)
    assert back.action == "opened"


def test_a_loaded_bucket_goes_on_where_the_other_stood() -> None:
    news = [
        an_event(f"Report {number}.", source=f"paper-{number}", place=AL_ASAD, published=at(number))
        for number in range(5)
    ]
    gone = news[0].model_copy(update={"withdrawn": True, "revision": "2"})
    bucket = Bucket()
    for number, event in enumerate([*news, gone]):
        bucket.put(event, sequence=number, at=NOON)
    loaded = Bucket.load([gone, *reversed(news)])
    assert list(loaded.incidents()) == list(bucket.incidents())
    extra = an_event("Erbil too.", place=ERBIL)
    assert loaded.put(extra, sequence=9, at=NOON) == bucket.put(extra, sequence=9, at=NOON)


def test_a_report_that_bridges_two_incidents_merges_no_named_strangers() -> None:
    news = [
        an_event("The Houthis struck.", source="A", actors=(HOUTHIS,)),
        an_event("Kataib Hezbollah struck.", source="B", actors=(KATAIB,)),
        an_event("Somebody struck.", source="C"),
    ]
    assert sorted(len(one.events) for one in fuse(news)) == [1, 2]


def test_fields_come_from_those_who_know_best() -> None:
    news = [
        an_event("Militias hit a base in Iraq.", source="A", actors=(MILITIAS,), published=at(0)),
        an_event(
            "Kataib Hezbollah hit al-Asad.", source="B", actors=(KATAIB,), place=AL_ASAD, mode="drone", published=at(2)
        ),
        an_event("Nine were hurt.", source="C", injured=9, published=at(5)),
    ]
    (one,) = fuse(news)
    assert one.place == AL_ASAD
    assert [actor.id for actor in one.actors] == ["kataib-hezbollah"]
    assert (one.mode, one.injured, one.sources) == ("drone", 9, 3)
    assert one.headline == "Kataib Hezbollah hit al-Asad."


def test_an_edit_passes_on_when_what_it_was_about_is_gone() -> None:
    bucket, here, there = (
        Bucket(),
        an_event("Drones hit al-Asad.", id="a", place=AL_ASAD),
        an_event(id="b", place=ERBIL),
    )
    edit = correct(here.bucket, Edit(events=("a", "b"), actors=(HOUTHIS,)), "ann", "claimed", NOON)
    for number, event in enumerate((here, there)):
        bucket.put(event, sequence=number, at=NOON)
    bucket.correct(edit, sequence=2, at=NOON)
    first = next(one for one in bucket.incidents() if HOUTHIS in one.actors).events[0]
    gone = {"a": here, "b": there}[first].model_copy(update={"withdrawn": True, "revision": "9"})
    bucket.put(gone, sequence=3, at=NOON)
    assert [(one.events != (first,), one.actors) for one in bucket.incidents()] == [(True, (HOUTHIS,))]


def test_of_a_story_that_all_the_world_retells_the_first_reports_with_weight_speak_and_the_rest_change_nothing() -> (
    None
):
    told = {"place": AL_ASAD, "shingles": ()}
    firm = [
        an_event(f"Report {hour}.", source=f"s{hour}", article_id=f"f{hour}", published=at(hour), **told)
        for hour in range(9)
    ]
    weak = [
        an_event(f"Look back {hour}.", article_id=f"w{hour}", published=at(-hour), background=True, **told)
        for hour in range(MOST_HEARD + 20)
    ]
    events = [*weak, *firm]
    bucket = Bucket()
    for number, event in enumerate(events):
        bucket.put(event, sequence=number, at=NOON)
    (one,) = bucket.incidents()
    assert fuse(events) == fuse(reversed(events)) == [one]
    assert (len(one.events), one.sources, one.best) == (MOST_HEARD, 9, 1)
    assert {event.id for event in firm} < set(one.events)
    late = an_event("Look back again.", published=at(900), background=True, **told)
    assert bucket.put(late, sequence=999, at=NOON) == []
    gone = firm[0].model_copy(update={"withdrawn": True, "revision": "2"})
    (change,) = bucket.put(gone, sequence=1000, at=NOON)
    assert change.after
    assert (change.after.sources, len(change.after.events)) == (8, MOST_HEARD)
