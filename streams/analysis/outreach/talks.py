"""Talks: meetings, calls and negotiations named by a noun, who held them and with whom."""

from collections.abc import Callable
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.outreach.addressing import addressed
from streams.analysis.outreach.held import ATTENDING, HOSTING, LENGTHS, Held, behind, by_host, left_of, told
from streams.analysis.outreach.pairs import doers
from streams.analysis.outreach.parties import distinct, known, parties, side
from streams.analysis.outreach.reaching import (
    BY,
    PERSONAL,
    TO,
    VENUES,
    WITH,
    ahead,
    apart,
    located,
    mediated,
    miss,
    offices,
)
from streams.analysis.outreach.settling import settled
from streams.analysis.outreach.standing import status_of
from streams.analysis.status.context import Status
from streams.analysis.status.rule import Finding, Miss
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import verb_left


def talks(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A held talks with B", "talks between A and B", "A's meeting with B", "US-China talks"."""
    if not PRESS.isdisjoint(unit.low for unit in clause.items[index].units):
        return miss(clause, index, "a conference for the press")
    if going_on(clause, index):
        return miss(clause, index, "talks that are to go on")
    held = told(clause, index, trigger)
    for way in WAYS:
        read = way(held)
        if read is not None:
            return read
    return miss(clause, index, "not two sides of talks")


PRESS = frozenset(["press", "news", "media"])


def going_on(clause: Clause, index: int) -> bool:
    """Whether it is only said that talks shall not end, and no day is set: "they agreed to continue the talks"."""
    before = " ".join(item.low for item in clause.items[max(0, index - 3) : index])
    on = before.endswith(("to continue", "to pursue", "will continue", "to go on with"))
    return on and not any(item.tag == "Y" for item in clause.items[index:])


def hosted(held: Held) -> Finding | None:
    """ "A-hosted talks between B and C"."""
    hosts = held.hosts
    if not by_host(held.clause, held.index) or not hosts:
        return None
    sides = held.between or [one for one in held.ours if side(one) != side(hosts[0])]
    if len(sides) > 1:
        return mediated(held.index, held.trigger, hosts, sides, held.status)
    return held.found("talks-with", sides, hosts) if sides else None


def between_sides(held: Held) -> Finding | None:
    """ "A hosted talks between B and C"."""
    if len(held.between) < 2:
        return None
    if held.verb == held.back and held.holder in HAILING and not {*map(side, held.ours)} & {*map(side, held.between)}:
        held = replace(held, status=Status(background=True, cue=held.holder))  # by one who was not there
    return held.among("talks-between", held.between, held.hosts)


HAILING = frozenset("welcomed welcomes welcome hailed hails praised praises applauded lauded".split())


def with_others(held: Held) -> Finding | None:
    """ "A held talks with B"."""
    clause, others, inner = held.clause, held.others, held.inner
    if not others:
        return None
    collective = bool(inner) and all(one.role in ("organisation", "alliance") for one in inner) and bool(held.who)
    ones = held.who if collective else inner or held.who or left_of(clause, held.back) or clause.source
    if not any(known(one) for one in others) and (clause.title or offices(others)):
        others = located(clause, held.index)
    both = held.found("talks-with", ones, others)
    return apart(both) if held.item.head.low.endswith("s") else both


def with_named(held: Held) -> Finding | None:
    """ "A wraps up tour after B meeting", a headline: with whom the talks are named by."""
    inner = [one for one in held.inner if one.role == "person"]
    guests = [one for one in held.who if known(one) and one.role in PERSONAL]
    told = held.clause.title and held.back > 0 and held.clause.items[held.back].low in ("after", "in", "at")
    apart_from = bool(inner and guests) and side(inner[0]) not in map(side, guests)
    return held.found("talks-with", guests, inner) if told and apart_from else None


def appeal(held: Held) -> Miss | None:
    """ "calls for a truce"."""
    return miss(held.clause, held.index, "an appeal") if held.item.head.low == "calls" else None


def within_phrase(held: Held) -> Finding | None:
    """ "US-China talks"."""
    inner = held.inner
    peaceful = not any(one.role in ("armed", "site") for one in inner)
    met = len(inner) > 1 and peaceful and not held.unmet and not alike(inner, held.item)
    return held.among("talks-within", inner, held.hosts) if met else None


AGREEING = frozenset(
    "exchanged exchange declared agreed announced signed pledged accepted initialled concluded".split()
)


def joint(held: Held) -> Finding | None:
    """ "A and B held talks", "A and B gathered for talks"."""
    items, back, verb, ours = held.clause.items, held.back, held.verb, held.ours
    if verb < 0 or len(ours) < 2 or held.holder in HOSTING or alike(ours, held.item):
        return None
    together = (
        verb == back
        or (items[back].low == "of" and items[back - 1].low in LENGTHS)
        or (items[back].low == "in" and items[back - 1].low in ("progress", "headway"))
        or (items[back].low == "at" and items[verb].low in AGREEING)
        or (items[back].low in ("in", "for") and (items[verb].tag == "X" or items[verb].low in GATHERING))
        or (
            items[back].low in ("in", "at", "during")
            and items[verb].low not in SAYING
            and items[verb - 1].tag != "I"
            and in_person(ours)
        )
    )
    return held.among("talks-joint", ours, behind(held.clause, held.index)) if together else None


def in_person(ones: list[Mention]) -> bool:
    """Whether two persons or holders of offices do together what is told: "A and B vowed friendship in talks"."""
    return len(ones) == 2 and all(one.role in PERSONAL for one in ones)


def to_or_from(held: Held) -> Finding | None:
    """ "A's call to B", "B got a call from A", "A paid a courtesy call on B"."""
    paid = held.trigger.lemma in ("courtesy call", "farewell call")
    if held.trigger.mode != "call" and held.item.head.low != "talks" and not paid:
        return None
    called, callers = (
        [one for one in ahead(held.clause, held.index, way, 3) if one.role in (*PERSONAL, "country") and known(one)]
        for way in (TO | {"on"} if paid else TO, FROM)
    )
    if called:
        return held.found("talks-to", held.inner or held.who, called)
    return held.found("talks-to", callers, held.who) if callers and held.who else None


def of_group(held: Held) -> Finding | Miss | None:
    """ "a meeting of A and B"; "A attended the summit of B"."""
    attended = held.clause.items[held.index + 1 : held.index + 2]
    way, reach = (BY, 3) if attended and attended[0].low in ATTENDING else (OF, 4)
    group = held.inner or distinct(one for one in ahead(held.clause, held.index, way, reach) if known(one))
    if held.unmet and len(group) > 1:
        return miss(held.clause, held.index, "talks only spoken of")
    if len(group) > 1 and held.item.head.low != "session" and not alike(group, held.item):
        return held.found("talks-of", group[:1], group[1:])
    bodies = all(one.role in ("organisation", "group-of-states", "alliance") for one in group)
    return held.found("talks-attended", held.ours, group) if bodies and held.holder in HOSTING | ATTENDING else None


def great(held: Held) -> Finding | None:
    """ "the summit in which A, B and C agreed on it"."""
    there = taking_part(held.clause, held.index) if held.trigger.lemma in GREAT else []
    return held.found("talks-of", there[:1], there[1:]) if len(there) > 1 else None


def come_to_terms(held: Held) -> Finding | None:
    """ "A and B agreed on it after talks mediated by C"."""
    verb, ours = settled(held.clause, held.index)
    if not ours:
        return None
    agreed = held.among("talks-settled", ours, behind(held.clause, held.index))
    return replace(agreed, status=status_of(held.clause, verb))


def under_mediator(held: Held) -> Finding | None:
    """ "A freed captives after mediation by B", "A and B agreed under C's mediation"."""
    clause, back = held.clause, held.back
    if held.trigger.lemma != "mediation" or back < 0 or clause.items[back].low not in BROUGHT:
        return None
    verb = verb_left(clause.items, back)
    middle = distinct(one for one in ahead(clause, held.index, BY, 4) if known(one)) or held.inner
    ones = held.ours or (distinct(one for one in doers(clause, verb) if known(one)) if verb >= 0 else [])
    facing = ahead(clause, verb, WITH, 5) if verb >= 0 and len(ones) == 1 else []
    sides = [one for one in (*ones, *facing) if side(one) not in map(side, middle)]
    status = status_of(clause, verb) if verb >= 0 else held.status
    return mediated(held.index, held.trigger, middle, sides, status) if middle and sides else None


BROUGHT = frozenset("after following through under with thanks to via".split())


def away(held: Held) -> Finding | None:
    """ "A in Tehran for talks", a headline without a verb: with those of the place."""
    if not held.clause.title or held.verb >= 0 or held.back < 2 or held.clause.items[held.back].low != "for":
        return None
    guests = [one for one in held.who if one.role in PERSONAL]
    hosts = [one for one in located(held.clause, held.index) if side(one) not in map(side, guests)]
    return held.found("talks-with", guests, hosts) if guests and hosts else None


def in_talks(held: Held) -> Finding | None:
    """ "A and B in talks", "A and B hail new era after C summit", headlines without a verb that we know."""
    items, back = held.clause.items, held.back
    if not held.clause.title or held.verb >= 0 or back < 3 or items[back].low not in ("in", "at", "after", "during"):
        return None
    ones = distinct(one for one in held.who or parties(held.clause, 0) if known(one)) if items[0].tag == "N" else []
    named = all(one.role in PERSONAL or len(one.actor.text.split()) == 1 for one in ones)
    together = len(ones) > 1 and named and held.trigger.lemma in GREAT - {"meeting"}
    return held.found("talks-joint", ones[:1], ones[1:]) if together else None


def in_capital(held: Held) -> Finding | None:
    """ "A held talks in Ankara": with those of the place, where nobody else is named."""
    items, at = held.clause.items, held.index + 1
    guests = [one for one in held.ours if one.role in PERSONAL]
    if held.verb < 0 or held.verb != held.back or held.holder in HOSTING or len(held.ours) != 1:
        return None
    if held.trigger.lemma not in GREAT or not guests:
        return None
    if not guests[0].actor.country and SENT.isdisjoint(guests[0].actor.text.lower().split()):
        return None
    if at + 1 >= len(items) or items[at].low != "in" or any(item.low in ("with", "between") for item in items):
        return None
    hosts = [one for one in parties(held.clause, at + 1) if one.role == "country" and one.actor.id not in VENUES]
    return held.found("talks-with", guests, hosts) if hosts else None


SENT = frozenset("envoy representative mediator".split())  # who of an organisation is no guest at its own seat
WAYS: tuple[Callable[[Held], Finding | Miss | None], ...] = (
    hosted, between_sides, with_others, with_named, appeal, within_phrase, joint, to_or_from, of_group, great,
    come_to_terms, under_mediator, away, addressed, in_talks, in_capital,
)  # fmt: skip


GREAT = frozenset(["summit", "meeting", "talks", "conference", "peace talks"])


def taking_part(clause: Clause, index: int) -> list[Mention]:
    """Persons who did something at talks: "the summit in which A, B and C agreed on it"."""
    items = clause.items
    at = next((at for at in range(index + 1, min(len(items), index + 6)) if items[at].tag not in "PY,"), len(items) - 1)
    where = items[at].low in ("in which", "at which", "during which", "where", "when")
    ones = parties(clause, at + 1) if where and at + 1 < len(items) and items[at + 1].tag == "N" else []
    return distinct(one for one in ones if known(one) and one.role in PERSONAL)


OF = frozenset(["of", "from"])


FROM = frozenset(["from"])


GATHERING = frozenset(
    "gather gathered gathers meet met convene convened assemble assembled engage engaged engages engaging".split()
)


YEARLY = frozenset(["annual", "spring", "yearly", "regular"])


def alike(sides: list[Mention], item: Item) -> bool:
    """Whether organisations hold their yearly meeting, which is no outreach."""
    yearly = item.low == "meetings" or bool({unit.low for unit in item.units} & YEARLY)
    return yearly and all(one.role == "organisation" for one in sides)
