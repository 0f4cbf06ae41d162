"""Settling: the talks in or after which two sides came to terms, "A and B agreed to restore ties after talks in C"."""

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.outreach.pairs import doers
from streams.analysis.outreach.parties import distinct, known

SETTLING = frozenset(
    (
        "agree agrees agreed sign signs signed reach reaches reached struck seal sealed settled concluded initialled "
        "initialed clinched accepted ratified restored announced"
    ).split()
)
BEHIND = frozenset("after following in at during".split())
REACH = 6  # "after more than a year of indirect talks": items between the preposition and the talks


def settled(clause: Clause, index: int) -> tuple[int, list[Mention]]:
    """The verb by which two sides or more came to terms in or after the talks at `index`, and they; -1 if there is
    none."""
    items = clause.items
    behind = next((at for at in range(index - 1, max(-1, index - REACH), -1) if items[at].low in BEHIND), -1)
    verb = next((at for at in range(behind - 1, 0, -1) if items[at].low in SETTLING), -1)
    sides = distinct(one for one in doers(clause, verb) if known(one)) if verb > 0 else []
    return (verb, sides) if len(sides) > 1 else (-1, [])
