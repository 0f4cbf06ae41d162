"""Days as they are read: a hit, the page it stands on, and the words that every way of naming days shares."""

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from streams.analysis.numbers.number_words import MONTH_ABBREVIATIONS, MONTH_NAMES
from streams.analysis.numbers.signs import holds_any

Day = date
Precision = Literal["day", "week", "month", "year", "none"]
Basis = Literal["explicit", "relative", "weekday", "published"]
Role = Literal["at", "since", "after", "before", "until", "of", "modifier"]


@dataclass(frozen=True, slots=True)
class DayHit:
    """One stretch of days: `date` is the last of them, `first` the first; in the role "since" `date` is the first.

    `role` is "at" for a day that dates its clause, "modifier" for one of the noun beside it ("Monday's strike").
    """

    start: int
    end: int
    date: Day
    precision: Precision
    basis: Basis
    role: Role = "at"
    first: Day | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A sentence and what its days are reckoned from."""

    text: str
    low: str
    published: date
    anchor: date
    future: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of naming days: looked for only where one of its signs stands in the sentence."""

    signs: tuple[str, ...]
    matches: Callable[[str], Iterable[re.Match[str]]]
    read: Callable[[re.Match[str], Page], Iterable[DayHit]]


NUMBER_OF = {name[:3]: index for index, name in enumerate(MONTH_NAMES.split("|"), start=1)}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS_IN = {
    "minute": 0,
    "hour": 0,
    "day": 1,
    "night": 1,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "year": 365,
    "decade": 3650,
}
PRECISIONS: dict[str, Precision] = {
    "week": "week",
    "fortnight": "week",
    "month": "month",
    "year": "year",
    "decade": "year",
}
MONTH_FORM = rf"(?P<month>(?:{MONTH_NAMES}|(?:{MONTH_ABBREVIATIONS})(?![a-z])\.?))(?![a-z])"
YEAR_FORM = r"(?P<year>(?:19|20)\d\d)\b(?!,\d)"
WHICH_YEAR_FORM = r"(?P<which_year>last|this|next)\syear"
TH_FORM = r"(?:st|nd|rd|th)?"
TIME_FORM = r"(?:\s(?:morning|afternoon|evening|night|noon|midday|dawn|lunchtime))"
AHEAD = re.compile(
    r"\b(?:will|['\u2019]ll|would|due|expected|scheduled|set\s(?:to|for)|plans|planned|planning|slated|to\sbe"
    r"|is\sto|are\sto|must|shall|upcoming)\b"
    r"(?:\s[\w'\u2019-]{1,30}){0,10}\s$"
    r"|\b(?:tak(?:es?|ing)\splace|begins|opens|starts|kicks\soff|prepar(?:es|ing)\sfor"
    r"|(?:is|are)\s(?:paying|visiting))"
    r"(?:\s(?:\w{3,6}day,|[\w'\u2019-]{1,30})){0,8}\s$|\b(?:until|till|ahead\sof|before|by)\s(?:the\s)?$"
)
AHEAD_SIGNS = (
    "ill ", "\u2019ll ", "'ll ", "would ", "due ", "expected ", "scheduled ", "set ", "plan", "slated ", " to be ",
    "s to ", "re to ", "upcoming ", "must ", "shall ", "place ", "begins ", "opens ", "starts ",
    " paying ", " visiting ", "kicks off ", "prepar", "until ", "till ", "head of ", "before ", "by ",
)  # fmt: skip
AHEAD_AFTER = re.compile(
    r",?(?:\s(?!(?:said|says|that|announced|told|reported)\b)[\w'\u2019-]{1,30}){0,5}\s(?:will|is\sto|are\sto)\b"
)
HEADLINE_AHEAD = re.compile(
    r"^(?:(?!\w{2,20}ed\b|was\b|were\b|had\b|has\b|have\b|met\b|came\b|went\b|said\b"
    r"|says\b)[\w'\u2019.-]{1,30}\s){1,8}to\s(?:meet|visit|hold"
    r"|host|attend|travel|arrive|address|begin|start|resume|return|speak|appear|vote|open|receive|welcome)\b"
)
EVENT_NOUN = (
    r"(?:attack|massacre|assault|onslaught|raid|strike|airstrike|bombing|shooting|war|invasion|coup|ambush|clash"
    r"|battle|offensive|incursion"
    r"|killing|murder|atrocit|explosion|blast|siege|incident|election|meeting|summit|talk|deal|agreement|accord"
    r"|ceasefire"
    r"|truce|visit|protest|uprising|revolution|conflict|crisis|disaster|earthquake|operation|pogrom|rampage|mastermind|planner|survivor|victim|attacker|hostage|terrorist|gunm[ae]n)(?:s"
    r"|es|y|ies)?\b"
)
MODIFIED = re.compile(rf"(?:['\u2019]s)?[\s,-]{{1,2}}(?:[\w'\u2019.-]{{1,30}}\s){{0,2}}{EVENT_NOUN}")
DETERMINER = re.compile(
    r"(?:\b(?:the|an?|its|their|his|her|our|that|those|this)|['\u2019]s|s['\u2019])\s(?:[\w'\u2019-]{1,30}\s){0,2}$"
)


def valid_day(year: int, month: int, number: int) -> date | None:
    return (
        date(year, month, number) if 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1] else None
    )


def shift_of(which: str) -> int:
    return {"last": -1, "past": -1, "previous": -1, "next": 1}.get(which.strip(), 0)


def lies_ahead(match: re.Match[str], page: Page) -> bool:
    """The clause says what is to come."""
    if page.future:
        return True
    start, end = match.span()
    before = page.low[max(0, start - 90) : start]
    if before.endswith("by ") and match.group().endswith("s") and page.low[end - 2] in "'\u2019":
        before = before[:-3]  # "was hit by Saturday's attack" sets no term
    if holds_any(before, AHEAD_SIGNS) and AHEAD.search(before):
        return True
    if start < 4 and AHEAD_AFTER.match(page.low, end):
        return True
    return start < 150 and " to " in before and bool(HEADLINE_AHEAD.match(page.low[:start]))


def width_of(first: date, last: date) -> Precision:
    days = (last - first).days
    return "day" if days < 2 else "week" if days <= 10 else "month" if days <= 62 else "year"
