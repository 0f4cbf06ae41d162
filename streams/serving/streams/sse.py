"""Frames of the streams: what a subscriber is told when an incident changes or an event is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from schemas.event import Event
from schemas.incident import Change
from streams.serving.model.holding import HeldIncident
from streams.serving.model.memory import TELLING, Effect
from streams.serving.model.packing import unpack
from streams.serving.model.position import Position
from streams.serving.model.question import Question, Range
from streams.serving.model.summary import cause_of, event_summary, incident_summary
from streams.serving.model.totals import Amount
from streams.serving.model.view import View

COUNTED = TELLING[Change]
CODED = TELLING[Event]


def id_line(position: Position) -> bytes:
    """The line that tells a client where it stands. On its own, with an empty line, it moves the client silently."""
    return f"id: {position.token}\n".encode()


def frame(event: str, data: Mapping[str, Any]) -> bytes:
    """One event of a stream, as the HTML standard writes it, without its id."""
    return f"event: {event}\n".encode() + b"data: " + orjson.dumps(data) + b"\n\n"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A question over a range of days."""

    question: Question
    span: Range

    def part(self, incident: HeldIncident | None) -> HeldIncident | None:
        """The incident, if it counts here."""
        counts = incident and self.span.holds(incident.day) and self.question.matches(incident.scope)
        return incident if counts else None

    def touched(self, step: Sequence[Effect]) -> bool:
        return any(self.part(effect.before) or self.part(effect.after) for effect in step)

    def amount(self, view: View) -> Amount:
        return view.totals(self.question).sum(self.span)

    def moved(self, amount: Amount, step: Sequence[Effect], sign: int) -> Amount:
        """The amount with the effects, or, with sign -1, as it was without them."""
        for effect in step:
            before, after = self.part(effect.before), self.part(effect.after)
            amount = amount.plus(before, -sign) if before else amount
            amount = amount.plus(after, sign) if after else amount
        return amount


def amounts(amount: Amount) -> dict[str, int]:
    return {"value": amount.best, "low": amount.low, "high": amount.high, "incidents": amount.incidents}


def snapshot(view: View, asked: Subscription) -> bytes:
    """The whole of a subscription: its value and its days."""
    data = {
        "series": asked.question.series,
        "since": asked.span.since,
        "until": asked.span.until,
        **amounts(asked.amount(view)),
        "days": [{"day": day, **amounts(row)} for day, row in view.totals(asked.question).days(asked.span).items()],
        "watermark": view.watermark,
    }
    return frame("snapshot", data)


def delta(view: View, asked: Subscription, step: Sequence[Effect], previous: Amount) -> bytes:
    """What one event did to a subscription that stood at `previous`: which incidents left, which entered, and why."""
    left = [held for effect in step if (held := asked.part(effect.before))]
    entered = [held for effect in step if (held := asked.part(effect.after))]
    moment, amount = step[-1].moment, asked.moved(previous, step, 1)
    assert moment, "only for effects of changes"
    data = {
        "series": asked.question.series,
        **amounts(amount),
        "previous": previous.best,
        "delta": amount.best - previous.best,
        "left": [_place(held) for held in left],
        "entered": [_place(held) for held in entered],
        "incident": incident_summary((entered or left)[-1]),
        "cause": cause_of(view, moment),
        "watermark": view.watermark,
    }
    return frame("delta", data)


def _place(held: HeldIncident) -> dict[str, Any]:
    """On which day an incident stands in the count, and with how much."""
    return {"id": held.id, "day": held.day, "low": held.low, "best": held.best, "high": held.high}


def event_frame(effect: Effect) -> bytes:
    """One event as it was read."""
    assert effect.event, "only for effects of events"
    return frame("event", event_summary(unpack(effect.event.packed)))
