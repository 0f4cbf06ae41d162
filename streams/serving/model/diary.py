"""Amounts by day: there are very many series, most of them with a few days, so a day is five numbers and no object."""

import datetime
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, MutableMapping

from streams.serving.model.totals import Amount

WIDE = 5


class Diary(MutableMapping[datetime.date, Amount]):
    """The days of one series, in order. `rows` are the ordinal of a day and its amount, again and again."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Iterable[int] = ()) -> None:
        self._rows = array("q", rows)

    def __len__(self) -> int:
        return len(self._rows) // WIDE

    def __iter__(self) -> Iterator[datetime.date]:
        return map(datetime.date.fromordinal, self._rows[::WIDE])

    def __getitem__(self, day: datetime.date) -> Amount:
        at, there = self._find(day)
        if not there:
            raise KeyError(day)
        return Amount(*self._rows[at + 1 : at + WIDE])

    def __setitem__(self, day: datetime.date, amount: Amount) -> None:
        at, there = self._find(day)
        self._rows[at : at + WIDE * there] = array("q", (day.toordinal(), *amount))

    def __delitem__(self, day: datetime.date) -> None:
        at, there = self._find(day)
        if not there:
            raise KeyError(day)
        del self._rows[at : at + WIDE]

    def copy(self) -> "Diary":
        return Diary(self._rows)

    def rows(self) -> list[int]:
        """All of it, to be written."""
        return self._rows.tolist()

    def entries(self) -> Iterator[tuple[datetime.date, Amount]]:
        """As `items`, without looking for each day."""
        columns = (self._rows[column::WIDE] for column in range(1, WIDE))
        return zip(self, map(Amount, *columns), strict=True)

    def _find(self, day: datetime.date) -> tuple[int, bool]:
        """Where a day stands or would stand, and whether it does."""
        wanted = day.toordinal()
        at = WIDE * bisect_left(range(len(self)), wanted, key=lambda number: self._rows[WIDE * number])
        return at, at < len(self._rows) and self._rows[at] == wanted
