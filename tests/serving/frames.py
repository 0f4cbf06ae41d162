"""Reads frames as a browser does: event, data, and the id that the client then stands at."""

from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True)
class Frame:
    event: str
    data: dict[str, Any]
    id: str


def read(raw: bytes, last: str = "") -> tuple[list[Frame], str]:
    """The frames, and the last id, which also a block without data moves."""
    frames = []
    for block in raw.decode().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        last = fields.get("id", last)
        if "data" in fields:
            frames.append(Frame(fields.get("event", "message"), orjson.loads(fields["data"]), last))
    return frames, last
