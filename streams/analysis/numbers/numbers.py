"""Numbers in a sentence: how many, between which bounds, and which figures count nothing.

Works on the text of one sentence; every expression is bounded, so time is linear in its length. Offsets are characters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from streams.analysis.numbers.number_words import QUALIFIERS, SCALES, SEVERAL, VAGUE, word_value
from streams.analysis.numbers.numerals import (
    AFTER,
    BEFORE,
    BETWEEN,
    CLOCK_AFTER,
    COUNTED_AFTER,
    DAY_LIST_AFTER,
    DAY_LIST_BEFORE,
    DESIGNATION,
    JOINED,
    MONTH_AFTER,
    MONTH_BEFORE,
    NO_COUNT,
    NO_ONE,
    NUMBER,
    NUMBER_OR_ARTICLE,
    ONE_ALONE,
    OPENINGS,
    PEOPLE_AFTER,
    SEPARATORS,
    SIGN,
    SIGNS,
    THE_ONE,
    TOKEN,
    UNIT_AFTER,
    YEAR_BEFORE,
)
from streams.analysis.numbers.signs import folded


@dataclass(frozen=True, slots=True)
class NumberHit:
    """One number; `high` is None where the text sets no upper bound, `unit` names what makes it no count of things."""

    start: int
    end: int
    value: int
    low: int
    high: int | None
    qualifier: str | None = None
    unit: str | None = None


def find_numbers(text: str, *, articles: bool = False) -> list[NumberHit]:
    """All numbers that may count something, in order; with `articles`, "a" and "an" too, as 1.

    Years, times, dates and designations ("F-16", "Tower 22") are left out; measures, money and ages carry a `unit`.
    """
    low = folded(text)
    if not articles and SIGNS.isdisjoint(SIGN.findall(low)):
        return []
    atoms = [
        hit for match in _matches(low, NUMBER_OR_ARTICLE if articles else NUMBER) if (hit := _atom(match, low, text))
    ]
    return list(_ranges(atoms, low))


def _matches(low: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where the pattern matches at the start of a word or figure that can open a number."""
    done = 0
    for token in TOKEN.finditer(low):
        start = token.start()
        if start < done or not (token[0] in OPENINGS or token[0].isdecimal()) or (start and low[start - 1].isalnum()):
            continue
        if match := pattern.match(low, start):
            done = match.end()
            yield match


def _atom(match: re.Match[str], low: str, text: str) -> NumberHit | None:
    start, end = match.span()
    if match["digits"]:
        return _figure(match, low, text)
    if match.lastgroup == "article":
        return NumberHit(start, end, 1, 1, 1)
    if start and low[start - 1] == "-" and start > 1 and low[start - 2].isalpha():
        return None
    if match["small"]:
        if match["small"] == "one" and _pronoun(low, start, end):
            return None
        value = _spelled(match)
        return _measured(NumberHit(start, end, value, value, value), low)
    if match["twice"]:
        return NumberHit(start, end, 2, 2, 2)
    return _vague(match, low)


def _vague(match: re.Match[str], low: str) -> NumberHit:
    word = match["vague"] or match["several"]
    value = VAGUE.get(word) or SEVERAL[word]
    if match["power"]:
        value *= SCALES[match["power"][:-1]]
    if match["many"]:
        value *= SCALES[match["many"]]
    high = value if word == "couple" else None
    return _measured(NumberHit(match.start(), match.end(), value, value, high, word), low)


def _spelled(match: re.Match[str]) -> int:
    small = match["small"]
    if not match["scale"]:
        return word_value(small)
    value = 0.5 if small.startswith("half") else float(word_value(small))
    for word in re.split(r"[\s-]", match["scale"]):
        value *= SCALES.get(word, 1)
    return int(value) + (word_value(match["tail"]) if match["tail"] else 0)


def _pronoun(low: str, start: int, end: int) -> bool:
    window = max(0, start - 7)
    if NO_ONE.search(low, window, start) or low.startswith(" another", end):
        return True
    return bool(THE_ONE.search(low, window, start) and ONE_ALONE.match(low, end))


def _figure(match: re.Match[str], low: str, text: str) -> NumberHit | None:
    start, end = match.span()
    digits, glued, times = match["digits"], match["glued"], match["times"]
    if glued in NO_COUNT or _named(low, text, start, end, digits) or _dated(low, start, end, digits):
        return None
    if "." in digits and not (times or glued):
        return None
    plain = SEPARATORS.sub("", digits)
    scale = SCALES.get(times or glued or "", 1)
    value = int(float(plain) * scale) if "." in plain else int(plain) * scale
    if glued == "+":
        return NumberHit(start, end, value, value, None, "at least")
    hit = NumberHit(start, end, value, value, value)
    if glued and glued != "k":
        return replace(hit, unit=glued)
    return _measured(hit, low)


def _dated(low: str, start: int, end: int, digits: str) -> bool:
    """A year, a day of a month or a time of day."""
    if len(digits) <= 2 and digits.isdecimal():
        window = max(0, start - 22)
        if MONTH_BEFORE.search(low, window, start) or MONTH_AFTER.match(low, end):
            return True
        if DAY_LIST_AFTER.match(low, end) or DAY_LIST_BEFORE.search(low, window, start):
            return True
        return bool(CLOCK_AFTER.match(low, end)) and not low.startswith(" hours", end)
    if len(digits) == 4 and digits.isdecimal():
        if digits[0] == "0" or CLOCK_AFTER.match(low, end):
            return True
        if "1900" <= digits <= "2099":
            return not COUNTED_AFTER.match(low, end) or bool(YEAR_BEFORE.search(low, max(0, start - 8), start))
        return low[max(0, start - 3) : start] == "at " and int(digits[2:]) < 60 and digits < "2400"
    return "." in digits and bool(CLOCK_AFTER.match(low, end))


