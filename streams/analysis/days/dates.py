"""The days a sentence names, resolved against the day of publication.

A hit that dates another thing than the clause it stands in ("since the 7 October attack") has the word that makes it so
as its `role`. Every expression is bounded, so time is linear in the length of the sentence.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from streams.analysis.days.anniversaries import SIGNS, anniversaries
from streams.analysis.days.calendar_days import (
    ISO,
    NAMED,
    SLASHED,
    YEAR,
    iso_day,
    months_in,
    named_day,
    of_month,
    slashed_day,
    year_alone,
)
from streams.analysis.days.day_roles import placed
from streams.analysis.days.days import NUMBER_OF, WEEKDAYS, DayHit, Page, Rule, width_of
from streams.analysis.days.holidays import HOLIDAY, holiday
from streams.analysis.days.ordinal_days import ALONE, IN_WORDS, ordinal_day
from streams.analysis.days.relative_days import (
    AGO,
    ANCHOR_SIGNS,
    NEW_YEAR,
    RECENT,
    RELATIVE,
    SPAN,
    WEEKDAY,
    anchored,
    days_ago,
    new_year,
    recent_days,
    relative_day,
    stretch,
    weekday,
)
from streams.analysis.numbers.signs import folded, holds_any

SOUND_YEARS = (1000, 9000)


def find_days(text: str, published: date, *, future: bool = False, anchor: date | None = None) -> list[DayHit]:
    """The days named in a sentence, in order.

    `future` says that the clause speaks of what is to come; `anchor` is the day "two days earlier" is reckoned from
    when the sentence has none before it (the day of the sentence before, say); without it, the day of publication.
    Where the day of publication itself makes no sense (a feed's year 1), no day is reckoned from it.
    """
    if not SOUND_YEARS[0] < published.year < SOUND_YEARS[1]:
        return []
    low = folded(text)
    page = Page(text, low, published, anchor or published, future)
    found: list[DayHit] = []
    taken: set[int] = set()
    for rule in RULES:
        if holds_any(low, rule.signs):
            for match in rule.matches(low):
                _add(rule.read(match, page), found, taken)
    found.sort(key=_start)
    if holds_any(low, ANCHOR_SIGNS):
        _add(list(anchored(found, page)), found, taken)
        found.sort(key=_start)
    if holds_any(low, SIGNS):
        _add(list(anniversaries(found, page)), found, taken)
        found.sort(key=_start)
    return [placed(hit, page) for hit in _joined(found, page)]


def _start(hit: DayHit) -> int:
    return hit.start


def _add(hits: Iterable[DayHit], found: list[DayHit], taken: set[int]) -> None:
    """Keep the hits that overlap none found before."""
    for hit in hits:
        offsets = range(hit.start, hit.end)
        if taken.isdisjoint(offsets):
            taken.update(offsets)
            found.append(hit)


RULES = (
    Rule(("since ",), NEW_YEAR.finditer, new_year),
    Rule(("th of ", "st of ", "nd of ", "rd of "), IN_WORDS.finditer, ordinal_day),
    Rule(tuple(NUMBER_OF), months_in, of_month),
    Rule(("on the ", " of the "), ALONE.finditer, ordinal_day),
    Rule(("-0", "-1"), ISO.finditer, iso_day),
    Rule(("/19", "/20", ".19", ".20", "-19", "-20"), SLASHED.finditer, slashed_day),
    Rule(("9/11", "26/11", "7/10", "10/7"), NAMED.finditer, named_day),
    Rule(("day", "eve", "halloween"), HOLIDAY.finditer, holiday),
    Rule(WEEKDAYS, WEEKDAY.finditer, weekday),
    Rule(
        ("today", "yesterday", "tomorrow", "night", "morning", "afternoon", "evening"), RELATIVE.finditer, relative_day
    ),
    Rule(("past ", "last ", "previous ", "recent "), RECENT.finditer, recent_days),
    Rule(("week", "month", "year"), SPAN.finditer, stretch),
    Rule((" ago",), AGO.finditer, days_ago),
    Rule(("19", "20"), YEAR.finditer, year_alone),
)
LINK = re.compile(r"\s?(?:-|\u2013|to|through|until|till|and)\s?(?:the\s)?")
APPOSED = re.compile(r",?\s?[(\[]?(?:the\s)?")


def _joined(found: list[DayHit], page: Page) -> Iterator[DayHit]:
    """The hits with "Monday, 6 November" and "from 30 October to 2 November" made one."""
    position = 0
    while position < len(found):
        hit = found[position]
        position += 1
        while position < len(found) and (wider := _join(hit, found[position], page)):
            hit = wider
            position += 1
        yield hit


def _join(one: DayHit, other: DayHit, page: Page) -> DayHit | None:
    low = page.low
    link = low[one.end : other.start]
    if len(link) > 12:
        return None
    if low.endswith(" ago", one.start, one.end) and link in (" ", " on ") and other.basis != "explicit":
        return replace(other, start=one.start, date=one.date + (other.date - page.published), first=None)
    if APPOSED.fullmatch(link) and one.precision == other.precision == "day":
        if other.basis == "explicit" and (one.basis == "weekday" or one.date == other.date):
            return replace(other, start=one.start)
        return (
            replace(one, end=other.end)
            if one.basis == "explicit" and other.basis == "weekday" and "(" in link
            else None
        )
    if not LINK.fullmatch(link) or (one.first and one.precision != other.precision):
        return None
    if "and" in link and not low.endswith("between ", 0, one.start):
        return None
    first = one.first or one.date
    if first > other.date and one.basis == "weekday":
        first -= timedelta(days=7)
    if first > other.date:
        return None
    return DayHit(one.start, other.end, other.date, width_of(first, other.date), other.basis, first=first)
