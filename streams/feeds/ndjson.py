"""Our own form: one article a line, as JSON (DESIGN 2). Lines are read with a cap, so a line may be of any length."""

import io
from collections.abc import Iterator
from typing import IO

from streams.feeds.item import Item, Refused, article_from, json_object

ARTICLE_BYTES = 2_000_000
_KEPT = 64 * 1024


def parse(raw: bytes) -> Iterator[Item]:
    """Every line of `raw` as an article, or as the reason why it is none."""
    return read(io.BytesIO(raw))


def read(stream: IO[bytes], *, article_bytes: int = ARTICLE_BYTES) -> Iterator[Item]:
    """Lines of a stream as they come; memory stays within `article_bytes`, empty lines are skipped."""
    number = 0
    while chunk := stream.readline(article_bytes + 2):
        number += 1
        if len(chunk.rstrip(b"\r\n")) > article_bytes:
            size = len(chunk) + _skip_line(stream, chunk)
            yield Refused("too-large", f"{size} bytes, at most {article_bytes} are taken", number, chunk[:_KEPT])
        elif chunk.strip():
            yield read_line(chunk.strip(), number)


def read_line(raw: bytes, number: int = 1) -> Item:
    """One line as an article, or as the reason why it is none."""
    fields = json_object(raw, number)
    return fields if isinstance(fields, Refused) else article_from(fields, number, raw)


def _skip_line(stream: IO[bytes], chunk: bytes) -> int:
    """Reads on to the end of the line and says how many bytes that took."""
    skipped = 0
    while chunk and not chunk.endswith(b"\n"):
        chunk = stream.readline(_KEPT)
        skipped += len(chunk.removesuffix(b"\n"))
    return skipped
