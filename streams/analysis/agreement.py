"""Agreement: whether findings of a sentence are one event, and whether those they name may be the same."""

from dataclasses import replace
from itertools import permutations

from schemas.event import Actor
from streams.analysis.actors.cast import Mention
from streams.analysis.outreach.contacts import complete, same_contact
from streams.analysis.status.rule import Finding


def opposed(ones: list[Mention], others: list[Mention]) -> bool:
    """Whether one side is of fighters and the other of a state's forces."""
    sides = [{mention.role for mention in side} for side in (ones, others)]
    rebels, armies = {"armed", "armed-group"}, {"force", "country"}
    return any(one <= rebels and other <= armies and one and other for one, other in permutations(sides))


def both_act(one: Finding, other: Finding) -> bool:
    """Whether each side of a war did one of two things: "rebels killed a soldier and the army shelled a village"."""
    told = all(finding.trigger.form == "ed" or finding.supported for finding in (one, other))
    return told and "clash" not in (one.mode, other.mode) and opposed(one.actors, other.actors)


PLAIN = frozenset(["armed-assault", "killing"])  # means that say nothing of the weapon


def joined(findings: list[Finding]) -> list[Finding]:
    """Findings of one sentence that are one event: the same kind and standing, and nobody who contradicts."""
    kept: list[Finding] = []
    for finding in findings:
        for other in kept:
            if other.kind == finding.kind and agrees(other, finding):
                named = known_as(other.actors, finding.actors)
                fill(other, finding)
                other.actors = named or other.actors
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
    if downed_apart(one, other) or means_named(one, other) or both_act(one, other):
        return False
    if on_own_soil(one, other) or on_own_soil(other, one):
        return False
    several = one.plural and other.rule == "attack.killer-active"  # a sum of attacks is no one of them
    died_there = other.fatal and one.rule == "attack.victim-passive"
    told = (other.result and not several) or died_there
    return kin(one.actors, other.actors) and (kin(one.targets, other.targets) or told)


def known_as(ones: list[Mention], others: list[Mention]) -> list[Mention]:
    """Attackers without a name as the group whose name their sentence gives: "gunmen beheaded two, in an attack blamed
    on A"."""
    if not (attackers(ones) and len(ones) == len(others) == 1 and others[0].role == "armed-group"):
        return []
    return [replace(others[0], actor=others[0].actor.model_copy(update={"text": ones[0].actor.text}))]


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
    if one.actors or fighters(one.targets) or not other.targets or {one.trigger.pos, other.trigger.pos} != {"verb"}:
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
