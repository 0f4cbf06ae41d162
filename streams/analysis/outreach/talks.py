"""Talks: meetings, calls and negotiations named by a noun, who held them and with whom."""

from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.outreach.pairs import doers, fronted, pair
from streams.analysis.outreach.parties import distinct, inside, known, parties, political, side
from streams.analysis.outreach.reaching import (
    BETWEEN,
    PERSONAL,
    TO,
    VISITED,
    WITH,
    ahead,
    apart,
    mediated,
    miss,
    with_whom,
)
from streams.analysis.outreach.settling import settled
from streams.analysis.outreach.standing import noun_status, status_of
from streams.analysis.status.rule import Finding, Miss
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import governor, previous

OF = frozenset(["of", "from"])


HOSTING = frozenset(
    (
        "host hosts hosted hosting mediated mediates mediating brokered convened convenes facilitated sponsored "
        "chaired chairs organised organized sponsors brokers facilitates"
    ).split()
)


ATTENDING = frozenset("attend attends attended attending join joins joined joining addressed addresses".split())


HOLDING = (
    HOSTING
    | ATTENDING
    | frozenset(
        (
            "held hold holds holding had have has having began begin begins begun started start starts resumed resume "
            "resumes conducted conduct concluded conclude concludes concluding opened open opens continued continue "
            "continues led leads finished ended ends ending wrapped wraps engaged engage engages made make makes "
            "making paid pays pay paying completed completes cut kicked launched is was were been are gather gathered "
            "gathers welcomed entered enter received gave using used concludes cuts"
        ).split()
    )
)


