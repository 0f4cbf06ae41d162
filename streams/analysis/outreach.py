"""Outreach: meetings, visits, calls, letters, invitations, mediation between political actors."""

from collections.abc import Callable
from dataclasses import replace

from streams.analysis.actors import Mention
from streams.analysis.clauses import Clause, after, following, governor, objects, passive, previous, subject
from streams.analysis.context import OCCURRED, REJECTING, Status, verb_status
from streams.analysis.lexicon import Trigger
from streams.analysis.rule import Finding, Miss

WITH = frozenset(["with"])
BETWEEN = frozenset(["between", "among"])
TO = frozenset(["to"])
HOLDING = frozenset(
    [
        "held",
        "hold",
        "holds",
        "holding",
        "had",
        "have",
        "has",
        "having",
        "began",
        "begin",
        "begins",
        "started",
        "start",
        "resumed",
        "resume",
        "resumes",
        "conducted",
        "conduct",
        "concluded",
        "opened",
        "attended",
        "attend",
        "attends",
        "attending",
        "continued",
        "hosted",
        "host",
        "hosts",
        "hosting",
        "joined",
        "join",
        "convened",
        "convene",
        "led",
        "chaired",
        "chair",
        "finished",
        "ended",
        "wrapped",
        "engaged",
        "engage",
        "made",
        "paid",
        "pays",
        "pay",
        "make",
        "makes",
        "arrived",
        "arrives",
        "arrive",
        "received",
        "completed",
        "completes",
        "cut",
        "kicked",
        "launched",
        "scheduled",
        "concluding",
        "holding",
        "is",
        "was",
        "were",
        "been",
        "are",
        "facilitated",
        "brokered",
        "mediated",
        "sponsored",
    ]
)
SPORT = frozenset(
    [
        "match",
        "quarter-final",
        "final",
        "semi-final",
        "league",
        "cup",
        "game",
        "season",
        "coach",
        "team",
        "tournament",
        "fixture",
        "friendly",
        "qualifier",
        "stadium",
        "squad",
        "championship",
        "striker",
        "goal",
    ]
)


def read_outreach(clause: Clause, index: int) -> Finding | Miss:
    """The outreach that the trigger at `index` makes, or why it makes none."""
    item = clause.items[index]
    assert item.trigger is not None
    words = {unit.low for one in clause.items for unit in one.units}
    if words & SPORT:
        return miss(clause, index, "sport")
    found = FRAMES[item.trigger.frame](clause, index, item.trigger)
    if isinstance(found, Miss):
        return found
    return two_sides(clause, found)


def miss(clause: Clause, index: int, reason: str) -> Miss:
    return Miss(index, clause.items[index].head.text, reason)


def political(mentions: list[Mention]) -> list[Mention]:
    """Those who can take part; a bare office without a side counts only beside a named one."""
    return [one for one in mentions if one.political]


def two_sides(clause: Clause, found: Finding) -> Finding | Miss:
    """Two political actors that are not the same, at least one of them known by name."""
    found.actors, found.targets = political(found.actors), political(found.targets)
    if not found.actors or not found.targets:
        return miss(clause, found.at, "not two political actors")
    if not any(side(one) for one in [*found.actors, *found.targets]):
        return miss(clause, found.at, "no side is known")
    ours = {side(one) for one in found.actors} - {None}
    theirs = [one for one in found.targets if side(one) is None or side(one) not in ours]
    if not theirs:
        return miss(clause, found.at, "both are of one side")
    found.targets = theirs
    return found


def side(mention: Mention) -> str | None:
    """The country or group that an actor counts for."""
    return (
        mention.actor.country or mention.actor.id or (mention.actor.ancestors[-1] if mention.actor.ancestors else None)
    )


