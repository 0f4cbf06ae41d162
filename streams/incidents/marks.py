"""What the marks of a correction mean among the reports that stand now: the event itself, or its heir."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from schemas.correction import Correction, Mark, Split, Undo
from streams.incidents.report import Report

WORD = re.compile(r"\w+")
# A sentence told anew, or shortened to a title, keeps at least so much of the words; another sentence does not.
SHARED = 1 / 3

Articles = Mapping[str, Mapping[str, Report]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The events that a correction means: those it is about, those it sets them apart from, and all it names."""

    events: tuple[str, ...]
    others: tuple[str, ...]
    named: tuple[str, ...]


def meaning(correction: Correction, standing: Mapping[str, Report], articles: Articles) -> Meaning:
    """What a correction means among the reports that stand; an undo means none."""
    change = correction.change
    if isinstance(change, Undo):
        return Meaning((), (), ())
    others = meant(change.others, standing, articles) if isinstance(change, Split) else ()
    named = meant(tuple(marks_of(correction)), standing, articles)
    return Meaning(meant(change.events, standing, articles), others, named)


def marks_of(correction: Correction) -> Iterator[Mark]:
    """All that a correction points at."""
    change = correction.change
    if not isinstance(change, Undo):
        yield from change.events
    if isinstance(change, Split):
        yield from change.others


def meant(marks: Iterable[Mark], standing: Mapping[str, Report], articles: Articles) -> tuple[str, ...]:
    """The events that stand and that these marks mean, each once, in order; `articles` has those that are named."""
    named = {mark.event for mark in marks}
    found = (
        mark.event if mark.event in standing else heir(mark, named, articles.get(mark.article, {})) for mark in marks
    )
    return tuple(sorted({event for event in found if event}))


def heir(mark: Mark, named: set[str], told: Mapping[str, Report]) -> str | None:
    """The event of the same article that tells the mark's sentence anew, if one does."""
    scored = [
        (likeness(mark.sentence, one.event.evidence.text), name)
        for name, one in told.items()
        if name not in named and name not in mark.beside
    ]
    most = max((share for share, _ in scored), default=0.0)
    return min((name for share, name in scored if share == most), default=None) if most >= SHARED else None


def likeness(one: str, other: str) -> float:
    """The share of the shorter sentence's words that the other has too; without a sentence anything is alike."""
    if not one:
        return 1.0
    words, others = set(WORD.findall(one.casefold())), set(WORD.findall(other.casefold()))
    return len(words & others) / max(1, min(len(words), len(others)))
