"""Lists of feeds: our TOML, or the OPML that feed readers export."""

import tomllib
import xml.etree.ElementTree as xml
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from streams.feeds import FORMATS
from streams.feeds.cleaning import line
from streams.ingest import ANY, Feed

SHORTEST = 60.0
LONGEST = 200
KEYS = ("url", "format", "every", "source")


class ListError(ValueError):
    """The list is wrong; the text says where, in one line."""


def read_list(path: Path, every: float) -> list[Feed]:
    """The feeds of a file: `[[feeds]]` tables with `url`, and `format`, `every` and `source` at will; or OPML.

    Raises `ListError` and `OSError`.
    """
    raw = path.read_bytes()
    feeds = list(_from_opml(raw, every) if raw.lstrip().startswith(b"<") else _from_toml(raw, every))
    if not feeds:
        raise ListError("names no feed")
    return feeds


def _from_opml(raw: bytes, every: float) -> Iterator[Feed]:
    if b"<!entity" in raw.lower():
        raise ListError("declares XML entities")
    try:
        outlines = xml.fromstring(raw).iter("outline")
    except xml.ParseError as wrong:
        raise ListError(f"no OPML: {wrong}") from wrong
    for outline in outlines:
        if url := outline.get("xmlUrl"):
            yield Feed(url, every=every)


def _from_toml(raw: bytes, every: float) -> Iterator[Feed]:
    try:
        rows = tomllib.loads(raw.decode("utf-8")).get("feeds", [])
    except ValueError as wrong:
        raise ListError(f"no TOML: {wrong}") from wrong
    if not isinstance(rows, list):
        raise ListError("feeds are tables: [[feeds]]")
    for number, row in enumerate(rows, 1):
        yield _feed(row, number, every)


def _feed(row: Any, number: int, every: float) -> Feed:
    if not isinstance(row, dict) or not isinstance(row.get("url"), str):
        raise ListError(f"feed {number} has no url")
    if unknown := row.keys() - KEYS:
        raise ListError(f"feed {number}: no {min(unknown)!r}; there are {', '.join(KEYS)}")
    form, pause, source = row.get("format", "auto"), row.get("every", every), row.get("source")
    if form not in ("auto", *FORMATS):
        raise ListError(f"feed {number}: no format {form!r}; there are auto, {', '.join(FORMATS)}")
    if not isinstance(pause, (int, float)) or pause < SHORTEST:
        raise ListError(f"feed {number}: every is a number of seconds, at least {SHORTEST:g}")
    if source is not None and not (isinstance(source, str) and 0 < len(source) <= LONGEST and source == line(source)):
        raise ListError(f'feed {number}: source is a host or a name, or "{ANY}" where the feed may name any')
    return Feed(row["url"], form, float(pause), source)
