"""Arms: who in a sentence is armed, and which weapon it names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.event import Actor
from streams.analysis.actors.actors import PLANES
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.composition import forces_of
from streams.analysis.lexicon import codes
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.status.rule import Finding, Miss, people
from streams.analysis.syntax.phrases import Item, Unit
from streams.analysis.syntax.syntax import after

BY = frozenset(["by"])
ARMED = frozenset(["armed", "armed-group", "force", "police"])


def miss(clause: Clause, index: int, reason: str) -> Miss:
    return Miss(index, clause.items[index].head.text, reason)


def words_of(clause: Clause) -> set[str]:
    """All words of the sentence in lower case."""
    return {word for item in clause.items for unit in item.units for word in unit.low.split()}


def loose_words(clause: Clause) -> set[str]:
    """The words in lower case that are no part of a name: the Tamil Tigers are no tigers, nor is the EU a union."""
    units = (unit for item in clause.items for unit in item.units if not named(unit))
    return {word for unit in units for word in unit.low.split()}


def named(unit: Unit) -> bool:
    """Whether a unit is a name, or a set phrase of a rule ("hacked to death")."""
    senses = unit.senses
    return senses is not None and bool(senses.named or senses.site or (senses.triggers and " " in unit.low))


def agents(clause: Clause, index: int) -> list[Mention]:
    """Whoever "by" names after the trigger, unless they did something else: "a house believed to be used by rebels"."""
    named = after(clause.items, index, BY)
    at = named[0] - 2 if named else -1
    done = clause.items[at] if at > index else None
    other = done is not None and done.tag in "VT" and clause.items[at - 1].tag != "C"
    return [] if other and done is not None and not done_to(done) else people(doers(clause, named))


def doers(clause: Clause, indexes: Sequence[int]) -> list[Mention]:
    """Whom phrases mean that do something: no state whose name stands before a word nobody knows: "Peru lose"."""
    found = []
    for at in indexes:
        units = clause.items[at].units
        unknown = len(units) > 1 and units[-1].senses is None and units[-1].tag == "W" and not escalates(units[-1])
        mention = clause.mention(at)
        unknown = unknown or (clause.title and holds_verb(units))
        if mention is not None and not (unknown and mention.role == "country" and not mention.pronoun):
            found.append(mention)
    return found


def holds_verb(units: Sequence[Unit]) -> bool:
    """Whether a headline's verb that nobody knows stands inside a phrase: "Peru Deploys Armed"."""
    return any(unit.senses is None and escalates(unit) for unit in units[1:-1])


def says_more(units: Sequence[Unit]) -> bool:
    """Whether a headline's verb in -s that nobody knows, and its object, stand in a phrase: "Peru signals tighter
    control"."""
    pairs = ((unit, ahead) for unit, ahead in pairwise(units[1:]) if unit.tag == "W" and unit.senses is None)
    return any(in_s(unit) and ahead.tag in "NW" for unit, ahead in pairs)


def in_s(unit: Unit) -> bool:
    """Whether a word ends in the -s of a verb or a plural."""
    return unit.low.endswith("s") and not unit.low.endswith(("ss", "us", "is"))


def escalates(unit: Unit) -> bool:
    """Whether a word of a headline may be a verb that nobody knows: "Peru Intensifies"; a surname is none."""
    return unit.capital and unit.low.endswith(("s", "ed")) and not unit.low.endswith("ss")


def done_to(item: Item) -> bool:
    """Whether a participle before "by" tells who did the attack: "carried out by", "killed by"."""
    return item.low in COMMITTED or item.trigger is not None


COMMITTED = frozenset(
    "carried launched conducted staged mounted made perpetrated committed led executed waged ordered claimed "
    "planned directed blamed".split()
)


def flown(one: Mention, clause: Clause, trigger: Trigger) -> Mention:
    """A state's planes that strike are its forces: "Saudi planes bombed"; planes of nobody known that bomb are
    armed, and those that destroy a house may have crashed into it."""
    if one.role != "site" or one.noun not in PLANES:
        return one
    forces = forces_of(one.actor, clause.cast.lexicon)
    if forces.id:
        return replace(one, role="force", actor=forces)
    if OF_THE_STATE & set(one.actor.text.lower().split()):
        return replace(one, role="force")
    return replace(one, role="armed") if trigger.sure else one


OF_THE_STATE = frozenset("government military army regime enemy coalition force".split())


def combatants(mentions: list[Mention]) -> list[Mention]:
    """Those who can attack; somebody who was a soldier does so for himself."""
    fit = (one for one in mentions if one.role not in ("site", "civil", "weapon", "shipping", "embassy"))
    return [discharged(one) if one.role == "force" else one for one in fit]


