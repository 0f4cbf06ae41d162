"""An article: one story as one source published it. Field meanings follow IPTC ninjs."""

import re
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, model_validator

from schemas.message import Message, digest


def _whole(text: str) -> str:
    text.encode("utf-8")  # A lone surrogate has no UTF-8 form, so it could never be written again.
    return text


def _written(moment: object) -> object:
    """A number would be taken for seconds, or if it is large for milliseconds, since 1970."""
    if isinstance(moment, datetime) or (isinstance(moment, str) and RFC_3339.match(moment)):
        return moment
    raise ValueError("write the moment as 2023-11-05T09:30:00Z")


Text = Annotated[str, AfterValidator(_whole)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written)]
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:")
SHORT = 10**10
"""Versions below this are written with ten digits; milliseconds since 1970 are above it."""


class Article(Message):
    """A version of a story. A higher `revision` of the same `id` supersedes; `pubstatus: canceled` withdraws.

    `published` is RFC 3339 with an offset. `title` or `text` may be empty, not both, unless the story is canceled.
    """

    TYPE: ClassVar[str] = "sitrep.article.v1"
    SCHEMA: ClassVar[str] = "article.v1"

    id: str = Field(min_length=1, max_length=200)
    url: Text = Field(max_length=2000)
    source: Text = Field(min_length=1, max_length=200)
    title: Text = ""
    text: Text = ""
    published: Moment
    language: str = Field(default="en", max_length=35)
    version: int = Field(default=1, ge=0, lt=10**18)
    pubstatus: Literal["usable", "withheld", "canceled"] = "usable"
    author: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _named(cls, raw: Any) -> Any:
        """A story without an id is known by its source and address."""
        if not isinstance(raw, dict) or raw.get("id"):
            return raw
        if not raw.get("url"):
            raise ValueError("neither id nor url, one of which must name the article")
        return {**raw, "id": digest(str(raw.get("source", "")), str(raw["url"]))}

    @model_validator(mode="after")
    def _tells_something(self) -> "Article":
        if self.pubstatus == "usable" and not self.title.strip() and not self.text.strip():
            raise ValueError("title and text are both empty")
        return self

    @property
    def revision(self) -> str:
        """Sorts the versions of one story: by version, then by time of publication, then by content."""
        content = digest(self.title, self.text, self.pubstatus, self.language, length=8)
        version = f"{self.version:010d}" if self.version < SHORT else f"~{self.version:018d}"
        return f"{version}.{self.published.timestamp():017.3f}.{content}"

    @property
    def message_time(self) -> datetime:
        return self.published
