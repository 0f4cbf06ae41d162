"""How a client goes on where it stood: the value then is the value now without what came since; then it is told."""

from collections.abc import Iterable, Iterator, Sequence

from schemas.message import Message
from streams.serving.model.folding import steps
from streams.serving.model.memory import Effect
from streams.serving.model.position import Position
from streams.serving.model.question import Filter
from streams.serving.model.view import View
from streams.serving.streams.sse import Subscription, delta, event_frame, id_line

REPLAYED = 1000
"""More effects than these are not told one by one; the client gets a fresh snapshot."""


def missed_since(view: View, resume: Position | None, kind: type[Message]) -> list[Effect] | None:
    """The effects to tell, or None where the client must begin anew."""
    if resume is None or not view.position.reaches(resume):
        return None
    missed = view.after(resume, kind)
    return missed if missed is not None and len(missed) <= REPLAYED else None


def replay(view: View, asked: Sequence[Subscription], missed: list[Effect], resume: Position) -> Iterator[bytes]:
    """The deltas of these subscriptions since `resume`."""
    amounts = {one: one.moved(one.amount(view), missed, -1) for one in asked}
    for step, at in _advancing(missed, resume):
        told = [delta(view, one, step, amounts[one]) for one in asked if one.touched(step)]
        amounts = {one: one.moved(amount, step, 1) for one, amount in amounts.items()}
        if told:
            yield b"".join([*told[:-1], id_line(at), told[-1]])


def retell(wanted: Filter, missed: list[Effect], resume: Position) -> Iterator[bytes]:
    """The events that are wanted, since `resume`."""
    for (effect, *_), at in _advancing(missed, resume):
        if effect.event and wanted.matches(effect.event.scope):
            yield id_line(at) + event_frame(effect)


def _advancing(missed: Iterable[Effect], resume: Position) -> Iterator[tuple[Sequence[Effect], Position]]:
    """Each step with the position that has seen it and those before it."""
    offsets = dict(resume.offsets)
    for step in steps(missed):
        offsets[step[-1].partition] = step[-1].offset + 1
        yield step, Position(resume.epoch, dict(offsets))
