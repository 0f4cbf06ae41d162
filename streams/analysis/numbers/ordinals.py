"""Orders: "the 14th and 15th attacks", "a second strike"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from streams.analysis.numbers.number_words import MONTHS, TENS
from streams.analysis.numbers.numerals import WORD, longest_first
from streams.analysis.numbers.signs import folded

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
ORDINALS = {word: value for value, word in enumerate(_ORDINALS, start=1)}
ORDINALS |= {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}


@dataclass(frozen=True, slots=True)
class OrdinalHit:
    """The place of a thing in a row: "the 14th attack" has value 14."""

    start: int
    end: int
    value: int


ORDER_SIGNS = frozenset([*ORDINALS, "st", "nd", "rd", "th"])
ORDINAL = re.compile(
    rf"\b(?:(?P<digits>\d{{1,4}})(?:st|nd|rd|th)"
    rf"|(?:(?P<tens>{'|'.join(TENS)})[\s-])?(?P<word>{longest_first(ORDINALS)}))\b"
)
NO_ORDER_AFTER = re.compile(
    r"(?:[\s-])(?:century|centuries|street|avenue|brigade|fleet|division|battalion|regiment|army|corps|parallel"
    r"|amendment|anniversary"
    r"|floor|birthday|congress|wing|squadron|infantry|armou?red|airborne|mountain|military|naval|grade|hand"
    r"|quarter|half|lady|aid"
    rf"|minister|place|most|largest|biggest|highest|world|term|season|of\s(?:{MONTHS})|{MONTHS})\b"
)
NO_ORDER_BEFORE = re.compile(rf"\b(?:(?:{MONTHS})\.?\s(?:the\s)?|per\s|split[\s-]|at\s|one[\s-]|two[\s-])$")


def find_ordinals(text: str) -> list[OrdinalHit]:
    """All ordinals that may number an occurrence; "21st century", "5th Fleet" and "7th of October" do not."""
    low = folded(text)
    if ORDER_SIGNS.isdisjoint(WORD.findall(low)):
        return []
    return [
        OrdinalHit(match.start(), match.end(), ordinal_value(match))
        for match in ORDINAL.finditer(low)
        if not NO_ORDER_AFTER.match(low, match.end())
        and not NO_ORDER_BEFORE.search(low, max(0, match.start() - 16), match.start())
    ]


def ordinal_value(match: re.Match[str] | Mapping[str, str | None]) -> int:
    """The number that a match of `ORDINAL` stands for."""
    if match["digits"]:
        return int(match["digits"])
    return TENS.get(match["tens"] or "", 0) + ORDINALS[match["word"] or ""]
