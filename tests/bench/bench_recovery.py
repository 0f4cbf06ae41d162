"""How long a worker takes to recover its tables from their changelogs, in memory and on disk.

`python tests/bench/bench_recovery.py [--records 10000] [--broker HOST:PORT]`: fills one changelog with events, starts a
worker process, and times it from its start until it is ready, beside one with nothing to recover.
The embedded broker keeps 5 MB of each partition: name a real one for more than 12,000 records.
"""

import argparse
import sys
import time
import urllib.request
from pathlib import Path

from confluent_kafka import Producer

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from streams import up
from streams.broker import client_options
from streams.settings import Settings
from streams.tables import SEPARATOR
from streams.topics import ATTACKS_LOG, name_of
from tests.bench.plain import bytes_of
from tests.bench.runs import topics_for
from tests.builders import an_event

READY = 3600.0
PARTITIONS = 4


def fill(settings: Settings, number: int) -> int:
    """Put events into the changelog of the table of attacks; bytes of one."""
    producer = Producer({**client_options(settings), "linger.ms": 20})
    value = bytes_of(an_event("A report of an attack.", shingles=tuple(range(10**8, 10**8 + 16))))
    for at in range(number):
        key = f"attack/bucket-{at % 50}".encode() + SEPARATOR + f"event-{at:08}".encode()
        producer.produce(name_of(ATTACKS_LOG, settings), value, key=key, partition=at % PARTITIONS)
        producer.poll(0 if at % 1000 else 0.05)
    assert producer.flush(120) == 0
    return len(value)


def ready_after(settings: Settings) -> tuple[float, str]:
    """Seconds from a worker's start until it is ready, and the largest number that it said was left."""
    child = up.worker(settings, 0, up.free_ports("127.0.0.1", 24000, 1)[0])
    child.start()
    began, most = time.monotonic(), 0.0
    try:
        while not child.ready():
            if child.code is not None or time.monotonic() - began > READY:
                raise RuntimeError("the worker did not become ready")
            most = max(most, remaining(child))
            time.sleep(0.05)
        return time.monotonic() - began, f"at most {most:,.0f} shown as remaining"
    finally:
        assert child.process
        child.process.terminate()
        child.process.wait(30)


def remaining(child: up.Child) -> float:
    """What the worker's metrics say is left, over all tables."""
    assert child.health
    try:
        with urllib.request.urlopen(child.health.replace("readyz", "metrics"), timeout=1) as page:
            lines = page.read().decode().splitlines()
    except OSError:
        return 0.0
    return sum(float(line.split()[-1]) for line in lines if line.startswith("sitrep_recovery_remaining_records{"))


def main() -> None:
    """The measurements."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=10_000)
    options.add_argument("--broker")
    chosen = options.parse_args()
    for store in ("memory", "rocksdb"):
        with topics_for(chosen.broker) as empty:
            idle, _ = ready_after(empty.model_copy(update={"store": store}))
        with topics_for(chosen.broker) as settings:
            size = fill(settings, chosen.records)
            took, shown = ready_after(settings.model_copy(update={"store": store}))
        rate = chosen.records / max(took - idle, 0.001)
        print(
            f"{store:<8} {chosen.records:,} records of {size} bytes: ready after {took:.1f} s, {idle:.1f} s with none;"
        )
        print(f"         {rate:,.0f} records/s, {shown}", flush=True)


if __name__ == "__main__":
    main()
