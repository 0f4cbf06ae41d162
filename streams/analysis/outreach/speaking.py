"""Speaking: who met, phoned, told or spoke to whom, by a verb."""

from dataclasses import replace
from itertools import pairwise

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attribution import inverted
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.outreach.pairs import doers
from streams.analysis.outreach.parties import distinct, host_country, known, parties
from streams.analysis.outreach.reaching import (
    PERSONAL,
    TO,
    UNPAIRED,
    VISITED,
    WITH,
    agents,
    ahead,
    apart,
    counterparts,
    direct,
    miss,
    with_whom,
)
from streams.analysis.outreach.standing import (
    status_of,
)
from streams.analysis.status.rule import Finding, Miss
from streams.analysis.syntax.syntax import passive


def meet(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A met (with) B", "A and B met", "A discussed X with B"."""
    ones, others = doers(clause, index), ahead(clause, index, WITH) or with_whom(clause, index)
    if passive(clause.items, index) and not said_by_phone(clause, index):
        ones, others = agents(clause, index), ones
        if not all(any(known(one) and one.role in PERSONAL for one in part) for part in (ones, others)):
            return miss(clause, index, "a thing is discussed")
    if trigger.lemma.startswith(GATHERING) and not all(one.role in PERSONAL for one in (*ones, *others)):
        return miss(clause, index, "a crowd")
    if trigger.lemma.startswith("discuss") and (of_its_own(clause, index) or of_ties(clause, index, others)):
        others = []
    if not any(known(one) for one in others) and trigger.lemma in (
        "meet",
        "met",
        "meeting",
        "embraced",
        "call on",
        "called on",
        "calls on",
        "calling on",
        "pay a call on",
        "paid a call on",
    ):
        others = direct(clause, index)
        if all(one.role == "country" and not one.plural for one in (*ones, *others)) and len(ones) == 1:
            return miss(clause, index, "a match of two teams")
    if trigger.lemma.startswith("call") and (reason := no_courtesy(clause, index, ones, others)):
        return miss(clause, index, reason)
    able = distinct(one for one in ones if known(one))
    if not any(known(one) for one in others) and (len(able) > 1 or not others):
        ones, others = able[:1], able[1:]
    status = status_of(clause, index)
    if clause.items[index - 1].tag == "H" and any(item.low in OFTEN for item in clause.items[index + 1 : index + 3]):
        status = replace(status, background=True, cue="a number of times")
    mode = "call" if by_phone(clause, index) else trigger.mode
    met = Finding("outreach", "outreach.met", index, trigger, ones, others, status=status, mode=mode)
    return apart(met) if any(item.low == "separately" for item in clause.items[index : index + 14]) else met


def no_courtesy(clause: Clause, index: int, ones: list[Mention], others: list[Mention]) -> str:
    """Why "called on" tells of no courtesy call; empty if it does."""
    if clause.items[index + 1 : index + 2] and clause.items[index + 1].tag == "Y":
        return "called for a day"  # "talks called on Monday"
    following = clause.items[index + 2 : index + 6]
    asked = any(item.tag == "I" and after.low not in COURTESY for item, after in pairwise(following))
    if asked and any(one.actor.text.lower().endswith(("ambassador", "envoy", "delegation")) for one in ones):
        asked = not any(item.low in ("explain", "inform", "deliver", "hand", "protest") for item in following)
    return "an appeal" if asked or not any(one.role in PERSONAL for one in others) else ""


def see(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A saw B in Geneva", "A sees B for talks": persons and offices, and where or what for."""
    items = clause.items
    ones, others = (
        [one for one in side if one.role in PERSONAL and not one.pronoun and not one.plural]
        for side in (doers(clause, index), direct(clause, index))
    )
    at = next((at for at in range(index + 2, len(items)) if items[at].tag not in "NC," and items[at].low != "of"), -1)
    aim = items[at + 1].head if 0 < at < len(items) - 1 else None
    talks = aim is not None and items[at].low == "for" and aim.low in ("talks", "consultations")
    there = (
        aim is not None and items[at].low in ("in", "at") and (host_country(clause, at + 1) or parties(clause, at + 1))
    )
    if not talks and not there:
        return miss(clause, index, "seen, not met")
    status = status_of(clause, index)
    return Finding("outreach", "outreach.met", index, trigger, ones, others, status=status, mode=trigger.mode)


def of_its_own(clause: Clause, index: int) -> bool:
    """Whether the first "with" goes with talks that are only discussed: "A discusses B's meeting with C"."""
    items = clause.items
    at = next((at for at in range(index + 1, len(items)) if items[at].low == "with"), 0)
    trigger = items[at - 1].trigger if at else None
    return trigger is not None and trigger.kind == "outreach" and items[at - 1].tag == "N"


def of_ties(clause: Clause, index: int, others: list[Mention]) -> bool:
    """Whether "with" only tells with what country the ties are that are discussed: "discussed relations with A"."""
    items = clause.items
    at = next((at for at in range(index + 1, len(items)) if items[at].low == "with"), 0)
    return items[at - 1].low in TIES and all(one.role == "country" and not one.plural for one in others)


TIES = frozenset("relations ties relationship war conflict border dispute tensions row crisis".split())


def by_phone(clause: Clause, index: int) -> bool:
    """ "discussed the truce by phone", "spoke in a telephone call"."""
    near = clause.items[index + 1 : index + 14]
    return any(unit.low.startswith(("phone", "telephone")) for item in near for unit in item.units)


OFTEN = frozenset("twice thrice times often repeatedly frequently regularly".split())
GATHERING = ("gather", "convene")


def said_by_phone(clause: Clause, index: int) -> bool:
    """ "conferred by phone with B"."""
    near = clause.items[index + 1 : index + 3]
    return len(near) == 2 and near[0].low == "by" and near[1].head.low in ("phone", "telephone", "video")


COURTESY = frozenset("discuss congratulate brief offer present convey pay express exchange review condole talk".split())


def talk(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A spoke with B", "A spoke by phone to B"."""
    if [item.low for item in clause.items[index + 1 : index + 2]] == ["of"]:
        return miss(clause, index, "what is talked of")
    first = next((item.low for item in clause.items[index + 1 : index + 5] if item.low in ("to", "with")), "")
    others = [] if first == "to" else ahead(clause, index, WITH, 7) or with_whom(clause, index)
    others = [one for one in others if known(one)]
    to = (
        []
        if others
        else [one for one in ahead(clause, index, TO, 7) if one.role in (*PERSONAL, "country", "armed-group")]
    )
    ones = doers(clause, index)
    if not others and not to:
        speech = [item.low for item in clause.items[index + 1 : index + 3]]
        if trigger.lemma.startswith("sp") and speech[:1] == ["at"] and speech[1:] != ["length"]:
            return miss(clause, index, "a speech")  # "A and B spoke at the assembly"
        several = any(one.role in PERSONAL or one.plural for one in ones)  # "Greek and Turkish leaders spoke"
        ones = distinct(one for one in ones if known(one)) if several else []
        ones, others = ones[:1], ones[1:]
    return Finding(
        "outreach", "outreach.spoke", index, trigger, ones, others or to, status=status_of(clause, index), mode="call"
    )


def call(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A phoned B"; "A called B" where B is a person or an office and no appeal or name follows."""
    items = clause.items
    others = counterparts(clause, index)
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
        named = end < len(items) and items[end].low in ("for", "as") and items[end + 1 : end + 2]
        purpose = named and any(unit.low in ("first", "talks", "time") for unit in named[0].units)
        thing = (
            items[index + 1].tag == "N" and items[index + 1].head.senses is None and not items[index + 1].head.capital
        )
        if thing or (named and not purpose) or any(unit.low in ("a", "an") for unit in later[0].units[:1]):
            return miss(clause, index, "a name, not a call")
    ones = agents(clause, index)
    return Finding(
        "outreach", "outreach.called", index, trigger, ones, others, status=status_of(clause, index), mode="call"
    )


def tell(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A told B that ...": a person or an office of one state to one of another."""
    wanted = PERSONAL if trigger.lemma.startswith(("warn", "assure", "reassure")) else VISITED
    others = [one for one in counterparts(clause, index) if one.role in wanted]
    others = [one for one in others if not one.pronoun and not audience(one)]
    others = [one for one in others if one.role != "country" or not one.plural]
    if not others:
        return miss(clause, index, UNPAIRED)
    ones, status = agents(clause, index), status_of(clause, index)
    if clause.items[index - 1].low == "repeatedly":
        return miss(clause, index, "a habit")
    if inverted(clause.items, index):
        return miss(clause, index, "who says it stands behind")
    if not all(one.role in (*PERSONAL, "country", "armed-group", "organisation") for one in ones):
        return miss(clause, index, "nobody who tells")
    if any("JUD" in one.actor.sectors for one in ones):
        return miss(clause, index, "a court asks")
    return Finding("outreach", "outreach.told", index, trigger, ones, others, status=status, mode=trigger.mode)


def take_up(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A raised it with B": between persons, offices and states."""
    others = [one for one in ahead(clause, index, WITH, 9) if one.role in (*PERSONAL, "country") and known(one)]
    ones = [] if passive(clause.items, index) else [one for one in doers(clause, index) if known(one)]
    if not others or not ones or not brought_up(clause, index, personal=ones[0].role in PERSONAL):
        return miss(clause, index, UNPAIRED)
    status = status_of(clause, index)
    return Finding("outreach", "outreach.raised", index, trigger, ones, others, status=status, mode=trigger.mode)


def brought_up(clause: Clause, index: int, *, personal: bool) -> bool:
    """Whether "with" follows what is raised, at once or, where a person raises it, past what it is of."""
    items = clause.items
    at = index + 1
    while at < len(items) - 1 and (items[at].tag in "NAY" or (personal and items[at].low in ("of", "over", "about"))):
        at += 1
    return at > index + 1 and items[at].low == "with"


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
