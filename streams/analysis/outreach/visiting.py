"""Visiting: who hosted whom, who went where, and trips named by a noun."""

from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.outreach.held import left_of, owners_of
from streams.analysis.outreach.pairs import ASIDE, before_aside, doers, fronted
from streams.analysis.outreach.parties import host_country, known, many, parties, party, side
from streams.analysis.outreach.reaching import (
    BY,
    PERSONAL,
    VISITED,
    WITH,
    agents,
    ahead,
    apart,
    counterparts,
    miss,
    offices,
)
from streams.analysis.outreach.standing import (
    REJECTED,
    STOPPED,
    WANTED,
    put_off,
    status_of,
    verb_of_talks,
)
from streams.analysis.status.context import MAYBE, OCCURRED, Status
from streams.analysis.status.cues import FUTURE
from streams.analysis.status.rule import Finding, Miss
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import governor, passive, previous, verb_left

RECENT = frozenset(["recent", "previous"])
IN = frozenset(["in"])
INTO = frozenset(["to", "in", "at", "into", "for"])


def host(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A hosted B", "B was received by A": the guest is the actor, the host the target."""
    if clause.items[index - 1].tag == "R" and trigger.form in ("s", "base"):
        return miss(clause, index, "a habit")  # "Qatar, which hosts leaders of Hamas"
    guests = counterparts(clause, index)
    guests = [*shared(clause, index), *guests]
    guests = [one for one in guests if one.role in (*PERSONAL, "armed-group") or (one.role == "country" and one.plural)]
    if not guests:
        return miss(clause, index, "nobody is received")
    hosts, status = agents(clause, index), status_of(clause, index)
    if offices(hosts) and not any(known(one) for one in hosts):
        hosts = [one for one in ahead(clause, index, IN, 14) if one.role == "country"]  # "was received in B"
    verb = verb_left(clause.items, index) if clause.items[index - 1].tag == "N" and passive(clause.items, index) else -1
    if verb >= 0:
        status = status_of(clause, verb)  # "A will not attend a summit hosted by B"
    return Finding("outreach", "outreach.hosted", index, trigger, guests, hosts, status=status, mode="visit")


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
        going or (trigger.form != "ing" and "head" in trigger.lemma and not left) or trigger.lemma.startswith("set off")
    ) and status.modality == "occurred":
        status = Status("planned", cue=clause.items[index].low)
    where = places(clause, index, INTO)
    if where and meets_others(clause, index, where):
        return miss(clause, index, "where others are met")
    return visits(index, trigger, who, where, status, "outreach.travelled")


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


