"""Outreach: meetings, visits, calls, letters, invitations, mediation between political actors."""

from collections.abc import Callable
from dataclasses import replace

from streams.analysis.actors import Mention
from streams.analysis.announced import announced
from streams.analysis.clauses import Clause
from streams.analysis.context import OCCURRED, REJECTING, Status
from streams.analysis.entries import Trigger
from streams.analysis.parties import (
    distinct,
    doers,
    fronted,
    host_country,
    inside,
    known,
    pair,
    parties,
    political,
    side,
)
from streams.analysis.phrases import Item
from streams.analysis.rule import Finding, Miss
from streams.analysis.standing import (
    REJECTED,
    STOPPED,
    WANTED,
    in_time,
    noun_status,
    status_of,
    verb_of_talks,
)
from streams.analysis.subjects import subject
from streams.analysis.syntax import governor, passive, previous

WITH = frozenset(["with"])
BETWEEN = frozenset(["between", "among"])
TO = frozenset(["to"])
OF = frozenset(["of", "from"])
BY = frozenset(["by"])
INTO = frozenset(["to", "in", "at", "into", "for"])
PERSONAL = frozenset(["person", "office"])
VISITED = frozenset("country person office organisation group-of-states alliance armed-group church".split())
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
PARTICIPLES = frozenset(
    (
        "held scheduled planned mediated brokered hosted expected sponsored took taking takes began resumed "
        "started continued facilitated due set aimed taken place led proposing"
    ).split()
)
SPORT = frozenset(
    (
        "match matches quarter-final semi-final quarterfinal semifinal semifinals tournament "
        "striker goalkeeper midfielders defenders strikers "
        "midfielder batsman bowler wicket wickets innings odi cup fixture qualifier stadium squad championship "
        "championships coach playoffs olympic olympics athletes cricket football rugby tennis hockey basketball "
        "t20 scorer cricketers footballer medal medals teammate teammates quarterback nba nfl touchdown fifa uefa "
        "ipl badminton chess"
    ).split()
)


def read_outreach(clause: Clause, index: int) -> Finding | Miss:
    """The outreach that the trigger at `index` makes, or why it makes none."""
    item = clause.items[index]
    assert item.trigger is not None
    if any(unit.low in SPORT for one in clause.items for unit in one.units):
        return miss(clause, index, "sport")
    found = FRAMES[item.trigger.frame](clause, index, item.trigger)
    if isinstance(found, Miss):
        return found
    if (
        found.status.modality == "planned"
        and found.status.cue.startswith(("offer", "propos"))
        and found.mode != "offer"
    ):
        return miss(clause, index, "part of an offer")
    found.status = in_time(clause, index, found.status)
    told = announced(clause, found)
    if told is not None:
        found.more.append(told)
    each = (one if one is told else replace(one, status=found.status) for one in (found, *found.more))
    several = [two_sides(clause, one) for one in each]
    good = [one for one in several if isinstance(one, Finding)]
    return replace(good[0], more=good[1:]) if good else several[0]


def miss(clause: Clause, index: int, reason: str) -> Miss:
    return Miss(index, clause.items[index].head.text, reason)


def two_sides(clause: Clause, found: Finding) -> Finding | Miss:
    """Two political actors that are not of one side, both known by name, country or as rebels."""
    found.actors = [one for one in found.actors if known(one)]
    found.targets = [one for one in found.targets if known(one)]
    if not found.actors or not found.targets:
        return miss(clause, found.at, "not two political actors")
    ours = {side(one) for one in found.actors}
    theirs = distinct(one for one in found.targets if side(one) not in ours)
    if not theirs:
        return miss(clause, found.at, "both are of one side")
    found.actors, found.targets = distinct(found.actors), theirs
    return found


