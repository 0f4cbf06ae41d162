"""The scan: one multi-pattern pass over a text gives typed hits; everything after works on hits, not on text."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from streams.analysis.lexicon import Lexicon, Senses, spaced


class Hit(NamedTuple):
    """A known form at characters `start` to `end` of the folded text."""

    start: int
    end: int
    senses: Senses


def scan(folded: str, lexicon: Lexicon, *, upper: bool) -> list[Hit]:
    """All known forms that stand as whole words and with the capitals they need, left to right, longest first.

    `upper` says that the text is written in capitals throughout, so that capitals tell nothing.
    """
    hay = " " + spaced(folded) + " "
    known = lexicon.senses
    found = []
    for pattern, start, end in whole_words(hay, lexicon.automaton):
        senses = known[pattern]
        if not (senses.cased or senses.upper) or capitals_fit(folded[start : end - 1], senses, upper):
            found.append(Hit(start, end - 1, senses))
        elif (cut := hay.rfind(" ", start + 1, end)) > 0:
            for shorter, at, to in lexicon.automaton.find_matches_as_indexes(hay[start:cut] + " "):
                at, to = start + at, start + to
                if not hay[to].isalnum() and capitals_fit(folded[at : to - 1], known[shorter], upper):
                    found.append(Hit(at, to - 1, known[shorter]))
    return found


def whole_words(hay: str, automaton: Any) -> Iterator[tuple[int, int, int]]:
    """The matches that end where a word ends; for one that ends in mid word ("spoke to" in "spoke today") a shorter."""
    for match in automaton.find_matches_as_indexes(hay):
        _, start, end = match
        after = hay[end]
        if after == " " or not (after.isalnum() or (after == "." and hay[end - 1] == ".")):
            yield match
        elif (cut := hay.rfind(" ", start + 1, end)) > 0:
            for first, last in ((start, cut), (cut, hay.index(" ", end))):
                for shorter, at, to in automaton.find_matches_as_indexes(hay[first:last] + " "):
                    if not hay[first + to].isalnum():
                        yield shorter, first + at, first + to


def capitals_fit(written: str, senses: Senses, upper: bool) -> bool:
    """Whether a form is written as a name must be: "US" is not "us", "Turkey" is not "turkey"."""
    if upper:
        return not (senses.upper and len(written) < 3)
    if senses.upper:
        return written.isupper()
    if senses.people and " " in written and not written.rpartition(" ")[2][:1].isupper():
        return False
    return (
        not senses.cased
        or written[:1].isupper()
        or any(word[:1].isupper() for word in written.split("-"))
        or " " in written
    )
