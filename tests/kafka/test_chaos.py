"""A few seeds of chaos; `make chaos` runs a hundred."""

from typing import Any

import pytest

from streams.settings import Settings
from tests.kafka.chaos import trial

pytestmark = pytest.mark.kafka


@pytest.mark.parametrize("seed", [1, 32, 36])
def test_incidents_and_counts_are_the_oracles_whatever_is_done(kafka: Any, settings: Settings, seed: int) -> None:
    done = trial(kafka, settings, seed)
    assert done["kill"] > 1
