"""Frames of the streams: what a subscriber is told when an incident changes or an event is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from streams import topics
from streams.serving.holding import HeldIncident
from streams.serving.position import Position
from streams.serving.question import Question, Range
from streams.serving.summary import cause_of, event_summary, incident_summary
from streams.serving.totals import Amount
from streams.serving.view import Effect, View

COUNTED = (topics.INCIDENTS.name,)
CODED = (topics.ATTACKS.name, topics.OUTREACH.name)


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
        counts = incident and self.span.holds(incident.day) and self.question.matches(incident)
        return incident if counts else None

    def touched(self, effect: Effect) -> bool:
        return bool(self.part(effect.before) or self.part(effect.after))

    def amount(self, view: View) -> Amount:
        return view.totals(self.question).sum(self.span)

    def moved(self, amount: Amount, effect: Effect, sign: int) -> Amount:
        """The amount with the effect, or, with sign -1, as it was without it."""
        before, after = self.part(effect.before), self.part(effect.after)
        amount = amount.plus(before, -sign) if before else amount
        return amount.plus(after, sign) if after else amount


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


def delta(view: View, asked: Subscription, effect: Effect, previous: Amount) -> bytes:
    """What one change did to a subscription that stood at `previous`, and why."""
    incident = asked.part(effect.after) or asked.part(effect.before)
    assert incident, "only for effects that touch the subscription"
    assert effect.moment, "only for effects of changes"
    amount = asked.moved(previous, effect, 1)
    data = {
        "series": asked.question.series,
        **amounts(amount),
        "previous": previous.best,
        "delta": amount.best - previous.best,
        "action": effect.moment.action,
        "before": _place(asked.part(effect.before)),
        "after": _place(asked.part(effect.after)),
        "incident": incident_summary(incident),
        "cause": cause_of(view, effect.moment),
        "watermark": view.watermark,
    }
    return frame("delta", data)


def _place(incident: HeldIncident | None) -> dict[str, Any] | None:
    """On which day the incident stands in the count, and with how much."""
    if incident is None:
        return None
    return {"day": incident.day, "low": incident.low, "best": incident.best, "high": incident.high}


def event_frame(effect: Effect) -> bytes:
    """One event as it was read."""
    assert effect.event, "only for effects of events"
    return frame("event", event_summary(orjson.loads(effect.event.raw)))
