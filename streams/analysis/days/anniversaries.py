"""Anniversaries: the day that "the 26th anniversary of the bombing" is of, of attacks alone."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from streams.analysis.days.days import DayHit, Page
from streams.analysis.days.relative_days import months_on
from streams.analysis.numbers.number_words import TEENS, TENS, UNITS, word_value
from streams.analysis.numbers.ordinals import ORDINAL, ordinal_value

SIGNS = ("anniversary",)
ANNIVERSARY = re.compile(
    rf"(?:{ORDINAL.pattern}|\b(?P<count>\d{{1,3}}|{'|'.join((*TENS, *TEENS, *UNITS))})[\s-]year)"
    r"(?=\s(?:[a-z]+\s)?anniversary of (?:[a-z'-]+\s){0,3}?(?:attack|bombing|massacre|shooting|killing|murder"
    r"|assassination|invasion|siege|raid|ambush|genocide|blast|explosion|hijacking)s?\b)"
)
KEPT = timedelta(days=10)
"""An anniversary is kept on a day about which it is told; what is older than that names another day."""


def anniversaries(found: Sequence[DayHit], page: Page) -> Iterator[DayHit]:
    """So many years before the day on which an anniversary is kept: the sentence's own, else about today's."""
    precise = [hit.date for hit in found if hit.precision == "day"]
    if any(hit.date < page.published - KEPT for hit in found):
        return
    kept = precise[0] if precise else page.published
    for match in ANNIVERSARY.finditer(page.low):
        years = word_value(match["count"]) if match["count"] else ordinal_value(match)
        day = months_on(kept, -12 * years)
        yield DayHit(match.start(), match.end(), day, "day" if precise else "week", "relative")
