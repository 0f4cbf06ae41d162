"""An archive through the running system on a real Kafka, held against `backtest`: bit for bit in incidents and counts.

`python -m tests.kafka.archive FILE [--copies 2] [--shuffle SEED] [--kill SEED] [--workers 2]` starts a broker and
workers, sends the archive, waits until all is worked off, and exits 1 if anything differs or was lost.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from schemas.article import Article
from streams import archive, topics
from streams.analysis.lexicon.lexicon import load
from streams.backtest import Outcome, run
from streams.feeds.item import Refused
from streams.settings import Settings
from streams.topics import COUNTS
from streams.up import free_ports
from tests import local_kafka
from tests.shell import flow


def articles(path: str) -> list[Article]:
    """The articles of an archive."""
    with archive.opened(path) as one:
        return [item for item in one.items() if not isinstance(item, Refused)]


def arranged(news: list[Article], copies: int, shuffle: int | None) -> list[Article]:
    """As they are sent: each `copies` times, in an order that a seed gives."""
    sent = news * copies
    if shuffle is not None:
        random.Random(shuffle).shuffle(sent)
    return sent


def worker(settings: Settings, number: int) -> subprocess.Popen[bytes]:
    """A worker process."""
    environment = {
        "SITREP_BROKER": str(settings.broker),
        "SITREP_TOPIC_PREFIX": settings.topic_prefix,
        "SITREP_GROUP": settings.group,
        "SITREP_WORKER": f"worker-{number}",
        "SITREP_SESSION_TIMEOUT": "6",
        "SITREP_DATA": str(settings.data),
        "SITREP_METRICS_PORT": str(free_ports("127.0.0.1", 21000 + 50 * number + os.getpid() % 8000, 1)[0]),
    }
    command = [sys.executable, "-m", "streams.cli", "worker"]
    return subprocess.Popen(command, env={**os.environ, **environment}, start_new_session=True)


def worked_off(settings: Settings, workers: list[subprocess.Popen[bytes]], kill: int | None) -> int:
    """Waits until nothing is left to do; kills and restarts workers at random moments on the way. How many kills."""
    chance, kills, quiet = random.Random(kill), 0, 0
    until = time.monotonic() + 3000
    while quiet < 3:
        assert time.monotonic() < until, "not worked off in time"
        time.sleep(chance.uniform(2, 9) if kill is not None else 1)
        waiting = flow.lag_or_none(settings)
        quiet = quiet + 1 if waiting == 0 else 0
        if kill is not None and kills < 12 and waiting:
            number = chance.randrange(len(workers))
            workers[number].kill()
            workers[number].wait()
            workers[number] = worker(settings, number)
            kills += 1
    return kills


def differences(outcome: Outcome, settings: Settings) -> list[str]:
    """What the running system has otherwise than the pure pipeline."""
    expected, held = {one.id for one in outcome.incidents}, flow.incidents(settings)
    cells, counted = flow.cells(outcome.counts), flow.counts(settings, COUNTS)
    found = [f"incident {one} is missing" for one in sorted(expected - held)]
    found += [f"incident {one} is too much" for one in sorted(held - expected)]
    wrong = sorted(key for key in {*cells, *counted} if cells.get(key) != counted.get(key))
    return found + [f"{key}: {counted.get(key)} instead of {cells.get(key)}" for key in wrong]


def main() -> int:
    """Runs it; the exit code says whether all was equal."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file")
    options.add_argument("--copies", type=int, default=1)
    options.add_argument("--shuffle", type=int)
    options.add_argument("--kill", type=int)
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args()
    news = articles(chosen.file)
    start = time.monotonic()
    outcome = run(news, load())
    print(f"backtest: {len(news)} articles, {len(outcome.incidents)} incidents in {time.monotonic() - start:.0f} s")
    with tempfile.TemporaryDirectory() as folder:
        broker = local_kafka.broker.start(Path(folder) / "kafka")
        settings = Settings(broker=broker.bootstrap, session_timeout=6, data=Path(folder) / "state")
        topics.apply(settings)
        workers = [worker(settings, number) for number in range(chosen.workers)]
        try:
            start = time.monotonic()
            flow.publish(settings, arranged(news, chosen.copies, chosen.shuffle))
            print(f"published {len(news) * chosen.copies} in {time.monotonic() - start:.0f} s")
            kills = worked_off(settings, workers, chosen.kill)
            print(f"worked off after {time.monotonic() - start:.0f} s, {kills} kills")
            wrong = differences(outcome, settings)
        finally:
            for one in workers:
                one.terminate()
            broker.stop()
    print("\n".join(wrong[:20]) or f"equal: {len(outcome.incidents)} incidents, {len(outcome.counts)} counts")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
