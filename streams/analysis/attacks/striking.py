"""Striking: "A attacked B", "B was attacked by A", and who suffers."""

import re
from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.armed_nouns import armed_noun
from streams.analysis.attacks.arms import BY, agents, combatants, doers, flown, miss
from streams.analysis.attacks.culprits import beside, owners_of, senders
from streams.analysis.attacks.means import is_flying, mode_of
from streams.analysis.attacks.mines import mined, runs_onto
from streams.analysis.attacks.modifiers import modifiers
from streams.analysis.attacks.parrying import parry
from streams.analysis.attacks.peaceful import crashed, fallen_short, figurative, missing_side, unarmed, unlanded
from streams.analysis.attacks.things_hit import hit_things, launchers, on_ground
from streams.analysis.attacks.victims import victims
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.status.context import verb_status
from streams.analysis.status.rule import Finding, Miss, people
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import REFLEXIVE, after, objects, passive
from streams.analysis.tallies import undergone

ON = frozenset("on against at upon targeting toward towards near into inside outside".split())

NEAR = frozenset(["at", "near", "on", "into"])


OWN_BOMB = frozenset(["blow up", "blew up", "blown up"])  # "blew up his truck at the gate": the gate was hit
OWN = frozenset(["his", "her", "himself", "herself", "themselves"])
BESIDE = frozenset("outside inside beside".split())


BULLETS = frozenset("bullets gunfire shots".split())
ENDING = frozenset(["hack", "bludgeon"])  # "hacked forty villagers to death"


