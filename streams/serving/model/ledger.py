"""The ledger of stated totals: every claim in every version that its article had, found by what it is about."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.claim import Claim
from schemas.message import decode, encode
from streams.serving.model.columns import Archive, Columns, listed
from streams.serving.model.question import Question, Range, Scope, ids_of


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """A stated total, with the ids that its actors and targets count for."""

    claim: Claim
    scope: Scope


class Ledger:
    """All claims, in all the versions that their articles had, so that it can say what was stated at a moment."""

    def __init__(self) -> None:
        self._versions: dict[str, list[tuple[datetime.datetime, Claim]]] = {}
        self._scopes: dict[str, Scope] = {}
        self._by_label: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)

    def put(self, claim: Claim, heard: datetime.datetime) -> None:
        """A claim that was heard at a moment; an older version than what is held is ignored."""
        versions = self._versions.setdefault(claim.id, [])
        if versions and claim.revision < versions[-1][1].revision:
            return
        scope = Scope(claim.kind, actors=ids_of(claim.actors), targets=ids_of(claim.targets))
        versions.append((heard, claim))
        self._scopes[claim.id] = scope
        for label in _labels(scope):
            self._by_label[label][claim.id] = None

    def on(self, question: Question, span: Range, moment: datetime.datetime | None = None) -> list[HeldClaim]:
        """Totals about what is asked, or a part of it, oldest first, that were published on these days."""
        found = [
            HeldClaim(claim, self._scopes[name])
            for name in self._candidates(question)
            if (claim := self._standing(name, moment)) and span.holds(published(claim))
        ]
        stating = [held for held in found if states(held, question)]
        return sorted(stating, key=lambda held: (held.claim.origin.published, held.claim.id))

    def columns(self) -> Columns:
        """All of it, as it now stands."""
        rows = [row for versions in self._versions.values() for row in versions]
        return {"ledger": listed(rows, lambda row: (row[0], encode(row[1]).decode()))}

    @classmethod
    def restored(cls, saved: Archive) -> "Ledger":
        one = cls()
        for heard, claim in saved.listed("ledger"):
            one.put(decode(Claim, claim.encode()), datetime.datetime.fromisoformat(heard))
        return one

    def _candidates(self, question: Question) -> Iterable[str]:
        named = [("kind", question.kind), ("actor", question.actor), ("target", question.target)]
        rows = [self._by_label.get((role, value), {}) for role, value in named if value]
        return min(rows, key=len)

    def _standing(self, name: str, moment: datetime.datetime | None) -> Claim | None:
        """The claim as it stands, or stood at a moment; None if its article no longer states it."""
        for heard, claim in reversed(self._versions[name]):
            if moment is None or heard <= moment:
                return None if claim.withdrawn else claim
        return None


def _labels(scope: Scope) -> Iterator[tuple[str, str]]:
    yield ("kind", scope.kind)
    yield from (("actor", name) for name in scope.actors)
    yield from (("target", name) for name in scope.targets)


def states(held: HeldClaim, question: Question) -> bool:
    """True if the claim is a total of what is asked, or of a part of it; for a country, if it states that share."""
    claim = held.claim
    return (
        claim.kind == question.kind
        and (question.target is None or question.target in held.scope.targets)
        and (question.actor is None or question.actor in held.scope.actors)
        and (question.country is None or question.country in claim.parts)
    )


def published(claim: Claim) -> datetime.date:
    return claim.origin.published.astimezone(datetime.UTC).date()
