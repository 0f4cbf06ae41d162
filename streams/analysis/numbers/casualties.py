"""The killed and injured that a sentence tells of, with bounds.

A number counts for the verb it is attached to ("killing 12", "12 were killed"); a part of it ("including three
children") does not. Every expression is bounded, so time is linear in the length of the sentence.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from streams.analysis.numbers.harms import BODIES, BODIES_OF, INSERTED, SIGNS
from streams.analysis.numbers.numbers import find_numbers
from streams.analysis.numbers.signs import folded, holds_any
from streams.analysis.numbers.tolls import Kind, Toll, find_tolls, kinds_of


@dataclass(frozen=True, slots=True)
class Casualties:
    """Tolls of one sentence: None where it says nothing, 0 where it says none.

    Spans are characters, from the number to the verb. `cumulative` marks a total over many incidents ("has killed more
    than 20,000 since"), which is no toll of this one.
    """

    killed: int | None = None
    injured: int | None = None
    killed_low: int | None = None
    killed_high: int | None = None
    injured_low: int | None = None
    injured_high: int | None = None
    killed_span: tuple[int, int] | None = None
    injured_span: tuple[int, int] | None = None
    cumulative: bool = False


NONE = re.compile(
    r"(?:\b(?:no|without|not|never|zero|nor)|n['\u2019]t)\s(?P<between>(?:[\w'\u2019-]{1,20}\s){0,5}?)"
    r"(?P<what>casualt(?:y|ies)|injur(?:y|ies)|deaths?(?!\s(?:penalty|row|squads?|sentence|threats?))"
    r"|fatalit(?:y|ies)|loss\sof\slife|victims)\b(?:\s(?:or|nor|and)\s(?P<or>injuries|casualties|deaths|fatalities))?"
)
UNKNOWN = re.compile(
    r"\b(?:to|immediate|immediately|clear|know|known|about|how|sure|confirm|rule|more|other|further|specify|details?|word|information)\b"
)
NOBODY = re.compile(
    r"\b(?:no\sone|nobody|no-one|none(?:\sof(?:\s[\w'\u2019-]{1,20}){1,5}?)?|no\s[\w-]{1,20}(?:\s[\w-]{1,20}){0,3}?)\s"
    r"(?:(?:was|were|has\sbeen|had\sbeen|have\sbeen|is)(?:\s(?!not)[\w-]{1,20})??\s)?"
    r"(?P<what>killed|hurt|injured|harmed|wounded|died)(?:\sn?or\s(?P<or>killed|hurt|injured|harmed|wounded))?\b"
)
NO_ONE = re.compile(  # "but killing no one"
    r"\b(?P<what>killing|killed|injuring|injured|wounding|wounded|hurting|hurt|harming|harmed)\s(?:no\sone|no-one|nobody|none)\b"
)
UNHURT = re.compile(r"\b(?:unhurt|unharmed|uninjured|unscathed)\b|\bnot\s(?:been\s)?(?:hurt|injured|wounded|harmed)\b")


@lru_cache(maxsize=4)  # asked once for each attack of a sentence
def find_casualties(text: str) -> Casualties:
    """The killed and injured of one sentence."""
    low = folded(text)
    if not holds_any(low, SIGNS):
        return Casualties()
    low = INSERTED.sub(_blanked, INSERTED.sub(_blanked, low))  # what stands in brackets, then what is set off
    tolls = list(find_tolls(low, text))
    killed = _best("killed", tolls) or _bodies(low, text) or _one("killed", low)
    injured = _best("injured", tolls) or _one("injured", low)
    zeros = _zeros(low) if not (killed and injured) else {}
    return _casualties(killed or zeros.get("killed"), injured or zeros.get("injured"))


def _bodies(low: str, text: str) -> Toll | None:
    """The dead whose bodies are counted: "recovered 13 bodies"."""
    for hit in find_numbers(text):
        counted = BODIES.match(low, hit.end) or BODIES_OF.search(low, max(0, hit.start - 12), hit.start)
        if counted and hit.unit is None:
            return Toll("killed", hit.start, hit.end, hit.value, hit.low, hit.high)
    return None


HIM = r"\s(?:him|her)(?=\s?[,.;]|\s?$|\s(?:on|in|at|near|outside|instantly|before|as|when|while|after)\b)"
ONE = {"killed": re.compile(rf"\bkill(?:ing|ed){HIM}"), "injured": re.compile(rf"\b(?:wound|injur)(?:ing|ed){HIM}")}


def _one(kind: Kind, low: str) -> Toll | None:
    """The one who was hit: "fired at the mayor's car, killing him"."""
    match = ONE[kind].search(low)
    return Toll(kind, match.start(), match.end(), 1, 1, 1) if match else None


ANSWERED = re.compile(
    r"\b(?:in\s(?:response|retaliation|revenge|reprisal|retribution)\s(?:to|for)|to\savenge|avenging"
    r"|(?:retaliating|retaliated)\sfor)\b(?:(?!\sand\s(?:has|have|had|was|were|also)\b)[^,;]){0,200}"
)


def answered(text: str) -> tuple[int, int] | None:
    """Where a sentence names the attack that another answers: "fired at it [in retaliation for a raid that killed
    six]"."""
    match = ANSWERED.search(folded(text))
    return match.span() if match else None


def _blanked(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def _casualties(killed: Toll | None, injured: Toll | None) -> Casualties:
    return Casualties(
        killed=killed.value if killed else None,
        injured=injured.value if injured else None,
        killed_low=killed.low if killed else None,
        killed_high=killed.high if killed else None,
        injured_low=injured.low if injured else None,
        injured_high=injured.high if injured else None,
        killed_span=(killed.start, killed.end) if killed else None,
        injured_span=(injured.start, injured.end) if injured else None,
        cumulative=any(toll.cumulative for toll in (killed, injured) if toll),
    )


def _best(kind: Kind, tolls: Iterable[Toll]) -> Toll | None:
    """The first toll of this incident, with those that "another" adds; a total over many only if there is no other."""
    mine = sorted((toll for toll in tolls if toll.kind == kind), key=lambda toll: toll.cumulative)
    if not mine:
        return None
    best = mine[0]
    if best.late and (stated := next((toll for toll in mine if toll.stated), None)):
        return stated
    for toll in mine[1:]:
        if toll.further and not best.cumulative:
            best = _sum(best, toll)
    return best


def _sum(one: Toll, other: Toll) -> Toll:
    high = None if one.high is None or other.high is None else one.high + other.high
    return replace(one, end=max(one.end, other.end), value=one.value + other.value, low=one.low + other.low, high=high)


def _zeros(low: str) -> dict[Kind, Toll]:
    """What the sentence says there was none of."""
    zeros: dict[Kind, Toll] = {}
    none = (match for match in NONE.finditer(low) if not UNKNOWN.search(match["between"]))
    for match in (*none, *NOBODY.finditer(low), *NO_ONE.finditer(low)):
        for word in filter(None, (match["what"], match.groupdict().get("or"))):
            for kind in kinds_of(word):
                zeros.setdefault(kind, Toll(kind, match.start(), match.end(), 0, 0, 0))
    if unhurt := UNHURT.search(low):
        zeros.setdefault("injured", Toll("injured", unhurt.start(), unhurt.end(), 0, 0, 0))
    return zeros
