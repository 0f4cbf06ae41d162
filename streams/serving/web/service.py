"""What the routes work with, and the answers that they give: everything about a request that is not HTTP."""

import asyncio
import contextlib
import datetime
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from schemas.article import Article
from streams.serving.model.chronicle import chronicle
from streams.serving.model.position import Partition, Position, worked
from streams.serving.model.question import DAYS, Filter, Question, Range, last_days
from streams.serving.model.summary import (
    Fires,
    evidence_of,
    history_of,
    incident_summary,
    step_summary,
)
from streams.serving.model.totals import Totals
from streams.serving.model.versions import NEVER
from streams.serving.model.view import View
from streams.serving.problems import Problem, shown
from streams.serving.streams.hub import Hub
from streams.serving.streams.sse import Subscription, amounts
from streams.serving.streams.stream import Stream
from streams.serving.web import stated
from streams.serving.web.answers import Json
from streams.serving.web.asked import (
    Counting,
    Enumerating,
    Listing,
    Looking,
    Reaching,
    Recalled,
    Searching,
    cursor_after,
    key_of,
    name_of,
    order_of,
    position,
)
from streams.serving.web.names import Names
from streams.topics import Topic

WAIT = 5.0
LOOK = 0.05
OPENING = "kind=attack&target=us-forces&since=2023-10-07"


class Standing(Protocol):
    """How far the view is: whether it has caught up once, what it waits for, how many seconds old it may be, and up to
    where all that was sent in is worked off.
    """

    @property
    def ready(self) -> bool: ...
    @property
    def alive(self) -> bool: ...
    @property
    def waits_for(self) -> str: ...
    @property
    def staleness(self) -> float: ...
    @property
    def worked(self) -> Mapping[Partition, int]: ...


@dataclass(frozen=True, slots=True)
class Accepted:
    """Where an article or a correction now stands."""

    partition: int
    offset: int


Accept = Callable[[list[Article]], Awaitable[list[Accepted]]]


