"""Units: a sentence as the words, known forms, days and marks that it is made of."""

import re
from collections.abc import Sequence
from itertools import pairwise

from streams.analysis.days.days import DayHit
from streams.analysis.lexicon.entries import Senses
from streams.analysis.syntax.grammar import BE, tag_of
from streams.analysis.syntax.phrases import Unit
from streams.analysis.syntax.scan import ENDING, Hit

ENCLITIC = r"(?:[sS]|ll|LL|ve|VE|re|RE|d|D|m|M)\b"  # "He'll" is two words, "O'Neill" and "isn't" are one.
TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|(?<=[a-z] )[A-Z]\.(?= [A-Z][a-z])|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|n't\b"
    rf"|'{ENCLITIC}|[A-Za-z0-9]+(?:'(?!{ENCLITIC})[A-Za-z]+)*|[^\sA-Za-z0-9]"
)
NUMBER = re.compile(
    r"\d[\d.,]*$|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|dozens|scores|"
    r"hundreds|thousands)$"
)


FIXED = {
    ("at", "least"): "D", ("at", "most"): "D", ("as", "many", "as"): "D", ("more", "than"): "D", ("fewer", "than"): "D",
    ("less", "than"): "D", ("no", "fewer", "than"): "D", ("up", "to"): "D", ("such", "as"): "P", ("due", "to"): "P",
    ("because", "of"): "P", ("so", "far"): "A", ("so", "that"): "S", ("as", "well", "as"): "C", ("even", "though"): "S",
    ("as", "part", "of"): "P", ("the", "same"): "D",
    ("in", "which"): "R", ("during", "which"): "R", ("in", "response", "to"): "P", ("in", "addition", "to"): "P",
    ("in", "front", "of"): "P", ("ahead", "of"): "P", ("instead", "of"): "P", ("away", "from"): "P", ("out", "of"): "P",
    ("on", "board"): "P", ("next", "to"): "P", ("close", "to"): "P", ("along", "with"): "C", ("together", "with"): "C",
    ("in", "order"): "A", ("as", "if"): "S", ("in", "case"): "S", ("no", "longer"): "G", ("rather", "than"): "P",
    ("not", "only"): "A", ("not", "just"): "A",
    ("steps", "up"): "V", ("over", "a", "hundred"): "#", ("over", "a", "thousand"): "#", ("over", "a", "dozen"): "#",
    ("in", "the", "wake", "of"): "S", ("in", "the", "aftermath", "of"): "S",
    ("near", "-", "daily"): "W",
    ("dozens", "of", "times"): "A", ("scores", "of", "times"): "A", ("hundreds", "of", "times"): "A",
}  # fmt: skip
MEANT = {
    "in the wake of": "following", "in the aftermath of": "following", "near - daily": "near-daily",
    "dozens of times": "times", "scores of times": "times", "hundreds of times": "times",
}  # fmt: skip


HEDGES = frozenset(  # of a number right behind them
    tuple(words.split())
    for words in (
        "close to",
        "just over",
        "just under",
        "well over",
        "no less than",
        "not less than",
        "upwards of",
        "in excess of",
        "a minimum of",
        "a total of",
    )
)
FIXED_PAIRS = frozenset(words[:2] for words in (*FIXED, *HEDGES))


def fixed(units: list[Unit]) -> list[Unit]:
    """Joins the words of a fixed expression ("at least", "such as") to one unit."""
    lows = [unit.low for unit in units]
    if FIXED_PAIRS.isdisjoint(pairwise(lows)):
        return units
    pairs = list(pairwise(lows))
    found: list[Unit] = []
    at = 0
    while at < len(units):
        unit = units[at]
        size = 1
        for length in (4, 3, 2) if at < len(pairs) and pairs[at] in FIXED_PAIRS else ():
            words, ahead = tuple(lows[at : at + length]), units[at + length : at + length + 1]
            hedged = words in HEDGES and bool(ahead) and ahead[0].tag == "#"
            tag = "D" if hedged else FIXED.get(words) if len(words) == length else None
            if tag == "P" and unit.low == "due" and at and units[at - 1].low in BE:
                continue
            if tag and not (tag == "D" and at + length < len(units) and units[at + length].tag not in "#WND"):
                text = " ".join(one.text for one in units[at : at + length])
                unit = Unit(text, MEANT.get(text.lower(), text.lower()), unit.start, units[at + length - 1].end, tag)
                size = length
                break
        found.append(unit)
        at += size
    return found


