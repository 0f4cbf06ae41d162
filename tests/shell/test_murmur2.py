"""Keys go where every Java client sends them, and where librdkafka's murmur2 does."""

import pytest

from streams.outbox import partition_of

# From the tests of Apache Kafka's own Utils.murmur2: the 32-bit hashes of these strings.
HASHES = {
    b"21": -973932308,
    b"foobar": -790332482,
    b"a-little-bit-long-string": -985981536,
    b"a-little-bit-longer-string": -1486304829,
    b"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8": -58897971,
    b"abc": 479470107,
}


@pytest.mark.parametrize(("key", "hashed"), HASHES.items())
@pytest.mark.parametrize("partitions", [1, 4, 7, 100])
def test_as_kafka_does(key: bytes, hashed: int, partitions: int) -> None:
    assert partition_of(key, partitions) == (hashed & 0x7FFFFFFF) % partitions
