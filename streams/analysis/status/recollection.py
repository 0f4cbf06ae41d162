"""Recollection: which attacks a sentence only calls to mind, by their day, by what stands before them, by how they are
named."""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from schemas.event import Day
from streams.analysis.actors.clauses import Clause
from streams.analysis.days.days import DayHit
from streams.analysis.lexicon.document import Sentence
from streams.analysis.status.day_owners import (
    of_main_verb,
)
from streams.analysis.status.outcomes import SUPPORT, toll_here
from streams.analysis.status.retrospect import at_a_grave, linked, recalled, recent_inside
from streams.analysis.status.rule import Finding
from streams.analysis.status.staleness import OLD, explains
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.openings import opening_ends
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import previous

WEEK = datetime.timedelta(days=6)


def background(
    clause: Clause, finding: Finding, sentence: Sentence, dated: bool, day: Day, anchor: datetime.date
) -> None:
    """Marks an old attack, or one that only points back."""
    long_ago = long_after(clause, finding, sentence)
    finding.commemorated = bool(long_ago)
    if not finding.status.news:
        return
    long_past = day.precision == "none" and anchor - day.date > YEAR  # a year that another clause owns
    cue = "an old day" if long_past or (dated and on_old_day(finding, sentence, day, anchor)) else ""
    if cue := cue or known_by(clause, finding, sentence, dated=dated) or long_ago:
        finding.status = replace(finding.status, background=True, cue=cue)


def on_old_day(finding: Finding, sentence: Sentence, day: Day, anchor: datetime.date) -> bool:
    """Whether the day of an attack is past, and what is told of it there is no news."""
    if past_month(day, anchor, sentence) or past_span(day, anchor):
        return True
    goes_on = bool(sentence.number) and sentence.field == "text"
    return anchor - day.date > WEEK and goes_on and not outright(finding, day, anchor)


def known_by(clause: Clause, finding: Finding, sentence: Sentence, *, dated: bool) -> str:
    """By what a sentence tells an attack as one that is known already; empty if it may be news."""
    in_text, undated = sentence.field == "text", not dated
    reasons: tuple[tuple[str, Callable[[], object]], ...] = (
        ("a headline that explains", lambda: explains(clause)),
        ("because", lambda: undated and given_reason(clause.items, finding)),
        ("named in passing", lambda: only_named(clause, finding, sentence, dated=dated)),
        ("had", lambda: in_text and (undated or EARLIER.match(sentence.text)) and had_been(clause, finding)),
        ("a witness tells", lambda: TOLD_BY.search(sentence.text[: clause.items[finding.at].start])),
        ("burying", lambda: undated and at_a_grave(clause, finding)),
        ("another time", lambda: undated and ON_ANOTHER.search(sentence.text)),
        ("held since", lambda: undated and finding.rule == "attack.seized" and HELD_FOR.search(sentence.text)),
        ("found out later", lambda: undated and FOUND_OUT.search(sentence.text)),
        ("the attack", lambda: finding.rule == "attack.nominal" and finding.anaphoric),
    )
    return next((cue for cue, holds in reasons if holds()), "")


def past_span(day: Day, anchor: datetime.date) -> bool:
    """Whether a day of which only the week, month or year is known is long past."""
    return anchor - day.date > OLD and day.precision in ("week", "month", "year")


def past_month(day: Day, anchor: datetime.date, sentence: Sentence) -> bool:
    """Whether a report goes on to tell what was in another month: "last month gunmen attacked a barge"."""
    other = (day.date.year, day.date.month) != (anchor.year, anchor.month)
    return other and day.precision == "month" and bool(sentence.number) and sentence.field == "text"


def given_reason(items: Sequence[Item], finding: Finding) -> bool:
    """Whether a sentence only says why somebody was attacked: "it was attacked because it was weak"."""
    ahead = [item.low for item in items[finding.at + 1 : finding.at + 2]]
    return finding.rule == "attack.target-passive" and not finding.actors and ahead == ["because"]


def long_after(clause: Clause, finding: Finding, sentence: Sentence) -> str:
    """The words before an attack by which a sentence looks back on it, such as "days after"; empty if none."""
    item = clause.items[finding.at]
    if known := BY_ITS_DAY.search(sentence.text[max(0, item.start - 2) : item.end]):
        return known.group()
    if finding.trigger.pos == "noun" and (kept := KEPT.search(sentence.text, item.end)):
        return kept.group()  # "victims of the bombing gathered to mark the anniversary of the attack"
    cue = LONG_AFTER.search(sentence.text[: item.start])
    return cue.group() if cue and not past_opening(clause.items, finding.at, cue.end()) else ""


def past_opening(items: Sequence[Item], at: int, cue: int) -> bool:
    """Whether an attack stands behind what "three days after" opens the sentence with; that cue ends at `cue`."""
    link = next((one for one, item in enumerate(items) if item.end >= cue), len(items))
    return 0 < opening_ends(items, link) < at


def outright(finding: Finding, day: Day, anchor: datetime.date) -> bool:
    """Whether a verb tells of an attack on a day of the last month: "the priests were murdered on 16 November".

    It counts on that day, with the others who tell of it; what is only called to mind is marked by `recall`.
    """
    precise = day.precision == "day" and day.basis == "explicit"
    return (finding.trigger.pos == "verb" or finding.supported) and precise and anchor - day.date <= MONTH


MONTH = datetime.timedelta(days=30)
YEAR = datetime.timedelta(days=366)


