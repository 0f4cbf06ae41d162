"""Insets: what a sentence says in passing of whom it has named: "A, which has fought troops since 2012, raided B"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from streams.analysis.actors.clauses import Clause
from streams.analysis.lexicon.document import Sentence
from streams.analysis.status.cues import DENIAL
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item

LONGEST = 40  # items
TELLING = SAYING | DENIAL


def tellings(sentence: Sentence, clause: Clause) -> list[tuple[Sentence, Clause]]:
    """A sentence without its inset, and the inset with whom it is about, each as if it stood by itself; else the
    sentence as it is."""
    items = clause.items
    first, last = inset(items)
    if not last:
        return [(sentence, clause)]
    behind = last if items[last + 1].low.endswith("ing") else last + 1
    named, said = items[first - 1], items[first + 1 : last]
    kept = [(0, items[first].start), (items[behind].start, len(sentence.text))]
    told = [(named.start, named.end), (said[0].start, said[-1].end)]
    return [
        (only(sentence, kept), replace(clause, items=[*items[:first], *items[behind:]])),
        (only(sentence, told), replace(clause, items=[named, *said])),
    ]


def only(sentence: Sentence, kept: Sequence[tuple[int, int]]) -> Sentence:
    """A sentence with all characters blanked but those that are kept."""
    shown = (any(start <= at < end for start, end in kept) for at in range(len(sentence.text)))
    text = "".join(char if seen else " " for char, seen in zip(sentence.text, shown, strict=True))
    return replace(sentence, text=text)


def inset(items: Sequence[Item]) -> tuple[int, int]:
    """The marks around the inset of a sentence that has a verb of attack outside it; (0, 0) where there is none."""
    for first in range(1, len(items) - 4):
        last = closing(items, first) if may_open(items, first) else 0
        if last and attack_beside(items, first, last) and of_its_own(items[first + 1 : last]):
            return first, last
    return 0, 0


def attack_beside(items: Sequence[Item], first: int, last: int) -> bool:
    """Whether a sentence tells of an attack outside its inset, and not only somebody's words about one."""
    goes_on = next((item for item in items[last:] if item.tag in "VT"), items[last])
    said = [*items[:first], *items[last:]]
    return goes_on.low not in TELLING and any(
        item.trigger is not None and item.trigger.kind == "attack" for item in said
    )


def may_open(items: Sequence[Item], at: int) -> bool:
    """Whether a mark may open an inset about the noun phrase before it."""
    item, ahead = items[at], items[at + 1]
    mark = item.tag == "," or (item.tag in DASHES and item.start > items[at - 1].end)
    if items[at - 1].tag != "N" or items[at - 1].trigger is not None or not mark:
        return False
    related = items[at + 2] if ahead.tag == "P" else ahead
    if related.low in RELATIVES:
        return True
    head = items[at + 2] if ahead.tag == "A" or ahead.low == "long" else ahead
    if any(one.tag in "VTXHM" for one in items[:at]) and not by_noun(items, at):
        return False
    described = head.tag in "VTW" and head.low.endswith(("ed", "ing", "en", "wn", "lt"))
    behind = head.units[0].low == "the" and items[at + 2].low == "behind"  # "the group behind a bombing"
    apposed = head.tag == "N" and (head.units[0].low in APPOSING or behind) and items[at - 1].head.senses is not None
    return described or head.low in PARTICIPLES or apposed


APPOSING = frozenset(["a", "an", "one"])
DASHES = frozenset("-\u2013\u2014")
RELATIVES = frozenset(["which", "who", "whose", "whom"])
PARTICIPLES = frozenset("led held built made sent set known seen driven".split())


def by_noun(items: Sequence[Item], at: int) -> bool:
    """Whether the phrase before a mark is whom "by" names: "was attacked by A, formed in 2004, ..."."""
    return at > 1 and items[at - 2].low == "by"


def closing(items: Sequence[Item], first: int) -> int:
    """The mark behind which the sentence goes on with a verb of its own; 0 where there is none."""
    mark = "," if items[first].tag == "," else items[first].tag
    for at in range(first + 2, min(len(items) - 1, first + LONGEST)):
        if items[at].tag in ".;:":
            return 0
        if items[at].tag != mark:
            continue
        ahead = next((one for one in items[at + 1 :] if one.tag not in "AY"), items[at])
        result = ahead.tag == "T" and ahead.low.endswith("ing") and by_noun(items, first)
        finite = ahead.tag in "XHM" or (ahead.tag in "VT" and not ahead.low.endswith("ing"))
        if result or finite:
            return at
    return 0


def of_its_own(inner: Sequence[Item]) -> bool:
    """Whether an inset tells of another time than the sentence does: by its tense, a day of its own, or what it is
    about; those "who opened fire from a car on Monday" did so there and then."""
    telling = any(item.low in SAYING for item in inner) and any(item.low == "that" for item in inner)
    if telling or any(item.low in LOCATED for item in inner):
        return False
    then = any(item.tag == "T" and item.trigger is not None and item.trigger.kind == "attack" for item in inner)
    days = [unit.day for item in inner for unit in item.units if unit.day is not None]
    dated = any(not then or day.precision != "day" for day in days)
    described = inner[0].tag == "N" and any(item.tag in "RVT" for item in inner)
    perfect = any(item.tag == "H" and ahead.low != "just" for item, ahead in pairwise(inner))
    present = any(item.low in PRESENT or (item.tag == "V" and item.low.endswith("s")) for item in inner[:4])
    return dated or described or perfect or present or any(item.low in STANDING for item in inner)


LOCATED = frozenset("located situated based stationed".split())
PRESENT = frozenset(["is", "are"])
STANDING = frozenset(
    "blamed accused known seen considered regarded designated banned outlawed listed founded formed backed led "
    "weakened often suspected".split()
)
