"""Joining: findings of a sentence, and drafts of an article, that are one event."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.event import Actor, Place
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.claims import Total
from streams.analysis.draft import Draft
from streams.analysis.lexicon.document import Sentence
from streams.analysis.numbers.casualties import answered
from streams.analysis.outreach.contacts import complete, same_contact, venue_of
from streams.analysis.status.dating import DAY
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.phrases import Item

MOST = 100  # An article of more events than this is no story: a bound on the pairs that are compared.
FINE = {"site": 0, "town": 0, "region": 1, "country": 2}


def told_apart(clause: Clause, findings: list[Finding], sentence: Sentence) -> Iterator[list[Finding]]:
    """Findings on either side of "days after" or "in response to": an attack, and the one that it followed."""
    items, end = clause.items, len(sentence.text)
    cause = answered(sentence.text)
    if cause:
        start, end = cause
    else:
        start = next((items[at].start for at in range(1, len(items)) if follows(items, at)), end)
    before = [start <= items[finding.at].start < end for finding in findings]
    yield [finding for finding, earlier in zip(findings, before, strict=True) if not earlier]
    told = [replace(finding, separate=True) for finding, earlier in zip(findings, before, strict=True) if earlier]
    for finding in told:
        if cause and finding.status.modality == "occurred":
            finding.status = replace(finding.status, background=True, cue="what is answered")
    yield told


def follows(items: Sequence[Item], at: int) -> bool:
    """Whether what comes next is what an attack came days after, or is likened to."""
    like = items[at].low == "like" and at + 1 < len(items) and items[at + 1].trigger is not None
    return like or (items[at].low in ("after", "since") and items[at - 1].low in SPANS)


SPANS = frozenset("day days week weeks month months year years".split())


def joined(findings: list[Finding]) -> list[Finding]:
    """Findings of one sentence that are one event: the same kind and standing, and nobody who contradicts."""
    kept: list[Finding] = []
    for finding in findings:
        for other in kept:
            if other.kind == finding.kind and agrees(other, finding):
                fill(other, finding)
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
    alike = one.kind == "outreach" and named_alike(one, other)
    if one.status.background != other.status.background and not (one.anaphoric or other.anaphoric or alike):
        return False
    if one.kind == "outreach":
        return same_contact(one, other)
    if on_itself(one.actors, other.targets) or on_itself(other.actors, one.targets):
        return False  # An attack and what answers it.
    return kin(one.actors, other.actors) and (kin(one.targets, other.targets) or other.result)


def named_alike(one: Finding, other: Finding) -> bool:
    """Whether two findings name the same target, or one names none."""
    return not one.targets or not other.targets or kin(one.targets, other.targets)


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
    if attackers(one.targets) and attackers(other.actors):
        one.targets = other.targets
    if attackers(one.actors) and attackers(other.targets):
        return
    if more(one.actors, other.actors) and not on_itself(other.actors, one.targets):
        one.actors = other.actors
    keeps = one.targets and (other.result or (fighters(other.targets) and not fighters(one.targets)))
    if more(one.targets, other.targets) and not keeps:
        one.targets = other.targets
    one.outcome = one.outcome or other.outcome
    one.separate = one.separate or other.separate
    one.anaphoric = one.anaphoric and other.anaphoric
    if one.status.background and not other.status.background:
        one.status = other.status


def on_itself(actors: list[Mention], targets: list[Mention]) -> bool:
    """Whether those who attacked elsewhere are the ones hit here: nobody attacks themselves."""
    hit = {mention.actor.id for mention in targets} - {None}
    return any(mention.actor.id in hit for mention in actors)


def fighters(mentions: list[Mention]) -> bool:
    return any(one.role == "armed-group" for one in mentions)


def more(ones: list[Mention], others: list[Mention]) -> bool:
    """Whether the second list tells more: more names, or who belongs to those of the first, US forces for Americans."""
    closer = len(ones) == len(others) and all(
        a.actor.id is not None and a.actor.id in b.actor.ancestors for a, b in zip(ones, others, strict=True)
    )
    return informed(others) > informed(ones) or (bool(ones) and closer)


def informed(mentions: list[Mention]) -> int:
    return 2 * sum(1 for one in mentions if one.actor.id) + bool(mentions)


def merged(drafts: list[Draft]) -> list[Draft]:
    """Drafts of one article that are one event, joined; a headline and its first sentence above all."""
    kept: list[Draft] = []
    for draft in drafts:
        before = reversed(kept[-MOST:]) if draft.finding.anaphoric else kept[:MOST]
        same = next((one for one in before if one_event(one, draft)), None)
        if same is None:
            kept.append(draft)
        else:
            absorb(same, draft)
    return kept


def one_event(one: Draft, other: Draft) -> bool:
    """Whether two drafts of one article speak of one event."""
    a, b = one.finding, other.finding
    if a.kind != b.kind or a.status.modality != b.status.modality or not same_total(one.total, other.total):
        return False
    if one.dated and other.dated and one.day.date != other.day.date:
        return False
    apart = abs(one.day.date - other.day.date) > DAY
    if one.day.date - other.day.date > 3 * DAY and other.dated and not one.dated and unrelated(a, b):
        return False
    told_apart = a.status.background != b.status.background and (one.dated or other.dated) and apart
    if told_apart and not goes_on(one, other) and not points_back(other):
        return False
    if b.separate and one.sentence.field != "title":
        return False
    if (
        not b.anaphoric
        and one.place
        and other.place
        and one.place.name != other.place.name
        and not (one.place.precision == other.place.precision == "country" and same_sides(a, b))
        and (
            one.place.precision == other.place.precision or FINE[one.place.precision] + FINE[other.place.precision] == 0
        )
        and not beside(one.place, other.place)
    ):
        return False
    if a.kind == "outreach":
        where = {venue_of(a, one.place), venue_of(b, other.place)} - {None}
        return len(where) < 2 and same_contact(a, b)
    if on_itself(a.actors, b.targets) or on_itself(b.actors, a.targets) or tolls_apart(one, other):
        return False
    same_sentence = one.sentence.start == other.sentence.start and one.sentence.field == other.sentence.field
    if same_sentence and recalls_another(a, b):
        return False
    if foreigners_taken(a, b) or foreigners_taken(b, a):
        return False
    return kin(a.actors, b.actors) and (kin(a.targets, b.targets) or same_strike(one, other))


def recalls_another(a: Finding, b: Finding) -> bool:
    """Whether one is told as news and the other called to mind, and no side of the one is known to be the other's."""
    if a.status.background == b.status.background or a.commemorated or b.commemorated:
        return False
    return unrelated(a, b)


