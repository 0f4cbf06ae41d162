"""Fusing as a stage: events and corrections to changes of incidents. The table holds both; the buckets follow from it.

Changes carry a sequence that grows within a bucket, and whoever reads them ignores a lower one. An event's is its
offset. A correction comes from another topic, whose offsets say nothing of that order, so it is given a place between
two events, and the place is in the changelog before anything that the correction causes is sent. After a crash the
same corrections then come at the same places again, and the same changes with them:

1. A correction is handled when all events that were there when it came have been: whatever an earlier owner of the
   partition announced, and did not keep, has been announced again.
2. All before it is kept; then its place is; then its changes are sent; then it is noted as told.
3. Whoever takes the partition over first finishes what has a place and was not told.
"""

from dataclasses import dataclass

import orjson

from schemas.correction import Correction
from schemas.event import KINDS, Event, Kind
from schemas.incident import Change
from schemas.message import ContractError, decode
from streams.incidents.history import Bucket, standing
from streams.outbox import Outgoing
from streams.stage import Desk, Record, moment
from streams.tables import SEPARATOR, Ledger
from streams.topics import CORRECTIONS, INCIDENTS

BETWEEN = 2**20
"""So many corrections can stand between two events; offsets stay exact in a double up to eight thousand million."""
PLACED = b"corrections" + SEPARATOR


@dataclass(frozen=True, slots=True)
class Placed:
    """A correction as the table has it: its record and its place; `told` when its changes were announced.

    One that made a bug of ours show is `refused`: it is not tried again.
    """

    bucket: str
    sequence: int
    told: bool
    refused: bool
    record: Record

    def written(self) -> bytes:
        """The table value: what stands beside the record, a line, the record's value."""
        said = [self.bucket, self.sequence, self.told, self.refused]
        where = [self.record.topic, self.record.partition, self.record.offset, self.record.at]
        return orjson.dumps([*said, *where]) + b"\n" + (self.record.value or b"")


def placed(raw: bytes) -> Placed:
    """Back from a table value."""
    head, _, value = raw.partition(b"\n")
    bucket, sequence, told, refused, topic, partition, offset, at = orjson.loads(head)
    return Placed(bucket, sequence, told, refused, Record(topic, partition, offset, bucket.encode(), value, at))


class Fuse:
    """`events.*.v1` of one kind, and the `corrections.v1` of that kind, to `incidents.v1`."""

    name = "fuse"

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        self._desk = desk
        self.ledger = ledger
        self._buckets: dict[tuple[int, str], Bucket] = {}
        self._after: dict[int, int] = {}
        self._last: dict[int, int] = {}

    def handle(self, record: Record) -> list[Outgoing]:
        """The changes that this event or correction causes in its bucket."""
        if record.topic == self._desk.prefix + CORRECTIONS.name:
            return self._correct(record)
        self.caught_up(record.partition, record.offset + 1)
        event = decode(Event, record.value)
        key = event.bucket.encode() + SEPARATOR + event.id.encode()
        held = self.ledger.get(record.partition, key)
        if held and standing(decode(Event, held)) >= standing(event):
            return []
        bucket = self._bucket(record.partition, event.bucket)
        try:
            changes = bucket.put(event, sequence=record.offset * BETWEEN, at=moment(record.at))
        except Exception:
            # It may be half changed; the table has all that was in it before.
            del self._buckets[record.partition, event.bucket]
            raise
        self.ledger.put(record.partition, key, record.value or b"")
        return self._announced(changes, record)

    def caught_up(self, partition: int, offset: int) -> None:
        """All events before this offset are handled; corrections come after them."""
        self._after[partition] = max(offset, self._after.get(partition, 0))

    def place(self, record: Record) -> None:
        """Give a correction its place, unless it has one or none."""
        try:
            correction = checked(record)
        except ContractError:
            return
        key = PLACED + correction.id.encode()
        if self.ledger.get(record.partition, key) is None:
            between = (self._after.get(record.partition, 0) - 1) * BETWEEN
            sequence = max(between, self._last.get(record.partition, between)) + 1
            self._last[record.partition] = sequence
            value = Placed(correction.bucket, sequence, told=False, refused=False, record=record).written()
            self.ledger.put(record.partition, key, value)

    def unfinished(self, partition: int) -> list[Record]:
        """The corrections that have a place and may not have been announced; asked anew when a partition is."""
        if partition in self._last:
            return []
        kept = [placed(raw) for raw in self.ledger.under(partition, PLACED).values()]
        self._last[partition] = max((one.sequence for one in kept), default=-BETWEEN)
        return [one.record for one in sorted(kept, key=lambda one: one.sequence) if not one.told]

    def forget(self) -> None:
        """The buckets are built again from the table when they are next needed."""
        self._buckets.clear()
        self._last.clear()

    def _correct(self, record: Record) -> list[Outgoing]:
        correction = checked(record)
        key = PLACED + correction.id.encode()
        raw = self.ledger.get(record.partition, key)
        if raw is None or (held := placed(raw)).told:
            return []
        try:
            bucket = self._bucket(record.partition, correction.bucket)
            changes = bucket.correct(correction, sequence=held.sequence, at=moment(held.record.at))
        except Exception:
            self._buckets.pop((record.partition, correction.bucket), None)
            self._keep(key, held, refused=True)
            raise
        self._keep(key, held, refused=False)
        return self._announced(changes, held.record)

    def _keep(self, key: bytes, held: Placed, *, refused: bool) -> None:
        told = Placed(held.bucket, held.sequence, told=True, refused=refused, record=held.record)
        self.ledger.put(held.record.partition, key, told.written())

    def _announced(self, changes: list[Change], record: Record) -> list[Outgoing]:
        return [self._desk.outgoing(INCIDENTS, change.bucket, change, record, "sitrep/fuse") for change in changes]

    def _bucket(self, partition: int, name: str) -> Bucket:
        bucket = self._buckets.get((partition, name))
        if bucket is None:
            stored = self.ledger.under(partition, name.encode() + SEPARATOR)
            made = (placed(raw) for raw in self.ledger.under(partition, PLACED).values())
            bucket = Bucket.load(
                (decode(Event, raw) for _, raw in sorted(stored.items())),
                [decode(Correction, one.record.value) for one in made if one.bucket == name and one.told > one.refused],
            )
            self._buckets[partition, name] = bucket
        return bucket


def checked(record: Record) -> Correction:
    """A correction that is what it says. Raises `ContractError`."""
    correction = decode(Correction, record.value)
    if correction.id != correction.content:
        raise ContractError("id: not the one that the content gives")
    if (record.key or b"") != correction.bucket.encode():
        raise ContractError("bucket: not the key of the record, so it lies in another partition than its events")
    if correction.bucket.partition("/")[0] not in KINDS:
        raise ContractError(f"bucket: begins with none of {', '.join(KINDS)}")
    return correction


def kind_of(key: bytes | None) -> Kind:
    """The kind of event that a correction with this key is about; where it says none, the first shall refuse it."""
    named = (key or b"").partition(b"/")[0]
    return next((kind for kind in KINDS if kind.encode() == named), KINDS[0])
