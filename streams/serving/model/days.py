"""Rows by day: any range of days is the union of a few bitmaps, and the newest days come first."""

from collections import defaultdict
from collections.abc import Iterator

from pyroaring import BitMap

from streams.serving.model.columns import Archive, Columns, bitmaps, listed

BLOCK = 5
"""Days are also kept in blocks of 2 ** BLOCK, so that a range of years is some dozens of bitmaps."""


class Days:
    """Days are ordinals, as `datetime.date.toordinal` counts them."""

    def __init__(self) -> None:
        self._days: defaultdict[int, BitMap] = defaultdict(BitMap)
        self._blocks: defaultdict[int, BitMap] = defaultdict(BitMap)

    def add(self, day: int, row: int) -> None:
        self._days[day].add(row)
        self._blocks[day >> BLOCK].add(row)

    def discard(self, day: int, row: int) -> None:
        self._days[day].discard(row)
        self._blocks[day >> BLOCK].discard(row)

    def on(self, day: int) -> BitMap:
        """The rows of one day; not to be changed."""
        return self._days.get(day) or BitMap()

    def between(self, first: int, last: int) -> BitMap:
        """The rows of these days, both ends included."""
        low, high = (first >> BLOCK) + 1, (last >> BLOCK) - 1
        parts = [rows for block, rows in self._blocks.items() if low <= block <= high]
        for block in {first >> BLOCK, last >> BLOCK} & self._blocks.keys():
            start = block << BLOCK
            days = range(max(first, start), min(last, start + (1 << BLOCK) - 1) + 1)
            parts += [self._days[day] for day in days if day in self._days]
        return BitMap.union(BitMap(), *parts)

    def newest(self, rows: BitMap) -> Iterator[tuple[int, BitMap]]:
        """The days of these rows, newest first, with the rows of each."""
        for block in sorted(self._blocks, reverse=True):
            left = rows & self._blocks[block]
            first = block << BLOCK
            for day in range(first + (1 << BLOCK) - 1, first - 1, -1):
                if not left:
                    break
                if day in self._days and (here := left & self._days[day]):
                    yield day, here
                    left -= here

    def columns(self, name: str) -> Columns:
        """All of it, as it now stands."""
        return {f"{name}.days": listed(list(self._days)), f"{name}.rows": bitmaps(self._days.values())}

    @classmethod
    def restored(cls, saved: Archive, name: str) -> "Days":
        one = cls()
        one._days.update(zip(saved.listed(f"{name}.days"), saved.bitmaps(f"{name}.rows"), strict=True))
        for day, rows in one._days.items():
            one._blocks[day >> BLOCK] |= rows
        return one
