"""Compounds: the parties named within a noun phrase before its head, "US-China talks", "Biden's meeting"."""

from collections.abc import Sequence

from streams.analysis.actors.actors import resolve
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.lexicon.entries import ActorEntry
from streams.analysis.outreach.parties import political
from streams.analysis.syntax.phrases import LINKS, Item, Unit


def inside(clause: Clause, index: int) -> list[Mention]:
    """The parties named within the noun phrase at `index` before its head: "US-China talks", "Biden's meeting"."""
    units = clause.items[index].units[:-1]
    parts: list[list[Unit]] = [[]]
    for unit in units:
        named = bool(unit.senses and unit.senses.named)
        if named and any(one.senses and one.senses.named for one in parts[-1]) and not kin(parts[-1], unit):
            parts.append([])
        parts[-1].append(unit)
    found = []
    for part in parts:
        cut = [unit for unit in part if unit.tag != "s" and unit.low not in DROPPED]
        one = resolve([Item("N", cut)], 0, clause.cast) if cut else None
        if one is not None and political(one):
            found.append(one)
    return found


DROPPED = LINKS | frozenset("a an hosted mediated brokered sponsored facilitated led".split())  # "Omani-mediated talks"


def kin(part: Sequence[Unit], unit: Unit) -> bool:
    """Whether a further name belongs to the party before it: "Russian President Putin", "China's Xi"."""
    ours = [one for one in part if one.senses and one.senses.named]
    return bool(ours) and country_of(ours[-1]) == country_of(unit)


def country_of(unit: Unit) -> str:
    senses = unit.senses
    assert senses is not None
    if senses.people:
        return senses.people[0].of
    entry: ActorEntry | None = senses.actor or senses.demonym
    return entry.id if entry else ""
