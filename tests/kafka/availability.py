"""Every question is answered while workers die, join and leave and the broker restarts; staleness grows and falls.

`python -m tests.kafka.availability [--seconds 60]` starts a broker and prints what was asked, and how it was answered.
"""

import argparse
import itertools
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from streams import up
from streams.settings import Settings
from tests import local_kafka
from tests.kafka.conftest import topics_of_their_own
from tests.shell import flow, stub

ASKED = ("/v1/counts?kind=attack&by=day", "/v1/incidents?kind=attack&target=us-forces&since=2023-10-07", "/v1/counts")
PAUSE = 0.02
STALE = 4.0
FRESH = 3.0


@dataclass(slots=True)
class Asker:
    """Asks again and again, on a thread. `answers` are statuses, `staleness` what each answer said of itself."""

    address: str
    answers: Counter[object] = field(default_factory=Counter)
    staleness: list[tuple[float, float]] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        with httpx.Client(base_url=self.address, timeout=10) as client:
            for path in itertools.cycle(ASKED):
                if self.done.wait(PAUSE):
                    return
                try:
                    answer = client.get(path)
                except httpx.HTTPError as failed:
                    self.answers[type(failed).__name__] += 1
                    continue
                self.answers[answer.status_code] += 1
                if answer.status_code == 200:
                    self.staleness.append((time.monotonic(), answer.json()["staleness"]))

    @property
    def last(self) -> float:
        return self.staleness[-1][1] if self.staleness else 0.0

    def most(self, since: float) -> float:
        """The oldest that an answer was, since a moment."""
        return max(stale for at, stale in self.staleness if at >= since)


@dataclass(slots=True)
class Trial:
    """What is done to the system, and how stale the answers became through it."""

    kafka: Any
    settings: Settings
    asker: Asker
    worst: dict[str, float] = field(default_factory=dict)
    news: int = 0

    def run(self, seconds: float) -> None:
        """Workers killed and none there, then rebalances and a broker that restarts, until the time is up."""
        began = time.monotonic()
        workers = [self._worker("worker-0"), self._worker("worker-1")]
        try:
            self._publish()
            self._until(lambda: self.asker.last < FRESH, "fresh at first")
            for number in itertools.count():
                self._without_workers(workers)
                self._rebalanced(workers, number)
                self._without_broker()
                if time.monotonic() - began > seconds:
                    break
        finally:
            for one in workers:
                one.kill()

    def _without_workers(self, workers: list[flow.Process]) -> None:
        """All are killed while news comes in; two that know nothing take their places."""
        since = time.monotonic()
        for one in workers:
            one.kill()
        self._publish()
        self._until(lambda: self.asker.last > STALE, "stale without workers")
        for one in workers:
            one.start()
        self._until(lambda: self.asker.last < FRESH, "fresh with workers again")
        self._note("no workers", since)

    def _rebalanced(self, workers: list[flow.Process], number: int) -> None:
        """One more joins, and one is killed."""
        since = time.monotonic()
        workers.append(self._worker(f"worker-{number + 2}"))
        self._publish()
        workers[-1].ready()
        workers.pop(0).kill()
        self._until(lambda: self.asker.last < FRESH, "fresh after a rebalance")
        self._note("a rebalance", since)

    def _without_broker(self) -> None:
        """It is killed, and comes back when the answers have become stale."""
        since = time.monotonic()
        self.kafka.kill()
        self._until(lambda: self.asker.last > STALE, "stale without a broker")
        self.kafka.launch()
        self._publish()
        self._until(lambda: self.asker.last < FRESH, "fresh with the broker again")
        self._note("no broker", since)

    def _worker(self, name: str) -> flow.Process:
        one = flow.Process(self.settings, name)
        one.start()
        return one

    def _publish(self) -> None:
        flow.publish(self.settings, stub.articles(self.news, 300))
        self.news += 1

    def _note(self, what: str, since: float) -> None:
        self.worst[what] = max(self.worst.get(what, 0.0), self.asker.most(since))

    def _until(self, true: Callable[[], bool], what: str, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, f"not {what}; the last answer was {self.asker.last:.1f} s old"
            time.sleep(0.05)


def trial(kafka: Any, settings: Settings, seconds: float) -> Trial:
    """Run it, with a server of its own that is asked all the while."""
    [port] = up.free_ports("127.0.0.1", 27000, 1)
    child = up.server(settings.model_copy(update={"port": port, "rate": 1e6, "burst": 10**6}))
    child.start()
    asker = Asker(f"http://127.0.0.1:{port}")
    thread = threading.Thread(target=asker.run)
    try:
        while not child.ready():
            assert child.code is None, "the server ended"
            time.sleep(0.05)
        thread.start()
        one = Trial(kafka, settings, asker)
        one.run(seconds)
        return one
    finally:
        asker.done.set()
        with suppress(RuntimeError):
            thread.join()
        assert child.process
        child.process.terminate()
        child.process.wait(30)


def main() -> None:
    """The measurement."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kafka = local_kafka.broker.start(Path(folder) / "kafka")
        try:
            done = trial(kafka, topics_of_their_own(kafka, Path(folder) / "data"), chosen.seconds)
        finally:
            kafka.stop()
    print(f"{sum(done.asker.answers.values()):,} answers, by status: {dict(done.asker.answers)}")
    print("at most so many seconds old: " + ", ".join(f"{what} {worst:.1f}" for what, worst in done.worst.items()))
    print(f"at the end {done.asker.last:.1f} s")


if __name__ == "__main__":
    main()
