"""Feed formats: bytes to articles. They know no Kafka, no HTTP, no clock."""

from streams.feeds import ndjson
from streams.feeds.item import Format

FORMATS: dict[str, Format] = {
    "ndjson": ndjson.parse,
}
