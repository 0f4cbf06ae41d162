"""Staleness: contacts that are told as old, and headlines that explain rather than tell."""

import datetime
from dataclasses import replace

from schemas.event import Day
from streams.analysis.actors.clauses import Clause
from streams.analysis.status.context import clause_start
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.syntax import verb_left

OLD = datetime.timedelta(days=10)
PAST = datetime.timedelta(days=60)
LONG_AGO = datetime.timedelta(days=365)


def old_outreach(clause: Clause, finding: Finding, dated: bool, day: Day, anchor: datetime.date) -> None:
    """Marks an outreach of long ago, or one since which something else has been, as background."""
    start = clause_start(clause.items, finding.at)
    opener = clause.items[start - 1].low if start else ""
    spans = opener == "after" and start > 1 and clause.items[start - 2].low in ("weeks", "months", "years", "decades")
    closed = any(item.tag == "," for item in clause.items[start : finding.at])  # "following lunch, A met B"
    since = (
        (opener == "since" or (opener == "following" and not closed and not speaks_after(clause)) or spans)
        and clause.items[start].tag != "Y"
        and not dated
    )
    wide = ("month", "year") if finding.rule == "outreach.agreed" else ("month",)
    old = dated and anchor - day.date > OLD and day.precision in wide
    in_full = any(
        unit.day is not None and (str(day.date.year) in unit.low or "last year" in unit.low)
        for item in clause.items
        for unit in item.units
    )
    old = old or (dated and anchor - day.date > LONG_AGO and beside_the_news(clause, finding.at))
    relative = any(item.tag == "R" for item in clause.items[max(0, finding.at - 4) : finding.at])
    old = old or (dated and relative and day.precision in ("month", "year"))  # "the deal that A and B signed this year"
    old = old or (dated and in_full and anchor - day.date > PAST and day.precision == "day")
    if finding.status.modality == "occurred" and clause.title and clause.items[-1].low == "?":
        finding.status = replace(finding.status, modality="hypothetical", cue="a question")
    if finding.status.modality == "occurred" and explains(clause):
        finding.status = replace(finding.status, background=True, cue="a headline that explains")
    around = clause.items[max(0, finding.at - 1) : finding.at + 8] if finding.trigger.pos == "noun" else []
    if finding.status.modality == "occurred" and any(unit.low in ON_ICE for item in around for unit in item.units):
        finding.status = replace(finding.status, modality="hypothetical", cue="not held")
    if finding.status.modality == "occurred" and (old or since):
        finding.status = replace(finding.status, background=True, cue=opener if since else "an old day")


def speaks_after(clause: Clause) -> bool:
    """Whether somebody only speaks of what opens the sentence: "following a meeting with B, A told reporters"."""
    verb = next((item.low for item in clause.items if item.tag in "VTXHM"), "")
    return clause.items[0].low == "following" and verb in SAYING


def beside_the_news(clause: Clause, index: int) -> bool:
    """Whether a contact is told in a side clause, or as the last of its kind: "who met B in 1979", "last met B"."""
    verb = index if clause.items[index].tag == "T" else verb_left(clause.items, index)
    before = clause.items[max(0, verb - 3) : max(0, verb)]
    return any(item.tag in "RS" or item.low == "last" for item in before)


ON_ICE = frozenset(["proposed", "frozen"])  # of talks that nobody holds


def explains(clause: Clause) -> bool:
    """Whether a headline announces an explanation or a picture series, not the attack itself."""
    first = clause.items[0].units[0].low if clause.title and clause.items else ""
    return first in (
        "how",
        "why",
        "what",
        "who",
        "inside",
        "explained",
        "timeline",
        "analysis",
        "opinion",
        "remembering",
    )
