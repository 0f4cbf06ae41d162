"""What a feed format yields: articles, and items that were refused with their reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

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


Item: TypeAlias = Article | Refused
Format: TypeAlias = Callable[[bytes], Iterator[Item]]


def article_from(fields: dict[str, Any], number: int, raw: bytes) -> Item:
    """Checks fields that are plain text already; what breaks the contract comes back as `Refused`."""
    try:
        return Article.model_validate({**fields, **cleaned(fields)})
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
