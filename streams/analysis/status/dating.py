"""Dating: which day of a sentence is the event's, and whether it is an old thing told again."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.event import Day
from streams.analysis.actors.clauses import Clause
from streams.analysis.days.days import DayHit
from streams.analysis.lexicon.document import Sentence
from streams.analysis.status.day_owners import (
    ahead_of_link,
    beside,
    closes_another,
    dates_another,
    heads_another,
    in_aside,
    of_answered,
    of_attack,
    of_main_verb,
    of_reaction,
    of_rise,
    of_side_clause,
    ranks,
    told_behind,
)
from streams.analysis.status.outcomes import SUPPORT, toll_here
from streams.analysis.status.retrospect import linked, recalled, recent_inside
from streams.analysis.status.rule import Finding
from streams.analysis.status.staleness import OLD, explains
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.openings import opening_ends
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import previous, replies

DAY = datetime.timedelta(days=1)


WEEK = datetime.timedelta(days=6)


def modified_by(clause: Clause, finding: Finding) -> datetime.date | None:
    """The day that stands right before the noun of a finding, as in "its Oct. 7 attacks"."""
    before = clause.items[finding.at - 1] if finding.at and clause.items[finding.at].units[0].tag != "D" else None
    return before.units[0].day.date if before is not None and before.units[0].day is not None else None


def day_of(clause: Clause, finding: Finding, days: list[DayHit], anchor: datetime.date) -> tuple[Day, bool]:
    """The day that dates a finding: the nearest that is not the day of a statement or of another thing."""
    at = clause.items[finding.at]
    if finding.own_day is not None:
        near = next((hit for hit in days if hit.date == finding.own_day), None)
        if near is not None:
            return Day(date=near.date, precision=near.precision, basis=near.basis), True
    best: tuple[int, DayHit] | None = None
    for hit in days:
        if hit.role in ("since", "until", "before") and not within_reference(clause, finding, hit):
            continue
        if finding.status.modality == "occurred" and hit.date is not None and hit.date - anchor > DAY:
            continue
        if hit.precision in ("month", "year") and ranks(clause, hit):
            continue
        distance = hit.start - at.end if hit.start >= at.end else at.start - hit.end
        penalty = 0
        if spoken(clause, hit):
            penalty += 300
        elif verbs := across_verbs(clause, hit, finding):
            penalty += 60 if hit.precision in ("day", "week") else 150 * verbs
        if hit.role == "after":
            penalty += 200
        another = hit.role == "modifier" and dates_another(clause, finding, hit)
        if hit.role == "modifier" and (another or not beside(at, hit)):
            penalty += 1000 if another else 150
        elif (
            (finding.trigger.pos == "verb" and heads_another(clause, finding, hit))
            or in_aside(clause, finding, hit)
            or of_rise(clause, finding, hit)
        ):
            penalty += 1000
        elif (
            told_behind(clause, finding, hit)
            or of_main_verb(clause, finding, hit)
            or of_answered(clause, finding, hit)
            or of_side_clause(clause, finding, hit)
            or ahead_of_link(clause, finding, hit)
            or of_reaction(clause, finding, hit)
        ):
            penalty += 450
        if hit.precision in ("year", "none"):
            penalty += 40
        if best is None or distance + penalty < best[0]:
            best = (distance + penalty, hit)
    if best is None or best[0] > 450:
        return Day(date=anchor, precision="none", basis="published"), False
    hit = ahead(best[1], finding, anchor)
    if best[0] >= 300 and hit.role != "after":
        return Day(date=hit.date, precision="none", basis="published"), False
    return Day(date=hit.date, precision=hit.precision, basis=hit.basis), True


def own_days(clause: Clause, finding: Finding, days: list[DayHit], anchor: datetime.date) -> list[DayHit]:
    """The days that can date a finding: a contact is not of the day of an attack or another contact in its sentence,
    an invitation not of the month for which it asks, and what is answered not of the day of the answer."""
    items = clause.items
    if reply := next((at for at in range(1, finding.at) if replies(items, at)), 0):
        return [day for day in days if day.start > items[reply].start]
    if finding.kind == "outreach":
        days = [day for day in days if not (of_attack(clause, finding, day) or closes_another(clause, finding, day))]
    if finding.rule not in ("outreach.invited", "outreach.offered"):
        return days
    return [hit for hit in days if hit.precision == "day" and hit.date <= anchor]


def also_on(days: Sequence[DayHit], day: Day, text: str) -> list[Day]:
    """The further days of a list that begins with the day of an attack: "on March 19 and 20" tells of two."""
    found: list[Day] = []
    ordered = sorted(days, key=lambda hit: hit.start)
    for hit, after in pairwise(ordered):
        linked = text[hit.end : after.start].strip().lower() in LISTED
        first = (found or [day])[-1].date
        if linked and hit.date == first and hit.precision == after.precision == day.precision == "day":
            found.append(Day(date=after.date, precision="day", basis=after.basis))
    return found


LISTED = frozenset(["and", ",", "and on", ", and", "and again", "and again on", ", and again on"])


def ahead(hit: DayHit, finding: Finding, anchor: datetime.date) -> DayHit:
    """The day of a plan: a weekday that is named for it is still to come."""
    if finding.status.modality not in ("planned", "threatened") or hit.basis != "weekday" or hit.date >= anchor:
        return hit
    return replace(hit, date=hit.date + datetime.timedelta(days=7))


def within_reference(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a finding stands in the clause that a day refers to: "since the gunmen stormed the town on 7 October"."""
    at = next((i for i, item in enumerate(clause.items) if item.end > hit.start), len(clause.items))
    opens = next((i for i in range(at - 1, -1, -1) if clause.items[i].low == hit.role), at)
    return opens < finding.at and any(item.tag in "VT" for item in clause.items[opens + 1 : at])


