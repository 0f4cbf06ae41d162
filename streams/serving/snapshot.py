"""The read model on local disk, so that a restart reads only what came after. It may be deleted at any time.

A file that was made from other topics, by another version, or is not whole, is left aside: then the topics are read
from the start. It holds data alone, nothing of it is run.
"""

import asyncio
import contextlib
import fcntl
import gc
import logging
import os
import struct
import sys
import time
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO
from zipfile import BadZipFile

from streams.serving.model.columns import Archive, Columns, listed, write
from streams.serving.model.packing import FAMILIAR
from streams.serving.model.position import Partition, Position
from streams.serving.model.view import View

FORMAT = 2
"""To be raised whenever something else is held of a record, or is held in another way."""
MADE = [FORMAT, sys.byteorder, zlib.crc32(FAMILIAR)]
BROKEN = (OSError, BadZipFile, EOFError, ValueError, LookupError, TypeError, RuntimeError, zlib.error, struct.error)
"""What reading a file raises that is no snapshot, or only a part of one."""
PRIVATE = 0o600
SHARE = 9
"""Between two snapshots so many times as long as one takes, at least."""

log = logging.getLogger(__name__)


class StrangeError(ValueError):
    """A snapshot of something else; the text says of what."""


class Snapshot:
    """One file. `every` is how many seconds after the last one it is written again."""

    def __init__(self, path: Path, every: float) -> None:
        self._path = path
        self._every = every
        self.written: Position | None = None

    def load(self, view: View, ends: Mapping[Partition, tuple[int, int]]) -> bool:
        """Be as the view was when it was written, if that can be. `ends` are where the logs begin and end."""
        began = time.monotonic()
        gc.disable()  # All that is made here stays.
        try:
            self._load(view, ends)
        except FileNotFoundError:
            return False
        except BROKEN as wrong:
            why = str(wrong) or type(wrong).__name__
            log.warning("%s is not used (%s); the topics are read from the start", self._path, why)
            return False
        finally:
            gc.enable()
        self.written = view.position
        log.info("%d incidents from %s in %.1f s", len(view.shelf), self._path, time.monotonic() - began)
        return True

    def _load(self, view: View, ends: Mapping[Partition, tuple[int, int]]) -> None:
        with contextlib.closing(Archive(self._path)) as saved:
            made, epoch, rows = saved.listed("about")
            if made != MADE:
                raise StrangeError("made by another version")
            if epoch != view.epoch:
                raise StrangeError("made from other topics")
            offsets = {(topic, number): offset for topic, number, offset in rows}
            for at, offset in offsets.items():
                first, end = ends.get(at, (0, -1))
                if not first <= offset <= end:
                    raise StrangeError(f"{at[0]} {at[1]} has records {first} to {end}, not {offset}")
            view.restore(saved, offsets)

    async def keep(self, view: View) -> None:
        """Write it again and again, for ever."""
        took = 0.0
        while True:
            await asyncio.sleep(max(self._every, SHARE * took))
            began = time.monotonic()
            await self.save(view)
            took = time.monotonic() - began

    async def save(self, view: View) -> None:
        """Write the view as it now stands, on a thread, unless nothing was read since. A full disk only costs time."""
        position = view.position
        if position == self.written or not position.offsets:
            return
        about = [MADE, position.epoch, [(*at, offset) for at, offset in position.offsets.items()]]
        columns = {"about": listed(about), **view.columns()}
        try:
            await asyncio.to_thread(self._write, columns)
            self.written = position
        except BlockingIOError:
            log.info("%s is being written by another process", self._path)
        except OSError as wrong:
            log.warning("%s cannot be written (%s)", self._path, wrong.strerror)

    def _write(self, columns: Columns) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_name(self._path.name + ".part")
        with open(part, "r+b", opener=_private) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.truncate(0)
            write(file, columns)
            _settle(file)
            part.replace(self._path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT, PRIVATE)


def _settle(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