def act(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A attacked B", "B was attacked by A"."""
    items = clause.items
    if reason := misread(items, index, trigger):
        return miss(clause, index, reason)
    active = not (passive(items, index) or undergone(clause, index, trigger.form))
    things = struck_things(items, index, trigger) if active else subject(items, index)
    if active and (other := otherwise(clause, index, trigger, things)):
        return other
    actors = doers(clause, subject(items, index)) if active else agents(clause, index) or flown_by(clause, index)
    if active and adjectival(clause, index, actors):
        return miss(clause, index, "it describes a noun")
    if trigger.lemma == "besiege" and trigger.form == "ed" and not combatants(actors):
        return miss(clause, index, "nobody armed besieges it")
    if things and all(items[at].head.low in SYMBOLS for at in things):
        return miss(clause, index, "a symbol, and nobody, is hit")
    targets = whom(clause, index, trigger, things, actors if active else None)
    if REFLEXIVE & set(items[index].low.split()):
        actors = [replace(one, role="armed") for one in actors]
    struck = nominal_subject(clause, index)
    actors = striker(clause, index) if active and struck else [flown(one, clause, trigger) for one in actors]
    reason = (
        ("a figure of speech" if figurative(clause, index, trigger) or airless(trigger, targets) else "")
        or missing_side(trigger, actors, targets, active=active)
        or (not trigger.sure and unarmed(clause, index, trigger, actors, targets, struck=struck))
        or unlanded(clause, index, trigger, struck=struck)
        or fallen_short(clause, index, trigger, targets)
        or crashed(clause, index, trigger)
    )
    if reason:
        return miss(clause, index, reason)
    rule = "attack.actor-active" if active else "attack.target-passive"
    status, mode = verb_status(items, index), mode_of(clause, trigger)
    actors = combatants(owners_of(clause, actors)) or ([] if active else beside(clause, index))
    actors = senders(clause, index, actors) if active else actors
    return Finding("attack", rule, index, trigger, actors, people(targets), status=status, mode=mode)


def misread(items: Sequence[Item], index: int, trigger: Trigger) -> str:
    """Why the words right behind a verb of striking make it another thing; empty if they do not."""
    ahead = [item.low for item in items[index + 1 : index + 9]]
    reasons = (
        ("shots into the air", ahead[:3][-2:] == ["into", "air"]),
        ("what is shot down is only pointed at", ahead[:2] in (["it", "down"], ["them", "down"])),
        ("a place full of people", items[index].low == "overrun" and ahead[:1] == ["with"]),
        ("no bullets", trigger.lemma == "spray" and not BULLETS & set(ahead)),
        ("nobody is said to have died of it", trigger.lemma in ENDING and "death" not in ahead),
        ("a siege that goes on", trigger.lemma == "besiege" and index == 0),
        ("a campaign", trigger.form == "ing" and index > 0 and items[index - 1].head.low == "campaign"),
    )
    return next((reason for reason, holds in reasons if holds), "")


def flown_by(clause: Clause, index: int) -> list[Mention]:
    """The weapons by which something was hit: "was struck by a Russian missile"."""
    return [one for one in clause.mentions(after(clause.items, index, BY)) if one.role == "weapon"]


def whom(
    clause: Clause, index: int, trigger: Trigger, things: list[int], actors: Sequence[Mention] | None
) -> list[Mention]:
    """Who or what a verb of striking struck; `actors` are its doers, none where it stands in the passive."""
    targets = launchers(clause, things) or victims(clause, things, trigger, actors or ())
    own_bomb = trigger.lemma in OWN_BOMB and all(clause.items[at].units[0].low in OWN for at in things)
    if actors is not None and own_bomb:
        targets = blown_up(clause, index) or targets
    return targets or hit_things(clause, index, trigger, things)


def blown_up(clause: Clause, index: int) -> list[Mention]:
    """Whom a bomber who "blew himself up" meant: those he did it beside."""
    return people(clause.mentions(after(clause.items, index, NEAR | BESIDE, 6)))


def struck_things(items: Sequence[Item], index: int, trigger: Trigger) -> list[int]:
    """Where the objects of a verb of striking stand, behind "on" and the like, too."""
    back = index + 1 < len(items) and items[index + 1].low == "back"
    struck = objects(items, index, ON if trigger.sure or back else NEAR)
    return [at + 2 if part_of_place(items, at) else at for at in struck]


def part_of_place(items: Sequence[Item], at: int) -> bool:
    """Whether a phrase is of a part of what comes next: "overran parts of Marawi"."""
    return items[at].low in ("part", "parts", "swathes") and [item.low for item in items[at + 1 : at + 2]] == ["of"]


def otherwise(clause: Clause, index: int, trigger: Trigger, things: Sequence[int]) -> Finding | Miss | None:
    """What an active verb of striking tells where it is no attack on its objects: a mine, a defence, a description."""
    items = clause.items
    if trigger.lemma in ("hit", "hitting", "strike", "struck") and runs_onto(clause, index):
        return mined(clause, index, trigger)
    if parries_too(items, index):
        return parry(clause, index, trigger) or miss(clause, index, "read with the verb that parries it")
    if things and all(is_flying(clause, at) for at in things) and not all(on_ground(items, at) for at in things):
        return parry(clause, index, trigger) or miss(clause, index, "what is hit is no weapon on its way")
    if trigger.lemma == "destroy" and things and all(items[at].head.low in ORDNANCE for at in things):
        return miss(clause, index, "a bomb made harmless")
    if describing(items, index, trigger) or names_craft(items, index):
        return miss(clause, index, "it describes a noun")
    if index and items[index - 1].tag == "N" and items[index - 1].head.low in MENACES:
        return miss(clause, index, "a threat")
    if index and items[index - 1].tag == "N" and items[index - 1].head.low in SPEECHES:
        return miss(clause, index, "an attack in words")
    return None


SPEECHES = frozenset(
    "interview speech letter statement song ad advert advertisement book column article editorial post tweet report "
    "film documentary essay comments remarks".split()
)
SYMBOLS = frozenset("flag flags effigy effigies quran qurans koran korans poster posters banner banners".split())
MENACES = frozenset("threat threats alert alerts scare scares warning warnings hoaxes plot plots".split())


def describing(items: Sequence[Item], index: int, trigger: Trigger) -> bool:
    """Whether a participle stands before the noun it describes: "to honour assassinated leaders"."""
    if trigger.form != "ed" or not index:
        return trigger.form == "ed"
    before, regular = items[index - 1], items[index].low.endswith("ed")  # "managed to hit" has the same form
    return regular and before.tag in "VI" and before.low not in SAYING


def airless(trigger: Trigger, targets: Sequence[Mention]) -> bool:
    """Whether what is shot down cannot fly: a dream, a proposal."""
    words = {word for one in targets for word in one.actor.text.lower().split()}
    flies = bool(words & FLIERS) or any(MODEL.match(word) for word in words)
    return trigger.lemma in ("shoot down", "shot down", "downs") and not flies


MODEL = re.compile(r"[a-z]{1,3}-\d")  # of an aircraft: "MiG-21", "F-16s"


FLIERS = frozenset(
    "boeing airbus cessna antonov "
    "chinook hawk mirage sukhoi "
    "plane planes aircraft helicopter helicopters jet jets warplane warplanes airliner jetliner fighter fighters "
    "bomber bombers drone drones uav target targets balloon balloons object objects missile missiles rocket rockets "
    "flight mig migs sukhois mirages gunship transport satellite device devices airplane airplanes craft".split()
)


def adjectival(clause: Clause, index: int, actors: Sequence[Mention]) -> bool:
    """Whether a participle before a bare noun only describes it: "flee the besieged town", "wounded or killed men"."""
    items = clause.items
    trigger = items[index].trigger
    if trigger is None or trigger.form != "ed" or index + 1 >= len(items) or items[index - 1].tag in "XHA":
        return False
    noun = items[index + 1]
    if noun.tag != "N" or noun.units[0].tag in "D#O":
        return False
    if index > 1 and items[index - 1].tag == "C":
        bare = items[index - 2].tag == "N" and items[index - 2].low in HARMED_ONES
        return bare or adjectival_pair(items, index - 2)
    return not actors and not (index and items[index - 1].tag in "RCN")


def adjectival_pair(items: Sequence[Item], first: int) -> bool:
    """Whether the first of two participles stands where only a describing word can: "of kidnapped and killed men"."""
    trigger = items[first].trigger
    return trigger is not None and trigger.form == "ed" and first > 0 and items[first - 1].tag in "PVD"


HARMED_ONES = frozenset("dead wounded injured maimed killed".split())


ORDNANCE = frozenset(
    "bomb bombs explosive explosives ied ieds mine mines landmines grenade grenades device devices ordnance shell "
    "shells munitions".split()
)


CRAFT = frozenset(
    "submarine submarines helicopter helicopters aircraft craft statement ad ads jet jets weapon weapons rifle "
    "rifles".split()
)


def names_craft(items: Sequence[Item], index: int) -> bool:
    """Whether "attack" only says of what kind a thing is: "attack submarines"."""
    ahead = items[index + 1] if items[index].low in ("attack", "assault") and index + 1 < len(items) else None
    return ahead is not None and ahead.tag == "N" and ahead.units[0].low in CRAFT


def parries_too(items: Sequence[Item], index: int) -> bool:
    """Whether a verb shares its object with one that parries: "intercepted and destroyed a target"."""
    joined = index > 1 and items[index - 1].tag == "C" and items[index - 2].tag == "T"
    first = items[index - 2].trigger if joined else None
    return first is not None and first.frame == "parry"


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
