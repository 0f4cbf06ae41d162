"""`sitrep feed` as a person and a script meet it: what it prints and how it ends."""

import asyncio
import gzip
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import typer
from typer.testing import CliRunner

from streams import broker, metrics
from streams.cli import polling
from streams.cli.outcome import Exit, Stop
from streams.ingest import Feed, Visit
from streams.settings import Settings
from streams.up import any_port

GOOD = '{"url":"https://a.example/1","title":"T","published":"2023-10-07T00:00:00Z","source":"A"}\n'
LATER = '{"url":"https://a.example/2","title":"T","published":"2023-10-09T00:00:00Z","source":"A"}\n'


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with broker.embedded() as embedded:
        yield embedded.address


def run(*words: str) -> Any:
    app = typer.Typer()
    polling.register(app)
    app.callback()(lambda: None)
    return CliRunner().invoke(app, ["feed", *words])


def stop_of(result: Any) -> tuple[Exit, str]:
    assert isinstance(result.exception, Stop)
    assert "\n" not in str(result.exception)
    return result.exception.code, str(result.exception)


def test_publish_says_how_many(tmp_path: Path, address: str) -> None:
    (tmp_path / "a.ndjson").write_text(GOOD)
    (tmp_path / "b.ndjson.gz").write_bytes(gzip.compress(LATER.encode()))
    (tmp_path / "packed").write_bytes(gzip.compress(LATER.encode()))
    files = [str(tmp_path / name) for name in ("a.ndjson", "b.ndjson.gz", "packed")]
    result = run("publish", *files, "--broker", address)
    assert (result.exit_code, result.stdout) == (0, "3 of 3 articles published\n")


def test_publish_goes_on_after_a_bad_line_and_ends_with_1(tmp_path: Path, address: str) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text("{bad\n" + GOOD)
    result = run("publish", str(path), "--broker", address, "--json")
    assert result.exit_code == Exit.SOME_FAILED
    summary = json.loads(result.stdout)
    assert (summary["sent"], summary["refused"]) == (1, {"not-json": 1})
    result = run("publish", str(path), "--broker", address)
    assert "line 1: not-json" in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("publish", "missing.ndjson"), Exit.WRONG_USE, "missing.ndjson"),
        (("publish", "/"), Exit.WRONG_USE, "directory"),
        (("publish", __file__, "--format", "xlsx"), Exit.WRONG_USE, "xlsx"),
        (("replay",), Exit.WRONG_USE, "--demo"),
        (("replay", "--demo", "--speed", "fast"), Exit.WRONG_USE, "--speed"),
        (("replay", "--demo", "--from", "tomorrow"), Exit.WRONG_USE, "tomorrow"),
        (("poll",), Exit.WRONG_USE, "--list"),
        (("poll", "--list", "missing.toml"), Exit.WRONG_USE, "missing.toml"),
        (("publish", __file__, "--broker", "127.0.0.1:1"), Exit.NO_BROKER, "127.0.0.1:1"),
        (("poll", "https://a.example/", "--broker", "127.0.0.1:1"), Exit.NO_BROKER, "127.0.0.1:1"),
    ],
)
def test_wrong_use_is_one_line(address: str, words: tuple[str, ...], code: Exit, part: str) -> None:
    result = run(*words, *(() if "--broker" in words else ("--broker", address)))
    assert stop_of(result)[0] == code
    assert part in stop_of(result)[1]


def test_what_is_refused_cannot_speak_to_a_terminal(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITREP_ARTICLE_BYTES", "1000")
    item = {"uri": "urn:a.example:\x1b[31m", "headline": "T" * 2000, "versioncreated": "2023-10-07T00:00:00Z"}
    (tmp_path / "one.json").write_text(json.dumps(item))
    result = run("publish", str(tmp_path / "one.json"), "--format", "ninjs", "--broker", address)
    assert result.exit_code == Exit.SOME_FAILED
    assert "too-large: urn:a.example:[31m: " in result.stderr
    assert "\x1b" not in result.stderr


def test_a_damaged_archive_sends_what_it_can(tmp_path: Path, address: str) -> None:
    path = tmp_path / "a.ndjson.gz"
    path.write_bytes(gzip.compress(GOOD.encode())[:-6])
    assert stop_of(run("publish", str(path), "--broker", address))[0] == Exit.SOME_FAILED


def test_an_archive_too_large_for_the_embedded_broker_names_the_real_one(tmp_path: Path, address: str) -> None:
    path = tmp_path / "a.ndjson.gz"
    path.write_bytes(gzip.compress(GOOD.encode() * 200_000))
    code, line = stop_of(run("publish", str(path), "--broker", address))
    assert code == Exit.WRONG_USE
    assert "make kafka" in line


def test_replay_of_a_span(tmp_path: Path, address: str) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text(GOOD + LATER)
    words = ("replay", str(path), "--speed", "max", "--broker", address)
    assert run(*words).stdout == "2 of 2 articles published\n"
    assert run(*words, "--from", "2023-10-08").stdout == "1 of 1 articles published\n"
    assert run(*words, "--until", "2023-10-07T00:00:00Z").stdout == "0 of 0 articles published\n"


def test_the_demo_goes_in_whole(address: str) -> None:
    result = run("replay", "--demo", "--speed", "max", "--broker", address, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["sent"] > 80


def test_polling_a_private_address_is_refused(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITREP_DATA", str(tmp_path))
    result = run("poll", "http://127.0.0.1:9/feed", "--once", "--broker", address)
    assert result.exit_code == Exit.SOME_FAILED
    assert "private-address" in result.stderr


async def test_what_a_poller_fetches_is_shown_to_prometheus(unused_port: int) -> None:
    watch = polling.Watch()

    async def visiting() -> list[Visit]:
        metrics.feed_poll_failure("timeout")
        async with aiohttp.ClientSession(f"http://127.0.0.1:{unused_port}") as client:
            for path, part in (("/metrics", "sitrep_feed_poll_failures_total"), ("/livez", '"ok"')):
                async with client.get(path) as answer:
                    assert answer.status == 200
                    assert part in await answer.text()
            for failure, status in (("", 503), ("broker", 503), ("status", 200), (None, 200)):
                if failure != "":
                    watch(Visit(Feed("https://a.example/"), failure=failure))
                async with client.get("/readyz") as answer:
                    assert answer.status == status
        return []

    await polling.measured(Settings(), unused_port, visiting, watch.waits_for)


def test_a_poller_that_is_told_to_stop_ends_at_once_and_well(address: str, unused_port: int) -> None:
    """As process 1 of a container it would not be ended by a signal that it does not heed."""
    words = ("feed", "poll", "http://127.0.0.1:9/", "--allow-private", "--metrics-port", str(unused_port))
    command = (sys.executable, "-m", "streams.cli", *words, "--broker", address)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + 30
        while not answers(unused_port) and time.monotonic() < until:
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert process.stderr
        assert "Traceback" not in process.stderr.read()


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


async def test_a_busy_port_of_the_metrics_is_said_in_one_line(address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = await asyncio.to_thread(run, "poll", "http://a.example", "--metrics-port", port, "--broker", address)
    code, line = stop_of(result)
    assert (code, f"Port {port}" in line) == (Exit.WRONG_USE, True)


@pytest.fixture
def unused_port() -> int:
    return any_port("127.0.0.1")
