"""Headings: the days that stand at the head of lines, as in a chronology, and date what is told beneath them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from schemas.event import Day
from streams.analysis.days.calendar_days import SLASHED
from streams.analysis.days.dates import find_days
from streams.analysis.days.days import valid_day
from streams.analysis.lexicon.document import wrapped
from streams.analysis.numbers.number_words import MONTHS


@dataclass(frozen=True, slots=True)
class Section:
    """What stands in a text from `start` to `end` is told of `day`, and as if on the day `today`."""

    start: int
    end: int
    day: Day | None
    today: date


_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_MONTH = rf"(?:{MONTHS})\.?"
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s{_YEAR})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]{_MONTH}(?:[\s,-]{{1,2}}{_YEAR})?"
    rf"|\d{{1,2}}[-./]\d{{1,2}}[-./]{_YEAR}|{_YEAR}-\d\d-\d\d)"
)
LINE = re.compile(
    rf"^[ *•|>#-]{{0,6}}(?P<day>(?:{_WEEKDAY},?\s)?{_DATE}|{_WEEKDAY}|{_MONTH}\s{_YEAR}|{_YEAR})"
    r"(?P<mark>[ *]{0,3}[:;|.*-]{1,3}[ |]?| *$|, (?=(?-i:[A-Z])[^\n]{0,40}$)| (?=(?-i:[A-Z])))(?P<rest>[^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
LONGEST_HEADING = 60  # letters: what is longer is told in the line itself
REACH = 2500  # letters: what stands farther from the last heading has none


def sections(text: str, published: date) -> list[Section]:
    """What the days at the head of lines date; empty where not at least two different ones stand so."""
    if "\n" not in text:
        return []
    broken = wrapped(text)  # so that a line may begin with a day by chance
    lines = [line for line in LINE.finditer(text) if set_off(line) and not (broken and goes_on(text, line.start()))]
    if len({line["day"].lower() for line in lines}) < 2:
        return []
    american = any(int(day["b"]) > 12 for line in lines if (day := SLASHED.match(line["day"])))
    return list(reaching(lines, text, published, american=american))


def section_at(at: int, headed: Sequence[Section]) -> Section | None:
    """The section that the character `at` of a text stands in."""
    last = bisect_right(headed, at, key=attrgetter("start")) - 1
    return headed[last] if last >= 0 and at < headed[last].end else None


def goes_on(text: str, at: int) -> bool:
    """Whether the line above the one that begins at `at` ends in no stop."""
    above = text[max(0, at - 8) : max(0, at - 1)].rstrip(" ")
    return bool(above) and above[-1] not in ".:!?\n"


def set_off(line: re.Match[str]) -> bool:
    """Whether a mark stands behind the day, or it is one in full: else it may open a sentence."""
    marked = line["mark"].strip() or line["day"].endswith(".")
    return bool(marked or not line["rest"] or line["day"][-4:].isdigit())


def reaching(lines: list[re.Match[str]], text: str, published: date, *, american: bool) -> Iterator[Section]:
    """Each heading with what it dates: up to the next, or only its own paragraph where the line goes on to tell."""
    latest = published
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        start, alone = line.start("day"), is_heading(line["rest"])
        end = min(below.start("day") if below else len(text), start + REACH)
        end = end if alone else min(end, paragraph_end(text, line.end()))
        if alone and (year := re.search(_YEAR, line["day"])):
            latest = min(published, date(int(year[0]), 12, 31))
        day = day_headed(line["day"], latest, american=american)
        exact = day is not None and day.precision == "day"
        yield Section(start, end, day, day.date if day and exact else latest)


def is_heading(rest: str) -> bool:
    """Whether what stands behind the day in its line is no sentence: "Oct 18, Baghdad:"."""
    return len(rest) < LONGEST_HEADING and not rest.rstrip(' "').endswith((".", "!", "?"))


def paragraph_end(text: str, at: int) -> int:
    """Where a paragraph ends that a day opens: at a blank line or a new item of a list."""
    found = PARAGRAPH_END.search(text, at)
    return found.start() if found else len(text)


PARAGRAPH_END = re.compile(r"\n *\n|\n *[-•*]")


def day_headed(words: str, latest: date, *, american: bool) -> Day | None:
    """The day, month or year that a heading names; without a year the last such one up to `latest`."""
    if figures := SLASHED.fullmatch(words):
        number, month = (int(figures[part]) for part in ("ba" if american else "ab"))
        found = valid_day(int(figures["year"]), month, number)
        return Day(date=found, precision="day", basis="explicit") if found else None
    for said in (words, f"in {words}"):
        for hit in find_days(said, latest):
            return Day(date=hit.date, precision=hit.precision, basis=hit.basis)
    return None
