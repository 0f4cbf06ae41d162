"""The local Apache Kafka of deploy/kafka, whose files belong to no package: for tests, and for what is run by hand."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "deploy" / "kafka" / "local.py"

# As Python does for the script itself: its neighbours are found beside it.
sys.path.append(str(SCRIPT.parent))
broker: Any = import_module("broker")
jars: Any = import_module("jars")


def started(data: Path) -> Any:
    """A broker that keeps its data there; without Java or Maven the test is skipped with a line that says so."""
    try:
        return broker.start(data)
    except jars.MissingError as missing:
        pytest.skip(f"Kafka tests skipped: {missing}")
