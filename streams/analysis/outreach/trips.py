"""Trips: visits and tours named by a noun, and whether they were made."""

from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.outreach.held import left_of, owners_of
from streams.analysis.outreach.pairs import before_aside, doers, fronted
from streams.analysis.outreach.parties import host_country, parties, party
from streams.analysis.outreach.reaching import BY, PERSONAL, ahead, miss
from streams.analysis.outreach.standing import REJECTED, STOPPED, WANTED, put_off, status_of, verb_of_talks
from streams.analysis.outreach.visiting import INTO, UNRANKED, of_rank, places, visits
from streams.analysis.status.context import MAYBE, OCCURRED, Status
from streams.analysis.status.cues import FUTURE
from streams.analysis.status.rule import Finding, Miss
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import governor, previous


def trip(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A's visit to B", "A paid a visit to B", "A is on a tour of B", "on a visit to B A said"."""
    items = clause.items
    back = governor(items, index)
    head = items[back] if back >= 0 else None
    verb = previous(items, back, frozenset("AGYPN,I")) if head is not None and head.tag == "P" else back
    verb = verb if verb >= 0 and items[verb].tag in "VTHX" else -1
    if verb >= 0 and items[verb].low.startswith("accompan"):
        return miss(clause, index, "who goes along")
    owners = owners_of(clause, index)
    ones = owners or ahead(clause, index, BY, 6) or visitors(clause, index)
    ones = ones or (doers(clause, verb) if verb >= 0 else fronted(clause, index) or headed(clause, back))
    ones = ones or before_aside(clause, index if back < 0 else back)
    if called_off(clause, index, back):
        return miss(clause, index, "called off")
    status = standing(clause, index, back, verb, owned=not all(one.role == "country" for one in owners))
    where = destinations(clause, index, back)
    land = None if where or not any(one.role in PERSONAL for one in owners) else country_in(clause, index)
    where = [land] if land else where  # "Ruto's China visit"
    if not where and ones and all(one.role == "country" for one in ones):
        where = ones
        ones = doers(clause, verb) if verb >= 0 else fronted(clause, index)
    who = of_rank(ones)
    return visits(index, trigger, who, where, status, "outreach.visit") if who else miss(clause, index, UNRANKED)


def called_off(clause: Clause, index: int, back: int) -> bool:
    """Whether a trip is only named as one that was not made: "the cancellation of a visit", "A drops B trip"."""
    of_it = {unit.low for unit in clause.items[index].units} if clause.title else set[str]()
    head = clause.items[back] if back >= 0 else None
    return bool(of_it & REJECTED) or (head is not None and head.tag == "N" and head.low in REJECTED)


def standing(clause: Clause, index: int, back: int, verb: int, *, owned: bool) -> Status:
    """Whether a trip was made, is to come, was put off, or is only spoken of; `owned` if it is said whose it is."""
    items = clause.items
    head = items[back] if back >= 0 else None
    words = {unit.low for unit in items[index].units}
    status = OCCURRED
    if head is not None and head.tag in "VTX":
        status = verb_of_talks(clause, back)
    elif verb >= 0 and not owned:
        status = status_of(clause, verb)
        if head is not None and head.low == "for" and items[verb].low in LEAVING:
            status = Status("planned", cue=items[verb].low)
    if (status.modality != "denied" and words & WANTED) or (head is not None and head.low in ("before", "ahead of")):
        status = Status("planned", cue="planned")
    elif head is not None and items[back - 1].low in SPOKEN_OF.get(head.low, MAYBE if head.low == "of" else ()):
        status = Status("hypothetical", cue=f"{items[back - 1].low} {head.low}")
    elif (head is None and ahead_of_us(clause, index)) or will_take(items[index + 1 : index + 8]):
        status = Status("planned", cue="will")
    elif put_off(items, back) or (head is None and stopped(items[index + 1 : index + 8])):
        status = Status("denied", cue="cancelled")
    if RECENT & words and status.modality == "occurred":
        status = replace(status, background=True, cue="recent")
    return status


RECENT = frozenset(["recent", "previous"])


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


SPOKEN_OF = {  # without which a trip is made: "called for a visit", "no comment on the visit"
    "for": ("called", "calls", "call", "hopes", "plans"),
    "on": ("comment", "decision"),
    "to": ("opposition", "objections", "reaction"),
}
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
    there = (
        back > 1
        and (items[back].low == "on" or (clause.title and items[back].low == "for"))
        and items[back - 1].tag == "N"
        and items[back - 2].low == "in"
    )
    return places(clause, back - 2, INTO) if there else []
