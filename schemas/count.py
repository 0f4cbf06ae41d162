"""A count: how many incidents of one series fell on one day, and the change that made it so."""

import datetime
from typing import ClassVar

from pydantic import AwareDatetime

from schemas.message import Message, Record


class Entry(Message):
    """An incident enters a series on a day with these amounts, or leaves it (all 0). The latest `sequence` holds."""

    TYPE: ClassVar[str] = "sitrep.entry.v1"
    SCHEMA: ClassVar[str] = "entry.v1"

    series: str
    day: datetime.date
    incident: str
    low: int = 0
    best: int = 0
    high: int = 0
    sequence: int
    cause: str
    at: AwareDatetime

    @property
    def message_time(self) -> datetime.datetime:
        return self.at


class Amounts(Record):
    """A number of occurrences with its range."""

    low: int = 0
    best: int = 0
    high: int = 0


class Count(Message):
    """The absolute value of a series on one day; a day that is all 0 has been emptied again."""

    TYPE: ClassVar[str] = "sitrep.count.v1"
    SCHEMA: ClassVar[str] = "count.v1"

    series: str
    day: datetime.date
    value: int
    low: int
    high: int
    incidents: int
    cause: str
    at: AwareDatetime

    @property
    def message_time(self) -> datetime.datetime:
        return self.at
