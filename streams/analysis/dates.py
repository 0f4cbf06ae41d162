"""The days a sentence names, resolved against the day of publication.

A hit that dates another thing than the clause it stands in ("since the 7 October attack") is a `reference`, and keeps
the word that makes it one as its `role`. Every expression is bounded, so time is linear in the length of the sentence.
"""

import calendar
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from streams.analysis.numbers import (
    MONTH_ABBREVIATIONS,
    MONTH_NAMES,
    MONTHS,
    SEVERAL,
    TEENS,
    TENS,
    UNITS,
    folded,
    holds_any,
    word_value,
)

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
    reference: bool = False
    role: Role = "at"
    first: Day | None = None


class Dateline(NamedTuple):
    """Where, and if it says so when, a story was filed; `end` is the offset of its first own word."""

    place: str
    date: Day | None
    end: int


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
NAMED_DAYS = {
    "9/11": date(2001, 9, 11),
    "26/11": date(2008, 11, 26),
    "7/10": date(2023, 10, 7),
    "10/7": date(2023, 10, 7),
}
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
PARTS = {
    "early": (1, 10),
    "start": (1, 10),
    "beginning": (1, 10),
    "mid": (15, 20),
    "middle": (15, 20),
    "late": (21, 31),
    "end": (21, 31),
}

_MONTH = rf"(?P<month>(?:{MONTH_NAMES}|(?:{MONTH_ABBREVIATIONS})(?![a-z])\.?))(?![a-z])"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b(?!,\d)"
_WHICH_YEAR = r"(?P<which_year>last|this|next)\syear"
_TH = r"(?:st|nd|rd|th)?"
_COUNT = "|".join(["\\d{1,3}", *TENS, *TEENS, *UNITS, "an?", "several", r"(?:a\s)?few", r"(?:a\s)?couple(?:\sof)?"])
_TIME = r"(?:\s(?:morning|afternoon|evening|night|noon|midday|dawn|lunchtime))"

MONTH_FIRST = re.compile(
    rf"{_MONTH}\s(?:the\s)?(?P<day>\d{{1,2}}){_TH}(?![\d:/%a-z]|[.,]\d|\s(?:percent|per\scent|km|people)\b)"
    rf"(?:\s?(?P<link>-|\u2013|to|through|and|,)\s?(?P<last>\d{{1,2}}){_TH}(?=\s?(?:[.,;:)(]|$)|\s(?:in|at|by|near"
    rf"|when|against|as|for|on)\b))?"
    rf"(?:,?\s(?:of\s)?{_YEAR}|,?\s(?:of\s)?{_WHICH_YEAR})?"
)
DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}}){_TH}(?:\s?(?P<link>-|\u2013|to|through|and|or|,)\s?(?P<last>\d{{1,2}}){_TH})?\s(?:of\s"
    rf"|\w+day\sof\s)?{_MONTH}"
    rf"(?:,?\s(?:of\s)?{_YEAR}|\s['\u2019]?(?P<short>\d\d)(?=\s?(?:[.,;:)(\[\u2013-]|$))|,?\s(?:of\s)?{_WHICH_YEAR})?"
)
MONTH_SIGN = re.compile(rf"\b(?:{MONTHS})\b")
MONTH_PART = re.compile(
    r"\b(?:(?:early|mid|late|start\sof|beginning\sof|middle\sof|end\sof|month\sof)[\s-](?:in\s)?)?(?:(?:last|this"
    r"|next|past)\s)?$"
)
MONTH_ALONE = re.compile(
    r"(?:(?P<part>early|mid|late|start\sof|beginning\sof|middle\sof|end\sof"
    r"|month\sof)[\s-](?:in\s)?)?(?P<which>(?:last|this|next|past)\s)?"
    rf"{_MONTH}(?:,?\s(?:of\s)?{_YEAR}|,?\s(?:of\s)?{_WHICH_YEAR})?(?P<own>['\u2019]s)?(?!\s\d{{1,2}}\b)"
)
ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:t\d\d:\d\d\S{0,12})?\b")
SLASHED = re.compile(
    r"\b(?<![/.\d])(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)\b(?![/.]\d)"
)
NAMED = re.compile(r"(?<![\d/.])(?:9/11|26/11|7/10|10/7)(?![\d/])")
YEAR = re.compile(rf"{_YEAR}(?![%/-]\d|\.\d|\s?(?:%|gmt|hours|hrs|local|utc)\b)")
WEEKDAY = re.compile(
    r"\b(?:(?P<which>last|next|this|past|previous|coming|following)\s(?:(?P<more>coming|past)\s)?)?"
    rf"(?P<day>{'|'.join(WEEKDAYS)})\b(?P<own>['\u2019]s)?{_TIME}?(?P<last>\s(?:last|next)\b(?!\s(?:week|month"
    rf"|year)))?"
)
RELATIVE = re.compile(
    r"\b(?:the\s(?P<far>night\sbefore\slast|day\sbefore\syesterday|day\safter\stomorrow)\b"
    rf"|(?P<word>today|yesterday|tomorrow|tonight|overnight)(?:['\u2019]s)?\b{_TIME}?"
    r"|(?P<which>this|last)\s(?P<time>morning|afternoon|evening|night)(?:['\u2019]s)?\b)"
)
SPAN = re.compile(
    r"\b(?:(?P<part>earlier|later|late|early)\s)?(?:(?P<which>this|last|next|past|previous)(?:\spast)?\s"
    r"|(?<=\sthe\s))"
    r"(?P<unit>week(?:end)?|month|year)(?:['\u2019]s)?\b(?!-)"
)
RECENT = re.compile(
    rf"\b(?:the\s(?:past|last|previous)\s(?:(?P<count>{_COUNT})\s)?(?P<unit>hour|day|week|month|year|decade)s?"
    r"|recent\s(?P<recent>hour|day|week|month|year)s)\b"
)
AGO = re.compile(
    rf"\b(?:(?P<count>{_COUNT})\s)?(?P<unit>minute|hour|day|night|week|fortnight|month|year|decade)s?\s"
    r"(?P<way>ago|earlier|later|previously|(?:before|after|prior)(?=\s?(?:[.,;:)]|$)))\b(?!\sthan)"
)
ANCHORED = re.compile(
    r"\b(?:the\s(?P<which>previous|following|next|same)\s(?:day|night|morning|afternoon|evening)\b"
    r"|that\s(?:day|night|morning|afternoon|evening)\b|the\sday\s(?P<way>before|after)(?=\s?(?:[.,;:)]|$)))"
)

