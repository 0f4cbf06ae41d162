"""Days reckoned from another: "on Monday", "last night", "two weeks ago", "the following day"."""

import calendar
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from streams.analysis.days.days import (
    DAYS_IN,
    PRECISIONS,
    TIME_FORM,
    WEEKDAYS,
    YEAR_FORM,
    DayHit,
    Page,
    Precision,
    lies_ahead,
    shift_of,
    width_of,
)
from streams.analysis.numbers.number_words import SEVERAL, TEENS, TENS, UNITS, word_value
from streams.analysis.numbers.signs import holds_any

_COUNT = "|".join(["\\d{1,3}", *TENS, *TEENS, *UNITS, "an?", "several", r"(?:a\s)?few", r"(?:a\s)?couple(?:\sof)?"])
WEEKDAY = re.compile(
    r"\b(?:(?P<which>last|next|this|past|previous|coming|following)\s(?:(?P<more>coming|past)\s)?)?"
    rf"(?P<day>{'|'.join(WEEKDAYS)})\b(?P<own>['\u2019]s)?{TIME_FORM}?(?P<last>\s(?:last|next)\b(?!\s(?:week|month"
    rf"|year))|\s(?:of\s)?(?P<week>last|this|next)\sweek\b)?"
)
RELATIVE = re.compile(
    r"\b(?:the\s(?P<far>night\sbefore\slast|day\sbefore\syesterday|day\safter\stomorrow)\b"
    rf"|(?P<word>today|yesterday|tomorrow|tonight|overnight)(?:['\u2019]s)?\b{TIME_FORM}?"
    r"|(?P<which>this|last)\s(?P<time>morning|afternoon|evening|night)(?:['\u2019]s)?\b)"
)
SPAN = re.compile(
    r"\b(?:(?P<part>earlier|later|late|early)\s)?(?:(?P<which>this|last|next|past|previous)(?:\spast)?\s"
    r"|(?<=\sthe\s))"
    r"(?P<unit>week(?:end)?|month|year)(?:['\u2019]s)?\b(?!-)"
)
RECENT = re.compile(
    rf"\b(?:the\s(?:past|last|previous(?!\sday\b))\s(?:(?P<count>{_COUNT})\s)?(?P<unit>hour|day|week|month|year|decade)s?"
    r"|recent\s(?P<recent>hour|day|week|month|year)s)\b"
)
AGO = re.compile(
    rf"\b(?:(?P<count>{_COUNT})\s)?(?P<unit>minute|hour|day|night|week|fortnight|month|year|decade)s?\s"
    r"(?P<way>ago|earlier|later|previously|(?:before|after|prior)(?=\s?(?:[.,;:)]|$)))\b(?!\sthan)"
)
BEHIND = re.compile(
    rf"\b(?P<count>{_COUNT})\s(?P<unit>day|night|week|fortnight|month|year|decade)s?\s(?P<way>after|since)\s"
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
    rf"|\s(?:(?:(?:in)?to|on)\s)?(?:{'|'.join(WEEKDAYS)})\b"  # the weekday tells which night
)


