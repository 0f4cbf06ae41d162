"""The read model: a fold over the records of the topics. However the partitions interleave, the same view."""

import datetime
from collections import OrderedDict, deque
from dataclasses import dataclass

from schemas.claim import Claim
from schemas.correction import Correction
from schemas.count import Count
from schemas.event import Event
from schemas.incident import Change
from schemas.message import Message
from streams import topics
from streams.serving.model.holding import HeldEvent, HeldIncident, Moment, hold_event, moment_of
from streams.serving.model.ledger import Ledger
from streams.serving.model.made import Made
from streams.serving.model.position import Partition, Position
from streams.serving.model.question import Question, Range
from streams.serving.model.shelf import Shelf
from streams.serving.model.totals import Amount, Totals

TELLING: dict[type[Message], tuple[str, ...]] = {
    Change: (topics.INCIDENTS.name,),
    Event: (topics.ATTACKS.name, topics.OUTREACH.name),
}
"""The topics whose records have effects that are remembered."""
QUESTIONS = 512


@dataclass(frozen=True, slots=True)
class Effect:
    """What one record did to what is held: an incident before and after, or an event that was read."""

    partition: Partition
    offset: int
    moment: Moment | None = None
    before: HeldIncident | None = None
    after: HeldIncident | None = None
    event: HeldEvent | None = None


class View:
    """Incidents, events, claims and counts as the topics have them, and the latest changes, for those who resume."""

    def __init__(self, epoch: str = "", remember: int = 50_000) -> None:
        self.epoch = epoch
        self.shelf = Shelf()
        self.ledger = Ledger()
        self.made = Made()
        self.counts: dict[str, dict[datetime.date, Amount]] = {}
        self.watermark: datetime.datetime | None = None
        self._events: dict[str, HeldEvent] = {}
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        self._offsets: dict[Partition, int] = {}
        self._recent: dict[type[Message], deque[Effect]] = {kind: deque() for kind in TELLING}
        self._floors: dict[Partition, int] = {}
        self._remember = remember
        self._asked: OrderedDict[Question, Totals] = OrderedDict()

    @property
    def position(self) -> Position:
        return Position(self.epoch, dict(self._offsets))

    def position_in(self, *topics: str) -> Position:
        """The position in these topics alone."""
        return Position(self.epoch, {at: offset for at, offset in self._offsets.items() if at[0] in topics})

    def start(self, partition: Partition, offset: int) -> None:
        """Reading of this partition begins here; what lies before is not known."""
        self._offsets[partition] = self._floors[partition] = offset

    def apply(
        self, topic: str, partition: int, offset: int, message: Message, written: datetime.datetime | None = None
    ) -> Effect | None:
        """Fold one record in; the effect, if it had any. A record that was read before is passed over.

        `written` is when it was written; by default the time that the message itself has.
        """
        at = (topic, partition)
        self._floors.setdefault(at, offset)
        if offset < self._offsets.get(at, offset):
            return None
        self._offsets[at] = offset + 1
        match message:
            case Change():
                return self._keep(Change, self._change(at, offset, message))
            case Event():
                return self._keep(Event, self._event(at, offset, message))
            case Claim():
                self.ledger.put(message, written or message.message_time)
            case Correction():
                self.made.put(message)
            case Count():
                amount = Amount(message.low, message.value, message.high, message.incidents)
                self.counts.setdefault(message.series, {})[message.day] = amount
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
        return Effect(at, offset, moment=moment_of(change), before=before, after=after)

    def _event(self, at: Partition, offset: int, event: Event) -> Effect | None:
        known = self._events.get(event.id)
        if known and event.revision < known.revision:
            return None
        self.made.file(event)
        held = hold_event(event, self._sets)
        self._events[event.id] = held
        origin = event.origin
        if not origin.clamped and (self.watermark is None or origin.published > self.watermark):
            self.watermark = origin.published
        return Effect(at, offset, event=held)

    def _keep(self, kind: type[Message], effect: Effect | None) -> Effect | None:
        if effect:
            recent = self._recent[kind]
            recent.append(effect)
            if len(recent) > self._remember:
                forgotten = recent.popleft()
                self._floors[forgotten.partition] = forgotten.offset + 1
        return effect

    def event(self, identity: str) -> HeldEvent | None:
        return self._events.get(identity)

    def totals(self, question: Question) -> Totals:
        """The running totals of a question; kept, so that asking again costs nothing."""
        if question in self._asked:
            self._asked.move_to_end(question)
        else:
            self._asked[question] = Totals(self.shelf.by_day(self.shelf.find(question, Range())))
            if len(self._asked) > QUESTIONS:
                self._asked.popitem(last=False)
        return self._asked[question]

    def after(self, position: Position, kind: type[Message]) -> list[Effect] | None:
        """The effects that a reader at this position has not seen, or None where they are no longer known."""
        seen = position.offsets
        gone = any(seen.get(at, 0) < floor for at, floor in self._floors.items() if at[0] in TELLING[kind])
        if gone or position.epoch != self.epoch:
            return None
        return [effect for effect in self._recent[kind] if effect.offset >= seen.get(effect.partition, 0)]


def enter(question: Question, totals: Totals, incident: HeldIncident | None, sign: int) -> None:
    if incident and question.matches(incident.scope):
        totals.enter(incident, sign)
