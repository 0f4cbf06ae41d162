"""Columns of a read model as members of a zip archive: each has a checksum, and a half-written archive has no index.

Rows that never change are taken by reference when a column is made, and written later, piece by piece, by a thread.
"""

import struct
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any
from zipfile import ZipFile

import orjson
from pyroaring import BitMap

Column = Iterable[bytes]
Columns = Mapping[str, Column]
HEAD = struct.Struct("<Q")
PIECE = 2000
"""So many rows are joined at a time: a thousand of them take a tenth of a millisecond."""


def numbers(values: "array[int]") -> Column:
    return [values.tobytes()]


def bitmaps(rows: Iterable[BitMap]) -> Column:
    return texts([one.serialize() for one in rows])


def texts(rows: Sequence[bytes]) -> Column:
    """How many there are, the length of each, and then all of them."""
    yield HEAD.pack(len(rows))
    for part in _pieces(rows):
        yield array("I", map(len, part)).tobytes()
    for part in _pieces(rows):
        yield b"".join(part)


def listed(rows: Sequence[Any], told: Callable[[Any], Any] = lambda row: row) -> Column:
    """Rows as JSON, a list of many on each line; `told` gives what is written of each."""
    for part in _pieces(rows):
        yield orjson.dumps([told(row) for row in part]) + b"\n"


def _pieces(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[start : start + PIECE] for start in range(0, len(rows), PIECE))


def write(file: IO[bytes], columns: Columns) -> None:
    """All columns into an open file."""
    with ZipFile(file, "w") as archive:
        for name, pieces in columns.items():
            with archive.open(name, "w", force_zip64=True) as member:
                for piece in pieces:
                    member.write(piece)


class Archive:
    """What was written. Raises `zipfile.BadZipFile` where it is no archive, or not as it was written."""

    def __init__(self, path: Path) -> None:
        self._zip = ZipFile(path)

    def close(self) -> None:
        self._zip.close()

    def numbers(self, name: str, code: str) -> "array[int]":
        values: array[int] = array(code)
        values.frombytes(self._zip.read(name))
        return values

    def bitmaps(self, name: str) -> list[BitMap]:
        return [BitMap.deserialize(row) for row in self.texts(name)]

    def bitmap(self, name: str) -> BitMap:
        return self.bitmaps(name)[0]

    def texts(self, name: str) -> list[bytes]:
        with self._zip.open(name) as member:
            (count,) = HEAD.unpack(member.read(HEAD.size))
            lengths = array("I", member.read(4 * count))
            rows = [row for part in _pieces(lengths) for row in _cut(member.read(sum(part)), part)]
            member.read()  # To the end, where the checksum is compared.
        return rows

    def listed(self, name: str) -> Iterator[Any]:
        return (row for line in self._zip.read(name).splitlines() for row in orjson.loads(line))


def _cut(piece: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    start = 0
    for length in lengths:
        yield piece[start : start + length]
        start += length
