"""Stretches: whether attacks are told of as many over a stretch of time, or as a habit, and not as one."""

import datetime
from collections.abc import Sequence

from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.nominal import CAMPAIGNS
from streams.analysis.days.days import DayHit
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.items import OCCASIONS
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import governor

WOUNDING = ("stab", "shot", "shoot")  # "stabbed 26 times" is one attack


def times(clause: Clause, finding: Finding) -> bool:
    """Whether it is counted by times or by days, wherever that stands, but behind no other verb that tells of harm."""
    items = clause.items
    other = next((at for at in range(finding.at + 1, len(items)) if items[at].tag == "T"), len(items))
    spots = (*range(min(2, len(items))), *range(finding.at, other))
    return any(occasions(items, at) for at in spots) or bool(days_of(items, finding.at))


def occasions(items: Sequence[Item], at: int) -> bool:
    """Whether an item tells how many times something was done, not how many times as strong it was."""
    ahead = items[at + 1].units[0].low if at + 1 < len(items) and items[at + 1].tag not in "YP" else ""
    return items[at].low in OCCASIONS and ahead not in ("more", "as", "the") and not ahead.endswith("er")


def habitual(clause: Clause, finding: Finding) -> bool:
    """Whether the clause speaks of a stretch of time: a perfect tense, "daily", "continue"."""
    items = clause.items
    around = items[max(0, finding.at - 6) : finding.at + 6]
    perfect = any(item.tag == "H" and item.low in ("have", "has") for item in around)
    return perfect or any(
        unit.low
        in (
            "daily",
            "near-daily",
            "almost daily",
            "regularly",
            "repeatedly",
            "frequent",
            "frequently",
            "weeks",
            "months",
            "increased",
            "intensified",
            "continue",
            "total",
        )
        for item in items
        for unit in item.units
    )


LONG = datetime.timedelta(days=10)


def goes_on(clause: Clause, finding: Finding, days: Sequence[DayHit]) -> bool:
    """Whether an attack is told as a campaign: "has repeatedly struck", "continues its siege"."""
    items, at = clause.items, finding.at
    if items[at].tag == "T":
        perfect = any(item.tag == "H" for item in items[max(0, at - 4) : at])
        if not clause.title and at > 1 and items[at - 1].tag == "I" and items[at - 2].low.startswith("continu"):
            return True
        since = next((day.date for day in days if day.role == "since"), clause.cast.day)
        if perfect and finding.trigger.frame in ("act", "fire") and clause.cast.day - since > LONG:
            return True
        often = any(item.low in OFTEN for item in items[max(0, at - 3) : at + 4])
        many = any(items[one].units[0].low in MANY for one in subject(items, at))
        return perfect and (often or many)
    verb = governor(items, at)
    if verb < 0 or items[verb].tag not in "VT" or finding.trigger.lemma not in CAMPAIGNS:
        return False
    keeps = verb > 1 and items[verb - 1].tag == "I" and items[verb - 2].low.startswith("continu")
    helper = next((item.tag for item in reversed(items[max(0, verb - 3) : verb]) if item.tag != "A"), "")
    return keeps or items[verb].low.startswith("continu") or (helper == "H" and not clause.title)


MANY = frozenset("many most countless".split())


OFTEN = frozenset(
    "repeatedly regularly constantly frequently routinely relentlessly continually daily often periodically".split()
)


def days_of(items: Sequence[Item], at: int) -> list[Item]:
    """On how many days of a stretch it was: "attacked on 90 of the past 100 days"."""
    rows = zip(items[at + 1 : at + 8], items[at + 2 : at + 9], items[at + 3 : at + 10], strict=False)
    return [one for one, link, day in rows if one.units[-1].tag == "#" and link.low == "of" and day.tag == "Y"]
