"""Days and places by which two reports are one attack or two."""

from schemas.count import Amounts
from tests.builders import (
    AL_ASAD,
    ERBIL,
    HOUTHIS,
    IRAQ,
    MILITIAS,
    an_event,
    at,
    on,
)
from tests.story import Story


def test_a_late_report_joins_the_day_it_tells_of() -> None:
    story = Story()
    story.tell(an_event("Drones hit al-Asad.", source="A", place=AL_ASAD))
    story.tell(
        an_event("Drones hit al-Asad again.", source="A", place=AL_ASAD, day=on("2023-11-08"), published=at(days=3))
    )
    story.tell(an_event("On Sunday drones hit al-Asad.", source="B", place=AL_ASAD, published=at(days=9)))
    assert [one.sources for one in story.counted()] == [2, 1]
    assert story.count(day="2023-11-08").best == 1


def test_an_undated_headline_is_todays_attack_and_not_another() -> None:
    story = Story()
    story.tell(an_event("Drones hit al-Asad on Sunday.", source="A", place=AL_ASAD, mode="drone"))
    vague = on("2023-11-06", "none", "published")
    story.tell(
        an_event("Drones target US troops in Iraq", source="B", place=IRAQ, mode="drone", day=vague, published=at(20))
    )
    assert story.count() == Amounts(low=1, best=1, high=2)
    assert str(story.counted()[0].day.date) == "2023-11-05"


def test_a_report_filed_past_midnight_is_last_nights_attack() -> None:
    story = Story()
    story.tell(an_event("Rockets hit Erbil on Sunday night.", source="A", place=ERBIL))
    late = on("2023-11-06", "day", "published")
    story.tell(an_event("Rockets hit Erbil.", source="B", place=ERBIL, day=late, published=at(13)))
    assert story.count().best == 1


def test_a_second_attack_on_the_same_day_counts() -> None:
    story = Story()
    story.tell(an_event("Drones hit al-Asad.", article_id="a", source="A", place=AL_ASAD, mode="drone"))
    story.tell(an_event("A second attack followed.", article_id="a", source="A", place=AL_ASAD, separate=True))
    assert story.count().best == 2


def test_two_bases_are_two_attacks() -> None:
    story = Story()
    story.tell(
        an_event("Drones hit al-Asad.", source="A", place=AL_ASAD), an_event("Erbil was hit.", source="B", place=ERBIL)
    )
    assert story.count().best == 2
    assert story.count("attack|country=IRQ").best == 2


def test_the_day_after_is_another_attack() -> None:
    story = Story()
    for day in ("2023-11-05", "2023-11-06", "2023-11-07"):
        story.tell(an_event(f"Drones hit al-Asad, {day}.", source="A", place=AL_ASAD, day=on(day), actors=(MILITIAS,)))
    assert story.count().best == 3
    assert story.count(day="2023-11-06").best == 2


def test_of_two_attacks_an_undated_mention_means_the_one_just_before_it() -> None:
    story = Story()
    anbar = {"place": IRAQ.model_copy(update={"name": "anbar", "precision": "region"}), "actors": (MILITIAS,)}
    late = {"day": on("2023-11-26"), "published": at(days=21), "actors": (MILITIAS,), "mode": "rocket"}
    story.tell(an_event("Militias struck in Anbar.", source="A", **anbar))
    story.tell(an_event("Militias fired rockets.", source="B", **late))
    vague = {"background": True, "day": on("2023-11-28", "none", "published"), "published": at(days=23)}
    story.tell(an_event("After an attack by militias, flights in Anbar stopped.", source="C", **anbar, **vague))
    assert [len(one.events) for one in story.counted()] == [1, 2]


def test_a_town_and_the_wide_sea_it_lies_on_can_be_one_place() -> None:
    story = Story()
    sea = ERBIL.model_copy(
        update={"name": "Red Sea", "country": None, "lat": 20.0, "lon": 38.5, "radius": 1100.0, "precision": "region"}
    )
    port = ERBIL.model_copy(update={"name": "Hodeidah", "country": "YEM", "lat": 14.8, "lon": 42.95})
    story.tell(an_event("A missile hit a tanker.", source="A", place=sea, actors=(HOUTHIS,), mode="missile"))
    story.tell(an_event("A tanker was hit off Hodeidah.", source="B", place=port, mode="missile"))
    assert story.count() == Amounts(low=1, best=1, high=2)


def test_two_days_that_are_both_stated_are_two_attacks_unless_all_else_agrees() -> None:
    told = {"place": ERBIL, "mode": "drone", "actors": (MILITIAS,)}
    for tolls, attacks in (((3, 9), 2), ((3, None), 2), ((9, 9), 1)):
        story = Story()
        story.tell(an_event("Drones hit Erbil on Sunday.", source="A", killed=tolls[0], **told))
        story.tell(an_event("Drones hit it on Monday.", source="B", killed=tolls[1], day=on("2023-11-06"), **told))
        assert story.count().best == attacks


def test_of_one_night_one_paper_says_the_eve_and_another_the_morning() -> None:
    told = {"place": ERBIL, "mode": "drone", "actors": (MILITIAS,)}
    for eve, morning, attacks in (
        ("Drones hit Erbil on Sunday night.", "Drones hit Erbil early on Monday.", 1),
        ("Drones hit Erbil on Sunday.", "Drones hit Erbil on Monday.", 2),
    ):
        story = Story()
        story.tell(an_event(eve, source="A", **told), an_event(morning, source="B", day=on("2023-11-06"), **told))
        assert story.count().best == attacks