def across_verbs(clause: Clause, hit: DayHit, finding: Finding) -> int:
    """How many verbs stand between a day and what it may date: "seized it for the raid that killed two last year"."""
    at = clause.items[finding.at]
    ahead = [item for item in clause.items if at.end <= item.start and item.end <= hit.start and item.tag in "VT"]
    behind = [item for item in clause.items if hit.end <= item.start and item.end <= at.start and item.tag == "V"]
    own = ahead if hit.precision not in ("day", "week") else []
    noun = behind if finding.trigger.pos == "noun" else []
    return sum(item.low not in SAYING for item in (*own, *noun))


def spoken(clause: Clause, hit: DayHit) -> bool:
    """Whether a day dates a statement: it stands right after "said", or between the speaker and "said"."""
    items = clause.items
    for at, item in enumerate(items):
        if item.tag == "Y" and item.start <= hit.start < item.end:
            near = items[max(0, at - 3) : at]
            after = items[at + 1 : at + 3]
            behind = any(tells_of(one) for one in near) and not any(one.tag in ("R", "T") for one in near[1:])
            behind |= at > 0 and items[at - 1].low in JUDGED and any(one.tag == "Y" for one in items[at + 1 :])
            ahead = bool(after) and tells_of(after[0])
            return behind or ahead
    return False


def tells_of(item: Item) -> bool:
    return item.tag == "V" and item.low in SAYING


JUDGED = frozenset(
    "condemned denounced repudiated deplored mourned protested criticized criticised lamented rejected blamed".split()
)


def background(
    clause: Clause, finding: Finding, sentence: Sentence, dated: bool, day: Day, anchor: datetime.date
) -> None:
    """Marks an old attack, or one that only points back."""
    long_ago = long_after(clause, finding, sentence)
    finding.commemorated = bool(long_ago)
    if finding.status.modality != "occurred" or finding.status.background:
        return
    if explains(clause):
        finding.status = replace(finding.status, background=True, cue="a headline that explains")
    elif (dated and (past_month(day, anchor, sentence) or past_span(day, anchor))) or (
        dated
        and anchor - day.date > WEEK
        and sentence.number
        and sentence.field == "text"
        and not outright(finding, day, anchor)
    ):
        finding.status = replace(finding.status, background=True, cue="an old day")
    elif only_named(clause, finding, sentence, dated=dated):
        finding.status = replace(finding.status, background=True, cue="named in passing")
    elif (not dated or EARLIER.match(sentence.text)) and sentence.field == "text" and had_been(clause.items, finding):
        finding.status = replace(finding.status, background=True, cue="had")
    elif TOLD_BY.search(sentence.text[: clause.items[finding.at].start]):
        finding.status = replace(finding.status, background=True, cue="a witness tells")
    elif not dated and FOUND_OUT.search(sentence.text):
        finding.status = replace(finding.status, background=True, cue="found out later")
    elif finding.rule == "attack.nominal" and finding.anaphoric:
        finding.status = replace(finding.status, background=True, cue="the attack")
    elif long_ago:
        finding.status = replace(finding.status, background=True, cue=long_ago)


