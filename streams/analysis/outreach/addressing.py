"""Addressing: who was told something in a call or at talks: "A urged B in a phone call"."""

from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.outreach.held import Held
from streams.analysis.outreach.pairs import doers
from streams.analysis.outreach.parties import known, side
from streams.analysis.outreach.reaching import PERSONAL, TO, WITH, ahead, direct
from streams.analysis.outreach.standing import status_of
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import verb_left

ADDRESSING = frozenset(
    (
        "thanked thanks urged urges pressed presses pushed asked asks told tells assured assures warned warns "
        "reassured reassures congratulated congratulates confronted confronts informed informs briefed briefs "
        "promised promises implored begged challenged lobbied reminded reminds condoled condoles "
        "expressed expresses conveyed conveys offered offers extended extends reiterated"
    ).split()
)
THERE = frozenset(["in", "during", "at", "over", "by", "on"])


def addressed(held: Held) -> Finding | None:
    """Talks of somebody who says something there with whom it is said to: persons or offices, of two sides."""
    clause = held.clause
    verb = saying(clause.items, held.back, held.index)
    if verb < 0:
        return None
    ones = [one for one in doers(clause, verb) if known(one) and one.role in PERSONAL]
    others = direct(clause, verb) or ahead(clause, verb, TO, 5) or ahead(clause, verb, WITH, 3)
    others = [one for one in others if known(one) and one.role in PERSONAL and not one.pronoun]
    if not ones or not others or side(ones[0]) in map(side, others):
        return None
    return replace(held.found("talks-with", ones[:1], others[:1]), status=status_of(clause, verb))


def saying(items: Sequence[Item], back: int, index: int) -> int:
    """The verb of addressing that is done in the talks at `index`: before them, or behind the comma that ends a phrase
    set before; -1 if there is none."""
    if back < 0 or items[back].low not in THERE:
        return -1
    if back:
        verb = verb_left(items, back)
    else:
        comma = next((at for at in range(index + 1, len(items)) if items[at].tag in ",;.VTX"), len(items) - 1)
        verb = next((at for at in range(comma, len(items)) if items[at].tag in "VTXHM"), -1)
        verb = verb if items[comma].tag == "," else -1
    return verb if verb >= 0 and {items[verb].low, items[verb].low + "s"} & ADDRESSING else -1
