"""Every state that an incident was ever in, a row each: what was known of it at any moment, in little memory."""

import datetime
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge
from itertools import groupby
from typing import Any

import orjson
from pyroaring import BitMap

from schemas.incident import Change
from streams.serving.model.columns import Archive, Column, Columns, bitmaps, listed, numbers, texts
from streams.serving.model.days import Days
from streams.serving.model.holding import HeldIncident, Moment, day_of, micros, moment_at
from streams.serving.model.packing import pack_text, unpack_last

Key = tuple[int, int, str]
"""The moment of a change in microseconds, its sequence and its cause."""
NONE = 0xFFFFFFFF
"""No row."""
NEVER = 2**62
WHOLE = 16
"""One row in so many stays packed on its own, so that no chain gets long."""
NUMBERS = {
    "days": "i", "opened": "q", "_at": "q", "_until": "q", "_ended_by": "I", "_sequences": "q", "_amounts": "q",
    "_previous": "I", "_next": "I",
}  # fmt: skip
"""The attributes that are arrays, and of what."""
BITMAPS = ("current", "_states", "_deltas")


class Versions:
    """Rows are numbered in the order of reading, and those of one incident are linked in the order of its changes.

    A state is known from the moment of its change until the earliest moment of a later change. So what is known at a
    moment is what a reader would know who had been given only the changes up to that moment.
    """

    def __init__(self) -> None:
        self.current = BitMap()
        self.last: dict[str, int] = {}
        self.days = array("i")
        self.opened = array("q")
        self._at = array("q")
        self._until = array("q")
        self._ended_by = array("I")
        self._sequences = array("q")
        self._amounts = array("q")
        self._previous = array("I")
        self._next = array("I")
        self._names: list[str] = []
        self._states = BitMap()
        self._packed: list[bytes] = []
        self._deltas = BitMap()
        self._known = Days()
        self._ended = Days()

    def __len__(self) -> int:
        return len(self._names)

    def append(self, change: Change) -> int | None:
        """The row of a change; None if it is not newer than what is held of its incident."""
        before = self.last.get(change.incident, NONE)
        if before != NONE and change.sequence <= self._sequences[before]:
            return None
        row = len(self)
        at, name = micros(change.at), change.incident if before == NONE else self._names[before]
        opened = min(at, self.opened[before]) if before != NONE else at
        self._write(row, change, at, before, name, opened)
        self.last[name] = row
        if before != NONE:
            self._follow(before, row, at, opened)
        if change.after:
            self.current.add(row)
            self._known.add(day_of(at), row)
        return row

    def _write(self, row: int, change: Change, at: int, before: int, name: str, opened: int) -> None:
        after = change.after
        self.days.append(after.day.date.toordinal() if after else 0)
        self.opened.append(opened)
        self._at.append(at)
        self._until.append(NEVER)
        self._ended_by.append(NONE)
        self._sequences.append(change.sequence)
        self._amounts.extend((after.low, after.best, after.high) if after else (0, 0, 0))
        self._previous.append(before)
        self._next.append(NONE)
        self._names.append(name)
        if after:
            self._states.add(row)
        text = text_of(change)
        self._packed.append(pack_text(text))
        if after and before in self._states and before % WHOLE:
            self._packed[before] = pack_text(self._text(before), text)
            self._deltas.add(before)

    def _follow(self, before: int, row: int, at: int, opened: int) -> None:
        """The row ends those before it, at its moment or, where it came late, even earlier."""
        self._next[before] = row
        self.current.discard(before)
        for old in self._back(before):
            if self._until[old] <= at:
                break
            if self._ended_by[old] != NONE:
                self._ended.discard(day_of(self._until[old]), old)
            self._until[old], self._ended_by[old] = at, row
            self._ended.add(day_of(at), old)
        for old in self._back(before):
            if self.opened[old] == opened:
                break
            self.opened[old] = opened

    def _back(self, row: int) -> Iterator[int]:
        while row != NONE:
            yield row
            row = self._previous[row]

    def known(self, rows: BitMap, moment: int) -> BitMap:
        """Those of these rows that were the state of their incident at a moment."""
        day = day_of(moment)
        known = rows & self._known.between(0, day - 1)
        known |= BitMap(row for row in rows & self._known.on(day) if self._at[row] <= moment)
        known -= self._ended.between(0, day - 1)
        known -= BitMap(row for row in known & self._ended.on(day) if self._until[row] <= moment)
        return known

    def held(self, row: int) -> HeldIncident | None:
        """The incident in the state of this row; None if it was withdrawn."""
        if row not in self._states:
            return None
        low, best, high = self._amounts[3 * row : 3 * row + 3]
        return HeldIncident(
            self._names[row], datetime.date.fromordinal(self.days[row]), low, best, high,
            moment_at(self.opened[row]), self._chain(row),
        )  # fmt: skip

    def state(self, identity: str, moment: int | None = None) -> int | None:
        """The row that an incident stands in, now or at a moment; None if it was not known."""
        row = self.last.get(identity, NONE)
        known = (old for old in self._back(row) if moment is None or self._at[old] <= moment)
        return next(known, None)

    def moments(self, identity: str, moment: int | None = None) -> list[Moment]:
        """The changes of an incident, oldest first; to a moment, those that were known then."""
        rows = [row for row in self._back(self.last.get(identity, NONE)) if moment is None or self._at[row] <= moment]
        return [self.moment(row) for row in reversed(rows)]

    def led_to(self, row: int) -> tuple[HeldIncident | None, HeldIncident | None]:
        """The incident before and after the change that made this row, as the two were known when it was read."""
        before = self._previous[row]
        return None if before == NONE else self._as_read(before), self._as_read(row)

    def _as_read(self, row: int) -> HeldIncident | None:
        held = self.held(row)
        # What was read later, though it happened earlier, has moved when it was opened.
        return held and replace(held, opened=moment_at(min(self._at[old] for old in self._back(row))))

    def moment(self, row: int) -> Moment:
        """The change that made this row."""
        told: dict[str, Any] = orjson.loads(self._text(row))["change"]
        return Moment(
            moment_at(self._at[row]), told["action"], self._sequences[row], told["cause"], told["caused_by"],
            tuple(told["supersedes"]), tuple(told["superseded_by"]), *self._amounts[3 * row : 3 * row + 3],
        )  # fmt: skip

    def stamp(self, row: int) -> tuple[int, int]:
        """What orders the change of this row among all."""
        return self._at[row], self._sequences[row]

    def turns(self, rows: BitMap, until: int) -> Iterator[set[int]]:
        """The changes by which any of these rows became known or ceased to be, a day's at once, newest first."""
        last = day_of(until)
        born = self._known.newest(rows & self._known.between(0, last))
        died = self._ended.newest(rows & self._ended.between(0, last))
        causes = ((day, list(here)) for day, here in born)
        enders = ((day, [self._ended_by[row] for row in here]) for day, here in died)
        for _, several in groupby(merge(causes, enders, key=_day, reverse=True), key=_day):
            yield {row for _, here in several for row in here if self._at[row] <= until}

    def turn(self, row: int, rows: BitMap) -> tuple[int | None, int | None]:
        """Of these rows, the one that a change ended, and the one that it made known."""
        ended = (old for old in self._back(self._previous[row]) if self._ended_by[old] == row)
        left = next((old for old in ended if self._at[old] < self._until[old]), NONE)
        return left if left in rows else None, row if row in rows and self._at[row] < self._until[row] else None

    def order(self, row: int) -> tuple[int, str]:
        """Newest last, within a day."""
        return self.opened[row], self._names[row]

    def columns(self) -> Columns:
        """All of it, as it now stands."""
        return {
            **{f"versions.{name}": numbers(getattr(self, name)) for name in NUMBERS},
            **{f"versions.{name}": bitmaps([getattr(self, name)]) for name in BITMAPS},
            "versions.names": _names(self._names.copy(), self._previous[:]),
            "versions.packed": texts(self._packed.copy()),
            **self._known.columns("versions.known"),
            **self._ended.columns("versions.ended"),
        }

    @classmethod
    def restored(cls, saved: Archive) -> "Versions":
        one = cls()
        for name, code in NUMBERS.items():
            setattr(one, name, saved.numbers(f"versions.{name}", code))
        for name in BITMAPS:
            setattr(one, name, saved.bitmap(f"versions.{name}"))
        one._packed = saved.texts("versions.packed")
        names = saved.listed("versions.names")
        for before in one._previous:
            one._names.append(next(names) if before == NONE else one._names[before])
        one.last = {name: row for row, name in enumerate(one._names)}
        one._known, one._ended = (Days.restored(saved, f"versions.{name}") for name in ("known", "ended"))
        return one

    def _text(self, row: int) -> bytes:
        return unpack_last(self._chain(row))

    def _chain(self, row: int) -> tuple[bytes, ...]:
        chain = [self._packed[row]]
        while row in self._deltas:
            row = self._next[row]
            chain.append(self._packed[row])
        return tuple(reversed(chain))


def _names(names: Sequence[str], previous: Sequence[int]) -> Column:
    """The name of each incident, once."""
    yield from listed([name for name, before in zip(names, previous, strict=True) if before == NONE])


def _day(dated: tuple[int, list[int]]) -> int:
    return dated[0]


def text_of(change: Change) -> bytes:
    """All that is kept of a change: what it made of the incident, and why."""
    why = orjson.dumps(
        {
            "action": change.action,
            "cause": change.cause,
            "caused_by": change.caused_by,
            "supersedes": change.supersedes,
            "superseded_by": change.superseded_by,
        }
    )
    incident = change.after.model_dump_json().encode() if change.after else b"null"
    return b'{"incident":' + incident + b',"change":' + why + b"}"