def ahead(
    clause: Clause, index: int, prepositions: frozenset[str], reach: int = 8, *, strict: bool = True
) -> list[Mention]:
    """The parties after the first of `prepositions` to the right in the clause, past participles such as "held"."""
    items = clause.items
    for at in range(index + 1, min(len(items) - 1, index + reach)):
        item = items[at]
        if strict and item.low in BETWEEN and items[at - 1].low in RELATIONS and at - 1 != index:
            return []
        if item.low in prepositions and item.tag in "PI" and items[at + 1].tag == "N":
            found = parties(clause, at + 1, bound=item.low in BETWEEN)
            if found or item.low != "with":
                return found
        infinitive = item.tag == "I" and "to" not in prepositions
        if infinitive or item.tag in "S;B.R:" or (item.tag in "VT" and item.low not in PARTICIPLES):
            return []
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
    return parties(clause, at) if at < len(items) and items[at].tag == "N" else []


def agents(clause: Clause, index: int) -> tuple[list[Mention], list[Mention]]:
    """Who does and who undergoes what a verb says, active or passive."""
    if passive(clause.items, index):
        return ahead(clause, index, BY, 10), doers(clause, index)
    return doers(clause, index), direct(clause, index)


def meet(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A met (with) B", "A and B met", "A discussed X with B"."""
    if passive(clause.items, index):
        return miss(clause, index, "a thing is discussed")
    ones = doers(clause, index)
    others = ahead(clause, index, WITH)
    if not any(known(one) for one in others) and trigger.lemma in (
        "meet",
        "met",
        "meeting",
        "call on",
        "called on",
        "calls on",
        "calling on",
    ):
        others = direct(clause, index)
    if trigger.lemma.startswith("call"):
        following = clause.items[index + 2 : index + 5]
        if any(item.tag == "I" for item in following) or not any(one.role in PERSONAL for one in others):
            return miss(clause, index, "an appeal")
    if not any(known(one) for one in others):
        ones = distinct(one for one in ones if known(one))
        ones, others = ones[:1], ones[1:]
    status = status_of(clause, index)
    met = Finding("outreach", "outreach.met", index, trigger, ones, others, status=status, mode=trigger.mode)
    return apart(met) if any(item.low == "separately" for item in clause.items[index : index + 14]) else met


def talk(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A spoke with B", "A spoke by phone to B"."""
    others = [one for one in ahead(clause, index, WITH, 7) if known(one)]
    to = (
        []
        if others
        else [one for one in ahead(clause, index, TO, 7) if one.role in (*PERSONAL, "country", "armed-group")]
    )
    ones = doers(clause, index)
    if not others and not to:
        ones = distinct(one for one in ones if known(one) and (one.role in PERSONAL or one.plural))
        ones, others = ones[:1], ones[1:]
    return Finding(
        "outreach", "outreach.spoke", index, trigger, ones, others or to, status=status_of(clause, index), mode="call"
    )


def call(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A phoned B"; "A called B" where B is a person or an office and no appeal or name follows."""
    items = clause.items
    ones, others = agents(clause, index)
    if trigger.lemma == "call":
        others = [one for one in others if one.role in PERSONAL and one.actor.country]
        end = next((at for at in range(index + 1, len(items)) if items[at].tag not in "NACYs,"), len(items))
        later = [item for item in items[index + 1 : end] if item.tag == "N"]
        if (
            not others
            or passive(items, index)
            or (len(later) > 1 and items[end - 2].tag == "N" and items[end - 1].tag == "N")
        ):
            return miss(clause, index, "not a telephone call")
        if (end < len(items) and items[end].low in ("for", "as")) or any(
            unit.low in ("a", "an") for unit in later[0].units[:1]
        ):
            return miss(clause, index, "a name, not a call")
    return Finding(
        "outreach", "outreach.called", index, trigger, ones, others, status=status_of(clause, index), mode="call"
    )


def tell(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A told B that ...": a person or an office of one state to one of another."""
    ones, others = agents(clause, index)
    wanted = {"tell": VISITED, "ask": VISITED}.get(
        {"told": "tell", "tells": "tell", "asked": "ask", "asks": "ask"}.get(trigger.lemma, ""), PERSONAL
    )
    others = [one for one in others if one.role in wanted and not one.pronoun and not audience(one)]
    others = [one for one in others if one.role != "country" or not one.plural]
    status = status_of(clause, index)
    if not all(one.role in (*PERSONAL, "country", "armed-group", "organisation") for one in ones):
        return miss(clause, index, "nobody who tells")
    return Finding("outreach", "outreach.told", index, trigger, ones, others, status=status, mode=trigger.mode)


def audience(mention: Mention) -> bool:
    """Whether somebody is told something as a hall is addressed: "the UN General Assembly", "parliament"."""
    return mention.actor.text.lower().rpartition(" ")[2] in (
        "assembly",
        "council",
        "parliament",
        "congress",
        "court",
        "knesset",
        "conference",
        "summit",
        "forum",
        "net",
        "news",
        "daily",
        "times",
        "tv",
        "television",
        "radio",
        "post",
        "agency",
    )


def host(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A hosted B", "B was received by A": the guest is the actor, the host the target."""
    hosts, guests = agents(clause, index)
    guests = [one for one in guests if one.role in (*PERSONAL, "armed-group") or (one.role == "country" and one.plural)]
    if not guests:
        return miss(clause, index, "nobody is received")
    return Finding(
        "outreach", "outreach.hosted", index, trigger, guests, hosts, status=status_of(clause, index), mode="visit"
    )


def visit(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A visited B", A a person or delegation, B a country, a seat or a person."""
    ones, others = agents(clause, index)
    if not passive(clause.items, index):
        others = places(clause, index, frozenset())
    return visits(clause, index, trigger, ones, others, status_of(clause, index), "outreach.visited")


def travel(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A arrived in B", "A is heading to B (for talks)"."""
    status = status_of(clause, index)
    going = trigger.form == "ing" and not trigger.lemma.startswith(("arriv", "return", "tour"))
    if (going or "head" in trigger.lemma or trigger.lemma.startswith("set off")) and status.modality == "occurred":
        status = Status("planned", cue=clause.items[index].low)
    where = places(clause, index, INTO)
    return visits(clause, index, trigger, doers(clause, index), where, status, "outreach.travelled")


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
    return [town] if town else found


def visits(
    clause: Clause, index: int, trigger: Trigger, ones: list[Mention], others: list[Mention], status: Status, rule: str
) -> Finding | Miss:
    """One visit for each place that a person or delegation goes to."""
    who = [one for one in ones if one.role in PERSONAL]
    where = [one for one in others if one.role in VISITED]
    if not who:
        return miss(clause, index, "no visitor of rank")
    return apart(Finding("outreach", rule, index, trigger, who, where, status=status, mode="visit"))


def apart(found: Finding) -> Finding:
    """Several counterparts that are not met together are an event each."""
    ours = {side(one) for one in found.actors}
    theirs = distinct(one for one in found.targets if known(one) and side(one) not in ours)
    if len(theirs) > 1:
        found.targets = theirs[:1]
        found.more = [replace(found, targets=[one], more=[]) for one in theirs[1:]]
    return found


def invite(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A invited B"."""
    ones, others = agents(clause, index)
    return Finding(
        "outreach", "outreach.invited", index, trigger, ones, others, status=status_of(clause, index), mode="invitation"
    )


def reach(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A reached out to B", "A wrote (a letter) to B"."""
    others = [one for one in ahead(clause, index, TO, 6) if one.role in VISITED]
    return Finding(
        "outreach",
        "outreach.reached-out",
        index,
        trigger,
        doers(clause, index),
        others,
        status=status_of(clause, index),
        mode="message",
    )


def send(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A sent a letter (an envoy, a message) to B"."""
    items = clause.items
    things = (
        subject(items, index)
        if passive(items, index)
        else [at for at in [index + 1] if at < len(items) and items[at].tag == "N"]
    )
    if not things or not any(word in SENT for unit in items[things[-1]].units for word in unit.low.split()):
        return miss(clause, index, "what is sent is no message or envoy")
    if trigger.lemma == "deliver" and items[things[-1]].low in ("message", "messages"):
        return miss(clause, index, "a message in a figure of speech")
    ones = ahead(clause, index, BY) if passive(items, index) else doers(clause, index)
    others = [one for one in ahead(clause, index, TO) if one.role in VISITED]
    if trigger.lemma == "exchange":
        others = ahead(clause, index, WITH)
        ones = distinct(one for one in ones if known(one)) if not others else ones
        ones, others = (ones, others) if others else (ones[:1], ones[1:])
    return Finding(
        "outreach", "outreach.sent", index, trigger, ones, others, status=status_of(clause, index), mode="message"
    )


SENT = frozenset(
    (
        "letter letters message messages envoy envoys delegation delegations emissary emissaries invitation note "
        "telegram representative mediators mediator negotiators condolences greetings"
    ).split()
)


def mediate(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A mediated between B and C", "A brokered a deal between B and C", "a deal between B and C brokered by A"."""
    items = clause.items
    inactive = passive(items, index)
    middle = ahead(clause, index, BY) if inactive else doers(clause, index)
    sides = distinct(one for one in ahead(clause, index, BETWEEN, 10, strict=False) if known(one))
    if len(sides) < 2 and inactive:
        start = next((at for at in range(index - 1, max(-1, index - 8), -1) if items[at].low in BETWEEN), -1)
        sides = distinct(one for one in parties(clause, start + 1, bound=True) if known(one)) if start >= 0 else sides
    sides = sides or [one for one in ahead(clause, index, WITH, 6) if known(one)]
    if not any(known(one) for one in middle) or not sides:
        return miss(clause, index, "no mediator or no sides")
    return mediated(index, trigger, middle, sides, status_of(clause, index))


def mediated(index: int, trigger: Trigger, middle: list[Mention], sides: list[Mention], status: Status) -> Finding:
    middle = distinct(one for one in middle if known(one))
    return Finding(
        "outreach", "outreach.mediated", index, trigger, middle, sides, middle, status=status, mode="mediation"
    )


def offer(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A offered to mediate between B and C", "A proposed talks with B": an outreach in itself."""
    items = clause.items
    near = items[index + 1 : index + 8]
    stop = next((at for at, item in enumerate(near) if item.tag in "S;B.R"), len(near))
    subject_matter = [item for item in near[:stop] if item.trigger is not None and item.trigger.kind == "outreach"]
    if not subject_matter or not subject(items, index):
        return miss(clause, index, "no offer of talks")
    at = items.index(subject_matter[0])
    others = ahead(clause, at, WITH) or ahead(clause, at, BETWEEN) or direct(clause, at) or direct(clause, index)
    return Finding(
        "outreach",
        "outreach.offered",
        index,
        trigger,
        doers(clause, index),
        others,
        status=status_of(clause, index),
        mode="offer",
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
    joint = verb == back or (
        items[back].low in ("in", "for") and (items[verb].tag == "X" or items[verb].low in GATHERING)
    )
    if verb >= 0 and joint and len(ours) > 1 and holder not in HOSTING and not alike(ours, item):
        return found("talks-joint", ours[:1], ours[1:])
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
    return miss(clause, index, "not two sides of talks")


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


def trip(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A's visit to B", "A paid a visit to B", "A is on a tour of B", "on a visit to B A said"."""
    items = clause.items
    back = governor(items, index)
    head = items[back] if back >= 0 else None
    verb = previous(items, back, frozenset("AGYPN,I")) if head is not None and head.tag == "P" else back
    verb = verb if verb >= 0 and items[verb].tag in "VTHX" else -1
    ones = (
        owners_of(clause, index)
        or ahead(clause, index, BY, 6)
        or (doers(clause, verb) if verb >= 0 else fronted(clause, index))
    )
    status = OCCURRED
    if head is not None and head.tag == "N" and head.low in REJECTED:
        return miss(clause, index, "called off")
    if head is not None and head.tag in "VTX":
        status = verb_of_talks(clause, back)
    elif verb >= 0 and not owners_of(clause, index):
        status = status_of(clause, verb)
        if head is not None and head.low == "for" and items[verb].low in LEAVING:
            status = Status("planned", cue=items[verb].low)
    if {unit.low for unit in items[index].units} & WANTED or (head is not None and head.low in ("before", "ahead of")):
        status = Status("planned", cue="planned")
    elif head is None and any(item.low in STOPPED for item in items[index + 1 : index + 8]):
        status = Status("denied", cue="cancelled")
    where = destinations(clause, index, back)
    if not where and ones and all(one.role == "country" for one in ones):
        where = ones
        ones = doers(clause, verb) if verb >= 0 else fronted(clause, index)
    return visits(clause, index, trigger, ones, where, status, "outreach.visit")


LEAVING = frozenset("leaving leaves departing departs heading heads headed preparing prepares bound set".split())


def destinations(clause: Clause, index: int, back: int) -> list[Mention]:
    """Where a trip goes: "to B", "a tour of B", "in B on a visit", "which has taken him to B, C and D"."""
    items = clause.items
    for at in range(index + 1, min(len(items) - 1, index + 14)):
        taken = items[at - 1].low in ("him", "her", "them") or (
            items[at - 1].tag == "N" and items[at - 2].low in ("took", "taken", "takes", "taking")
        )
        near = at <= index + 4 and not any(item.tag in "VTS;R," for item in items[index + 1 : at])
        if (
            items[at].low in ("to", "of")
            and items[at - 1].tag != "P"
            and items[at + 1].tag == "N"
            and (near or (taken and items[at].low == "to"))
        ):
            found = parties(clause, at + 1)
            town = None if found else host_country(clause, at + 1)
            if found or town:
                return [town] if town else found
    if (
        back >= 2
        and items[back].low in ("on", "for")
        and items[back - 1].tag == "N"
        and items[back - 2].low in ("in", "to")
    ):
        return parties(clause, back - 1)
    return []


def message(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "a letter from A to B", "A's letter to B", "A issued a plea to B"."""
    items = clause.items
    others = [one for one in ahead(clause, index, TO, 5) if one.role in VISITED or one.role == "armed"]
    back = governor(items, index)
    ones = ahead(clause, index, frozenset(["from"]), 4)
    if trigger.lemma == "message" and not ones and not (back >= 0 and items[back].low in ISSUED):
        return miss(clause, index, "a message in a figure of speech")
    ones = ones or owners_of(clause, index)
    if len(distinct(ones)) > 1:
        return miss(clause, index, "not one sender")
    if trigger.lemma == "invitation" and back >= 0 and items[back].low in ACCEPTING:
        ones, others = doers(clause, back), ones
    status = OCCURRED
    if back >= 0 and items[back].tag in "VT":
        status = status_of(clause, back)
        if items[back].low in REJECTING:
            status = Status("denied", cue=items[back].low)
        if not ones and items[back].low in ISSUED:
            ones = doers(clause, back)
    return Finding("outreach", "outreach.message", index, trigger, ones, others, status=status, mode="message")


ACCEPTING = frozenset("accepted accepts accept accepting".split())
ISSUED = frozenset("made makes issued issues extended offered delivered sent wrote gave renewed conveyed sends".split())


FRAMES: dict[str, Callable[[Clause, int, Trigger], Finding | Miss]] = {
    "meet": meet,
    "talk": talk,
    "call": call,
    "tell": tell,
    "host": host,
    "visit": lambda clause, index, trigger: (visit if trigger.pos == "verb" else trip)(clause, index, trigger),
    "travel": travel,
    "invite": invite,
    "reach": reach,
    "send": send,
    "mediate": mediate,
    "offer": offer,
    "talks": talks,
    "message": message,
}
