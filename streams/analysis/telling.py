"""Whether a draft says enough to be an event, and if not, what it lacks."""

import re

from streams.analysis.draft import Draft
from streams.analysis.status.rule import Finding


def lacking(draft: Draft) -> str:
    """What a draft lacks to be an event or a claim, in words; empty where it says enough."""
    finding = draft.finding
    somebody = bool(finding.actors or finding.targets)
    if draft.total is not None and draft.total.vague:
        return "attacks in general, without a number or a day of their own"
    if finding.rule == "attack.victim-passive" and not finding.actors and RECOUNTED.search(draft.sentence.text):
        return "an earlier count of the dead"
    if draft.total is not None:
        told = (draft.dated or finding.supported) and finding.trigger.mode != "killing"
        counted = draft.total.value and (draft.total.since or draft.attributed or told)
        return "" if somebody or draft.place or counted else "a total of nobody and nowhere"
    if finding.status.background:
        return lacking_in_passing(draft)
    if draft.toll.killed or draft.toll.injured:
        return ""
    if bare(draft):
        return "it only names an attack, by nobody and on nobody"
    blast = finding.rule == "attack.exploded"
    return "" if somebody or draft.place or blast or finding.kind == "outreach" else "it names nobody and no place"


RECOUNTED = re.compile(  # "officials had previously said that only eight were killed"
    r"\b(?:previously|initially) (?:said|reported|stated|announced|put)\b"
    r"|^\W*initially\b[^.]{0,40} (?:said|reported)\b",
    re.I,
)


def lacking_in_passing(draft: Draft) -> str:
    """A mention in passing must name somebody, and be one thing or have a day."""
    finding = draft.finding
    if finding.status.cue == "first time":
        return "it is only said to be the first of its kind"
    known = [any(one.actor.id for one in side) for side in (finding.actors, finding.targets)]
    if all(known) or (draft.dated and any(known)):
        return ""
    if draft.dated and draft.place is not None and draft.toll.killed and told_by_verb(finding):
        return ""  # "In March last year bombs on trains in Madrid killed 191"
    exact = draft.dated and draft.day.precision == "day" and draft.day.basis == "explicit"
    if finding.plural and not (exact and finding.targets):
        return "several are mentioned in passing, without a day or without both sides"
    if finding.anaphoric:
        return "it points back, without a day or without both sides"
    named = any(known) or (draft.dated and bool(finding.actors or finding.targets))
    return "" if named else "it is mentioned in passing, and nobody known is named"


def told_by_verb(finding: Finding) -> bool:
    """Whether a verb tells of it: "bombs killed 191", "assaults left 70 dead"."""
    return finding.trigger.pos == "verb" or finding.supported


def bare(draft: Draft) -> bool:
    """Whether a text only names an attack on nobody by nobody: "shelter from bombing"."""
    finding = draft.finding
    told = finding.supported or draft.dated
    return finding.rule == "attack.nominal" and not told and not (finding.actors or finding.targets)
