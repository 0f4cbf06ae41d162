"""Attacks that were parried: "A intercepted B's missile", "A repelled an attack by B" mean that B attacked A."""

from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import agents, combatants, is_weapon, miss, with_forces
from streams.analysis.attacks.means import is_flying, mode_of
from streams.analysis.attacks.modifiers import AGAINST
from streams.analysis.attacks.noun_prepositions import PLOTS
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.status.context import Status, verb_status
from streams.analysis.status.rule import Finding, Miss, people
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import after, following, objects, passive, roughly

AIRCRAFT = frozenset(
    (
        "reconnaissance surveillance spy mq-9 reaper predator hermes heron bayraktar aircraft jet helicopter "
        "warplane plane "
        "quadcopter mq unmanned-aircraft"
    ).split()
)
FLYING = ("drone", "missile", "rocket", "projectile", "uav", "aerial", "target", "aircraft")
DOWNED = frozenset(
    [
        "shoot down",
        "shot down",
        "downed",
        "downs",
        "brings down",
        "shoots down",
        "shooting down",
        "took down",
        "take down",
        "brought down",
        "shoot",
    ]
)


def parry(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss | None:
    """The attack that was parried; None where what is destroyed is no weapon, so that it is an attack of its own."""
    items = clause.items
    if passive(items, index):
        things, defenders = subject(items, index), agents(clause, index)
    else:
        things, defenders = objects(items, index), clause.mentions(subject(items, index))
    if not things:
        return miss(clause, index, "nothing parried is named")
    thing = parried_thing(items, things[0])
    if trigger.lemma == "shoot" and not flying(items[thing]):
        return None
    plot = any(unit.low in PLOTS for unit in items[thing].units)
    unknown = trigger.lemma == "intercept" and flying(items[thing])
    if not plot and not unknown and not is_weapon(clause, thing) and not is_flying(clause, thing):
        return (
            None
            if trigger.lemma == "destroy" or trigger.lemma in DOWNED
            else miss(clause, index, "what is parried is no attack")
        )
    if not plot and not flying(items[thing]) and items[thing].trigger is None:
        return miss(clause, index, "what is parried is no weapon in flight")
    if owners := shot_down(clause, thing, trigger, defenders):
        status = verb_status(items, index)
        mode = mode_of(clause, trigger)
        owners = [with_forces(replace(one, role="country"), clause) for one in owners]
        return Finding(
            "attack", "attack.shot-down", index, trigger, combatants(defenders), owners, status=status, mode=mode
        )
    return parried(clause, index, trigger, thing, defenders, plot=plot)


def parried_thing(items: Sequence[Item], thing: int) -> int:
    """What is parried: of a number what it counts ("29 of 36 drones"), of a place the attack on it."""
    if thing + 2 < len(items) and items[thing + 1].low == "of" and items[thing].units[0].tag == "#":
        return thing + 2
    on = thing > 1 and items[thing - 1].low in ("on", "against") and items[thing - 2].trigger is not None
    return thing - 2 if on else thing


def flying(item: Item) -> bool:
    """Whether a thing is in the air, or an attack with what is."""
    return any(word in item.head.low for word in FLYING)


def shot_down(clause: Clause, thing: int, trigger: Trigger, defenders: list[Mention]) -> list[Mention]:
    """Whose aircraft it is, where shooting it down is the attack: a spy drone, or any drone of a state that a group
    downs."""
    if trigger.lemma not in DOWNED or "missile" in clause.items[thing].low or "rocket" in clause.items[thing].low:
        return []
    flown = [*clause.mentions([thing]), *agents(clause, thing), *belonging(clause, thing)]
    owners = [one for one in flown if one.actor.id and not is_own(one, defenders)][:1]
    craft = any(unit.low in AIRCRAFT for unit in clause.items[thing].units)
    by_group = any(one.role in ("armed-group", "armed") for one in defenders)
    state = any("UAF" not in one.actor.sectors for one in owners)
    strayed = bool(owners) and all(one.actor.country in NATO for one in (*owners, *defenders))
    shot = craft or strayed or (by_group and state)
    return [replace(one, role="force") for one in owners] if owners and shot else []


def belonging(clause: Clause, thing: int) -> list[Mention]:
    """Whose a thing is, behind it: "a drone belonging to B", "a drone from B"."""
    said = [item.low for item in clause.items[thing + 1 : thing + 3]]
    owned = said == ["belonging", "to"]
    return clause.mentions([thing + 3]) if owned and thing + 3 < len(clause.items) else []


# Allies, who send no weapons against one another: a drone of theirs has strayed, and whoever shoots it down strikes.
NATO = frozenset(
    "ALB BEL BGR CAN CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN ISL ITA LTU LUX LVA MKD MNE NLD NOR POL PRT ROU SVK "
    "SVN SWE TUR USA".split()
)


def parried(
    clause: Clause, index: int, trigger: Trigger, thing: int, defenders: list[Mention], *, plot: bool
) -> Finding | Miss:
    """The attack of whoever sent the weapon, on whom it was meant for, else on the defender."""
    items = clause.items
    attackers = [one for one in agents(clause, thing) if one not in defenders] or [
        replace(one, role="armed") for one in clause.mentions([thing]) if one.actor.id and not is_own(one, defenders)
    ]
    launched_from = people(clause.mentions(after(items, thing, frozenset(["from"]))))[:1]
    attackers = attackers or [one for one in launched_from if one.role not in ("country", "site")]
    targets = plotted(clause, thing) if plot else endangered(clause, thing)
    targets = targets or people(clause.mentions(after(items, thing, AGAINST))) or approached(clause, index)
    targets = (
        targets
        or people(defenders)
        or [replace(one, role="force") for one in defenders if one.role == "weapon" and one.actor.id]
    )
    if items[thing].trigger is None and not attackers and not targets and not over_place(items, index):
        return miss(clause, index, "neither side is named")
    found = Finding("attack", "attack.parried", index, trigger, attackers, targets, mode=mode_of(clause, trigger))
    if any(unit.low in ("nothing", "no") for unit in items[thing].units):
        found.actors, found.status = [], Status("denied", cue="nothing")
    elif plot or (trigger.lemma.startswith(FOILING) and not flying(items[thing])):
        found.status = Status("foiled", cue=trigger.lemma)
    else:
        found.status, found.outcome = verb_status(items, index), "intercepted"
    return found


def over_place(items: Sequence[Item], index: int) -> bool:
    """Whether the place is named over which a weapon came down: "four drones were shot down over Odesa"."""
    near = items[index + 1 : index + 3]
    return len(near) > 1 and near[0].low in OVER and any(one.senses and one.senses.site for one in near[1].units)


FOILING = ("foil", "thwart")
OVER = frozenset(["over", "above"])


def plotted(clause: Clause, thing: int) -> list[Mention]:
    """Whom a plot was against: "a plot to attack US forces"."""
    items = clause.items
    verb = next((at for at in range(thing + 1, min(len(items), thing + 4)) if items[at].tag == "T"), -1)
    return people(clause.mentions(objects(items, verb, AGAINST))) if verb >= 0 else []


def endangered(clause: Clause, thing: int) -> list[Mention]:
    """Whom the weapon flew at, right behind it: "a drone that was threatening a tanker"."""
    items = clause.items
    verb = following(items, thing, frozenset("RXHA"))
    if verb < 0 or items[verb].low not in MENACING:
        return []
    found = clause.mentions(objects(items, verb, AGAINST | FOR))
    return [one for one in people(found) if one.actor.id or one.role != "site"]


FOR = frozenset(["for"])
MENACING = frozenset(
    "bound heading headed threatening approaching targeting nearing endangering fired-at aimed".split()
) | {"fired at", "headed for"}
NEARING = frozenset("at towards toward near reached approaching approached over nearing threatening".split())
AIMED = frozenset("at towards toward threatening approaching".split())
ENDANGERED = frozenset(["force", "shipping", "embassy"])


def approached(clause: Clause, index: int) -> list[Mention]:
    """Whom the weapon flew at: "shot down as it flew at US forces", "before it reached the base"."""
    items = clause.items
    for at in range(index + 1, min(len(items) - 1, index + 14)):
        if items[at].low in NEARING and items[at + 1].tag == "N" and not roughly(items, at):
            found = people(clause.mentions([at + 1]))
            aimed = items[at].low in AIMED
            if any(one.role in ENDANGERED or one.hosted or (aimed and one.actor.id) for one in found):
                return found
    return []


def is_own(mention: Mention, defenders: list[Mention]) -> bool:
    return any(mention.actor.country and mention.actor.country == one.actor.country for one in defenders)
