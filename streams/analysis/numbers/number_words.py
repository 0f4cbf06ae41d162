"""The words for numbers and months, what they are worth, and the words that qualify them."""

import re

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


def word_value(word: str) -> int:
    """The value of a number word below a hundred ("forty", "twenty-two") or of digits; 1 for "a", "an"."""
    if word.isdecimal():
        return int(word)
    return sum(WORDS.get(part, 1 if part in ("a", "an") else 0) for part in re.split(r"[\s-]", word))