def discharged(soldier: Mention) -> Mention:
    """Somebody who no longer serves, or is off duty, is no force of a state: "a former soldier", "a reservist"."""
    if soldier.plural or not PRIVATE & set(re.findall(r"[a-z]+", soldier.actor.text.lower())):
        return soldier
    stranger = Actor(id=None, text=soldier.actor.text, country=soldier.actor.country)
    return replace(soldier, actor=stranger, role="armed")


PRIVATE = frozenset("former ex retired veteran reservist deserter duty renegade".split())


def military(targets: list[Mention]) -> bool:
    return any(
        one.role in ("site", "force", "armed", "armed-group", "shipping", "embassy", "civil", "police", "country")
        for one in targets
    )


def weapon_here(clause: Clause) -> bool:
    """Whether the sentence names a weapon or another sure attack word."""
    return any(
        is_arm(item.units, at)
        or (
            item.trigger is not None
            and unit.senses is not None
            and any(t.kind == "attack" and t.sure for t in unit.senses.triggers)
        )
        for item in unlikened(clause)
        if item.tag in "NT"
        for at, unit in enumerate(item.units)
    )


def unlikened(clause: Clause) -> list[Item]:
    """A sentence but for what something was not or is only likened to: "not a bomb", "it sounded like a bomb"."""
    items = clause.items
    return [
        item
        for at, item in enumerate(items)
        if at < 2 or not (items[at - 1].low == "not" or (items[at - 1].low == "like" and items[at - 2].low in SEEMED))
    ]


SEEMED = frozenset("sounded sounds sounding looked looks felt feels seemed".split())


def is_arm(units: Sequence[Unit], at: int) -> bool:
    """Whether a word of a phrase is a weapon, and not one that films: "drone footage"."""
    senses = units[at].senses
    if senses is None or senses.noun is None or senses.noun.role != "weapon":
        return False
    name = units[at].capital and units[at].low in SURNAMES and at > 0
    return not name and (at + 1 == len(units) or units[at + 1].low not in FILMED)


NATURAL = frozenset("lightning bird heat sun".split())  # whose strikes kill without arms
SURNAMES = frozenset(["cannon", "shell", "gun", "bullet", "pistol"])  # of people, firms and buildings, too
FILMED = frozenset(
    "league lab footage video videos image images photo photos picture pictures photography show camera train trains "
    "points".split()
)


def people_of_weapon(clause: Clause, things: list[int]) -> list[Mention]:
    """ "a Houthi missile": whose weapon it is."""
    owned = [one for one in clause.mentions(things) if one.role == "weapon" and one.actor.id]
    owners = (one.actor.model_copy(update={"text": unarmed(one.actor.text)}) for one in owned)
    forces = (forces_of(owner, clause.cast.lexicon) for owner in owners)
    return [replace(one, role="armed", actor=actor) for one, actor in zip(owned, forces, strict=True)]


def unarmed(text: str) -> str:
    """The words for a weapon without those behind the last name: "Houthi" of "Houthi missile"."""
    words = text.split()
    last = max((at for at, word in enumerate(words) if word[0].isupper()), default=len(words) - 1)
    return " ".join(words[: last + 1])


def is_weapon(clause: Clause, at: int) -> bool:
    head = clause.items[at].head
    if clause.items[at].trigger is not None and clause.items[at].trigger.kind == "attack":  # type: ignore[union-attr]
        return True
    return any(
        unit.senses is not None and unit.senses.noun is not None and unit.senses.noun.role == "weapon"
        for unit in (head, *clause.items[at].units)
    )


def weapon_here_strict(clause: Clause) -> bool:
    every = ((item.units, at, unit) for item in unlikened(clause) for at, unit in enumerate(item.units))
    known = ((units, at) for units, at, unit in every if unit.senses is not None)
    return any(is_arm(units, at) for units, at in known)


def exposed(targets: list[Mention]) -> bool:
    """Whether a victim's death is taken for an attack though nobody says who did it: a judge, a reporter, a priest."""
    return any(codes.EXPOSED & set(one.actor.sectors) for one in targets if one.role in ("civil", "person"))


def armed_side(finding: Finding) -> bool:
    return any(one.role in ("armed", "armed-group", "force") for one in (*finding.actors, *finding.targets))


def with_forces(mention: Mention, clause: Clause) -> Mention:
    """A state attacks with its armed forces: "Israel struck" is israel-forces, which counts for israel."""
    if mention.role not in ("country", "office"):
        return mention
    actor = forces_of(mention.actor, clause.cast.lexicon)
    return mention if actor is mention.actor else replace(mention, actor=actor, role="force")


def roles(mentions: Sequence[Mention]) -> frozenset[str]:
    return frozenset(one.role for one in mentions)
