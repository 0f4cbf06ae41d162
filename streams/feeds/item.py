"""What a feed format yields: articles, and items that were refused with their reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import orjson
from pydantic import ValidationError

from schemas.article import Article
from schemas.dead_letter import Reason
from schemas.message import first_fault
from streams.feeds.cleaning import line, plain


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that is no article: why, in one line; the number of its line (or item), from 1; its bytes."""

    reason: Reason
    detail: str
    line: int
    raw: bytes


SHOWN = 60
"""So much of a sender's value is told again."""
Item: TypeAlias = Article | Refused
Format: TypeAlias = Callable[[bytes], Iterator[Item]]


def article_from(fields: dict[str, Any], number: int, raw: bytes) -> Item:
    """Checks fields that are plain text already; what breaks the contract comes back as `Refused`."""
    done = cleaned(fields)
    if not done.get("url", "-") and not fields.get("id"):
        return Refused("contract", _no_address(fields["url"]), number, raw)
    try:
        return Article.model_validate({**fields, **done})
    except ValidationError as wrong:
        return Refused("contract", first_fault(wrong), number, raw)


def cleaned(fields: dict[str, Any]) -> dict[str, str]:
    """The texts among the fields, without what is unseen; a URL that is no web address is emptied."""
    texts = {name: fields[name] for name in ("title", "source", "author") if isinstance(fields.get(name), str)}
    done = {name: line(value) for name, value in texts.items()}
    if isinstance(fields.get("text"), str):
        done["text"] = plain(fields["text"])
    if isinstance(fields.get("url"), str):
        done["url"] = web_address(fields["url"])
    return done


def web_address(url: str) -> str:
    """The address if a browser may follow it, else nothing: `javascript:` and its like are no links."""
    address = line(url)
    return address if address.lower().startswith(("http://", "https://", "urn:", "tag:")) else ""


def _no_address(url: str) -> str:
    """Why an article that nothing but its address could name is refused, with the address cut short."""
    value = line(url)
    cut = value if len(value) <= SHOWN else f"{value[:SHOWN]}..."
    return f"url {cut!r}: no web address (https://...), and no id to know the article by; send one of the two"


def host_of(url: str) -> str:
    """The host of a web address without `www.`; nothing where there is none."""
    try:
        host = urlsplit(web_address(url)).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def json_value(raw: bytes, number: int) -> Any:
    """JSON as Python values, or `Refused`. A byte order mark is allowed."""
    try:
        raw.decode("utf-8")
        return orjson.loads(raw.removeprefix(b"\xef\xbb\xbf"))
    except UnicodeDecodeError as wrong:
        return Refused("not-utf8", f"byte {wrong.start} is not UTF-8", number, raw)
    except orjson.JSONDecodeError as wrong:
        return Refused("not-json", f"{wrong.msg} at character {wrong.pos}", number, raw)


def json_object(raw: bytes, number: int = 1) -> dict[str, Any] | Refused:
    """A JSON object, or `Refused`."""
    value = json_value(raw, number)
    return value if isinstance(value, (dict, Refused)) else Refused("contract", "not a JSON object", number, raw)


def texts_of(part: dict[str, Any], *names: str) -> str:
    """The first of the fields that is text and not empty; else nothing."""
    return next((part[name] for name in names if isinstance(part.get(name), str) and part[name]), "")
