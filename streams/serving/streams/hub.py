"""Who follows what: hands each change to those it concerns, lets clients resume, and parts with the slow ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.event import Event
from schemas.incident import Change
from streams import metrics
from streams.serving.model.memory import Effect
from streams.serving.model.position import Position
from streams.serving.model.question import Filter
from streams.serving.model.totals import Amount
from streams.serving.model.view import View
from streams.serving.streams.mailbox import End, Mailbox
from streams.serving.streams.resume import missed_since, replay, retell
from streams.serving.streams.sse import CODED, COUNTED, Subscription, delta, event_frame, frame, id_line, snapshot

RETRY = b"retry: 2000\n"
REPLAYS = 100
"""So many replays are kept until the next change, for those who come back together."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes wait for one client, how many seconds it may lag, how many clients there may be."""

    waiting: int = 64 * 1024
    patience: float = 20.0
    clients: int = 5000


@dataclass(slots=True)
class Group:
    """All who follow the same subscription: a delta is worked out and written once for all of them."""

    asked: Subscription
    amount: Amount
    alone: set[Mailbox] = field(default_factory=set)
    among: set[Mailbox] = field(default_factory=set)


class TooMany(Exception):
    """No more streams are taken."""


class Hub:
    """The open streams of one process. `resumes` counts how they began: new, exact or reset."""

    def __init__(self, view: View, limits: Limits | None = None) -> None:
        self._view = view
        self._limits = limits or Limits()
        self._groups: dict[Subscription, Group] = {}
        self._listeners: dict[Mailbox, Filter] = {}
        self._boxes: set[Mailbox] = set()
        self._replays: dict[tuple[tuple[Subscription, ...], str], bytes] = {}
        self._silent = False
        self.resumes = {"new": 0, "exact": 0, "reset": 0}

    def __len__(self) -> int:
        return len(self._boxes)

    @property
    def waiting(self) -> int:
        """Bytes that wait for clients."""
        return sum(box.size for box in self._boxes)

    def publish(self, step: Sequence[Effect], now: float) -> None:
        """Hand what one record did, which the view has just had, to all whom it concerns."""
        if self._silent:
            return
        if step[0].event:
            self._publish_event(step[0], now)
        else:
            self._publish_change(step, now)

    def _publish_change(self, step: Sequence[Effect], now: float) -> None:
        self._replays.clear()
        touched = [group for group in self._groups.values() if group.asked.touched(step)]
        if not touched:
            return
        at = id_line(self._view.position_in(*COUNTED))
        several: set[Mailbox] = set()
        for group in touched:
            told = delta(self._view, group.asked, step, group.amount)
            group.amount = group.asked.moved(group.amount, step, 1)
            several |= group.among
            _hand(group.alone, at + told, now)
            _hand(group.among, told, now)
        # The id comes last, so that a client cut off between two series is told both again rather than one never.
        _hand(several, at + b"\n", now)

    def _publish_event(self, effect: Effect, now: float) -> None:
        assert effect.event
        boxes = {box for box, wanted in self._listeners.items() if wanted.matches(effect.event.scope)}
        if boxes:
            _hand(boxes, id_line(self._view.position_in(*CODED)) + event_frame(effect), now)

    def follow(self, asked: Sequence[Subscription], resume: Position | None) -> Mailbox:
        """A mailbox that begins with a snapshot of each subscription, or with what came after `resume`."""

        def snapshots() -> bytes:
            *others, last = (snapshot(self._view, one) for one in asked)
            return b"".join([*others, id_line(self._view.position_in(*COUNTED)), last])

        exact, told = self._beginning(asked, resume) or (False, snapshots())
        box = self._open(Mailbox(self._limits.waiting, snapshots), resume, told, exact=exact)
        for one in asked:
            group = self._groups.setdefault(one, Group(one, one.amount(self._view)))
            (group.alone if len(asked) == 1 else group.among).add(box)
        return box

    def _beginning(self, asked: Sequence[Subscription], resume: Position | None) -> tuple[bool, bytes] | None:
        """What is told to one who resumes, if that can be; the same for all who come back at once from one place."""
        if resume is None:
            return None
        key = (tuple(asked), resume.token)
        if key not in self._replays:
            missed = missed_since(self._view, resume, Change)
            if missed is None:
                return None
            if len(self._replays) >= REPLAYS:
                self._replays.clear()
            self._replays[key] = b"".join(replay(self._view, asked, missed, resume))
        return True, self._replays[key]

    def listen(self, wanted: Filter, resume: Position | None) -> Mailbox:
        """A mailbox for events as they are read, beginning after `resume`."""
        missed = missed_since(self._view, resume, Event)
        if missed is not None and resume:
            told = b"".join(retell(wanted, missed, resume))
        else:
            told = id_line(self._view.position_in(*CODED)) + b"\n"
        box = self._open(Mailbox(4 * self._limits.waiting, None), resume, told, exact=missed is not None)
        self._listeners[box] = wanted
        return box

    def _open(self, box: Mailbox, resume: Position | None, told: bytes, *, exact: bool) -> Mailbox:
        if len(self._boxes) >= self._limits.clients:
            raise TooMany
        hello = {"resumed": exact, "epoch": self._view.epoch, "watermark": self._view.watermark}
        greeting = RETRY + frame("hello", hello)
        if resume and not exact:
            reason = "other-log" if resume.epoch != self._view.epoch else "history-gone"
            greeting += frame("reset", {"reason": reason})
        outcome = "new" if not resume else "exact" if exact else "reset"
        self.resumes[outcome] += 1
        if resume:
            metrics.sse_resume(outcome)
        box.begin(greeting + told)
        self._boxes.add(box)
        return box

    def reset(self, now: float) -> None:
        """What everybody was told is of other logs. They are told so, and no more until the view has caught up."""
        self._silent = True
        self._replays.clear()
        _hand(self._boxes, frame("reset", {"reason": "other-log"}), now)

    def renew(self) -> None:
        """The view has caught up: who was told that it began anew now gets a snapshot."""
        if self._silent:
            self._silent = False
            for group in self._groups.values():
                group.amount = group.asked.amount(self._view)
            for box in self._boxes:
                box.renew()

    def tick(self, status: dict[str, Any], now: float) -> None:
        """Tell everybody that the stream lives, and part with those who have not read for too long."""
        said = frame("progress", status)
        counted = coded = said
        if not self._silent:
            # Who was not told what stands at a position must not go on from there.
            counted = id_line(self._view.position_in(*COUNTED)) + said
            coded = id_line(self._view.position_in(*CODED)) + said
        for box in self._boxes:
            box.put(coded if box in self._listeners else counted, now=now)
            if box.behind_since is not None and now - box.behind_since > self._limits.patience:
                box.close("slow")

    def leave(self, box: Mailbox) -> None:
        """The client of this mailbox is gone."""
        box.close("gone")
        self._boxes.discard(box)
        self._listeners.pop(box, None)
        for group in list(self._groups.values()):
            group.alone.discard(box)
            group.among.discard(box)
            if not group.alone and not group.among:
                del self._groups[group.asked]

    def close(self, end: End) -> None:
        """Say goodbye to everybody."""
        for box in self._boxes:
            box.close(end)


def _hand(boxes: set[Mailbox], told: bytes, now: float) -> None:
    for box in boxes:
        box.put(told, now=now)
