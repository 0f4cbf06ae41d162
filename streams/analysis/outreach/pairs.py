"""Pairs: which parties do what a verb says, and whom "they" and "the two leaders" mean."""

from collections.abc import Sequence

from streams.analysis.actors.cast import Cast, Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.outreach.offices import many
from streams.analysis.outreach.parties import distinct, known, party, side
from streams.analysis.syntax.belonging import skip_prepositional
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import coordinated_left, verb_left

PAIR = frozenset(["they", "two", "both", "pair", "sides", "duo"])
OF_PAIR = frozenset(
    "leaders presidents ministers sides men countries diplomats leader premiers pair they duo two parties delegations "
    "governments nations neighbours neighbors".split()
)


def doers(clause: Clause, verb: int) -> list[Mention]:
    """The parties that are the subject of the verb at `verb`, those joined before an apposition among them."""
    items = clause.items
    if (main := main_verb(items, verb)) >= 0:
        return doers(clause, main)
    indexes = subject(items, verb)
    if len(indexes) == 1 and indexes[0] and items[indexes[0] - 1].tag == "X" and len(items[indexes[0]].units) == 1:
        indexes = subject(items, indexes[0] - 1) or indexes
    if not indexes:
        return interrupted(clause, verb) or fronted(clause, verb) or aside(clause, verb)
    found = [one for at in indexes for one in party(clause, at)[0]]
    if not found and (over := interrupted(clause, verb)):
        return over
    if pair_word(items[indexes[0]]) and len(distinct(found)) < 2:
        return (
            pair(clause, indexes[0], far=items[indexes[0]].low != "they" or not items[verb].low.startswith("discuss"))
            or found
        )
    at = indexes[0]
    found += and_of(clause, at, verb) if len(indexes) == 1 else []
    listed = at
    while clause.title and listed >= 2 and items[listed - 1].tag == "," and items[listed - 2].tag == "N":
        listed -= 2
    if listed > 1 and listed < at and items[listed - 1].low == "of" and many(items[listed - 2]):
        return party(clause, listed - 2)[0]  # "Leaders of A, B meet"
    if listed == 0 and at:
        return [one for first in range(0, at, 2) for one in party(clause, first)[0]] + found
    while at >= 3 and items[at - 1].tag == "C" and items[at - 2].tag == "," and items[at - 3].tag == "N":
        at = skip_prepositional(items, at - 3)
        earlier = party(clause, at)[0]
        found = earlier + found
    return found


def interrupted(clause: Clause, verb: int) -> list[Mention]:
    """Who does something with an aside between: "A and B, meeting in Geneva, agreed", "A, on a visit to B, thanked"."""
    items = clause.items
    start = next((at for at in range(verb - 2, 0, -1) if items[at].tag in ",VTXHMRS;:."), 0)
    if verb < 4 or items[verb - 1].tag != "," or items[start].tag != ",":
        return []
    return before_aside(clause, start + 1)


def before_aside(clause: Clause, at: int) -> list[Mention]:
    """Of whom an aside tells that opens at `at`, behind its comma."""
    items = clause.items
    opens = at > 1 and items[at - 1].tag == "," and (items[at].tag == "P" or items[at].low.endswith("ing"))
    if not opens or items[at - 2].tag != "N":
        return []
    first = skip_prepositional(items, at - 2)
    clausal = first == 0 or items[first - 1].tag in ",CSR;:."
    return [one for spot in coordinated_left(items, first) for one in party(clause, spot)[0]] if clausal else []


def main_verb(items: Sequence[Item], verb: int) -> int:
    """The verb whose subject also does what is joined to it by "then", past what it is for: "persuaded A to yield, then
    flew to B"; -1 if there is none."""
    if verb < 3 or items[verb - 1].low != "then" or items[verb - 2].tag not in ",C":
        return -1
    return finite_left(items, verb - 2)


def finite_left(items: Sequence[Item], at: int) -> int:
    """The nearest verb to the left that is no infinitive; -1 if there is none."""
    at = verb_left(items, at)
    while at > 0 and items[at - 1].tag == "I":
        at = verb_left(items, at - 1)
    return at


def aside(clause: Clause, verb: int) -> list[Mention]:
    """Who did something "after meeting B", "before flying to B": the subject of the verb before."""
    items = clause.items
    trigger = items[verb].trigger
    if verb < 2 or trigger is None or trigger.form != "ing" or items[verb - 1].low not in ASIDE:
        return []
    main = finite_left(items, verb - 1)
    return doers(clause, main) if main >= 0 else []


ASIDE = frozenset(["after", "before", "while", "following"])


def and_of(clause: Clause, first: int, verb: int) -> list[Mention]:
    """The second party of "President X of A and Premier Y of B met"."""
    items = clause.items
    end = party(clause, first)[1]
    if end == first or end + 2 >= verb or items[end + 1].low != "and" or items[end + 2].tag != "N":
        return []
    more, last = party(clause, end + 2)
    return more if all(item.tag in "AXHMYG" for item in items[last + 1 : verb]) else []


def fronted(clause: Clause, verb: int) -> list[Mention]:
    """ "Speaking after talks with B, A said": the subject of the main clause does what a phrase set before it says."""
    items = clause.items
    if any(
        (item.tag in "VTXHM" and item.trigger is None) or (item.tag == "N" and known(clause.mention(at)))
        for at, item in enumerate(items[:verb])
    ):
        return []
    for at in range(verb + 1, min(len(items) - 2, verb + 14)):
        if items[at].tag == "," and items[at + 1].tag == "N":
            found, end = party(clause, at + 1)
            if any(known(one) and one.role in ("person", "office") for one in found):
                after = next((item for item in items[end + 1 :] if item.tag not in "A,Y"), None)
                return found if after is not None and after.tag in "VTXHM" else []
    return []


def pair_word(item: Item) -> bool:
    """ "they", "the two leaders", "both sides"."""
    words = {unit.low for unit in item.units}
    return bool(words & PAIR) and item.low.split()[-1] in OF_PAIR


def pair(clause: Clause, index: int, *, far: bool = False) -> list[Mention]:
    """The two sides spoken of last: in this sentence before `index`, else, if `far`, in those before."""
    here = [one for at in range(index) if clause.items[at].tag == "N" for one in party(clause, at)[0]]
    people = [one for one in here if known(one)]
    found = distinct(people)
    if len(found) == 2:
        return found
    if not far or found:
        return []
    return pair_of(clause.cast, PEOPLE) or (pair_of(clause.cast, SIDES) if clause.items[index].low in SIDED else [])


PEOPLE = frozenset(["person", "office"])
SIDES = PEOPLE | {"country", "armed-group", "armed"}
SIDED = frozenset("sides countries parties delegations governments nations neighbours neighbors".split())


def pair_of(cast: Cast, roles: frozenset[str]) -> list[Mention]:
    """The two sides that were spoken of last, of those that have one of `roles`."""
    found: list[Mention] = []
    for one in reversed(cast.recent[-6:]):
        if "spokes" in one.actor.text.lower():
            continue  # who tells of the two
        if known(one) and one.role in roles and side(one) not in {side(m) for m in found}:
            found.insert(0, one)
        if len(found) == 2:
            return found
    return []
