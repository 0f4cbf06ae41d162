"""A position: which records of which partitions a number has seen. To everybody else it is an opaque token."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

Partition = tuple[str, int]


def worked(topic: str) -> str:
    """The name by which a position says how far a topic is worked off to the end, not only how far it is read."""
    return f"{topic}:worked"


class PositionError(ValueError):
    """A token that is none of ours; the text says so."""


@dataclass(frozen=True, slots=True)
class Position:
    """The next offset of each partition that has been read from. `epoch` names the logs that the offsets belong to."""

    epoch: str
    offsets: Mapping[Partition, int]

    def reaches(self, other: "Position") -> bool:
        """True if everything that `other` has seen has been seen here."""
        ahead = all(self.offsets.get(partition, 0) >= offset for partition, offset in other.offsets.items())
        return self.epoch == other.epoch and ahead

    @property
    def token(self) -> str:
        vectors: dict[str, list[int]] = {}
        for (topic, number), offset in sorted(self.offsets.items()):
            row = vectors.setdefault(topic, [])
            row.extend([0] * (number - len(row)))
            row.append(offset)
        return base64.urlsafe_b64encode(orjson.dumps([self.epoch, vectors])).decode().rstrip("=")


def position_of(token: str) -> Position:
    """The position that a token stands for. Raises PositionError."""
    try:
        epoch, vectors = orjson.loads(base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True))
        offsets = {
            (str(topic), number): _offset(value) for topic, row in vectors.items() for number, value in enumerate(row)
        }
    except (binascii.Error, ValueError, TypeError, AttributeError) as wrong:
        raise PositionError("not a position that this service gave out") from wrong
    return Position(epoch=str(epoch), offsets={at: offset for at, offset in offsets.items() if offset})


def _offset(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("an offset is a whole number")
    return value