def recall(clause: Clause, finding: Finding, days: list[DayHit], anchor: datetime.date) -> None:
    """Marks an attack that a clause about something else only calls to mind."""
    if not finding.status.news:
        return
    cue = recalled(clause, finding) or long_past(clause, finding, days, anchor)
    own = [day for day in days if not of_main_verb(clause, finding, day)]
    if cue and (cue == "since" or not recent_inside(clause, finding, own, anchor)):
        finding.status = replace(finding.status, background=True, cue=cue)


def long_past(clause: Clause, finding: Finding, days: list[DayHit], anchor: datetime.date) -> str:
    """The word before a side clause that ends in a day of a week ago or more: "warned Iran after its men attacked the
    post a week ago"."""
    items, link = clause.items, linked(clause.items, finding.at)
    if link is None or items[link].low not in ("after", "since", "when"):
        return ""
    told = any(item.tag == "V" and item.low in SAYING for item in items[:link])
    old = any(
        day.start > items[finding.at].start and day.role in ("at", "after") and anchor - day.date >= WEEK
        for day in days
    )
    return items[link].low if told and old else ""


def only_named(clause: Clause, finding: Finding, sentence: Sentence, *, dated: bool) -> bool:
    """Whether a text names an attack and tells nothing of it: no verb that it took place, no toll, no day."""
    own = dated and (finding.own_day is not None or day_behind(clause.items, finding.at))
    if finding.rule != "attack.nominal" or finding.supported or own or sentence.field == "title":
        return False
    if toll_here(clause.items, finding.at) or finding.trigger.mode != "armed-assault" or finding.plural:
        return False
    verb = next((item.low for item in clause.items[finding.at + 1 :] if item.tag in "VT"), "")
    return verb not in SUPPORT and any(one.actor.id for one in finding.actors)


def had_been(clause: Clause, finding: Finding) -> bool:
    """Whether a verb looks back from another time than that of somebody's words: "she had been abducted"."""
    items = clause.items
    start = max(0, finding.at - 3)
    had = next((at for at in range(start, finding.at) if items[at].tag == "H" and items[at].low == "had"), -1)
    return finding.trigger.pos == "verb" and had >= 0 and not clause.source and not backshifted(items, had)


def backshifted(items: Sequence[Item], had: int) -> bool:
    """Whether "had" only stands in what somebody said: "police said that rebels had attacked the post"."""
    opener = next((at for at in range(had - 1, -1, -1) if items[at].tag not in "NPADC"), -1)
    if opener > 0 and items[opener].low == "that":
        opener = previous(items, opener, frozenset("AY"))
    if opener < 0 and said_behind(items):
        return True
    told = opener > 0 and items[opener].tag == "V" and items[opener].low in SAYING
    return told and items[opener - 1].units[0].tag != "O"


def said_behind(items: Sequence[Item]) -> bool:
    """Whether a sentence ends in who says so: "the rebels had shelled the post, the army said"."""
    comma = max((at for at, item in enumerate(items) if item.tag == ","), default=len(items))
    verb = next((item.low for item in items[comma + 1 :] if item.tag == "V"), "")
    return verb in SAYING


def day_behind(items: Sequence[Item], at: int) -> bool:
    """Whether a day stands beside the noun, before any verb."""
    ends = next((one for one in range(at + 1, len(items)) if items[one].tag in "VTXHMRS;.:"), len(items))
    return any(item.tag == "Y" for item in items[max(0, at - 1) : ends])


TOLD_BY = re.compile(
    r"\b(?:describ|recall|recount|reliv|remember|shar|retold|retell)\w* (?:the )?(?:moment|how|when)\b"
    r"|\b(?:recount|recall|reliv|remember)\w* \w+ing\b"
    r"|\b(?:tell|tells|told|telling) (?:of )?how (?:i|he|she|they|we)\b"
    r"|\bthe (?:day|night|morning|moment) (?:i|we|my|our|his|her|their)\b"
    r"|\b(?:writ|explor|examin|discuss|analy[sz]|assess|explain)\w* (?:about |at |into |on )?(?:how|why|what)\b",
    re.I,
)
EARLIER = re.compile(r"(?:\w+ )?(?:days?|weeks?|months?|years?) (?:earlier|before that|previously)\b", re.I)
ON_ANOTHER = re.compile(
    r"^(?:let us|we|i) (?:must |should )?(?:also )?(?:recall|remember)\b"
    r"|^(?:on (?:that|those) occasions?|in those days|back then|at (?:that|the) time)\b|\bon both occasions\b",
    re.I,
)
FOUND_OUT = re.compile(
    r"\b(?:investigation|inquiry|probe|inquest)\b[^.,;]{0,20}\b(?:finds|found|concludes|concluded|reveals|revealed|heard|hears)\b",
    re.I,
)
HELD_FOR = re.compile(r"\bfor (?:\w+ )?(?:[1-9]\d+|[a-z]{3,10}) (?:days|weeks|months|years)\b", re.I)
KEPT = re.compile(
    r"\banniversary of the (?:attack|bombing|massacre|shooting|killing|blast|tragedy)s?\b(?! (?:on|of|in))", re.I
)
BY_ITS_DAY = re.compile(r"\b(?:9/11|7/7)\b")
LONG_AFTER = re.compile(
    r"\b\w{1,12} (?:day|week|month|year|decade)s? (?:after|since|before(?=[^,]*$))\b"
    r"|\b(?:48|72|forty-eight|seventy-two) hours (?:after|since)\b"
    r"|(?:^|[^\w-]\s?)(?:days|weeks|months|years) (?:after|since)\b"
    r"|\bafter (?:\w+ )?(?:decades|years)\b|\bthose same\b|\b[79]/(?:7|11)\b"
    r"|\banniversary of\b|\bcondolences\b|\bexpressed? (?:concern|sympathy|regret)|\bever since\b",
    re.I,
)
