"""Attacks: the rules, one for each way in which a trigger word carries its arguments."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from schemas.event import Actor
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import agents, combatants, miss, roles, weapon_here_strict, words_of
from streams.analysis.attacks.claiming import claimed
from streams.analysis.attacks.commoners import with_commoners
from streams.analysis.attacks.exclusions import checked
from streams.analysis.attacks.firing import burst, fire, fire_on
from streams.analysis.attacks.harming import harm
from streams.analysis.attacks.means import mode_of
from streams.analysis.attacks.mines import mined
from streams.analysis.attacks.nominal import nominal
from streams.analysis.attacks.parrying import parry
from streams.analysis.attacks.ramming import ram
from streams.analysis.attacks.striking import act, adjectival_pair
from streams.analysis.attacks.victims import victims, with_those_met
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.lexicon.gate import SHOTS
from streams.analysis.status.context import OCCURRED, clause_start, verb_status
from streams.analysis.status.retrospect import reduced
from streams.analysis.status.rule import Finding, Miss, people
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import after, objects, passive, previous, shortened


def read_attack(clause: Clause, index: int) -> Finding | Miss:
    """The attack that the trigger at `index` makes, or why it makes none."""
    trigger = clause.items[index].trigger
    assert trigger is not None
    if goes_on(clause, index, trigger):
        return miss(clause, index, "a campaign that goes on, no incident")
    finding = FRAMES["burst" if goes_off(clause, index) else trigger.frame](clause, index, trigger)
    found = checked(clause, with_those_met(clause, finding)) if isinstance(finding, Finding) else finding
    return with_commoners(clause, found) if isinstance(found, Finding) else found


def goes_off(clause: Clause, index: int) -> bool:
    """Whether it is a weapon that blows up, and nobody blows up anything: "a bomb left in a car blew up"."""
    items = clause.items
    if items[index].low not in ("blew up", "blows up") or objects(items, index):
        return False
    before = [item.head.senses for item in items[clause_start(items, index) : index] if item.tag == "N"]
    return any(senses is not None and senses.noun is not None and senses.noun.role == "weapon" for senses in before)


def goes_on(clause: Clause, index: int, trigger: Trigger) -> bool:
    """Whether a verb tells of what has been going on, and gives it no day: "has been shelling the town"."""
    items = clause.items
    been = previous(items, index, frozenset("AG"))
    if trigger.form != "ing" or been < 1:
        return False
    if trigger.frame == "clash" and items[been].low in ("is", "are") and clause_start(items, been):
        return items[clause_start(items, been) - 1].low == "where"
    if items[been].low != "been":
        return False
    end = next((at for at in range(index, len(items)) if items[at].tag in "SRB;"), len(items))
    dated = any(unit.day and unit.day.precision == "day" for item in items[index:end] for unit in item.units)
    return items[previous(items, been, frozenset("AG"))].tag == "H" and not dated


TAKERS = frozenset(["armed", "armed-group", "force", "country", "police"])


MANY = frozenset(["hundreds", "dozens", "scores", "thousands"])
HELD = frozenset("hostage hostages captive captives prisoner prisoners".split())


def seize(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A kidnapped B", "B was hijacked"."""
    items = clause.items
    taken = subject(items, index) if passive(items, index) else objects(items, index)
    if reduced(items, index) and any(one.role == "shipping" for one in clause.mentions([index - 1])):
        taken = [index - 1]
    targets = people(victims(clause, taken, trigger))
    if items[index].low.endswith("hostages"):
        targets = [Mention(Actor(id=None, text="hostages", sectors=("CVL",)), "civil", plural=True)]
    actors = agents(clause, index) if passive(items, index) else clause.mentions(subject(items, index))
    if not targets and not (taken and items[taken[0]].low in MANY):
        return miss(clause, index, "nobody taken is named")
    if shortened(items, index) and any(item.low in RELEASING for item in items[max(0, index - 6) : index]):
        return miss(clause, index, "those it took are let go")
    paired = items[index + 1 : index + 2]
    if not passive(items, index) and paired and paired[0].tag == "C" and adjectival_pair(items, index):
        return miss(clause, index, "it describes a noun")
    shipping = any(one.actor.id == "commercial-shipping" for one in targets)
    hostages = any(items[at].head.low in HELD for at in taken)
    if shipping and not actors and passive(items, index):
        actors = held_by(clause, index)
    if taken_over(actors, targets) and not words_of(clause) & LEFT:
        return Finding(
            "attack", "attack.seized", index, trigger, combatants(actors), targets, status=verb_status(items, index),
            mode="armed-assault",
        )  # fmt: skip
    civilians = all(one.role == "civil" and one.plural for one in targets)
    led_off = passive(items, index) and bool(roles(targets) & {"person", "office"})
    civilians = led_off or (civilians and not passive(items, index))
    kidnapped = civilians and bool(roles(actors) & {"armed", "armed-group"})
    if not trigger.sure and not kidnapped and not ((shipping or hostages) and roles(actors) & (TAKERS - {"police"})):
        return miss(clause, index, "what is seized is no ship, or no armed actor seizes it")
    told = shipping and reduced(items, index)  # who is to release a ship has seized it, whatever else is said
    status = OCCURRED if told else verb_status(items, index)
    if status.modality == "occurred" and hostages:
        status = replace(status, background=True, cue="hostages")
    mode = "hijacking" if shipping else "abduction"
    return Finding("attack", "attack.seized", index, trigger, combatants(actors), targets, status=status, mode=mode)


