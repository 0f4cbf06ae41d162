"""The history of a count: every change of an incident that moved it, newest first, with what it was then."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from pyroaring import BitMap

from streams.serving.model.holding import HeldIncident, Moment, moment_at
from streams.serving.model.question import Question, Range
from streams.serving.model.shelf import Shelf
from streams.serving.model.totals import Amount
from streams.serving.model.versions import Key

How = Literal["opened", "split off", "entered", "amended", "left", "merged", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Move:
    """What one change did to one incident of the count: as it counted before and after, None where it did not."""

    moment: Moment
    before: HeldIncident | None
    after: HeldIncident | None

    @property
    def how(self) -> How:
        """In a word; `entered` and `left` are those that were amended so that they do, or no longer do, count here."""
        action, merged = self.moment.action, self.moment.superseded_by
        if self.before and self.after:
            return "amended"
        if self.before:
            return "left" if action == "amended" else "merged" if merged else "withdrawn"
        if action == "opened":
            return "split off" if self.moment.supersedes else "opened"
        return "entered"


@dataclass(frozen=True, slots=True)
class Step:
    """All that one event or correction did to a count."""

    key: Key
    before: Amount
    after: Amount
    moves: tuple[Move, ...]

    @property
    def at(self) -> datetime.datetime:
        return moment_at(self.key[0])


def chronicle(shelf: Shelf, question: Question, span: Range, before: Key) -> Iterator[Step]:
    """The steps before a key that moved what is held or confirmed, newest first."""
    ever = shelf.ever(question, span)
    amount = shelf.sum(shelf.versions.known(ever, before[0]))
    for key, moves in _grouped(shelf, ever, before[0]):
        earlier = amount
        for move in moves:
            earlier = earlier.plus(move.after, -1) if move.after else earlier
            earlier = earlier.plus(move.before, 1) if move.before else earlier
        if key < before and (earlier.low, earlier.best) != (amount.low, amount.best):
            yield Step(key, earlier, amount, moves)
        amount = earlier


def _grouped(shelf: Shelf, ever: BitMap, until: int) -> Iterator[tuple[Key, tuple[Move, ...]]]:
    """Each step with its moves, newest first."""
    versions = shelf.versions
    for causes in versions.turns(ever, until):
        for (at, sequence), together in groupby(sorted(causes, key=versions.stamp, reverse=True), key=versions.stamp):
            # Changes of two buckets may bear the same stamp; those of one cause are one step.
            keyed = sorted(((versions.moment(row).cause, row) for row in together), reverse=True)
            for cause, rows in groupby(keyed, key=lambda pair: pair[0]):
                yield (at, sequence, cause), tuple(_moves(shelf, ever, sorted(row for _, row in rows)))


def _moves(shelf: Shelf, ever: BitMap, rows: Iterable[int]) -> Iterator[Move]:
    for row in rows:
        before, after = (None if one is None else shelf.versions.held(one) for one in shelf.versions.turn(row, ever))
        if before or after:
            yield Move(shelf.versions.moment(row), before, after)
