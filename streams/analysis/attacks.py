"""Attacks: the rules, one for each way in which a trigger word carries its arguments."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from schemas.event import Actor
from streams.analysis.actors import Mention, phrase_text
from streams.analysis.arms import (
    ARMED,
    BY,
    agents,
    combatants,
    exposed,
    is_flying,
    is_weapon,
    military,
    miss,
    mode_of,
    people_of_weapon,
    weapon_here,
    weapon_here_strict,
)  # fmt: skip
from streams.analysis.clauses import Clause, after, following, governor, objects, passive, previous, subject
from streams.analysis.context import verb_status
from streams.analysis.entries import Trigger
from streams.analysis.exclusions import checked
from streams.analysis.nominal import HAILS, QUANTITY, armed_noun, claimed, modifiers, nominal, noun_status
from streams.analysis.parrying import parry
from streams.analysis.phrases import Item, Unit
from streams.analysis.rule import Finding, Miss, people

ON = frozenset("on against at upon targeting toward towards near into inside outside".split())
BESIDE = frozenset(["in", "through", "beside", "next to", "close to", "under", "at", "outside"])
NEAR = frozenset(["at", "near", "on", "into"])


def read_attack(clause: Clause, index: int) -> Finding | Miss:
    """The attack that the trigger at `index` makes, or why it makes none."""
    trigger = clause.items[index].trigger
    assert trigger is not None
    if goes_on(clause, index, trigger):
        return miss(clause, index, "a campaign that goes on, no incident")
    finding = FRAMES[trigger.frame](clause, index, trigger)
    return checked(clause, finding) if isinstance(finding, Finding) else finding


def goes_on(clause: Clause, index: int, trigger: Trigger) -> bool:
    """Whether a verb tells of what has been going on, and gives it no day: "has been shelling the town"."""
    items = clause.items
    been = previous(items, index, frozenset("AG"))
    if trigger.form != "ing" or been < 1 or items[been].low != "been":
        return False
    end = next((at for at in range(index, len(items)) if items[at].tag in "SRB;"), len(items))
    dated = any(unit.day and unit.day.precision == "day" for item in items[index:end] for unit in item.units)
    return items[previous(items, been, frozenset("AG"))].tag == "H" and not dated


def roles(mentions: Sequence[Mention]) -> frozenset[str]:
    return frozenset(one.role for one in mentions)


def victims(clause: Clause, indexes: list[int], trigger: Trigger, by: Sequence[Mention] = ()) -> list[Mention]:
    """Who suffers; for a word that is violence by itself a name that nobody knows will do: "Galan was gunned down".

    Where it was done by somebody armed, anybody will: "her parents were killed by rebels".
    """
    found = clause.mentions([at for at in indexes if clause.items[at].head.low not in ("toll", "number", "count")])
    if (
        found
        or trigger.mode not in ("shooting", "killing", "abduction")
        or not (trigger.sure or trigger.frame == "harm")
    ):
        return found
    plain = clause.cast.upper or bool(roles(by) & ARMED)
    names = [clause.items[at] for at in indexes if plain or any(u.capital for u in clause.items[at].units)]
    fit = [item for item in names if item.tag == "N" and item.trigger is None and stranger(item.head)]
    return [Mention(Actor(id=None, text=phrase_text(item.units), sectors=("CVL",)), "civil") for item in fit]


RUINING = frozenset(
    [
        *"destroy damage burn torch sabotage".split(),
        *["burn down", "blow up", "blown up", "blew up", "set fire to", "setting fire to", "set on fire", "set ablaze"],
    ]
)
RUINERS = frozenset(["armed", "armed-group", "weapon"])


def hands(clause: Clause, index: int) -> list[Mention]:
    """Who or what does what the verb says, weapons too."""
    items = clause.items
    return clause.mentions(after(items, index, BY) if passive(items, index) else subject(items, index))


def things_of(clause: Clause, indexes: list[int]) -> list[Mention]:
    """What is blown up or burned, though no word of it is known: "a telephone booth", "a section of the pipeline"."""
    fit = [clause.items[at] for at in indexes if clause.items[at].tag == "N" and stranger(clause.items[at].head)]
    return [Mention(Actor(id=None, text=phrase_text(item.units), sectors=("CVL",)), "site") for item in fit]


def stranger(head: Unit) -> bool:
    """Whether a word may be the name of somebody nobody knows."""
    people = head.senses is not None and bool(head.senses.people) and not (head.senses.actor or head.senses.site)
    return (head.senses is None or people) and head.tag != "#"


def act(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A attacked B", "B was attacked by A"."""
    items = clause.items
    if passive(items, index):
        targets, actors = victims(clause, subject(items, index), trigger), agents(clause, index)
        rule, struck = "attack.target-passive", nominal_subject(clause, index)
    else:
        things = objects(items, index, ON if trigger.sure else NEAR)
        if parries_too(items, index):
            return parry(clause, index, trigger) or miss(clause, index, "read with the verb that parries it")
        if things and all(is_flying(clause, at) for at in things):
            return parry(clause, index, trigger) or miss(clause, index, "what is hit is no weapon on its way")
        if trigger.form == "ed" and not index:
            return miss(clause, index, "it describes a noun")
        actors, targets = clause.mentions(subject(items, index)), victims(clause, things, trigger)
        rule, struck = "attack.actor-active", nominal_subject(clause, index)
        actors = striker(clause, index) if struck else actors
    if not targets and trigger.lemma in RUINING and roles(hands(clause, index)) & RUINERS:
        targets = things_of(clause, subject(items, index) if passive(items, index) else things)
    reason = (
        ("a figure of speech" if figurative(clause, index, trigger) else "")
        or missing_side(trigger, actors, targets, active=rule == "attack.actor-active")
        or (not trigger.sure and unarmed(clause, index, trigger, actors, targets, struck=struck))
        or unlanded(clause, index, trigger, struck=struck)
        or crashed(clause, index, trigger)
    )
    if reason:
        return miss(clause, index, reason)
    status = verb_status(items, index)
    mode = mode_of(clause, trigger)
    actors = owners_of(actors)
    return Finding("attack", rule, index, trigger, combatants(actors), people(targets), status=status, mode=mode)