def meet(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A met (with) B", "A and B met", "A discussed X with B"."""
    items = clause.items
    ones = clause.mentions(subject(items, index))
    status = verb_status(items, index)
    if trigger.lemma in ("discuss", "negotiate") or "with" not in trigger.lemma:
        others = (
            political(clause.mentions(objects(items, index, WITH)))
            if trigger.lemma in ("meet", "met", "called on", "call on", "calls on", "calling on")
            else []
        )
        others = others or political(clause.mentions(after(items, index, WITH, 10)))
    else:
        others = clause.mentions(objects(items, index))
    if trigger.lemma in ("called on", "call on", "calls on", "calling on"):
        at = following(items, index)
        if any(item.tag == "I" for item in items[index + 1 : index + 6]) or at < 0:
            return miss(clause, index, "an appeal")
        if not any(one.role in ("person", "office") for one in others):
            return miss(clause, index, "an appeal")
    if passive(items, index) and not others:
        return miss(clause, index, "nobody met")
    if not others and len(political(ones)) > 1 and trigger.lemma != "discuss":
        ones, others = political(ones)[:1], political(ones)[1:]
    return Finding("outreach", "outreach.met", index, trigger, ones, others, status=status, mode=trigger.mode)


def talk(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A spoke with B (by phone)"."""
    items = clause.items
    ones = clause.mentions(subject(items, index))
    direct = "with" in trigger.lemma or trigger.lemma.endswith(" to")
    others = (
        clause.mentions(objects(items, index))
        if direct
        else clause.mentions(after(items, index, frozenset(["with", "to"]), 6))
    )
    if not any(
        one.role in ("person", "office", "country", "armed-group", "organisation")
        and (one.actor.id or one.actor.country)
        for one in others
    ):
        return miss(clause, index, "nobody spoken to")
    return Finding(
        "outreach", "outreach.spoke", index, trigger, ones, others, status=verb_status(items, index), mode="call"
    )


def call(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A phoned B"; "A called B" where B is a person or an office and no appeal follows."""
    items = clause.items
    ones = clause.mentions(subject(items, index))
    others = clause.mentions(objects(items, index))
    if trigger.lemma == "call":
        if items[index].head.low == "called" and passive(items, index):
            return miss(clause, index, "a name, not a call")
        last = objects(items, index)
        tail = items[last[-1] + 1] if last and last[-1] + 1 < len(items) else None
        called_names = (
            last
            and any(unit.tag == "D" and unit.low in ("a", "an", "the") for unit in items[last[0]].units[:1])
            and not any(one.role in ("person", "office") and one.actor.country for one in others)
        )
        if not any(one.role in ("person", "office") and one.actor.country for one in others) or called_names:
            return miss(clause, index, "not a telephone call")
        if tail is not None and tail.tag == "N":
            return miss(clause, index, "a name, not a call")
        if tail is not None and tail.tag == "P" and tail.low in ("for",):
            return miss(clause, index, "a name, not a call")
    return Finding(
        "outreach", "outreach.called", index, trigger, ones, others, status=verb_status(items, index), mode="call"
    )


def host(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A hosted B"; "B was received by A"; "A hosted talks between B and C"."""
    items = clause.items
    if passive(items, index):
        others, ones = clause.mentions(subject(items, index)), clause.mentions(after(items, index, frozenset(["by"])))
    else:
        ones, others = clause.mentions(subject(items, index)), clause.mentions(objects(items, index))
    people_met = [
        one
        for one in others
        if one.role in ("person", "office", "armed-group") or (one.role == "country" and one.plural)
    ]
    if trigger.lemma in ("welcome", "receive", "greet") and not any(one.role in ("person", "office") for one in others):
        return miss(clause, index, "nobody received")
    if not people_met and not others:
        return miss(clause, index, "nobody hosted")
    if not people_met:
        return miss(clause, index, "what is hosted is nobody")
    return Finding(
        "outreach", "outreach.hosted", index, trigger, ones, others, status=verb_status(items, index), mode=trigger.mode
    )


def visit(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A visited B", A a person or delegation, B a country, a seat or a person."""
    items = clause.items
    ones = [one for one in clause.mentions(subject(items, index)) if one.role in ("person", "office") or one.pronoun]
    others = clause.mentions(objects(items, index))
    if passive(items, index):
        ones, others = clause.mentions(after(items, index, frozenset(["by"]))), clause.mentions(subject(items, index))
    return Finding(
        "outreach",
        "outreach.visited",
        index,
        trigger,
        ones,
        hosts(clause, others),
        status=verb_status(items, index),
        mode="visit",
    )


def hosts(clause: Clause, mentions: list[Mention]) -> list[Mention]:
    """Whoever is visited: a country or a seat of government stands for its government."""
    return [
        one
        for one in mentions
        if one.role in ("country", "person", "office", "organisation", "group-of-states", "armed-group", "church")
    ]


def travel(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A arrived in B", "A is heading to B (for talks)"."""
    items = clause.items
    who = [one for one in clause.mentions(subject(items, index)) if one.role in ("person", "office")]
    if trigger.lemma == "be in":
        return miss(clause, index, "no movement")
    names = (
        objects(items, index)
        if trigger.lemma not in ("arrive", "tour")
        else objects(items, index, frozenset(["in", "at"]))
    )
    where = hosts(clause, clause.mentions(names))
    if any(items[at].low == "meetings" for at in names):
        return miss(clause, index, "no country")
    if trigger.lemma in ("return from", "go to", "be in", "leave for", "come to") and not who:
        return miss(clause, index, "no traveller of rank")
    status = verb_status(items, index)
    if (
        trigger.form == "ing"
        and trigger.lemma.startswith(("head", "go", "travel", "fly", "depart", "leave"))
        and status.modality == "occurred"
    ):
        status = Status("planned", cue=items[index].low)
    if trigger.lemma.startswith("set to"):
        status = Status("planned", cue="set to")
    return Finding("outreach", "outreach.travelled", index, trigger, who, where, status=status, mode="visit")


def invite(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A invited B"."""
    items = clause.items
    if passive(items, index):
        others, ones = clause.mentions(subject(items, index)), clause.mentions(after(items, index, frozenset(["by"])))
    else:
        ones, others = clause.mentions(subject(items, index)), clause.mentions(objects(items, index))
    return Finding(
        "outreach",
        "outreach.invited",
        index,
        trigger,
        ones,
        others,
        status=verb_status(items, index),
        mode="invitation",
    )


def reach(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A reached out to B", "A wrote to B"."""
    items = clause.items
    ones, others = (
        clause.mentions(subject(items, index)),
        clause.mentions(objects(items, index, TO) or after(items, index, TO, 5)),
    )
    return Finding(
        "outreach",
        "outreach.reached-out",
        index,
        trigger,
        ones,
        others,
        status=verb_status(items, index),
        mode=trigger.mode,
    )


def send(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A sent a letter (an envoy, a message) to B"."""
    items = clause.items
    things = objects(items, index)
    if passive(items, index):
        things = subject(items, index)
    if not things or not any(unit.low in SENT for unit in items[things[0]].units):
        return miss(clause, index, "what is sent is no message or envoy")
    ones = (
        clause.mentions(subject(items, index))
        if not passive(items, index)
        else clause.mentions(after(items, index, frozenset(["by"])))
    )
    others = hosts(clause, clause.mentions(after(items, index, TO, 8)))
    if trigger.lemma == "exchange":
        others = clause.mentions(after(items, index, WITH, 6))
        if not others and len(ones) > 1:
            ones, others = ones[:1], ones[1:]
    return Finding(
        "outreach", "outreach.sent", index, trigger, ones, others, status=verb_status(items, index), mode="message"
    )


SENT = frozenset(
    [
        "letter",
        "letters",
        "message",
        "messages",
        "envoy",
        "envoys",
        "delegation",
        "delegations",
        "emissary",
        "emissaries",
        "invitation",
        "note",
        "telegram",
        "representative",
        "mediators",
        "mediator",
        "negotiators",
        "team",
        "condolences",
        "greetings",
    ]
)


def mediate(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A mediated between B and C", "A brokered a deal between B and C"."""
    items = clause.items
    sides = clause.mentions(after(items, index, BETWEEN, 10)) or (
        clause.mentions(objects(items, index)) if "between" in trigger.lemma else []
    )
    middle = (
        clause.mentions(after(items, index, frozenset(["by"]), 6))
        if passive(items, index)
        else clause.mentions(subject(items, index))
    )
    sides = political(sides)
    if not political(middle):
        return miss(clause, index, "no mediator")
    if len(sides) < 2:
        others = political(clause.mentions(after(items, index, WITH, 6)))
        if not (sides or others):
            return miss(clause, index, "no sides")
        return Finding(
            "outreach",
            "outreach.mediated",
            index,
            trigger,
            middle,
            sides or others,
            status=verb_status(items, index),
            mode="mediation",
        )
    return Finding(
        "outreach",
        "outreach.mediated",
        index,
        trigger,
        middle,
        sides,
        political(middle),
        status=verb_status(items, index),
        mode="mediation",
    )


def talks(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A held talks with B", "talks between A and B", "A's meeting with B"."""
    items = clause.items
    item = items[index]
    back = governor(items, index)
    head = items[back] if back >= 0 else None
    sides = political(clause.mentions(after(items, index, BETWEEN, 8)))
    others = political(clause.mentions(after(items, index, WITH, 8)))
    ones: list[Mention] = []
    status = OCCURRED
    if len(item.units) > 1:
        inner = replace_units(clause, index)
        ones = political(inner)
    held = head is not None and head.tag in "VTXH" and (head.low in HOLDING or head.tag == "H")
    if held or (head is not None and head.tag == "P" and head.low in ("for", "in", "during", "at", "after")):
        verb = back if held else previous(items, back, frozenset("AGYPN"))
        if verb >= 0 and items[verb].tag in "VTXH":
            doers = political(clause.mentions(subject(items, verb)))
            ones = ones or doers
            if held:
                status = verb_status(items, verb)
                if head is not None and head.tag == "H":
                    status = OCCURRED
    if len(sides) > 1:
        mediators = [one for one in ones if side(one) not in {side(s) for s in sides}] if held else []
        found = Finding(
            "outreach", "outreach.talks-between", index, trigger, sides[:1], sides[1:], mediators, mode=trigger.mode
        )
    elif ones and others:
        found = Finding("outreach", "outreach.talks-with", index, trigger, ones, others, mode=trigger.mode)
    elif held and len(ones) > 1:
        found = Finding("outreach", "outreach.talks-joint", index, trigger, ones[:1], ones[1:], mode=trigger.mode)
    else:
        return miss(clause, index, "not two sides of talks")
    found.status = noun_status(clause, index, back, status)
    found.plural = item.head.low.endswith("s") and item.head.low not in ("talks",)
    return found


def replace_units(clause: Clause, index: int) -> list[Mention]:
    item = replace(clause.items[index], units=clause.items[index].units[:-1], trigger=None)
    found = Clause([item], clause.cast).mention(0)
    return [found] if found else []


WANTED = frozenset(
    [
        "possible",
        "potential",
        "planned",
        "proposed",
        "future",
        "upcoming",
        "scheduled",
        "any",
        "resumption",
        "possibility",
        "prospect",
        "further",
        "more",
        "next",
        "no",
    ]
)
CALLS = frozenset(
    [
        "call",
        "calls",
        "demand",
        "offer",
        "offers",
        "request",
        "proposal",
        "possibility",
        "prospect",
        "plan",
        "plans",
        "prospects",
        "hopes",
        "hope",
        "push",
        "appeal",
        "need",
        "readiness",
        "willingness",
        "ahead",
        "failure",
        "lack",
    ]
)


def noun_status(clause: Clause, index: int, back: int, held: Status) -> Status:
    """How talks named by a noun stand: held, wanted, called off, or only a frame for something else."""
    items = clause.items
    words = {unit.low for unit in items[index].units}
    if words & WANTED:
        return Status("planned" if not words & {"no", "any"} else "denied", cue="planned")
    head = items[back] if back >= 0 else None
    if head is not None and head.tag in "VT":
        if head.low in REJECTING:
            return Status("denied", cue=head.low)
        if head.low in HOLDING:
            return held
        if head.low in (
            "urged",
            "demanded",
            "proposed",
            "suggested",
            "sought",
            "wants",
            "want",
            "planned",
            "called",
            "seek",
            "seeks",
            "expected",
            "considering",
            "offered",
            "awaited",
            "welcomed",
            "discussed",
            "arrange",
            "announced",
        ):
            return Status(
                "planned" if head.low in ("planned", "expected", "announced", "arrange") else "hypothetical",
                cue=head.low,
            )
        status = verb_status(items, back)
        if status.modality != "occurred":
            return status
    if head is not None and head.tag == "P":
        left = previous(items, back, frozenset("AGY"))
        if left >= 0 and items[left].tag == "N" and items[left].low in CALLS:
            return Status("hypothetical", cue=items[left].low)
        if left >= 0 and items[left].tag in "VT":
            if items[left].low in (
                "called",
                "calls",
                "calling",
                "pushing",
                "hoping",
                "waiting",
                "pressing",
                "prepared",
                "preparing",
                "planning",
            ):
                return Status("hypothetical", cue=f"{items[left].low} {head.low}")
            if head.low in ("for", "to", "ahead"):
                status = verb_status(items, left)
                if status.modality != "occurred":
                    return status
    for at in range(index + 1, min(len(items), index + 9)):
        item = items[at]
        if item.tag in ("S", "B"):
            break
        if item.tag == "M":
            return Status("planned" if item.low in ("will", "shall", "would") else "hypothetical", cue=item.low)
        if item.tag in "VT" and item.low in (
            "scheduled",
            "planned",
            "expected",
            "due",
            "set",
            "postponed",
            "cancelled",
            "canceled",
            "collapsed",
            "failed",
        ):
            return (
                Status("denied" if item.low in ("cancelled", "canceled", "postponed") else "planned", cue=item.low)
                if item.low not in ("collapsed", "failed")
                else Status(background=True, cue=item.low)
            )
    return held if held.modality != "occurred" else OCCURRED


def trip(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A's visit to B", "A paid a visit to B", "on a visit to B A said"."""
    items = clause.items
    where = hosts(clause, clause.mentions(after(items, index, frozenset(["to"]), 4)))
    ones = (
        [one for one in replace_units(clause, index) if one.role in ("person", "office")]
        if len(items[index].units) > 1
        else []
    )
    back = governor(items, index)
    head = items[back] if back >= 0 else None
    by = clause.mentions(after(items, index, frozenset(["by"]), 6))
    ones = ones or [one for one in by if one.role in ("person", "office")]
    status = OCCURRED
    if not ones and head is not None:
        verb = back if head.tag in "VTHX" else previous(items, back, frozenset("AGYPN,")) if head.tag == "P" else -1
        if verb >= 0 and items[verb].tag in "VTHX":
            ones = [one for one in clause.mentions(subject(items, verb)) if one.role in ("person", "office")]
            status = verb_status(items, verb)
            if head.tag in "VT" and head.low in REJECTING:
                status = Status("denied", cue=head.low)
            if head.tag in "VT" and head.low in (
                "announced",
                "plans",
                "planned",
                "announces",
                "planning",
                "scheduled",
                "expected",
            ):
                status = Status("planned", cue=head.low)
    words = {unit.low for unit in items[index].units}
    if words & WANTED:
        status = Status("planned", cue="planned")
    elif head is not None and head.tag == "P" and head.low in ("before", "ahead"):
        status = Status("planned", cue=head.low)
    elif any(item.tag == "M" for item in items[index + 1 : index + 8]) and (head is None or head.tag not in "VTH"):
        status = Status("planned", cue="will")
    return Finding("outreach", "outreach.visit", index, trigger, ones, where, status=status, mode="visit")


def message(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "a letter from A to B", "A's letter to B"."""
    items = clause.items
    others = hosts(clause, clause.mentions(after(items, index, TO, 4)))
    ones = clause.mentions(after(items, index, frozenset(["from"]), 4)) or (
        replace_units(clause, index) if len(items[index].units) > 1 else []
    )
    back = governor(items, index)
    if (
        not ones
        and back >= 0
        and items[back].tag in "VT"
        and items[back].low in ("made", "issued", "extended", "offered", "delivered", "sent", "wrote", "gave")
    ):
        ones = clause.mentions(subject(items, back))
    if back >= 0 and items[back].low in REJECTING:
        return Finding(
            "outreach",
            "outreach.message",
            index,
            trigger,
            ones,
            others,
            status=Status("denied", cue=items[back].low),
            mode="message",
        )
    return Finding("outreach", "outreach.message", index, trigger, ones, others, mode="message")


FRAMES: dict[str, Callable[[Clause, int, Trigger], Finding | Miss]] = {
    "meet": meet,
    "talk": talk,
    "call": call,
    "host": host,
    "visit": lambda clause, index, trigger: (visit if trigger.pos == "verb" else trip)(clause, index, trigger),
    "travel": travel,
    "invite": invite,
    "reach": reach,
    "send": send,
    "mediate": mediate,
    "talks": talks,
    "message": message,
}
