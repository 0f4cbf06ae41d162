"""Records into a view, step by step: all that one event did to the incidents is one step, told as one."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from schemas.incident import Change
from schemas.message import Message
from streams.serving.model.memory import Effect
from streams.serving.model.position import Partition
from streams.serving.model.view import View

Told = Callable[[Sequence[Effect]], None]
Numbered = tuple[int, Message, datetime.datetime]
"""A record: its offset, what it says, and when it was written, which is when its article was received."""


def fold(view: View, told: Told, topic: str, partition: int, records: Iterable[Numbered]) -> None:
    """Apply records of one partition, and tell of each step before the next: so a position never runs ahead."""
    for _, step in groupby(records, key=_step):
        effects = [view.apply(topic, partition, offset, message, at) for offset, message, at in step]
        if some := [effect for effect in effects if effect]:
            told(some)


def _step(record: Numbered) -> tuple[bool, int]:
    offset, message, _ = record
    return (True, message.sequence) if isinstance(message, Change) else (False, offset)


def steps(effects: Iterable[Effect]) -> Iterable[Sequence[Effect]]:
    """Effects that were remembered, as the steps they were."""
    for _, step in groupby(effects, key=_told_step):
        yield list(step)


def _told_step(effect: Effect) -> tuple[Partition, bool, int]:
    sequence = effect.moment.sequence if effect.moment else effect.offset
    return effect.partition, effect.moment is not None, sequence
