"""The scan: one multi-pattern pass over a text gives typed hits; everything after works on hits, not on text."""

import re
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

from streams.analysis.lexicon.document import spaced
from streams.analysis.lexicon.entries import Senses
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.syntax.parted import parted


@dataclass(slots=True, eq=False)
class Hit:
    """A known form at characters `start` to `end` of the folded text."""

    start: int
    end: int
    senses: Senses


def scan(folded: str, lexicon: Lexicon, *, upper: bool) -> list[Hit]:
    """All known forms that stand as whole words and with the capitals they need, left to right, longest first.

    `upper` says that the text is written in capitals throughout, so that capitals tell nothing.
    """
    hay = (" " + spaced(folded) + " ").replace(" '", "  ")  # a quotation may open before a word
    automaton, known = lexicon.automaton, lexicon.senses
    found = []
    for match in automaton.find_matches_as_indexes(hay):
        whole = ends_word(hay, match[2])
        for pattern, start, end in (match,) if whole else whole_words(hay, match, automaton):
            senses = known[pattern]
            if not (senses.cased or senses.upper) or capitals_fit(folded[start : end - 1], senses, upper):
                closed = folded.startswith(")", end - 1) and "(" in folded[start:end]
                found.append(Hit(start, end if closed else end - 1, senses))
            elif (cut := hay.rfind(" ", start + 1, end)) > 0:
                for shorter, at, to in automaton.find_matches_as_indexes(hay[start:cut] + " "):
                    at, to = start + at, start + to
                    if not hay[to].isalnum() and capitals_fit(folded[at : to - 1], known[shorter], upper):
                        found.append(Hit(at, to - 1, known[shorter]))
    return reunited(found, hay, lexicon)


ENDING = Senses()
"""Of the words that end a parted verb: no noun, but part of the verb."""


MOST = 20  # No article tells of more parted verbs; each costs a pass over the hits.


def reunited(hits: list[Hit], hay: str, lexicon: Lexicon) -> list[Hit]:
    """The hits with those of parted verbs: "set a church on fire" is read as "set fire to a church"."""
    for verb, end, form in islice(parted(hay), MOST):
        senses = next((hit.senses for hit in scan(form, lexicon, upper=False) if hit.end == len(form)), None)
        free = all(hit.start >= verb[1] - 1 or hit.end <= verb[0] - 1 for hit in hits)
        if senses is not None and free:
            others = [hit for hit in hits if hit.end <= end[0] - 1 or hit.start >= end[1] - 1]
            own = [Hit(verb[0] - 1, verb[1] - 1, senses), Hit(end[0] - 1, end[1] - 1, ENDING)]
            hits = sorted([*others, *own], key=lambda hit: hit.start)
    return hits


WEAPONS = tuple(f"{weapon} strikes" for weapon in ("missile", "rocket", "drone"))


def with_verbs(hits: list[Hit], folded: str, lexicon: Lexicon) -> list[Hit]:
    """The hits of a headline, "missile strikes" parted into a weapon and its verb where somebody or a place comes
    next."""
    found: list[Hit] = []
    for hit, after in zip_longest(hits, hits[1:]):
        written = folded[hit.start : hit.end]
        if written.lower() in WEAPONS and after is not None and after.start == hit.end + 1 and named(after.senses):
            for word, start in zip(written.split(" "), (hit.start, hit.end - len("strikes")), strict=True):
                found += [Hit(start, start + len(word), one.senses) for one in scan(word, lexicon, upper=False)]
        else:
            found.append(hit)
    down = downed(hits, folded, lexicon)
    return sorted([*found, *down], key=lambda hit: hit.start) if down else found


DOWNING = re.compile(
    r"(?<=\w )down(?= (?:[\w'.-]+ ){0,3}?(?:helicopter|plane|warplane|jet|aircraft|airliner|drone|missile|bomber)s?\b)",
    re.I,
)


def downed(hits: list[Hit], folded: str, lexicon: Lexicon) -> list[Hit]:
    """The verb of a headline such as "Rebels down army helicopter", right behind somebody who can."""
    match = DOWNING.search(folded) if " down " in folded.lower() else None
    before = next((hit.senses for hit in hits if match and hit.end == match.start() - 1), None)
    if match is None or before is None or before.triggers or not (before.named or before.noun):
        return []
    return [Hit(*match.span(), one.senses) for one in scan("downs", lexicon, upper=False)]


def named(senses: Senses) -> bool:
    """Whether a form is of somebody, a people or a place, and no event by itself."""
    return not senses.triggers and (senses.named or senses.site is not None)


def ends_word(hay: str, end: int) -> bool:
    """Whether a match that ends here ends a word, and does not cut into "at least"."""
    after = hay[end]
    if after == " ":
        return not (hay.startswith(("least ", "most "), end + 1) and hay.endswith(" at", end - 3, end))
    return not (after.isalnum() or (after == "." and hay[end - 1] == "."))


def whole_words(hay: str, match: tuple[int, int, int], automaton: Any) -> list[tuple[int, int, int]]:
    """The shorter forms in a match that ends in mid word: "spoke to" in "spoke today"."""
    _, start, end = match
    cut = hay.rfind(" ", start + 1, end)
    return [
        (shorter, first + at, first + to)
        for first, last in (((start, cut), (cut, hay.index(" ", end))) if cut > 0 else ())
        for shorter, at, to in automaton.find_matches_as_indexes(hay[first:last] + " ")
        if not hay[first + to].isalnum()
    ]


PLAIN = frozenset(["WHO", "LET"])
"""Names that in a text all in capitals are mere words."""


def capitals_fit(written: str, senses: Senses, upper: bool) -> bool:
    """Whether a form is written as a name must be: "US" is not "us", "Turkey" is not "turkey"."""
    if upper:
        return not (senses.upper and len(written) < 3) and written not in PLAIN
    if senses.upper:
        return written.isupper() or sum(map(str.isupper, written)) > 1
    if senses.people and " " in written and written.rpartition(" ")[2].islower():  # "al-Assad" is a name
        return False
    return (
        not senses.cased
        or written[:1].isupper()
        or any(word[:1].isupper() for word in written.split("-"))
        or " " in written
    )