FIGHTERS = frozenset(["armed", "force", "armed-group"])
STATES = frozenset(["country"])


def taken_over(actors: list[Mention], targets: list[Mention]) -> bool:
    """Whether fighters take a place: a base, a town, a school; an army that seizes arms or suspects does not."""
    fighters = roles(actors) & {"armed", "armed-group"}
    places = [one for one in targets if one.role in ("site", "force", "embassy", "police") or one.hosted]
    return bool(fighters) and any(one.noun not in WIDE for one in places)


WIDE = frozenset("area areas region regions territory territories province provinces land positions ground".split())
LEFT = frozenset(  # what fighters take without a fight
    "withdrawal withdrew withdrawn retreat retreated vacated abandoned evacuated empty unopposed peacefully".split()
)


def held_by(clause: Clause, index: int) -> list[Mention]:
    """The armed group that is to release a ship: "unless the Houthis release the ship seized on Sunday"."""
    items = clause.items
    verb = next((at for at in range(index - 1, max(-1, index - 6), -1) if items[at].head.low in RELEASING), -1)
    doers = clause.mentions(subject(items, verb)) if verb >= 0 else []
    return [one for one in doers if one.role in ("armed", "armed-group", "force")]


RELEASING = frozenset("release releases released free freed releasing freeing returned return hold holds held".split())


def clash(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A clashed with B", "A and B exchanged fire"."""
    items = clause.items
    if trigger.form == "ing" and index and items[index - 1].tag == "N":
        return miss(clause, index, "it says who fights whom")
    if index and items[index - 1].head.low in ("war", "wars"):
        return miss(clause, index, "wars, no incident")
    if warring(items, index):
        return miss(clause, index, "it says who has been at war")
    named = subject(items, index)
    if clause.title and named == [2] and items[1].tag == "," and items[0].tag == "N":
        named = [0, 2]  # as headlines write "A and B"
    sides = clause.mentions(named)
    others = clause.mentions(after(items, index, frozenset(["with", "against", "between"])) or objects(items, index))
    if not others and len(sides) > 1:
        sides, others = sides[:1], sides[1:]
    if not others and reciprocal(items, index):
        others = [one for one in sides if one.plural]
    both = [*sides, *others]
    shots = trigger.lemma in SHOTS and not any(item.low == "over" for item in items[index + 1 : index + 2])
    fighters = FIGHTERS | STATES if shots else FIGHTERS
    if not roles(both) & fighters or not others or not sides or "civil" in roles(both):
        return miss(clause, index, "no two armed sides")
    status = verb_status(items, index)
    return Finding(
        "attack", "attack.clash", index, trigger, combatants(sides), people(others), status=status, mode="clash"
    )


def warring(items: Sequence[Item], index: int) -> bool:
    """Whether a relative clause says whom somebody fights over the years: "JNIM, which has fought the army since"."""
    ends = next((at for at in range(index + 1, len(items)) if items[at].tag in ",;."), len(items))
    relative = any(item.tag == "R" for item in items[max(0, index - 3) : index])
    return relative and any(item.head.low in LASTING for item in items[index + 1 : ends])


LASTING = frozenset("since years decades".split())


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
    if words_of(clause) & CHATTER and not weapon_here_strict(clause):
        return miss(clause, index, "under fire in words")
    next_words = [unit.low for item in items[index + 1 : index + 9] for unit in item.units]
    if next_words[:1] in (["for"], ["over"]) and not REPEATED & set(next_words):
        return miss(clause, index, "under fire in words")
    official = any(one.role in ("office", "person", "organisation", "country") for one in targets)
    if official and trigger.mode != "shooting" and not weapon_here_strict(clause):
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


CHATTER = frozenset(
    "whatsapp twitter facebook instagram tiktok tweet tweets tweeted comments remarks critics backlash criticism chat "
    "statement joke jokes podcast".split()
)
REPEATED = frozenset(["time", "day", "night", "hours", "days", "weeks"])  # "for the fourth time": no cause of it


FRAMES: dict[str, Callable[[Clause, int, Trigger], Finding | Miss]] = {
    "act": act,
    "harm": harm,
    "fire": fire,
    "fire-on": fire_on,
    "seize": seize,
    "burst": burst,
    "clash": clash,
    "mine": mined,
    "ram": ram,
    "parry": lambda clause, index, trigger: parry(clause, index, trigger) or act(clause, index, trigger),
    "suffer": suffer,
    "attack": nominal,
    "claim": claimed,
}
