"""A real Apache Kafka for the tests marked `kafka`; without Java or Maven they are skipped with a line that says so."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from streams import topics
from streams.settings import Settings
from tests import local_kafka


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The broker, one for all tests."""
    broker = local_kafka.started(tmp_path_factory.mktemp("kafka"))
    yield broker
    broker.stop()


@pytest.fixture
def settings(kafka: Any, tmp_path: Path) -> Settings:
    """Topics and a group of the test's own."""
    return topics_of_their_own(kafka, tmp_path)


def topics_of_their_own(kafka: Any, data: Path) -> Settings:
    """Topics and a group that nobody else has; sessions short, so that a killed worker is missed soon."""
    name = uuid.uuid4().hex[:8]
    chosen = Settings(
        broker=kafka.bootstrap, topic_prefix=f"{name}.", group=name, session_timeout=6, data=data, batch=50
    )
    topics.apply(chosen)
    return chosen
