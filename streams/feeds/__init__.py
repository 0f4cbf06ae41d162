"""Feed formats: bytes to articles. They know no Kafka, no HTTP, no clock."""

from streams.feeds import jsonfeed, ndjson, ninjs, rss
from streams.feeds.item import Format

FORMATS: dict[str, Format] = {
    "ndjson": ndjson.parse,
    "ninjs": ninjs.parse,
    "rss": rss.parse,
    "jsonfeed": jsonfeed.parse,
}


def guess(raw: bytes) -> str:
    """The format of what a server sent, whatever it calls it."""
    start = raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith((b"{", b"[")):
        return "rss"
    return "jsonfeed" if b"jsonfeed.org/version/" in raw.replace(b"\\/", b"/") else "ninjs"