def past_span(day: Day, anchor: datetime.date) -> bool:
    """Whether a day of which only the week, month or year is known is long past."""
    return anchor - day.date > OLD and day.precision in ("week", "month", "year")


def past_month(day: Day, anchor: datetime.date, sentence: Sentence) -> bool:
    """Whether a report goes on to tell what was in another month: "last month gunmen attacked a barge"."""
    other = (day.date.year, day.date.month) != (anchor.year, anchor.month)
    return other and day.precision == "month" and bool(sentence.number) and sentence.field == "text"


def long_after(clause: Clause, finding: Finding, sentence: Sentence) -> str:
    """The words before an attack by which a sentence looks back on it, such as "days after"; empty if none."""
    cue = LONG_AFTER.search(sentence.text[: clause.items[finding.at].start])
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
    return finding.trigger.pos == "verb" and precise and anchor - day.date <= MONTH


MONTH = datetime.timedelta(days=30)


def recall(clause: Clause, finding: Finding, days: list[DayHit], anchor: datetime.date) -> None:
    """Marks an attack that a clause about something else only calls to mind."""
    if finding.status.modality != "occurred" or finding.status.background:
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


def had_been(items: Sequence[Item], finding: Finding) -> bool:
    """Whether a verb looks back from another time: "she had been abducted"."""
    start = max(0, finding.at - 3)
    had = next((at for at in range(start, finding.at) if items[at].tag == "H" and items[at].low == "had"), -1)
    return finding.trigger.pos == "verb" and had >= 0 and not backshifted(items, had)


def backshifted(items: Sequence[Item], had: int) -> bool:
    """Whether "had" only stands in what somebody said: "police said that rebels had attacked the post"."""
    opener = next((at for at in range(had - 1, -1, -1) if items[at].tag not in "NPADC"), -1)
    if opener > 0 and items[opener].low == "that":
        opener = previous(items, opener, frozenset("AY"))
    told = opener > 0 and items[opener].tag == "V" and items[opener].low in SAYING
    return told and items[opener - 1].units[0].tag != "O"


def day_behind(items: Sequence[Item], at: int) -> bool:
    """Whether a day stands beside the noun, before any verb."""
    ends = next((one for one in range(at + 1, len(items)) if items[one].tag in "VTXHMRS;.:"), len(items))
    return any(item.tag == "Y" for item in items[max(0, at - 1) : ends])


TOLD_BY = re.compile(
    r"\b(?:describ|recall|recount|reliv|remember|shar|retold|retell)\w* (?:the )?(?:moment|how|when)\b"
    r"|\b(?:tell|tells|told|telling) (?:of )?how (?:i|he|she|they|we)\b"
    r"|\bthe (?:day|night|morning|moment) (?:i|we|my|our|his|her|their)\b"
    r"|\b(?:writ|explor|examin|discuss|analy[sz]|assess|explain)\w* (?:about |at |into |on )?(?:how|why|what)\b",
    re.I,
)
EARLIER = re.compile(r"(?:\w+ )?(?:days?|weeks?|months?|years?) (?:earlier|before that|previously)\b", re.I)
FOUND_OUT = re.compile(
    r"\b(?:investigation|inquiry|probe|inquest)\b[^.,;]{0,20}\b(?:finds|found|concludes|concluded|reveals|revealed)\b",
    re.I,
)
LONG_AFTER = re.compile(
    r"\b\w{1,12} (?:day|week|month|year|decade)s? (?:after|since|before(?=[^,]*$))\b"
    r"|(?:^|[^\w-]\s?)(?:days|weeks|months|years) (?:after|since)\b"
    r"|\bafter (?:\w+ )?(?:decades|years)\b|\bthose same\b|\b[79]/(?:7|11)\b"
    r"|\banniversary of\b|\bcondolences\b|\bexpressed? (?:concern|sympathy|regret)|\bever since\b",
    re.I,
)
