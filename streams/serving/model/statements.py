"""Who said how many, since when: the same total by the same claimant, in however many papers, is one statement."""

import datetime
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from schemas.claim import Claim
from schemas.event import Actor
from streams.serving.model.ledger import HeldClaim, published
from streams.serving.model.question import Question

Definition = tuple[Question, datetime.date | None]
Bounds = tuple[float, float]
Rank = tuple[bool, int, bool, bool, datetime.date, int, str]
MARGIN = 10
"""What is about or almost so many may be a tenth of it off."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One total by one claimant, however many papers print it. `claimant` is None where the papers name nobody.

    `definition` is what the claimant counts, and since when; `share` the part of a country that was asked.
    """

    claimant: str | None
    value: int | None
    share: int | None
    definition: Definition
    claims: tuple[Claim, ...]

    @property
    def id(self) -> str:
        """That of the earliest claim."""
        return self.claims[0].id

    @property
    def said(self) -> int | None:
        return self.value if self.share is None else self.share

    @property
    def first(self) -> datetime.date:
        return published(self.claims[0])

    @property
    def last(self) -> datetime.date:
        return published(self.claims[-1])

    @property
    def sources(self) -> list[str]:
        return sorted({claim.origin.source for claim in self.claims})

    @property
    def qualifier(self) -> str | None:
        """The hedge that most of the papers have."""
        return Counter(claim.count.qualifier for claim in self.claims).most_common(1)[0][0]

    @property
    def bounds(self) -> Bounds:
        """What the total may be, its hedge taken at its word."""
        return bounds(self.said or 0, self.qualifier)


def bounds(value: int, qualifier: str | None) -> Bounds:
    """The least and the most that a hedged number may stand for."""
    margin = max(1, value // MARGIN)
    return {
        "almost": (value - margin, value),
        "about": (value - margin, value + margin),
        "more than": (value + 1, math.inf),
        "at least": (value, math.inf),
        "up to": (0, value),
        "fewer than": (0, value - 1),
    }.get(qualifier or "", (value, value))


def statements(held: Iterable[HeldClaim], question: Question) -> list[Statement]:
    """Claims, the same total by the same claimant put together, the most relevant first."""
    groups: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for one in held:
        claim = one.claim
        own = narrowed(claim, question)
        # One total of "US troops" and of "US and coalition forces" is the same, where the asked target holds both.
        target = None if question.target else own.target
        groups[speaker(claim), total(claim), share(claim, question), own.actor, target].append(claim)
    split = [part for claims in groups.values() for part in _by_since(claims)]
    found = [_statement(claims, question) for claims in _adopted(split, question)]
    return sorted(found, key=lambda one: rank(one, question), reverse=True)


def _statement(claims: list[Claim], question: Question) -> Statement:
    ordered = tuple(sorted(claims, key=lambda claim: (claim.origin.published, claim.id)))
    since = next((claim.since for claim in ordered if claim.since), None)
    names = [name(claim.attributed_to) for claim in ordered if claim.attributed_to]
    return Statement(
        claimant=names[0].removeprefix("the ") if names else None,
        value=total(ordered[0]),
        share=share(ordered[0], question),
        definition=(Counter(narrowed(claim, question) for claim in ordered).most_common(1)[0][0], since),
        claims=ordered,
    )


def _by_since(claims: list[Claim]) -> list[list[Claim]]:
    """Claims apart by the day they count from; those that name none go with the most common."""
    groups: defaultdict[datetime.date | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.since].append(claim)
    unsaid = groups.pop(None, [])
    if not groups:
        return [unsaid]
    most = max(groups, key=lambda since: (len(groups[since]), since))
    groups[most] += unsaid
    return list(groups.values())


def _adopted(groups: list[list[Claim]], question: Question) -> Iterator[list[Claim]]:
    """A total without a speaker goes with the one speaker who stated the same of the same, where there is just one."""

    def key(claims: list[Claim]) -> tuple[object, ...]:
        return total(claims[0]), narrowed(claims[0], question)

    spoken = [claims for claims in groups if speaker(claims[0])]
    by_key: defaultdict[tuple[object, ...], list[list[Claim]]] = defaultdict(list)
    for claims in spoken:
        by_key[key(claims)].append(claims)
    for claims in (claims for claims in groups if not speaker(claims[0])):
        sinces = {claim.since for claim in claims} - {None}
        alike = [
            other for other in by_key[key(claims)] if not (sinces and {one.since for one in other} - {None, *sinces})
        ]
        if len(alike) == 1:
            alike[0] += claims
        else:
            yield claims
    yield from spoken


def rank(statement: Statement, question: Question) -> Rank:
    """Greater is nearer to what is asked: the same definition, then a known start and speaker, then the newest. No two
    have the same.
    """
    asked, since = statement.definition
    same = (asked.target == question.target) + (asked.actor == question.actor)
    attributed = statement.claimant is not None
    told, begins, sources = statement.said is not None, since is not None, len(statement.sources)
    return told, same, begins, attributed, statement.last, sources, statement.id


def total(claim: Claim) -> int | None:
    """The number; where only parts were said, what they add up to."""
    if claim.count.value is None and claim.parts:
        return sum(claim.parts.values())
    return claim.count.value


def share(claim: Claim, question: Question) -> int | None:
    return claim.parts.get(question.country) if question.country else None


def narrowed(claim: Claim, question: Question) -> Question:
    """The question that a claim answers: its own actor and target, which may be a part of what was asked."""
    return replace(
        Question(kind=claim.kind, country=question.country),
        actor=_own(claim.actors, question.actor),
        target=_own(claim.targets, question.target),
    )


def _own(actors: tuple[Actor, ...], asked: str | None) -> str | None:
    """The most special id of those that count for what was asked."""
    return next((one.ids[0] for one in actors if one.ids and (asked is None or asked in one.ids)), asked)


def speaker(claim: Claim) -> str:
    """Who said it; empty where nobody is named."""
    return known_as(name(claim.attributed_to))


def known_as(claimant: str) -> str:
    """So that "the Pentagon" and "Pentagon" are one."""
    return claimant.casefold().removeprefix("the ")


def name(actors: tuple[Actor, ...]) -> str:
    return ", ".join(actor.text for actor in actors)
