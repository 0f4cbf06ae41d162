"""Chaos with a seed: news and corrections through a real Kafka while workers die, join, leave and stand still.

`python -m tests.kafka.chaos [--seeds 100] [--first 0]` starts a broker, runs one trial after another, and exits 1 if
any of them ends with other incidents or counts than the oracle's; each line says what was done to the system.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from confluent_kafka import Producer

from schemas.article import Article
from schemas.correction import Correction, Dismiss, Edit, Merge, Split, Undo, correct
from schemas.incident import Change, Incident
from schemas.message import decode, encode
from streams import topics
from streams.broker import client_options
from streams.serving.model.audit import faults, written
from streams.serving.model.view import View
from streams.serving.source import Source
from streams.serving.streams.hub import Hub
from streams.settings import Settings
from streams.topics import ARTICLES, CORRECTIONS, Topic, name_of
from tests import local_kafka
from tests.builders import ERBIL, KATAIB
from tests.kafka.conftest import topics_of_their_own
from tests.oracle import counted
from tests.shell import flow, stub

ARTICLES_EACH = 900
STEPS = 7
MOST_WORKERS = 3
SLOW = 2
"""Articles of a trial that take a reader a second and more, each with others waiting behind it."""

Sent = tuple[Topic, bytes, bytes]
Rows = dict[Any, tuple[int, ...]]


@dataclass(slots=True)
class Trial:
    """One seed's run. `done` counts what was done to the system."""

    kafka: Any
    settings: Settings
    dice: random.Random
    workers: list[flow.Process] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    names: int = 0

    def join(self) -> None:
        """Another worker; partitions move while messages flow."""
        self.workers.append(flow.Process(self.settings, f"worker-{self.names}"))
        self.names += 1
        self.workers[-1].start()

    def kill(self) -> None:
        """SIGKILL, and at once another one that knows nothing."""
        self.workers.pop(self.dice.randrange(len(self.workers))).kill()
        self.join()

    def leave(self) -> None:
        """SIGTERM: it finishes what it has at hand."""
        self.workers.pop(self.dice.randrange(len(self.workers))).stop()
        self.join()

    def stand_still(self) -> None:
        """SIGSTOP for longer than the group waits; it wakes up to partitions that have gone to others."""
        one = self.dice.choice(self.workers)
        one.pause()
        time.sleep(self.dice.uniform(1, 8))
        one.wake()

    def restart_broker(self) -> None:
        """The broker goes and comes back."""
        self.kafka.restart()

    def trouble(self) -> None:
        """One thing that goes wrong; most often a kill."""
        ways = {self.kill: 12, self.leave: 2, self.stand_still: 2, self.restart_broker: 1}
        if len(self.workers) < MOST_WORKERS:
            ways[self.join] = 4
        [way] = self.dice.choices(list(ways), list(ways.values()))
        way()
        self.done[way.__name__] += 1

    def run(self, sent: list[Sent]) -> None:
        """Send all in portions, with trouble between them and after; then see that one worker at least works."""
        self.join()
        self.workers[0].ready()
        cuts = sorted(self.dice.sample(range(len(sent)), STEPS - 1))
        for first, last in zip([0, *cuts], [*cuts, len(sent)], strict=True):
            publish(self.settings, sent[first:last])
            time.sleep(self.dice.uniform(0, 1.5))
            self.trouble()
        self.work_off(180)

    def work_off(self, seconds: float) -> None:
        """Wait until nothing is left, with somebody at work."""
        until, quiet = time.monotonic() + seconds, 0
        while quiet < 2:
            self.revive()
            waiting = flow.lag_or_none(self.settings)
            assert time.monotonic() < until, f"{waiting} records still wait"
            quiet = quiet + 1 if waiting == 0 else 0
            time.sleep(0.5)

    def revive(self) -> None:
        """Whoever ended by itself, the broker gone or its session lapsed, is started again, as a supervisor would."""
        for one in [one for one in self.workers if one.ended]:
            self.workers.remove(one)
            self.done["revive"] += 1
            self.join()

    def stop(self) -> None:
        """End all that still run."""
        for one in self.workers:
            one.kill()


def news(dice: random.Random, seed: int) -> list[Article]:
    """Articles of a seed, some of which are slow to read."""
    found = stub.articles(seed, ARTICLES_EACH)
    for number in dice.sample(range(len(found)), SLOW):
        found[number] = found[number].model_copy(update={"title": stub.SLOW})
    return found


def corrections(dice: random.Random, incidents: list[Incident]) -> Iterator[Correction]:
    """Corrections of all kinds, some of them undone, on events that stand, stood or never will."""
    at = stub.START
    for number in range(30):
        at += timedelta(minutes=1)
        one = dice.choice(incidents)
        other = dice.choice([two for two in incidents if two.bucket == one.bucket])
        change: Any = dice.choice(
            [
                Merge(events=(one.events[0], other.events[-1])),
                Split(events=(one.events[-1],), others=one.events[:-1]),
                Dismiss(events=(one.events[0],)),
                Edit(events=(one.events[0],), actors=(KATAIB,)),
                Edit(events=(one.events[0],), place=ERBIL),
                Dismiss(events=(f"never-{number}",)),
            ]
        )
        made = correct(one.bucket, change, "ann", "seen twice", at)
        yield made
        if dice.random() < 0.25:
            yield correct(one.bucket, Undo(correction=made.id), "bob", "no", at + timedelta(seconds=1))


