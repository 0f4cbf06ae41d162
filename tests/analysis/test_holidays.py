"""Feasts that have one day a year."""

from datetime import date

import pytest

from streams.analysis.days.dates import find_days

MARCH = date(2024, 3, 13)


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("Rockets fell on the town on New Year's Eve.", MARCH, date(2023, 12, 31)),
        ("Rockets fell on the town on New Year\u2019s Day.", MARCH, date(2024, 1, 1)),
        ("A bomb went off on Christmas Day in 2010.", MARCH, date(2010, 12, 25)),
        ("Six bombs went off on Easter Sunday.", date(2019, 4, 22), date(2019, 4, 21)),
        ("Six bombs went off on Easter Sunday 2019.", MARCH, date(2019, 4, 21)),
        ("A bomb went off on Easter Monday.", date(1961, 4, 5), date(1961, 4, 3)),
        ("Gunmen came on Palm Sunday.", date(2285, 3, 18), date(2285, 3, 15)),
    ],
)
def test_a_feast_is_a_day(text: str, published: date, day: date) -> None:
    [hit] = find_days(text, published)
    assert (hit.date, hit.precision, hit.basis) == (day, "day", "explicit")


def test_a_feast_to_come_is_the_next() -> None:
    [hit] = find_days("The two will meet on Christmas Eve.", date(2023, 11, 8), future=True)
    assert hit.date == date(2023, 12, 24)


@pytest.mark.parametrize(
    "text",
    [
        "The Easter Sunday bombings of Colombo were remembered.",  # of which year, nobody says
        "Nobody was hurt on Valentine's Day.",
        "The Good Friday Agreement holds.",
    ],
)
def test_a_name_or_a_feast_long_past_is_none(text: str) -> None:
    assert find_days(text, date(2023, 11, 8)) == []
