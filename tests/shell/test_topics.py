"""Topics that others made otherwise than planned: what a worker can live with, and what it cannot."""

import pytest

from streams.settings import Settings
from streams.topics import Difference, uneven


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({}, ""),
        ({"counts.v1": "6", "claims.v1": "1", "dead-letters.v1": "1"}, ""),
        ({"articles.v1": "2", "tables.held.v1": "2"}, ""),
        ({"articles.v1": "2"}, "articles.v1 has 2, tables.held.v1 has 4"),
        ({"tables.tallies.v1": "1"}, "entries.v1 has 4, tables.tallies.v1 has 1"),
        ({"corrections.v1": "1"}, "corrections.v1 has 1"),
    ],
)
def test_a_table_has_the_partitions_of_its_source(found: dict[str, str], said: str) -> None:
    different = [Difference(topic, "partitions", "4", count) for topic, count in found.items()]
    different.append(Difference("entries.v1", "retention.ms", "1", "2"))
    heard = uneven(different, Settings(partitions=4))
    assert said in heard
    assert bool(said) == bool(heard)
