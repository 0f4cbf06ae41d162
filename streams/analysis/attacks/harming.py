"""Harming: "A killed B", "B were killed in an attack"."""

from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import (
    ARMED,
    BY,
    NATURAL,
    agents,
    combatants,
    doers,
    exposed,
    miss,
    people_of_weapon,
    roles,
    weapon_here,
)
from streams.analysis.attacks.culprits import beside, claimants, owners_of
from streams.analysis.attacks.firing import UNMEANT
from streams.analysis.attacks.means import mode_of
from streams.analysis.attacks.mines import mines
from streams.analysis.attacks.striking import (
    ON,
    adjectival,
    describing,
    nominal_subject,
    striker,
)
from streams.analysis.attacks.victims import numbered_of, things_of, victims
from streams.analysis.lexicon import codes
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.status.context import verb_status
from streams.analysis.status.outcomes import SUFFER
from streams.analysis.status.rule import Finding, Miss, people
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import REFLEXIVE, after, following, objects, passive

OUTRIGHT = frozenset("murder execute slay slain slew stab stabbed stabbing".split())


def harm(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A killed B", "B were killed in an attack"."""
    items = clause.items
    done = objects(items, index)
    others = [at for at in done if items[at].low not in REFLEXIVE]
    if reason := nobody_elses(items, index, trigger, done, others):
        return miss(clause, index, reason)
    rule = "attack.victim-passive" if passive(items, index) else "attack.killer-active"
    if rule == "attack.victim-passive":
        actors = agents(clause, index) or people_of_weapon(clause, after(items, index, BY))
        targets = victims(clause, numbered_of(items, subject(items, index)), trigger, actors)
    else:
        subjects = subject(items, index)
        if any(items[at].head.low in ACCIDENTS for at in subjects) or in_crash(clause, index, trigger):
            return miss(clause, index, "an accident")
        if trigger.form == "ed" and (fronted(clause, index) or (not subjects and items[index - 1].tag not in "CAHX")):
            return miss(clause, index, "it describes a noun")
        suffered = suffered_at(clause.items, index)
        actors = agents(clause, suffered) if suffered >= 0 else doers(clause, subjects)
        targets = victims(clause, others, trigger, actors)
        if not targets and trigger.form == "ed":
            targets = by_weapon(clause, subjects, objects(items, index))
        if adjectival(clause, index, actors) or (index and describing(clause.items, index, trigger)):
            return miss(clause, index, "it describes a noun")
    if fought_off(items, index, others):
        return miss(clause, index, "the end of those whose attack is told")
    told = numbered(clause, index) or counted(clause, subject(items, index)) or len(others) < len(done)
    if not targets and not told:
        return miss(clause, index, "nobody harmed is named")
    struck = rule == "attack.killer-active" and (nominal_subject(clause, index) or raided(clause, index))
    if struck:
        actors = striker(clause, index)
        targets = targets or stricken(clause, index)
    if reason := harmless(clause, index, actors, targets, struck=struck):
        return miss(clause, index, reason)
    status = verb_status(items, index)
    mode = mode_of(clause, trigger)
    actors = combatants(owners_of(clause, actors)) or claimants(clause, index) or beside(clause, index)
    return Finding("attack", rule, index, trigger, actors, people(targets), status=status, mode=mode)


def fought_off(items: Sequence[Item], index: int, killed: Sequence[int]) -> bool:
    """Whether those killed are the attackers of whom the sentence has told: "raided A before troops killed six of the
    raiders"."""
    whose = [at + 2 if items[at + 1 : at + 2] and items[at + 1].low == "of" else at for at in killed]
    fallen = any(item.head.low in RAIDERS for at in whose for item in items[at : at + 1])
    return fallen and any(item.trigger is not None and item.trigger.kind == "attack" for item in items[:index])


RAIDERS = frozenset("attackers assailants raiders ambushers attacker assailant".split())


def suffered_at(items: Sequence[Item], index: int) -> int:
    """Where the attack is told that the subject of a participle suffered, so that it is not who did the harm: "the
    troops came under fire, wounding two"; else -1."""
    if not items[index].low.endswith("ing"):
        return -1
    for at in range(index - 1, 0, -1):
        item, before = items[at], items[at - 1].low
        attack = item.trigger is not None and item.trigger.kind == "attack"
        if attack and item.tag == "N" and (before == "under" or before in SUFFER):
            return at
        if item.tag in "VTSB;:" and not (attack and item.low.endswith("ing")):  # "killing one and wounding two"
            hit = attack and item.tag == "T" and (item.trigger.frame == "suffer" or passive(items, at))  # type: ignore[union-attr]
            return at if hit else -1
    return -1


def nobody_elses(
    items: Sequence[Item], index: int, trigger: Trigger, done: Sequence[int], others: Sequence[int]
) -> str:
    """Why a verb of harm tells of no attack, whoever did it; empty if it may."""
    if any(item.head.low == "fire" and item.units[0].low == "friendly" for item in items):
        return "fire of one's own side"
    if done and not others:
        return "a suicide"
    if trigger.lemma == "execute" and done and items[done[0]].head.low in CARRIED_OUT:
        return "nobody is executed"
    if items[index - 1].tag == "C" and items[index - 2].head.low == "dead" and items[index - 2].units[0].low == "the":
        return "those hurt, who are only named"  # "the dead and injured"
    if any(item.low in UNMEANT for item in items):
        return "a bomb that went off of itself"
    return "a toll that has risen" if raised(items, index) else ""


def raised(items: Sequence[Item], index: int) -> bool:
    """Whether only a total is said to have risen: "brought to 26 the number of soldiers killed"."""
    of = next((at for at in range(index - 1, 0, -1) if items[at].low in ("number", "toll")), 0)
    return of > 0 and any(item.low in RAISING for item in items[max(0, of - 4) : of])


RAISING = frozenset("brought brings bringing raised raises raising takes taking pushed put".split())


def in_crash(clause: Clause, index: int, trigger: Trigger) -> bool:
    """Whether a craft came to grief of itself: "the helicopter crashed, killing five soldiers"."""
    if trigger.form != "ing" or weapon_here(clause):
        return False
    before = clause.items[:index]
    fought = any(item.trigger is not None and item.trigger.frame != "ram" for item in before)
    return any(item.low in CRASHED for item in before) and not fought


CRASHED = frozenset("crashed collided overturned capsized plunged derailed collapsed skidded".split())
CARRIED_OUT = frozenset(
    "code command commands order orders plan plans warrant warrants strategy operation operations attack attacks raid "
    "raids blockade mission missions plot campaign manoeuvre maneuver ambush strike strikes assault assaults".split()
)


def by_weapon(clause: Clause, subjects: list[int], hurt: list[int]) -> list[Mention]:
    """Whom a weapon harmed, though no word of it is known: "a parcel bomb killed a typesetter"."""
    if roles(clause.mentions(subjects)) != {"weapon"}:
        return []
    told = [at for at in hurt if clause.items[at].units[0].tag in "D#"]
    return [replace(one, role="civil") for one in things_of(clause, told) if one.actor.text]


ACCIDENTS = frozenset(
    "crash crashes collision derailment quake earthquake flood floods storm avalanche landslide heatwave wildfire "
    "stampede accident accidents tornado hurricane cyclone typhoon".split()
)


def stricken(clause: Clause, index: int) -> list[Mention]:
    """What an attack that killed was on: "a strike on a television tower killed five"."""
    return clause.mentions([to for at in subject(clause.items, index) for to in after(clause.items, at, ON, 4)])


def raided(clause: Clause, index: int) -> bool:
    """Whether what killed is named as an attack that needs no weapon to be one: "a raid killed two" (no lightning)."""
    doing = [clause.items[at] for at in subject(clause.items, index) if clause.items[at].trigger is not None]
    return any(one.low in DEADLY and not NATURAL & {unit.low for unit in one.units} for one in doing)


DEADLY = frozenset("strike strikes raid raids assault assaults shooting shootings offensive firefight".split())


def fronted(clause: Clause, index: int) -> bool:
    """Whether nothing but a place or time stands before a participle: "In the clinic, wounded children"."""
    before = clause.items[:index]
    tags = {one.tag for one in before}
    return len(before) > 2 and before[0].tag == "P" and before[-1].tag == "," and tags <= {*"PNY,"}


def harmless(clause: Clause, index: int, actors: list[Mention], targets: list[Mention], *, struck: bool) -> str:
    """Why a death or wound is no attack: an accident, or a crime of nobody armed; empty if it is one."""
    armed = bool(roles(actors) & (ARMED | {"weapon"}))
    state = bool(roles(actors) & {"country", "alliance"})
    trigger = clause.items[index].trigger
    if trigger is not None and trigger.lemma.startswith("neutrali") and not roles(targets) & ARMED:
        return "a threat, a mine or a substance, and nobody armed"
    if trigger is not None and trigger.lemma in OUTRIGHT:
        victim = roles(targets) & (ARMED | {"office", "person"}) or exposed(targets) or violent(clause, index, targets)
        return "" if armed or state or weapon_here(clause) or victim else "a crime without an armed actor"
    if (
        armed
        or state
        or struck
        or (roles(targets) & ARMED and not actors and not by_nature(clause, index))
        or (
            roles(targets) & {"force", "alliance"}
            and roles(actors) <= {"civil", "person"}
            and not by_nature(clause, index)
        )
        or weapon_here(clause)
        or mines(clause)
        or exposed(targets)
        or violent(clause, index, targets)
        or (
            trigger is not None
            and trigger.lemma == "kill"
            and (of_armed_group(targets) or captive(targets) or ruling(targets))
        )
    ):
        return ""
    return "a death or wound without an attacker or weapon"


def by_nature(clause: Clause, index: int) -> bool:
    """Whether what kills is a thing that nobody knows, no person and no attack: "bird flu kills marine mammals"."""
    doing = [] if passive(clause.items, index) else subject(clause.items, index)
    known = clause.mentions(doing) or any(item.trigger is not None for item in clause.items[:index])
    return bool(doing) and not known


def captive(targets: list[Mention]) -> bool:
    """Whether those killed were in somebody's hands: "French hostage killed in Mali"."""
    return bool(HELD & {word.lower() for word in told(targets)})


HELD = frozenset("hostage hostages captive captives".split())


def of_armed_group(targets: list[Mention]) -> bool:
    """Whether one of those killed is known to belong to an armed group: "Hamas leader Haniyeh killed in Tehran"."""
    return any(one.role == "person" and one.actor.id and "UAF" in one.actor.sectors for one in targets)


def ruling(targets: list[Mention]) -> bool:
    """Whether those killed are rulers of towns or senators, of whom nothing else would be told in this way."""
    heads = [one.actor.text.lower().partition(" of ")[0] for one in targets if one.role == "office"]
    return any(head.rpartition(" ")[2] in codes.RULERS for head in heads)


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
