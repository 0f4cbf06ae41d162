"""Archives on disk or on standard input, compressed or not, as items of a feed format."""

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from streams.feeds import FORMATS, ndjson
from streams.feeds.item import Item, Refused

DEMO = Path(__file__).with_name("demo.ndjson")
WHOLE_BYTES = 64_000_000
"""The largest file of a format that is read as a whole."""
_CHUNK = 1 << 20


class NoArchive(Exception):
    """There is no such file, or it may not be read."""


class DamagedArchive(Exception):
    """The file cannot be read to its end."""


@dataclass(slots=True)
class Archive:
    """An open archive. `size` is in bytes as stored, None where it is not known beforehand."""

    name: str
    stream: IO[bytes]
    stored: IO[bytes]
    size: int | None

    def position(self) -> int:
        """How many stored bytes have been read."""
        return self.stored.tell() if self.size is not None else 0

    def items(self, form: str = "ndjson", *, article_bytes: int = ndjson.ARTICLE_BYTES) -> Iterator[Item]:
        """The items in order. Raises `DamagedArchive` where the file is damaged."""
        with whole(self.name):
            yield from ndjson.read(self.stream, article_bytes=article_bytes) if form == "ndjson" else self._whole(form)

    def lines(self) -> Iterator[bytes]:
        """The lines as they are. Raises `DamagedArchive` where the file is damaged."""
        with whole(self.name):
            yield from self.stream

    def _whole(self, form: str) -> Iterator[Item]:
        raw = self.stream.read(WHOLE_BYTES + 1)
        if len(raw) > WHOLE_BYTES:
            yield Refused("too-large", f"more than {WHOLE_BYTES} bytes", 1, raw[:65536])
        else:
            yield from FORMATS[form](raw)


@contextmanager
def whole(name: str) -> Iterator[None]:
    """Turns what is raised where a file cannot be read on into `DamagedArchive`."""
    try:
        yield
    except (OSError, EOFError, zlib.error) as wrong:
        raise DamagedArchive(f"{name}: cannot be read to its end: {wrong}") from wrong


@contextmanager
def opened(path: str) -> Iterator[Archive]:
    """Opens a file, `-` for standard input; what is packed by gzip is decompressed. Raises `NoArchive`."""
    if path == "-":
        if sys.stdin is None:
            raise NoArchive("standard input: closed")
        # Neither sys.stdin nor closed: either would wait for a reader that a silent pipe blocks.
        piped = io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False))
        yield Archive("standard input", _unpacked(piped), piped, None)
        return
    with _stored(path) as stored:
        yield Archive(path, _unpacked(stored, packed=path.endswith(".gz")), stored, Path(path).stat().st_size)


def _unpacked(stored: "io.BufferedReader[Any]", *, packed: bool = False) -> IO[bytes]:
    """What is in a file; what begins as gzip does is packed whatever its name."""
    with suppress(OSError):
        packed = packed or stored.peek(2)[:2] == b"\x1f\x8b"
    return cast(IO[bytes], gzip.GzipFile(fileobj=stored)) if packed else stored


def _stored(path: str) -> io.BufferedReader:
    try:
        return Path(path).open("rb")
    except OSError as wrong:
        raise NoArchive(f"{path}: {wrong.strerror}") from wrong


def exceeds(path: str, limit: int) -> bool:
    """Whether a file holds more than `limit` bytes, decompressed; reads no further than that."""
    with opened(path) as archive:
        if archive.stream is archive.stored:
            return (archive.size or 0) > limit
        with whole(path):
            return _holds_more(archive.stream, limit)


def _holds_more(stream: IO[bytes], limit: int) -> bool:
    held = 0
    while held <= limit and (chunk := stream.read(_CHUNK)):
        held += len(chunk)
    return held > limit
