"""A running system made again beside itself: the same by the same rules, otherwise with other words; then followed."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas.correction import Dismiss, correct
from schemas.incident import Incident
from schemas.message import encode
from streams import archive, topics, up
from streams.feeds.item import Refused
from streams.generations import known
from streams.rebuild import incidents_of
from streams.settings import Settings
from tests.kafka.chaos import publish
from tests.shell import flow
from tests.shell.stub import START

pytestmark = pytest.mark.kafka
WORDS = '[[actor]]\nid = "iri-front"\nname = "IRI Front"\ncountry = "IRQ"\naliases = ["Islamic Resistance in Iraq"]\n'


def demo() -> list[Any]:
    with archive.opened(str(archive.DEMO)) as one:
        return [item for item in one.items() if not isinstance(item, Refused)]


@pytest.fixture
def system(settings: Settings) -> Iterator[Settings]:
    """A worker and a server of their own processes; they follow whatever generation is in use."""
    first = 26_000 + os.getpid() % 4000
    port, metrics = up.free_ports("127.0.0.1", first, 1)[0], up.free_ports("127.0.0.1", first + 10, 1)[0]
    chosen = settings.model_copy(update={"port": port, "metrics_port": metrics + 20})
    children = [up.worker(chosen, 0, metrics), up.server(chosen)]
    for one in children:
        one.start()
    yield chosen
    for one in children:
        assert one.process
        one.process.terminate()
    for one in children:
        assert one.process
        one.process.wait(30)


def rebuild(settings: Settings, *arguments: str) -> dict[str, Any]:
    """The command with `--json`, in a process of its own."""
    command = [sys.executable, "-m", "streams.cli", "rebuild", "--json", *arguments]
    environment = {**os.environ, **up.passed_on(settings)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.25)


def served(settings: Settings) -> dict[str, Any] | None:
    """What the server says of all attacks by day; None while it begins anew."""
    address = f"http://127.0.0.1:{settings.port}/v1/counts?kind=attack&since=2023-10-01&by=day"
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return dict(json.load(answer))
    except OSError:
        return None


def stand(settings: Settings) -> dict[str, bytes]:
    return {one.id: encode(one) for one in incidents_of(settings)}


def generation(settings: Settings, name: str) -> Settings:
    return settings.model_copy(update={"generation": name})


def an_incident(settings: Settings) -> Incident:
    return min((one for one in incidents_of(settings) if one.kind == "attack" and one.best), key=lambda one: one.id)


def test_made_again_compared_followed_and_dropped(system: Settings, tmp_path: Path) -> None:
    news = demo()
    flow.publish(system, news[:-10])
    flow.settle(system)
    one = an_incident(system)
    made = correct(one.bucket, Dismiss(events=(one.events[0],)), "ann", "untrue", START)
    publish(system, [(topics.CORRECTIONS, one.bucket.encode(), encode(made))])
    flow.settle(system)

    same = rebuild(system, "--name", "again", "--switch")
    assert (same["equal"], same["wrong"]) == (True, 0)
    again = generation(system, "again")
    assert stand(again) == stand(system), "incidents of the same rules are the same bytes"
    assert flow.counts(again, topics.COUNTS) == flow.counts(system, topics.COUNTS)
    assert known(system).live == "again"

    before = stand(system)
    flow.publish(system, news[-10:])
    until(lambda: len(stand(again)) > len(before))
    flow.settle(again)
    assert stand(system) == before, "nobody works on the old one any more"
    total = sum(one.best for one in incidents_of(again) if one.kind == "attack" and one.modality == "occurred")
    until(lambda: (said := served(system)) is not None and said["value"] == total)

    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.toml").write_text(WORDS)
    other = rebuild(system, "--words", str(tmp_path / "own"))
    assert other["generation"] == "g2"
    moved = {one["series"]: one["after"]["best"] - one["before"]["best"] for one in other["counts"]}
    assert moved["attack|actor=iri-front"] > 0
    assert moved["attack|actor=islamic-resistance-in-iraq"] < 0
    assert known(system).live == "again", "nobody said to switch"
    assert known(system).made["g2"].words == {"own.toml": WORDS}

    command = [sys.executable, "-m", "streams.cli", "rebuild", "--drop", "g2"]
    subprocess.run(command, env={**os.environ, **up.passed_on(system)}, check=True, capture_output=True)
    assert set(known(system).made) == {"again"}
    assert not [one.topic for one in topics.diff(again)]
    assert len(topics.diff(generation(system, "g2"))) == len(topics.plans(system)) - len(topics.SHARED)
