"""Attribution: who says so."""

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import passive

COUNTING = frozenset("accused accuses counted counts tallied documented logged".split())


def attribution(clause: Clause) -> list[Mention]:
    """Who says so: the subject of a verb of saying."""
    for at, item in enumerate(clause.items):
        if item.low == "according" and at + 2 < len(clause.items):
            found = clause.mentions([at + 2])
            if found:
                return found
        elif item.tag == "V" and (item.low in SAYING or (item.low in COUNTING and not passive(clause.items, at))):
            found = clause.mentions(subject(clause.items, at))
            return [one for one in found if one.actor.text]
    return []