def parries_too(items: Sequence[Item], index: int) -> bool:
    """Whether a verb shares its object with one that parries: "intercepted and destroyed a target"."""
    joined = index > 1 and items[index - 1].tag == "C" and items[index - 2].tag == "T"
    first = items[index - 2].trigger if joined else None
    return first is not None and first.frame == "parry"


def owners_of(actors: list[Mention]) -> list[Mention]:
    """The owners of the weapons that are the subject: "a Russian missile struck", where nobody else is named."""
    if combatants(actors):
        return actors
    return [replace(one, role="armed") for one in actors if one.role == "weapon" and one.actor.id]


def missing_side(trigger: Trigger, actors: list[Mention], targets: list[Mention], *, active: bool) -> str:
    """What a verb of attacking lacks to be an attack, if it lacks something."""
    if not targets and not (trigger.sure and combatants(actors)):
        return "no target"
    if active and not actors and not trigger.sure:
        return "no actor"
    persons = bool(targets) and roles(targets) == {"person"} and trigger.mode == "armed-assault"
    if persons and (all(one.pronoun for one in targets) or (roles(actors) <= {"person", "office"} and active)):
        return "an attack on a person in words"
    if active and not targets and all(one.pronoun for one in actors):
        return "no target"
    if active and not actors and targets and all(one.pronoun for one in targets):
        return "no actor"
    if active and trigger.sure and actors and not combatants(actors) and not roles(actors) & {"weapon", "civil"}:
        return "its subject cannot attack"
    return ""


def unarmed(
    clause: Clause, index: int, trigger: Trigger, actors: list[Mention], targets: list[Mention], *, struck: bool
) -> str:
    """Why a word that can be peaceful ("hit", "target") is no violence here; empty if it is."""
    armed = bool(roles(actors) & ARMED) or weapon_here(clause) or struck
    if trigger.lemma in SHOT and [item.low for item in clause.items[index + 1 : index + 2]] == ["up"]:
        return "a price that shot up"
    if trigger.lemma in SHOT and (exposed(targets) or roles(targets) & {"office", "person"}):
        return ""
    officials = {"office"} if trigger.lemma in SOLDIERLY else set()
    state = roles(actors) & ({"country", "alliance"} | officials) and military(targets)
    if not armed and not state:
        return "no armed actor, weapon or toll beside it"
    states = any(one.role == "country" and one.actor.country not in (None, "PSE") for one in targets)
    own = {one.actor.country for one in actors} & {one.actor.country for one in targets}
    if state and not armed and own - {None}:
        return "a state and its own"
    if (
        states
        and trigger.lemma not in ("strike", "struck")
        and not struck
        and not weapon_here_strict(clause)
        and not roles([*actors, *targets]) & ARMED
    ):
        return "two states, and nothing armed"
    return ""


