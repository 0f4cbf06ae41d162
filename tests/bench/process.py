"""A server as a process of its own on the first core, and what it takes of memory and processor; figures in a line."""

import math
import os
import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from streams import up
from streams.settings import Settings

READY = 600.0


@contextmanager
def serving(settings: Settings) -> Iterator[up.Child]:
    """A server as a process on the first core; ended as by an operator."""
    child = up.server(settings)
    child.start()
    assert child.process
    pinned(child.process.pid, first=True)
    try:
        until = time.monotonic() + READY
        while not child.ready():
            if child.code is not None or time.monotonic() > until:
                raise RuntimeError("the server did not become ready")
            time.sleep(0.05)
        yield child
    finally:
        child.process.terminate()
        child.process.wait(60)


def pinned(process: int, *, first: bool) -> None:
    """Keep a process on the first core, or off it, where the system can and has more than one."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        cores = os.sched_getaffinity(process)
        os.sched_setaffinity(process, {min(cores)} if first else cores - {min(cores)})


def resident(child: up.Child) -> float:
    """Megabytes of a process in memory."""
    assert child.process
    pages = int(Path(f"/proc/{child.process.pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def processor(child: up.Child) -> float:
    """Seconds of processor that a process has used, by its own clock (clock_getcpuclockid(3) on Linux)."""
    assert child.process
    return time.clock_gettime((~child.process.pid << 3) | 2)


def address(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.port}"


def p(rows: Sequence[float], share: float) -> float:
    """A quantile, in milliseconds."""
    return 1000 * sorted(rows)[max(0, math.ceil(share * len(rows)) - 1)]


def told(what: str, took: Sequence[float]) -> None:
    """One line of delays."""
    figures = f"p50 {p(took, 0.5):.0f} ms  p99 {p(took, 0.99):.0f} ms  max {1000 * max(took):.0f} ms"
    print(f"{what}: {figures}  ({len(took):,} frames)", flush=True)
