"""Visiting: who hosted whom, and who went where."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.event import Actor
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.composition import actor_of
from streams.analysis.actors.venues import filed_at
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.outreach.offices import many
from streams.analysis.outreach.pairs import ASIDE, doers
from streams.analysis.outreach.parties import host_country, known, parties, side
from streams.analysis.outreach.reaching import (
    PERSONAL,
    VENUES,
    VISITED,
    WITH,
    agents,
    ahead,
    apart,
    counterparts,
    miss,
    offices,
)
from streams.analysis.outreach.standing import REJECTED, status_of
from streams.analysis.status.context import Status
from streams.analysis.status.rule import Finding, Miss
from streams.analysis.syntax.syntax import passive, verb_left

IN = frozenset(["in"])
INTO = frozenset(["to", "in", "at", "into", "for"])


def host(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A hosted B", "B was received by A": the guest is the actor, the host the target."""
    if clause.items[index - 1].tag == "R" and trigger.form in ("s", "base"):
        return miss(clause, index, "a habit")  # "Qatar, which hosts leaders of Hamas"
    near = clause.items[index + 1 : index + 2]
    if near and near[0].trigger is not None and near[0].trigger.frame == "message":
        return miss(clause, index, "a letter is received")
    if clause.title and talks_at(clause, index + 3) and clause.items[index + 2].tag in ",C":
        return miss(clause, index, "talks between others are hosted")
    guests = counterparts(clause, index)
    guests = [*shared(clause, index), *guests]
    if at_talks(clause, index):
        guests = [replace(one, role="office") if one.role == "country" else one for one in guests]
    guests = [one for one in guests if one.role in (*PERSONAL, "armed-group") or (one.role == "country" and one.plural)]
    guests = [one for one in guests if one.role != "country" or " from " not in one.actor.text]  # "20 tanks from A"
    if not guests:
        return miss(clause, index, "nobody is received")
    hosts, status = agents(clause, index), status_of(clause, index)
    if offices(hosts) and not any(known(one) for one in hosts):
        hosts = [one for one in ahead(clause, index, IN, 14) if one.role == "country"]  # "was received in B"
    if any(item.low in ("airport", "arrival") for item in clause.items[index + 1 : index + 9]):
        hosts = [replace(one, actor=land) if (land := land_of(clause, one)) else one for one in hosts]
    verb = verb_left(clause.items, index) if clause.items[index - 1].tag == "N" and passive(clause.items, index) else -1
    if verb >= 0:
        status = status_of(clause, verb)  # "A will not attend a summit hosted by B"
        status = Status("denied", cue=clause.items[verb].low) if clause.items[verb].low in REJECTED else status
    return Finding("outreach", "outreach.hosted", index, trigger, guests, hosts, status=status, mode="visit")


def land_of(clause: Clause, one: Mention) -> Actor | None:
    """The state for which somebody greets a guest who lands: the visit is to others, too."""
    owner = clause.cast.lexicon.countries.get(one.actor.country or "")
    return actor_of(owner, one.actor.text) if owner and one.role == "person" else None


def at_talks(clause: Clause, index: int) -> bool:
    """Whether those who are hosted are so for talks: "hosts A, B for talks"."""
    items = clause.items
    behind = next((at for at in range(index + 1, min(len(items), index + 7)) if items[at].tag not in "N,CAY"), 0)
    return behind > 0 and items[behind].low == "for" and talks_at(clause, behind + 1)


def shared(clause: Clause, index: int) -> list[Mention]:
    """Who shares a plural office: A and B in "hosts A, B leaders", "hosted her A and B counterparts"."""
    near = clause.items[index + 1 : index + 4]
    if [item.tag for item in near] not in (["N", ",", "N"], ["N", "C", "N"]) or not many(near[2]):
        return []
    both = [one for at in (index + 1, index + 3) for one in parties(clause, at) if known(one)]
    return [replace(one, role="office") for one in both]


