"""Freshness: an attack told in passing that gives its own day, and that was just now, is news all the same."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from schemas.event import Day
from streams.analysis.actors.clauses import Clause
from streams.analysis.days.days import DayHit
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.phrases import Item

WEEK = datetime.timedelta(days=6)


def refresh(
    clause: Clause, finding: Finding, days: list[DayHit], day: Day, anchor: datetime.date, *, toll: bool
) -> None:
    """Takes an attack told in passing for news where it gives its own day, and that was just now.

    "She mourned the judge who was murdered on Sunday": whoever reads that learns of a murder, and it counts on Sunday.
    """
    status = finding.status
    if not status.background or status.modality != "occurred" or finding.plural or finding.commemorated:
        return
    if status.describes:
        return  # The day is that of what befell whoever led it.
    noun = finding.trigger.pos == "noun"
    if not (finding.targets or toll or (noun and (finding.actors or fresh(clause, finding)))):
        return
    near = next((hit for hit in days if hit.date == day.date and follows(clause, finding, hit)), None)
    if noun and any(unit.low in GATHERINGS for item in gathered(clause, finding) for unit in item.units):
        return
    deadly = toll or finding.mode in DEADLY
    own = near.date if near else finding.own_day if deadly else None
    outright = not noun and status.cue == "an old day" and day.basis == "explicit"
    if (deadly or not noun) and day.precision == "day":
        finding.told_day = day.date if outright else own
    if own is None or day.precision != "day" or (status.cue == "accused of" and not deadly):
        return
    within = WEEK if not noun and finding.mode in DEADLY else FRESH
    if datetime.timedelta(0) <= anchor - own <= within:
        finding.status = replace(status, background=False)


def gathered(clause: Clause, finding: Finding) -> list[Item]:
    """The words before an attack, but for those behind "to": who left talks "to protest a bombing" held no rally."""
    items = clause.items[: finding.at]
    return [item for at, item in enumerate(items) if not at or items[at - 1].tag != "I"]


def fresh(clause: Clause, finding: Finding) -> bool:
    """Whether an attack is spoken of for the first time: "an attack"."""
    return clause.items[finding.at].units[0].low in ("a", "an", "another")


FRESH = datetime.timedelta(days=3)
DEADLY = frozenset(["killing", "abduction"])
GATHERINGS = frozenset("rally rallies protest protests march vigil funeral demonstration protested rallied".split())


def follows(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day stands behind an attack in the same clause."""
    items = clause.items
    between = range(finding.at + 1, next((at for at, item in enumerate(items) if item.end > hit.start), 0))
    opened = sum(finite_after(items, at) for at in between) - sum(items[at].tag == "R" for at in between)
    opened -= took_place(items, between)
    apart = any(items[at].tag in ";:.SB" for at in between)
    return hit.start >= items[finding.at].end and hit.role in ("at", "after") and opened < 1 and not apart


def took_place(items: Sequence[Item], between: range) -> int:
    """How many of the finite words between say only that the attack took place: "was committed", "occurred"."""
    verbs = [at for at in between if items[at].tag in "VT" and items[at].low in TAKING_PLACE]
    return sum(finite_after(items, at) + (items[at - 1].tag in "XH") for at in verbs)


TAKING_PLACE = frozenset("committed perpetrated carried staged launched conducted occurred happened took".split())


def finite_after(items: Sequence[Item], at: int) -> bool:
    """Whether a finite verb with a subject before it begins here; participles ("carried out by", ", killed") do not."""
    item = items[at]
    if item.tag in "VT" and items[at - 1].tag in "XHM":
        return False
    ahead = items[at + 1].low if at + 1 < len(items) else ""
    if item.low.endswith("ing"):
        return False
    harmed = item.trigger is not None and item.trigger.frame in ("harm", "act") and ahead_tag(items, at) != "N"
    loose = items[at - 1].tag in ",PCV" or ahead in ("by", "out", "in", "on", "at")
    participle = item.low.endswith("ed") and (harmed or loose)
    return item.tag in "XHM" or (item.tag in "VT" and not participle)


def ahead_tag(items: Sequence[Item], at: int) -> str:
    return items[at + 1].tag if at + 1 < len(items) else ""