NO_WEEKDAY_BEFORE = re.compile(
    r"\b(?:black|good|bloody|super|cyber|easter|palm|holy|ash|fat|shrove|giving|patch|sheffield|face|ruby|happy"
    r"|freaky|every|each|any"
    r"|most|man|girl|mail\son|casual|maundy|spy|whit)\s$"
)
NO_WEEKDAY_AFTER = re.compile(
    r"\s(?:prayers?|times|schools?|mirror|mail|express|herald|telegraph|league|roast|independent|post"
    r"|night\s(?:football|live|lights"
    r"|baseball)|the\s13th|people\b(?=['\u2019]s))"
)
NO_TODAY_BEFORE = re.compile(
    r"\b(?:usa|india|russia|business|cricket|psychology|history|politics|middle\seast|dolomites)\s$"
)
NO_OVERNIGHT_AFTER = re.compile(
    r"\s(?:curfew|stay|success|delivery|shipping|bag|flight|train|trip|guest|accommodation|rate|lending|camp)s?\b"
)
NO_MAY_AFTER = re.compile(r"\s(?:be|have|not|also|well|soon|never|still|no\slonger)\b")
MONTH_OPENING = re.compile(r"\b(?:in|since|during|until|till|through)\s(?:the\s)?$")
MONTH_OPENING_LOOSE = re.compile(r"\b(?:by|from|before|after|between|and|to)\s$")
YEAR_OPENING = re.compile(
    r"\b(?:in|since|during|of|by|until|till|from|before|after|late|early|mid|between|spring|summer|autumn|fall"
    r"|winter|(?:19|20)\d\d"
    r"\s(?:and|to))[\s-]$"
)
AHEAD = re.compile(
    r"\b(?:will|['\u2019]ll|would|due|expected|scheduled|set\s(?:to|for)|plans|planned|planning|slated|to\sbe"
    r"|is\sto|are\sto|must|shall|upcoming)\b"
    r"(?:\s[\w'\u2019-]{1,30}){0,6}\s$|\b(?:until|till|ahead\sof|before|by)\s(?:the\s)?$"
)
AHEAD_SIGNS = (
    "ill ", "\u2019ll ", "'ll ", "would ", "due ", "expected ", "scheduled ", "set ", "plan", "slated ", " to be ",
    "s to ", "re to ", "upcoming ", "must ", "shall ", "until ", "till ", "head of ", "before ", "by ",
)  # fmt: skip
AHEAD_AFTER = re.compile(
    r",?(?:\s(?!(?:said|says|that|announced|told|reported)\b)[\w'\u2019-]{1,30}){0,5}\s(?:will|is\sto|are\sto)\b"
)
HEADLINE_AHEAD = re.compile(
    r"^(?:(?!\w{2,20}ed\b|was\b|were\b|had\b|has\b|have\b|met\b|came\b|went\b|said\b"
    r"|says\b)[\w'\u2019.-]{1,30}\s){1,8}to\s(?:meet|visit|hold"
    r"|host|attend|travel|arrive|address|begin|start|resume|return|speak|appear|vote|open|receive|welcome)\b"
)
_SCHEDULED = (
    "(?:elections?|summit|meetings?|talks|vote|referendum|conference|inauguration|polls?|trial|deadline|hearing)"
)
SCHEDULED_AFTER = re.compile(rf"\s(?:[\w'\u2019-]{{1,30}}\s){{0,2}}{_SCHEDULED}\b")
SCHEDULED_BEFORE = re.compile(rf"\b{_SCHEDULED}\s(?:on\s)?(?:the\s)?$")
LEAD = re.compile(
    r"(?:\b(?:at\s)?(?:(?:about|around)\s)?(?:\d{4}|\d{1,2}[:.]\d\d|\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\.?|noon"
    r"|midnight|dawn)\s(?:(?:gmt|local\stime"
    r"|hours)\s)?)?(?:\b(?:late|early|earlier|later)\s)?(?:\b(?:about|around|some|nearly|almost|just|more\sthan"
    r"|over|less\sthan)\s)?"
    r"(?:\b(?:on|in|at|during|over)\s)?(?:\b(?:late|early)\s)?(?:\bthe\s(?:early\s)?(?:night|morning|evening"
    r"|afternoon|hours|dawn)\s(?:of|on)"
    r"\s)?(?:\bthe\s)?$"
)
TRAIL = re.compile(
    rf"(?:\sat\s(?:(?:about|around)\s)?(?:\d{{4}}|\d{{1,2}}[:.]\d\d"
    rf"|\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m\.?)(?:\s(?:gmt|local\stime|hours))?\b|{_TIME}\b)"
)
ROLES: dict[str, Role] = {
    "since": "since",
    "from": "since",
    "after": "after",
    "following": "after",
    "in the wake of": "after",
    "until": "until",
    "till": "until",
    "through": "until",
    "by": "until",
    "before": "before",
    "ahead of": "before",
    "prior to": "before",
    "of": "of",
}
ROLE_BEFORE = re.compile(rf"\b(?<!\bas\s)({'|'.join(ROLES)})\s(?:the\s)?$")
ROLE_ENDS = frozenset(words.split()[-1] for words in ROLES) | {"the"}
LEAD_WORDS = {
    "on", "in", "at", "during", "over", "late", "early", "earlier", "later", "the", "about", "around", "nearly",
    "almost", "some",
}  # fmt: skip
CLOCK_WORDS = frozenset(["noon", "midnight", "dawn", "gmt", "hours", "time", "am", "pm", "a.m.", "p.m."])
EVENT_NOUN = (
    r"(?:attack|massacre|assault|onslaught|raid|strike|airstrike|bombing|shooting|war|invasion|coup|ambush|clash"
    r"|battle|offensive|incursion"
    r"|killing|murder|atrocit|explosion|blast|siege|incident|election|meeting|summit|talk|deal|agreement|accord"
    r"|ceasefire"
    r"|truce|visit|protest|uprising|revolution|conflict|crisis|disaster|earthquake|operation|pogrom|rampage)(?:s"
    r"|es|y|ies)?\b"
)
MODIFIED = re.compile(rf"(?:['\u2019]s)?[\s,-]{{1,2}}(?:[\w'\u2019.-]{{1,30}}\s){{0,2}}{EVENT_NOUN}")
DETERMINER = re.compile(
    r"(?:\b(?:the|an?|its|their|his|her|our|that|those|this)|['\u2019]s|s['\u2019])\s(?:[\w'\u2019-]{1,30}\s){0,2}$"
)
GOVERNED = re.compile(
    r"\b(since|after|following|in\sthe\swake\sof|in\sresponse\sto|in\sretaliation\sfor|triggered\sby|sparked\sby"
    r"|prompted\sby)"
    r"(?:\s[\w'\u2019.-]{1,30}){1,9}\s$"
)
DATED_NOUN = re.compile(rf"\b{EVENT_NOUN}\s(?:(?:on|in|against)\s[\w'\u2019-]{{1,30}}\s)?$")
CLAUSE_NOUN = re.compile(r"\b(?:in|during|by)\s(?:an?\s)?(?:[\w'\u2019-]{1,30}\s){0,3}$")
SOUND_YEARS = (1000, 9000)
OLD = timedelta(days=4)


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
        _add(list(_anchored(found, page)), found, taken)
        found.sort(key=_start)
    return [_placed(hit, page) for hit in _joined(found, low)]


