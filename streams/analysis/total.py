"""A total: so many attacks or meetings, since a day, as somebody states it."""

import datetime
from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Total:
    """A stated total as read: value and qualifier as said, the day it counts from, the parts by country (alpha-3)."""

    value: int | None
    qualifier: str | None
    since: datetime.date | None
    parts: dict[str, int]

    @property
    def vague(self) -> bool:
        """Whether it tells of attacks in general, and states no number."""
        return self.value is None and self.qualifier == "repeated"

    def completed(self, other: Self) -> Self:
        """The same total with what another telling of it adds."""
        since, parts = self.since or other.since, self.parts or other.parts
        return replace(self, qualifier=self.qualifier or other.qualifier, since=since, parts=parts)
