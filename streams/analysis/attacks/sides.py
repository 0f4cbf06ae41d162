"""Sides: who attacks and who is attacked, where an attack is named by a noun."""

from collections.abc import Sequence

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import (
    BY,
    COMMITTED,
    agents,
    combatants,
    flown,
    people_of_weapon,
)
from streams.analysis.attacks.modifiers import AGAINST, modifiers
from streams.analysis.attacks.victims import numbered_of, strangers
from streams.analysis.attribution import COUNTING
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.status.outcomes import SUFFER, SUPPORT
from streams.analysis.status.rule import people
from streams.analysis.syntax.grammar import BLAMING, SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import after, coordinated_right, objects, passive, previous

TRADED = frozenset("trade trades traded trading exchange exchanges exchanged exchanging swapped".split())


def named_target(clause: Clause, index: int, trigger: Trigger) -> list[Mention]:
    """Whoever stands after "on", "against", or after "of" in "the bombing of"."""
    if trigger.mode in TAKING and (victims := people(clause.mentions(after(clause.items, index, OF, 3)))):
        return victims
    own = of_doers(clause, index, trigger)
    facing = of_own(clause, index, after(clause.items, index, AGAINST, 12))
    owners = [] if clause.title else people_of_weapon(clause, list(facing))
    found = people(clause.mentions(facing)) or owners or unheard(clause, index, facing)
    if found or trigger.mode not in ("bombing", "killing", "shelling", "abduction", "armed-assault"):
        return found
    named = after(clause.items, index, OF, 3)
    return ([] if own else people(clause.mentions(named))) or (
        strangers(clause, named) if trigger.mode in TAKING else []
    )


def of_doers(clause: Clause, index: int, trigger: Trigger) -> list[Mention]:
    """Those armed whom "of" names right behind an attack, who did it: "the attack of Boko Haram fighters"."""
    behind = clause.items[index + 1 : index + 2]
    if trigger.lemma not in OF_DOERS or not behind or behind[0].low != "of":
        return []
    return [one for one in clause.mentions([index + 2]) if one.role in ("armed", "armed-group")]


OF_DOERS = frozenset(["attack", "assault", "raid", "offensive", "incursion", "onslaught", "ambush"])


def of_own(clause: Clause, index: int, facing: Sequence[int]) -> Sequence[int]:
    """Those named after an attack, unless they belong to what followed it: "was followed by strikes on the city"."""
    between = clause.items[index + 1 : facing[0] - 1] if facing else []
    if HAPPENED & {item.low for item in between}:
        return []  # "occurred on the highway"
    if facing and facing[0] - 1 in (blamed_on(clause.items, index), blamed_by(clause.items, index)):
        return []
    finite = next((at for at, item in enumerate(between) if item.tag in "HXM" or item.low in CAUSED), len(between))
    told = any(item.tag == "R" for item in between[:finite])
    later = [item.trigger for item in between[finite:] if item.tag == "N" and item.trigger is not None]
    another = any(trigger.kind == "attack" for trigger in later)
    another |= brings_on(between)
    another |= clause.items[facing[0] - 1].low == "at" if any(item.low in NEEDED for item in between) else False
    return [] if another and not told else facing


HAPPENED = frozenset(["occurred", "happened", "took"])
CAUSED = frozenset("follows followed follow triggered triggers sparked prompted provoked drew preceded".split())


def brings_on(between: Sequence[Item]) -> bool:
    """Whether an attack has done something to somebody with an "on" of its own: "has brought disaster on the land"."""
    told = (item for item in between if item.low not in BROUGHT)
    counts = any(item.trigger is not None or item.low in ("total", "number", "toll") for item in told)
    return not counts and any(item.low in BROUGHT for item in between)


BROUGHT = frozenset(
    "brought brings put puts piling pressure had has shed sheds placed cast casts turned focused".split()
)
NEEDED = frozenset("needed need needs deserve deserved deserves".split())  # of what one wishes done about an attack


def unheard(clause: Clause, index: int, facing: Sequence[int]) -> list[Mention]:
    """Those of an unknown name whom an attack met, unless it is part of a title itself: "Attack on Titan"."""
    plain = clause.cast.upper or not clause.items[index].head.capital
    return strangers(clause, facing) if plain else []


OF = frozenset(["of"])


SLAYERS = frozenset(["armed", "armed-group", "force", "country", "police", "alliance"])
TAKING = frozenset(["killing", "abduction"])  # whose "of", and whose possessor, is the victim: "Palme's murder"


