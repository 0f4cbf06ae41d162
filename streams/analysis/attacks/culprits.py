"""Culprits: who did what harmed somebody, told by whose weapon it was or by another clause of the sentence."""

from dataclasses import replace
from itertools import pairwise

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.composition import forces_of
from streams.analysis.attacks.arms import combatants
from streams.analysis.attacks.nominal import blamed
from streams.analysis.syntax.phrases import Unit


def claimants(clause: Clause, index: int) -> list[Mention]:
    """Who claimed what killed, or is blamed for it: "claimed responsibility for the car bomb that killed six"."""
    items = clause.items
    for at in range(index - 1, 0, -1):
        if items[at].tag in ";B.":
            return []
        if items[at].low == "for" and (found := combatants(blamed(clause, at))):
            return found
    return []


def shooters(clause: Clause, index: int) -> list[Mention]:
    """Who fired when somebody was killed: "was killed when border guards fired across the line"."""
    items = clause.items
    when = next((at for at in range(index + 1, min(len(items), index + 5)) if items[at].tag == "S"), len(items))
    ahead = items[when : when + 3]
    if [item.tag for item in ahead] != ["S", "N", "T"] or ahead[0].low not in ("when", "as", "after"):
        return []
    trigger = ahead[2].trigger
    fired = trigger is not None and trigger.frame in ("fire", "fire-on")
    return combatants(clause.mentions([when + 1])) if fired else []


def waging(clause: Clause, index: int) -> list[Mention]:
    """Who steps up attacks as somebody is hit: "the port was hit by strikes as the navy intensified its raids"."""
    items = clause.items
    link = next((at for at in range(index + 1, len(items)) if items[at].tag == "S"), len(items))
    ahead = items[link : link + 4]
    told = len(ahead) == 4 and ahead[0].low == "as" and ahead[1].tag == "N" and ahead[2].low in WAGING
    blow = told and ahead[3].trigger is not None and ahead[3].trigger.kind == "attack"
    return combatants(clause.mentions([link + 1])) if blow else []


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
