"""Sending: invitations, letters, envoys, offers and mediation, from one side to another."""

from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.lexicon.gate import SENT
from streams.analysis.outreach.compounds import inside
from streams.analysis.outreach.held import behind, owners_of
from streams.analysis.outreach.pairs import SIDES, doers, fronted, pair_word
from streams.analysis.outreach.parties import distinct, known, parties, side
from streams.analysis.outreach.reaching import (
    BETWEEN,
    BY,
    PERSONAL,
    TO,
    UNPAIRED,
    VISITED,
    WITH,
    agents,
    ahead,
    counterparts,
    direct,
    mediated,
    miss,
)
from streams.analysis.outreach.settling import settled
from streams.analysis.outreach.standing import status_of
from streams.analysis.status.context import OCCURRED, Status
from streams.analysis.status.cues import REJECTING
from streams.analysis.status.rule import Finding, Miss
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import governor, passive, verb_left


def invite(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A invited B"."""
    ones, others = agents(clause, index), counterparts(clause, index)
    if any("JUD" in one.actor.sectors for one in ones):
        return miss(clause, index, "a court asks")
    return Finding(
        "outreach", "outreach.invited", index, trigger, ones, others, status=status_of(clause, index), mode="invitation"
    )


def reach(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A reached out to B", "A wrote (a letter) to B"."""
    others = [one for one in ahead(clause, index, TO, 6) if one.role in VISITED]
    if not others:
        return miss(clause, index, UNPAIRED)
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
    given = recipient(clause, index)
    things = [index + 2] if given else things
    if not things or not any(word in SENT for unit in items[things[-1]].units for word in unit.low.split()):
        return miss(clause, index, "what is sent is no message or envoy")
    newly = items[index - 1].low in ("newly", "recently", "new")
    if trigger.lemma == "appoint" and (newly or items[things[-1]].low == "ambassador"):
        return miss(clause, index, "a post is filled")
    worded = {unit.low for unit in items[things[-1]].units} & FIGURES
    handed = any(one.role in PERSONAL and known(one) for one in ahead(clause, index, TO))
    if (worded or (trigger.lemma == "deliver" and not handed)) and items[things[-1]].low in ("message", "messages"):
        return miss(clause, index, "a message in a figure of speech")
    ones = doers(clause, index)
    if passive(items, index):
        ones = ahead(clause, things[0], FROM, 3) or ahead(clause, index, BY)
    wanted = PERSONAL if items[things[-1]].head.low == "response" else VISITED  # "sent its response to A with rockets"
    others = given or [one for one in ahead(clause, index, TO) if one.role in wanted]
    if trigger.lemma == "exchange":
        others = ahead(clause, index, WITH)
        ones = distinct(one for one in ones if known(one)) if not others else ones
        ones, others = (ones, others) if others else (ones[:1], ones[1:])
    return Finding(
        "outreach", "outreach.sent", index, trigger, ones, others, status=status_of(clause, index), mode="message"
    )


FROM = frozenset(["from"])


def recipient(clause: Clause, index: int) -> list[Mention]:
    """Whom something is sent, where they stand right behind the verb: "sent B a message"."""
    items = clause.items
    if index + 2 >= len(items) or items[index + 1].tag != "N" or items[index + 2].tag != "N":
        return []
    if items[index + 2].low not in SENT:
        return []
    one = clause.mention(index + 1)
    return [one] if one is not None and known(one) and one.role in VISITED else []


def mediate(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A mediated between B and C", "A brokered a deal between B and C", "a deal between B and C brokered by A"."""
    items = clause.items
    inactive = passive(items, index)
    middle = ahead(clause, index, BY) if inactive else doers(clause, index)
    if trigger.lemma.startswith(("brought", "bring")):
        middle = middle if any(known(one) for one in middle) else behind(clause, verb_left(items, index) - 1)
        return bring(clause, index, middle, doers(clause, index) if inactive else direct(clause, index))
    sides = distinct(one for one in ahead(clause, index, BETWEEN, 10, strict=False) if known(one))
    if len(sides) < 2 and inactive:
        start = next((at for at in range(index - 1, max(-1, index - 8), -1) if items[at].low in BETWEEN), -1)
        sides = distinct(one for one in parties(clause, start + 1, bound=True) if known(one)) if start >= 0 else sides
        sides = sides if len(sides) > 1 else agreeing(clause, index)
    if not sides and not inactive and index + 1 < len(items) and items[index + 1].head.low in BROKERED:
        sides = distinct(one for one in inside(clause, index + 1) if known(one))  # "brokers A-B ceasefire"
    sides = sides or [one for one in ahead(clause, index, WITH, 6) if known(one)] or settled(clause, index - 1)[1]
    sides = sides or spoken_of(clause, index, middle)
    if not any(known(one) for one in middle) or not sides:
        return miss(clause, index, "no mediator or no sides")
    status = status_of(clause, index)
    return mediated(index, trigger, middle, sides, OCCURRED if status.cue in TRYING else status)


def spoken_of(clause: Clause, index: int, middle: list[Mention]) -> list[Mention]:
    """The two that were told of before: "C is mediating between the two sides", "the talks, mediated by C"."""
    near = clause.items[max(0, index - 2) : index + 3]
    if not any(item.units[0].low in ("the", "both") and (pair_word(item) or item.low == "talks") for item in near):
        return []
    between = {side(one) for one in middle}
    told = [one for one in clause.cast.recent[-6:] if known(one) and one.role in SIDES and side(one) not in between]
    sides = distinct(reversed(told))[:2]
    return sides[::-1] if len(sides) > 1 else []


TRYING = frozenset(f"{word} to" for word in "trying tried working worked helping helped striving".split())


def bring(clause: Clause, index: int, middle: list[Mention], sides: list[Mention]) -> Finding | Miss:
    """ "A brought B and C together"."""
    items = clause.items
    sides = distinct(one for one in sides if known(one))
    if len(sides) < 2 or not any(item.low == "together" for item in items[index + 1 : index + 8]):
        return miss(clause, index, "nobody is brought together")
    trigger = items[index].trigger
    assert trigger is not None
    return mediated(index, trigger, middle, sides, status_of(clause, index))


def agreeing(clause: Clause, index: int) -> list[Mention]:
    """Who agreed to what somebody brokered: "A and B signed a deal brokered by", "A approved a truce with B"."""
    items = clause.items
    verb = verb_left(items, index)
    while verb > 0 and items[verb].low in BROKERED:
        verb = verb_left(items, verb)
    if verb < 0 or not any(item.low in BROKERED for item in items[verb + 1 : index]):
        return []
    facing = next((at + 1 for at in range(verb + 1, index - 1) if items[at].low == "with"), -1)
    others = parties(clause, facing) if facing > 0 and items[facing].tag == "N" else []
    return distinct(one for one in (*doers(clause, verb), *others) if known(one))


BROKERED = frozenset(
    "deal deals ceasefire cease-fire truce accord accords agreement agreements pact peace armistice pause".split()
)


def offer(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A offered to mediate between B and C", "A proposed talks with B": an outreach in itself."""
    items = clause.items
    near = items[index + 1 : index + 8]
    stop = next((at for at, item in enumerate(near) if item.tag in "S;B.R"), len(near))
    subject_matter = [item for item in near[:stop] if item.trigger is not None and item.trigger.kind == "outreach"]
    nothing = bool(near) and near[0].units[0].low == "no"  # "offered no comment on the meeting"
    if nothing or not subject_matter or not subject(items, index):
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


def message(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "a letter from A to B", "A's letter to B", "A issued a plea to B", "A did outreach to B"."""
    items = clause.items
    others = [one for one in ahead(clause, index, TO, 5) if one.role in VISITED or one.role == "armed"]
    doing = next((at for at in (index, index - 1) if at >= 0 and items[at].units[0].low in DOING), -1)
    back = doing if doing >= 0 else governor(items, index)
    accredited = trigger.lemma in ("credentials", "letters of credence")
    ones = ahead(clause, index, frozenset(["from", "of"] if accredited else ["from"]), 4)
    figure = trigger.lemma == "message" and bool({unit.low for unit in items[index].units} & FIGURES)
    if figure or (trigger.lemma == "message" and not ones and not (back >= 0 and items[back].low in ISSUED)):
        return miss(clause, index, "a message in a figure of speech")
    ones = ones or owners_of(clause, index) or told_in(clause, index, back)
    if len(distinct(ones)) > 1 and not (back >= 0 and items[back].low in RECEIVING):
        return miss(clause, index, "not one sender")
    if trigger.lemma == "plea":
        others = [one for one in others if one.role != "country"]
    if trigger.lemma == "invitation" and back >= 0 and items[back].low in ACCEPTING:
        ones, others = doers(clause, back), ones
    if ones and not others and back >= 0 and items[back].low in RECEIVING:
        others = [one for one in doers(clause, back) if one.role in VISITED]
    status = OCCURRED
    if back >= 0 and (back == doing or items[back].tag in "VT"):
        status = status_of(clause, back)
        if items[back].low in REJECTING:
            status = Status("denied", cue=items[back].low)
        if not ones and (back == doing or items[back].low in ISSUED):
            ones = doers(clause, back)
    answer = back >= 0 and items[back].low in ACCEPTING  # which several give together
    letters = [
        Finding("outreach", "outreach.message", index, trigger, list(part), others, status=status, mode="message")
        for part in ([distinct(ones)] if answer and ones else [[one] for one in distinct(ones)])
    ]
    return replace(letters[0], more=letters[1:]) if letters else miss(clause, index, UNPAIRED)


def told_in(clause: Clause, index: int, back: int) -> list[Mention]:
    """Who says something in a letter: "A said in a letter to B", "in a letter to B, A said"."""
    if back < 0 or clause.items[back].low != "in" or clause.items[index].head.low not in ("letter", "message"):
        return []
    verb = verb_left(clause.items, back)
    return doers(clause, verb) if verb >= 0 else fronted(clause, index) or clause.source


DOING = frozenset("do does did doing done".split())


ACCEPTING = frozenset("accepted accepts accept accepting".split())
RECEIVING = ACCEPTING | frozenset("received receives receive receiving got gets".split())


ISSUED = frozenset(
    (
        "made makes issued issues extended extends extend offered delivered sent wrote gave renewed conveyed "
        "sends signed signs penned addressed writes issues hands handed presented presents"
    ).split()
)
FIGURES = frozenset(
    "deadly clear strong stark powerful wrong chilling tough blunt unmistakable mixed defiant political".split()
)