def sides_of(
    clause: Clause, index: int, trigger: Trigger, back: int, ahead: int
) -> tuple[list[Mention], list[Mention]]:
    """Who attacks and who is attacked, from the noun's own phrase, its verb, and the phrases after it."""
    items = clause.items
    before, own = modifiers(clause, index)
    if trigger.mode in TAKING and before and not any(one.role in SLAYERS for one in before):
        before, own = [], before
    actors = perpetrators(clause, index) or of_doers(clause, index, trigger) or before
    targets = named_target(clause, index, trigger) or own
    if targets is own and all(one.role == "site" and one.actor.id is None for one in own):
        killed = [one for one in harmed(clause, back, ahead) if one.actor.country]  # "Tyre bombing kills Irish troops"
        targets = harmed(clause, back, -1) or killed or own  # "the mayor was killed in a car explosion"
    if back >= 0 and items[back].tag in "VTX" and items[back].low in SUPPORT and not passive(items, back):
        doers = [
            flown(one, clause, trigger) for one in clause.mentions(accompanying(items, back) or subject(items, back))
        ]
        if items[back].low in SUFFER:
            targets = targets or people(doers)
        elif items[back].low not in SAYING | COUNTING and items[back].tag != "X" and items[back].low != "blamed":
            if not actors or (actors is before and all(one.actor.id is None for one in before)):
                actors = combatants(doers) or actors
            elif actors is before and bare_country(clause, index) and combatants(doers) and not targets:
                actors, targets = combatants(doers), before
    if back > 0 and items[back].low == "with" and items[back - 1].low in ANSWERED:
        actors = actors or combatants(clause.mentions(subject(items, back - 1)))
    if (user := used_in(items, back)) >= 0:
        actors = actors or combatants(clause.mentions(subject(items, user)))
    if trigger.lemma == "clash" and not actors:
        actors = combatants(clause.mentions(after(items, index, frozenset(["with"]), 4)))
    if both := two_sides(clause, index, trigger, back) or fallen(clause, index, trigger, back):
        return both
    if back > 1 and items[back].low == "of" and (being := made_target(items, back - 1)) >= 0:
        targets = targets or people(clause.mentions(subject(items, being)))
    killed = harmed(clause, back, ahead)
    if targets and all(one.role == "site" and one.actor.id is None for one in targets):
        targets = [one for one in killed if one.role == "force" and one.actor.id] + targets
    return actors, targets or killed or spared(clause, back)


def accompanying(items: Sequence[Item], verb: int) -> list[int]:
    """Who does something beside what a sentence tells: "with jets carrying out strikes"."""
    doing = verb > 1 and items[verb].low.endswith("ing") and items[verb - 1].tag == "N"
    return [verb - 1] if doing and items[verb - 2].low == "with" else []


def perpetrators(clause: Clause, index: int) -> list[Mention]:
    """Whoever "by" names after an attack, unless they did something else to it: "was foiled by air defences"."""
    items = clause.items
    if blame := blamed_on(items, index) or blamed_by(items, index):
        return combatants(clause.mentions(coordinated_right(items, blame + 1)))
    by = next(iter(after(items, index, BY)), 0)
    done = [item.low for item in items[index + 1 : by] if item.tag in "VT"]
    if by:
        return agents(clause, index) if all(low in COMMITTED for low in done) else []
    near = after(items, index, FROM, 2)
    return [one for one in clause.mentions(near) if one.role == "armed-group"]


FROM = frozenset(["from"])


def blamed_on(items: Sequence[Item], index: int) -> int:
    """Where "on" stands of those whom an attack is blamed on: "a raid on a village blamed on herdsmen"; 0 for none."""
    for at in range(index + 1, min(len(items) - 2, index + 13)):
        relative = items[at].tag == "R" or (items[at].tag == "," and items[at + 1].tag == "R")
        if relative and any(one.low == "blamed" for one in items[at + 2 : at + 4]):
            continue  # "an attack that officials blamed on", "an attack, which he blamed on"
        if items[at].tag in "TRS,;:." or (items[at].tag == "X" and items[at + 1].low not in ("been", "blamed")):
            return 0
        if items[at].low == "blamed" and items[at + 1].low == "on":
            return at + 1
    return 0


def blamed_by(items: Sequence[Item], index: int) -> int:
    """Where "on" stands of those on whom somebody blames an attack: "the army blamed the raid on herdsmen"; 0 for
    none, as in "blamed the Hamas attack on Israel"."""
    done_by = any(unit.senses is not None and unit.senses.named for unit in items[index].units)
    if not index or items[index - 1].low not in BLAMING or done_by:
        return 0
    return max(
        (at for at in range(index, len(items) - 1) if items[at].low == "on" and items[at + 1].tag == "N"), default=0
    )


def used_in(items: Sequence[Item], back: int) -> int:
    """The verb of "used gas in attacks on", or -1."""
    if back < 2 or items[back].low != "in":
        return -1
    return next((at for at in range(back - 1, max(-1, back - 5), -1) if items[at].low in USED), -1)


ANSWERED = frozenset("replied responded answered retaliated replies responds answers retaliates".split())


USED = frozenset("used use uses using employed deployed fired dropped sent".split())


