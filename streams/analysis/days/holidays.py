"""Feasts that have one day a year: "on New Year's Eve", "on Easter Sunday in 2019"."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from streams.analysis.days.days import YEAR_FORM, DayHit, Page, lies_ahead

FIXED = {
    "new year's eve": (12, 31), "new year's day": (1, 1), "christmas eve": (12, 24), "christmas day": (12, 25),
    "boxing day": (12, 26), "valentine's day": (2, 14), "bastille day": (7, 14), "halloween": (10, 31),
}  # fmt: skip
BY_EASTER = {
    "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "easter sunday": 0,
    "easter monday": 1, "ascension day": 39, "whit sunday": 49, "whit monday": 50,
}  # fmt: skip
LONG_AGO = timedelta(days=150)
"""A feast that lay further back than this would be named with its year."""
NAMES = [re.sub("'", "['\u2019]", name).replace(" ", r"\s") for name in (*FIXED, *BY_EASTER)]
HOLIDAY = re.compile(rf"\bon\s(?P<name>{'|'.join(NAMES)})\b(?:,?\s(?:in\s)?{YEAR_FORM})?")


def holiday(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    """The feast of the year that is named, else the one that came last."""
    name = match["name"].replace("\u2019", "'")
    in_year = (lambda year: date(year, *FIXED[name])) if name in FIXED else by_easter(BY_EASTER[name])
    today, ahead = page.published, lies_ahead(match, page)
    if match["year"]:
        day = in_year(int(match["year"]))
    else:
        near = [in_year(today.year + shift) for shift in (-1, 0, 1)]
        day = min(one for one in near if one >= today) if ahead else max(one for one in near if one <= today)
    if match["year"] or today - day < LONG_AGO:
        yield DayHit(match.start("name"), match.end(), day, "day", "explicit")


def by_easter(shift: int) -> Callable[[int], date]:
    """A feast so many days after Easter Sunday."""
    return lambda year: easter(year) + timedelta(days=shift)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    skipped = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + skipped + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
