"""Ramming: who drives a vehicle with a bomb in it into something."""

from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import combatants, miss, weapon_here_strict, words_of
from streams.analysis.attacks.means import mode_of
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.status.context import verb_status
from streams.analysis.status.rule import Finding, Miss, people
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import after, objects, passive

INTO = frozenset(["into", "at"])
VEHICLES = frozenset(
    "car truck lorry lorries van bus buses minibus jeep taxi motorcycle motorbike tanker mixer bulldozer pickup "
    "vehicle boat ambulance bomb plane tractor".split()
)


def ram(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A drove a truck packed with explosives into B"."""
    items = clause.items
    if passive(items, index):
        return miss(clause, index, "nobody drives it")
    driven = objects(items, index)
    if not any(VEHICLES & {low := items[at].low.split()[-1], low.removesuffix("s")} for at in driven):
        return miss(clause, index, "what is driven is no vehicle")
    if not (weapon_here_strict(clause) or any(word.startswith(CHARGED) for word in words_of(clause))):
        return miss(clause, index, "no bomb is named beside it")
    into = after(items, index, INTO)
    whole = [at + 2 for at in into if [one.low for one in items[at + 1 : at + 2]] == ["of"]]  # "the gates of the base"
    targets = people(clause.mentions(into)) or people(clause.mentions(whole))
    if not targets:
        return miss(clause, index, "what it is driven into is not named")
    actors = combatants(clause.mentions(subject(items, index)))
    status, mode = verb_status(items, index), mode_of(clause, trigger)
    return Finding("attack", "attack.rammed", index, trigger, actors, targets, status=status, mode=mode)


CHARGED = ("explosive", "suicide", "bomb")
