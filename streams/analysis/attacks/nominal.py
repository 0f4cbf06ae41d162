"""Attacks named by a noun: "A's attack on B", "an attack by A on B", "carried out an attack", "the attack killed"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.armed_nouns import armed_noun
from streams.analysis.attacks.arms import combatants, miss, weapon_here_strict
from streams.analysis.attacks.claiming import attribute
from streams.analysis.attacks.habits import changing
from streams.analysis.attacks.means import mode_of
from streams.analysis.attacks.modifiers import possessor
from streams.analysis.attacks.noun_prepositions import of_a_weapon
from streams.analysis.attacks.noun_status import noun_status
from streams.analysis.attacks.peaceful import ABSTRACT
from streams.analysis.attacks.sides import TRADED, named_target, sides_of
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.status.context import MARKING, verb_status
from streams.analysis.status.outcomes import INCIDENTS, QUANTITY, outside, results, supported, toll_here
from streams.analysis.status.rule import Finding, Miss, people
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import following, governor, passive, previous


def killed_in(items: Sequence[Item], back: int) -> bool:
    """Whether it is told how many were killed in attacks: "two killed in Lima shootings", "were killed in clashes"."""
    harmed = items[back - 1].trigger if back > 1 and items[back].low == "in" else None
    if harmed is None or harmed.frame != "harm":
        return False
    return any(unit.tag == "#" for at in subject(items, back - 1) for unit in items[at].units)


def blasts_at(items: Sequence[Item], index: int, trigger: Trigger) -> bool:
    """Whether a headline without a verb tells of blasts: "Blasts at Brussels airport, metro station"."""
    return index == 0 and trigger.lemma in ("blast", "explosion") and not any(item.tag in "VTXHM" for item in items)


def counted_again(items: Sequence[Item], index: int) -> bool:
    """Whether it is only said which of its kind an attack was: "it was the third killing of a judge this year"."""
    be = previous(items, index, frozenset("AG"))
    told = be > 0 and (items[be].tag == "X" or items[be].low in MARKING) and items[be - 1].units[0].low in POINTING
    words = [unit.low for unit in items[index].units]
    return told and "the" in words[:2] and any(low in ORDINALS or NTH.fullmatch(low) for low in words)


ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth latest".split())
NTH = re.compile(r"\d+(?:st|nd|rd|th)")
POINTING = frozenset(["it", "this", "the"])


def told_by_toll(items: Sequence[Item], index: int) -> bool:
    """Whether a toll of the attack is named beside it: "the toll from the bombings", "Lima bombings: toll rises"."""
    outcome = index > 1 and items[index - 1].low == "of" and items[index - 2].head.low in ("result", "results")
    return outcome or any(item.low == "toll" for item in items[max(0, index - 2) : index + 4])


COME = frozenset("come came comes coming were are was is remain remains".split())


def nominal(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A's attack on B", "an attack by A on B", "carried out an attack", "the attack killed"."""
    items = clause.items
    back, ahead = called_by(items, governor(items, index)), following(items, index, frozenset("AXHMGYR,"))
    if parried(items, index, back, ahead):
        return miss(clause, index, "read with the verb that parries it")
    outer = outside(items, back)
    under = back > 0 and items[back].low == "under" and items[back - 1].low in COME
    actors, targets = sides_of(clause, index, trigger, outer, ahead)
    if under:
        targets = people(clause.mentions(subject(items, back - 1)))
    if under and not targets:
        return miss(clause, index, "nobody under attack is named")
    if reason := no_attack(clause, index, trigger, actors, targets):
        return miss(clause, index, reason)
    found = Finding(
        "attack", "attack.nominal", index, trigger, combatants(actors), targets, mode=mode_of(clause, trigger)
    )
    item = items[index]
    found.plural = item.head.low.endswith("s") and not item.head.low.endswith("ss")
    found.supported = supported(items, outer, ahead) or results(items, index, outer) or told_by_toll(items, index)
    this = item.units[0].low in ("this", "that", "these", "those")
    points_back = this or item.units[0].low in ("the", "such")
    introduced = not this and of_a_weapon(clause, index)
    found.anaphoric = points_back and (this or not actors) and not (introduced or named_target(clause, index, trigger))
    found.anaphoric = found.anaphoric or counted_again(items, index)
    found.supported = found.supported or killed_in(items, back) or (clause.title and blasts_at(items, index, trigger))
    if lasts(clause, found, back) or persists(items, index):
        return miss(clause, index, "a campaign that goes on, no incident")
    found.status = verb_status(items, back - 1) if under else noun_status(clause, index, back, ahead)
    if back >= 0:
        attribute(clause, found, back, points_back=points_back)
    return found


def called_by(items: Sequence[Item], back: int) -> int:
    """What governs "what" in "died in what officials called an attack"; else what governs the attack itself."""
    said = back > 1 and items[back].low in CALLING and items[back - 1].units[0].low == "what"
    return back - 2 if said else back


CALLING = frozenset("called termed described labelled labeled".split())


def parried(items: Sequence[Item], index: int, back: int, ahead: int) -> bool:
    """Whether an attack was fended off: "repelled an attack", "the attack on the port was foiled"."""
    ends = {ahead, following(items, index, frozenset("AXHMGYNP"))} - {-1}
    passively = any(items[at].low in PARRYING and passive(items, at) for at in ends)
    return passively or (back >= 0 and items[back].low in PARRYING)


