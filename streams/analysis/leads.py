"""Leads: what a headline or a first sentence tells in passing, and for the first time, is news."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.actors.clauses import Clause
from streams.analysis.draft import Draft
from streams.analysis.status.freshness import WEEK
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import governor


def told_first(clause: Clause, draft: Draft, anchor: datetime.date, found: frozenset[int]) -> None:
    """Takes for news what a headline or a lead tells behind "after" and tells for the first time: "curfew after gunmen
    kill nine farmers", "flights halted after rebels shelled a runway", but for what an event at `found` answers."""
    finding, status = draft.finding, draft.finding.status
    passing = status.background and status.modality == "occurred" and status.cue in AFTERMATH | CONDEMNING
    if finding.trigger.pos == "noun" and status.cue in AT_ONCE:
        return
    leads = draft.sentence.field == "title" or not draft.sentence.number
    lately = not draft.dated or (draft.day.precision == "day" and anchor - draft.day.date <= WEEK)
    told = passing and leads and lately and not finding.plural and not finding.commemorated
    answered = any(at < finding.at for at in found)
    if told and (newly_counted(draft) or (newly_named(clause.items, finding) and not answered)):
        finding.status = replace(status, background=False)


AT_ONCE = frozenset(["as", "when", "while"])
AFTERMATH = AT_ONCE | {"after", "following", "named in passing"}
CONDEMNING = frozenset("condemned condemns condemn denounced denounces denounce".split())


def newly_counted(draft: Draft) -> bool:
    """Whether the dead or hurt of an attack are counted, and not as those one knows of: "the 12 farmers killed"."""
    toll, text = draft.toll, draft.sentence.text
    spans = [span for span in (toll.killed_span, toll.injured_span) if span is not None]
    harmed = (toll.killed or 0) + (toll.injured or 0)
    one = draft.finding.trigger.pos == "noun"  # "after the murder of A" counts one
    counted = harmed > one and not toll.cumulative
    return counted and not any(KNOWN.match(text, max(0, start - 6), start + 8) for start, _ in spans)


KNOWN = re.compile(r".{0,4}\b(?:the|those|these) (?!number|toll|death)", re.I)


def newly_named(items: Sequence[Item], finding: Finding) -> bool:
    """Whether it is the first that is said of an attack, or of what it was on: "an attack", "attacked a clinic"."""
    noun = finding.trigger.pos == "noun"
    told = items[finding.at] if noun else items[min(finding.at + 1, len(items) - 1)]
    passing = noun and items[max(0, governor(items, finding.at))].low not in AFTERMATH
    return told.units[0].low in ("a", "an") and bool(finding.actors and finding.targets) and not passing
