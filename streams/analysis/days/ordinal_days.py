"""Days by their order in the month, in words or without its name: "the fifth of March", "on the 3rd of last month"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from streams.analysis.days.calendar_days import resolved
from streams.analysis.days.days import (
    MONTH_FORM,
    NUMBER_OF,
    WHICH_YEAR_FORM,
    YEAR_FORM,
    DayHit,
    Page,
    lies_ahead,
    valid_day,
)
from streams.analysis.numbers.ordinals import ORDINALS, ordinal_value

_WORDS = rf"(?:(?P<tens>twenty|thirty)[\s-])?(?P<word>{'|'.join(list(ORDINALS)[:20])}|thirtieth)"
_YEAR = rf"(?:,?\s(?:of\s)?{YEAR_FORM}|,?\s(?:of\s)?{WHICH_YEAR_FORM})?"
IN_WORDS = re.compile(rf"\b{_WORDS}\s(?:day\s)?of\s{MONTH_FORM}{_YEAR}")
ALONE = re.compile(
    r"\b(?:on|(?:night|morning|evening)\sof)\sthe\s(?P<digits>\d{1,2})(?:st|nd|rd|th)"
    r"(?:\sof\s(?:the\s)?(?P<which>this|last|same|current|previous)\smonth\b"
    r"|(?=\s?(?:[.,;:)]|$)|\s(?:at|in|near|when|after|by|and)\b))"
)


def ordinal_day(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    """The day of the month that is named, else of the month in which it came last."""
    if match.re is ALONE:
        day = last_so_numbered(match, page)
    elif match["month"] in ("may", "march") and not page.text[match.start("month")].isupper():
        return
    else:
        number = ordinal_value({"digits": None, **match.groupdict()})
        day = resolved(match, NUMBER_OF[match["month"][:3]], number, page)
    if day:
        yield DayHit(match.start(), match.end(), day, "day", "explicit")


def last_so_numbered(match: re.Match[str], page: Page) -> date | None:
    """The day of that number in this month, or in the one before where it is yet to come."""
    number, today = int(match["digits"]), page.published
    before = today.replace(day=1) - timedelta(days=1)
    if match["which"] in ("last", "previous") or (number > today.day + 1 and not lies_ahead(match, page)):
        return valid_day(before.year, before.month, number)
    return valid_day(today.year, today.month, number)
