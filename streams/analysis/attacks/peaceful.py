"""Peaceful: why a verb that can tell of an attack tells of none where it stands."""

from collections.abc import Iterable, Sequence

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import (
    ARMED,
    BY,
    OF_THE_STATE,
    combatants,
    exposed,
    is_weapon,
    military,
    roles,
    weapon_here,
    weapon_here_strict,
)  # fmt: skip
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import after, objects, passive
from streams.analysis.tallies import often


def missing_side(trigger: Trigger, actors: list[Mention], targets: list[Mention], *, active: bool) -> str:
    """What a verb of attacking lacks to be an attack, if it lacks something."""
    bombers = trigger.lemma in ("strike", "struck") and any(
        one.noun in BOMBERS for one in actors
    )  # "two bombers struck in Aden"
    if not targets and not (combatants(actors) and (trigger.sure or bombers)):
        return "no target"
    if active and not actors and not trigger.sure:
        return "no actor"
    if trigger.lemma == "harassed" and not (roles(targets) <= SOLDIERS and roles(actors) & FIGHTERS):
        return "a bother that needs no arms"
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


BOMBERS = frozenset(["bomber", "bombers"])
SOLDIERS = frozenset(["force", "police"])
FIGHTERS = frozenset(["armed", "armed-group"])


def rampaging(clause: Clause, index: int) -> bool:
    """Whether those who burn something are known to do so to others: settlers, a mob."""
    return any(clause.items[at].head.low in MOBS for at in subject(clause.items, index))


MOBS = frozenset("settlers settler mob mobs rioters".split())
STORMING = frozenset(["storm", "storm into", "overrun", "burst into"])
TORCHING = frozenset(["torch", "set on fire", "set fire to", "set ablaze", "burn down"])


def unarmed(
    clause: Clause, index: int, trigger: Trigger, actors: list[Mention], targets: list[Mention], *, struck: bool
) -> str:
    """Why a word that can be peaceful ("hit", "target") is no violence here; empty if it is."""
    entered = trigger.lemma in STORMING and any(map(mission, targets)) and any(one.plural for one in actors)
    mob = "embassy" in roles(targets) or (rampaging(clause, index) and bool(targets))
    burned = entered or (trigger.lemma in TORCHING and mob)
    counted = often(clause.items, index) and bool(roles(targets) & {*ARMED, "site", "embassy", "shipping"})
    armed = bool(roles(actors) & ARMED or burned or counted) or weapon_here(clause) or struck
    if trigger.lemma in SHOT and [item.low for item in clause.items[index + 1 : index + 2]] == ["up"]:
        return "a price that shot up"
    if trigger.lemma in SHOT and (exposed(targets) or roles(targets) & SHOT_AT):
        return ""
    flying = {word for one in targets for word in one.actor.text.lower().split()} & AIRLINERS
    if trigger.lemma in ("shoot down", "shot down", "downed") and flying:
        return ""
    officials = {"office"} if trigger.lemma in SOLDIERLY else set()
    state = roles(actors) & ({"country", "alliance"} | officials) and military(targets)
    leader = roles(actors) & {"country"} and strikes_here(clause) and any(of_group(one) for one in targets)
    if not armed and not state and not leader:
        return "no armed actor, weapon or toll beside it"
    states = any(one.role == "country" and one.actor.country not in (None, "PSE") for one in targets)
    own = {one.actor.country for one in actors} & {one.actor.country for one in targets}
    groups = any(one.actor.id and kind_of(one, clause) == "armed-group" for one in targets)
    if state and not armed and own - {None} and not groups:
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


SHOT_AT = frozenset(["office", "person", "force", "alliance", "armed-group"])  # whom nobody shoots by chance


def of_group(target: Mention) -> bool:
    """Whether a person is known to belong to an armed group."""
    return target.role == "person" and bool(target.actor.id) and "UAF" in target.actor.sectors


def strikes_here(clause: Clause) -> bool:
    """Whether a strike or a raid is named beside: "targets its leader in a strike"."""
    nouns = (item.trigger.lemma for item in clause.items if item.tag == "N" and item.trigger is not None)
    return any(lemma.split()[-1] in ("strike", "raid", "attack", "airstrike", "bombing") for lemma in nouns)


def mission(target: Mention) -> bool:
    """Whether a target is a mission of some state: "the embassies of Rwanda and France"."""
    return bool(MISSIONS & set(target.actor.text.lower().split()))


MISSIONS = frozenset("embassy embassies consulate consulates".split())


def kind_of(mention: Mention, clause: Clause) -> str:
    """What kind of actor the lexicon knows somebody for; empty if it knows nobody."""
    entry = clause.cast.lexicon.actors.get(mention.actor.id or "")
    return entry.kind if entry else ""


def figurative(clause: Clause, index: int, trigger: Trigger) -> bool:
    """Whether people are bombarded with words, a nation has been shaken by news, a toll hits 56, or money is shelled
    out."""
    items = clause.items
    if any(scored(items[at]) for at in objects(items, index)):
        return True
    if trigger.lemma in SPOILING and any(items[at].head.low in ABSTRACT for at in objects(items, index)):
        return True
    if trigger.lemma in ("hit", "strike") and any(items[at].low in FIGURES for at in subject(items, index)):
        return True
    spoken = trigger.lemma == "attack" and trigger.form == "ing" and not subject(items, index)
    if (spoken or trigger.lemma in BLASTING) and scolded(clause, index):
        return True
    if trigger.lemma == "attack" and passive(items, index) and reproached(items, index):
        return True
    if (
        trigger.lemma in ("blow up", "blew up")
        and not passive(items, index)
        and (raging(clause, index) or builders(clause, index) or own_life(items, index))
    ):
        return True
    if items[index].low == "shaken" and items[index - 1].tag == "H":
        return True
    if items[index].low in ("shelled-out", "shelled out") or [one.low for one in items[index + 1 : index + 2]] == [
        "out"
    ]:
        return trigger.lemma == "shell"
    means = next((at for at in range(index + 1, min(len(items) - 1, index + 4)) if items[at].low == "with"), -1)
    return trigger.lemma == "bombard" and means > 0 and not is_weapon(clause, means + 1)


