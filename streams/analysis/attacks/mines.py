"""Mines: whoever runs onto a mine or another charge that was laid, was attacked by those who laid it."""

from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import miss
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.status.context import verb_status
from streams.analysis.status.rule import Finding, Miss, people
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import objects, passive, verb_left

LAID = frozenset(
    (
        "mine mines landmine landmines ied ieds charge charges tripwire boobytrap booby-trap land-mine land-mines "
        "bomb bombs device devices"
    ).split()
)
BURIED = frozenset(["land mine", "land mines", "booby trap", "booby traps", "naval mine", "ground mine"])


def laid(clause: Clause, at: int) -> bool:
    """Whether a phrase is a charge that waits where it was laid: "a dynamite charge", "an anti-tank mine"."""
    last = clause.items[at].head.low
    return last in BURIED or last.split()[-1] in LAID


def runs_onto(clause: Clause, index: int) -> bool:
    """Whether the verb at `index` tells that somebody ran onto a charge: "hit a mine", "stepped on a landmine"."""
    things = [] if passive(clause.items, index) else objects(clause.items, index)
    doers = subject(clause.items, index)
    armed = any(one.role == "weapon" for one in clause.mentions(doers))
    return bool(things) and laid(clause, things[0]) and not armed and not any(clause.items[at].trigger for at in doers)


def travellers(clause: Clause, index: int) -> list[int]:
    """Who ran onto it; if the verb has no subject, that of the clause before: "was derailed after hitting a mine"."""
    items = clause.items
    doers = subject(items, index)
    main = verb_left(items, index)
    return doers or (subject(items, main) if main >= 0 and items[index].low.endswith("ing") else [])


def mined(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "The truck ran over a mine": its subject is the target."""
    if not runs_onto(clause, index):
        return miss(clause, index, "what is run onto is no mine")
    targets = people(clause.mentions(travellers(clause, index)))
    if not targets:
        return miss(clause, index, "nobody who ran onto the mine is named")
    status = verb_status(clause.items, index)
    return Finding("attack", "attack.mined", index, trigger, [], targets, status=status, mode="mine")


def mines(clause: Clause) -> bool:
    """Whether somebody in the sentence ran onto a mine, which then is no colliery: "was killed when his jeep hit a
    mine", "was killed by a mine"."""
    items = clause.items
    return any(
        (item.tag == "T" and item.low in ("hit", "hitting", "struck", "ran over") and runs_onto(clause, at))
        or (item.low == "by" and items[at - 1].tag == "T" and at + 1 < len(items) and laid(clause, at + 1))
        for at, item in enumerate(items)
    )
