"""Numbers in a sentence: how many, between which bounds, and which figures count nothing.

Works on the text of one sentence; every expression is bounded, so time is linear in its length. Offsets are characters.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
UNITS = {word: value for value, word in enumerate(_UNITS, start=1)}
TEENS = {word: value for value, word in enumerate(_TEENS, start=10)}
TENS = {word: 10 * value for value, word in enumerate(_TENS, start=2)}
WORDS = {**UNITS, **TEENS, **TENS}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "k": 1000}
VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "tens": 20, "millions": 2 * 10**6}
SEVERAL = {"several": 3, "few": 3, "couple": 2, "handful": 3, "multiple": 2, "numerous": 3}
MONTH_NAMES = "january|february|march|april|may|june|july|august|september|october|november|december"
MONTH_ABBREVIATIONS = "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
MONTHS = f"{MONTH_NAMES}|{MONTH_ABBREVIATIONS}"
QUALIFIERS = {
    "almost": "almost",
    "nearly": "almost",
    "close to": "almost",
    "just under": "almost",
    "some": "about",
    "about": "about",
    "around": "about",
    "roughly": "about",
    "approximately": "about",
    "an estimated": "about",
    "more than": "more than",
    "over": "more than",
    "just over": "more than",
    "well over": "more than",
    "in excess of": "more than",
    "at least": "at least",
    "no fewer than": "at least",
    "no less than": "at least",
    "not less than": "at least",
    "upwards of": "at least",
    "a minimum of": "at least",
    "up to": "up to",
    "as many as": "up to",
    "at most": "up to",
    "no more than": "up to",
    "fewer than": "fewer than",
    "less than": "fewer than",
    "under": "fewer than",
}
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
ORDINALS = {word: value for value, word in enumerate(_ORDINALS, start=1)}
ORDINALS |= {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}


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


@dataclass(frozen=True, slots=True)
class OrdinalHit:
    """The place of a thing in a row: "the 14th attack" has value 14."""

    start: int
    end: int
    value: int


def _longest_first(words: dict[str, object] | dict[str, int] | dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_SMALL = rf"(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(UNITS)})\b)?|{'|'.join(TEENS)}|{'|'.join(UNITS)}"
_SCALE = r"dozen|hundred|thousand|million|billion"
_ATOM = (
    r"(?:(?P<digits>\d{1,3}(?:,\d{3}){1,4}(?![,\d])|\d{1,3}(?: \d{3}){1,3}(?!\d)|\d{1,9}(?:\.\d{1,3})?(?!\d))"
    rf"(?:(?P<glued>[a-z]{{1,4}}\b|[%+])|[\s-](?P<times>{_SCALE})\b)?"
    rf"|(?P<small>{_SMALL}|half\sa|an?(?=\s(?:{_SCALE})\b))\b"
    rf"(?P<scale>(?:[\s-](?:{_SCALE})\b){{1,2}}(?:\s(?:and\s)?(?P<tail>{_SMALL})\b)?)?"
    r"|(?P<vague>tens(?=\sof)|dozens|scores(?=\s(?:of|more|killed|dead|wounded|injured|were|are|have)\b)|hundreds"
    r"|thousands"
    r"|millions)(?:\sof\s(?P<power>thousands|millions))?\b"
    rf"|(?:a\s)?(?P<several>several|(?<=a\s)few|couple|handful|multiple|numerous)\b(?:\s(?P<many>{_SCALE})\b)?"
    r"|(?P<twice>twice)\b"
)
NUMBER = re.compile(_ATOM + ")")
NUMBER_OR_ARTICLE = re.compile(_ATOM + r"|(?P<article>an?)(?=\s(?:[a-z]|\d{1,2}-year)))")
TOKEN = re.compile(r"[a-z]+|\d+")
SIGNS = frozenset([*WORDS, *SCALES, *VAGUE, *SEVERAL, *"0123456789", "twice"])
OPENINGS = SIGNS | {"a", "an", "half"}
SIGN = re.compile(r"[a-z]+|\d")
WORD = re.compile("[a-z]+")
BEFORE = re.compile(rf"\b({_longest_first(QUALIFIERS)})\s(?:a\stotal\sof\s)?$")
BETWEEN = re.compile(r"\b(?:between|from)\s$")
JOINED = re.compile(r"\s?[-\u2013]\s?|\s(?:to|or)\s")
AFTER = re.compile(r"(?:-(strong|odd|plus|year-old|years-old)\b|\s(or\smore|or\sso|years?[\s-]olds?)\b)")
NO_COUNT = {"st", "nd", "rd", "th", "s", "am", "pm", "gmt", "z", "hrs"}
UNIT_AFTER = re.compile(
    r"(?:\s|-|\s?-\s)?(%|percent\b|per\scent\b|percentage\b|°|(?:kilomet(?:er|re)|met(?:er|re)|mile|hour|minute"
    r"|second|day|week|month"
    r"|year|decade|degree|tonne|ton|acre|hectare|barrel|dollar|euro|pound|peso|rupee|gallon|lit(?:er|re)|yard"
    r"|inche?|kilo"
    r"|knot|cent|point|third|quarter|fifth|tenth)s?\b|(?:km|kms|kg|mm|cm|kph|mph|feet|foot|ft|lbs?|rpm|mw|gb)\b"
    r"|(?:p|a)\.?m\b|gmt\b|hrs?\b"
    r"|o['\u2019]clock\b)"
)
CLOCK_AFTER = re.compile(r"(?::\d\d|\s?(?:[ap]\.?m\b|gmt\b|hrs\b|utc\b|o['\u2019]clock|local\stime|hours\b))")
MONTH_AFTER = re.compile(rf"\s(?:of\s)?(?:{MONTHS})\b")
MONTH_BEFORE = re.compile(rf"(?<!\d\s)\b(?:{MONTHS})\.?\s(?:the\s)?$")
DAY_LIST_AFTER = re.compile(rf"\s?(?:-|\u2013|,|and|to)\s?\d{{1,2}}\s(?:{MONTHS})\b")
DAY_LIST_BEFORE = re.compile(rf"\b(?:{MONTHS})\.?\s\d{{1,2}}\s?(?:-|\u2013|,|and|to)\s?$")
DESIGNATION = re.compile(
    r"\b(?:boeing|airbus|tower|unit|article|section|route|highway|flight|resolution|nos?\.|number|chapter|law|page"
    r"|channel|force|area"
    r"|camp|gate|phase|level|apollo|covid|type|mark|model|room|block|zone|sector|terminal|class|act|group|division"
    r"|brigade"
    r"|battalion|decree|case|bill|season|episode|round|week|day|grade|war|version|windows|iphone|aged?|interstate"
    r"|ward|district"
    r"|psalm|verse|bus|platform|formula|volume|appendix|annex|hangar|line|age\sof|kilomet(?:er|re)|km|top|fiscal"
    r"|mi|mig|su|antonov)\s$"
)
YEAR_BEFORE = re.compile(
    r"\b(?:in|since|of|by|from|until|till|during|before|after|year|late|early|mid|spring|summer|autumn|fall|winter)\s$"
)
COUNTED_AFTER = re.compile(
    r"\s(?:people|persons|men|women|children|troops|soldiers|civilians|fighters|militants|rebels|refugees"
    r"|prisoners|dead|killed|wounded"
    r"|injured|others|rockets|missiles|drones|attacks)\b"
)
PEOPLE_AFTER = re.compile(
    r"\s(?:people|persons|men|women|children|troops|dead|killed|wounded|injured|others|were|are|have|more|police"
    r"|of|\w{2,20}s)\b"
)
NO_ONE = re.compile(r"\b(?:no|any|every|each|some)\s$")
THE_ONE = re.compile(r"\b(?:this|that|the|which)\s$")
ONE_ALONE = re.compile(r"\s?(?:[.,;:)]|$)|\s(?:who|that|which|is|at|found|can|could|another)\b")
SEPARATORS = re.compile("[, ]")
ORDER_SIGNS = frozenset([*ORDINALS, "st", "nd", "rd", "th"])
ORDINAL = re.compile(
    rf"\b(?:(?P<digits>\d{{1,4}})(?:st|nd|rd|th)"
    rf"|(?:(?P<tens>{'|'.join(TENS)})[\s-])?(?P<word>{_longest_first(ORDINALS)}))\b"
)
NO_ORDER_AFTER = re.compile(
    r"(?:[\s-])(?:century|centuries|street|avenue|brigade|fleet|division|battalion|regiment|army|corps|parallel"
    r"|amendment|anniversary"
    r"|floor|birthday|congress|wing|squadron|infantry|armou?red|airborne|mountain|military|naval|grade|hand"
    r"|quarter|half|lady|aid"
    rf"|minister|place|most|largest|biggest|highest|world|term|season|of\s(?:{MONTHS})|{MONTHS})\b"
)
NO_ORDER_BEFORE = re.compile(rf"\b(?:(?:{MONTHS})\.?\s(?:the\s)?|per\s|split[\s-]|at\s|one[\s-]|two[\s-])$")


def folded(text: str) -> str:
    """The text in lower case at the same offsets, every kind of blank made a plain one."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.translate(_BLANKS) if holds_any(low, "\n\r\t\u00a0\u202f") else low


