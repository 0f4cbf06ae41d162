"""Campaigns: what is told as a habit, over a stretch of time, or of people in general is no incident of a day."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.habits import NUMBERS, beset, in_general, ongoing, perfect, stepped_up, under_way
from streams.analysis.days.days import DayHit
from streams.analysis.numbers.casualties import Casualties
from streams.analysis.status.dating import spoken
from streams.analysis.status.day_owners import of_answered
from streams.analysis.status.outcomes import COUNTED, RANKED
from streams.analysis.status.retrospect import linked
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject

LONG = datetime.timedelta(days=10)


def campaign(
    clause: Clause, finding: Finding, days: Sequence[DayHit], text: str, toll: Casualties, *, dated: bool, placed: bool
) -> str:
    """Why a finding is no incident of a day; empty if it may be one. A headline is spared what is only general: it is
    terse."""
    if finding.kind != "attack" or finding.status.modality != "occurred":
        return ""
    if summed(clause, finding, days, text, toll):
        return "a sum"
    if finding.plural and finding.trigger.pos == "noun" and not pinned(days) and stepped_up(clause.items, finding.at):
        return "a campaign in general"
    if clause.items[-1].low == "?" and not taken_for_granted(clause, finding, dated=dated):
        return "a question"
    if clause.title:
        lasting = under_way(clause.items, finding.at) or beset(clause.items, finding.at)
        return in_general(clause, finding, placed=placed) if lasting else ""
    if over_a_stretch(clause, finding, days):
        return "a sum over a stretch of time"
    if not dated and toll.killed is None and toll.injured is None:
        if finding.plural and finding.trigger.pos == "noun" and not placed and has_done(clause.items, finding.at):
            return "a campaign in general"  # "drone strikes have targeted the militants"
        return "what goes on" if ongoing(clause.items, finding) else in_general(clause, finding, placed=placed)
    return ""


def taken_for_granted(clause: Clause, finding: Finding, *, dated: bool) -> bool:
    """Whether a question asks about something else, and knows of the attack: "what of the bombs that went off
    yesterday?"."""
    link = linked(clause.items, finding.at) if dated and finding.trigger.pos == "verb" else None
    return link is not None and link > 0 and clause.items[link].tag == "R"


# "In just 17 days", "over the past week", "for around ten days", "a week of".
STRETCH = re.compile(
    r"\b(?:in|over|during|for|after|within)"
    r"(?: (?:just|only|about|around|nearly|almost|more than|less than|a little over|little over|the past|the last"
    r"|the first|past|recent))*(?! two days)"
    r"(?: (?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|many|a few))?(?: or so)?"
    r" (?:days|weeks|months|years|week|month|year)\b"
    r"|\b(?:in|over|during|on) (?:(?:the|that) same period|(?:both|several|many|various) occasions)\b"
    r"|\b(?:weeks?|months|days) of\b|\bin recent (?:days|weeks|months)\b|\bas of \w+",
    re.I,
)
HUGE, LARGE = 1000, 100
REPEATABLE = frozenset(["attack.clash", "attack.fired-passive"])
OVER_TIME = re.compile(
    r"\b(?:an increasing|a growing|a rising) number of\b"
    r"|\bin the past\b(?! (?:\w+ )?(?:hour|day|night|week|month|year)s?\b| \d)"
    r"|\b(?:killed|dead|wounded|injured|murdered|martyred|attacked|hit)\b[^.,;]{0,20} (?:each|every)"
    r" (?:day|week|month)\b",
    re.I,
)
THOUSANDS = re.compile(r"\bthousands of (?:people|civilians|martyrs|children|women|men|lives|deaths)\b", re.I)
SO_FAR = re.compile(r"\bso far\b", re.I)


MANY_FIGHTS = re.compile(  # "53 soldiers were killed in 386 clashes"
    r"\b(?:in|during) (?:(?:more|less|fewer) than |at least |about |around |some |nearly |almost |over )?"
    r"(?:\d{2,3}|\d,\d{3}|dozens of|scores of|hundreds of) (?:\w+ )?"
    r"(?:clashes|battles|skirmishes|attacks|raids|ambushes|incidents|massacres|bombings|engagements|confrontations)\b",
    re.I,
)
FOR_LONG = re.compile(  # "has bombed the valley for more than a month"
    r"[^.,;]{0,60}\bfor (?:\w+ than |nearly |almost |about |over )?(?:\w+ )?(?:days|weeks?|months?|years?)\b", re.I
)
SPANNED = re.compile(r"for (?:\w+ than |nearly |almost |about |over )?(?:\w+ )?(?:days|weeks|months|years)\b", re.I)
FOR_YEARS = re.compile(r"[^.,;]{0,60}\bfor (?:[\w-]+ ){0,3}(?:years|decades)\b", re.I)  # "fought the state for decades"
NTH = re.compile(r"\bfor\sthe\s\w{3,20}\stime\b")  # "for the third time in ten days" is one attack


