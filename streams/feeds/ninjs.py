"""IPTC ninjs 1.x and 2.x (https://iptc.org/standards/ninjs/): one object, an array, `{"items": [...]}`, or lines."""

from collections.abc import Iterator
from typing import Any

import orjson

from schemas.message import digest
from streams.feeds.cleaning import from_html, line, title_from_html
from streams.feeds.item import Item, Refused, article_from, host_of, json_value, texts_of

_TEXTS = ("text", "composite")
_ID_LENGTH = 200


def parse(raw: bytes) -> Iterator[Item]:
    """The items in order; what is no text (a picture, a video) is refused as unsupported."""
    for number, item in enumerate(_objects(raw), 1):
        yield item if isinstance(item, Refused) else _article(item, number)


def _objects(raw: bytes) -> Iterator[Any]:
    whole = json_value(raw, 1)
    if isinstance(whole, Refused) and b"\n" in raw.strip():
        yield from (json_value(one, number) for number, one in enumerate(raw.splitlines(), 1) if one.strip())
    elif isinstance(whole, list):
        yield from whole
    elif isinstance(whole, dict) and isinstance(whole.get("items"), list):
        yield from whole["items"]
    else:
        yield whole


def _article(item: Any, number: int) -> Item:
    raw = orjson.dumps(item)
    if not isinstance(item, dict):
        return Refused("contract", "not a JSON object", number, raw)
    if item.get("type", "text") not in _TEXTS:
        return Refused("unsupported", "type: neither text nor composite", number, raw)
    uri = texts_of(item, "uri")
    fields = {
        "id": uri if len(uri) <= _ID_LENGTH else digest(uri),
        "url": uri,
        "source": _source(item, uri),
        "title": title_from_html(texts_of(item, "headline") or _main(item, "headlines") or texts_of(item, "title")),
        "text": _body(item),
        "published": item.get("versioncreated") or item.get("firstcreated") or item.get("contentcreated"),
        "language": texts_of(item, "language") or "en",
        "version": _version(item),
        "pubstatus": texts_of(item, "pubstatus") or "usable",
        "author": texts_of(item, "byline") or _first(item, "bylines", "byline") or None,
    }
    return article_from(fields, number, raw)


def _body(item: dict[str, Any]) -> str:
    """The body as plain text: 1.x has a field for each kind of markup, 2.x a list of bodies."""
    bodies = [one for one in _listed(item, "bodies") if texts_of(one, "value")]
    bodies.sort(
        key=lambda one: (texts_of(one, "role") not in ("main", ""), "html" in texts_of(one, "contenttype").lower())
    )
    if texts_of(item, "body_text"):
        return texts_of(item, "body_text")
    if markup := texts_of(item, "body_xhtml", "body_html"):
        return from_html(markup)
    if not bodies:
        return texts_of(item, "description_text", "description_usage")
    value, kind = texts_of(bodies[0], "value"), texts_of(bodies[0], "contenttype").lower()
    return from_html(value) if "html" in kind or "xml" in kind else value


def _source(item: dict[str, Any], uri: str) -> str:
    named = texts_of(item, "copyrightholder", "infosource") or _first(item, "infosources", "name")
    return line(named or _first(item, "infosource", "name") or host_of(uri) or _authority(uri))


def _authority(uri: str) -> str:
    """`urn:newsml:example.org:20231007:1` and `tag:example.org,2023:1` name who gave the id."""
    parts = uri.split(":")
    return parts[2] if len(parts) > 2 and parts[0] == "urn" else parts[1].split(",")[0] if len(parts) > 1 else ""


def _version(item: dict[str, Any]) -> Any:
    """ninjs has it as text; what is no number goes to the contract, which says so."""
    version = item.get("version") or 1
    return int(version) if isinstance(version, str) and version.isdecimal() and len(version) < 10 else version


def _main(item: dict[str, Any], name: str) -> str:
    """The value with the role `main`, else the first."""
    values = sorted(_listed(item, name), key=lambda one: texts_of(one, "role") != "main")
    return texts_of(values[0], "value") if values else ""


def _first(item: dict[str, Any], name: str, part: str) -> str:
    return next((texts_of(one, part) for one in _listed(item, name)), "")


def _listed(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    listed = item.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