def weekday(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    low, (start, end) = page.low, match.span()
    named = NO_WEEKDAY_AFTER.match(low, match.end("day")) and not low.endswith("during ", 0, start)  # "Friday prayers"
    if NO_WEEKDAY_BEFORE.search(low, max(0, start - 10), start) or named:
        return
    behind = (page.published.weekday() - WEEKDAYS.index(match["day"])) % 7
    which = "next" if match["more"] == "coming" else match["more"] or match["which"] or (match["last"] or "").strip()
    if match["week"]:
        back = page.published.weekday() - WEEKDAYS.index(match["day"]) - 7 * WEEKS[match["week"]]
    elif which in ("last", "past", "previous"):
        back = behind + 7 if behind < 2 and match["which"] == "last" else behind or 7  # yesterday is no "last Sunday"
    elif which in ("next", "coming"):
        back = behind - 7
    elif which == "this":
        back = page.published.weekday() - WEEKDAYS.index(match["day"])
        back = back - 7 if back > 0 and page.future else back
    else:
        back = behind - 7 if behind and lies_ahead(match, page) else behind
    yield DayHit(start, end, page.published - timedelta(days=back), "day", "weekday")


WEEKS = {"last": -1, "this": 0, "next": 1}
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


def relative_day(match: re.Match[str], page: Page) -> Iterator[DayHit]:
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


NEW_YEAR = re.compile(
    rf"(?<=\bsince\s)(?:the\s)?(?:start|beginning|turn)\sof\s(?:(?:the|this)(?:\s(?:current|calendar))?\syear\b|{YEAR_FORM})"
)


def new_year(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    """The first day of a year: "since the start of the year"."""
    day = date(int(match["year"] or page.published.year), 1, 1)
    yield DayHit(match.start(), match.end(), day, "day", "relative", role="since")


def stretch(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    """A week, weekend, month or year by its place beside today's."""
    start, unit, which = match.start(), match["unit"], match["which"]
    if not which and unit != "weekend":
        return
    if which in ("last", "past", "previous") and page.low.endswith("the ", 0, start):
        return
    ahead = which == "next" or match["part"] == "later" or page.future
    first, last = STRETCHES[unit](page.published, shift_of(which or ""), ahead)
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


def recent_days(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    """The stretch of days that ends with today."""
    unit = match["unit"] or match["recent"]
    count = 3 if match["recent"] else _count(match["count"] or "a")
    days = max(1, count // 24) if unit == "hour" else count * DAYS_IN[unit]
    first = _back(page.published, days)
    yield DayHit(match.start(), match.end(), page.published, width_of(first, page.published), "relative", first=first)


def _count(words: str) -> int:
    for word, value in SEVERAL.items():
        if word in words:
            return value
    return word_value(words)


def _back(day: date, days: int) -> date:
    return date.fromordinal(max(1, day.toordinal() - days))


def days_ago(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    if match["way"] == "ago":
        yield _counted(match, page.published, back=True)


def day_before(low: str, base: date) -> DayHit | None:
    """The day of what follows these words, reckoned back from a day: "a week after ..."."""
    last = max(BEHIND.finditer(low), key=re.Match.start, default=None)
    return _counted(last, base, back=True) if last else None


def _counted(match: re.Match[str], base: date, *, back: bool) -> DayHit:
    """A number of days, weeks, months or years before or after a day."""
    unit = match["unit"]
    many = match.string.startswith("s", match.end("unit"))  # "days before"; "the day before" is one
    words = match["count"] or ("several" if many else "a")
    count = _count(words)
    days = count // 24 if unit == "hour" else count * DAYS_IN[unit]
    day = _months(base, -count if back else count, unit) or _back(base, days if back else -days)
    vague = "couple" not in words and holds_any(words, SEVERAL)
    precision = PRECISIONS.get(unit, "week" if vague and days else "day")
    return DayHit(match.start(), match.end(), day, precision, "relative")


def _months(base: date, count: int, unit: str) -> date | None:
    months = {"month": 1, "year": 12, "decade": 120}.get(unit)
    return months_on(base, count * months) if months else None


def months_on(base: date, months: int) -> date:
    """The day so many months after another, or before it."""
    year, month = divmod(base.year * 12 + base.month - 1 + months, 12)
    year = min(max(year, 1), 9999)
    return date(year, month + 1, min(base.day, calendar.monthrange(year, month + 1)[1]))


ANCHOR_SIGNS = (
    "earlier", "later", "previously", "prior", "s before", "s after", "y before", "y after", "the same ",
    "the previous ", "the following ", "the next ", "that day", "that night", "that morning", "that afternoon",
    "that evening",
)  # fmt: skip


def anchored(found: list[DayHit], page: Page) -> Iterator[DayHit]:
    """The days that are reckoned from another day in the sentence: "two days earlier", "the following day"."""
    precise = [hit for hit in found if hit.precision == "day"]
    ends = [hit.end for hit in precise]
    for pattern in (AGO, ANCHORED):
        for match in pattern.finditer(page.low):
            before = bisect_right(ends, match.start())
            base = precise[before - 1].date if before else _unanchored(match, page, precise)
            if base and match["way"] != "ago":
                back = match["way"] not in ("later", "after")
                yield _counted(match, base, back=back) if pattern is AGO else _beside(match, base)


def _unanchored(match: re.Match[str], page: Page, precise: Sequence[DayHit]) -> date | None:
    """What points back may count from today, or from the day of the statement behind it; what points forward or to
    "that day" needs a day to do so."""
    if match.groupdict().get("which") == "previous" and precise:
        return precise[0].date
    backward = (
        match["way"] in ("earlier", "previously", "before", "prior") or match.groupdict().get("which") == "previous"
    )
    return page.anchor if backward or page.anchor != page.published else None


BESIDE = {"previous": -1, "before": -1, "following": 1, "next": 1, "after": 1}


def _beside(match: re.Match[str], base: date) -> DayHit:
    shift = BESIDE.get(match["which"] or match["way"] or "", 0)
    return DayHit(match.start(), match.end(), base + timedelta(days=shift), "day", "relative")
