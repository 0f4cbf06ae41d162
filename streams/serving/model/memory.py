"""What the latest records did, kept for those who resume; and from which offset on it is known."""

from collections import deque
from dataclasses import dataclass

from schemas.event import Event
from schemas.incident import Change
from schemas.message import Message
from streams import topics
from streams.serving.model import evidence
from streams.serving.model.columns import Archive, Column, Columns, listed
from streams.serving.model.evidence import Evidence
from streams.serving.model.holding import HeldEvent, HeldIncident, Moment
from streams.serving.model.position import Partition, Position
from streams.serving.model.versions import Versions

TELLING: dict[type[Message], tuple[str, ...]] = {
    Change: (topics.INCIDENTS.name,),
    Event: (topics.ATTACKS.name, topics.OUTREACH.name),
}
"""The topics whose records have effects that are remembered."""
SAVED = 5000
"""So many of the latest effects are saved: to nobody more than a thousand are told, but replicas differ in order."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one record did to what is held: an incident before and after, or an event that was read.

    `row` is where the change stands among all states of incidents.
    """

    partition: Partition
    offset: int
    row: int = -1
    moment: Moment | None = None
    before: HeldIncident | None = None
    after: HeldIncident | None = None
    event: HeldEvent | None = None


class Memory:
    """The latest effects of each kind, `most` of them, and the offset of each partition before which none is known."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._recent: dict[type[Message], deque[Effect]] = {kind: deque() for kind in TELLING}
        self._floors: dict[Partition, int] = {}
        self._newest: dict[Partition, int] = {}

    def begin(self, partition: Partition, offset: int) -> None:
        """What lies before this offset is not known."""
        self._floors[partition] = offset

    def seen(self, partition: Partition, offset: int) -> None:
        """A record was read; with the first one of its partition knowledge begins."""
        self._floors.setdefault(partition, offset)

    def keep(self, kind: type[Message], effect: Effect) -> None:
        recent = self._recent[kind]
        recent.append(effect)
        self._newest[effect.partition] = effect.offset
        if len(recent) > self.most:
            forgotten = recent.popleft()
            self._floors[forgotten.partition] = forgotten.offset + 1

    def after(self, position: Position, kind: type[Message]) -> list[Effect] | None:
        """The effects that a reader at this position has not seen, or None where they are no longer known."""
        seen = position.offsets
        if any(seen.get(at, 0) < floor for at, floor in self._floors.items() if at[0] in TELLING[kind]):
            return None
        behind = {at for at, offset in self._newest.items() if at[0] in TELLING[kind] and offset >= seen.get(at, 0)}
        missed = []
        for effect in reversed(self._recent[kind]):
            if not behind:
                break
            if effect.offset >= seen.get(effect.partition, 0):
                missed.append(effect)
            else:
                behind.discard(effect.partition)
        return missed[::-1]

    def columns(self) -> Columns:
        """The latest of it. States are named by their rows, which the versions of incidents have."""
        floors = dict(self._floors)
        latest: dict[type[Message], list[Effect]] = {}
        for kind, recent in self._recent.items():
            effects = list(recent)
            for forgotten in effects[:-SAVED]:
                floors[forgotten.partition] = forgotten.offset + 1
            latest[kind] = effects[-SAVED:]
        return {
            "memory.floors": listed([(*at, floor) for at, floor in floors.items()]),
            "memory.changes": _placed(latest[Change]),
            "memory.events": _placed(latest[Event]),
            **evidence.columns_of("memory.read", [one.event for one in latest[Event] if one.event]),
        }

    @classmethod
    def restored(cls, most: int, saved: Archive, versions: Versions, events: Evidence) -> "Memory":
        one = cls(most)
        one._floors = {(topic, number): floor for topic, number, floor in saved.listed("memory.floors")}
        for topic, number, offset, row in saved.listed("memory.changes"):
            before, after = versions.led_to(row)
            moment = versions.moment(row)
            one.keep(Change, Effect((topic, number), offset, row, moment, before, after))
        placed = saved.listed("memory.events")
        for (topic, number, offset, _), held in zip(placed, evidence.restored("memory.read", saved), strict=True):
            known = events.get(held.id)
            event = known if known and known.packed == held.packed else held
            one.keep(Event, Effect((topic, number), offset, event=event))
        return one


def _placed(effects: list[Effect]) -> Column:
    return listed([(*one.partition, one.offset, one.row) for one in effects])
