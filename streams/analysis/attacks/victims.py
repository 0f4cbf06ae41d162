"""Victims: who or what suffers an attack, though no word of them may be known."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.event import Actor
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import ARMED, roles, says_more
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.noun_phrases import phrase_text
from streams.analysis.syntax.phrases import Item, Unit
from streams.analysis.syntax.scenes import those_met


def victims(clause: Clause, indexes: list[int], trigger: Trigger, by: Sequence[Mention] = ()) -> list[Mention]:
    """Who suffers; for a word that is violence by itself a name that nobody knows will do: "Galan was gunned down".

    Where it was done by somebody armed, anybody will: "her parents were killed by rebels".
    """
    named = [at for at in indexes if not (clause.title and says_more(clause.items[at].units))]
    found = clause.mentions([at for at in named if not tallied(clause.items[at])])
    if not found and trigger.sure:
        found = counted_ones(clause, named)
    if not found and (roles(by) & ARMED or trigger.lemma in SHOT):
        found = meant(clause, named, by)
    if (
        found
        or trigger.mode not in ("shooting", "killing", "abduction")
        or not (trigger.sure or trigger.frame == "harm" or (trigger.lemma in SHOT and counted(clause, named, by)))
    ):
        return found
    plain = clause.cast.upper or bool(roles(by) & ARMED)
    names = [clause.items[at] for at in indexes if plain or any(u.capital for u in clause.items[at].units)]
    fit = [item for item in names if item.tag == "N" and item.trigger is None and stranger(item.head)]
    if len(fit) == 1 and len(fit[0].units) == 1 and (namesake := clause.cast.namesake(fit[0].low)):
        return [namesake]
    return [Mention(Actor(id=None, text=phrase_text(item.units), sectors=("CVL",)), "civil") for item in fit]


def with_those_met(clause: Clause, finding: Finding) -> Finding:
    """The finding with those whom an attack met that names nobody: "a judge was driving home when gunmen opened
    fire"."""
    own = any(item.units[0].low in OWN for item in clause.items[finding.at + 1 : finding.at + 5])
    things = ("site", "country") if own else ("country",)
    if (
        any(one.role not in things for one in finding.targets)
        or finding.trigger.pos != "verb"
        or finding.rule == "attack.parried"
    ):
        return finding
    met = those_met(clause.items, finding.at)
    doing = {one.actor.text for one in finding.actors}
    found = clause.mentions(met) or strangers(clause, met)
    people = [one for one in found if one.role in VICTIMS and one.actor.text not in doing]
    return replace(finding, targets=people or finding.targets)


OWN = frozenset(["his", "her", "their"])  # "when a bomb exploded under his car"


def belong(item: Item) -> bool:
    """Whether a phrase names people by whose they are: "its soldiers", "A's men"."""
    return item.units[0].low in ("its", "their") or any(unit.low == "'s" for unit in item.units)


def numbered_of(items: Sequence[Item], harmed: list[int]) -> list[int]:
    """Those harmed, where the phrase is of their number: "the number of villagers killed", "six of A's men"."""
    of = [
        items[at + 1].low == "of"
        and (items[at].head.low in ("number", "count") or (items[at].head.tag == "#" and belong(items[at + 2])))
        for at in harmed
    ]
    return [at + 2 if number else at for at, number in zip(harmed, of, strict=True)]


SHOT = frozenset(["shoot", "shot"])


def meant(clause: Clause, indexes: Sequence[int], by: Sequence[Mention]) -> list[Mention]:
    """Whom "him" or "they" means of those named before in the sentence: "a judge was leaving when gunmen shot him"."""
    pronoun = indexes[0] if indexes and clause.items[indexes[0]].low in WHOM else 0
    plural = clause.items[pronoun].low in ("them", "they")
    for at in range(pronoun - 1, -1, -1):
        if clause.items[at].tag == "N" and (not at or clause.items[at - 1].tag != "P"):
            one = clause.mention(at) or next(iter(strangers(clause, [at])), None)
            if one is not None and one not in by and one.role in VICTIMS and one.plural == plural:
                return [one]
    return []


def strangers(clause: Clause, indexes: Sequence[int]) -> list[Mention]:
    """Victims of whom only the name is known, and nothing who they are: "the murder of Ana Paz"."""
    fit = [clause.items[at] for at in indexes if clause.items[at].tag == "N" and clause.items[at].trigger is None]
    named = [item for item in fit if len(item.units) > 1 and all(unit.capital for unit in item.units[-2:])]
    return [
        Mention(Actor(id=None, text=phrase_text(item.units), sectors=("CVL",)), "civil")
        for item in named
        if item.head.senses is None
    ]


WHOM = frozenset("him her them he she they".split())
VICTIMS = frozenset("civil office person force police".split())


def counted(clause: Clause, indexes: Sequence[int], by: Sequence[Mention]) -> bool:
    """Whether somebody armed did it to a number of them: "gunmen shot 23 Yazidis"."""
    return bool(roles(by) & ARMED) and any(clause.items[at].units[0].tag == "#" for at in indexes)


def counted_ones(clause: Clause, indexes: Sequence[int]) -> list[Mention]:
    """Those of whom only the number is said: "the three were ambushed", "up to 200 massacred"."""
    fit = [item for item in (clause.items[at] for at in indexes) if item.head.tag == "#"]
    said = [item for item in fit if all(unit.senses is None for unit in item.units)]
    return [
        Mention(Actor(id=None, text=phrase_text(item.units), sectors=("CVL",)), "civil", plural=True) for item in said
    ]


def tallied(item: Item) -> bool:
    """Whether a phrase is a figure or an attack, not those it counts or harms: "the number of victims" (but "a number
    of vehicles")."""
    attack = item.tag == "N" and item.trigger is not None and item.trigger.kind == "attack"
    return attack or item.low in ("toll", "count") or (item.low == "number" and item.units[0].low == "the")


def things_of(clause: Clause, indexes: list[int]) -> list[Mention]:
    """What is blown up or burned, though no word of it is known: "a telephone booth", "a section of the pipeline"."""
    fit = [clause.items[at] for at in indexes if clause.items[at].tag == "N" and stranger(clause.items[at].head)]
    return [Mention(Actor(id=None, text=phrase_text(item.units), sectors=("CVL",)), "site") for item in fit]


def stranger(head: Unit) -> bool:
    """Whether a word may be the name of somebody nobody knows."""
    people = head.senses is not None and bool(head.senses.people) and not (head.senses.actor or head.senses.site)
    return (head.senses is None or people) and head.tag != "#"