def talks(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A held talks with B", "talks between A and B", "A's meeting with B", "US-China talks"."""
    items = clause.items
    item = items[index]
    back = governor(items, index)
    verb = holding_verb(clause, index, back)
    holder = items[verb].low if verb >= 0 else ""
    within = owners_of(clause, index)
    status = noun_status(clause, index, back, verb)
    doer = verb if verb >= 0 or status.modality == "occurred" or back < 0 or items[back].tag not in "VT" else back
    who = doers(clause, doer) if doer >= 0 else left_of(clause, back) or fronted(clause, index)
    between = distinct(one for one in ahead(clause, index, BETWEEN) if known(one))
    others = [one for one in ahead(clause, index, WITH, 3 if trigger.lemma == "call" else 8) if political(one)]
    others = others or [one for one in with_whom(clause, index) if known(one)]
    if not others and items[index].head.low in MEALS:
        others = [one for one in ahead(clause, index, FOR, 3) if known(one)]
    inner = distinct(one for one in within if known(one))
    hosts = [one for one in who if known(one)] if holder in HOSTING else [m for m in inner if by_host(clause, index)]

    def found(rule: str, ones: list[Mention], them: list[Mention]) -> Finding:
        return Finding("outreach", f"outreach.{rule}", index, trigger, ones, them, status=status, mode=trigger.mode)

    if by_host(clause, index) and hosts:
        between = between or [one for one in distinct(m for m in who if known(m)) if side(one) != side(hosts[0])]
        return (
            mediated(index, trigger, hosts, between, status)
            if len(between) > 1
            else found("talks-with", between, hosts)
        )
    if len(between) > 1:
        middle = [one for one in hosts if side(one) not in {side(m) for m in between}]
        return (
            mediated(index, trigger, middle, between, status)
            if middle
            else found("talks-between", between[:1], between[1:])
        )
    if others:
        collective = bool(inner) and all(one.role in ("organisation", "alliance") for one in inner) and bool(who)
        ones = who if collective else inner or who or left_of(clause, back)
        if clause.title and not any(known(one) for one in others):
            others = located(clause, index)
        both = found("talks-with", ones, others)
        return apart(both) if items[index].head.low.endswith("s") else both
    if items[index].head.low == "calls" and not others:
        return miss(clause, index, "an appeal")
    unmet = back >= 0 and items[back].low in ("for", "of", "to", "toward", "towards", "on", "about")
    unmet = unmet and items[back - 1].low not in COURSE
    if (
        len(inner) > 1
        and not unmet
        and not any(one.role in ("armed", "site") for one in inner)
        and not alike(inner, item)
    ):
        return found("talks-within", inner[:1], inner[1:])
    ours = distinct(one for one in who if known(one))
    joint = (
        verb == back
        or (items[back].low == "of" and items[back - 1].low in ("round", "rounds"))
        or (items[back].low in ("in", "for") and (items[verb].tag == "X" or items[verb].low in GATHERING))
    )
    if verb >= 0 and joint and len(ours) > 1 and holder not in HOSTING and not alike(ours, item):
        middle = [one for one in behind(clause, index) if side(one) not in {side(m) for m in ours}]
        return mediated(index, trigger, middle, ours, status) if middle else found("talks-joint", ours[:1], ours[1:])
    if trigger.mode == "call" or items[index].head.low == "talks":
        called = [one for one in ahead(clause, index, TO, 3) if one.role in (*PERSONAL, "country") and known(one)]
        if called:
            return found("talks-to", inner or who, called)
        callers = [one for one in ahead(clause, index, FROM, 3) if one.role in (*PERSONAL, "country") and known(one)]
        if callers and who:
            return found("talks-to", callers, who)
    group = inner or distinct(one for one in ahead(clause, index, OF, 4) if known(one))
    if unmet and len(group) > 1:
        return miss(clause, index, "talks only spoken of")
    if len(group) > 1 and items[index].head.low != "session" and not alike(group, item):
        return found("talks-of", group[:1], group[1:])
    if holder in HOSTING | ATTENDING and all(
        one.role in ("organisation", "group-of-states", "alliance") for one in group
    ):
        return found("talks-attended", ours, group)
    if trigger.lemma in GREAT and len(there := taking_part(clause, index)) > 1:
        return found("talks-of", there[:1], there[1:])
    verb, ours = settled(clause, index)
    if ours:
        middle = [one for one in behind(clause, index) if side(one) not in {side(m) for m in ours}]
        told = mediated(index, trigger, middle, ours, status) if middle else found("talks-settled", ours[:1], ours[1:])
        return replace(told, status=status_of(clause, verb))
    return miss(clause, index, "not two sides of talks")


GREAT = frozenset(["summit", "meeting", "talks", "conference", "peace talks"])


def taking_part(clause: Clause, index: int) -> list[Mention]:
    """Persons who did something at talks: "the summit in which A, B and C agreed on it"."""
    items = clause.items
    at = next((at for at in range(index + 1, min(len(items), index + 6)) if items[at].tag not in "PY,"), len(items) - 1)
    where = items[at].low in ("in which", "at which", "during which", "where", "when")
    ones = parties(clause, at + 1) if where and at + 1 < len(items) and items[at + 1].tag == "N" else []
    return distinct(one for one in ones if known(one) and one.role in PERSONAL)


def behind(clause: Clause, index: int) -> list[Mention]:
    """Who brought the two sides together, told behind the talks: "mediated by A", "under the auspices of A"."""
    items = clause.items
    for at in range(index + 1, min(len(items) - 2, index + 8)):
        by = items[at].low in HOSTING and items[at + 1].low == "by"
        auspices = items[at].low == "auspices" and items[at + 1].low == "of"
        if (by or auspices) and items[at + 2].tag == "N":
            return [one for one in parties(clause, at + 2) if known(one)]
    return []


FROM = frozenset(["from"])


FOR = frozenset(["for"])


COURSE = frozenset("conclusion end start opening sidelines margins close wake day days hours round rounds".split())


GATHERING = frozenset("gather gathered gathers meet met convene convened assemble assembled".split())


MEALS = frozenset("lunch dinner breakfast banquet".split())


YEARLY = frozenset(["annual", "spring", "yearly", "regular"])


def alike(sides: list[Mention], item: Item) -> bool:
    """Whether organisations hold their yearly meeting, which is no outreach."""
    return all(one.role == "organisation" for one in sides) and bool({unit.low for unit in item.units} & YEARLY)


def by_host(clause: Clause, index: int) -> bool:
    """ "Iran-hosted talks"."""
    return any(unit.low in HOSTING for unit in clause.items[index].units)


def owners_of(clause: Clause, index: int) -> list[Mention]:
    """Whose meeting or visit: named before the head, or meant by "his", "their"."""
    possessed = any(unit.tag == "s" for unit in clause.items[index].units)
    found = [one for one in inside(clause, index) if known(one) or possessed]
    first = clause.items[index].units[0].low
    if found or first not in ("his", "her", "their", "its"):
        return found
    if first == "their":
        return pair(clause, index)
    for at in range(index):
        if clause.items[at].tag == "N":
            one = clause.mention(at)
            wanted = VISITED if first == "its" else PERSONAL
            if one is not None and known(one) and one.role in wanted and not (one.plural and one.role == "office"):
                return [one]
    back = clause.cast.antecedent(plural=False, roles=PERSONAL)
    return [back] if back else []


def holding_verb(clause: Clause, index: int, back: int) -> int:
    """The verb that says that talks were held: right before them, or before "in", "for", "after" and them; else -1."""
    items = clause.items
    if back < 0:
        return -1
    if items[back].tag in "VTXH":
        return back if items[back].low in HOLDING or items[back].tag == "H" else -1
    if items[back].tag == "I":
        return -1
    counted = items[back].low == "of" and items[back - 1].low in (
        "hours",
        "days",
        "rounds",
        "round",
        "day",
        "weeks",
        "months",
        "month",
        "year",
        "years",
        "series",
    )
    if items[back].tag == "P" and (counted or items[back].low in ("for", "in", "during", "at", "after", "to", "on")):
        at = previous(items, back, frozenset("AGYPN,IC"))
        return at if at >= 0 and items[at].tag in "VTXH" else -1
    return -1


def left_of(clause: Clause, back: int) -> list[Mention]:
    """ "A in talks with B": the parties before the preposition that governs the talks, in a headline without a verb."""
    items = clause.items
    at = back
    while at >= 1 and items[at].tag == "P" and items[at].low in ("in", "for", "at", "on", "during"):
        at -= 1
        while at >= 1 and items[at].tag in "AY":
            at -= 1
        if items[at].tag == "N" and (at == 0 or items[at - 1].tag in ",;:.CVT"):
            first = at
            while first >= 2 and items[first - 1].tag in "C," and items[first - 2].tag == "N":
                first -= 2
            return parties(clause, first)
        at -= 1
    return []


def located(clause: Clause, index: int) -> list[Mention]:
    """An office without a country ("talks with the crown prince") is of the country where the visitor is."""
    items = clause.items
    for at in range(index - 1, 0, -1):
        if items[at].tag == "N" and items[at - 1].low in ("in", "to"):
            return [one for one in parties(clause, at) if one.role == "country"]
    return []
