"""Attribution: who says so."""

from collections.abc import Sequence

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import passive

COUNTING = frozenset("accused accuses counted counts tallied documented logged verified acknowledged".split())


def attribution(clause: Clause) -> list[Mention]:
    """Who says so: the subject of a verb of saying."""
    for at, item in enumerate(clause.items):
        if item.low == "according" and at + 2 < len(clause.items):
            found = clause.mentions([at + 2])
            if found:
                return found
        elif item.tag == "V" and (item.low in SAYING or (item.low in COUNTING and not passive(clause.items, at))):
            behind = clause.mentions([at + 1]) if inverted(clause.items, at) else []
            found = behind or clause.mentions(subject(clause.items, at))
            return [one for one in found if one.actor.text]
    return []


def inverted(items: Sequence[Item], at: int) -> bool:
    """Whether a verb of saying ends its sentence before its subject: "..., says the governor"."""
    rest = items[at + 2 : at + 3]
    return at > 1 and items[at - 1].tag in ",'" and at + 1 < len(items) and (not rest or rest[0].tag in ".,;")
