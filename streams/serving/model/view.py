"""The read model: a fold over the records of the topics. However the partitions interleave, the same view."""

import datetime
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from schemas.claim import Claim
from schemas.correction import Correction
from schemas.count import Count
from schemas.event import Event
from schemas.incident import Change
from schemas.message import Message
from streams.serving.model.columns import Archive, Columns, listed
from streams.serving.model.diary import Diary
from streams.serving.model.evidence import Evidence
from streams.serving.model.holding import HeldEvent, HeldIncident, moment_of
from streams.serving.model.ledger import Ledger
from streams.serving.model.made import Made
from streams.serving.model.memory import Effect, Memory
from streams.serving.model.position import Partition, Position
from streams.serving.model.question import Question, Range
from streams.serving.model.shelf import Shelf
from streams.serving.model.statements import Statement, statements
from streams.serving.model.totals import Amount, Totals

QUESTIONS = 512
STATED = 64


class View:
    """Incidents, events, claims and counts as the topics have them, and the latest changes, for those who resume."""

    def __init__(self, epoch: str = "", remember: int = 50_000) -> None:
        self.epoch = epoch
        self._remember = remember
        self.forget()

    def forget(self) -> None:
        """Be as before the first record."""
        self.shelf = Shelf()
        self.ledger = Ledger()
        self.made = Made()
        self.counts: dict[str, Diary] = {}
        self.watermark: datetime.datetime | None = None
        self.events = Evidence()
        self.memory = Memory(self._remember)
        self._offsets: dict[Partition, int] = {}
        self._asked: OrderedDict[Question, Totals] = OrderedDict()
        self._series: list[str] = []
        self._stated: OrderedDict[tuple[object, ...], list[Statement]] = OrderedDict()

    @property
    def series(self) -> Sequence[str]:
        """The names of all series, in order; kept, because there are very many, and none ever goes."""
        if len(self._series) != len(self.counts):
            self._series = sorted(self.counts)
        return self._series

    @property
    def position(self) -> Position:
        return Position(self.epoch, dict(self._offsets))

    def position_in(self, *topics: str) -> Position:
        """The position in these topics alone."""
        return Position(self.epoch, {at: offset for at, offset in self._offsets.items() if at[0] in topics})

    def start(self, partition: Partition, offset: int) -> None:
        """Reading of this partition begins here; what lies before is not known."""
        self._offsets[partition] = offset
        self.memory.begin(partition, offset)

    def apply(
        self, topic: str, partition: int, offset: int, message: Message, written: datetime.datetime | None = None
    ) -> Effect | None:
        """Fold one record in; the effect, if it had any. A record that was read before is passed over.

        `written` is when it was written; by default the time that the message itself has.
        """
        at = (topic, partition)
        self.memory.seen(at, offset)
        if offset < self._offsets.get(at, offset):
            return None
        self._offsets[at] = offset + 1
        match message:
            case Change():
                return self._kept(Change, self._change(at, offset, message))
            case Event():
                return self._kept(Event, self._event(at, offset, message))
            case Claim():
                self.ledger.put(message, written or message.message_time)
                self._stated.clear()
            case Correction():
                self.made.put(message)
            case Count():
                amount = Amount(message.low, message.value, message.high, message.incidents)
                self.counts.setdefault(message.series, Diary())[message.day] = amount
        return None

    def skip(self, topic: str, partition: int, offset: int) -> None:
        """A record that cannot be read has no effect, but has been seen."""
        self._offsets[topic, partition] = offset + 1

    def _change(self, at: Partition, offset: int, change: Change) -> Effect | None:
        before = self.shelf.get(change.incident)
        row = self.shelf.put(change)
        if row is None:
            return None
        after = self.shelf.versions.held(row)
        for question, totals in self._asked.items():
            enter(question, totals, before, -1)
            enter(question, totals, after, 1)
        return Effect(at, offset, row, moment_of(change), before, after)

    def _event(self, at: Partition, offset: int, event: Event) -> Effect | None:
        held = self.events.put(event)
        if held is None:
            return None
        self.made.file(event)
        origin = event.origin
        if not origin.clamped and (self.watermark is None or origin.published > self.watermark):
            self.watermark = origin.published
        return Effect(at, offset, event=held)

    def _kept(self, kind: type[Message], effect: Effect | None) -> Effect | None:
        if effect:
            self.memory.keep(kind, effect)
        return effect

    def event(self, identity: str) -> HeldEvent | None:
        return self.events.get(identity)

    def totals(self, question: Question) -> Totals:
        """The running totals of a question; kept, so that asking again costs nothing."""
        if question in self._asked:
            self._asked.move_to_end(question)
        else:
            self._asked[question] = Totals(self.shelf.by_day(self.shelf.find(question, Range())))
            if len(self._asked) > QUESTIONS:
                self._asked.popitem(last=False)
        return self._asked[question]

    def stated(self, question: Question, span: Range, moment: datetime.datetime | None) -> list[Statement]:
        """The totals that others stated of what is asked, the most relevant first; kept until another is heard."""
        asked = (question, span, moment)
        if asked not in self._stated:
            self._stated[asked] = statements(self.ledger.on(question, span, moment), question)
            if len(self._stated) > STATED:
                self._stated.popitem(last=False)
        return self._stated[asked]

    def after(self, position: Position, kind: type[Message]) -> list[Effect] | None:
        """The effects that a reader at this position has not seen, or None where they are no longer known."""
        return self.memory.after(position, kind) if position.epoch == self.epoch else None

    def columns(self) -> Columns:
        """All of it, as it now stands, to be written at leisure."""
        counts = [(series, days.copy()) for series, days in self.counts.items()]
        return {
            **self.shelf.columns(),
            **self.ledger.columns(),
            **self.made.columns(),
            **self.events.columns(),
            **self.memory.columns(),
            "counts": listed(counts, lambda row: (row[0], row[1].rows())),
            "watermark": listed([self.watermark]),
        }

    def restore(self, saved: Archive, offsets: Mapping[Partition, int]) -> None:
        """Be as that view was. Nothing is changed where it cannot be read."""
        shelf, events = Shelf.restored(saved), Evidence.restored(saved)
        ledger, made = Ledger.restored(saved), Made.restored(saved)
        counts = {series: Diary(days) for series, days in saved.listed("counts")}
        [watermark] = saved.listed("watermark")
        self.memory = Memory.restored(self.memory.most, saved, shelf.versions, events)
        self.shelf, self.ledger, self.made, self.events, self.counts = shelf, ledger, made, events, counts
        self.watermark = datetime.datetime.fromisoformat(watermark) if watermark else None
        self._offsets = dict(offsets)
        self._asked.clear()
        self._series.clear()
        self._stated.clear()


def enter(question: Question, totals: Totals, incident: HeldIncident | None, sign: int) -> None:
    if incident and question.matches(incident.scope):
        totals.enter(incident, sign)