def summed(clause: Clause, finding: Finding, days: Sequence[DayHit], text: str, toll: Casualties) -> bool:
    """Whether harm is added up over many attacks: by a span of time, by "since", by a toll that no one attack takes."""
    killed = max(toll.killed or 0, thousands(clause))
    days = [day for day in days if not (spoken(clause, day) or dates_statement(clause, day, finding.at))]
    days = [day for day in days if not of_answered(clause, finding, day)]
    spans = FOR_LONG.match(text, clause.items[finding.at].end) or SPANNED.match(text)
    lasted = perfect(clause.items, finding.at) and spans
    fought = finding.rule in REPEATABLE and FOR_YEARS.match(text, clause.items[finding.at].end)
    if fought or in_war(clause.items, finding.at) or ((killed >= HUGE or lasted) and not pinned(days)):
        return True
    repeatable = finding.plural or finding.rule in REPEATABLE or not finding.targets
    if not repeatable and not any(several(one) for one in finding.targets):
        return False
    if (spate(clause.items, finding.at) or MANY_FIGHTS.search(text)) and not pinned(days):
        return True
    if OVER_TIME.search(text) or (one_by_one(clause, finding) and not pinned(days)):
        return True
    have = perfect(clause.items, finding.at) or (finding.trigger.pos == "noun" and has_done(clause.items, finding.at))
    span = None if NTH.search(text) else STRETCH.search(text)
    terse = clause.items[finding.at - 1].tag not in "XHM" if finding.at else False  # "90 killed in three weeks"
    counted = finding.rule == "attack.fired-passive" or any(numbered(one) for one in finding.targets)
    since = counted and finding.rule != "attack.actor-active" and onward(clause.items, finding.at)
    if not have and killed < LARGE and not ((span or since) and finding.trigger.form == "ed" and terse):
        return False
    if have and (SO_FAR.search(text) or (finding.rule == "attack.nominal" and THOUSANDS.search(text))):
        return True
    if (have or since) and onward(clause.items, finding.at):
        return True
    if span and not pinned(days, span):
        return True
    many = finding.plural or (finding.trigger.pos == "verb" and not one_blow(clause.items, finding.at))
    return have and killed >= LARGE and many and not pinned(days)


def dates_statement(clause: Clause, day: DayHit, at: int) -> bool:
    """Whether a day that opens the sentence is that on which something was said: "On Sunday, the ministry said"."""
    items = clause.items
    if not items or items[0].tag != "Y" or not items[0].units[0].start <= day.start < items[0].units[-1].end:
        return False
    verb = next((item for item in items[1:at] if item.tag in "VTXHM"), None)
    return verb is not None and verb.tag == "V" and verb.low in SAYING


def one_by_one(clause: Clause, finding: Finding) -> bool:
    """Whether dozens fell to somebody's hand one after another: "agents assassinated dozens", "the group has killed
    scores"."""
    if not any(set(one.actor.text.lower().split()) & MANY for one in finding.targets):
        return False
    if finding.trigger.lemma == "assassinate":
        return True
    done = subject(clause.items, finding.at) if finding.rule == "attack.killer-active" else []
    by_hand = bool(done) and all(clause.items[at].trigger is None for at in done)
    return by_hand and perfect(clause.items, finding.at)


def thousands(clause: Clause) -> int:
    """How many a sentence counts in thousands, of those who fight or fell: "wounded more than 1,000 rebels"."""
    items = clause.items
    counted = ((at, unit.text) for at, item in enumerate(items) if item.tag == "N" for unit in item.units)
    large = [at for at, text in counted if LARGE_NUMBER.fullmatch(text)]
    return HUGE if any(harmed(clause, at) for at in large) else 0


LARGE_NUMBER = re.compile(r"\d{1,3},\d{3}|[1-9]\d{4,}")


def harmed(clause: Clause, at: int) -> bool:
    """Whether a phrase counts those who fight, or those who fell."""
    mention = clause.mention(at)
    fallen = clause.items[at].head.low in FALLEN
    return fallen or (mention is not None and mention.role in ("armed", "armed-group", "force"))


