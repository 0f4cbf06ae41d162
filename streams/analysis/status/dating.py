"""Dating: which day of a sentence is the event's, and whether it is an old thing told again."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.event import Day
from streams.analysis.actors.clauses import Clause
from streams.analysis.days.days import DayHit
from streams.analysis.status.day_owners import (
    closes_another,
    names_somebody,
    of_attack,
    owned_by_another,
)
from streams.analysis.status.outcomes import RANKED
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import replies

DAY = datetime.timedelta(days=1)
MONTH = 30 * DAY


def modified_by(clause: Clause, finding: Finding) -> datetime.date | None:
    """The day that stands right before the noun of a finding, as in "its Oct. 7 attacks"."""
    before = clause.items[finding.at - 1] if finding.at and clause.items[finding.at].units[0].tag != "D" else None
    return before.units[0].day.date if before is not None and before.units[0].day is not None else None


def own_opening(clause: Clause, finding: Finding) -> datetime.date | None:
    """The day that opens the clause of a verb behind "and": "ambushed it on Friday, and on Saturday rebels shelled"."""
    items = clause.items
    doers = subject(items, finding.at) if finding.trigger.pos == "verb" else []
    day = min(doers) - 1 if doers else 0
    if day < 2 or items[day].tag != "Y" or items[day - 1].tag not in "C;B":
        return None
    hit = items[day].units[0].day
    return hit.date if hit is not None and hit.precision == "day" else None


def day_of(clause: Clause, finding: Finding, days: list[DayHit], anchor: datetime.date) -> tuple[Day, bool]:
    """The day that dates a finding: the nearest that is not the day of a statement or of another thing."""
    if finding.own_day is not None:
        near = next((hit for hit in days if hit.date == finding.own_day), None)
        if near is not None:
            return Day(date=near.date, precision=near.precision, basis=near.basis), True
    ranked = [(distance(clause, finding, hit), hit) for hit in days if may_date(clause, finding, hit, anchor)]
    away, best = min(ranked, key=lambda one: one[0], default=(TOO_FAR + 1, None))
    if best is None or away > TOO_FAR:
        return Day(date=anchor, precision="none", basis="published"), False
    hit = ahead(spelt(best, days), finding, anchor)
    if away >= STATED and hit.role != "after":
        return Day(date=hit.date, precision="none", basis="published"), False
    return Day(date=hit.date, precision=hit.precision, basis=hit.basis), True


STATED, TOO_FAR = 300, 450  # letters: the day of a statement is only a bound, and what is farther says nothing


def may_date(clause: Clause, finding: Finding, hit: DayHit, anchor: datetime.date) -> bool:
    """Whether a day can be that of a finding at all: it is past, and no bound, rank or name."""
    if hit.role in ("since", "until", "before") and not within_reference(clause, finding, hit):
        return False
    if finding.status.modality == "occurred" and hit.date is not None and hit.date - anchor > DAY:
        return False
    return not (ranks(clause, hit) or names_somebody(clause, hit) or comes_into_force(clause, hit))


def comes_into_force(clause: Clause, hit: DayHit) -> bool:
    """Whether a day is only when what was agreed begins: "a truce set to take effect on Sunday"."""
    before = [item.low for item in clause.items if item.end <= hit.start][-2:]
    return "effect" in before or "force" in before


def distance(clause: Clause, finding: Finding, hit: DayHit) -> int:
    """How far a day stands from a finding, in letters, with what parts them counted as so many more."""
    at = clause.items[finding.at]
    letters = hit.start - at.end if hit.start >= at.end else at.start - hit.end
    verbs = across_verbs(clause, hit, finding)
    if spoken(clause, hit):
        letters += STATED
    elif verbs:
        letters += 60 if hit.precision in ("day", "week") else 150 * verbs
    letters += 200 if hit.role == "after" else 0
    letters += 40 if hit.precision in ("year", "none") else 0
    return letters + owned_by_another(clause, finding, hit)


def ranks(clause: Clause, hit: DayHit) -> bool:
    """Whether a stretch of time only says among which something stands out: "the deadliest shooting this year"."""
    if hit.precision not in ("month", "year"):
        return False
    at = next((one for one, item in enumerate(clause.items) if item.end > hit.start), 0)
    nouns = [
        item
        for one, item in enumerate(clause.items[:at])
        if item.tag == "N" and (one == at - 1 or (item.trigger and hit.basis == "relative"))
    ]
    return any(unit.low in RANKED for noun in nouns for unit in noun.units)


def spelt(hit: DayHit, days: Sequence[DayHit]) -> DayHit:
    """The day that is spelt out beside "overnight" or "today": "overnight and into October 9", as captions write."""
    near = (one for one in days if one.basis == "explicit" and one.precision == "day" and 0 < one.start - hit.end < 12)
    return next(near, hit) if hit.basis == "relative" and hit.precision == "day" else hit


def own_days(clause: Clause, finding: Finding, days: list[DayHit], anchor: datetime.date) -> list[DayHit]:
    """The days that can date a finding: a contact is not of the day of an attack or another contact in its sentence,
    an invitation not of the month for which it asks, and what is answered not of the day of the answer."""
    items = clause.items
    if reply := next((at for at in range(1, finding.at) if replies(items, at)), 0):
        return [day for day in days if day.start > items[reply].start]
    days = [day for day in days if not overtaken(finding, items, day, days)]
    if finding.kind == "outreach":
        days = [day for day in days if not (of_attack(clause, finding, day) or closes_another(clause, finding, day))]
    if finding.rule not in ("outreach.invited", "outreach.offered"):
        return days
    return [hit for hit in days if hit.precision == "day" and hit.date <= anchor]


def overtaken(finding: Finding, items: Sequence[Item], day: DayHit, days: Sequence[DayHit]) -> bool:
    """Whether a day stands right behind another one that an attack named by a noun has of its own: "accused of an
    attack in 2012 on Monday"."""
    if finding.trigger.pos != "noun":
        return False
    mine = (one for one in days if items[finding.at].end <= one.start < day.start <= one.end + 4)
    return any(not (one.first or one.date) <= day.date <= one.date for one in mine)


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
            ahead |= bool(after) and after[0].low in JUDGED and any(one.tag == "Y" for one in items[at + 1 :])
            return behind or ahead
    return False


def tells_of(item: Item) -> bool:
    return item.tag == "V" and item.low in SAYING


JUDGED = frozenset(
    "condemned denounced repudiated deplored mourned protested criticized criticised lamented rejected blamed".split()
)
