"""Attacks: the rules, one for each way in which a trigger word carries its arguments."""

from collections.abc import Callable
from dataclasses import replace

from streams.analysis.actors import Mention
from streams.analysis.arms import (
    agents,
    armed_side,
    combatants,
    is_flying,
    is_weapon,
    military,
    miss,
    mode_of,
    people_of_weapon,
    weapon_here,
    weapon_here_strict,
    with_forces,
)
from streams.analysis.clauses import Clause, after, following, objects, passive, previous, subject
from streams.analysis.context import Status, verb_status
from streams.analysis.lexicon import Trigger
from streams.analysis.nominal import AGAINST, modifiers, nominal
from streams.analysis.rule import Finding, Miss, people

ON = frozenset("on against at upon targeting toward towards near into inside outside".split())
BY = frozenset(["by"])
PLACED = frozenset(["in", "at", "near", "outside", "inside", "on", "along", "across"])
PLOTS = frozenset(["plot", "plots", "plan", "plans", "attempt", "attempts", "bid", "scheme"])
UNARMED = frozenset((
    "tariff tariffs sanction sanctions market markets economy goal goals match game season coach league cup "
    "championship tennis cricket football striker film movie album song chess sales inflation virus pandemic "
    "covid disease cancer earthquake storm hurricane cyclone typhoon flood floods wildfire tornado landslide "
    "crash collision derailment accident lightning rainfall drought deals strikeout inning nfl nba playoff "
    "quarterback touchdown"
).split())  # fmt: skip


def read_attack(clause: Clause, index: int) -> Finding | Miss:
    """The attack that the trigger at `index` makes, or why it makes none."""
    item = clause.items[index]
    trigger = item.trigger
    assert trigger is not None
    finding = FRAMES[trigger.frame](clause, index, trigger)
    if isinstance(finding, Miss):
        return finding
    return checked(clause, finding)


