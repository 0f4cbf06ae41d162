"""Agreement: which findings of a sentence are one event, and whether those they name may be the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from schemas.event import Actor
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.halves import second_half
from streams.analysis.numbers.casualties import answered
from streams.analysis.outreach.contacts import complete, same_contact
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


def follows(items: Sequence[Item], at: int) -> bool:
    """Whether what comes next is what an attack came days after, is likened to, or is the answer to another."""
    like = items[at].low == "like" and at + 1 < len(items) and items[at + 1].trigger is not None
    answer = items[at].low in PARTING and any(
        unit.low in REPLIES for one in items[at + 1 : at + 3] for unit in one.units
    )
    lasting = any(one.low == "for" for one in items[max(0, at - 4) : at])  # "held for hours after a raid"
    return like or answer or (items[at].low in ("after", "since") and items[at - 1].low in SPANS and not lasting)


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
    sides = [{one.role for finding in part for one in finding.actors} for part in (before, after)]
    rebels, armies = {"armed", "armed-group"}, {"force", "country"}
    return any(one <= rebels and other <= armies and one and other for one, other in permutations(sides))


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


HOURS = frozenset("hour hours minutes minute".split())
PLAIN = frozenset(["armed-assault", "killing"])  # means that say nothing of the weapon
SPANS = frozenset("hours day days week weeks month months year years".split())


def joined(findings: list[Finding]) -> list[Finding]:
    """Findings of one sentence that are one event: the same kind and standing, and nobody who contradicts."""
    kept: list[Finding] = []
    for finding in findings:
        for other in kept:
            if other.kind == finding.kind and agrees(other, finding):
                fill(other, finding)
                other.told.append(finding.at)
                break
        else:
            kept.append(finding)
    return kept


def agrees(one: Finding, other: Finding) -> bool:
    plotted = {one.status.modality, other.status.modality} == {"foiled", "planned"}
    if (one.status.modality != other.status.modality and not plotted) or (
        one.own_day != other.own_day and one.own_day and other.own_day
    ):
        return False
    if one.kind == "attack" and same_weapon(one, other):
        return True
    if one.status.background != other.status.background and not (one.anaphoric or other.anaphoric):
        return False
    if one.kind == "outreach":
        return same_contact(one, other)
    if one.mode == "clash" and other.trigger.form == "ing" and other.rule == "attack.killer-active":
        return True  # "A and B clashed, killing three"
    if on_itself(one.actors, other.targets) or on_itself(other.actors, one.targets):
        return False  # An attack and what answers it.
    if downed_apart(one, other) or means_named(one, other):
        return False
    if on_own_soil(one, other) or on_own_soil(other, one):
        return False
    several = one.plural and other.rule == "attack.killer-active"  # a sum of attacks is no one of them
    died_there = other.fatal and one.rule == "attack.victim-passive"
    told = (other.result and not several) or died_there
    return kin(one.actors, other.actors) and (kin(one.targets, other.targets) or told)


def same_weapon(one: Finding, other: Finding) -> bool:
    """Whether what was aimed at somebody is what was downed: "downed three missiles targeting the port"."""
    if one.rule == "attack.parried" and other.rule in FIRED and other.anaphoric:
        return True  # "downed two missiles. The missiles were fired by"
    aimed = {mention.actor.text for mention in one.actors} & {mention.actor.text for mention in other.actors}
    return bool(aimed) and (one.rule == "attack.parried") != (other.rule == "attack.parried")


def downed_apart(one: Finding, other: Finding) -> bool:
    """Whether what was downed is another weapon than that of an attack told beside it."""
    downed = (one.rule == "attack.parried") != (other.rule == "attack.parried")
    return downed and one.mode != other.mode and not {one.mode, other.mode} & PLAIN


def means_named(one: Finding, other: Finding) -> bool:
    """Whether two nouns of one sentence name two weapons: "the suicide bombing follows a wave of air strikes"."""
    return one.trigger.pos == other.trigger.pos == "noun" and means_differ(one, other)


def means_differ(a: Finding, b: Finding) -> bool:
    """Whether two attacks name two weapons."""
    modes = {a.mode, b.mode}
    return len(modes - {""}) == 2 and not modes & PLAIN and modes != {"bombing", "air-strike"}


FIRED = frozenset(["attack.fired-passive", "attack.fired-at"])


def kin(ones: list[Mention], others: list[Mention]) -> bool:
    """Whether two lists can mean the same: either says nothing, or they share an id, a country, or an ancestor."""
    known = [m.actor for m in ones if m.actor.id or m.actor.country]
    theirs = [m.actor for m in others if m.actor.id or m.actor.country]
    return not known or not theirs or any(related(a, b) for a in known for b in theirs)


def related(a: Actor, b: Actor) -> bool:
    """Whether one is the other, part of it, or unnamed and of its country."""
    if a.id and b.id:
        return a.id in b.ids or b.id in a.ids
    return a.country == b.country


def fill(one: Finding, other: Finding) -> None:
    """What the second finding adds to the first."""
    if one.kind == "outreach":
        complete(one, other)
        return
    if same_weapon(one, other) and one.rule == "attack.parried" and other.targets:
        one.targets, one.rule = other.targets, other.rule  # who was aimed at, not who downed it
    if other.rule == "attack.parried" and one.targets and one.rule != other.rule:
        other = replace(other, targets=[])  # who downed it
    if attackers(one.targets) and attackers(other.actors):
        one.targets = other.targets
    if attackers(one.actors) and attackers(other.targets):
        return
    if more(one.actors, other.actors) and not on_itself(other.actors, one.targets):
        one.actors = other.actors
    if other.fatal or (other.result and other.rule == "attack.nominal"):
        other = among_harmed(one, other)
    keeps = one.targets and (other.result or other.fatal or (fighters(other.targets) and not fighters(one.targets)))
    if more(one.targets, other.targets):
        one.targets = with_soldiers(one.targets, other.targets) if keeps else other.targets
    one.outcome = one.outcome or other.outcome
    one.mode = other.mode if one.mode in PLAIN and other.mode else one.mode
    one.separate = one.separate or other.separate
    one.anaphoric = one.anaphoric and other.anaphoric
    series = one.plural and one.trigger.pos == "noun" and one.status.cue in BEHIND  # "after strikes that killed"
    if one.status.background and not other.status.background and not series:
        one.status = other.status


BEHIND = frozenset(["after", "following", "since"])


def among_harmed(one: Finding, other: Finding) -> Finding:
    """Puts what an attack was on before those it harmed, where they are others, or whom they fought as the attackers;
    what is left to fill."""
    if other.trigger.lemma in FIGHTS and fighters(other.targets) and not one.actors:
        one.actors = other.targets
        return replace(other, targets=[])
    if not kin(one.targets, other.targets) or (informed(other.targets) > 1 and informed(one.targets) == 1):
        one.targets = [*other.targets, *one.targets]
        return replace(other, targets=[])
    return other


FIGHTS = frozenset(["fighting", "battle", "clash", "combat", "firefight", "gunfight", "gun battle"])


def with_soldiers(struck: list[Mention], harmed: list[Mention]) -> list[Mention]:
    """What was struck, of which nobody is named, behind those of a named army or group who were harmed there."""
    named = [one for one in harmed if one.role in ("force", "armed-group") and one.actor.id]
    return named + struck if named and not any(one.actor.id for one in struck) else struck


def on_itself(actors: list[Mention], targets: list[Mention]) -> bool:
    """Whether those who attacked elsewhere are the ones hit here: nobody attacks themselves."""
    hit = {arm_of(mention) for mention in targets} | {mention.actor.text for mention in targets if mention.plural}
    return any(arm_of(mention) in hit for mention in actors)


def arm_of(mention: Mention) -> str:
    """Whom a mention is of: a state's arms for its forces and its police, else itself, by name or in its words."""
    state = mention.role in ("force", "police") and mention.actor.id and mention.actor.ancestors
    return f"arms of {mention.actor.ancestors[0]}" if state else mention.actor.id or mention.actor.text


