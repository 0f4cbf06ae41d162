"""The clients that README shows, run as they stand there, and `sitrep watch`: each lives through a new server."""

import contextlib
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from streams import topics
from streams.broker import embedded
from streams.serving.server import parts
from streams.settings import Settings
from tests.browser.served import running
from tests.builders import ERBIL, KATAIB, TANF, an_event, on
from tests.serving.test_source import Desk

README = (Path(__file__).parents[2] / "README.md").read_text()
CLIENTS = README.partition("### Clients")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"^```(sh|python|js)\n(.*?)^```", CLIENTS, re.MULTILINE | re.DOTALL)
SHELL, PYTHON, SCRIPT, FOLD = (text for _, text in BLOCKS)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
HERE, BROKER = "http://127.0.0.1:8000", "127.0.0.1:9092"
FIRST = an_event("Drones hit the Erbil base.", actors=(KATAIB,), place=ERBIL)
SECOND = an_event("Rockets fell near al-Tanf.", place=TANF, day=on("2023-10-20"))
THIRD = an_event("A drone was shot down over Erbil.", place=ERBIL, day=on("2023-10-28"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with embedded() as broker:
        settings = Settings(broker=broker.address, data=tmp_path)
        topics.apply(settings)
        desk = Desk(settings)
        desk.write(FIRST)
        yield desk


@contextlib.contextmanager
def served(desk: Desk, port: int = 0) -> Iterator[str]:
    """A server over the broker, once it answers."""
    with running(parts(desk.settings), port) as (url, _, _):
        until(lambda: httpx.get(f"{url}/readyz").status_code == 200)
        yield url


def until(true: Callable[[], Any], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.05)


@contextlib.contextmanager
def started(*command: str) -> Iterator[Callable[[], str]]:
    """A program that runs for ever; gives what reads its next line."""
    told: queue.Queue[str] = queue.Queue()
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert program.stdout
    thread = threading.Thread(target=lambda out: [told.put(line.strip()) for line in out], args=(program.stdout,))
    thread.start()
    try:
        yield lambda: told.get(timeout=40)
    finally:
        os.killpg(program.pid, signal.SIGTERM)
        program.wait(10)
        thread.join(10)
        program.stdout.close()


def test_readme_has_them() -> None:
    assert [language for language, _ in BLOCKS] == ["sh", "python", "js", "python"]
    assert all(len(text.splitlines()) <= 18 for _, text in BLOCKS)


@pytest.mark.parametrize("client", ["sh", "python", "watch"])
def test_a_client_goes_on_when_the_server_starts_again(desk: Desk, client: str) -> None:
    with contextlib.ExitStack() as programs:
        with served(desk) as url:
            commands = {
                "sh": ("bash", "-c", SHELL.replace(HERE, url)),
                "python": (sys.executable, "-c", PYTHON.replace(HERE, url)),
                "watch": (sys.executable, "-m", "streams.cli", "watch", "--target", "us-forces", "--server", url),
            }
            line = programs.enter_context(started(*commands[client]))
            assert number(line()) == 1
            desk.write(SECOND)
            assert number(line()) == 2
        desk.write(THIRD)
        with served(desk, httpx.URL(url).port or 0):
            assert number(line()) == 3


def number(line: str) -> int:
    """The count in what a client printed: `3`, `delta 3`, `1 (0 to 1)  attack`, `+1 on 20 Oct, to 2 (0 to 2): ...`."""
    to = re.search(r"to (\d+) \(", line)
    return int(to[1]) if to else int(re.findall(r"\d+", line.partition("(")[0])[-1])


@pytest.fixture
def browser() -> Iterator[webdriver.Chrome]:
    options = Options()
    options.binary_location = CHROMIUM or ""
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM or not DRIVER, reason="needs chromium and chromedriver")
def test_an_event_source_is_told_and_goes_on(desk: Desk, browser: webdriver.Chrome) -> None:
    def said() -> list[Any]:
        return list(browser.execute_script("return window.said"))

    with served(desk) as url:
        browser.get(f"{url}/livez")
        browser.execute_script("window.said = []; console.log = (...words) => window.said.push(words);")
        browser.execute_script(SCRIPT.replace(HERE, url))
        until(lambda: said() == [["snapshot", 1, 0, 1, ""]])
        desk.write(SECOND)
        until(lambda: said()[1:] == [["delta", 2, 0, 2, SECOND.evidence.text]])
    desk.write(THIRD)
    with served(desk, httpx.URL(url).port or 0):
        until(lambda: len(said()) == 3)
        assert said()[2][:2] == ["delta", 3]


def test_who_folds_the_topic_has_the_same_number(desk: Desk) -> None:
    desk.write(SECOND, THIRD, an_event("Drones hit the Erbil base, a second paper says.", source="Harbour Wire"))
    fold = FOLD.replace(BROKER, str(desk.settings.broker))
    with served(desk) as url:
        series = {row["series"]: row["value"] for row in httpx.get(f"{url}/v1/series").json()["series"]}
        for name, params in (("target=us-forces", {"target": "us-forces"}), ("country=IRQ", {"country": "IRQ"})):
            asked = fold.replace("attack|target=us-forces", f"attack|{name}")
            done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, timeout=60, check=True)
            counted = httpx.get(f"{url}/v1/counts", params=params).json()["value"]
            assert int(done.stdout) == counted == series[f"attack|{name}"] > 1
