"""Entries and tallies: once, whatever is repeated or late."""

import datetime
from typing import Any

from schemas.count import Amounts, Entry
from schemas.incident import Change
from streams.counts.tally import Tally, enter, entries, since
from tests.builders import KATAIB, NOON, an_incident, on

DAY = datetime.date(2023, 11, 5)


def a_change(**fields: Any) -> Change:
    given = {"id": "c", "bucket": "attack/USA", "incident": "incident-1", "action": "amended", "cause": "event-1"}
    return Change.model_validate({**given, "sequence": 1, "at": NOON, **fields})


def an_entry(best: int = 1, sequence: int = 1, **fields: Any) -> Entry:
    given = {"series": "attack", "day": DAY, "incident": "one", "cause": "event-1", "at": NOON}
    return Entry.model_validate({**given, "best": best, "high": best, "sequence": sequence, **fields})


def test_a_new_incident_enters_each_series_once() -> None:
    found = list(entries(a_change(after=an_incident())))
    assert [entry.series for entry in found] == ["attack", "attack|target=united-states", "attack|target=us-forces"]
    assert all((entry.low, entry.best, entry.high) == (0, 1, 1) for entry in found)


def test_a_withdrawn_incident_leaves_them_with_zeros() -> None:
    found = list(entries(a_change(before=an_incident())))
    assert len(found) == 3
    assert all((entry.low, entry.best, entry.high) == (0, 0, 0) for entry in found)


def test_another_day_leaves_the_one_and_enters_the_other() -> None:
    found = list(entries(a_change(before=an_incident(), after=an_incident(day=on("2023-11-06")))))
    assert [(str(entry.day), entry.best) for entry in found][:2] == [("2023-11-05", 0), ("2023-11-06", 1)]


def test_what_does_not_move_a_tally_sends_nothing() -> None:
    assert list(entries(a_change(before=an_incident(), after=an_incident(killed=4)))) == []


def test_a_named_actor_enters_only_the_series_that_are_new() -> None:
    found = list(entries(a_change(before=an_incident(), after=an_incident(actors=(KATAIB,)))))
    assert found
    assert all("actor=" in entry.series or "patron=" in entry.series for entry in found)


def test_a_repeated_entry_changes_nothing() -> None:
    day: Tally = {}
    first = enter(day, an_entry())
    assert first
    assert (first.value, first.incidents) == (1, 1)
    assert enter(day, an_entry()) is None


def test_an_old_entry_does_not_bring_an_incident_back() -> None:
    day: Tally = {}
    enter(day, an_entry(best=1, sequence=5))
    gone = enter(day, an_entry(best=0, sequence=6))
    assert gone
    assert (gone.value, gone.incidents) == (0, 0)
    assert enter(day, an_entry(best=1, sequence=5)) is None
    assert day["one"] == (0, 0, 0, 6)


def test_a_tally_restored_from_json_goes_on() -> None:
    day: Tally = {"one": [0, 2, 2, 3], "two": [1, 1, 4, 2]}
    count = enter(day, an_entry(best=3, sequence=9))
    assert count
    assert (count.low, count.value, count.high, count.incidents) == (1, 4, 7, 2)


def test_since_sums_the_days_from_a_day_on() -> None:
    counts = []
    for offset in range(3):
        day = DAY + datetime.timedelta(days=offset)
        count = enter({}, an_entry(best=offset + 1, day=day))
        assert count
        counts.append(count)
    assert since(counts, DAY + datetime.timedelta(days=1)) == Amounts(low=0, best=5, high=5)