def figurative(clause: Clause, index: int, trigger: Trigger) -> bool:
    """Whether people are bombarded with words, or money is shelled out."""
    items = clause.items
    if items[index].low in ("shelled-out", "shelled out") or [one.low for one in items[index + 1 : index + 2]] == [
        "out"
    ]:
        return trigger.lemma == "shell"
    means = next((at for at in range(index + 1, min(len(items) - 1, index + 4)) if items[at].low == "with"), -1)
    return trigger.lemma == "bombard" and means > 0 and not is_weapon(clause, means + 1)


SOLDIERLY = frozenset("strike struck raid storm pound target".split())
LANDING = ("land ", "rain ", "slam ", "burn", "shake", "rock", "set ", "torch")
BURNING = ("burn", "set ", "torch")


def unlanded(clause: Clause, index: int, trigger: Trigger, *, struck: bool) -> str:
    """Whether a verb such as "landed near" lacks the weapon that lands."""
    if not trigger.lemma.startswith(LANDING) or struck:
        return ""
    doers = roles(clause.mentions(subject(clause.items, index))) | roles(agents(clause, index))
    arson = trigger.lemma.startswith(BURNING) and bool(doers & ARMED)
    return "" if arson or "weapon" in doers else "no weapon that lands"


VEHICLES = frozenset(
    "ship vessel boat ferry tanker freighter barge trawler train tram truck lorry car bus coach van motorcycle "
    "motorbike bike bicycle taxi locomotive aircraft plane".split()
)


def crashed(clause: Clause, index: int, trigger: Trigger) -> str:
    """Why a vehicle that hits something has an accident: no weapon is named, and it is alone."""
    hit = trigger.lemma in ("strike", "struck", "hit") and not weapon_here_strict(clause)
    before = {index - 1, *subject(clause.items, index)}
    vehicle = any(at >= 0 and clause.items[at].head.low in VEHICLES for at in before)
    return "an accident of a vehicle" if hit and vehicle else ""


def striker(clause: Clause, index: int) -> list[Mention]:
    """Whose attack it is that is the subject of a verb: "the Israeli strike hit a school"."""
    at = next(at for at in subject(clause.items, index) if clause.items[at].trigger is not None)
    return agents(clause, at) or modifiers(clause, at)[0]


def nominal_subject(clause: Clause, index: int) -> bool:
    """Whether the verb's subject is itself an attack: "the strike hit a school"; a fire or a gas blast is none."""
    for at in subject(clause.items, index):
        trigger = clause.items[at].trigger
        if (
            trigger is not None
            and trigger.kind == "attack"
            and (trigger.sure or trigger.pos != "noun" or armed_noun(clause, at, modifiers(clause, at)[0]))
        ):
            return True
    return False


OUTRIGHT = frozenset("murder execute slay slain slew stab stabbed stabbing".split())
SHOT = frozenset(["shoot", "shot", "shooting"])