def act(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A attacked B", "B was attacked by A"."""
    items = clause.items
    if passive(items, index):
        targets = clause.mentions(subject(items, index))
        actors = agents(clause, index)
        rule = "attack.target-passive"
    else:
        actors = clause.mentions(subject(items, index))
        targets = clause.mentions(
            objects(items, index, ON if trigger.sure else frozenset(["at", "near", "on", "into"]))
        )
        rule = "attack.actor-active"
    if (
        rule == "attack.actor-active"
        and objects(items, index)
        and all(is_flying(clause, at) for at in objects(items, index))
    ):
        return parry(clause, index, trigger)
    status = verb_status(items, index)
    struck = nominal_subject(clause, index)
    if struck and rule == "attack.actor-active":
        actors = striker(clause, index)
    armed = (
        any(one.role in ("armed", "force", "armed-group", "police") for one in actors) or weapon_here(clause) or struck
    )
    if (
        not trigger.sure
        and not armed
        and not (any(one.role in ("country", "alliance", "person", "office") for one in actors) and military(targets))
    ):
        return miss(clause, index, "no armed actor, weapon or toll beside it")
    if not targets and not (trigger.sure and combatants(actors)):
        return miss(clause, index, "no target")
    if (
        trigger.lemma.startswith(LANDING)
        and not struck
        and not any(one.role == "weapon" for one in clause.mentions(subject(items, index)))
    ):
        return miss(clause, index, "no weapon that lands")
    if (
        not trigger.sure
        and not weapon_here_strict(clause)
        and not struck
        and not any(one.role in ("armed", "armed-group", "force", "police") for one in (*actors, *targets))
        and any(one.role == "country" and one.actor.country not in (None, "PSE") for one in targets)
    ):
        return miss(clause, index, "two states, and nothing armed")
    if rule == "attack.actor-active" and not actors and not trigger.sure:
        return miss(clause, index, "no actor")
    if trigger.sure and not combatants(actors) and actors and rule == "attack.actor-active":
        if not any(one.role in ("weapon", "civil") for one in actors):
            return miss(clause, index, "its subject cannot attack")
    return Finding(
        "attack",
        rule,
        index,
        trigger,
        combatants(actors),
        people(targets),
        status=status,
        mode=mode_of(clause, trigger),
    )


LANDING = ("land ", "rain ", "slam ", "burn", "shake", "rock", "set ", "torch")


def striker(clause: Clause, index: int) -> list[Mention]:
    """Whose attack it is that is the subject of a verb: "the Israeli strike hit a school"."""
    at = next(at for at in subject(clause.items, index) if clause.items[at].trigger is not None)
    return agents(clause, at) or modifiers(clause, at)[0]


def nominal_subject(clause: Clause, index: int) -> bool:
    """Whether the verb's subject is itself an attack: "the strike hit a school"."""
    return any(clause.items[at].trigger is not None for at in subject(clause.items, index))


def harm(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A killed B", "B were killed in an attack"."""
    items = clause.items
    if passive(items, index):
        targets, actors = clause.mentions(subject(items, index)), agents(clause, index)
        rule = "attack.victim-passive"
    else:
        actors, targets = clause.mentions(subject(items, index)), clause.mentions(objects(items, index))
        rule = "attack.killer-active"
    if not targets and not numbered(clause, index):
        return miss(clause, index, "nobody harmed is named")
    if rule == "attack.killer-active" and nominal_subject(clause, index):
        actors = striker(clause, index)
    armed = any(one.role in ("armed", "force", "armed-group", "police", "weapon") for one in actors)
    state = any(one.role in ("country", "alliance") for one in actors)
    fallen = any(one.role in ("armed", "force", "armed-group", "police") for one in targets)
    if (
        not armed
        and not state
        and not fallen
        and not weapon_here(clause)
        and not nominal_subject(clause, index)
        and trigger.lemma not in ("murder", "execute", "slay")
    ):
        return miss(clause, index, "a death or wound without an attacker or weapon")
    if trigger.lemma in ("murder", "execute", "slay", "stab") and not armed and not state and not weapon_here(clause):
        return miss(clause, index, "a crime without an armed actor")
    status = verb_status(items, index)
    return Finding(
        "attack",
        rule,
        index,
        trigger,
        combatants(actors),
        people(targets),
        status=status,
        mode=mode_of(clause, trigger),
    )


def numbered(clause: Clause, index: int) -> bool:
    """Whether the verb's object is a bare number: "killed 12"."""
    at = following(clause.items, index, frozenset("AP"))
    return at >= 0 and any(unit.tag == "#" for unit in clause.items[at].units)


def fire(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A fired rockets at B", "rockets were fired at B by A"."""
    items = clause.items
    if passive(items, index):
        things = subject(items, index)
        actors = agents(clause, index)
        rule = "attack.fired-passive"
    else:
        things = objects(items, index)
        actors = clause.mentions(subject(items, index))
        rule = "attack.fired-at"
    if not any(is_weapon(clause, at) for at in things):
        return miss(clause, index, "what is fired is no weapon")
    if trigger.lemma == "launch" and any(items[at].trigger is not None for at in things):
        return miss(clause, index, "the attack it launches is read by itself")
    if any(
        unit.low in ("test", "tests", "test-fired", "exercise", "drill", "satellite", "space")
        for item in items
        for unit in item.units
    ):
        return miss(clause, index, "a test or a drill")
    targets = people(clause.mentions(after(items, index, ON)))
    actors = combatants(actors) or [m for m in people_of_weapon(clause, things)]
    if not targets and not any(one.role in ("armed", "armed-group", "force", "country", "alliance") for one in actors):
        return miss(clause, index, "neither target nor armed actor")
    if not targets and any(one.role in ("country", "office", "force") for one in actors):
        return miss(clause, index, "a launch without a target")
    return Finding(
        "attack", rule, index, trigger, actors, targets, status=verb_status(items, index), mode=mode_of(clause, trigger)
    )


def fire_on(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A opened fire on B"."""
    items = clause.items
    actors = clause.mentions(subject(items, index))
    targets = people(clause.mentions(objects(items, index, ON) or after(items, index, ON)))
    if passive(items, index) or (previous(items, index) >= 0 and items[index - 1].tag == "X"):
        actors, targets = agents(clause, index), people(actors)
    if not actors and not targets:
        return miss(clause, index, "neither side is named")
    return Finding(
        "attack",
        "attack.opened-fire",
        index,
        trigger,
        combatants(actors),
        targets,
        status=verb_status(items, index),
        mode="shooting",
    )


def seize(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A kidnapped B", "B was hijacked"."""
    items = clause.items
    if passive(items, index):
        targets, actors = clause.mentions(subject(items, index)), agents(clause, index)
    else:
        actors, targets = clause.mentions(subject(items, index)), clause.mentions(objects(items, index))
    if not trigger.sure:
        taken = any(one.role in ("shipping",) for one in targets)
        if not taken or not any(one.role in ("armed", "armed-group", "force", "country") for one in actors):
            return miss(clause, index, "what is seized is no ship, or no armed actor seizes it")
    if not targets:
        return miss(clause, index, "nobody taken is named")
    by_armed = any(one.role in ("armed", "armed-group", "force", "country", "police") for one in actors)
    if (
        trigger.sure
        and not by_armed
        and not weapon_here(clause)
        and all(one.role == "civil" and not one.plural for one in targets)
    ):
        return miss(clause, index, "a crime without an armed actor")
    mode = "hijacking" if any(one.role in ("shipping",) for one in targets) else "abduction"
    return Finding(
        "attack",
        "attack.seized",
        index,
        trigger,
        combatants(actors),
        people(targets),
        status=verb_status(items, index),
        mode=mode,
    )


def burst(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A bomb exploded near B", "a blast ripped through B"."""
    items = clause.items
    things = subject(items, index) or (objects(items, index) if trigger.lemma.startswith("detonat") else [])
    if trigger.lemma == "detonate" and objects(items, index):
        weapons = [at for at in objects(items, index) if is_weapon(clause, at)]
        if weapons:
            actors = combatants(clause.mentions(subject(items, index)))
            targets = people(clause.mentions(after(items, index, ON | frozenset(["in"]))))
            return Finding(
                "attack",
                "attack.detonated",
                index,
                trigger,
                actors,
                targets,
                status=verb_status(items, index),
                mode="bombing",
            )
    if not any(is_weapon(clause, at) for at in things) and not weapon_here_strict(clause):
        return miss(clause, index, "what goes off is no weapon")
    targets = people(clause.mentions(after(items, index, ON | frozenset(["in", "through"])) or objects(items, index)))
    return Finding(
        "attack", "attack.exploded", index, trigger, [], targets, status=verb_status(items, index), mode="bombing"
    )


def clash(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A clashed with B", "A and B exchanged fire"."""
    items = clause.items
    sides = clause.mentions(subject(items, index))
    others = clause.mentions(after(items, index, frozenset(["with", "against", "between"])) or objects(items, index))
    if not others and len(sides) > 1:
        sides, others = sides[:1], sides[1:]
    fighting = [one for one in [*sides, *others] if one.role in ("armed", "force", "armed-group")]
    if not fighting or not others or any(one.role == "civil" for one in [*sides, *others]):
        return miss(clause, index, "no two armed sides")
    return Finding(
        "attack",
        "attack.clash",
        index,
        trigger,
        combatants(sides),
        people(others),
        status=verb_status(items, index),
        mode="clash",
    )


def parry(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A intercepted B's missile", "A repelled an attack by B": B attacked A, and failed."""
    items = clause.items
    if passive(items, index):
        things, defenders = subject(items, index), agents(clause, index)
    else:
        things, defenders = objects(items, index), clause.mentions(subject(items, index))
    if not things:
        return miss(clause, index, "nothing parried is named")
    thing = things[0]
    head = items[thing].head
    plot = any(unit.low in PLOTS for unit in items[thing].units)
    if not is_weapon(clause, thing) and not is_flying(clause, thing) and not plot:
        return (
            FRAMES["act"](clause, index, trigger)
            if trigger.lemma == "destroy"
            else miss(clause, index, "what is parried is no attack")
        )
    flying = any(
        word in head.low for word in ("drone", "missile", "rocket", "projectile", "uav", "aerial", "target", "aircraft")
    )
    if not plot and not flying and items[thing].trigger is None:
        return miss(clause, index, "what is parried is no weapon in flight")
    attackers = agents(clause, thing) or [
        replace(m, role="armed") for m in clause.mentions([thing]) if m.actor.id and not is_own(m, defenders)
    ]
    attackers = attackers or people(clause.mentions(after(items, thing, frozenset(["from"]))))[:1]
    targets = people(clause.mentions(after(items, thing, AGAINST))) or people(defenders)
    ours = [one for one in attackers if one.actor.id and one.actor.id in {t.actor.id for t in defenders}]
    if ours:
        return miss(clause, index, "a weapon of its own side")
    foiled = plot or trigger.lemma == "foil" or "foiled" in trigger.lemma
    if items[thing].trigger is None and not attackers and not targets:
        return miss(clause, index, "neither side is named")
    if any(unit.low in ("nothing", "no") for unit in items[thing].units):
        return Finding(
            "attack",
            "attack.parried",
            index,
            trigger,
            [],
            targets,
            status=Status("denied", cue="nothing"),
            mode="shelling",
        )
    status = Status("foiled", cue=trigger.lemma) if foiled else verb_status(items, index)
    outcome = "intercepted" if not foiled else None
    return Finding(
        "attack",
        "attack.parried",
        index,
        trigger,
        attackers,
        targets,
        status=status,
        mode=mode_of(clause, trigger),
        outcome=outcome,
    )


def is_own(mention: Mention, defenders: list[Mention]) -> bool:
    return any(mention.actor.country and mention.actor.country == one.actor.country for one in defenders)


def suffer(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A came under fire (from B)"."""
    items = clause.items
    targets = people(clause.mentions(subject(items, index)))
    if not targets:
        return miss(clause, index, "nobody under fire is named")
    if any(one.role in ("office", "person", "organisation") for one in targets) and not weapon_here_strict(clause):
        return miss(clause, index, "under fire in words")
    actors = combatants(clause.mentions(after(items, index, frozenset(["from", "by"]))))
    return Finding(
        "attack",
        "attack.under-fire",
        index,
        trigger,
        actors,
        targets,
        status=verb_status(items, index),
        mode=mode_of(clause, trigger),
    )


HARMED = frozenset(["killed", "wounded", "injured", "dead", "died"])


def checked(clause: Clause, finding: Finding) -> Finding | Miss:
    """Sport, markets, disasters and cyber are no attacks; a country attacks with its forces."""
    words = {unit.low for item in clause.items for unit in item.units}
    if (
        words & UNARMED
        and not weapon_here_strict(clause)
        and not any(one.role in ("armed", "armed-group", "force") for one in finding.actors)
    ):
        return miss(clause, finding.at, "sport, markets, disaster or trade")
    if words & CYBER and not weapon_here_strict(clause):
        return miss(clause, finding.at, "an attack on computers")
    if words & COURT and not weapon_here_strict(clause) and not armed_side(finding):
        return miss(clause, finding.at, "a crime before a court")
    if (
        finding.actors
        and all(one.role in ("person", "office", "civil") for one in finding.actors)
        and not weapon_here_strict(clause)
        and not (words & HARMED)
    ):
        return miss(clause, finding.at, "an attack in words")
    if words & VERBAL and not weapon_here_strict(clause):
        return miss(clause, finding.at, "an attack in words")
    finding.actors = [with_forces(one, clause) for one in finding.actors]
    if (
        any(
            unit.low in ("second", "another", "separate", "third", "fresh", "new")
            for unit in clause.items[finding.at].units
        )
        or "separately" in words
    ):
        finding.separate = True
    return finding


COURT = frozenset(
    "court charged charges jailed sentenced suspect girlfriend boyfriend sexual sexually domestic racist jury prosecutors "
    "pleaded pleads trial lawsuit sued convicted murderer rape raped teen stepfather ex-husband ex-wife lawyer lawyers".split()
)
CYBER = frozenset(
    (
        "cyber cyberattack cyberattacks hackers hacker hacked website websites ransomware malware phishing ddos "
        "network networks online computer computers"
    ).split()
)
VERBAL = frozenset(
    (
        "verbal verbally rhetorical personal heart panic asthma shark bear dog dogs snake lion crocodile elephant "
        "leopard tiger wolf labour labor hunger advert ad advertisement teachers' drill drills"
    ).split()
)
FRAMES: dict[str, Callable[[Clause, int, Trigger], Finding | Miss]] = {
    "act": act,
    "harm": harm,
    "fire": fire,
    "fire-on": fire_on,
    "seize": seize,
    "burst": burst,
    "clash": clash,
    "parry": parry,
    "suffer": suffer,
    "attack": nominal,
}