def no_attack(clause: Clause, index: int, trigger: Trigger, actors: list[Mention], targets: list[Mention]) -> str:
    """Why a noun that may name an attack names none here; empty: it does."""
    items = clause.items
    habitual = items[index].head.low.endswith("s") and any(unit.low in HABITUAL for unit in items[index].units)
    if (
        habitual
        or changing(items, index)
        or GENERIC & {unit.low for unit in items[index].units[:1]}
        or judged(items, index)
    ):
        return "attacks in general"
    disputed = trigger.lemma == "clash" and any(item.low == "over" for item in items[index + 1 : index + 6])
    if disputed and not toll_here(items, index):
        return "a clash of words"
    before = items[index - 1].units if index else []  # `an "armed strike"`
    if trigger.lemma == "strike" and CALLED & {unit.low for unit in (*before, *items[index].units[:-1])}:
        return "a strike of workers"
    if not actors and on_idea(items, index):
        return "a figure of speech"
    if trigger.lemma in HAILS and not weapon_here_strict(clause):
        return "a barrage of words"
    if not trigger.sure and not armed_noun(clause, index, actors):
        return "no armed actor, weapon or toll beside it"
    if trigger.lemma.endswith(" operation") and not (opened(items, index) and fought(actors, targets)):
        return "an operation that nobody launches against anybody armed"
    return ""


def on_idea(items: Sequence[Item], index: int) -> bool:
    """Whether what is attacked is nobody and no place: "an assault on the budget"."""
    after = items[index + 1 : index + 3]
    return len(after) == 2 and after[0].low in ("on", "against") and after[1].head.low in ABSTRACT


REMEMBERED = frozenset(["anniversary", "start", "beginning", "outset", "eve"])  # of a war
CALLED = frozenset(["armed", "general"])  # strikes that are called, not launched


def opened(items: Sequence[Item], index: int) -> bool:
    """Whether somebody is said to begin it: "launched an operation"."""
    back = governor(items, index)
    return back >= 0 and items[back].low in OPENING


def fought(actors: list[Mention], targets: list[Mention]) -> bool:
    """Whether forces are on the one side and fighters on the other, or fighters on the one and a state on the other."""
    ours, theirs = ({one.role for one in side} for side in (combatants(actors), targets))
    return bool(ours) and bool(theirs & FIGHTING or (ours & FIGHTING and theirs & {"country", "force"}))


FIGHTING = frozenset(["armed", "armed-group"])
OPENING = frozenset("launched launch launches conducted conducts carried mounted began begun started starts".split())


def lasts(clause: Clause, found: Finding, back: int) -> bool:
    """Whether an attack is told as a campaign: "its siege", "has mounted an offensive", "continued attacks"."""
    items, index, lemma = clause.items, found.at, found.trigger.lemma
    going_on = lemma in CAMPAIGNS or (lemma == "assault" and possessor(clause, index) is not None)
    if lemma in CAMPAIGNS and back > 0 and items[back].low == "of" and items[back - 1].low in REMEMBERED:
        return True
    if back > 0 and items[back].low == "of" and items[back - 1].low in INCIDENTS:
        return False
    lasting = lemma in CAMPAIGNS and back > 0 and items[previous(items, back, frozenset("AG"))].tag == "H"
    traded = back >= 0 and items[back].low in TRADED
    if going_on and not traded and (lasting or (not found.supported and not toll_here(items, index))):
        return True
    counted = any(unit.tag == "#" for unit in items[index].units)
    tolled = any(unit.tag == "#" for item in items[index + 1 : index + 7] for unit in item.units)
    long = found.plural or lemma in CAMPAIGNS or lemma == "bombing"
    if long and LASTING & {unit.low for unit in items[index].units} and not tolled:
        return not counted
    if any(span.low in WEEKS and number.tag == "#" for number, span in pairwise(items[index].units)):
        return True  # "its two-week bombardment"
    return found.plural and back >= 0 and items[back].low in ONGOING and not counted


LASTING = frozenset("ongoing continuing continuous relentless intensifying escalating ramped ramped-up".split())
WEEKS = frozenset("day week month year".split())


def persists(items: Sequence[Item], index: int) -> bool:
    """Whether an attack only goes on, and nobody is said to be hurt: "as the bombing of the town continues"."""
    at = next((at for at in range(index + 1, len(items)) if items[at].tag in "VTRS;:.B"), len(items))
    verb = items[at].low if at < len(items) else ""
    still = verb in PERSISTING or (verb == "continued" and items[at - 1].low == "have")
    return still and not toll_here(items, index)


PERSISTING = frozenset("continue continues intensify expand widen escalate".split())


ONGOING = frozenset(
    "intensified intensify intensifies intensifying escalated escalate escalates expanded expand expands continue "
    "continues continued keep keeps end ends ending stop stops".split()
)


HABITUAL = frozenset(["indiscriminate", "systematic", "widespread"])
GENERIC = frozenset("all any every such".split())


PLURAL = re.compile(r"[a-z-]*[^s]s")


def judged(items: Sequence[Item], index: int) -> bool:
    """Whether attacks without number or article are only judged: "attacks on aid workers are a crime"."""
    item = items[index]
    if not PLURAL.fullmatch(item.head.low) or any(unit.tag in "D#" for unit in item.units):
        return False
    if index > 1 and items[index - 1].low == "of" and items[index - 2].low in QUANTITY:
        return False
    verb = next((at for at in range(index + 1, len(items)) if items[at].tag in "XHMVTRS;:."), -1)
    if verb < 0 or items[verb].tag not in "XM":
        return False
    said = following(items, verb, frozenset("AGXHM"))
    return said >= 0 and items[said].tag in "NW"


HAILS = frozenset(["barrage", "salvo", "volley"])


PARRYING = frozenset(
    "thwarted thwarts thwart repelled repels repel foiled foils foil prevented prevents averted averts "
    "repulsed repulses repulse".split()
)


CAMPAIGNS = frozenset(
    "offensive onslaught invasion fighting battle bombardment shelling siege war blockade fire".split()
)
