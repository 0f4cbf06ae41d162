"""Settling: two sides that came to terms: "A and B signed a pact", "A and B agreed to it after talks in C"."""

from collections.abc import Iterable
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.lexicon.gate import BONDS, PACTS
from streams.analysis.outreach.pairs import doers
from streams.analysis.outreach.parties import distinct, known, parties
from streams.analysis.outreach.reaching import BETWEEN, BY, WITH, ahead, miss
from streams.analysis.outreach.standing import status_of
from streams.analysis.status.rule import Finding, Miss
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import passive

SETTLING = frozenset(
    (
        "agree agrees agreed sign signs signed reach reaches reached struck seal sealed settled concluded initialled "
        "initialed clinched accepted ratified restored announced issued"
    ).split()
)
BEHIND = frozenset("after following in at during".split())
REACH = 6  # "after more than a year of indirect talks": items between the preposition and the talks
CONTACTS = frozenset("meet talk call host visit travel talks".split())
BINDING = ("restor", "re-establish", "establish", "normalis", "normaliz", "resum", "reopen", "re-open")
PARTIES = frozenset(
    "country person office armed-group armed alliance group-of-states organisation church force".split()
)


def settled(clause: Clause, index: int) -> tuple[int, list[Mention]]:
    """The verb by which two sides or more came to terms in or after the talks at `index`, and they; -1 if there is
    none."""
    items = clause.items
    behind = next((at for at in range(index - 1, max(-1, index - REACH), -1) if items[at].low in BEHIND), -1)
    verb = next((at for at in range(behind - 1, 0, -1) if items[at].low in SETTLING), -1)
    sides = distinct(one for one in doers(clause, verb) if known(one)) if verb > 0 else []
    return (verb, sides) if len(sides) > 1 else (-1, [])


def settle(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A and B signed a pact", "A signed a pact with B", "a pact between A and B was signed"."""
    items, inactive = clause.items, passive(clause.items, index)
    things = subject(items, index) if inactive else [pact_at(clause, index)]
    thing = things[-1] if things else len(items)
    made = BONDS if trigger.lemma.startswith(BINDING) else PACTS
    if made is BONDS and any(item.low.startswith("agree") for item in items[max(0, index - 5) : index]):
        return miss(clause, index, "what is agreed on")
    if trigger.form == "ing" or thing >= len(items) or items[thing].head.low not in made:
        return miss(clause, index, "no agreement is made")
    thing = aim(clause, thing)
    ones, others = signers(clause, thing, index, inactive=inactive)
    status = status_of(clause, index)
    if made is BONDS and any(item.tag == "R" or item.low == "had" for item in items[max(0, index - 4) : index]):
        status = replace(status, background=True, cue="had")
    if items[thing].units[0].low == "no":
        status = replace(status, modality="denied", cue="no")
    return Finding("outreach", "outreach.agreed", index, trigger, ones, others, status=status, mode="agreement")


def pact_at(clause: Clause, index: int) -> int:
    """Where the pact stands that is made: behind the verb, or before "that": "the deal that A and B signed"."""
    items = clause.items
    first = min(subject(items, index), default=0)
    relative = first > 1 and items[first - 1].tag == "R" and items[first - 2].head.low in PACTS
    return first - 2 if relative else index + 1


def aim(clause: Clause, thing: int) -> int:
    """The ties that an agreement is to bring: "a pact to normalise relations with A"; else the agreement itself."""
    items = clause.items
    if thing + 3 < len(items) and items[thing + 1].tag == "I" and items[thing + 3].head.low in BONDS:
        return thing + 3
    return thing


def agree(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A and B agreed to do it", "A agreed with B on it"; but not "A agreed that", nor one side alone."""
    items = clause.items
    if passive(items, index):
        return settle(clause, index, trigger)
    ones, status = able(doers(clause, index)), status_of(clause, index)
    at = index + 1
    others: list[Mention] = []
    if at + 1 < len(items) and items[at].low == "with":
        others, at = able(parties(clause, at + 1)), at + 2
    near = items[at : at + 7]
    pact = bool(near) and near[0].tag == "N" and near[0].head.low in PACTS  # "A and B agree truce"
    stop = next((one for one, item in enumerate(near) if item.tag in "S;B.RVTX"), len(near))
    if not pact and not any(item.tag == "I" or item.low in ("on", "to", "upon") for item in near[:stop]):
        return miss(clause, index, "an opinion")
    if any(item.head.low in ("touch", "contact") for item in near[:stop]):
        return miss(clause, index, "to be in touch again is no agreement")
    if any(item.trigger is not None and item.trigger.frame in CONTACTS for item in near):
        return miss(clause, index, "a contact that is agreed on")
    ones, others = (ones, others) if others else (ones[:1], ones[1:])
    return Finding("outreach", "outreach.agreed", index, trigger, ones, others, status=status, mode="agreement")


def signers(clause: Clause, thing: int, index: int, *, inactive: bool) -> tuple[list[Mention], list[Mention]]:
    """The two sides of the agreement at `thing` that the verb at `index` tells of."""
    ones = able(ahead(clause, index, BY, 10) if inactive else doers(clause, index))
    where = HOUSED if clause.items[thing].head.low in ("embassy", "embassies") else WITH
    others = able(ahead(clause, thing, where, 6) if ones else ahead(clause, thing, BETWEEN, 6))
    if inactive and not ones and not others:
        others = able(ahead(clause, index, BETWEEN, 6))  # "was signed between A and B"
    return (ones, others) if ones and others else ([*ones, *others][:1], [*ones, *others][1:])


HOUSED = frozenset(["in", "to"])  # "reopened its embassy in B"


def able(mentions: Iterable[Mention]) -> list[Mention]:
    """Those who can bind themselves, one for each side."""
    return distinct(one for one in mentions if known(one) and one.role in PARTIES)
