"""Two readings of the same news: what is gained, lost, changed, and which counts move."""

from datetime import date
from typing import Any

from schemas.event import Event
from streams.counts.comparison import Amount, Moved, Side, compare
from streams.incidents.history import fuse
from tests.builders import AL_ASAD, ERBIL, KATAIB, TANF, an_event, on

ASAD = an_event("Drones hit al-Asad.", id="a", place=AL_ASAD, day=on("2023-11-05"))
IRBIL = an_event("Drones hit Erbil.", id="b", article_id="another", source="B", place=ERBIL, day=on("2023-11-05"))
TOWER = an_event("Rockets hit al-Tanf.", id="c", article_id="third", source="C", place=TANF, day=on("2023-11-20"))


def side(*events: Event) -> Side:
    return Side(events, tuple(fuse(events)))


def series(moved: tuple[Moved, ...]) -> dict[str, tuple[int, int, int]]:
    return {one.series: (one.before.best, one.after.best, one.days) for one in moved}


def test_the_same_is_equal_in_whatever_order() -> None:
    found = compare(side(ASAD, IRBIL), side(IRBIL, ASAD))
    assert found.equal
    assert (found.events.same, found.incidents.same) == (2, 2)


def test_what_is_gained_and_lost_moves_the_counts_of_its_series() -> None:
    found = compare(side(ASAD, IRBIL), side(ASAD, TOWER))
    assert [one.headline for one in found.incidents.gained] == ["Rockets hit al-Tanf."]
    assert [one.headline for one in found.incidents.lost] == ["Drones hit Erbil."]
    assert [one.id for one in found.events.gained] == ["c"]
    assert series(found.moved)["attack"] == (2, 2, 2)
    assert series(found.moved)["attack|country=SYR"] == (0, 1, 1)


def test_an_event_under_another_id_and_bucket_is_changed_and_so_is_its_incident() -> None:
    named = ASAD.model_copy(update={"id": "z", "bucket": "attack/IRQ", "actors": (KATAIB,)})
    before = ASAD.model_copy(update={"actors": ()})
    found = compare(side(before), side(named))
    assert [(pair.before.id, pair.after.id, pair.fields) for pair in found.events.changed] == [("a", "z", ("actors",))]
    [pair] = found.incidents.changed
    assert pair.fields == ("actors",)
    assert (found.incidents.gained, found.incidents.lost) == ((), ())
    assert Moved("attack|actor=kataib-hezbollah", Amount(), Amount(0, 1, 1), 1) in found.moved


def test_an_event_that_was_only_named_anew_changes_nothing() -> None:
    found = compare(side(ASAD), side(ASAD.model_copy(update={"id": "z", "version": "another"})))
    assert (found.events.changed, found.incidents.changed, found.moved) == ((), (), ())


def test_a_day_that_moves_shows_though_the_sum_stays() -> None:
    later = ASAD.model_copy(update={"day": on("2023-11-06")})
    found = compare(side(ASAD), side(later))
    assert series(found.moved)["attack"] == (1, 1, 2)


def test_only_what_is_asked_for_is_told() -> None:
    def late(one: Any) -> bool:
        return bool(one.day.date >= date(2023, 11, 10))

    found = compare(side(ASAD), side(IRBIL, TOWER), late)
    assert [one.id for one in found.events.gained] == ["c"]
    assert found.incidents.lost == ()
    assert series(found.moved)["attack"] == (0, 1, 1)
