"""Announced: a meeting or visit that one of its two sides has made known, which is a contact in itself already.

CAMEO counts it apart from the meeting (03, express intent to cooperate); the meeting stays planned.
"""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from schemas.event import Day
from streams.analysis.actors.clauses import Clause
from streams.analysis.days.days import DayHit
from streams.analysis.outreach.compounds import inside
from streams.analysis.outreach.pairs import doers
from streams.analysis.outreach.parties import known, party, side
from streams.analysis.status.context import OCCURRED
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.subjects import subject

ARRANGED = frozenset("meet host visit travel talks talk".split())
ANNOUNCING = frozenset("announced announces confirmed confirms".split())


def announced(clause: Clause, found: Finding) -> Finding | None:
    """The announcement beside a planned meeting, if both sides agreed to it, one announces it, or a guest is bidden."""
    off = any(item.tag == "G" for item in clause.items[max(0, found.at - 9) : found.at])
    if found.status.modality != "planned" or off:
        return None
    if (at := bidden(clause, found)) >= 0:
        return contact(found, at)
    if found.trigger.frame not in ARRANGED or found.trigger.lemma.startswith("discuss"):
        return None
    sides = {side(one) for one in (*found.actors, *found.targets) if known(one)}
    if (at := agreed(clause, found)) >= 0:
        return contact(found, at)
    for at, item in enumerate(clause.items):
        if item.tag != "V" or item.low not in ANNOUNCING or at == found.at - 1 or negated(clause, at):
            continue
        for speaker in subject(clause.items, at):
            told_by = [*party(clause, speaker)[0], *inside(clause, speaker)]
            if any(known(one) and side(one) in sides for one in told_by):
                return contact(found, at)
    return None


def bidden(clause: Clause, found: Finding) -> int:
    """Where a host "will host" a guest on a day that is fixed: who is expected has been asked and has accepted."""
    items = clause.items
    for at in range(max(1, found.at - 2), found.at + 1):
        will = next((item.low for item in reversed(items[:at]) if item.tag not in "XA"), "")
        if items[at].low not in BIDDING or will != "will" or not found.targets:
            continue
        later = (unit.day for item in items[at:] for unit in item.units if unit.day is not None)
        if any(day.precision == "day" and day.date > clause.cast.day for day in later):
            return at
    return -1


BIDDING = frozenset("host hosting receive receiving welcome welcoming".split())


def contact(found: Finding, at: int) -> Finding:
    return replace(found, rule="outreach.announced", at=at, status=OCCURRED, mode="agreement", more=[])


def agreed(clause: Clause, found: Finding) -> int:
    """Where both sides "agreed to" what is planned; -1 if they did not."""
    items, at = clause.items, found.at
    for back in range(at - 1, max(-1, at - 5), -1):
        if items[back].tag in "N,;S":
            return -1
        if items[back].low == "agreed" and not any(item.low == "again" for item in items[at : at + 3]):
            both = {side(one) for one in doers(clause, back) if known(one)}
            return back if len(both) > 1 and not negated(clause, back) else -1
    return -1


def negated(clause: Clause, at: int) -> bool:
    return any(item.tag in "GM" or item.low in ("if", "yet") for item in clause.items[max(0, at - 3) : at])


def told_on(clause: Clause, found: Finding, days: Sequence[DayHit], anchor: datetime.date) -> Day:
    """The day of an announcement: the one beside the verb that announces, else the article's."""
    at = found.at
    beside = [item for item in clause.items[max(0, at - 1) : at + 3] if item.units[0].day is not None]
    starts = {item.start for item in beside}
    hit = next((one for one in days if one.start in starts and one.date <= anchor), None)
    if hit is None:
        return Day(date=anchor, precision="day", basis="published")
    return Day(date=hit.date, precision=hit.precision, basis=hit.basis)