def without_asides(units: list[Unit]) -> list[Unit]:
    """Leaves out short asides in brackets ("(AQAP)", "[as heard]") and the "Jr." of a name."""
    if ASIDES.isdisjoint([unit.low for unit in units]):
        return units
    found: list[Unit] = []
    at = 0
    while at < len(units):
        if units[at].text in ("(", "["):
            close = next((i for i in range(at + 1, min(len(units), at + 10)) if units[i].text in (")", "]")), None)
            if close is not None:
                at = close + 1
                continue
        if units[at].low in JUNIOR:
            if found and found[-1].text == ",":
                found.pop()
            at += 2 if at + 1 < len(units) and units[at + 1].text == "." else 1
            at += at < len(units) and units[at].text == ","
            continue
        if units[at].text == "." and found and found[-1].low in TITLED and found[-1].end == units[at].start:
            at += 1
            continue
        found.append(units[at])
        at += 1
    return found


TITLED = frozenset(
    "pvt cpl spc cmdr mr mrs ms dr gen lt col maj capt sgt adm brig rep sen gov pres prof rev amb hon".split()
)
JUNIOR = frozenset(["jr", "sr"])
ASIDES = TITLED | JUNIOR | {"(", "["}


def units_of(
    text: str, base: int, hits: Sequence[Hit], days: Sequence[DayHit], *, upper: bool = False, headline: bool = False
) -> list[Unit]:
    """The units of a sentence; `base` is its offset in the scanned text, to which the hits refer.

    In a text all in capitals (`upper`) a word that the lexicon does not know is taken for a common one; in a headline
    whose words all have one, only what is known for a common word is.
    """
    known: dict[int, Hit | DayHit] = {hit.start - base: hit for hit in hits}
    if days:
        known |= {at: day for day in reversed(days) for at in range(day.start, day.end)}
        known |= {day.start: day for day in days}
    units: list[Unit] = []
    end = skip = 0
    for word in TOKEN.findall(text):
        start = text.find(word, end)
        end = start + len(word)
        if start < skip:
            continue
        if start not in known or (word in CLOCK and units and units[-1].tag == "#"):
            low, tag = PLAIN[word]
            units.append(Unit(low if upper else word, low, start, end, tag, None, None, headline and tag != "W"))
            continue
        units.append(known_unit(text, start, known[start], base, upper=upper))
        senses = units[-1].senses
        units[-1].common = headline and senses is not None and not senses.named
        skip = units[-1].end
    return fixed(without_asides(units))


def known_unit(text: str, start: int, known: Hit | DayHit, base: int, *, upper: bool) -> Unit:
    """A day, or a form of the lexicon, as a unit."""
    if isinstance(known, DayHit):
        word = text[start : known.end].lower() if upper else text[start : known.end]
        return Unit(word, word.lower(), start, known.end, "Y", None, known)
    end = known.end - base
    word = text[start:end].lower() if upper and not known.senses.named else text[start:end]
    if known.senses is ENDING:
        return Unit(word, word.lower(), start, end, "A")
    return Unit(word, word.lower(), start, end, "V" if telling(known.senses) else "N", known.senses)


def telling(senses: Senses) -> bool:
    """Whether a form is a verb that makes an event only where one side tells or sees another; it stays a plain verb."""
    return bool(senses.triggers) and senses.triggers[0].frame in ("tell", "see")


CLOCK = frozenset(["PM", "AM", "pm", "am"])  # "at 11 PM", no minister


class Plain(dict[str, tuple[str, str]]):
    """Words as they stand in texts, each in lower case and with its tag; forgotten when they are too many."""

    MOST = 1 << 16

    def __missing__(self, word: str) -> tuple[str, str]:
        if len(self) >= self.MOST:
            self.clear()
        found = self[word] = word.lower(), plain_tag(word)
        return found


PLAIN = Plain()


def plain_tag(word: str) -> str:
    """The tag of a word that the lexicon does not know."""
    low = word.lower()
    if low == "'s":
        return "s"
    if not word[0].isalnum() and len(word) == 1:
        return word[0]
    if NUMBER.match(low):
        return "#"
    return tag_of(low)
