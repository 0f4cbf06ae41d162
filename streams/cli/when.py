"""Moments as a person writes them, and what was there to be known by then."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import TypeVar

from schemas.article import Article
from schemas.correction import Correction
from streams.cli.outcome import Stop

Told = TypeVar("Told", Article, Correction)


def moment_of(text: str | None) -> datetime | None:
    """A moment as 2023-11-05T12:00:00Z; a day stands for its last moment, in UTC. Raises Stop."""
    if text is None:
        return None
    try:
        if len(text) == len("2023-11-05"):
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError(text)
        return moment
    except ValueError as wrong:
        raise Stop(f"{text!r} is no moment; write a day, or 2023-11-05T12:00:00Z") from wrong


def known_by(messages: Iterable[Told], moment: datetime | None) -> Iterator[Told]:
    """The messages up to a moment: in an archive an article is known when it is published."""
    return (one for one in messages if moment is None or one.message_time <= moment)
