"""Tolls: each number of dead or hurt that a clause states, and what it stands beside."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from streams.analysis.numbers.harms import (
    AFTER_PREPOSITION,
    BARE,
    BARE_GAP,
    CLAUSE_START,
    COORDINATED,
    CULPRIT,
    FOES,
    FURTHER,
    HARM,
    LATE,
    LEFT_DEAD,
    LONG_GAP,
    MIXED,
    NOT_DEAD,
    NOT_REAL,
    NOUN,
    OBJECT_GAP,
    ONE_AND,
    ONE_MORE,
    OWN_CLAUSE,
    PASSIVE_AFTER,
    PASSIVE_BEFORE,
    PASSIVE_GAP,
    PERFECT,
    RAISED,
    RAISING,
    RELATED,
    RISEN,
    SECOND,
    THINGS,
    TOLL_END,
    TOLL_GAP,
    TOTAL,
    USED_TO,
    WHOLE_WAR,
)
from streams.analysis.numbers.numbers import NumberHit, find_numbers

Kind = Literal["killed", "injured"]


@dataclass(frozen=True, slots=True)
class Toll:
    """One number of killed or injured, as it stands in the text."""

    kind: Kind
    start: int
    end: int
    value: int
    low: int
    high: int | None
    cumulative: bool = False
    further: bool = False
    stated: bool = False  # as "the toll"
    late: bool = False  # of those who died later


def find_tolls(low: str, text: str) -> Iterator[Toll]:
    harms = list(HARM.finditer(low))
    if not harms:
        return
    blanked = (
        "".join(char if keep != " " else " " for char, keep in zip(text, low, strict=True)) if "  " in low else text
    )
    counted = [
        hit
        for hit in find_numbers(blanked, articles=True)
        if hit.unit is None and not any(other.match(low, hit.end) for other in (THINGS, CULPRIT, FOES))
    ]
    numbers = sorted([*counted, *(_one(match.start(), match.end()) for match in ONE_MORE.finditer(low))], key=_start)
    skip = -1
    for match in harms:
        if match.start() < skip or not _real(match, low):
            continue
        mixed = MIXED.match(low, match.end())
        if mixed and not (match[0] == "dead" and _counts(numbers, mixed.end() + 1)):
            skip = mixed.end()
            continue
        if toll := _toll(match, numbers, low):
            yield toll


def _one(start: int, end: int) -> NumberHit:
    return NumberHit(start, end, 1, 1, 1)


def _counts(numbers: list[NumberHit], offset: int) -> bool:
    """Whether a number stands at an offset, so that a verb before it has an object: "dead and wounded 14"."""
    return any(hit.start == offset for hit in numbers)


def _real(match: re.Match[str], low: str) -> bool:
    """Not "would have killed", "to kill", "the wounded", "Dead Sea"."""
    start = match.start()
    window = max(0, start - 24)
    if match["noun"] or match["toll"] or NOUN.match(low, start):
        return True
    if match[0] in ("kill", "wound", "injure", "die", "executing") and BARE.search(low, window, start):
        return bool(USED_TO.search(low, max(0, start - 60), start))
    if match[0] == "dead" and (NOT_DEAD.match(low, match.end()) or THINGS.match(low, match.end())):
        return False
    return not NOT_REAL.search(low, window, start)


def _toll(match: re.Match[str], numbers: list[NumberHit], low: str) -> Toll | None:
    kind: Kind = "injured" if (match.lastgroup or "").startswith("hurt") else "killed"
    role = (match.lastgroup or "").removeprefix("hurt_")
    hits: list[NumberHit] = []
    if role == "toll":
        hits = _after_toll(match, numbers, low)
    elif role == "noun" or NOUN.match(low, match.start()):
        hits = _objects(match, numbers, low)
    if (
        not hits
        and role in ("object", "both")
        and not PASSIVE_BEFORE.search(low, max(0, match.start() - 24), match.start())
    ):
        hits = _objects(match, numbers, low)
    if not hits and role in ("subject", "both", "toll") and role != "toll":
        hits = _subjects(match, numbers, low)
    if not hits:
        return None
    total = _total(kind, hits, match)
    return replace(
        total,
        cumulative=_cumulative(match, total, low),
        further=bool(FURTHER.search(low, max(0, hits[0].start - 16), hits[0].start))
        or low.startswith("another", hits[0].start)
        or bool(SECOND.search(low, max(0, total.start - 160), total.start)),
        stated=role == "toll",
        late=bool(LATE.search(low, total.start, total.end + 30)),
    )


def _total(kind: Kind, hits: list[NumberHit], match: re.Match[str]) -> Toll:
    high = sum(hit.high or 0 for hit in hits) if all(hit.high is not None for hit in hits) else None
    start = min(match.start(), *(hit.start for hit in hits))
    end = max(match.end(), *(hit.end for hit in hits))
    return Toll(kind, start, end, sum(hit.value for hit in hits), sum(hit.low for hit in hits), high)


def _window(numbers: list[NumberHit], offset: int) -> list[NumberHit]:
    """The next few numbers after an offset."""
    position = bisect_left(numbers, offset, key=_start)
    return numbers[position : position + 8]


def _start(hit: NumberHit) -> int:
    return hit.start


def _cumulative(match: re.Match[str], toll: Toll, low: str) -> bool:
    if toll.value >= WHOLE_WAR:
        return True
    if not TOTAL.search(low, max(0, toll.start - 200), toll.end + 200):
        return False
    return (
        toll.value >= 1000
        or bool(match["toll"])
        or bool(PERFECT.search(low, max(0, match.start() - 40), match.start()))
    )


def _after_toll(match: re.Match[str], numbers: list[NumberHit], low: str) -> list[NumberHit]:
    for hit in _window(numbers, match.end()):
        if low[hit.start : hit.start + 2] not in ("a ", "an"):
            between = low[match.end() : hit.start]
            if TOLL_GAP.fullmatch(between) and TOLL_END.search(between):
                return [hit]
            break
    return _risen(match, numbers, low)


def _risen(match: re.Match[str], numbers: list[NumberHit], low: str) -> list[NumberHit]:
    """The number to which the toll of an attack that is told at length has risen, or was raised."""
    raised = RAISING.search(low, max(0, match.start() - 20), match.start())
    pattern = RAISED if raised else RISEN
    risen = (hit for hit in _window(numbers, match.end()) if pattern.fullmatch(low, match.end(), hit.start))
    return [hit for hit in (next(risen, None),) if hit is not None]


def _objects(match: re.Match[str], numbers: list[NumberHit], low: str) -> list[NumberHit]:
    """The numbers after a verb that are its object: "killing two soldiers and a civilian"."""
    following = _window(numbers, match.end())
    if (
        not following
        or not OBJECT_GAP.fullmatch(low, match.end(), following[0].start)
        or HARM.search(low, match.end(), following[0].start)
    ):
        return []
    alone = ONE_AND.fullmatch(low, match.end(), following[0].start)
    if alone and OWN_CLAUSE.match(low, following[0].end):
        return []
    hits = [following[0]]
    for hit in following[1:]:
        if not COORDINATED.fullmatch(low, hits[-1].end, hit.start) or OWN_CLAUSE.match(low, hit.end):
            break
        hits.append(hit)
    return [_one(alone.start(), alone.end()), *hits] if alone else hits


def _subjects(match: re.Match[str], numbers: list[NumberHit], low: str) -> list[NumberHit]:
    """The numbers before a verb that are its subject: "a woman and her two children were killed", "12 dead"."""
    position = bisect_left(numbers, match.start(), key=_start)
    preceding = numbers[max(0, position - 8) : position]
    while len(preceding) > 1 and described(preceding[-2], preceding[-1], low):
        preceding.pop()
    if not preceding or not _governs(preceding[-1], match, low):
        return []
    hits = [preceding[-1]]
    for hit in reversed(preceding[:-1]):
        if not COORDINATED.fullmatch(low, hit.end, hits[0].start) or HARM.search(low, hit.end, hits[0].start):
            break
        if not CLAUSE_START.search(low, max(0, hit.start - 12), hit.start):
            break
        hits.insert(0, hit)
    alone = ONE_AND.search(low, max(0, hits[0].start - 100), hits[0].start)
    return [_one(alone.start(), alone.end()), *hits] if alone and not HARM.search(low, *alone.span()) else hits


def described(hit: NumberHit, other: NumberHit, low: str) -> bool:
    """Whether the second number only tells what those of the first were doing."""
    apart = RELATED.fullmatch(low, hit.end, other.start)
    counts = low[hit.start : hit.end] not in SINGLE
    return counts and apart is not None and not HARM.search(low, hit.end, other.start)


def _governs(hit: NumberHit, match: re.Match[str], low: str) -> bool:
    """The number's noun is what was killed: "12 of its men were", "12 people [killed]", not "12 rockets hit and"."""
    start, end = hit.end, match.start()
    if HARM.search(low, start, end) or " among " in low[start:end]:
        return False
    article = hit.start > 0 and low[hit.start : start] in SINGLE
    joined = low.endswith("and ", 0, hit.start)
    if article and AFTER_PREPOSITION.search(low, max(0, hit.start - 10), hit.start):
        return False
    if (
        hit.low > 1
        and ALONE.search(low, max(end, start - 20), start)
        and not low.startswith(" of ", max(0, hit.start - 4))
    ):
        return False  # "who stabbed seven people was shot dead"
    if match[0].endswith(("hospital", "hospitals")) and "," in low[start:end]:
        return False  # "who had seven daughters, was taken to hospital"
    gap = f" {' '.join(low[start:end].split())} ".replace("  ", " ")
    if PASSIVE_GAP.fullmatch(gap):
        return True
    if (
        article
        and not joined
        and match[0] not in ("died", "dies", "dying")
        and not LEFT_DEAD.search(low, max(0, hit.start - 60), start)
    ):
        return False
    if match[0] == "died" and not article and LONG_GAP.fullmatch(gap):
        return True
    return bool(BARE_GAP.fullmatch(gap)) and (
        bool(match["subject"] or match["hurt_subject"]) or bool(PASSIVE_AFTER.match(low, match.end()))
    )


ALONE = re.compile(r"\bwas\s(?:\w{1,12}\s)?$")
SINGLE = frozenset("a an the his her their its".split())


def kinds_of(word: str) -> tuple[Kind, ...]:
    if word.startswith(("casualt", "victim", "harmed")):
        return ("killed", "injured")
    return ("injured",) if word.startswith(("injur", "hurt", "wound")) else ("killed",)
