"""Reaching: the other side of a contact, found from its verb or noun by prepositions."""

from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.outreach.pairs import doers
from streams.analysis.outreach.parties import distinct, known, parties, side
from streams.analysis.status.context import Status
from streams.analysis.status.rule import Finding, Miss
from streams.analysis.syntax.syntax import passive

WITH = frozenset(["with"])


BETWEEN = frozenset(["between", "among", "involving"])


TO = frozenset(["to"])


BY = frozenset(["by"])


PERSONAL = frozenset(["person", "office"])


VISITED = frozenset("country person office organisation group-of-states alliance armed-group church".split())


PARTICIPLES = frozenset(
    (
        "held scheduled planned mediated brokered hosted expected sponsored took taking takes began resumed "
        "started addressed attended continued facilitated due set aimed taken place led proposing"
    ).split()
)


UNPAIRED = "not two political actors"


def miss(clause: Clause, index: int, reason: str) -> Miss:
    return Miss(index, clause.items[index].head.text, reason)


def ahead(
    clause: Clause, index: int, prepositions: frozenset[str], reach: int = 8, *, strict: bool = True
) -> list[Mention]:
    """The parties after the first of `prepositions` to the right in the clause, past participles such as "held"."""
    items = clause.items
    for at in range(index + 1, min(len(items) - 1, index + reach)):
        item = items[at]
        if strict and prepositions is BETWEEN and item.trigger is not None and item.trigger.frame == "talks":
            return []  # "met ahead of talks between A and B"
        if strict and item.low in BETWEEN and items[at - 1].low in RELATIONS and at - 1 != index:
            return []
        if item.low in prepositions and item.tag in "PI" and items[at + 1].tag == "N":
            if items[at - 1].low in FRONTIERS or any(one.low == "agenda" for one in items[at : at + 10]):
                return []
            found = parties(clause, at + 1, bound=item.low in BETWEEN)
            warring = strict and items[at - 1].low in WARRING and at - 1 != index
            if warring and not any(one.role in PERSONAL for one in found):
                return []
            if found or item.low != "with":
                return found
        infinitive = item.tag == "I" and "to" not in prepositions
        if infinitive or item.tag in "S;B.R:" or (item.tag in "VT" and item.low not in PARTICIPLES):
            return []
    return []


WARRING = frozenset("war wars conflict fighting hostilities clashes feud standoff".split())
FRONTIERS = frozenset("crossing border borders frontier boundary".split())  # of the place, not of the talks


def located(clause: Clause, index: int) -> list[Mention]:
    """An office without a country ("talks with the crown prince") is of the country where the visitor is."""
    items = clause.items
    behind = [at for at in range(index + 2, min(len(items), index + 5)) if items[at - 1].low == "in"]
    for at in (*range(index - 1, 0, -1), *behind):
        if items[at].tag == "N" and items[at - 1].low in THERE:
            hosts = [one for one in parties(clause, at) if one.role == "country"]
            return [] if not clause.title and any(one.actor.id in VENUES for one in hosts) else hosts
    return []


def offices(ones: list[Mention]) -> bool:
    """Whether all hold an office by name: "President Mahama", of whom nobody says which country's."""
    return bool(ones) and all(one.role == "office" and " " in one.actor.text and not one.plural for one in ones)


THERE = frozenset("in to left leaves reached visited visits".split())
VENUES = frozenset(["austria", "switzerland"])  # where others meet


def with_whom(clause: Clause, index: int) -> list[Mention]:
    """Who stands before a relative clause: "the king, with whom A spoke (had talks)"."""
    items = clause.items
    for at in range(index - 1, max(0, index - 6), -1):
        if items[at].tag in ";:.B,":
            return []
        if items[at].low == "whom" and items[at - 1].low == "with":
            before = at - 3 if items[at - 2].tag == "," else at - 2
            return parties(clause, before) if before >= 0 and items[before].tag == "N" else []
    return []


RELATIONS = frozenset(
    (
        "conflict war tensions relations ties ceasefire cease-fire truce fighting deal border dispute cooperation "
        "hostilities clashes trade peace differences link links balance row relationship exchange crisis "
        "normalisation normalization agreement understanding divide"
    ).split()
)


def direct(clause: Clause, index: int) -> list[Mention]:
    """The parties right after a verb."""
    at = index + 1
    items = clause.items
    while at < len(items) and items[at].tag in "AGY":
        at += 1
    if at < len(items) and items[at].units[-1].tag == "s":
        return []  # "hailed B's 'mediating role'"
    return parties(clause, at) if at < len(items) and items[at].tag == "N" else []


def agents(clause: Clause, index: int) -> list[Mention]:
    """Who does what a verb says, active or passive."""
    return ahead(clause, index, BY, 10) if passive(clause.items, index) else doers(clause, index)


def counterparts(clause: Clause, index: int) -> list[Mention]:
    """Who undergoes what a verb says, active or passive."""
    return doers(clause, index) if passive(clause.items, index) else direct(clause, index)


def apart(found: Finding) -> Finding:
    """Several counterparts that are not met together are an event each."""
    ours = {side(one) for one in found.actors}
    theirs = distinct(one for one in found.targets if known(one) and side(one) not in ours)
    if len(theirs) > 1:
        found.targets = theirs[:1]
        found.more = [replace(found, targets=[one], more=[]) for one in theirs[1:]]
    return found


def mediated(index: int, trigger: Trigger, middle: list[Mention], sides: list[Mention], status: Status) -> Finding:
    middle = distinct(one for one in middle if known(one))
    return Finding(
        "outreach", "outreach.mediated", index, trigger, middle, sides, middle, status=status, mode="mediation"
    )
