"""What the routes work with, and the answers that they give: everything about a request that is not HTTP."""

import asyncio
import contextlib
import datetime
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from schemas.article import Article
from streams.serving.answers import Json
from streams.serving.asked import Counting, Listing, Ranged, cursor_after, order_of, position
from streams.serving.holding import HeldIncident
from streams.serving.hub import Hub
from streams.serving.names import Names
from streams.serving.position import Position
from streams.serving.problems import Problem, shown
from streams.serving.question import DAYS, Filter, Question, Range, last_days
from streams.serving.sse import Subscription, amounts
from streams.serving.stream import Stream
from streams.serving.summary import claim_summary, evidence_of, history_of, incident_summary
from streams.serving.view import View

WAIT = 5.0
OPENING = "kind=attack&target=us-forces&since=2023-10-07"


class Standing(Protocol):
    """How far the view is: whether it has caught up once, what it waits for, how many seconds old it may be."""

    @property
    def ready(self) -> bool: ...
    @property
    def alive(self) -> bool: ...
    @property
    def waits_for(self) -> str: ...
    @property
    def staleness(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Accepted:
    """Where an article now stands."""

    partition: int
    offset: int


Accept = Callable[[list[Article]], Awaitable[list[Accepted]]]


@dataclass(frozen=True, slots=True)
class Service:
    """The read model and all around it. `clock` gives the present moment, `opening` the state of a fresh page."""

    view: View
    hub: Hub
    standing: Standing
    accept: Accept
    names: Names = field(default_factory=Names)
    clock: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC)
    opening: str = OPENING
    article_bytes: int = 2_000_000

    def state(self) -> Json:
        """What every answer says about itself."""
        return {
            "position": self.view.position.token,
            "watermark": self.view.watermark,
            "staleness": round(self.standing.staleness, 3),
        }

    def today(self) -> datetime.date:
        """The day of the newest publication; news from the future does not move it."""
        now = self.clock().date()
        return min(self.view.watermark.astimezone(datetime.UTC).date(), now) if self.view.watermark else now

    async def reach(self, token: str | None) -> None:
        """Wait until the view has seen a position, or say that it has not."""
        wanted = position(token, "at_least")
        if wanted is None:
            return
        try:
            await asyncio.wait_for(self._reached(wanted), WAIT)
        except TimeoutError:
            raise Problem(412, "position-not-reached", f"not reached within {WAIT:g} s; try again") from None

    async def _reached(self, wanted: Position) -> None:
        if wanted.epoch != self.view.epoch:
            raise Problem(412, "position-not-reached", "this position belongs to other logs than those served here")
        while not self.view.position.reaches(wanted):
            await asyncio.sleep(0.02)

    async def follow(self, asked: list[Subscription], last: Position | None) -> Stream:
        """A stream of counts that begins after `last`, where that is still known."""
        await self._within_reach(last)
        return Stream(self.hub, self.hub.follow(asked, last))

    async def listen(self, wanted: Filter, last: Position | None) -> Stream:
        """A stream of events that begins after `last`, where that is still known."""
        await self._within_reach(last)
        return Stream(self.hub, self.hub.listen(wanted, last))

    async def _within_reach(self, last: Position | None) -> None:
        """Who comes from a replica that is ahead of this one is kept waiting a little, not told things twice."""
        if last and last.epoch == self.view.epoch:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._reached(last), WAIT)

    def counts(self, asked: Counting) -> Json:
        question, span = asked.question(self.names), asked.span(self.today())
        totals = self.view.totals(question)
        windows = {name: totals.sum(last_days(name, self.today())).best for name in DAYS}
        return {
            **self.state(),
            **_said(question),
            "since": span.since,
            "until": span.until,
            **amounts(totals.sum(span)),
            "windows": windows,
            "days": [{"day": day, **amounts(row)} for day, row in totals.days(span).items()] if asked.by else None,
            "claims": self._claims(question, span),
        }

    def claims(self, asked: Ranged) -> Json:
        return {**self.state(), "claims": self._claims(asked.question(self.names), asked.span(self.today()))}

    def _claims(self, question: Question, span: Range) -> list[Json]:
        return [claim_summary(claim, question) for claim in self.view.claims_on(question, span)]

    def incidents(self, asked: Listing) -> Json:
        question, span = asked.question(self.names), asked.span(self.today())
        page = list(islice(self._from(question, span, asked.cursor), asked.limit + 1))
        shown_here = page[: asked.limit]
        more = cursor_after(shown_here[-1].order) if len(page) > asked.limit else None
        return {**self.state(), "incidents": [incident_summary(held) for held in shown_here], "next": more}

    def _from(self, question: Question, span: Range, cursor: str | None) -> Iterator[HeldIncident]:
        """Newest first, without stubs, which count nothing."""
        after = order_of(cursor)
        until = min(filter(None, (span.until, after and after[0])), default=None)
        for held in self.view.shelf.newest(question, Range(span.since, until)):
            if held.high and (after is None or held.order < after):
                yield held

    def incident(self, identity: str) -> Json:
        history = self.view.history(identity)
        if not history:
            raise Problem(404, "not-found", f"no incident {shown(identity)}")
        held = self.view.shelf.get(identity)
        return {
            **self.state(),
            "incident": incident_summary(held) if held else None,
            "evidence": evidence_of(self.view, held) if held else [],
            "history": history_of(history),
        }

    def series(self) -> Json:
        rows = [
            {"series": name, "value": sum(days[day].best for day in held), "first": min(held), "last": max(held)}
            for name, days in sorted(self.view.counts.items())
            if (held := [day for day, amount in days.items() if amount.high])
        ]
        return {**self.state(), "series": rows}


def _said(question: Question) -> Json:
    return {
        "series": question.series,
        "kind": question.kind,
        "actor": question.actor,
        "target": question.target,
        "country": question.country,
        "patron": question.patron,
        "modality": question.modality,
    }
