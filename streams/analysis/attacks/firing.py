"""Firing: weapons that are launched, opened up with, or set off."""

from collections.abc import Sequence
from itertools import pairwise

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import (
    ARMED,
    BY,
    agents,
    combatants,
    flown,
    is_weapon,
    miss,
    people_of_weapon,
    roles,
    weapon_here_strict,
)
from streams.analysis.attacks.culprits import owners_of
from streams.analysis.attacks.means import mode_of
from streams.analysis.attacks.nominal import HAILS
from streams.analysis.attacks.noun_status import noun_status
from streams.analysis.attacks.striking import ON
from streams.analysis.attacks.victims import meant, things_of
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.status.context import verb_status
from streams.analysis.status.outcomes import QUANTITY
from streams.analysis.status.rule import Finding, Miss, people
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import after, following, governor, objects, passive, previous

BESIDE = frozenset(["in", "through", "beside", "next to", "close to", "under", "at", "outside"])

TESTING = frozenset("test tests test-fired exercise exercises drill drills satellite space orbit".split())

FLIGHTS = frozenset(["spacecraft", "spacex", "starship", "launchpad"])


def fire(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A fired rockets at B", "rockets were fired at B by A"."""
    items = clause.items
    if passive(items, index):
        things, actors, rule = quantified(items, subject(items, index)), agents(clause, index), "attack.fired-passive"
    else:
        things, actors = quantified(items, objects(items, index)), clause.mentions(subject(items, index))
        rule = "attack.fired-at"
    things = [at for at in things if items[at].head.low not in PAPERS]
    meant = weapon_here_strict(clause) or clause.cast.embattled  # by "it" and "them"
    if not any(is_weapon(clause, at) or (meant and items[at].low in ("them", "it")) for at in things):
        return miss(clause, index, "what is fired is no weapon")
    if trigger.lemma in ("launch", "unleash") and any(items[at].trigger is not None for at in things):
        return miss(clause, index, "the attack it launches is read by itself")
    if any(unit.low in TESTING for item in items[max(0, index - 6) : index + 6] for unit in item.units):
        return miss(clause, index, "a test or a drill")
    if trigger.lemma in SENT and delivered(items, things):
        return miss(clause, index, "a delivery of arms")
    if all(items[at].units[0].low == "water" for at in things):
        return miss(clause, index, "water, no weapon")
    targets = [one for one in people(clause.mentions(after(items, index, ON))) if not open_water(one)]
    if all(one.role == "country" for one in targets):  # "fired five missiles into Syria, targeting a base"
        aim = next((at for at in range(index + 1, len(items)) if items[at].low == "targeting"), index)
        targets = (people(clause.mentions(objects(items, aim))) if aim > index else []) or targets
    targets = targets or strangers_hit(clause, index)
    if trigger.lemma in HAND_THROWN and not targets:
        targets = people(clause.mentions([at + 2 for at in after(items, index, OVER) if at + 2 < len(items)]))
    caught = any(unit.low in ("intercepts", "intercept") for at in things for unit in items[at].units)
    actors = combatants([flown(one, clause, trigger) for one in actors]) or (
        [] if caught else people_of_weapon(clause, things)
    )
    if not targets and not roles(actors) & {"armed", "armed-group"}:
        return miss(clause, index, "a launch without a target")
    status, mode = verb_status(items, index), mode_of(clause, trigger)
    again = bool(things) and items[things[0]].units[0].low in ("the", "these")
    return Finding("attack", rule, index, trigger, actors, targets, status=status, mode=mode, anaphoric=again)


def strangers_hit(clause: Clause, index: int) -> list[Mention]:
    """A town or village that nobody knows, at which weapons are fired: "dropped barrel bombs on Daraya"."""
    named = [at for at in after(clause.items, index, UPON, 6) if clause.items[at].units[0].capital]
    return [] if clause.title or clause.cast.upper else things_of(clause, named)


UPON = frozenset(["on", "at", "against", "into"])


def open_water(one: Mention) -> bool:
    """Whether a launch into it hits nobody: a sea."""
    return one.actor.id is None and bool(WATER & set(one.actor.text.lower().split()))


WATER = frozenset("sea seas ocean gulf waters strait bay".split())
# What is dropped, launched or sent about weapons, and is none.
PAPERS = frozenset(
    "charge charges case cases ban bans law laws bill claim claims program programs programme programmes deal sale "
    "sales investigation probe project plan plans campaign".split()
)
HAND_THROWN = frozenset(["throw", "threw", "thrown", "lob", "hurl"])
OVER = frozenset(["over"])  # "thrown over the wall of the embassy"
SENT = frozenset(["send", "sent", "fly", "flew", "flown"])


def delivered(items: Sequence[Item], things: list[int]) -> bool:
    """Whether weapons are sent to those who are to use them: "sent drones to the army to fight the rebels"."""
    after_it = [item.low for item in items[things[-1] + 1 : things[-1] + 2]] if things else []
    return after_it == ["to"]


def quantified(items: Sequence[Item], things: list[int]) -> list[int]:
    """Phrases, and for a number or a quantity what it is of: "dozens of rockets", "a volley of shells"."""
    return things + [
        at + 2
        for at in things
        if at + 2 < len(items) and items[at + 1].low == "of" and items[at].head.low in QUANTITY | HAILS
    ]


def fire_on(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A opened fire on B"."""
    items = clause.items
    actors = clause.mentions(subject(items, index))
    aimed = objects(items, index, ON) or after(items, index, ON)
    back = previous(items, index)
    status = verb_status(items, index)
    described = trigger.form == "ing" and back >= 0 and items[back].tag == "N" and items[index - 1].tag not in "XA"
    targets = meant(clause, aimed, [] if described else actors) or people(clause.mentions(aimed))
    if described:
        actors, status = [], noun_status(clause, index, governor(items, back), following(items, index))
    elif items[index].low in BURNING and (back < 0 or items[back].tag == "C"):
        return miss(clause, index, "fires that burn")
    elif passive(items, index) or (back >= 0 and items[index - 1].tag == "X" and trigger.form != "ing"):
        shots = bool(actors) and all(one.role == "weapon" for one in actors)
        targets = targets if shots else people(actors)
        actors = agents(clause, index) or (owners_of(clause, actors) if shots else [])
    if not combatants(actors) and not targets:
        return miss(clause, index, "neither side is named")
    if idle(clause, index, trigger):
        return miss(clause, index, "a figure of speech")
    mode = mode_of(clause, trigger)
    return Finding(
        "attack", "attack.opened-fire", index, trigger, combatants(actors), targets, status=status, mode=mode
    )


BURNING = frozenset(["fire on", "fires on", "fire at", "fires at"])


def idle(clause: Clause, index: int, trigger: Trigger) -> bool:
    """Whether nothing is shot with: one fires on all cylinders, takes a shot at rivals, or opens up on a subject."""
    items = clause.items
    subjects = clause.mentions(subject(items, index))
    ahead = {unit.low for item in items[index + 1 : index + 3] for unit in item.units}
    taken = index > 0 and items[index].low == "shot at" and items[index - 1].units[-1].low in TAKEN
    told = trigger.lemma == "open up on" and not roles(subjects) & ARMED
    taken |= index > 0 and items[index - 1].low in AIMED and not weapon_here_strict(clause)
    return "cylinders" in ahead or taken or told


AIMED = frozenset("aims aim aimed aiming turns turned directs directed trains trained".split())  # fire at somebody
TAKEN = frozenset("takes take took taking taken another parting cheap".split())


def burst(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A bomb exploded near B", "a blast ripped through B", "A detonated a bomb at B"."""
    items = clause.items
    if any(item.low == "like" for item in items[index + 1 : index + 2]):
        return miss(clause, index, "a figure of speech")
    if any(item.low == "in" and then.head.low in LIMBS for item, then in pairwise(items[index + 1 : index + 3])):
        return miss(clause, index, "who handles it is hurt")
    doing = after(items, index, BY) if passive(items, index) else subject(items, index)
    if trigger.lemma == "detonate" and SAPPERS & {unit.low for at in doing for unit in items[at].units}:
        return miss(clause, index, "a device is made safe")
    status = verb_status(items, index)
    things = subject(items, index)
    if trigger.lemma in ("detonate", "explode", "set off") and (charges := objects(items, index)):
        if trigger.lemma == "set off" and not any(is_weapon(clause, at) for at in charges):
            return miss(clause, index, "what is set off is no weapon")
        loaded = trigger.lemma == "detonate" and weapon_here_strict(clause)
        loaded |= any(items[at].head.low in DEVICES for at in charges)
        if loaded or any(is_weapon(clause, at) for at in charges):
            actors = combatants(clause.mentions(subject(items, index)))
            targets = hit_beside(clause, index)
            return Finding("attack", "attack.detonated", index, trigger, actors, targets, status=status, mode="bombing")
    devices = any(clause.items[at].low in DEVICES for at in things)
    devices |= any(clause.items[at].low in CHARGES for at in things) and clause.cast.embattled
    if any(unit.low in TESTING | FLIGHTS for item in items for unit in item.units):
        return miss(clause, index, "a test or a drill")
    if items[index + 1 : index + 2] and items[index + 1].low in UNMEANT:
        return miss(clause, index, "a bomb that goes off of itself")
    blazes = all(clause.items[at].low in ("fire", "fires") for at in things)
    weapon = devices or weapon_here_strict(clause)
    if (blazes or not any(is_weapon(clause, at) for at in things)) and not weapon:
        return miss(clause, index, "what goes off is no weapon")
    targets = hit_beside(clause, index) or people(clause.mentions(objects(items, index)))
    if not targets and not weapon:
        return miss(clause, index, "neither a bomb nor whom it hit")
    actors = people_of_weapon(clause, things) or planters(clause, things, index)
    return Finding("attack", "attack.exploded", index, trigger, actors, targets, status=status, mode="bombing")


UNMEANT = frozenset(["prematurely", "accidentally"])
SAPPERS = frozenset("squad experts engineers sappers army soldiers navy technicians police officers".split())
LIMBS = frozenset("hand hands mouth face pocket lap".split())


def planters(clause: Clause, things: list[int], index: int) -> list[Mention]:
    """Who laid what goes off: "a bomb planted by A exploded"."""
    for at in range(max(things, default=index) + 1, index):
        if clause.items[at].low in PLANTED:
            return combatants(agents(clause, at))
    return []


PLANTED = frozenset("planted placed laid left hidden buried attached set".split())


def hit_beside(clause: Clause, index: int) -> list[Mention]:
    """Whoever is named first after a preposition of place, hours passed over: "in the early morning near a base"."""
    items = clause.items
    for at in range(index + 1, min(len(items) - 1, index + 14)):
        if items[at].tag in "S;B.R":
            break
        if items[at].low in ON | BESIDE and (found := people(clause.mentions(after(items, at - 1, ON | BESIDE, 2)))):
            return found
    return []


DEVICES = frozenset(["device", "devices"])
CHARGES = frozenset(["charge", "charges"])
