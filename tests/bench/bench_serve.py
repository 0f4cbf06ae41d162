"""A thousand subscribers of a server on one core, one of them deaf, all reconnecting at once; and a million incidents.

`python tests/bench/bench_serve.py [--clients 1000] [--incidents 1000000] [--rate 5] [--seconds 20]`: the server is a
process of its own on the first core; the embedded broker, the subscribers and who asks are here, on the others. A delay
is from just before a change is sent to the broker until its delta has been read. All are compared in one run.
"""

import argparse
import asyncio
import os
import random
import resource
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from streams import up
from streams.settings import Settings
from tests.bench.asking import queries
from tests.bench.following import streams
from tests.bench.process import pinned
from tests.bench.runs import topics_for


def main() -> None:
    """The measurements."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clients", type=int, default=1000)
    options.add_argument("--incidents", type=int, default=1_000_000)
    options.add_argument("--rate", type=float, default=5)
    options.add_argument("--seconds", type=float, default=20)
    chosen = options.parse_args()
    load = os.getloadavg()[0]
    print(f"load {load:.1f} on {os.cpu_count()} cores; server on one of them, the rest on the others", flush=True)
    random.seed(7)
    files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(files[1], 4 * chosen.clients + 1000), files[1]))
    pinned(os.getpid(), first=False)
    free = {"rate": 1e6, "burst": 10**6, "streams_each": 4 * chosen.clients + 1}
    parts: list[Callable[[Settings], None]] = []
    if chosen.clients:
        parts.append(lambda settings: asyncio.run(streams(settings, chosen)))
    if chosen.incidents:
        parts.append(lambda settings: queries(settings, chosen.incidents))
    for part in parts:
        with topics_for(None) as settings:
            [port] = up.free_ports("127.0.0.1", 25000, 1)
            part(settings.model_copy(update={**free, "port": port}))


if __name__ == "__main__":
    main()
