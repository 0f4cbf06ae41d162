"""Things hit: what weapons ruin or hit though no word of it is known, and weapons that are hit before they fly."""

from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.composition import at_site
from streams.analysis.attacks.arms import BY, people_of_weapon, roles
from streams.analysis.attacks.victims import stranger, things_of
from streams.analysis.lexicon.document import spaced
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.syntax.noun_phrases import phrase_text
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import after, passive

RUINING = frozenset(
    [
        *"destroy damage burn torch sabotage wreck flatten raze derail".split(),
        *["burn down", "blow up", "blown up", "blew up", "set fire to", "setting fire to", "set on fire", "set ablaze"],
    ]
)


RUINERS = frozenset(["armed", "armed-group", "weapon"])


def hands(clause: Clause, index: int) -> list[Mention]:
    """Who or what does what the verb says, weapons too."""
    items = clause.items
    return clause.mentions(after(items, index, BY) if passive(items, index) else subject(items, index))


def hit_things(clause: Clause, index: int, trigger: Trigger, things: list[int]) -> list[Mention]:
    """What fighters or weapons ruin, or a weapon hits, though no word of it is known: "a rocket hit a garage"."""
    by = roles(hands(clause, index))
    if trigger.lemma in RUINING and by & RUINERS:
        return things_of(clause, things)
    told = [at for at in things if clause.items[at].units[0].tag in "D#" and clause.items[at].low not in UNHURT]
    named = towns_of(clause, things)
    return named or (things_of(clause, told) if trigger.lemma in HITTING and by == {"weapon"} else [])


def towns_of(clause: Clause, things: list[int]) -> list[Mention]:
    """The great towns among things that are hit, though the lexicon has no actor of that name: "Russia struck Sumy"."""
    phrases = [clause.items[at] for at in things if clause.items[at].tag == "N"]
    names = [phrase_text(item.units) for item in phrases if all(stranger(unit) and unit.capital for unit in item.units)]
    towns = ((name, clause.cast.lexicon.towns.great(spaced(name))) for name in names)
    return [at_site((), town.country, name, clause.cast) for name, town in towns if town]


HITTING = frozenset(["hit", "strike", "struck", "slam into", "damage"])
UNHURT = frozenset(  # what a weapon hits that is no thing, or nobody's
    "snag wall market markets headline headlines chord blow deal balance record jackpot mark note height heights speed "
    "ground sea water waters air sky nerve top bottom limit low high fear".split()
)


def launchers(clause: Clause, things: list[int]) -> list[Mention]:
    """Whose weapon is hit before it flies: "struck a Houthi missile that was ready to launch"."""
    idle = clause.mentions([at for at in things if on_ground(clause.items, at)])
    owners = people_of_weapon(clause, things) if idle else []
    return [replace(one, role="force") for one in owners]


def on_ground(items: Sequence[Item], thing: int) -> bool:
    """Whether a weapon has not been launched yet."""
    ahead = items[thing + 1 : thing + 7]
    return items[thing].tag == "N" and any(item.low in READY for item in ahead)


READY = frozenset("ready prepared preparing prepped poised".split())
