"""Topics that a real broker has just made: the commands that ask for them at once."""

import uuid
from typing import Any

import pytest

from streams.cli import outcome

pytestmark = pytest.mark.kafka


def test_topics_are_made_and_compared_in_one_breath(kafka: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITREP_BROKER", kafka.bootstrap)
    monkeypatch.setenv("SITREP_TOPIC_PREFIX", f"{uuid.uuid4().hex[:8]}.")
    assert [outcome(["topics", "apply"]), outcome(["topics", "diff"]), outcome(["dlq", "ls"])] == [0, 0, 0]
