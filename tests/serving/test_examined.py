"""Schemathesis finds nothing: a short run, always the same. `python -m tests.serving.examined 600 7` is longer."""

import re

from tests.serving.examined.__main__ import examine


def test_nothing_is_found() -> None:
    done = examine(30, 1, "--max-examples", "20")
    cases = re.search(r"(\d+) generated", done.stdout)
    assert done.returncode == 0, done.stdout[:20_000] + done.stderr
    assert cases
    assert int(cases[1]) > 100
