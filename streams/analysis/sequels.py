"""Sequels: where a sentence goes over from one attack to another: behind "days after", "in response to", "while"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.agreement import opposed
from streams.analysis.halves import second_half
from streams.analysis.numbers.casualties import answered
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.grammar import PARTING, REPLIES
from streams.analysis.syntax.openings import opening_ends
from streams.analysis.syntax.phrases import Item


def told_apart(clause: Clause, findings: list[Finding], text: str, other: tuple[int, int]) -> Iterator[list[Finding]]:
    """The findings outside the words of another attack than the rest, and those within: an attack, and the one that it
    followed."""
    start, end = other
    before = [start <= clause.items[finding.at].start < end for finding in findings]
    yield [finding for finding, earlier in zip(findings, before, strict=True) if not earlier]
    told = [replace(finding, separate=True) for finding, earlier in zip(findings, before, strict=True) if earlier]
    if told and answered(text):
        for finding in told:
            if finding.status.modality == "occurred":
                finding.status = replace(finding.status, background=True, cue="what is answered")
    yield told


def parted_at(clause: Clause, findings: Sequence[Finding], text: str) -> tuple[int, int]:
    """Where the words stand, as characters, that tell of another attack than the rest: behind "days after", "in
    response to", or an "after" between fighters and forces; the end, if none do."""
    items, end = clause.items, len(text)
    if cause := answered(text):
        return cause
    parts = (
        at
        for at in range(1, len(items))
        if follows(items, at) or answers(items, at, findings) or goes_on_beside(items, at)
    )
    link = next(parts, -1)
    near = next((at for at in range(1, min(3, len(items))) if hours_after(items, at)), -1)
    link = link if link > 0 or near < 0 else near
    link = link if link > 0 else second_half(clause, findings)
    if link <= 0:
        return end, end
    comma = opening_ends(items, link)
    return items[link].start, items[comma].start if comma > 0 else end


def hours_after(items: Sequence[Item], at: int) -> bool:
    """Whether a sentence opens with what was hours before: "hours after the strike, a drone hit a base"."""
    after = items[at].tag == "S" and items[at].low in ("after", "before")
    return after and items[at - 1].head.low in HOURS and opening_ends(items, at) > 0


HOURS = frozenset("hour hours minutes minute".split())


def follows(items: Sequence[Item], at: int) -> bool:
    """Whether what comes next is what an attack came days after, is likened to, or is the answer to another."""
    like = items[at].low == "like" and at + 1 < len(items) and items[at + 1].trigger is not None
    answer = items[at].low in PARTING and any(
        unit.low in REPLIES for one in items[at + 1 : at + 3] for unit in one.units
    )
    lasting = any(one.low == "for" for one in items[max(0, at - 4) : at])  # "held for hours after a raid"
    return like or answer or (items[at].low in ("after", "since") and items[at - 1].low in SPANS and not lasting)


SPANS = frozenset("hours day days week weeks month months year years".split())


def goes_on_beside(items: Sequence[Item], at: int) -> bool:
    """Whether "while" opens what goes on elsewhere: "one died, while the army continued to shell the port"."""
    ahead = items[at + 1 : at + 4]
    return (
        items[at].low == "while" and bool(ahead) and ahead[0].tag == "N" and any(one.low in GOING_ON for one in ahead)
    )


GOING_ON = frozenset("continue continues continued keeps kept".split())


def answers(items: Sequence[Item], at: int, findings: Sequence[Finding]) -> bool:
    """Whether "after" stands between what fighters without a name did and what a state's forces did."""
    if items[at].tag != "S" or items[at].low not in PARTING | {"as"}:
        return False
    before, after = parted(findings, at)
    if items[at].low == "after" and any(struck_back(one, other) for one in before for other in after):
        return True
    return opposed(*([mention for finding in part for mention in finding.actors] for part in (before, after)))


def struck_back(one: Finding, other: Finding) -> bool:
    """Whether an army hit somebody known after something else had been hit: "jets bombed a post after rockets hit a
    petrol station"."""
    army = bool(one.actors) and all(mention.role in ("force", "country") for mention in one.actors)
    known = any(mention.actor.id for mention in one.targets)
    return (
        army and known and not other.actors and other.trigger.pos == "verb" and not known_in(other.targets, one.targets)
    )


def known_in(others: list[Mention], ones: list[Mention]) -> bool:
    """Whether nobody is named in a list, or somebody of another one is."""
    shared = {mention.actor.id for mention in ones} & {mention.actor.id for mention in others} - {None}
    return not others or bool(shared)


def parted(findings: Sequence[Finding], at: int) -> tuple[list[Finding], list[Finding]]:
    return [one for one in findings if one.at < at], [one for one in findings if one.at > at]
