"""The series that an incident counts for."""

from streams.counts.series import series_of
from tests.builders import AL_ASAD, IRAN, KATAIB, TURKEY, US_FORCES, an_incident


def test_an_attack_by_nobody_known() -> None:
    assert series_of(an_incident()) == ("attack", "attack|target=united-states", "attack|target=us-forces")


def test_an_attack_counts_at_every_level_and_for_every_pair() -> None:
    names = series_of(an_incident(actors=(KATAIB,), place=AL_ASAD))
    assert {
        "attack",
        "attack|actor=kataib-hezbollah",
        "attack|actor=iraqi-militias",
        "attack|actor=iran-backed-groups",
        "attack|patron=IRN",
        "attack|country=IRQ",
        "attack|actor=iran-backed-groups|target=us-forces",
        "attack|target=united-states|country=IRQ",
        "attack|actor=iraqi-militias|country=IRQ",
    } <= set(names)
    assert len(names) == len(set(names)) == 19
    assert list(names) == sorted(names)


def test_those_who_meet_are_both_actor_and_target() -> None:
    names = series_of(an_incident(kind="outreach", actors=(IRAN,), targets=(TURKEY,)))
    assert set(names) == {
        "outreach",
        "outreach|actor=iran",
        "outreach|actor=turkey",
        "outreach|target=iran",
        "outreach|target=turkey",
        "outreach|actor=iran|target=turkey",
        "outreach|actor=turkey|target=iran",
    }


def test_a_planned_meeting_is_counted_apart() -> None:
    names = series_of(an_incident(kind="outreach", modality="planned", actors=(IRAN,), targets=(TURKEY,)))
    assert all(name.split("|")[0] == "outreach-planned" for name in names)


def test_a_stub_counts_for_nothing() -> None:
    assert series_of(an_incident(low=0, best=0, high=0, targets=(US_FORCES,))) == ()
