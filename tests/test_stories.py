"""Days of news and what they must count to. Each story is a thing that makes counting hard."""

from schemas.count import Amounts
from tests.builders import (
    AL_ASAD,
    ERBIL,
    HOUTHIS,
    IRAN,
    IRAQ,
    KATAIB,
    MILITIAS,
    TANF,
    TURKEY,
    US_EMBASSIES,
    a_meeting,
    an_event,
    at,
    on,
)
from tests.story import Story

WIRE = (11, 22, 33, 44, 55, 66, 77, 88, 99, 110)
REPRINT = (11, 22, 33, 44, 55, 66, 77, 201, 202, 203)


def test_forty_papers_print_one_wire_story() -> None:
    story = Story()
    for number in range(40):
        story.tell(an_event("Drones hit al-Asad.", source=f"paper-{number}", place=AL_ASAD, shingles=WIRE))
    assert story.count() == Amounts(low=0, best=1, high=1)
    assert story.counted()[0].sources == 1


def test_a_shortened_reprint_is_still_the_same_voice() -> None:
    story = Story()
    story.tell(an_event(source="wire", shingles=WIRE), an_event("Drones hit troops.", source="paper", shingles=REPRINT))
    assert story.counted()[0].sources == 1


def test_two_independent_papers_confirm_each_other() -> None:
    story = Story()
    story.tell(an_event("Drones hit al-Asad.", source="A", place=AL_ASAD, shingles=(1, 2, 3)))
    assert story.count() == Amounts(low=0, best=1, high=1)
    story.tell(an_event("A base in Iraq was attacked.", source="B", place=IRAQ, shingles=(7, 8, 9)))
    assert story.count() == Amounts(low=1, best=1, high=2)


def test_a_toll_that_grows_is_one_attack_and_the_latest_toll_holds() -> None:
    story = Story()
    story.tell(an_event("Three died.", source="A", killed=3, published=at(0), place=ERBIL))
    story.tell(an_event("Eight died.", source="B", killed=8, published=at(9), place=ERBIL))
    story.tell(an_event("Five died.", source="C", killed=5, published=at(4), place=ERBIL))
    assert [one.killed for one in story.counted()] == [8]


def test_three_dead_and_three_hundred_dead_are_two_attacks() -> None:
    story = Story()
    story.tell(an_event("Three died.", source="A", killed=3), an_event("300 died.", source="B", killed=300))
    assert story.count().best == 2


def test_a_denial_does_not_count_and_does_not_uncount() -> None:
    story = Story()
    story.tell(an_event("Drones hit a base.", source="A", actors=(MILITIAS,)))
    assert story.tell(an_event("The militias deny it.", source="B", actors=(MILITIAS,), modality="denied")) == []
    assert story.count("attack|actor=iraqi-militias").best == 1


def test_what_a_paper_withdraws_is_gone_from_every_series() -> None:
    story = Story()
    alone = an_event("Rockets hit Erbil.", source="A", place=ERBIL, actors=(KATAIB,))
    story.tell(alone)
    assert [change.action for change in story.withdraw(alone)] == ["withdrawn"]
    for series in ("attack", "attack|actor=iran-backed-groups", "attack|target=us-forces|country=IRQ"):
        assert story.count(series) == Amounts()


def test_what_another_paper_still_says_stands_when_one_withdraws() -> None:
    story = Story()
    first = an_event("Rockets hit Erbil.", source="A", place=ERBIL, published=at(0))
    story.tell(first, an_event("Erbil was struck.", source="B", place=ERBIL, published=at(1)))
    story.withdraw(first)
    assert story.count() == Amounts(low=0, best=1, high=1)


def test_one_sentence_with_three_attacks_counts_three() -> None:
    story = Story()
    story.tell(an_event("Three bases were attacked.", source="A", occurrences=3))
    assert story.count() == Amounts(low=0, best=3, high=3)


def test_two_groups_that_are_not_kin_do_not_share_an_attack() -> None:
    story = Story()
    story.tell(an_event("The Houthis fired.", source="A", actors=(HOUTHIS,)))
    story.tell(an_event("Kataib Hezbollah fired.", source="B", actors=(KATAIB,)))
    assert story.count("attack|actor=iran-backed-groups").best == 2


def test_an_embassy_is_not_a_barracks() -> None:
    story = Story()
    story.tell(an_event("Troops came under fire.", source="A"))
    story.tell(an_event("The embassy came under fire.", source="B", targets=(US_EMBASSIES,)))
    assert story.count("attack|target=united-states").best == 2