def bare_country(clause: Clause, index: int) -> bool:
    """Whether a country's bare name stands before the noun, as in "deadly Israel attack"."""
    units = clause.items[index].units
    last = units[-2] if len(units) > 1 else None
    return bool(last and last.senses and last.senses.actor and last.senses.actor.kind == "country")


def made_target(items: Sequence[Item], at: int) -> int:
    """The verb of "was the target (the victim, the object) of", or -1."""
    being = previous(items, at, frozenset("AGY"))
    fits = being > 0 and items[being].low in BEING and items[at].low in STRUCK_BY
    return being if fits and items[being - 1].tag in "NHMRC" else -1


BEING = frozenset("was were became become been be".split())
STRUCK_BY = frozenset("target targets object objects victim victims scene".split())


def two_sides(clause: Clause, index: int, trigger: Trigger, back: int) -> tuple[list[Mention], list[Mention]] | None:
    """ "clashes between A and B", "A and B traded fire"."""
    items = clause.items
    sides: list[Mention] = []
    if back >= 0 and items[back].low in TRADED:
        sides = clause.mentions(subject(items, back))
    elif trigger.lemma in MUTUAL:
        sides = clause.mentions(between(items, index) or after(items, index, frozenset(["with"]), 6))
        if len(sides) == 1 and back >= 0 and items[back].low in SAYING:  # "the rebels report clashes with the army"
            told = [one for one in clause.mentions(subject(items, back)) if one.role in ("armed-group", "force")]
            sides = [*told[:1], *sides]
    return (combatants(sides[:1]), people(sides[1:])) if len(sides) > 1 else None


def fallen(clause: Clause, index: int, trigger: Trigger, back: int) -> tuple[list[Mention], list[Mention]] | None:
    """Who fell in a fight, and against whom: "two soldiers were killed in fighting against A"."""
    if trigger.lemma not in MUTUAL or [item.low in FACING for item in clause.items[index + 1 : index + 2]] != [True]:
        return None
    foes = combatants(clause.mentions(after(clause.items, index, FACING, 2)))
    hurt = [one for one in harmed(clause, back, -1) if one.role in ("force", "armed", "armed-group", "police")]
    theirs = ({one.actor.country for one in foes} | {one.actor.id for one in foes}) - {None}
    return (foes, hurt) if foes and hurt and not any(one.actor.id in theirs for one in hurt) else None


FACING = frozenset(["with", "against"])


def between(items: Sequence[Item], index: int) -> list[int]:
    """The two phrases of "between A and B"."""
    for at in range(index + 1, min(len(items) - 3, index + 6)):
        if items[at].low == "between" and items[at - 1].head.low in DIVIDING:
            return []
        link = at + (4 if items[at + 2].low == "of" else 2)  # "between members of A and B"
        tags = [item.tag for item in items[link : link + 2]]
        if items[at].low == "between" and items[at + 1].tag == "N" and tags == ["C", "N"]:
            return [at + 1, link + 1]
    return []


DIVIDING = frozenset("border borders frontier line ceasefire truce war talks conflict deal dispute".split())
MUTUAL = frozenset(
    ("clash,fighting,battle,firefight,gunfight,gun battle,skirmish,shootout,exchange of fire,encounter").split(",")
)


def harmed(clause: Clause, back: int, ahead: int) -> list[Mention]:
    """Whom the attack harmed: "B were killed in an attack", "an attack that killed B"."""
    items = clause.items
    if back >= 0 and items[back].low == "in" and items[back].tag == "P":
        verb = previous(items, back)
        trigger = items[verb].trigger if verb >= 0 and items[verb].tag == "T" else None
        if trigger is not None and trigger.frame == "harm":
            return people(clause.mentions(numbered_of(items, subject(items, verb))))
        if verb > 0 and items[verb].head.low in WOUNDS and items[verb - 1].low in SUFFER:
            verb -= 1
        if verb > 0 and items[verb].low in DYING | SUFFER:
            return people(clause.mentions(subject(items, verb)))
    follows = items[ahead].trigger if ahead >= 0 and items[ahead].tag == "T" else None
    if follows is not None and follows.frame in ("act", "harm") and not passive(items, ahead):
        return people(clause.mentions(objects(items, ahead, ON)))
    return []


WOUNDS = frozenset("injury injuries wound wounds burns".split())
DYING = frozenset("die dies died perish perished".split())


def spared(clause: Clause, back: int) -> list[Mention]:
    """Who came out of an attack unhurt: "B was unharmed following an attack"."""
    verb = previous(clause.items, back, frozenset("AGY")) if back > 0 and clause.items[back].tag in "SP" else -1
    escaped = verb > 0 and clause.items[verb].low in SAFE
    return people(clause.mentions(subject(clause.items, verb))) if escaped else []


SAFE = frozenset("unharmed unhurt unscathed uninjured survived escaped emerged".split())
ON = frozenset("on against at upon targeting toward towards near into inside outside".split())