def harm(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A killed B", "B were killed in an attack"."""
    items = clause.items
    rule = "attack.victim-passive" if passive(items, index) else "attack.killer-active"
    if rule == "attack.victim-passive":
        actors = agents(clause, index)
        targets = victims(clause, subject(items, index), trigger, actors)
    else:
        doers = subject(items, index)
        if trigger.form == "ed" and not doers and items[index - 1].tag not in "CAHX":
            return miss(clause, index, "it describes a noun")
        actors, targets = clause.mentions(doers), victims(clause, objects(items, index), trigger)
    if not targets and not numbered(clause, index) and not counted(clause, subject(items, index)):
        return miss(clause, index, "nobody harmed is named")
    struck = rule == "attack.killer-active" and nominal_subject(clause, index)
    if struck:
        actors = striker(clause, index)
    if reason := harmless(clause, index, actors, targets, struck=struck):
        return miss(clause, index, reason)
    status = verb_status(items, index)
    mode = mode_of(clause, trigger)
    actors = owners_of(actors)
    return Finding("attack", rule, index, trigger, combatants(actors), people(targets), status=status, mode=mode)


def harmless(clause: Clause, index: int, actors: list[Mention], targets: list[Mention], *, struck: bool) -> str:
    """Why a death or wound is no attack: an accident, or a crime of nobody armed; empty if it is one."""
    armed = bool(roles(actors) & (ARMED | {"weapon"}))
    state = bool(roles(actors) & {"country", "alliance"})
    trigger = clause.items[index].trigger
    if trigger is not None and trigger.lemma in OUTRIGHT:
        victim = roles(targets) & (ARMED | {"office", "person"}) or exposed(targets) or violent(clause, index, targets)
        return "" if armed or state or weapon_here(clause) or victim else "a crime without an armed actor"
    if (
        armed
        or state
        or struck
        or (roles(targets) & ARMED and not actors)
        or weapon_here(clause)
        or exposed(targets)
        or violent(clause, index, targets)
    ):
        return ""
    return "a death or wound without an attacker or weapon"


def numbered(clause: Clause, index: int) -> bool:
    """Whether the verb's object is a bare number: "killed 12"."""
    at = following(clause.items, index, frozenset("AP"))
    return at >= 0 and any(unit.tag == "#" for unit in clause.items[at].units)


def violent(clause: Clause, index: int, targets: list[Mention]) -> bool:
    """Whether a death told in an article of armed violence was by violence: "he was shot and killed"; no toll."""
    items = clause.items
    if not clause.cast.embattled or items[index - 1].tag not in "XA":
        return False
    perfect = any(item.tag == "H" for item in items[max(0, index - 4) : index])
    hundreds = any("," in word or word.lower() in MANY or (word.isdigit() and int(word) > 99) for word in told(targets))
    return not perfect and not hundreds


def told(targets: list[Mention]) -> list[str]:
    return [word for one in targets for word in one.actor.text.split()]


MANY = frozenset("hundred hundreds thousand thousands million dozens scores many".split())


def counted(clause: Clause, indexes: list[int]) -> bool:
    """Whether a bare number is the subject: "the 12 who were murdered", "30 wounded"."""
    return any(clause.items[at].head.tag == "#" for at in indexes)


TESTING = frozenset("test tests test-fired exercise exercises drill drills satellite space orbit".split())


def fire(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A fired rockets at B", "rockets were fired at B by A"."""
    items = clause.items
    if passive(items, index):
        things, actors, rule = subject(items, index), agents(clause, index), "attack.fired-passive"
    else:
        things, actors = quantified(items, objects(items, index)), clause.mentions(subject(items, index))
        rule = "attack.fired-at"
    if not any(is_weapon(clause, at) or items[at].low in ("them", "it") for at in things):
        return miss(clause, index, "what is fired is no weapon")
    if trigger.lemma in ("launch", "unleash") and any(items[at].trigger is not None for at in things):
        return miss(clause, index, "the attack it launches is read by itself")
    if any(unit.low in TESTING for item in items[max(0, index - 6) : index + 6] for unit in item.units):
        return miss(clause, index, "a test or a drill")
    targets = people(clause.mentions(after(items, index, ON)))
    caught = any(unit.low in ("intercepts", "intercept") for at in things for unit in items[at].units)
    actors = combatants(actors) or ([] if caught else people_of_weapon(clause, things))
    if not targets and not roles(actors) & {"armed", "armed-group"}:
        return miss(clause, index, "a launch without a target")
    status, mode = verb_status(items, index), mode_of(clause, trigger)
    return Finding("attack", rule, index, trigger, actors, targets, status=status, mode=mode)


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
    targets = people(clause.mentions(objects(items, index, ON) or after(items, index, ON)))
    back = previous(items, index)
    status = verb_status(items, index)
    if trigger.form == "ing" and back >= 0 and items[back].tag == "N" and items[index - 1].tag not in "XA":
        actors, status = [], noun_status(clause, index, governor(items, back), following(items, index))
    elif trigger.form in ("s", "base") and back < 0:
        return miss(clause, index, "fires that burn")
    elif passive(items, index) or (back >= 0 and items[index - 1].tag == "X"):
        shots = bool(actors) and all(one.role == "weapon" for one in actors)
        targets = targets if shots else people(actors)
        actors = agents(clause, index) or (owners_of(actors) if shots else [])
    if not combatants(actors) and not targets:
        return miss(clause, index, "neither side is named")
    mode = mode_of(clause, trigger)
    return Finding(
        "attack", "attack.opened-fire", index, trigger, combatants(actors), targets, status=status, mode=mode
    )


TAKERS = frozenset(["armed", "armed-group", "force", "country", "police"])
HELD = frozenset("hostage hostages captive captives prisoner prisoners".split())


def seize(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A kidnapped B", "B was hijacked"."""
    items = clause.items
    taken = subject(items, index) if passive(items, index) else objects(items, index)
    targets = people(victims(clause, taken, trigger))
    actors = agents(clause, index) if passive(items, index) else clause.mentions(subject(items, index))
    if not targets:
        return miss(clause, index, "nobody taken is named")
    shipping = any(one.role == "shipping" or one.actor.id == "commercial-shipping" for one in targets)
    hostages = any(items[at].head.low in HELD for at in taken)
    if not trigger.sure and not ((shipping or hostages) and roles(actors) & (TAKERS - {"police"})):
        return miss(clause, index, "what is seized is no ship, or no armed actor seizes it")
    crime = all(one.role == "civil" and not one.plural for one in targets)
    if crime and not roles(actors) & TAKERS and not weapon_here(clause):
        return miss(clause, index, "a crime without an armed actor")
    status = verb_status(items, index)
    if status.modality == "occurred" and hostages:
        status = replace(status, background=True, cue="hostages")
    mode = "hijacking" if shipping else "abduction"
    return Finding("attack", "attack.seized", index, trigger, combatants(actors), targets, status=status, mode=mode)


def burst(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A bomb exploded near B", "a blast ripped through B", "A detonated a bomb at B"."""
    items = clause.items
    status = verb_status(items, index)
    things = subject(items, index)
    if trigger.lemma in ("detonate", "explode", "set off") and objects(items, index):
        things = objects(items, index)
        if trigger.lemma == "set off" and not any(is_weapon(clause, at) for at in things):
            return miss(clause, index, "what is set off is no weapon")
        loaded = trigger.lemma == "detonate" and weapon_here_strict(clause)
        if loaded or any(is_weapon(clause, at) for at in things):
            actors = combatants(clause.mentions(subject(items, index)))
            targets = people(clause.mentions(after(items, index, ON | BESIDE)))
            return Finding("attack", "attack.detonated", index, trigger, actors, targets, status=status, mode="bombing")
    devices = any(clause.items[at].low in DEVICES for at in things) and clause.cast.embattled
    blazes = all(clause.items[at].low in ("fire", "fires") for at in things)
    weapon = devices or weapon_here_strict(clause)
    if (blazes or not any(is_weapon(clause, at) for at in things)) and not weapon:
        return miss(clause, index, "what goes off is no weapon")
    targets = people(clause.mentions(after(items, index, ON | BESIDE) or objects(items, index)))
    if not targets and not weapon:
        return miss(clause, index, "neither a bomb nor whom it hit")
    return Finding("attack", "attack.exploded", index, trigger, [], targets, status=status, mode="bombing")


DEVICES = frozenset("device devices charge charges".split())


def clash(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A clashed with B", "A and B exchanged fire"."""
    items = clause.items
    sides = clause.mentions(subject(items, index))
    others = clause.mentions(after(items, index, frozenset(["with", "against", "between"])) or objects(items, index))
    if not others and len(sides) > 1:
        sides, others = sides[:1], sides[1:]
    if not others and reciprocal(items, index):
        others = [one for one in sides if one.plural]
    both = [*sides, *others]
    if not roles(both) & {"armed", "force", "armed-group"} or not others or not sides or "civil" in roles(both):
        return miss(clause, index, "no two armed sides")
    status = verb_status(items, index)
    return Finding(
        "attack", "attack.clash", index, trigger, combatants(sides), people(others), status=status, mode="clash"
    )


def reciprocal(items: Sequence[Item], index: int) -> bool:
    """ "rival militias clashed", "two factions clashed with each other"."""
    said = {unit.low for at in subject(items, index) for unit in items[at].units}
    said |= {unit.low for item in items[index + 1 : index + 5] for unit in item.units}
    return bool(said & {"rival", "rivals", "opposing"}) or {"each", "other"} <= said


def suffer(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A came under fire (from B)"."""
    items = clause.items
    targets = people(clause.mentions(subject(items, index)))
    if not targets:
        return miss(clause, index, "nobody under fire is named")
    if index + 1 < len(items) and items[index + 1].low in ("for", "over"):
        return miss(clause, index, "under fire in words")
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


FRAMES: dict[str, Callable[[Clause, int, Trigger], Finding | Miss]] = {
    "act": act,
    "harm": harm,
    "fire": fire,
    "fire-on": fire_on,
    "seize": seize,
    "burst": burst,
    "clash": clash,
    "parry": lambda clause, index, trigger: parry(clause, index, trigger) or act(clause, index, trigger),
    "suffer": suffer,
    "attack": nominal,
    "claim": claimed,
}
