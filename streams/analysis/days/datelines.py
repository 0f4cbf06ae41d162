"""Datelines: where, and if it says so when, a story was filed."""

import re
from datetime import date
from typing import NamedTuple

from streams.analysis.days.calendar_days import DAY_FIRST, MONTH_FIRST, resolved
from streams.analysis.days.days import NUMBER_OF, Day, Page
from streams.analysis.numbers.number_words import MONTHS
from streams.analysis.numbers.signs import folded, holds_any


class Dateline(NamedTuple):
    """Where, and if it says so when, a story was filed; `end` is the offset of its first own word."""

    place: str
    date: Day | None
    end: int


_PLACE = r"[A-Z][\w.'\u2019-]{0,24}(?:,?[ /](?:[A-Z(][\w.'\u2019)-]{0,24}|de|del|la|of|el|al-\w{1,20})){0,5}"
_DATE = rf"(?P<date>(?:(?:{MONTHS})\.?\s\d{{1,2}}|\d{{1,2}}\s(?:{MONTHS})\.?)(?:,?\s(?:(?:19|20)\d\d|\d\d)\b)?)"
DATELINE = re.compile(
    rf"\s{{0,9}}(?P<place>{_PLACE}?)(?:,?\s{_DATE})?"
    r"(?:,?\s?[(\[][^()\[\]]{1,40}[)\]]){0,2}\s?(?P<mark>--|—|\u2013|-|:)\s{0,4}(?:\[text\]\s{0,4})?",
    re.IGNORECASE,
)
SIGNED = re.compile(  # "Nov 3 (Outlet) - ", "(Outlet) - ", "Nov. 3 - "
    rf"\s{{0,9}}(?=[a-z(\d])(?P<place>)(?:{_DATE}\s)?(?:\([A-Z][^()]{{1,40}}\)\s?)?(?P<mark>--|—|\u2013|-)\s{{1,4}}",
    re.IGNORECASE,
)
DATELINE_ENDS = ("-", ":", "\u2013", "—")


def dateline(text: str, published: date | None = None) -> Dateline | None:
    """The dateline that opens a story: "BEIRUT, Nov 3 (Outlet) - ", "SAN SALVADOR, 3 JAN 90 (ACAN) -- [TEXT]"; without
    a place it is known by who signs: "Nov 3 (Outlet) - ".

    A date without a year is resolved only if `published` is given. Whether the place is one is for the caller to say.
    """
    head = text[:160]
    if not holds_any(head, DATELINE_ENDS):
        return None
    if match := SIGNED.match(head):
        return Dateline("", _dateline_day(match["date"], published), match.end())
    match = DATELINE.match(head)
    if not match or not text[match.start("place")].isupper():
        return None
    place = match["place"].rstrip(" ,")
    signed = "(" in match[0] or match["date"]
    spaced = match[0].rstrip()[:-1].endswith((" ", "-")) or match["mark"] in ("—", "\u2013", "--")
    if (match["mark"] == ":" and not place.isupper() and not signed) or (match["mark"] == "-" and not spaced):
        return None
    if not signed and not place.isupper() and text[match.end() : match.end() + 1].islower():
        return None  # "The FARC - which rules the valley - attacked"
    if not signed and (
        len(place.split()) > 4
        or not all(word[0].isupper() or word in ("de", "la", "del", "of") for word in place.split())
    ):
        return None
    return Dateline(place, _dateline_day(match["date"], published), match.end())


def _dateline_day(words: str | None, published: date | None) -> date | None:
    if not words or (not published and not re.search(r"\d\d$", words)):
        return None
    base = published or date(2000, 1, 1)
    for pattern in (MONTH_FIRST, DAY_FIRST):
        if match := pattern.fullmatch(folded(words)):
            dated = match["year"] or match.groupdict().get("short")
            return (
                resolved(match, NUMBER_OF[match["month"][:3]], int(match["day"]), Page(words, words, base, base, False))
                if published or dated
                else None
            )
    return None