def visit(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A visited B", A a person or delegation, B a country, a seat or a person."""
    ones = agents(clause, index)
    who = of_rank(ones) or [one for one in ones if one.role == "armed-group" and one.actor.id]
    if not who:
        return miss(clause, index, UNRANKED)
    others = doers(clause, index) if passive(clause.items, index) else places(clause, index, frozenset())
    return visits(index, trigger, who, others, status_of(clause, index), "outreach.visited")


def travel(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A arrived in B", "A is heading to B (for talks)"."""
    who = of_rank(doers(clause, index))
    if not who or (trigger.lemma == "return to" and all(one.pronoun for one in who)):
        return miss(clause, index, UNRANKED)
    status = status_of(clause, index)
    going = trigger.form == "ing" and not trigger.lemma.startswith(("arriv", "return", "tour"))
    going = going and not under_way(clause, index) and clause.items[index - 1].low not in ASIDE
    left = trigger.form == "ed" and not clause.title and clause.items[index - 1].tag != "X"  # "headed to B on Monday"
    if (
        going
        or (trigger.form != "ing" and "head" in trigger.lemma and not left)
        or trigger.lemma.startswith(("set off", "due", "expected"))
    ) and status.modality == "occurred":
        status = Status("planned", cue=clause.items[index].low)
    where = places(clause, index, INTO)
    host_to_others = bool(where) and all(one.actor.id in VENUES for one in where) and for_talks(clause, index)
    if host_to_others or (where and meets_others(clause, index, where)):
        return miss(clause, index, "where others are met")
    return visits(index, trigger, who, where, status, "outreach.travelled")


def for_talks(clause: Clause, index: int) -> bool:
    """Whether somebody goes where others meet for talks: "landed in Geneva for talks"."""
    near = range(index + 1, min(len(clause.items), index + 9))
    return any(talks_at(clause, at) and clause.items[at - 1].low in MEETING for at in near)


def meets_others(clause: Clause, index: int, where: Sequence[Mention]) -> bool:
    """Whether a place is only where others are met: "flew to Cuba for talks with the FARC"."""
    items, near = clause.items, range(index + 1, min(len(clause.items), index + 9))
    at = next((at for at in near if talks_at(clause, at) and items[at - 1].low in MEETING), -1)
    if at < 0 or not any(item.low == "with" for item in items[at : at + 4]):
        return False
    others = [one for one in ahead(clause, at, WITH) if known(one)]
    if not others:
        return any(item.low == "opposition" for item in items[at : at + 6])
    return not {side(one) for one in others} & {side(one) for one in where}


MEETING = frozenset("for of in join attend".split())


def talks_at(clause: Clause, at: int) -> bool:
    """Whether the phrase at `at` is of talks."""
    trigger = clause.items[at].trigger if at < len(clause.items) else None
    return trigger is not None and trigger.frame == "talks"


def under_way(clause: Clause, index: int) -> bool:
    """Whether a journey is on: "is now heading to B", with no day still to come."""
    now = any(item.low in ("now", "currently") for item in clause.items[max(0, index - 2) : index])
    return now and not any(item.tag == "Y" for item in clause.items[index + 1 :])


def places(clause: Clause, index: int, prepositions: frozenset[str]) -> list[Mention]:
    """Where somebody goes: countries, seats, persons, and towns by their country."""
    items = clause.items
    if [item.low for item in items[index + 1 : index + 2]] == ["here"]:
        return filed_in(clause)
    at = index + 1
    while at < len(items) and (items[at].tag in "AY" or (items[at].low in prepositions and items[at].tag in "PI")):
        at += 1
    if at >= len(items) or items[at].tag != "N":
        return []
    found = [one for one in parties(clause, at) if one.role in VISITED]
    town = None if found else host_country(clause, at)
    if not found and not town and items[at - 1].low == "at":
        return places(clause, at, INTO)  # "landed at King Khalid airport in Riyadh"
    return [town] if town else found


def filed_in(clause: Clause) -> list[Mention]:
    """The country where the story was filed, which is meant by "arrived here"."""
    place = filed_at(clause.cast.filed, clause.cast)
    owner = clause.cast.lexicon.countries.get(place.country or "") if place else None
    return [Mention(actor_of(owner, place.text), "country")] if owner and place else []


def commands(one: Mention) -> bool:
    """Whether it is the head of an army, named by it: "Pakistan's army chief"."""
    return one.role == "force" and one.noun in ("chief", "commander", "head")


UNRANKED = "no visitor of rank"


def of_rank(ones: list[Mention]) -> list[Mention]:
    """Those whose going somewhere is a visit: persons, delegations, the heads of armies."""
    return [one for one in ones if one.role in PERSONAL or commands(one)]


def visits(
    index: int, trigger: Trigger, who: list[Mention], others: list[Mention], status: Status, rule: str
) -> Finding:
    """One visit for each place that a person or delegation goes to."""
    where = [one for one in others if one.role in VISITED]
    return apart(Finding("outreach", rule, index, trigger, who, where, status=status, mode="visit"))
