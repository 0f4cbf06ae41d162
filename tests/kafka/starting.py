"""How soon a server answers that starts from its snapshot, and one that reads the topics from their beginning.

`python -m tests.kafka.starting [--changes 3000] [--rounds 3]` starts a broker, fills its topics with changes of
incidents and the counts that follow, and starts the server in turn without and with a snapshot. A start is from the
process's first moment until `/readyz` says that all which was there then has been read.
"""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median

from streams import up
from streams.producer import connected
from streams.settings import Settings
from tests import local_kafka
from tests.bench.following import Newsdesk
from tests.bench.process import processor, serving
from tests.kafka.conftest import topics_of_their_own


async def fill(settings: Settings, changes: int) -> int:
    """So many changes of incidents and their counts; the number of records."""
    async with connected(settings) as producer:
        desk = Newsdesk(settings, producer)
        await desk.steadily(1e9, changes / 1e9)
        return desk.records


def started(settings: Settings) -> tuple[float, float]:
    """Seconds until a server answers, and those of its processor; it leaves a snapshot behind."""
    began = time.monotonic()
    with serving(settings) as child:
        return time.monotonic() - began, processor(child)


def compared(settings: Settings, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Starts without and with a snapshot, in turn."""
    took: dict[str, list[tuple[float, float]]] = {"without a snapshot": [], "with its snapshot": []}
    for _ in range(rounds):
        settings.snapshot.unlink(missing_ok=True)
        for several in took.values():
            several.append(started(settings))
    return took


def main() -> None:
    """The measurement."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--changes", type=int, default=3000)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kafka = local_kafka.broker.start(Path(folder) / "kafka")
        try:
            settings = topics_of_their_own(kafka, Path(folder) / "data")
            records = asyncio.run(fill(settings, chosen.changes))
            [port] = up.free_ports("127.0.0.1", 26000, 1)
            took = compared(settings.model_copy(update={"port": port}), chosen.rounds)
            size = settings.snapshot.stat().st_size / 2**20
        finally:
            kafka.stop()
    print(f"{chosen.changes:,} changes, {records:,} records in all; the snapshot has {size:.1f} MB")
    for name, several in took.items():
        seconds, worked = (median(column) for column in zip(*several, strict=True))
        print(f"{name}: ready after {seconds:.1f} s, {worked:.1f} s of processor (median of {len(several)})")


if __name__ == "__main__":
    main()
