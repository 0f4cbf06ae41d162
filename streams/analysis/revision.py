"""Which messages a version of an article causes: the difference between what we last read and what we read now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field, TypeAdapter

from schemas.article import Article
from schemas.claim import Claim
from schemas.event import Event

Finding = Event | Claim
FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Annotated[Finding, Field(discriminator="type")], ...])
AHEAD = timedelta(days=1)


def plausible(article: Article, received: datetime) -> Article:
    """The article, with a publication in the future set back to when it was received: it must not move the
    watermark."""
    return article if article.published <= received + AHEAD else article.model_copy(update={"published": received})


@dataclass(frozen=True, slots=True)
class Held:
    """What stands of an article: the revision that was read last, and all that it said."""

    revision: str
    findings: tuple[Finding, ...] = ()


def supersede(held: Held | None, article: Article, findings: Sequence[Finding]) -> tuple[Held, list[Finding]]:
    """What stands now, and the messages to send: new and changed findings, then withdrawals.

    An older version than the one held changes nothing, and so does a repetition. A withdrawal carries the revision that
    caused it, so that whoever keeps the highest revision of each id is right in any order of arrival.
    """
    if held and article.revision < held.revision:
        return held, []
    before = {one.id: one for one in held.findings} if held else {}
    now = [before[one.id] if same(before.get(one.id), one) else one for one in findings]
    changed = [one for one in now if before.get(one.id) is not one]
    gone = withdrawals(before.values(), {one.id for one in now}, article.revision)
    return Held(article.revision, tuple(now)), changed + gone


def same(before: Finding | None, now: Finding) -> bool:
    """Whether a new version says just what the old one said."""
    return before is not None and before.model_copy(update={"revision": now.revision}) == now


def withdrawals(before: Iterable[Finding], kept: set[str], revision: str) -> list[Finding]:
    """The findings that no longer stand."""
    return [one.model_copy(update={"withdrawn": True, "revision": revision}) for one in before if one.id not in kept]
