"""A stage on a bench: no broker, a table in memory, and everything it sends in a list."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.message import Message, encode
from streams.outbox import Outgoing
from streams.stage import Desk, Record, Stage, work
from streams.tables import Ledger, Table

AT = 1_699_185_600_000


@dataclass
class Shelf:
    """A table's data, a mapping for each partition."""

    data: dict[tuple[int, bytes], bytes] = field(default_factory=dict)

    def fetch(self, partition: int, key: bytes) -> bytes | None:
        return self.data.get((partition, key))

    def keep(self, partition: int, key: bytes, value: bytes) -> None:
        self.data[partition, key] = value

    def under(self, partition: int, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
        return ((key, value) for (at, key), value in self.data.items() if at == partition and key.startswith(prefix))


class Bench:
    """One stage, its shelf, and what it sent; `lose` makes the next delivery fail."""

    def __init__(self, make: Callable[[Desk, Any], Stage], table: Table | None = None) -> None:
        self.sent: list[Outgoing] = []
        self.log: list[str] = []
        self.shelf = Shelf()
        self.lose = False
        self.desk = Desk("", table, self.deliver, self.wrote, 1000)
        self._make = make
        self.stage = self.begin()

    def begin(self) -> Stage:
        """The stage as after a start, with what was kept."""
        return self._make(self.desk, Ledger(lambda: self.shelf) if self.desk.table else None)

    def restart(self) -> None:
        """Lose all that was not kept."""
        self.stage = self.begin()

    async def deliver(self, messages: Iterable[Outgoing]) -> dict[tuple[str, int], int]:
        batch = list(messages)
        if self.lose:
            raise ConnectionError("the broker is gone")
        self.sent += batch
        self.log += [message.topic for message in batch]
        return {(message.topic, message.partition or 0): len(self.sent) for message in batch}

    def wrote(self, partition: int, offset: int) -> None:
        self.log.append(f"wrote {partition}")

    async def take(self, *values: Message | bytes | None, partition: int = 0, first: int = 0) -> list[Outgoing]:
        """Hand over a batch; what was sent for it, without the changelog."""
        before = len(self.sent)
        raw = [encode(value) if isinstance(value, Message) else value for value in values]
        await work(self.stage, self.desk, records(raw, partition, first))
        return [message for message in self.sent[before:] if not message.topic.startswith("tables.")]


def records(values: Sequence[bytes | None], partition: int, first: int) -> list[Record]:
    """Records with these values, one after the other."""
    return [
        Record("articles.v1", partition, first + number, b"key", value, AT + number)
        for number, value in enumerate(values)
    ]
