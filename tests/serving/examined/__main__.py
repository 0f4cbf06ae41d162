"""Examines the API: `python -m tests.serving.examined [SECONDS] [SEED]`; the exit code is 1 where anything is found."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from tests.browser.served import Served, served
from tests.serving.newsroom import a_room

HERE = Path(__file__).parent


@contextlib.contextmanager
def short_streams(news: Served) -> Iterator[None]:
    """Streams that end with a goodbye at once: who examines waits for the end of every answer."""
    done = threading.Event()

    def close() -> None:
        while not done.wait(0.02):
            news.do(lambda: news.room.hub.close("shutdown"))

    thread = threading.Thread(target=close)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def examine(seconds: int, seed: int, *options: str) -> subprocess.CompletedProcess[str]:
    """Run schemathesis for about so long; its report is what it printed."""
    with served(a_room()) as news, short_streams(news):
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml")),
            *("run", f"{news.url}/openapi.json", "--header", "Authorization: Bearer sitrep_all", "--checks", "all"),
            *("--seed", str(seed), "--max-time", str(seconds), "--request-timeout", "20", "--continue-on-failure"),
            *("--generation-database", "none", "--no-color", *options),
        ]
        told = {
            **os.environ,
            "SCHEMATHESIS_HOOKS": "tests.serving.examined.hooks",
            "SITREP_EXAMINED_INCIDENTS": " ".join(held.id for held in news.room.view.shelf),
            "SITREP_EXAMINED_POSITION": news.room.view.position.token,
        }
        return subprocess.run(command, env=told, capture_output=True, text=True, check=False, timeout=seconds + 120)


if __name__ == "__main__":
    seconds, seed = (int(word) for word in (sys.argv[1:] + ["300", "1"][len(sys.argv) - 1 :])[:2])
    done = examine(seconds, seed)
    print(done.stdout, done.stderr)
    sys.exit(done.returncode)
