"""What all tests share: where nothing may be skipped (TESTS_SKIP_NOTHING), a skipped test fails the run."""

import os
from pathlib import Path

import pytest

LABELLED = Path(__file__).parents[2] / "shared" / "eval" / "articles"
collect_ignore = [] if LABELLED.is_dir() else ["test_fusing_scored.py"]


def pytest_report_header() -> str:
    """Says whether what needs labelled news can be measured."""
    return "labelled news: " + ("beside the project" if LABELLED.is_dir() else "not here, so fusing is not scored")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Turns a run with skipped tests into a failed one, if asked."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = len(reporter.stats.get("skipped", ())) if reporter else 0
    if os.environ.get("TESTS_SKIP_NOTHING") and skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
