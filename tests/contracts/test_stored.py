"""Messages as 0.1.0 wrote them, which stand in topics for ever: every later version reads them, and reads its own later
ones, too, in which there is more than it knows.
"""

from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas.message import Message, decode, encode
from streams.contracts import MESSAGES

STORED = sorted((Path(__file__).parent / "stored").glob("*.json"))
KINDS = {kind.SCHEMA: kind for kind in MESSAGES}


def kind_of(path: Path) -> type[Message]:
    return KINDS[".".join(path.name.split(".")[:2])]


def grown(value: Any) -> Any:
    """The value with one more field wherever it has fields of fixed names."""
    if isinstance(value, list):
        return [grown(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {**{name: one if name == "parts" else grown(one) for name, one in value.items()}, "of_a_later_version": [1]}


def test_each_kind_is_stored() -> None:
    assert {kind_of(path) for path in STORED} == set(MESSAGES)


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.name)
def test_what_was_written_is_read(path: Path) -> None:
    stored = orjson.loads(path.read_bytes())
    read = orjson.loads(encode(decode(kind_of(path), orjson.dumps(stored))))
    assert {name: read[name] for name in stored} == stored


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.name)
def test_what_is_new_is_passed_over(path: Path) -> None:
    stored = orjson.loads(path.read_bytes())
    kind = kind_of(path)
    assert decode(kind, orjson.dumps(grown(stored))) == decode(kind, orjson.dumps(stored))