def unrelated(a: Finding, b: Finding) -> bool:
    """Whether no side of the one is known to be the other's, and neither points back."""
    sides = ((a.actors, b.actors), (a.targets, b.targets))
    return not (a.anaphoric or b.anaphoric or any(known_kin(ones, others) for ones, others in sides))


def known_kin(ones: list[Mention], others: list[Mention]) -> bool:
    """Whether two lists share somebody who is known."""
    known = [m.actor for m in ones if m.actor.id or m.actor.country]
    theirs = [m.actor for m in others if m.actor.id or m.actor.country]
    return any(related(a, b) for a in known for b in theirs)


def attackers(mentions: list[Mention]) -> bool:
    """Whether those of whom nobody says who they are only attack: "the second assailant"."""
    return bool(mentions) and all(one.role == "armed" and one.actor.id is None for one in mentions)


def tolls_apart(one: Draft, other: Draft) -> bool:
    """Whether two old attacks that a story recalls killed different numbers, and only one of them has a day."""
    old = one.finding.status.background and other.finding.status.background
    killed = {one.toll.killed, other.toll.killed} - {None}
    return old and len(killed) > 1 and one.dated != other.dated and not other.finding.anaphoric


def foreigners_taken(a: Finding, b: Finding) -> bool:
    """Whether people of another country than those attacked are named as kidnapped, in passing."""
    ours, theirs = ({mention.actor.country for mention in one.targets} for one in (a, b))
    return a.mode == "abduction" and a.status.background and None not in ours and bool(theirs) and not ours & theirs