def _start(hit: DayHit) -> int:
    return hit.start


def _add(hits: Iterable[DayHit], found: list[DayHit], taken: set[int]) -> None:
    """Keep the hits that overlap none found before."""
    for hit in hits:
        offsets = range(hit.start, hit.end)
        if taken.isdisjoint(offsets):
            taken.update(offsets)
            found.append(hit)


def _of_month(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    return _month(match, page) if match.re is MONTH_ALONE else _explicit(match, page)


def _explicit(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    """A day, or two, or a range of them, of a named month."""
    if _no_month(match, page):
        return
    month, number = NUMBER_OF[match["month"][:3]], int(match["day"])
    if page.low[match.start() - 1 : match.start()] in ("/", "$", ":", "-", "."):
        return
    day = _resolved(match, month, number, page)
    if not day:
        return
    start, end = match.span()
    last = match["last"] and _day(day.year, month, int(match["last"]))
    if not last:
        end = end if not match["last"] or match.re is DAY_FIRST or match["year"] else match.end("day")
        yield DayHit(start, end, day, "day", "explicit")
    elif match["link"] in ("-", "\u2013", "to", "through") or page.low.endswith("between ", 0, start):
        yield DayHit(start, end, last, _width(day, last), "explicit", first=day)
    else:
        yield DayHit(start, match.end("day"), day, "day", "explicit")
        yield DayHit(match.start("last"), end, last, "day", "explicit")


def _no_month(match: re.Match[str], page: Page) -> bool:
    """ "May" and "march" in small letters, "may have"."""
    name = match["month"].rstrip(".")
    if name not in ("may", "march", "mar"):
        return False
    if not page.text[match.start("month")].isupper():
        return True
    return name == "may" and bool(NO_MAY_AFTER.match(page.low, match.end("month")))


def _resolved(match: re.Match[str], month: int, number: int, page: Page) -> date | None:
    groups = match.groupdict()
    if groups["year"]:
        return _day(int(groups["year"]), month, number)
    if groups.get("short"):
        short = int(groups["short"])
        return _day((1900 if short > page.published.year % 100 + 10 else 2000) + short, month, number)
    if groups["which_year"]:
        return _day(page.published.year + _shift(groups["which_year"]), month, number)
    near = (_day(page.published.year + shift, month, number) for shift in (-1, 0, 1))
    days = [day for day in near if day]
    if _ahead(match, page):
        return min(days, key=lambda day: abs(day - page.published), default=None)
    start = match.start()
    scheduled = SCHEDULED_AFTER.match(page.low, match.end()) or SCHEDULED_BEFORE.search(
        page.low, max(0, start - 24), start
    )
    latest = page.published + timedelta(days=10 if scheduled else 1)
    return max((day for day in days if day <= latest), default=None)


def _day(year: int, month: int, number: int) -> date | None:
    return (
        date(year, month, number) if 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1] else None
    )


def _shift(which: str) -> int:
    return {"last": -1, "past": -1, "previous": -1, "next": 1}.get(which.strip(), 0)


def _ahead(match: re.Match[str], page: Page) -> bool:
    """The clause says what is to come."""
    if page.future:
        return True
    start, end = match.span()
    before = page.low[max(0, start - 70) : start]
    if holds_any(before, AHEAD_SIGNS) and AHEAD.search(before):
        return True
    if start < 4 and AHEAD_AFTER.match(page.low, end):
        return True
    return start < 150 and " to " in before and bool(HEADLINE_AHEAD.match(page.low[:start]))


def _month(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    """A month without a day, where something says that it is one."""
    low, start, name = page.low, match.start(), match["month"]
    if not page.text[match.start("month")].isupper() or _no_month(match, page):
        return
    if not (match["part"] or match["which"] or match["year"] or match["which_year"]):
        window = max(0, start - 14)
        loose = name != "may" and MONTH_OPENING_LOOSE.search(low, window, start)
        noun = DETERMINER.search(low, window, start) and MODIFIED.match(low, match.end())
        if not (MONTH_OPENING.search(low, window, start) or loose or noun):
            return
    month = NUMBER_OF[name[:3]]
    first_day, last_day = PARTS.get((match["part"] or "").split(" ")[0], (1, 31))
    year = _year_of(match, month, page)
    first = date(year, month, first_day)
    last = date(year, month, min(last_day, calendar.monthrange(year, month)[1]))
    if first <= page.published < last and not page.future:
        last = page.published
    yield DayHit(start, match.end(), last, "week" if last_day - first_day < 15 else "month", "explicit", first=first)


def _year_of(match: re.Match[str], month: int, page: Page) -> int:
    today = page.published
    if match["year"]:
        return int(match["year"])
    if match["which_year"]:
        return today.year + _shift(match["which_year"])
    which = (match["which"] or "").strip()
    if which == "next" or _ahead(match, page):
        return today.year + (month < today.month)
    if which in ("last", "past") and month == today.month:
        return today.year - 1
    return today.year if which == "this" else today.year - (month > today.month)


def _iso(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    if day := _day(int(match["year"]), int(match["month"]), int(match["day"])):
        yield DayHit(match.start(), match.end(), day, "day", "explicit")


def _slashed(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    """Day and month in figures, when only one order makes a date."""
    one, two, year = int(match["a"]), int(match["b"]), int(match["year"])
    days = {day for day in (_day(year, two, one), _day(year, one, two)) if day}
    if len(days) == 1:
        yield DayHit(match.start(), match.end(), days.pop(), "day", "explicit")


def _named(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    before = page.low[max(0, match.start() - 8) : match.start()]
    if match[0] in ("9/11", "26/11") or before.endswith(("since ", "after ", "before ", "pre-", "post-")):
        yield DayHit(match.start(), match.end(), NAMED_DAYS[match[0]], "day", "explicit", True, "modifier")


def _year(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    low, (start, end) = page.low, match.span()
    if start and (low[start - 1].isalnum() or low[start - 1] in ".,/$\u00a3\u20ac"):
        return
    year = int(match["year"])
    opened = YEAR_OPENING.search(low, max(0, start - 12), start)
    if opened or (DETERMINER.search(low, max(0, start - 20), start) and MODIFIED.match(low, end)):
        last = min(date(year, 12, 31), page.published) if year == page.published.year else date(year, 12, 31)
        yield DayHit(start, end, last, "year", "explicit", first=date(year, 1, 1))


def _weekday(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    low, (start, end) = page.low, match.span()
    if NO_WEEKDAY_BEFORE.search(low, max(0, start - 10), start) or NO_WEEKDAY_AFTER.match(low, match.end("day")):
        return
    behind = (page.published.weekday() - WEEKDAYS.index(match["day"])) % 7
    which = "next" if match["more"] == "coming" else match["more"] or match["which"] or (match["last"] or "").strip()
    if which in ("last", "past", "previous"):
        back = behind or 7
    elif which in ("next", "coming"):
        back = behind - 7
    elif which == "this":
        back = page.published.weekday() - WEEKDAYS.index(match["day"])
        back = back - 7 if back > 0 and page.future else back
    else:
        back = behind - 7 if behind and _ahead(match, page) else behind
    yield DayHit(start, end, page.published - timedelta(days=back), "day", "weekday")


RELATIVE_DAYS = {
    "today": 0,
    "tonight": 0,
    "overnight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "night before last": -2,
    "day before yesterday": -2,
    "day after tomorrow": 2,
    "this": 0,
    "last": -1,
}


def _relative(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    low, (start, end) = page.low, match.span()
    word = match["far"] or match["word"] or match["which"]
    if word == "last" and match["time"] in ("morning", "afternoon"):
        return
    if word == "today" and NO_TODAY_BEFORE.search(low, max(0, start - 12), start):
        return
    if word == "overnight" and NO_OVERNIGHT_AFTER.match(low, end):
        return
    day = page.published + timedelta(days=RELATIVE_DAYS[word])
    first = day - timedelta(days=1) if word == "overnight" else None
    yield DayHit(start, end, day, "day", "relative", first=first)


def _span(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    """A week, weekend, month or year by its place beside today's."""
    start, unit, which = match.start(), match["unit"], match["which"]
    if not which and unit != "weekend":
        return
    if which in ("last", "past", "previous") and page.low.endswith("the ", 0, start):
        return
    ahead = which == "next" or match["part"] == "later" or page.future
    first, last = STRETCHES[unit](page.published, _shift(which or ""), ahead)
    if first <= page.published < last and not ahead:
        last = page.published
    precision: Precision = "week" if unit in ("week", "weekend") else "month" if unit == "month" else "year"
    yield DayHit(start, match.end(), last, precision, "relative", first=first)


def _week(today: date, shift: int, ahead: bool) -> tuple[date, date]:
    monday = today - timedelta(days=today.weekday() - 7 * shift)
    return monday, monday + timedelta(days=6)


def _weekend(today: date, shift: int, ahead: bool) -> tuple[date, date]:
    """The one under way; else the coming one if ahead; else the last."""
    sunday = today + timedelta(days=6 - today.weekday())
    if (today.weekday() < 5 and not ahead) or (shift < 0 and today.weekday() >= 5):
        sunday -= timedelta(days=7)
    if shift > 0 and today.weekday() >= 5:
        sunday += timedelta(days=7)
    return sunday - timedelta(days=1), sunday


def _calendar_month(today: date, shift: int, ahead: bool) -> tuple[date, date]:
    year, month = divmod(today.year * 12 + today.month - 1 + shift, 12)
    return date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _calendar_year(today: date, shift: int, ahead: bool) -> tuple[date, date]:
    return date(today.year + shift, 1, 1), date(today.year + shift, 12, 31)


STRETCHES: dict[str, Callable[[date, int, bool], tuple[date, date]]] = {
    "week": _week,
    "weekend": _weekend,
    "month": _calendar_month,
    "year": _calendar_year,
}


def _recent(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    """The stretch of days that ends with today."""
    unit = match["unit"] or match["recent"]
    count = 3 if match["recent"] else _count(match["count"] or "a")
    days = max(1, count // 24) if unit == "hour" else count * DAYS_IN[unit]
    first = _back(page.published, days)
    yield DayHit(match.start(), match.end(), page.published, _width(first, page.published), "relative", first=first)


def _count(words: str) -> int:
    for word, value in SEVERAL.items():
        if word in words:
            return value
    return word_value(words)


def _back(day: date, days: int) -> date:
    return date.fromordinal(max(1, day.toordinal() - days))


def _width(first: date, last: date) -> Precision:
    days = (last - first).days
    return "day" if days < 2 else "week" if days <= 10 else "month" if days <= 62 else "year"


def _ago(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    if match["way"] == "ago":
        yield _counted(match, page.published)


def _counted(match: re.Match[str], base: date) -> DayHit:
    """A number of days, weeks, months or years before or after a day."""
    unit, back = match["unit"], match["way"] not in ("later", "after")
    words = match["count"] or "several"
    count = _count(words)
    days = count // 24 if unit == "hour" else count * DAYS_IN[unit]
    day = _months(base, -count if back else count, unit) or _back(base, days if back else -days)
    vague = "couple" not in words and holds_any(words, SEVERAL)
    precision = PRECISIONS.get(unit, "week" if vague and days else "day")
    return DayHit(match.start(), match.end(), day, precision, "relative")


def _months(base: date, count: int, unit: str) -> date | None:
    months = {"month": 1, "year": 12, "decade": 120}.get(unit)
    if not months:
        return None
    year, month = divmod(base.year * 12 + base.month - 1 + count * months, 12)
    year = min(max(year, 1), 9999)
    return date(year, month + 1, min(base.day, calendar.monthrange(year, month + 1)[1]))


def _months_in(low: str) -> Iterator[re.Match[str]]:
    """Every month in the text, with the day before or after it, or alone."""
    signs = list(MONTH_SIGN.finditer(low))
    if signs:
        for pattern in (MONTH_FIRST, DAY_FIRST):
            if pattern is DAY_FIRST:
                yield from DAY_FIRST.finditer(low)
            else:
                yield from (match for sign in signs if (match := pattern.match(low, sign.start())))
    for sign in signs:
        part = MONTH_PART.search(low, max(0, sign.start() - 24), sign.start())
        if match := MONTH_ALONE.match(low, part.start() if part else sign.start()):
            yield match


RULES = (
    Rule(tuple(NUMBER_OF), _months_in, _of_month),
    Rule(("-0", "-1"), ISO.finditer, _iso),
    Rule(("/19", "/20", ".19", ".20", "-19", "-20"), SLASHED.finditer, _slashed),
    Rule(("9/11", "26/11", "7/10", "10/7"), NAMED.finditer, _named),
    Rule(WEEKDAYS, WEEKDAY.finditer, _weekday),
    Rule(("today", "yesterday", "tomorrow", "night", "morning", "afternoon", "evening"), RELATIVE.finditer, _relative),
    Rule(("past ", "last ", "previous ", "recent "), RECENT.finditer, _recent),
    Rule(("week", "month", "year"), SPAN.finditer, _span),
    Rule((" ago",), AGO.finditer, _ago),
    Rule(("19", "20"), YEAR.finditer, _year),
)
ANCHOR_SIGNS = (
    "earlier", "later", "previously", "prior", "s before", "s after", "y before", "y after", "the same ",
    "the previous ", "the following ", "the next ", "that day", "that night", "that morning", "that afternoon",
    "that evening",
)  # fmt: skip


def _anchored(found: list[DayHit], page: Page) -> Iterator[DayHit]:
    """The days that are reckoned from another day in the sentence: "two days earlier", "the following day"."""
    precise = [hit for hit in found if hit.precision == "day"]
    ends = [hit.end for hit in precise]
    for pattern in (AGO, ANCHORED):
        for match in pattern.finditer(page.low):
            before = bisect_right(ends, match.start())
            base = precise[before - 1].date if before else _unanchored(match, page)
            if base and match["way"] != "ago":
                yield _counted(match, base) if pattern is AGO else _beside(match, base)


def _unanchored(match: re.Match[str], page: Page) -> date | None:
    """What points back may count from today; what points forward or to "that day" needs a day to do so."""
    backward = (
        match["way"] in ("earlier", "previously", "before", "prior") or match.groupdict().get("which") == "previous"
    )
    return page.anchor if backward or page.anchor != page.published else None


BESIDE = {"previous": -1, "before": -1, "following": 1, "next": 1, "after": 1}


def _beside(match: re.Match[str], base: date) -> DayHit:
    shift = BESIDE.get(match["which"] or match["way"] or "", 0)
    return DayHit(match.start(), match.end(), base + timedelta(days=shift), "day", "relative")


LINK = re.compile(r"\s?(?:-|\u2013|to|through|until|till|and)\s?(?:the\s)?")
APPOSED = re.compile(r",?\s?[(\[]?(?:the\s)?")


def _joined(found: list[DayHit], low: str) -> Iterator[DayHit]:
    """The hits with "Monday, 6 November" and "from 30 October to 2 November" made one."""
    position = 0
    while position < len(found):
        hit = found[position]
        position += 1
        while position < len(found) and (wider := _join(hit, found[position], low)):
            hit = wider
            position += 1
        yield hit


def _join(one: DayHit, other: DayHit, low: str) -> DayHit | None:
    link = low[one.end : other.start]
    if len(link) > 12:
        return None
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
    return DayHit(one.start, other.end, other.date, _width(first, other.date), other.basis, first=first)


def _placed(hit: DayHit, page: Page) -> DayHit:
    """The hit with the words about it taken in, and its role."""
    low = page.low
    named = low.startswith("the ", hit.start - 4) and MODIFIED.match(low, hit.end)
    start = hit.start if named else _lead(hit.start, low)
    trail = TRAIL.match(low, hit.end) if low[hit.end : hit.end + 1] == " " else None
    end = trail.end() if trail else hit.end
    role = _role(hit, start, page)
    day = hit.first if role == "since" and hit.first else hit.date
    return DayHit(start, end, day, hit.precision, hit.basis, role != "at", role, hit.first)


def _lead(start: int, low: str) -> int:
    """Where the words that belong to a day begin: "late on", "at 2200 on", "on the night of"."""
    lead = start
    while (word := _word_before(lead, low)) in LEAD_WORDS:
        lead -= len(word) + 1
    if word == "of" or word in CLOCK_WORDS or (lead < start and word[:1].isdigit()):
        longer = LEAD.search(low, max(0, start - 48), start)
        return min(lead, longer.start()) if longer else lead
    return lead


def _word_before(start: int, low: str) -> str:
    if start < 2 or low[start - 1] != " ":
        return ""
    return low[low.rfind(" ", 0, start - 1) + 1 : start - 1]


def _role(hit: DayHit, start: int, page: Page) -> Role:
    low = page.low
    if hit.role != "at":
        return hit.role
    if low.startswith(("'s", "\u2019s"), hit.end) or low.endswith(("'s", "\u2019s"), start, hit.end):
        return "modifier"
    word = _word_before(start, low)
    if (
        word in ROLE_ENDS
        and not low.startswith("on ", start)
        and (match := ROLE_BEFORE.search(low, max(0, start - 20), start))
    ):
        return ROLES[match[1]]
    prepositional = low.startswith(("on ", "in ", "at ", "during ", "over ", "late ", "early "), start)
    window = max(0, start - 90)
    modified = not prepositional and MODIFIED.match(low, hit.end)
    if modified and (hit.basis == "explicit" or DETERMINER.search(low, max(0, hit.start - 40), hit.start)):
        return "modifier"
    old = hit.basis != "weekday" and hit.date < page.published - OLD
    governed = GOVERNED.search(low, window, start) if old or low.find("since ", window, start) >= 0 else None
    if governed and (old or governed[1] == "since"):
        return "since" if governed[1] == "since" else "after"
    if old and prepositional and (noun := DATED_NOUN.search(low, window, start)):
        return "at" if CLAUSE_NOUN.search(low, window, noun.start()) else "modifier"
    return "at"


_PLACE = r"[A-Z][\w.'\u2019-]{0,24}(?:,?[ /](?:[A-Z(][\w.'\u2019)-]{0,24}|de|del|la|of|el|al-\w{1,20})){0,5}"
DATELINE = re.compile(
    rf"\s{{0,9}}(?P<place>{_PLACE}?)(?:,?\s(?P<date>(?:(?:{MONTHS})\.?\s\d{{1,2}}"
    rf"|\d{{1,2}}\s(?:{MONTHS})\.?)(?:,?\s(?:(?:19|20)\d\d|\d\d)\b)?))?"
    r"(?:,?\s?[(\[][^()\[\]]{1,40}[)\]]){0,2}\s?(?P<mark>--|—|\u2013|-|:)\s{0,4}(?:\[text\]\s{0,4})?",
    re.IGNORECASE,
)

DATELINE_ENDS = ("-", ":", "\u2013", "—")


def dateline(text: str, published: date | None = None) -> Dateline | None:
    """The dateline that opens a story: "BEIRUT, Nov 3 (Outlet) - ", "SAN SALVADOR, 3 JAN 90 (ACAN) -- [TEXT]".

    A date without a year is resolved only if `published` is given. Whether the place is one is for the caller to say.
    """
    head = text[:160]
    match = DATELINE.match(head) if holds_any(head, DATELINE_ENDS) else None
    if not match or not text[match.start("place")].isupper():
        return None
    place = match["place"].rstrip(" ,")
    signed = "(" in match[0] or match["date"]
    spaced = match[0].rstrip()[:-1].endswith((" ", "-")) or match["mark"] in ("—", "\u2013", "--")
    if (match["mark"] == ":" and not place.isupper()) or (match["mark"] == "-" and not spaced):
        return None
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
                _resolved(
                    match, NUMBER_OF[match["month"][:3]], int(match["day"]), Page(words, words, base, base, False)
                )
                if published or dated
                else None
            )
    return None