def _named(low: str, text: str, start: int, end: int, digits: str) -> bool:
    """A figure that names a thing: glued to letters or slashes, or after "Tower", "Boeing", "Resolution"."""
    before = low[start - 1] if start else " "
    if before in "/#:.'\u2019" or (before == "," and start > 1 and low[start - 2].isdigit()):
        return True
    if before in "-\u2013" and (start < 2 or (not low[start - 2].isdigit() and low[start - 2] != " ")):
        return True
    following = low[end : end + 2]
    if (
        following[:1] == "/"
        or (following[:1] in ":." and following[1:].isdigit())
        or (following[:1] == "," and following[1:].isdigit())
    ):
        return True
    if DESIGNATION.search(low, max(0, start - 14), start):
        return True
    return _after_a_name(low, text, start, end)


def _after_a_name(low: str, text: str, start: int, end: int) -> bool:
    if before_upper := text[max(0, start - 24) : start].isupper():
        return not before_upper
    space = text.rfind(" ", 0, max(0, start - 1))
    word = text[space + 1 : start - 1]
    return (
        space > 0
        and start > 1
        and text[start - 1] == " "
        and len(word) > 1
        and word[0].isupper()
        and word[-1].isalpha()
        and not PEOPLE_AFTER.match(low, end)
        and text[end : end + 2].strip()[:1] in ("", ".", ",", ")", ";", "-", *"abcdefghijklmnopqrstuvwxyz")
        and not low.startswith((" civilian", " and ", " or "), end)
    )


def _measured(hit: NumberHit, low: str) -> NumberHit:
    """The hit with its unit, or its "-strong", "or more" folded in."""
    if low[hit.start - 1 : hit.start] in ("$", "€", "£", "¥"):
        return replace(hit, unit=low[hit.start - 1])
    if match := AFTER.match(low, hit.end):
        word = match[1] or match[2]
        if "old" in word:
            return replace(hit, end=match.end(), unit="years old")
        if word in ("plus", "or more"):
            return replace(hit, end=match.end(), high=None, qualifier="at least")
        return replace(hit, end=match.end(), qualifier="about" if word in ("odd", "or so") else hit.qualifier)
    if match := UNIT_AFTER.match(low, hit.end):
        return replace(hit, unit=match[1])
    if low[hit.end : hit.end + 1] == "-" and low[hit.end + 1 : hit.end + 2].isalpha():
        return replace(hit, unit="-")
    if (
        low[hit.start - 2 : hit.start] == ", "
        and low[hit.end : hit.end + 1] == ","
        and hit.end - hit.start == 2
        and 9 < hit.value < 100
    ):
        return replace(hit, unit="years old")
    return hit


def _stands(hit: NumberHit, low: str) -> bool:
    """Not half of a score ("2-1") whose other half was dropped."""
    return not (low[hit.end : hit.end + 1] in ("-", "\u2013") and low[hit.end + 1 : hit.end + 2].isdigit()) and not (
        low[hit.start - 1 : hit.start] in ("-", "\u2013") and low[hit.start - 2 : hit.start - 1].isdigit()
    )


def _ranges(atoms: list[NumberHit], low: str) -> Iterator[NumberHit]:
    """The numbers with "10 to 15" and "between 10 and 15" made one, each with its qualifier."""
    position = 0
    while position < len(atoms):
        hit = atoms[position]
        position += 1
        if position < len(atoms) and (joined := _range(hit, atoms[position], low)):
            position += 1
            yield joined
        elif _stands(hit, low):
            yield _qualified(hit, low)


def _range(first: NumberHit, last: NumberHit, low: str) -> NumberHit | None:
    if last.start - first.end > 5 or first.value >= last.value or first.qualifier or last.qualifier:
        return None
    opening = BETWEEN.search(low, max(0, first.start - 8), first.start)
    link = low[first.end : last.start]
    if not (JOINED.fullmatch(link) or (opening and link == " and ")):
        return None
    if first.unit and first.unit not in ("$", "€", "£", "¥", last.unit):
        return None
    start = opening.start() if opening else first.start
    middle = (first.value + last.value) // 2
    return NumberHit(start, last.end, middle, first.value, last.value, "between", last.unit or first.unit)


def _qualified(hit: NumberHit, low: str) -> NumberHit:
    """The hit with the qualifier before it folded in, and the bounds that it sets."""
    before = BEFORE.search(low, max(0, hit.start - 30), hit.start - (hit.unit in ("$", "€", "£", "¥")))
    if not before:
        return hit
    if hit.qualifier not in (None, "about"):
        return replace(hit, start=before.start())
    name = QUALIFIERS[before[1]]
    low_bound, high_bound = _bounds(name, hit.value)
    return replace(hit, start=before.start(), low=low_bound, high=high_bound, qualifier=name)


def _bounds(name: str, value: int) -> tuple[int, int | None]:
    margin = max(1, value // 10)
    return {
        "almost": (value - margin, value),
        "about": (value - margin, value + margin),
        "more than": (value + 1, None),
        "at least": (value, None),
        "up to": (1, value),
        "fewer than": (0, value - 1),
    }[name]
