"""JSON Feed 1 and 1.1 (https://jsonfeed.org/version/1.1)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson

from schemas.message import digest
from streams.feeds.cleaning import from_html, line
from streams.feeds.item import Item, Refused, article_from, host_of, json_object, texts_of, web_address


def parse(raw: bytes) -> Iterator[Item]:
    """The items of a feed, in its order."""
    feed = json_object(raw)
    if isinstance(feed, Refused):
        yield feed
        return
    items = feed.get("items")
    if not str(feed.get("version", "")).startswith("https://jsonfeed.org/version/") or not isinstance(items, list):
        yield Refused("unsupported", "no JSON Feed: `version` or `items` is missing", 1, raw[:65536])
        return
    for number, item in enumerate(items, 1):
        yield _article(item, feed, number)


def _article(item: Any, feed: dict[str, Any], number: int) -> Item:
    raw = orjson.dumps(item)
    if not isinstance(item, dict):
        return Refused("contract", "an item is no object", number, raw)
    url = web_address(texts_of(item, "url", "external_url"))
    source = host_of(url) or host_of(texts_of(feed, "home_page_url", "feed_url")) or line(texts_of(feed, "title"))
    fields = {
        "id": digest(source, str(item.get("id") or url)) if item.get("id") or url else None,
        "url": url,
        "source": source,
        "title": texts_of(item, "title"),
        "text": texts_of(item, "content_text")
        or from_html(texts_of(item, "content_html"))
        or texts_of(item, "summary"),
        "published": item.get("date_published") or item.get("date_modified"),
        "language": texts_of(item, "language") or texts_of(feed, "language") or "en",
        "author": _author(item) or _author(feed),
        "version": _version(item),
    }
    return article_from(fields, number, raw)


def _author(part: dict[str, Any]) -> str | None:
    authors = part.get("authors") or [part.get("author")]
    names = [texts_of(one, "name") for one in authors if isinstance(one, dict)] if isinstance(authors, list) else []
    return ", ".join(filter(None, names)) or None


def _version(item: dict[str, Any]) -> int:
    """Seconds of the change, so that a later change is a later version; 1 where there was none."""
    try:
        published, modified = (datetime.fromisoformat(item[name]) for name in ("date_published", "date_modified"))
        return int(modified.timestamp()) if modified > published else 1
    except (KeyError, TypeError, ValueError, OverflowError):
        return 1