def scored(thing: Item) -> bool:
    """Whether the name of somebody beaten ends in the score: "blew apart Italy 60-7"."""
    return len(thing.units) > 2 and all(unit.tag == "#" for unit in thing.units[-2:])


def own_life(items: Sequence[Item], index: int) -> bool:
    """Whether somebody says what he spoilt for himself: "I blew up my family"."""
    owned = any(items[at].units[0].low in ("my", "our") for at in objects(items, index))
    return owned and any(items[at].low in ("i", "we") for at in subject(items, index))


def reproached(items: Sequence[Item], index: int) -> bool:
    """Whether somebody is attacked for what he does, which is done with words: "attacked for expressing doubts"."""
    ahead = items[index + 1 : index + 3]
    return len(ahead) > 1 and ahead[0].low in ("for", "over") and ahead[1].low.endswith("ing")


def builders(clause: Clause, index: int) -> bool:
    """Whether those who blow something up do so for a living, and are no soldiers."""
    ones = subject(clause.items, index)
    return any(clause.items[at].head.low in BUILDERS for at in ones) and not roles(clause.mentions(ones)) & ARMED


BUILDERS = frozenset("engineer engineers contractor contractors crew crews workers experts sappers".split())


def raging(clause: Clause, index: int) -> bool:
    """Whether somebody known by office or name only loses his temper: "the minister blows up over a question"."""
    ahead = clause.items[index + 1 : index + 2]
    who = roles(clause.mentions(subject(clause.items, index)))
    return bool(ahead) and ahead[0].low in ("over", "at", "about") and bool(who) and who <= {"person", "office"}


SPOILING = frozenset("destroy damage attack hit shake sabotage assault torpedo".split())
ABSTRACT = frozenset(
    "institutions economy democracy reputation image credibility unity process talks relations morale ties "
    "dignity future agreement accord prestige stability hopes trust confidence prospects budget plan plans policy "
    "policies proposal bill law laws rights freedom freedoms values science reforms pensions wages truth "
    "independence sovereignty constitution idea ideas".split()
)


def scolded(clause: Clause, index: int) -> bool:
    """Whether somebody is blasted for something: "soldiers blast the minister for abandoning them"."""
    items = clause.items
    things = [index] if passive(items, index) else objects(items, index)
    if not things or weapon_here_strict(clause):
        return False
    ahead = range(things[-1] + 1, min(len(items) - 1, things[-1] + 5))
    return any(items[at].low in ("for", "over", "as") and items[at + 1].units[0].tag not in "#Y" for at in ahead)


BLASTING = frozenset(["blast", "slam", "bash"])
FIGURES = frozenset("toll tolls number numbers count total tally figure figures losses deaths".split())


SOLDIERLY = frozenset("strike struck raid storm pound target".split())


LANDING = ("land ", "fall ", "fell ", "falling ", "rain ", "slam ", "burn", "shake", "rock", "set ", "torch")


BURNING = ("burn", "set ", "torch")


def fallen_short(clause: Clause, index: int, trigger: Trigger, targets: list[Mention]) -> str:
    """Whether what was fired only came down in a country, be it that of those who fired: "fell inside Gaza"."""
    fired = any(item.trigger is not None and item.trigger.frame == "fire" for item in clause.items[:index])
    falls = trigger.lemma.startswith(("fall", "fell"))
    return "where it fell" if falls and fired and roles(targets) == {"country"} else ""


def unlanded(clause: Clause, index: int, trigger: Trigger, *, struck: bool) -> str:
    """Whether a verb such as "landed near" lacks the weapon that lands."""
    if not trigger.lemma.startswith(LANDING) or trigger.lemma == "rocket" or struck:
        return ""
    doers = roles(clause.mentions(subject(clause.items, index))) | roles(
        clause.mentions(after(clause.items, index, BY))
    )
    burned = "embassy" in roles(clause.mentions(objects(clause.items, index)))
    arson = trigger.lemma.startswith(BURNING) and bool(doers & ARMED or burned or rampaging(clause, index))
    return "" if arson or "weapon" in doers else "no weapon that lands"


VEHICLES = frozenset(
    "ship vessel boat ferry tanker freighter barge trawler train tram truck lorry car bus coach van motorcycle "
    "motorbike bike bicycle taxi locomotive aircraft plane".split()
)


def crashed(clause: Clause, index: int, trigger: Trigger) -> str:
    """Why a vehicle that hits something has an accident: no weapon is named, and it is alone."""
    hit = trigger.lemma in ("strike", "struck", "hit") and not weapon_here_strict(clause)
    before = {index - 1, *subject(clause.items, index)}
    vehicle = any(at >= 0 and clause.items[at].head.low in VEHICLES for at in before) and not of_state(clause, before)
    return "an accident of a vehicle" if hit and vehicle else ""


def of_state(clause: Clause, before: Iterable[int]) -> bool:
    """Whether planes are those of a government or its army, which strike: "government aircraft hit a hospital"."""
    return any(unit.low in OF_THE_STATE for at in before for unit in clause.items[max(0, at)].units)


AIRLINERS = frozenset(
    "boeing airbus cessna antonov jetliner airliner airliners helicopter helicopters plane planes jet jets aircraft "
    "warplane".split()
)
SHOT = frozenset(["shoot", "shot", "shooting"])
