"""Server-sent events as the HTML standard writes them, read line by line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Frame:
    """One event; `id` is where the reader stands after it."""

    event: str
    data: dict[str, Any]
    id: str


def frames(lines: Iterable[str]) -> Iterator[Frame]:
    """The frames of a stream. A block without data moves the id of the next."""
    event, data, last = "message", "", ""
    for line in lines:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "event":
            event = value
        elif name == "data":
            data += value
        elif name == "id":
            last = value
        elif not line:
            if data:
                yield Frame(event, orjson.loads(data), last)
            event, data = "message", ""