_BLANKS = str.maketrans("\n\r\t\u00a0\u202f", "     ")


def holds_any(text: str, signs: Iterable[str]) -> bool:
    """Whether one of the signs stands in the text: the gate before dearer work."""
    for sign in signs:  # noqa: SIM110 - twice as fast as any() over a generator, and it runs on every sentence
        if sign in text:
            return True
    return False


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


def find_ordinals(text: str) -> list[OrdinalHit]:
    """All ordinals that may number an occurrence; "21st century", "5th Fleet" and "7th of October" do not."""
    low = folded(text)
    if ORDER_SIGNS.isdisjoint(WORD.findall(low)):
        return []
    return [
        OrdinalHit(match.start(), match.end(), _ordinal_value(match))
        for match in ORDINAL.finditer(low)
        if not NO_ORDER_AFTER.match(low, match.end())
        and not NO_ORDER_BEFORE.search(low, max(0, match.start() - 16), match.start())
    ]


def word_value(word: str) -> int:
    """The value of a number word below a hundred ("forty", "twenty-two") or of digits; 1 for "a", "an"."""
    if word.isdecimal():
        return int(word)
    return sum(WORDS.get(part, 1 if part in ("a", "an") else 0) for part in re.split(r"[\s-]", word))


def _ordinal_value(match: re.Match[str]) -> int:
    if match["digits"]:
        return int(match["digits"])
    return TENS.get(match["tens"], 0) + ORDINALS[match["word"]]


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