def trip(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A's visit to B", "A paid a visit to B", "A is on a tour of B", "on a visit to B A said"."""
    items = clause.items
    back = governor(items, index)
    head = items[back] if back >= 0 else None
    verb = previous(items, back, frozenset("AGYPN,I")) if head is not None and head.tag == "P" else back
    verb = verb if verb >= 0 and items[verb].tag in "VTHX" else -1
    owners = owners_of(clause, index)
    ones = owners or ahead(clause, index, BY, 6) or visitors(clause, index)
    ones = ones or (doers(clause, verb) if verb >= 0 else fronted(clause, index) or headed(clause, back))
    ones = ones or before_aside(clause, index if back < 0 else back)
    status = OCCURRED
    called_off = {unit.low for unit in items[index].units} if clause.title else set[str]()
    if clause.title and back > 0 and any(unit.low == "due" for item in items[:back] for unit in item.units):
        status = Status("planned", cue="due")
    if (head is not None and head.tag == "N" and head.low in REJECTED) or called_off & REJECTED:
        return miss(clause, index, "called off")
    if head is not None and head.tag in "VTX":
        status = verb_of_talks(clause, back)
    elif verb >= 0 and all(one.role == "country" for one in owners):
        status = status_of(clause, verb)
        if head is not None and head.low == "for" and items[verb].low in LEAVING:
            status = Status("planned", cue=items[verb].low)
    wanted = status.modality != "denied" and bool({unit.low for unit in items[index].units} & WANTED)
    if wanted or (head is not None and head.low in ("before", "ahead of")):
        status = Status("planned", cue="planned")
    elif head is not None and head.low == "of" and items[back - 1].low in MAYBE:
        status = Status("hypothetical", cue=f"{items[back - 1].low} of")
    elif (head is None and ahead_of_us(clause, index)) or will_take(items[index + 1 : index + 8]):
        status = Status("planned", cue="will")
    elif put_off(items, back) or (head is None and stopped(items[index + 1 : index + 8])):
        status = Status("denied", cue="cancelled")
    if RECENT & {unit.low for unit in items[index].units} and status.modality == "occurred":
        status = replace(status, background=True, cue="recent")
    where = destinations(clause, index, back)
    land = None if where or not any(one.role in PERSONAL for one in owners) else country_in(clause, index)
    where = [land] if land else where  # "Ruto's China visit"
    if not where and ones and all(one.role == "country" for one in ones):
        where = ones
        ones = doers(clause, verb) if verb >= 0 else fronted(clause, index)
    who = of_rank(ones)
    return visits(index, trigger, who, where, status, "outreach.visit") if who else miss(clause, index, UNRANKED)


def country_in(clause: Clause, index: int) -> Mention | None:
    """The country that the phrase for a trip names."""
    known_ones = (unit.senses.actor for unit in clause.items[index].units if unit.senses and unit.senses.actor)
    return host_country(clause, index) if any(one.kind == "country" for one in known_ones) else None


def visitors(clause: Clause, index: int) -> list[Mention]:
    """Whose visit it is: "the visit of A to B"."""
    items = clause.items
    if [item.low for item in items[index + 1 : index + 2]] != ["of"] or items[index + 2 : index + 3] == []:
        return []
    found, end = party(clause, index + 2)
    to = items[end + 1].low == "to" if end + 1 < len(items) else False
    return [one for one in found if one.role in PERSONAL] if to else []


def headed(clause: Clause, back: int) -> list[Mention]:
    """Who is on a visit in a headline without a verb: "A back in B for talks"."""
    return left_of(clause, back) if clause.title and back > 0 else []


def stopped(near: Sequence[Item]) -> bool:
    return any(item.low in STOPPED or put_off(near, at) for at, item in enumerate(near))


def will_take(near: Sequence[Item]) -> bool:
    """Whether a trip is still to go where it leads: "a tour that will take him to B"."""
    taking = next((at for at, item in enumerate(near) if item.low == "take"), 0)
    return any(item.tag == "M" for item in near[:taking])


def ahead_of_us(clause: Clause, index: int) -> bool:
    """Whether the day of a trip is still to come by what is said of it: "the visit to B on Wednesday will show"."""
    dated = False
    for item in clause.items[index + 1 : index + 8]:
        day = item.units[0].day
        dated |= day is not None and (day.basis == "weekday" or day.date > clause.cast.day)
        if item.tag not in "PNYA":
            return dated and item.low in FUTURE
    return False


LEAVING = frozenset("leaving leaves departing departs heading heads headed preparing prepares bound set".split())


def destinations(clause: Clause, index: int, back: int) -> list[Mention]:
    """Where a trip goes: "to B", "a tour of B", "in B on a visit", "which has taken him to B, C and D"."""
    items = clause.items
    for at in range(index + 1, min(len(items) - 1, index + 14)):
        taken = items[at - 1].low in ("him", "her", "them")
        near = at <= index + 4 and not any(item.tag in "VTS;R," for item in items[index + 1 : at])
        if (
            items[at].low in ("to", "of")
            and items[at - 1].tag != "P"
            and not (items[at].low == "of" and visitors(clause, at - 1))
            and items[at + 1].tag == "N"
            and (near or (taken and items[at].low == "to"))
        ):
            found = parties(clause, at + 1)
            town = None if found else host_country(clause, at + 1)
            if found or town:
                return [town] if town else found
    return []