def arranged(dice: random.Random, articles: list[Article], made: list[Correction]) -> list[Sent]:
    """What is sent: some two or three times, each later than its turn by chance, corrections among articles."""
    once: list[Sent] = [(ARTICLES, one.id.encode(), encode(one)) for one in articles]
    for one in made:
        once.insert(dice.randrange(len(once)), (CORRECTIONS, one.bucket.encode(), encode(one)))
    copies = [record for record in once for _ in range(dice.choice((1, 1, 1, 2, 3)))]
    late = [(number + dice.choice((0, 0, 0, 50, 400)) * dice.random(), number) for number in range(len(copies))]
    return [copies[number] for _, number in sorted(late)]


def publish(settings: Settings, sent: list[Sent]) -> None:
    """Send to the sources, as any client would."""
    producer = Producer({**client_options(settings), "partitioner": "murmur2_random"})
    for topic, key, value in sent:
        producer.produce(name_of(topic, settings), value, key=key)
    assert producer.flush(60) == 0


def oracle(articles: list[Article], made: list[Correction]) -> list[Incident]:
    """The incidents that must stand, whatever was done."""
    return list(flow.expected(articles, made).incidents)


async def served(settings: Settings) -> tuple[dict[str, bytes], Rows, int]:
    """What the read model shows: incidents by id, counts, and what its audit finds."""
    view = View()
    source = Source(settings, view, Hub(view))
    task = asyncio.create_task(source.run())
    try:
        until = time.monotonic() + 60
        while not source.ready:
            assert time.monotonic() < until, source.waits_for
            await asyncio.sleep(0.05)
        counts = {key: row for key, row in written(view).items() if any(row)}
        return stand(settings), counts, len(await faults(view))
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def stand(settings: Settings) -> dict[str, bytes]:
    """The incidents that stand on the topic, whole."""
    last: dict[str, Change] = {}
    for _, value, _ in flow.records(settings, topics.INCIDENTS):
        change = decode(Change, value)
        if change.incident not in last or last[change.incident].sequence <= change.sequence:
            last[change.incident] = change
    return {name: encode(change.after) for name, change in last.items() if change.after}


def trial(kafka: Any, settings: Settings, seed: int) -> Counter[str]:
    """Run a seed; what was done to the system. Raises `AssertionError` where anything is lost, doubled or other."""
    dice = random.Random(seed)
    articles = news(dice, seed)
    made = list(corrections(dice, oracle(articles, [])))
    expected = oracle(articles, made)
    run = Trial(kafka, settings.model_copy(update={"store": dice.choice(("memory", "memory", "rocksdb"))}), dice)
    try:
        run.run(arranged(dice, articles, made))
        incidents, counts, diverged = asyncio.run(served(settings))
    finally:
        run.stop()
    same(incidents, {one.id: encode(one) for one in expected}, "incidents")
    same(counts, {key: row for key, row in counted(expected).items() if any(row)}, "counts")
    assert diverged == 0, f"the audit finds {diverged} counts that do not follow"
    return run.done


def same(found: dict[Any, Any], wanted: dict[Any, Any], what: str) -> None:
    """Raise unless both are equal, and say what is lost, too much, or other."""
    lost, more = sorted(wanted.keys() - found.keys()), sorted(found.keys() - wanted.keys())
    other = sorted(key for key in wanted.keys() & found.keys() if wanted[key] != found[key])
    told = f"{what}: {len(lost)} lost, {len(more)} too much, {len(other)} other"
    if lost or more or other:
        raise AssertionError(f"{told}: {[*lost, *more, *other][:5]}")


def main() -> int:
    """Runs the seeds; the exit code says whether all were equal."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=100)
    options.add_argument("--first", type=int, default=0)
    chosen = options.parse_args()
    done, wrong = Counter[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        kafka = local_kafka.broker.start(Path(folder) / "kafka")
        try:
            for seed in range(chosen.first, chosen.first + chosen.seeds):
                began = time.monotonic()
                try:
                    one = trial(kafka, topics_of_their_own(kafka, Path(folder) / f"seed-{seed}"), seed)
                    done += one
                    said = ", ".join(f"{name} {number}" for name, number in sorted(one.items()))
                except AssertionError as differs:
                    wrong, said = wrong + 1, f"FAILS: {differs}"
                print(f"seed {seed}: {time.monotonic() - began:.0f} s; {said}", flush=True)
        finally:
            kafka.stop()
    print(f"{chosen.seeds} runs, {wrong} fail; " + ", ".join(f"{name} {n}" for name, n in sorted(done.items())))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