def on_own_soil(one: Finding, other: Finding) -> bool:
    """Whether a state's forces who struck somebody would also have to be those who struck their own country, where
    nobody says who did: "rockets were fired at Haifa and the Israeli army struck targets in Lebanon"."""
    if one.actors or not other.targets or {one.trigger.pos, other.trigger.pos} != {"verb"}:
        return False
    hit = {mention.actor.country for mention in one.targets}
    struck = {mention.actor.text for mention in one.targets} & {mention.actor.text for mention in other.targets}
    forces = {mention.actor.country for mention in other.actors if mention.role in ("force", "country")}
    return not struck and len(hit) == 1 and hit == forces and None not in hit


def fighters(mentions: list[Mention]) -> bool:
    return any(one.role == "armed-group" for one in mentions)


def attackers(mentions: list[Mention]) -> bool:
    """Whether those of whom nobody says who they are only attack: "the second assailant"."""
    return bool(mentions) and all(one.role == "armed" and one.actor.id is None for one in mentions)


def more(ones: list[Mention], others: list[Mention]) -> bool:
    """Whether the second list tells more: more names, or the same ones closer."""
    return informed(others) > informed(ones) or closer(ones, others)


def closer(ones: list[Mention], others: list[Mention]) -> bool:
    """Whether the second list names who belongs to those of the first, one by one: US forces for Americans."""
    paired = bool(ones) and len(ones) == len(others)
    return paired and all(
        a.actor.id is not None and a.actor.id in b.actor.ancestors for a, b in zip(ones, others, strict=True)
    )


def informed(mentions: list[Mention]) -> int:
    return 2 * sum(1 for one in mentions if one.actor.id) + bool(mentions)
