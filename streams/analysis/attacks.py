"""Attacks: the rules, one for each way in which a trigger word carries its arguments."""

from collections.abc import Callable
from dataclasses import replace

from schemas.event import Actor
from streams.analysis.actors import Mention, actor_of
from streams.analysis.clauses import Clause, after, following, governor, objects, passive, previous, subject
from streams.analysis.context import DENIAL, OCCURRED, Status, verb_status
from streams.analysis.grammar import SAYING
from streams.analysis.lexicon import Trigger
from streams.analysis.phrases import Item, Unit
from streams.analysis.rule import Finding, Miss, people

ON = frozenset("on against at upon targeting toward towards near into inside outside".split())
AGAINST = frozenset(["on", "against", "at", "upon", "targeting", "toward", "towards", "into"])
BY = frozenset(["by"])
PLACED = frozenset(["in", "at", "near", "outside", "inside", "on", "along", "across"])
SUPPORT = frozenset(
    (
        "carried carry carries carrying launched launch launches launching conducted conduct conducts conducting "
        "staged stages stage mounted mount made perpetrated committed led executed waged unleashed ordered stepped "
        "intensified resumed continued continue continues repelled saw opened reported report reports confirmed "
        "faced faces facing suffered survived escaped witnessed recorded kept triggered began started sustained "
        "hit used including include claimed claims said announced detected monitored launched blamed unleashing "
        "staging mounting expanded escalated sparked prompted experienced endured foiled is was were been be are"
    ).split()
)
SUFFER = frozenset("suffered survived faced faces facing escaped experienced endured sustained".split())
COME = frozenset("come came comes coming were are was is remain remains".split())
TRADED = frozenset("trade trades traded trading exchange exchanges exchanged exchanging swapped".split())
QUANTITY = frozenset(
    (
        "series wave waves spate string number round rounds barrage volley dozens scores hundreds hail surge rash "
        "flurry succession campaign kind type lot slew"
    ).split()
)
COUNTED = frozenset(
    (
        "series wave waves spate string number rounds dozens scores hundreds surge rash flurry succession campaign "
        "uptick increase slew"
    ).split()
)
RESULT = frozenset(
    (
        "killed kills kill killing killings wounded wounds wound wounding injured injures injure injuring left "
        "leaves leaving hit hits struck strikes targeted targets took happened occurred came comes caused causing "
        "causes destroyed destroys damaged damages rocked began lasted claimed continued continue targeting "
        "destroying damaging set resulted ripped forced tore came took sparked triggered prompted follows followed "
        "sent flattened leveled levelled landed hitting died dead"
    ).split()
)
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


def miss(clause: Clause, index: int, reason: str) -> Miss:
    return Miss(index, clause.items[index].head.text, reason)


def agents(clause: Clause, index: int) -> list[Mention]:
    """Whoever "by" names after the trigger."""
    return people(clause.mentions(after(clause.items, index, BY)))


def combatants(mentions: list[Mention]) -> list[Mention]:
    """Countries that attack do so with their forces."""
    return [one for one in mentions if one.role not in ("site", "civil", "weapon", "shipping", "embassy")]


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


def military(targets: list[Mention]) -> bool:
    return any(
        one.role in ("site", "force", "armed", "armed-group", "shipping", "embassy", "civil", "police", "country")
        for one in targets
    )


def striker(clause: Clause, index: int) -> list[Mention]:
    """Whose attack it is that is the subject of a verb: "the Israeli strike hit a school"."""
    at = next(at for at in subject(clause.items, index) if clause.items[at].trigger is not None)
    return agents(clause, at) or modifiers(clause, at)[0]


def nominal_subject(clause: Clause, index: int) -> bool:
    """Whether the verb's subject is itself an attack: "the strike hit a school"."""
    return any(clause.items[at].trigger is not None for at in subject(clause.items, index))