def test_a_claim_of_responsibility_fills_in_who_it_was() -> None:
    story = Story()
    story.tell(an_event("Drones hit al-Asad.", source="A", place=AL_ASAD))
    assert story.count("attack|actor=kataib-hezbollah").best == 0
    claimed = an_event(
        "Kataib Hezbollah claimed the attack on al-Asad.", source="B", actors=(KATAIB,), place=AL_ASAD, background=True
    )
    changes = story.tell(claimed)
    assert [change.action for change in changes] == ["amended"]
    assert story.count("attack|actor=kataib-hezbollah|target=us-forces").best == 1
    assert story.count("attack|patron=IRN").best == 1
    assert story.count().best == 1


def test_an_old_attack_mentioned_in_passing_does_not_raise_todays_count() -> None:
    story = Story()
    story.tell(an_event("Drones hit al-Tanf.", article_id="a", source="A", place=TANF))
    story.tell(
        an_event(
            "In 2021 rockets killed a contractor in Erbil.",
            article_id="a",
            source="A",
            place=ERBIL,
            background=True,
            day=on("2021-02-15"),
            killed=1,
        )
    )
    assert story.count() == Amounts(low=0, best=1, high=1)
    stub = next(one for one in story.incidents() if not one.best)
    assert (stub.low, stub.best, stub.high) == (0, 0, 0)


def test_the_attack_that_is_only_pointed_back_to_is_the_one_told() -> None:
    story = Story()
    story.tell(an_event("Drones hit al-Asad.", article_id="a", source="A", place=AL_ASAD))
    story.tell(an_event("The attack hurt two.", article_id="a", source="A", anaphoric=True, injured=2))
    assert [one.injured for one in story.incidents()] == [2]


def test_a_stub_becomes_an_incident_when_somebody_reports_it() -> None:
    story = Story()
    story.tell(an_event("After the attack on Erbil, prices rose.", source="A", place=ERBIL, background=True))
    assert story.count() == Amounts()
    story.tell(an_event("Rockets hit Erbil.", source="B", place=ERBIL))
    assert story.count() == Amounts(low=0, best=1, high=1)


def test_a_planned_meeting_that_takes_place_is_one_meeting() -> None:
    story = Story()
    planned = a_meeting("They will meet on Sunday.", source="A", modality="planned", published=at(days=-3))
    story.tell(planned)
    assert story.count("outreach-planned|actor=iran").best == 1
    assert story.count("outreach").best == 0
    story.tell(a_meeting("They met on Sunday.", source="B", actors=(TURKEY,), targets=(IRAN,)))
    assert story.count("outreach-planned") == Amounts()
    assert story.count("outreach|actor=iran|target=turkey").best == 1
    assert story.count("outreach|actor=turkey|target=iran").best == 1
    assert len(story.incidents()) == 1


def test_a_planned_attack_is_none() -> None:
    story = Story()
    assert story.tell(an_event("They plan to strike.", modality="planned")) == []


def test_ids_do_not_change_as_later_reports_come_in() -> None:
    story = Story()
    story.tell(an_event("Drones hit al-Asad.", source="A", place=AL_ASAD, published=at(0)))
    name = story.counted()[0].id
    for number in range(1, 6):
        story.tell(an_event(f"Drones hit al-Asad, {number}.", source=f"B{number}", place=AL_ASAD, published=at(number)))
    assert [one.id for one in story.counted()] == [name]


def test_an_older_version_that_arrives_late_changes_nothing() -> None:
    story = Story()
    old = an_event("Three died.", id="e", killed=3, revision="1")
    new = an_event("Five died.", id="e", killed=5, revision="2")
    story.tell(new)
    assert story.tell(old) == []
    assert story.counted()[0].killed == 5


def test_a_mention_in_passing_may_give_the_toll_of_a_part() -> None:
    story = Story()
    story.tell(an_event("The militias killed 1,200.", source="A", actors=(MILITIAS,), killed=1200))
    one_of_them = {"background": True, "published": at(days=20), "killed": 1, "actors": (MILITIAS,)}
    story.tell(an_event("A child was killed by the militias on 5 November.", source="B", **one_of_them))
    assert len(story.incidents()) == 1
    story.tell(an_event("The militias killed one on 5 November.", source="C", actors=(MILITIAS,), killed=1))
    assert story.count().best == 2


def test_a_raid_in_which_some_are_killed_and_some_taken_is_one() -> None:
    story = Story()
    raid = {"place": IRAQ, "actors": (MILITIAS,)}
    story.tell(an_event("Militias abducted guards in a raid.", source="A", mode="abduction", killed=120, **raid))
    story.tell(an_event("The raid that militias made killed scores.", source="B", mode="shooting", killed=140, **raid))
    passing = {"background": True, "mode": "bombing", "killed": 7, "actors": (MILITIAS,), "place": None}
    story.tell(an_event("Seven died in a blast after the raid by militias.", source="C", **passing))
    assert [len(one.events) for one in story.incidents()] == [3]
