"""Datelines: where and when a report says it was filed."""

from datetime import date

import pytest

from streams.analysis.days.datelines import dateline

WEDNESDAY = date(2023, 11, 8)

DATELINES = [
    ("BEIRUT, Nov 3 (Outlet) - A drone hit", "BEIRUT", date(2023, 11, 3)),
    ("Baghdad \u2014 Iraq said", "Baghdad", None),
    ("SAN SALVADOR, 3 JAN 90 (ACAN) -- [TEXT] THE ARMY", "SAN SALVADOR", date(1990, 1, 3)),
    ("KHARTOUM: The army said", "KHARTOUM", None),
    ("KABUL (Wire) - Two men", "KABUL", None),
    ("TEL AVIV, Israel (Wire) \u2014 Sirens", "TEL AVIV, Israel", None),
    ("Port-au-Prince, Haiti \u2014 Gangs", "Port-au-Prince, Haiti", None),
]


@pytest.mark.parametrize(("text", "place", "day"), DATELINES)
def test_datelines(text: str, place: str, day: date | None) -> None:
    found = dateline(text, WEDNESDAY)
    assert found is not None
    assert (found.place, found.date) == (place, day)


@pytest.mark.parametrize(
    "text", ["The army - which fled", "Breaking: three dead", "a well-known man", "", "A drone hit."]
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline(text) is None


def test_a_dateline_without_year_needs_the_day_of_publication() -> None:
    found = dateline("BEIRUT, Nov 3 (Outlet) - A drone hit")
    assert found is not None
    assert found.date is None
