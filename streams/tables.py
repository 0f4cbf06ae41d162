"""Tables: what a stage remembers, kept per partition and backed by a changelog topic.

A stage writes to a `Ledger`, which holds the writes of the batch at hand. They reach the changelog only after the
messages they belong to were acknowledged, and the shelf (memory or RocksDB) only after the changelog was.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import faust
from faust.stores import memory, rocksdb
from faust.types import TP

from streams.topics import ARTICLES, ATTACKS, ATTACKS_LOG, ENTRIES, HELD_LOG, OUTREACH, OUTREACH_LOG, TALLIES_LOG, Topic


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, the topic whose partitions it follows, and its changelog."""

    name: str
    source: Topic
    changelog: Topic


HELD = Table("held", ARTICLES, HELD_LOG)
ATTACKS_TABLE = Table("events-attack", ATTACKS, ATTACKS_LOG)
OUTREACH_TABLE = Table("events-outreach", OUTREACH, OUTREACH_LOG)
TALLIES = Table("tallies", ENTRIES, TALLIES_LOG)


class Shelf(Protocol):
    """Where a table's data lies: bytes by key, apart for each partition."""

    def fetch(self, partition: int, key: bytes) -> bytes | None:
        """The value, or None."""

    def keep(self, partition: int, key: bytes, value: bytes) -> None:
        """Keep the value."""

    def under(self, partition: int, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Keys that begin so, with their values."""


@dataclass(slots=True)
class Kept:
    """One partition in memory, its keys grouped by what stands before the separator."""

    values: dict[bytes, bytes] = field(default_factory=dict)
    groups: dict[bytes, set[bytes]] = field(default_factory=dict)
    offset: int | None = None


SEPARATOR = b"\x1f"


class MemoryShelf(memory.Store[bytes, bytes]):
    """A table in memory. A partition that is no longer ours is forgotten, offset and all."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.partitions: dict[int, Kept] = {}

    def fetch(self, partition: int, key: bytes) -> bytes | None:
        """The value, or None."""
        kept = self.partitions.get(partition)
        return kept.values.get(key) if kept else None

    def keep(self, partition: int, key: bytes, value: bytes) -> None:
        """Keep the value."""
        kept = self.partitions.setdefault(partition, Kept())
        kept.values[key] = value
        prefix, separator, _ = key.partition(SEPARATOR)
        if separator:
            kept.groups.setdefault(prefix + separator, set()).add(key)

    def under(self, partition: int, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Keys of the group `prefix` (which ends with the separator), with their values."""
        if kept := self.partitions.get(partition):
            yield from ((key, kept.values[key]) for key in kept.groups.get(prefix, ()))

    def apply_changelog_batch(self, batch: Iterable[Any], to_key: Any, to_value: Any) -> None:
        """Take records of the changelog, in their order."""
        for event in batch:
            message = event.message
            if message.value is not None:
                self.keep(message.partition, message.key, message.value)
            self.set_persisted_offset(message.tp, message.offset)

    def persisted_offset(self, tp: TP) -> int | None:
        """How far the partition was read or written; what we already hold is not read again after a rebalance."""
        kept = self.partitions.get(tp.partition)
        return kept.offset if kept else None

    def set_persisted_offset(self, tp: TP, offset: int) -> None:
        """Remember how far the partition was written."""
        self.partitions.setdefault(tp.partition, Kept()).offset = offset

    async def on_rebalance(self, assigned: set[TP], *_: Any, **__: Any) -> None:
        """Forget the partitions that went to another worker."""
        ours = {tp.partition for tp in assigned if tp.topic == self.table.changelog_topic.get_topic_name()}
        for partition in self.partitions.keys() - ours:
            del self.partitions[partition]

    async def on_recovery_completed(self, active_tps: set[TP], standby_tps: set[TP]) -> None:
        """Nothing: what is not ours was forgotten when the partitions were assigned."""


class RocksShelf(rocksdb.Store):
    """A table on disk, one RocksDB for each partition."""

    def fetch(self, partition: int, key: bytes) -> bytes | None:
        """The value, or None."""
        value: bytes | None = self._db_for_partition(partition).get(key)
        return value

    def keep(self, partition: int, key: bytes, value: bytes) -> None:
        """Keep the value."""
        self._db_for_partition(partition).put(key, value)

    def under(self, partition: int, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Keys that begin so, with their values."""
        for key, value in self._db_for_partition(partition).items(from_key=prefix):
            if not key.startswith(prefix):
                return
            yield key, value


class ShelfTable(faust.Table[bytes, bytes]):
    """A Faust table whose data lies on a shelf of ours."""

    def _new_store(self) -> Any:
        on_disk = str(self.app.conf.store).startswith("rocksdb")
        return (RocksShelf if on_disk else MemoryShelf)(
            self.app.conf.store,
            self.app,
            self,
            table_name=self.name,
            key_type=bytes,
            value_type=bytes,
            loop=self.loop,
            options={"driver": "rocksdict", **SMALL} if on_disk else None,
        )


# Faust would give each partition of each table a block cache of 2 GB.
SMALL = {"block_cache_size": 32 * 2**20, "write_buffer_size": 8 * 2**20, "max_open_files": 200}


class Ledger:
    """A table as a stage sees it: what lies on the shelf, under the writes of the batch at hand."""

    def __init__(self, shelf: Callable[[], Shelf]) -> None:
        self._shelf = shelf
        self._pending: dict[tuple[int, bytes], bytes] = {}

    def get(self, partition: int, key: bytes) -> bytes | None:
        """The latest value, or None."""
        pending = self._pending.get((partition, key))
        return pending if pending is not None else self._shelf().fetch(partition, key)

    def put(self, partition: int, key: bytes, value: bytes) -> None:
        """Write, to be kept when the batch is."""
        self._pending[partition, key] = value

    def under(self, partition: int, prefix: bytes) -> dict[bytes, bytes]:
        """All that stands under a prefix."""
        found = dict(self._shelf().under(partition, prefix))
        for (where, key), value in self._pending.items():
            if where == partition and key.startswith(prefix):
                found[key] = value
        return found

    @property
    def pending(self) -> dict[tuple[int, bytes], bytes]:
        """The writes of the batch, the last of each key."""
        return self._pending

    def settle(self) -> None:
        """The changelog has them: put the writes on the shelf."""
        shelf = self._shelf()
        for (partition, key), value in self._pending.items():
            shelf.keep(partition, key, value)
        self._pending = {}