def weapon_here(clause: Clause) -> bool:
    """Whether the sentence names a weapon or another sure attack word."""
    return any(
        unit.senses is not None
        and (
            (unit.senses.noun is not None and unit.senses.noun.role == "weapon")
            or any(t.kind == "attack" and t.sure for t in unit.senses.triggers)
        )
        for item in clause.items
        if item.tag in "NT"
        for unit in item.units
    )


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


def people_of_weapon(clause: Clause, things: list[int]) -> list[Mention]:
    """ "a Houthi missile": whose weapon it is."""
    return [replace(one, role="armed") for one in clause.mentions(things) if one.role == "weapon" and one.actor.id]


def is_weapon(clause: Clause, at: int) -> bool:
    head = clause.items[at].head
    if clause.items[at].trigger is not None and clause.items[at].trigger.kind == "attack":  # type: ignore[union-attr]
        return True
    return any(
        unit.senses is not None and unit.senses.noun is not None and unit.senses.noun.role == "weapon"
        for unit in (head, *clause.items[at].units)
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


def weapon_here_strict(clause: Clause) -> bool:
    return any(
        unit.senses is not None and unit.senses.noun is not None and unit.senses.noun.role == "weapon"
        for item in clause.items
        for unit in item.units
    )


def nominal(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A's attack on B", "an attack by A on B", "carried out an attack", "the attack killed"."""
    items = clause.items
    item = items[index]
    actors, targets = modifiers(clause, index)
    actors = agents(clause, index) or actors
    named = people(clause.mentions(after(items, index, AGAINST, 9))) or (
        people(clause.mentions(after(items, index, frozenset(["of"]), 3)))
        if trigger.mode in ("bombing", "killing", "shelling", "abduction", "armed-assault")
        else []
    )
    targets = named or targets
    back = governor(items, index)
    head = items[back] if back >= 0 else None
    if head is not None and head.tag in "VTX" and head.low in SUPPORT and not passive(items, back):
        doers = clause.mentions(subject(items, back))
        if head.low in SUFFER:
            targets = targets or people(doers)
        elif head.low not in SAYING and not actors and head.tag != "X":
            actors = combatants(doers)
    if head is not None and head.low == "under" and back and items[back - 1].low in COME:
        targets = people(clause.mentions(subject(items, back - 1)))
        found_under = True
    else:
        found_under = False
    if head is not None and head.low in TRADED and back >= 0:
        sides = clause.mentions(subject(items, back))
        if len(sides) > 1:
            actors, targets = combatants(sides[:1]), people(sides[1:])
    if head is not None and head.low == "in" and head.tag == "P":
        verb = previous(items, back)
        if verb >= 0 and items[verb].tag == "T" and items[verb].trigger.frame == "harm":  # type: ignore[union-attr]
            targets = targets or people(clause.mentions(subject(items, verb) or objects(items, verb)))
    ahead = following(items, index, frozenset("AXHMGYR,"))
    if (
        not targets
        and ahead >= 0
        and items[ahead].tag == "T"
        and items[ahead].trigger.frame in ("act", "harm")
        and not passive(items, ahead)
    ):  # type: ignore[union-attr]
        targets = people(clause.mentions(objects(items, ahead, ON)))
    if trigger.lemma in ("clash", "fighting", "battle", "firefight", "gunfight", "gun battle", "skirmish"):
        sides = clause.mentions(after(items, index, frozenset(["between", "with"]), 6))
        if len(sides) > 1 and not actors:
            actors, targets = combatants(sides[:1]), people(sides[1:])
    if not trigger.sure and not armed_noun(clause, index, actors):
        return miss(clause, index, "no armed actor, weapon or toll beside it")
    found = Finding(
        "attack", "attack.nominal", index, trigger, combatants(actors), targets, mode=mode_of(clause, trigger)
    )
    found.plural = item.head.low.endswith("s") and not item.head.low.endswith("ss")
    found.supported = (head is not None and head.tag in "VT" and head.low in SUPPORT) or (
        ahead >= 0 and items[ahead].tag in "VT" and (items[ahead].low in RESULT or items[ahead].tag == "T")
    )
    found.anaphoric = (
        item.units[0].low in ("the", "this", "that", "these", "those", "such") and not named and not actors
    )
    found.status = verb_status(items, back - 1) if found_under else noun_status(clause, index, back, ahead)
    if head is not None and head.low in ("thwarted", "repelled", "foiled", "prevented", "averted", "repulsed"):
        return miss(clause, index, "read with the verb that parries it")
    return found


def armed_noun(clause: Clause, index: int, actors: list[Mention]) -> bool:
    words = {unit.low for item in clause.items for unit in item.units}
    lemma = clause.items[index].trigger.lemma  # type: ignore[union-attr]
    if lemma == "fire":
        return bool(
            {unit.low for unit in clause.items[index].units}
            & {
                "small",
                "sniper",
                "machinegun",
                "machine",
                "heavy",
                "tank",
                "artillery",
                "mortar",
                "rocket",
                "rifle",
                "automatic",
                "missile",
                "gun",
                "hostile",
                "enemy",
                "incoming",
            }
        )
    if any(one.role in ("armed", "force", "armed-group", "country", "police") for one in actors):
        return True
    if lemma in (
        "strike",
        "raid",
        "offensive",
        "onslaught",
        "assault",
        "invasion",
        "seizure",
        "hit",
        "battle",
        "fighting",
        "sabotage",
    ):
        return weapon_here(clause) and lemma not in ("seizure",)
    if lemma in ("killing", "murder", "stabbing", "hijacking", "kidnapping", "abduction", "shots"):
        return weapon_here(clause) or bool(words & {"gunmen", "militants", "rebels", "terrorists", "guerrillas"})
    if lemma in ("blast", "explosion"):
        return weapon_here_strict(clause) or bool(words & TERROR)
    if lemma in (
        "clash",
        "firefight",
        "gunfight",
        "gun battle",
        "shootout",
        "skirmish",
        "fire exchange",
        "exchange of fire",
        "exchanges of fire",
    ):
        return bool(
            words
            & {
                "troops",
                "soldiers",
                "militants",
                "rebels",
                "army",
                "fighters",
                "insurgents",
                "gunmen",
                "forces",
                "terrorists",
                "militia",
                "guerrillas",
                "armed",
            }
        )
    return lemma == "shooting" and bool(
        words & {"killed", "dead", "wounded", "injured", "gunman", "gunmen", "mass", "died"}
    )


def possessor(clause: Clause, index: int) -> Mention | None:
    """Whoever "its" or "their" means before an attack: "its Oct. 7 attacks"."""
    items = clause.items
    start = index
    while start and (
        items[start - 1].units[0].day is not None or all(unit.tag == "D" for unit in items[start - 1].units)
    ):
        start -= 1
    return clause.within(start) if items[start].units[0].low in ("its", "their") else None


TERROR = frozenset(
    "suicide terrorist terror bomb bomber convoy mosque army police checkpoint market militants rebels soldiers troops targeted targeting shrine bus embassy claimed claims car".split()
)


def is_flying(clause: Clause, at: int) -> bool:
    """Whether a phrase is a weapon on its way: a drone, a missile, a rocket."""
    low = clause.items[at].head.low
    return any(word in low for word in FLYING)


FLYING = ("drone", "missile", "rocket", "projectile", "uav", "aerial vehicle", "aerial object")


HARMED = frozenset(["killed", "wounded", "injured", "dead", "died"])


def modifiers(clause: Clause, index: int) -> tuple[list[Mention], list[Mention]]:
    """Who stands before the noun: "Hamas attack" acts, "embassy bombing" suffers."""
    units = clause.items[index].units
    if owner := possessor(clause, index):
        return [owner], []
    if len(units) < 2:
        return [], []
    inner = Item("N", units[:-1])
    mention = Clause([inner], clause.cast).mention(0)
    if mention is None:
        return [], []
    if mention.role == "weapon":
        return ([replace(mention, role="armed")] if mention.actor.id else []), []
    if mention.role in ("site", "civil", "embassy", "shipping") or mention.hosted:
        return [], [mention]
    if mention.role == "country" and (town := clause.cast.lexicon.towns.get(units[-2].low)) and units[-2].tag == "N":
        home = clause.cast.lexicon.countries.get(town[0].country)
        return [], [replace(mention, role="site", actor=actor_of(home, mention.actor.text))] if home else []
    return [mention], []


GOVERNED_BACKGROUND = frozenset(
    (
        "condemned condemns condemn condemning denounced denounces mourned marked commemorated investigating "
        "investigate probing blamed avenge described recalled discussed discuss celebrated praised hailed defended "
        "justified called welcomed deplored decried slammed criticised criticized addressed mentioned following "
        "watched remembered survived"
    ).split()
)
GOVERNED_PLANNED = frozenset(
    (
        "planned planning plan plans plotted plotting plot prepared preparing threatened threaten threatening "
        "threatens warned fear feared fears prevent preventing stop stopping halt end ending cease avoid deter "
        "deterring ordered expected considering mulling weighing urged vowed risk predicts predicted anticipate "
        "anticipated seek ruled"
    ).split()
)


def definite(units: list[Unit], clause: Clause, index: int) -> bool:
    """Whether a phrase points at an attack that is known: "the attack", "Hamas's attack", "its attack"."""
    first = units[0]
    if first.tag == "D":
        return first.low not in INDEFINITE
    before = clause.items[index - 1] if index else None
    dated = before is not None and before.units[0].day is not None
    return any(unit.tag == "s" for unit in units) or dated or possessor(clause, index) is not None


INDEFINITE = frozenset("a an another some several many few numerous two three each every at-least".split())
UNREAL = frozenset("possible potential planned future imminent attempted threatened further looming any more".split())


def noun_status(clause: Clause, index: int, back: int, ahead: int) -> Status:
    """How an attack that is named by a noun stands, from what governs it."""
    items = clause.items
    head = items[back] if back >= 0 else None
    units = items[index].units
    words = {unit.low for unit in units}
    if words & UNREAL:
        return Status("hypothetical", cue=", ".join(sorted(words & UNREAL)))
    if "no" in words:
        return Status("denied", cue="no")
    if head is not None and head.tag in "VT" and (status := governed(clause, index, back)):
        return status
    if ahead >= 0 and items[ahead].tag in "VT" and (items[ahead].low in RESULT or items[ahead].tag == "T"):
        status = verb_status(items, ahead)
        if status.modality != "occurred" or head is None or head.tag not in "PV":
            return status
    if head is not None and head.tag == "P":
        return prepositional_status(clause, index, back)
    known = definite(units, clause, index)
    if head is not None and head.tag == "S":
        if head.low in ("if", "unless", "until", "till", "before"):
            return Status("hypothetical", cue=head.low)
        old = known or head.low in ("since", "following") or items[index].head.low.endswith("s")
        return Status(background=True, cue=head.low) if old else OCCURRED
    if head is not None and head.tag in "VT":
        return Status(background=True, cue=head.low)
    later = next((item.low for item in items[index + 1 :] if item.tag in "VT"), "")
    if later in GOVERNED_BACKGROUND or (known and head is None and later and not clause.title):
        return Status(background=True, cue=later)
    return OCCURRED


def governed(clause: Clause, index: int, back: int) -> Status | None:
    """The status that a governing verb gives, if it is one that tells."""
    items = clause.items
    head = items[back]
    if head.tag == "T" and head.trigger is not None and head.trigger.kind == "attack":
        return verb_status(items, back)
    if head.low in GOVERNED_PLANNED:
        return Status("threatened" if head.low.startswith("threat") else "hypothetical", cue=head.low)
    if head.low in DENIAL:
        return Status("denied", cue=head.low)
    if head.low in GOVERNED_BACKGROUND:
        return Status(background=True, cue=head.low)
    return verb_status(items, back) if head.low in SUPPORT else None


TOLD = frozenset("reports report news claim claims word".split())
FEARED = PLOTS | frozenset("threat threats risk fear fears possibility warning warnings prospect danger".split())
UNSCATHED = frozenset(
    "emerged escaped survived unscathed unhurt died dead injured wounded killed hurt resulted damaged destroyed "
    "involved perished casualties".split()
)
WITHIN = frozenset(["in", "during", "by", "with", "from"])


def prepositional_status(clause: Clause, index: int, back: int) -> Status:
    """The status of an attack after a preposition, from the noun or verb before it."""
    items = clause.items
    low = items[back].low
    before = previous(items, back, frozenset("AGY"))
    left = items[before] if before >= 0 else None
    if left is not None and left.tag == "N":
        if low == "of" and left.low in QUANTITY:
            return noun_status_outer(clause, governor(items, before))
        if left.low in ("responsibility", "credit"):
            return Status(background=True, cue=f"{left.low} {low}")
        if left.low in FEARED:
            return Status("hypothetical", cue=left.low)
        if left.low in TOLD and low == "of":
            return OCCURRED
    if left is not None and left.tag in "TV" and low in WITHIN:
        if left.tag == "T":
            return verb_status(items, before)
        if left.low in UNSCATHED:
            return OCCURRED
    if low in WITHIN and any(item.tag == "T" or item.low in UNSCATHED for item in items[:back]):
        return OCCURRED
    if low in ("in", "during") and not definite(items[index].units, clause, index):
        return OCCURRED
    return Status(background=True, cue=low)


def noun_status_outer(clause: Clause, outer: int) -> Status:
    if outer < 0:
        return OCCURRED
    item = clause.items[outer]
    if (
        item.low in GOVERNED_BACKGROUND
        or (item.tag == "P" and item.low in ("after", "following", "since", "despite"))
        or item.tag == "S"
    ):
        return Status(background=True, cue=item.low)
    return verb_status(clause.items, outer) if item.tag in "VT" else OCCURRED


MODES = (
    ("drone", ("drone", "uav", "unmanned")),
    ("missile", ("missile",)),
    ("rocket", ("rocket", "katyusha", "grad")),
    ("air-strike", ("airstrike", "air strike", "air-strike", "warplane", "fighter jet", "air raid", "jets")),
    ("suicide-bombing", ("suicide",)),
    ("bombing", ("bomb", "ied", "explosive", "blast", "dynamite", "mine")),
    ("grenade", ("grenade",)),
    ("shelling", ("shell", "mortar", "artillery")),
    ("chemical", ("chemical", "poison gas", "chlorine", "sarin")),
    ("shooting", ("gunfire", "shot", "gunmen", "gunman", "opened fire", "shooting")),
    ("stabbing", ("stab", "knife")),
    ("arson", ("set fire", "arson", "torch", "set on fire", "burn")),
)


def mode_of(clause: Clause, trigger: Trigger) -> str:
    """The means of an attack: the weapon named in the sentence, else the trigger's own."""
    if trigger.mode in ("abduction", "clash"):
        return trigger.mode
    words = " " + " ".join(unit.low for item in clause.items for unit in item.units)
    for mode, signs in MODES:
        if any(f" {sign}" in words for sign in signs):
            return mode
    return trigger.mode


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


def armed_side(finding: Finding) -> bool:
    return any(one.role in ("armed", "armed-group", "force") for one in (*finding.actors, *finding.targets))


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


def with_forces(mention: Mention, clause: Clause) -> Mention:
    """A state attacks with its armed forces: "Israel struck" is israel-forces, which counts for israel."""
    lexicon = clause.cast.lexicon
    entry = lexicon.actors.get(mention.actor.id or "")
    if mention.role not in ("country", "office") or entry is None or entry.kind != "country":
        return mention
    id_ = f"{entry.short}-forces"
    known = lexicon.actors.get(id_)
    if known:
        return replace(mention, actor=actor_of(known, mention.actor.text), role="force")
    actor = Actor(
        id=id_, text=mention.actor.text, ancestors=(entry.id, *entry.ancestors), country=entry.country or None,
        sectors=("MIL",), cameo=entry.cameo + "MIL",
    )  # fmt: skip
    return replace(mention, actor=actor, role="force")


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
