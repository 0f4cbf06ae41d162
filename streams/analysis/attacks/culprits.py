"""Culprits: who did what harmed somebody, told by whose weapon it was or by another clause of the sentence."""

from dataclasses import replace
from itertools import pairwise

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.composition import forces_of
from streams.analysis.attacks.arms import combatants
from streams.analysis.attacks.claiming import blamed
from streams.analysis.syntax.phrases import Unit
from streams.analysis.syntax.subjects import subject


def claimants(clause: Clause, index: int) -> list[Mention]:
    """Who claimed what killed, or is blamed for it: "claimed responsibility for the car bomb that killed six"."""
    items = clause.items
    for at in range(index - 1, 0, -1):
        if items[at].tag in ";B.":
            return []
        if items[at].low == "for" and (found := combatants(blamed(clause, at))):
            return found
    return []


def beside(clause: Clause, index: int) -> list[Mention]:
    """Who fired or stepped up attacks as somebody was hit, told behind it: "was killed when border guards fired across
    the line", "was hit by strikes as the navy intensified its raids"."""
    items = clause.items
    link = next((at for at in range(index + 1, len(items) - 2) if items[at].tag == "S"), 0)
    if not link or items[link].low not in AT_ONCE or items[link + 1].tag != "N":
        return []
    wages = items[link + 2].low in WAGING
    told = items[link + 3 : link + 4] if wages else items[link + 2 : link + 3]
    blow = any(one.trigger is not None and (wages or one.trigger.frame in ("fire", "fire-on")) for one in told)
    return combatants(clause.mentions([link + 1])) if blow else []


AT_ONCE = frozenset(["when", "as", "after"])
WAGING = frozenset(
    "intensifies intensified continues continued resumes resumed expands expanded escalates escalated launches "
    "launched widens widened".split()
)


def owners_of(clause: Clause, actors: list[Mention]) -> list[Mention]:
    """The owners of the weapons that are the subject: "a Russian missile struck", where nobody else is named."""
    if combatants(actors):
        return actors
    owned = [one for one in actors if one.role == "weapon" and one.actor.id and not laid_where(clause, one)]
    return [replace(one, role="armed", actor=forces_of(one.actor, clause.cast.lexicon)) for one in owned]


def senders(clause: Clause, index: int, actors: list[Mention]) -> list[Mention]:
    """A state that sent planes or troops of nobody else to attack: "Turkey sent warplanes to strike camps"."""
    items = clause.items
    sent = index > 3 and items[index - 1].tag == "I" and items[index - 2].tag == "N" and items[index - 3].low in SENDING
    if not sent or not actors or any(one.actor.id for one in actors):
        return actors
    states = [one for one in clause.mentions(subject(items, index - 3)) if one.role in ("country", "force")]
    forces = [forces_of(one.actor, clause.cast.lexicon) for one in states if one.actor.id]
    return [replace(one, role="force", actor=force) for one, force in zip(states, forces, strict=False)] or actors


SENDING = frozenset("sent sends send sending dispatched dispatches deployed deploys scrambled".split())


def laid_where(clause: Clause, bomb: Mention) -> bool:
    """Whether a state before a bomb says where it lay, no other place being named: "Kabul bomb kills eight"."""
    kind = bomb.noun.removesuffix("s")
    entry = clause.cast.lexicon.actors.get(bomb.actor.id or "")
    if kind not in LAID or entry is None or entry.kind != "country":
        return False
    items = clause.items
    places = (item for link, item in pairwise(items) if link.low in ("in", "at", "near", "on") and item.tag == "N")
    homes = {home for item in places for unit in item.units if (home := home_of(unit))}
    return homes <= {bomb.actor.country}


def home_of(unit: Unit) -> str:
    """The country that a word names, or that of the place it names; empty for none."""
    senses = unit.senses
    entry = senses and (senses.actor or senses.demonym or senses.site)
    return entry.country if entry else ""


LAID = frozenset("bomb blast ied mine landmine explosive device explosion grenade".split())
