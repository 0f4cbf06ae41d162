"""What the answers about names look like: whom and where one may ask for."""

from typing import Literal

from streams.serving.web.answers import Answer, Standing

Role = Literal["actors", "countries", "places"]


class Entry(Answer):
    """A name that may be asked for; `parents` are the ids it counts for."""

    id: str
    name: str
    parents: list[str]


class LexiconAnswer(Standing):
    total: int
    entries: list[Entry]
    next: str | None
