"""Feed formats: bytes to articles. They know no Kafka, no HTTP, no clock."""

from streams.feeds import jsonfeed, ndjson, ninjs, rss
from streams.feeds.item import Format

FORMATS: dict[str, Format] = {
    "ndjson": ndjson.parse,
    "ninjs": ninjs.parse,
    "rss": rss.parse,
    "jsonfeed": jsonfeed.parse,
}