def points_back(draft: Draft) -> bool:
    """Whether a draft without a day means an attack told before: "this attack"."""
    return draft.finding.anaphoric and not draft.dated and not draft.finding.plural


def same_strike(one: Draft, other: Draft) -> bool:
    """Whether a place or civilians and fighters were hit by one hand, on one named day and at one named place."""
    a, b = one.finding, other.finding
    doers = {mention.actor.id for mention in a.actors} & {mention.actor.id for mention in b.actors}
    exact = one.dated and other.dated and one.day == other.day and one.day.precision == "day"
    spot = one.place is not None and other.place is not None and one.place.name == other.place.name
    mixed = fighters(a.targets) != fighters(b.targets)
    return bool(doers - {None}) and exact and spot and mixed


def same_sides(a: Finding, b: Finding) -> bool:
    """Whether two findings name the same attacker and the same victim, so that their countries decide nothing."""
    shared = [
        {mention.actor.id for mention in ones} & {mention.actor.id for mention in others} - {None}
        for ones, others in ((a.actors, b.actors), (a.targets, b.targets))
    ]
    return all(shared)


def goes_on(one: Draft, other: Draft) -> bool:
    """Whether the next sentence tells more of what the one before dated: "the 7 October attack. The group killed"."""
    acting = {mention.actor.id for mention in one.finding.actors} & {
        mention.actor.id for mention in other.finding.actors
    }
    return one.dated and not other.dated and other.sentence.number - one.sentence.number == 1 and bool(acting - {None})


def same_total(one: Total | None, other: Total | None) -> bool:
    """Whether two drafts state no total, or the same one."""
    if one is None or other is None:
        return one is other
    return (one.value, one.qualifier if one.value is None else None) == (
        other.value,
        other.qualifier if other.value is None else None,
    )


def beside(one: Place, other: Place) -> bool:
    """Whether two places lie within about 40 km of one another, as a town and its air base do; two sites stay apart."""
    if one.precision == other.precision == "site" or one.lat is None or one.lon is None:
        return False
    if other.lat is None or other.lon is None:
        return False
    return abs(one.lat - other.lat) < 0.4 and abs(one.lon - other.lon) < 0.4


SUMS = frozenset(["a sum", "a sum over a stretch of time"])


def absorb(one: Draft, other: Draft) -> None:
    """The second draft fills what the first leaves open."""
    summed = one.finding.status.cue in SUMS and not other.dated  # what is added to a sum is of the sum
    standing = one.finding.status if goes_on(one, other) or one.finding.commemorated or summed else None
    struck = one.finding.targets if any(target.role == "site" for target in one.finding.targets) else None
    fill(one.finding, other.finding)
    # What was hit stays what was hit, whoever was in it: another sentence tells who died there.
    if one.finding.kind == "attack" and struck:
        one.finding.targets = struck
    one.finding.status = standing or one.finding.status
    if other.dated and not one.dated:
        one.day, one.dated = other.day, True
    if (
        other.place
        and not other.finding.anaphoric
        and (one.place is None or FINE[other.place.precision] < FINE[one.place.precision])
    ):
        one.place = other.place
    told = other.toll.killed is not None or other.toll.injured is not None
    if told and ((one.toll.killed is None and one.toll.injured is None) or one.sentence.field == "title"):
        one.toll = other.toll
    one.also.append(other.sentence)
    if one.sentence.field == "title" and other.sentence.field == "text":
        one.sentence, other.sentence = other.sentence, one.sentence