@dataclass(frozen=True, slots=True)
class Service:
    """The read model and all around it. `clock` gives the present moment, `opening` the state of a fresh page, `fired`
    the words of a sentence that made an event.
    """

    view: View
    hub: Hub
    standing: Standing
    accept: Accept
    names: Names = field(default_factory=Names)
    clock: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC)
    opening: str = OPENING
    fired: Fires = lambda sentence, rule: ()
    article_bytes: int = 2_000_000

    def state(self) -> Json:
        """What every answer says about itself."""
        return {
            "position": self.view.position.token,
            "watermark": self.view.watermark,
            "staleness": round(self.standing.staleness, 3),
        }

    def today(self, as_of: datetime.datetime | None = None) -> datetime.date:
        """The day of the newest publication, up to a moment; news from the future does not move it."""
        moments = filter(None, (self.clock(), self.view.watermark, as_of))
        return min(moment.astimezone(datetime.UTC).date() for moment in moments)

    async def reach(self, asked: Reaching) -> None:
        """Wait until the view has seen a position, or say that it has not."""
        wanted = position(asked.at_least, "at_least")
        if wanted is None:
            return
        try:
            await asyncio.wait_for(self._reached(wanted), asked.wait)
        except TimeoutError:
            late = f"not reached within {asked.wait:g} s; ask again, or wait longer (wait=60)"
            raise Problem(412, "position-not-reached", late) from None

    async def _reached(self, wanted: Position) -> None:
        if wanted.epoch not in ("", self.view.epoch):
            raise Problem(412, "position-not-reached", "this position belongs to other logs than those served here")
        while not self._seen(wanted.epoch).reaches(wanted):
            await asyncio.sleep(LOOK)

    def _seen(self, epoch: str) -> Position:
        return Position(epoch, {**self.view.position.offsets, **self.standing.worked})

    def covering(self, topic: Topic, stands: Iterable[Accepted]) -> str:
        """The position that has seen what was sent, and all that it led to. One who has not met the broker's logs yet
        does not name them.
        """
        name, ends = worked(topic.name), dict[Partition, int]()
        for at in stands:
            ends[name, at.partition] = max(at.offset + 1, ends.get((name, at.partition), 0))
        return Position(self.view.epoch, ends).token

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
        question, today = asked.question(self.names), self.today(asked.as_of)
        span, shelf = asked.span(today), self.view.shelf
        rows = shelf.find(question, Range(), asked.moment)
        windows = {name: shelf.sum(shelf.within(rows, last_days(name, today))).best for name in DAYS}
        return {
            **self.state(),
            **_said(question),
            "since": span.since,
            "until": span.until,
            "as_of": asked.as_of,
            **amounts(shelf.sum(shelf.within(rows, span))),
            "windows": windows,
            "days": self._days(question, span, asked.moment) if asked.by else None,
            "claims": stated.best(self.view, question, span, asked.as_of),
        }

    def _days(self, question: Question, span: Range, moment: int | None) -> list[Json]:
        if moment is None:
            rows = self.view.totals(question).days(span)
        else:
            rows = Totals(self.view.shelf.by_day(self.view.shelf.find(question, span, moment))).days(span)
        return [{"day": day, **amounts(row)} for day, row in rows.items()]

    def claims(self, asked: Listing) -> Json:
        question, span = asked.question(self.names), asked.span(self.today(asked.as_of))
        return {**self.state(), "as_of": asked.as_of, **stated.page(self.view, question, span, asked)}

    def incidents(self, asked: Looking) -> Json:
        question, span = asked.question(self.names), asked.span(self.today(asked.as_of))
        shelf = self.view.shelf
        rows = (shelf.find_dismissed if asked.dismissed else shelf.find)(question, span, asked.moment)
        page = list(islice(self.view.shelf.newest(rows, order_of(asked.cursor)), asked.limit + 1))
        here = page[: asked.limit]
        more = cursor_after(here[-1].order) if len(page) > asked.limit else None
        shown_here = [incident_summary(held) for held in here]
        return {**self.state(), "as_of": asked.as_of, "total": len(rows), "incidents": shown_here, "next": more}

    def incident(self, identity: str, asked: Recalled) -> Json:
        history = self.view.shelf.versions.moments(identity, asked.moment)
        if not history:
            then = f" was known at {asked.as_of}" if asked.as_of else ""
            raise Problem(404, "not-found", f"no incident {shown(identity)}{then}")
        held = self.view.shelf.get(identity, asked.moment)
        return {
            **self.state(),
            "as_of": asked.as_of,
            "incident": incident_summary(held) if held else None,
            "evidence": evidence_of(self.view, held, self.fired) if held else [],
            "history": history_of(history),
        }

    def history(self, asked: Listing) -> Json:
        question, span = asked.question(self.names), asked.span(self.today(asked.as_of))
        last = (NEVER - 1 if asked.moment is None else asked.moment, NEVER, "")
        before = min(filter(None, (last, key_of(asked.cursor))))
        page = list(islice(chronicle(self.view.shelf, question, span, before), asked.limit + 1))
        here = page[: asked.limit]
        return {
            **self.state(),
            **_said(question),
            "since": span.since,
            "until": span.until,
            "as_of": asked.as_of,
            "changes": [step_summary(self.view, step) for step in here],
            "next": cursor_after(here[-1].key) if len(page) > asked.limit else None,
        }

    def lexicon(self, role: str, asked: Searching) -> Json:
        found, last = self.names.entries(role, asked.text), name_of(asked.cursor)
        behind = [row for row in found if row["id"] > last]
        here = behind[: asked.limit]
        more = cursor_after((here[-1]["id"],)) if len(behind) > asked.limit else None
        return {**self.state(), "total": len(found), "entries": here, "next": more}

    def series(self, asked: Enumerating) -> Json:
        page = list(islice(self._series(name_of(asked.cursor)), asked.limit + 1))
        here = page[: asked.limit]
        more = cursor_after((here[-1]["series"],)) if len(page) > asked.limit else None
        return {**self.state(), "series": here, "next": more}

    def _series(self, after: str) -> Iterator[Json]:
        """The series behind this one that are not empty."""
        names = self.view.series
        for name in islice(names, bisect_right(names, after), None):
            if held := [(day, amount.best) for day, amount in self.view.counts[name].entries() if amount.high]:
                value = sum(best for _, best in held)
                yield {"series": name, "value": value, "first": held[0][0], "last": held[-1][0]}


def _said(question: Question) -> Json:
    return {
        "series": question.series,
        "kind": question.kind,
        "actor": question.actor,
        "target": question.target,
        "country": question.country,
        "patron": question.patron,
        "place": question.place,
        "mode": question.mode,
        "modality": question.modality,
        "min_sources": max(1, question.min_sources),
    }
