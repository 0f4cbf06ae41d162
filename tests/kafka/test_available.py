"""The server answers whatever becomes of workers and broker, and says how old its answers are."""

from typing import Any

import pytest

from streams.settings import Settings
from tests.kafka.availability import STALE, trial

pytestmark = pytest.mark.kafka


def test_every_question_is_answered(kafka: Any, settings: Settings) -> None:
    done = trial(kafka, settings, seconds=1)
    assert set(done.asker.answers) == {200}
    assert sum(done.asker.answers.values()) > 50
    assert done.worst["no workers"] > STALE
    assert done.worst["no broker"] > STALE
