"""Days by the calendar: "7 October", "early May", "2023-11-07", "in 1989"."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from streams.analysis.days.days import (
    DETERMINER,
    MODIFIED,
    MONTH_FORM,
    NUMBER_OF,
    TH_FORM,
    WHICH_YEAR_FORM,
    YEAR_FORM,
    DayHit,
    Page,
    lies_ahead,
    shift_of,
    valid_day,
    width_of,
)
from streams.analysis.numbers.number_words import MONTHS

NAMED_DAYS = {
    "9/11": date(2001, 9, 11),
    "26/11": date(2008, 11, 26),
    "7/10": date(2023, 10, 7),
    "10/7": date(2023, 10, 7),
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
MONTH_FIRST = re.compile(
    rf"{MONTH_FORM}(?:\s(?:the\s)?|(?<=\.))(?P<day>\d{{1,2}}){TH_FORM}(?![\d/%a-z]|[.,:]\d|\s(?:percent|per\scent|km|people)\b)"
    rf"(?:\s?(?P<link>-|\u2013|to|through|and|,)\s?(?P<last>\d{{1,2}}){TH_FORM}(?=\s?(?:[.,;:)(]|$)|\s(?:in|at|by|near"
    rf"|when|against|as|for|on)\b))?"
    rf"(?:,?\s(?:of\s)?{YEAR_FORM}|,?\s(?:of\s)?{WHICH_YEAR_FORM})?"
)
DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}}){TH_FORM}(?:\s?(?P<link>-|\u2013|to|through|and|or|,)\s?(?P<last>\d{{1,2}}){TH_FORM})?[\s-](?:of\s"
    rf"|\w+day\sof\s)?{MONTH_FORM}"
    rf"(?:(?:,?\s(?:of\s)?|-){YEAR_FORM}|\s['\u2019]?(?P<short>\d\d)(?=\s?(?:[.,;:)(\[\u2013-]|$))|,?\s(?:of\s)?{WHICH_YEAR_FORM})?"
)
MONTH_SIGN = re.compile(rf"\b(?:{MONTHS})\b")
MONTH_PART = re.compile(
    r"\b(?:(?:early|mid|late|start\sof|beginning\sof|middle\sof|end\sof|month\sof)[\s-](?:in\s)?)?(?:(?:last|this"
    r"|next|past)\s)?$"
)
MONTH_ALONE = re.compile(
    r"(?:(?P<part>early|mid|late|start\sof|beginning\sof|middle\sof|end\sof"
    r"|month\sof)[\s-](?:in\s)?)?(?P<which>(?:last|this|next|past)\s)?"
    rf"{MONTH_FORM}(?:,?\s(?:of\s)?{YEAR_FORM}|,?\s(?:of\s)?{WHICH_YEAR_FORM})?(?P<own>['\u2019]s)?(?!\s\d{{1,2}}\b)"
)
ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:t\d\d:\d\d\S{0,12})?\b")
SLASHED = re.compile(
    r"\b(?<![/.\d])(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)\b(?![/.]\d)"
)
NAMED = re.compile(r"(?<![\d/.])(?:9/11|26/11|7/10|10/7)(?![\d/])")
YEAR = re.compile(rf"{YEAR_FORM}(?![%/-]\d|\.\d|\s?(?:%|gmt|hours|hrs|local|utc)\b)")
NO_MAY_AFTER = re.compile(r"\s(?:be|have|not|also|well|soon|never|still|no\slonger)\b")
MONTH_OPENING = re.compile(r"\b(?:in|since|during|until|till|through)\s(?:the\s)?$")
MONTH_OPENING_LOOSE = re.compile(r"\b(?:by|from|before|after|between|and|to)\s$")
YEAR_OPENING = re.compile(
    r"\b(?:in|since|during|of|by|until|till|from|before|after|late|early|mid|between|spring|summer|autumn|fall"
    r"|winter|(?:19|20)\d\d"
    r"\s(?:and|to))[\s-]$"
)
_SCHEDULED = (
    "(?:elections?|summit|meetings?|talks|vote|referendum|conference|inauguration|polls?|trial|deadline|hearing)"
)
SCHEDULED_AFTER = re.compile(rf"\s(?:[\w'\u2019-]{{1,30}}\s){{0,2}}{_SCHEDULED}\b")
SCHEDULED_BEFORE = re.compile(rf"\b{_SCHEDULED}\s(?:on\s)?(?:the\s)?$")


def of_month(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    return _month(match, page) if match.re is MONTH_ALONE else _explicit(match, page)


def _explicit(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    """A day, or two, or a range of them, of a named month."""
    if _no_month(match, page):
        return
    month, number = NUMBER_OF[match["month"][:3]], int(match["day"])
    if page.low[match.start() - 1 : match.start()] in ("/", "$", ":", "-", "."):
        return
    day = resolved(match, month, number, page)
    if not day:
        return
    start, end = match.span()
    last = match["last"] and valid_day(day.year, month, int(match["last"]))
    if not last:
        end = end if not match["last"] or match.re is DAY_FIRST or match["year"] else match.end("day")
        yield DayHit(start, end, day, "day", "explicit")
    elif match["link"] in ("-", "\u2013", "to", "through") or page.low.endswith("between ", 0, start):
        yield DayHit(start, end, last, width_of(day, last), "explicit", first=day)
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


def resolved(match: re.Match[str], month: int, number: int, page: Page) -> date | None:
    groups = match.groupdict()
    if groups["year"]:
        return valid_day(int(groups["year"]), month, number)
    if groups.get("short"):
        return valid_day(_in_full(int(groups["short"]), page.published.year), month, number)
    if groups["which_year"]:
        return valid_day(page.published.year + shift_of(groups["which_year"]), month, number)
    near = (valid_day(page.published.year + shift, month, number) for shift in (-1, 0, 1))
    days = [day for day in near if day]
    if lies_ahead(match, page):
        return min(days, key=lambda day: abs(day - page.published), default=None)
    start = match.start()
    scheduled = SCHEDULED_AFTER.match(page.low, match.end()) or SCHEDULED_BEFORE.search(
        page.low, max(0, start - 24), start
    )
    latest = page.published + timedelta(days=10 if scheduled else 1)
    return max((day for day in days if day <= latest), default=None)


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


def _in_full(short: int, today: int) -> int:
    """The year of two figures that is next to today's, at most ten years ahead: 89 was 1989."""
    years = (century + short for century in range(today // 100 * 100 - 100, today + 101, 100))
    return max(year for year in years if year <= today + 10)


def _year_of(match: re.Match[str], month: int, page: Page) -> int:
    today = page.published
    if match["year"]:
        return int(match["year"])
    if match["which_year"]:
        return today.year + shift_of(match["which_year"])
    which = (match["which"] or "").strip()
    if which == "next" or lies_ahead(match, page):
        return today.year + (month < today.month)
    if which in ("last", "past") and month == today.month:
        return today.year - 1
    return today.year if which == "this" else today.year - (month > today.month)


def iso_day(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    if day := valid_day(int(match["year"]), int(match["month"]), int(match["day"])):
        yield DayHit(match.start(), match.end(), day, "day", "explicit")


def slashed_day(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    """Day and month in figures, when only one order makes a date, or one of the last days."""
    one, two, year = int(match["a"]), int(match["b"]), int(match["year"])
    days = {day for day in (valid_day(year, two, one), valid_day(year, one, two)) if day}
    days = {day for day in days if abs(page.published - day) < timedelta(days=10)} or days
    if len(days) == 1:
        yield DayHit(match.start(), match.end(), days.pop(), "day", "explicit")


def named_day(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    before = page.low[max(0, match.start() - 8) : match.start()]
    if match[0] in ("9/11", "26/11") or before.endswith(("since ", "after ", "before ", "pre-", "post-")):
        yield DayHit(match.start(), match.end(), NAMED_DAYS[match[0]], "day", "explicit", "modifier")


def year_alone(match: re.Match[str], page: Page) -> Iterator[DayHit]:
    low, (start, end) = page.low, match.span()
    if start and (low[start - 1].isalnum() or low[start - 1] in ".,/$\u00a3\u20ac"):
        return
    year = int(match["year"])
    opened = YEAR_OPENING.search(low, max(0, start - 12), start)
    if opened or (DETERMINER.search(low, max(0, start - 20), start) and MODIFIED.match(low, end)):
        last = min(date(year, 12, 31), page.published) if year == page.published.year else date(year, 12, 31)
        yield DayHit(start, end, last, "year", "explicit", first=date(year, 1, 1))


def months_in(low: str) -> Iterator[re.Match[str]]:
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