FALLEN = frozenset("casualties dead deaths wounded lives victims".split())
MANY = frozenset("dozens scores hundreds thousands".split())


def one_blow(items: Sequence[Item], at: int) -> bool:
    """Whether those harmed were so at once or at one spot: "have been killed in a bombing", "in a village"."""
    near = [item for item in items[at + 1 : at + 6] if item.tag == "N"]
    return any((item.trigger is not None and not item.head.low.endswith("s")) or item.low in SPOTS for item in near)


SPOTS = frozenset("village hamlet town market church mosque school hospital hotel camp settlement compound".split())


def in_war(items: Sequence[Item], at: int) -> bool:
    """Whether those harmed were so in a war, not in an attack: "reporters killed in the Iran-Iraq war"."""
    near = items[at + 1 : at + 3]
    return items[at].tag == "T" and len(near) == 2 and near[0].low == "in" and near[1].head.low in ("war", "wars")


def pinned(days: Sequence[DayHit], span: re.Match[str] | None = None) -> bool:
    """Whether a sentence names a day, other than within a span of time."""
    precise = (day for day in days if day.precision == "day" and day.role in ("at", "modifier"))
    return any(span is None or not span.start() <= day.start < span.end() for day in precise)


def several(one: Mention) -> bool:
    """Whether a mention is of more than one, also where a name hides its number: "US bases", "Hutu rebels"."""
    return one.plural or any(len(word) > 3 and word.endswith("s") for word in one.actor.text.lower().split())


def numbered(one: Mention) -> bool:
    """Whether a mention says how many: "more than 100 villagers", "dozens of Serbs"."""
    words = one.actor.text.lower().split()
    return any(word[:1].isdigit() or word in NUMBERS - {"one", "another"} for word in words)


def spate(items: Sequence[Item], at: int) -> bool:
    """Whether those harmed were so in many attacks: "were wounded in a spate of drone attacks"."""
    near = [item.low for item in items[at + 1 : at + 6] if item.tag != "Y"]
    return items[at].tag == "T" and near[:1] == ["in"] and near[2:3] == ["of"] and near[1] in COUNTED


def has_done(items: Sequence[Item], at: int) -> bool:
    """Whether the verb of an attack stands in the perfect: "the strikes on the town have killed"."""
    verb = next((one for one in range(at + 1, len(items)) if items[one].tag in "VTXHMRS;:."), -1)
    return verb > 0 and items[verb].low in ("have", "has")


def onward(items: Sequence[Item], at: int) -> bool:
    """Whether it is counted from another thing on: "have been killed since the war began" (but "since dawn")."""
    since = next((one for one in range(at + 1, len(items) - 1) if items[one].low == "since"), -1)
    if since > 0 and any(unit.low in RANKED for unit in items[since - 1].units):
        return False  # "in the deadliest raid since"
    if since > 0 and items[since + 1].tag == "Y":
        suffered = items[at].trigger is not None and items[at].trigger.frame in ("harm", "seize")  # type: ignore[union-attr]
        exact = any(unit.day and unit.day.precision == "day" for unit in items[since + 1].units)
        return suffered and exact and perfect(items, at) and not HOURS & set(items[since + 1].low.split())
    return since > 0 and items[since + 1].tag == "N" and items[since + 1].low not in HOURS


HOURS = frozenset("dawn midnight morning noon sunrise evening night yesterday".split())


def over_a_stretch(clause: Clause, finding: Finding, days: Sequence[DayHit]) -> bool:
    """Whether the sentence sums up weeks or more: "in the last three years", "have been killed since May"."""
    many = finding.plural or any(one.plural for one in finding.targets)
    since, have = any(day.role == "since" for day in days), perfect(clause.items, finding.at)
    if many and have and [item.low for item in clause.items[:2]] == ["since", "then"]:
        return True
    if finding.trigger.pos == "noun" and finding.plural and have and since:
        return True  # "has been conducting air strikes since April"
    if not many or any(one.actor.id for one in finding.actors):
        return False
    long = any(
        day.role == "at"
        and day.precision in ("month", "year")
        and day.first is not None
        and day.date - day.first > LONG
        for day in days
    )
    return (long or since) and have


def passed_over(finding: Finding, cue: str) -> None:
    """Marks a campaign as background: it may belong to an incident that is known, and opens none."""
    finding.status = replace(finding.status, background=True, cue=cue)
