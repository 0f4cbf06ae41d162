"""RSS and Atom, by feedparser on bytes only: what is text comes out as plain text, what has no date is refused."""

import calendar
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from schemas.message import digest
from streams.feeds.cleaning import from_html, line, plain, title_from_html
from streams.feeds.item import Item, Refused, article_from, host_of, web_address

MOST_ITEMS = 5000


def parse(raw: bytes) -> Iterator[Item]:
    """The entries of a feed, in its order. Entity declarations are refused: news needs none, bombs are made of them."""
    if b"<!entity" in raw.replace(b"\0", b"").lower():
        yield Refused("unsupported", "the feed declares XML entities", 1, raw[:65536])
        return
    # A stream, because given bytes feedparser would first try them as the name of a file.
    feed = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version") and not feed.entries:
        yield Refused("unsupported", "neither RSS nor Atom", 1, raw[:65536])
        return
    for number, entry in enumerate(feed.entries[:MOST_ITEMS], 1):
        yield _article(entry, feed.feed, number)


def _article(entry: Mapping[str, Any], feed: Mapping[str, Any], number: int) -> Item:
    url = web_address(str(entry.get("link") or ""))
    source = host_of(url) or host_of(str(feed.get("link") or "")) or line(str(feed.get("title") or ""))
    published, updated = _moment(entry, "published"), _moment(entry, "updated")
    fields = {
        "id": digest(source, str(entry.get("id") or url)) if entry.get("id") or url else None,
        "url": url,
        "source": source,
        "title": title_from_html(str(entry.get("title") or "")),
        "text": _text(entry),
        "published": published or updated,
        "language": str(entry.get("language") or feed.get("language") or "en")[:35],
        "author": str(entry["author"]) if entry.get("author") else None,
        "version": int(updated.timestamp()) if published and updated and updated > published else 1,
    }
    raw = json.dumps({name: value for name, value in entry.items() if isinstance(value, str)}).encode()
    if fields["published"] is None:
        return Refused("contract", "published: missing, or no date", number, raw)
    return article_from(fields, number, raw)


def _text(entry: Mapping[str, Any]) -> str:
    """The longest of the bodies, as plain text."""
    bodies = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    texts = [
        (plain if body.get("type") == "text/plain" else from_html)(str(body.get("value") or "")) for body in bodies
    ]
    return max(texts, key=len)


def _moment(entry: Mapping[str, Any], name: str) -> datetime | None:
    """feedparser gives UTC as a tuple, or None where it cannot read the date; its own `get` would mix the two."""
    parts = dict(entry).get(f"{name}_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC) if parts else None
    except (ValueError, OverflowError):
        return None
