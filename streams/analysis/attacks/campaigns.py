"""Campaigns: what is told as a habit, over a stretch of time, or of people in general is no incident of a day."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import weapon_here_strict
from streams.analysis.days.days import DayHit
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.phrases import Item

LONG = datetime.timedelta(days=10)
# Those who are meant in general: nobody counts them, and the sentence names nobody of them.
GENERAL = frozenset(
    (
        "people population populations civilians civilian public nation country citizens society community communities "
        "humanity peoples children women youth workers peasants students villages towns cities neighborhoods "
        "neighbourhoods areas judges journalists newsmen leaders anyone someone others innocents homes houses sectors "
        "opponents opposition dissidents enemies enemy"
    ).split()
)
HABIT = frozenset(
    "always often constantly continually repeatedly regularly systematically indiscriminately daily every".split()
)


def campaign(clause: Clause, finding: Finding, days: Sequence[DayHit], *, dated: bool, toll: bool) -> str:
    """Why a finding is no incident of a day; empty if it may be one. A headline is spared: it is terse, not general."""
    if finding.kind != "attack" or finding.status.modality != "occurred" or clause.title:
        return ""
    if clause.items[-1].low == "?":
        return "a question"
    if over_a_stretch(clause, finding, days):
        return "a sum over a stretch of time"
    if not dated and not toll and in_general(clause, finding):
        return "a campaign in general"
    return ""


def over_a_stretch(clause: Clause, finding: Finding, days: Sequence[DayHit]) -> bool:
    """Whether the sentence sums up weeks or more: "in the last three years", "have been killed since May"."""
    many = finding.plural or any(one.plural for one in finding.targets)
    if not many or any(one.actor.id for one in finding.actors):
        return False
    long = any(
        day.role == "at"
        and day.precision in ("month", "year")
        and day.first is not None
        and day.date - day.first > LONG
        for day in days
    )
    return (long or any(day.role == "since" for day in days)) and perfect(clause.items, finding.at)


def in_general(clause: Clause, finding: Finding) -> bool:
    """Whether an attack that goes on is on people or places in general: "they are bombing the cities"."""
    if not finding.targets or not all(general(one) for one in finding.targets):
        return False
    if finding.trigger.pos == "noun":
        return finding.plural and not finding.supported
    return not weapon_here_strict(clause) and going_on(clause.items, finding)


def general(one: Mention) -> bool:
    """Whether a mention counts nobody and names nobody."""
    words = one.actor.text.lower().split()
    return bool(words) and words[-1] in GENERAL and not any(word[:1].isdigit() or word in NUMBERS for word in words)


NUMBERS = frozenset(
    (
        "one two three four five six seven eight nine ten eleven twelve dozen dozens scores hundreds several another"
    ).split()
)


def going_on(items: Sequence[Item], finding: Finding) -> bool:
    """Whether a verb stands in the present, the progressive or the perfect."""
    form = finding.trigger.form
    before = [item.low for item in items[max(0, finding.at - 3) : finding.at]]
    if form == "ing":
        return True
    return form in ("base", "s") or perfect(items, finding.at) or bool(HABIT & set(before))


def perfect(items: Sequence[Item], at: int) -> bool:
    """Whether "have" or "has" stands before a verb."""
    return any(item.tag == "H" and item.low in ("have", "has") for item in items[max(0, at - 4) : at])


def passed_over(finding: Finding, cue: str) -> None:
    """Marks a campaign as background: it may belong to an incident that is known, and opens none."""
    finding.status = replace(finding.status, background=True, cue=cue)
