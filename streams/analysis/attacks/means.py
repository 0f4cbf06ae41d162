"""Means: with what an attack was made, by the words that are told of it."""

from collections.abc import Sequence
from itertools import pairwise

from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import FILMED
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.syntax.grammar import PARTING, REPLIES
from streams.analysis.syntax.phrases import Item, Unit
from streams.analysis.syntax.syntax import replies


def is_flying(clause: Clause, at: int) -> bool:
    """Whether a phrase is a weapon on its way: a drone, a missile, a rocket."""
    low = clause.items[at].head.low
    return any(word in low for word in FLYING)


FLYING = ("drone", "missile", "rocket", "projectile", "uav", "aerial vehicle", "aerial object", "aerial target")


MODES = (
    ("drone", ("drone", "uav", "unmanned")),
    ("missile", ("missile",)),
    ("rocket", ("rocket", "katyusha", "grad")),
    ("air-strike", ("airstrike", "air strike", "air-strike", "warplane", "fighter jet", "air raid", "jets")),
    ("suicide-bombing", ("suicide",)),
    ("bombing", ("bomb", "ied", "explosive", "blast", "dynamite", "mine ", "mines ", "landmine")),
    ("grenade", ("grenade",)),
    ("shelling", ("shell", "mortar", "artillery")),
    ("chemical", ("chemical", "poison gas", "chlorine", "sarin")),
    ("shooting", ("gunfire", "shot", "gunmen", "gunman", "opened fire", "shooting")),
    ("stabbing", ("stab ", "stabb", "stabs ", "knife")),
    ("arson", ("set fire", "arson", "torch", "set on fire", "burn")),
)


SIGNS = tuple((mode, f" {sign}") for mode, signs in MODES for sign in signs)


def mode_of(clause: Clause, trigger: Trigger) -> str:
    """The means of an attack: the weapon named beside it, or else in the sentence, else the trigger's own."""
    if trigger.mode in ("abduction", "clash"):
        return trigger.mode
    items = between(uncaused(clause.items, trigger), trigger, ";")
    if trigger.mode not in UNSAID:
        return means(between(items, trigger, "SRBV", "XHM")) or trigger.mode
    own = [item for item in items if item.trigger is trigger or not any(unit.low in REPLIES for unit in item.units)]
    part = part_of(items, trigger)
    part = (
        part if trigger.frame == "harm" else [part[at] for at in range(len(part)) if not beside_it(part, at, trigger)]
    )
    return means(part) or means(untold(own, trigger)) or trigger.mode


UNSAID = frozenset(["", "armed-assault", "killing", "bombing"])  # means that say little of the weapon


def between(items: Sequence[Item], trigger: Trigger, tags: str, ends: str = "") -> Sequence[Item]:
    """The items about a trigger up to those of some tags; behind it, up to others too."""
    at = next((at for at, item in enumerate(items) if item.trigger is trigger), 0)
    first = max((i for i in range(at) if items[i].tag in tags), default=-1)
    bounds = (i for i in range(at + 1, len(items)) if items[i].tag in tags + ends and items[i].low not in WIELDING)
    return items[first + 1 : next(bounds, len(items))]


WIELDING = frozenset("using used use uses firing fired".split())


ASIDE = PARTING | {"as"}


def untold(items: Sequence[Item], trigger: Trigger) -> Sequence[Item]:
    """The items but for clauses that tell of another attack, of which those hurt in this one may have died."""
    at = next((at for at, item in enumerate(items) if item.trigger is trigger), 0)
    bounds = [-1, *(i for i, item in enumerate(items) if item.tag in "BR" or item.low in ASIDE), len(items)]
    parts = [items[first + 1 : last] for first, last in pairwise(bounds) if not first < at < last]
    kept = [part for part in parts if trigger.frame == "harm" or not any(attacking(item) for item in part)]
    return [item for part in kept for item in part]


def beside_it(items: Sequence[Item], at: int, trigger: Trigger) -> bool:
    """Whether a phrase names another attack, told beside this one: "a raid and airstrikes"; not what this one was: "hit
    camps in an airstrike"."""
    other = items[at].tag == "N" and attacking(items[at]) and items[at].trigger is not trigger
    return other and not (at and items[at - 1].low in ("in", "with", "during"))


def attacking(item: Item) -> bool:
    return item.trigger is not None and item.trigger.kind == "attack"


def uncaused(items: Sequence[Item], trigger: Trigger) -> Sequence[Item]:
    """The items on this side of what an attack answers or follows: "in retaliation for a gas attack", "over a gas
    attack", "after a bombing"."""
    at = next((at for at, item in enumerate(items) if item.trigger is trigger), 0)
    links = frozenset(["over"]) if trigger.frame == "harm" else OVER_AND_AFTER
    nouns = {one for one, item in enumerate(items) if item.trigger is not None and item.tag == "N"}
    causes = [one for one, item in enumerate(items) if replies(items, one) or (item.low in links and one + 1 in nouns)]
    first = max((one for one in causes if one < at), default=-1)
    return items[first + 1 : min((one for one in causes if one > at), default=len(items))]


OVER_AND_AFTER = frozenset(["over", "after", "following"])


def means(items: Sequence[Item]) -> str:
    """The means that words name; empty for none."""
    words = " " + " ".join(unit.low for item in items for unit in item.units if not films(item, unit)) + " "
    return next((mode for mode, sign in SIGNS if sign in words), "")


def films(item: Item, unit: Unit) -> bool:
    """Whether a weapon only says of what kind something is that hurts nobody: "drone footage", "bomb alert"."""
    behind = item.units[item.units.index(unit) + 1 :][:1]
    weapon = unit.senses is not None and unit.senses.noun is not None and unit.senses.noun.role == "weapon"
    return weapon and bool(behind) and behind[0].low in FILMED | IDLE


IDLE = frozenset(
    "alert alerts threat threats scare scares warning warnings hoax hoaxes shelter shelters squad squads disposal crew "
    "crews maker makers factory factories plant plants depot depots defence defences defense defenses siren sirens "
    "programme program test tests".split()
)


def part_of(items: Sequence[Item], trigger: Trigger) -> Sequence[Item]:
    """The items about a trigger, up to words that part one event from another: "after", "before"."""
    at = next((at for at, item in enumerate(items) if item.trigger is trigger), 0)
    bounds = [i for i, item in enumerate(items) if item.tag in "BR" or (item.tag == "S" and item.low in ASIDE)]
    first = max((i for i in bounds if i < at), default=-1)
    last = min((i for i in bounds if i > at), default=len(items))
    return items[first + 1 : last]
