"""Where incidents stand: every state of each, found by bitmaps of what it is, on which day, and when it was known.

A row is one state of one incident; a filter is an intersection of bitmaps of rows (Roaring, https://roaringbitmap.org),
a sum is a weighted count of some more. Nothing is scanned, so the cost hardly depends on how many match.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from pyroaring import BitMap

from schemas.incident import Change
from streams.serving.model.columns import Archive, Columns, bitmaps, listed
from streams.serving.model.days import Days
from streams.serving.model.holding import HeldIncident, scope_of
from streams.serving.model.question import Question, Range, Scope
from streams.serving.model.totals import Amount
from streams.serving.model.versions import Versions

Label = tuple[str, str]
FIRST, LAST = datetime.date.min.toordinal(), datetime.date.max.toordinal()
Order = tuple[datetime.date, datetime.datetime, str]


class Shelf:
    """All incidents in all their states, searchable."""

    def __init__(self) -> None:
        self.versions = Versions()
        self.days = Days()
        self._labels: defaultdict[Label, BitMap] = defaultdict(BitMap)
        self._sources: defaultdict[int, BitMap] = defaultdict(BitMap)
        self._names: dict[str, tuple[int, Collection[str]]] = {}
        self._counting = BitMap()
        self._dismissed = BitMap()
        self._bits: dict[str, list[BitMap]] = {"low": [], "best": [], "high": []}

    def __len__(self) -> int:
        return len(self.versions.current)

    def __iter__(self) -> Iterator[HeldIncident]:
        rows = (self.versions.held(row) for row in self.versions.current.copy())
        return (held for held in rows if held)

    def get(self, identity: str, moment: int | None = None) -> HeldIncident | None:
        """An incident as it stands, or as it was known at a moment."""
        row = self.versions.state(identity, moment)
        return None if row is None else self.versions.held(row)

    def put(self, change: Change) -> int | None:
        """One incident as it was gives way to what it is now; the row of that. None if that is no news."""
        row = self.versions.append(change)
        if row is not None and (after := change.after):
            self.days.add(self.versions.days[row], row)
            scope = scope_of(after)
            for label in labels(scope):
                self._labels[label].add(row)
            self._sources[scope.sources].add(row)
            if after.high:
                self._counting.add(row)
            if after.dismissed:
                self._dismissed.add(row)
            for name, bits in self._bits.items():
                _weigh(bits, row, getattr(after, name))
        return row

    def find(self, question: Question, span: Range, moment: int | None = None) -> BitMap:
        """The rows of the incidents that match, without stubs, which count nothing; as they were at a moment."""
        return self._known(self.ever(question, span), moment)

    def find_dismissed(self, question: Question, span: Range, moment: int | None = None) -> BitMap:
        """The rows of the incidents that match and that an analyst dismissed."""
        return self._known(self._matching(question, span, self._dismissed), moment)

    def _known(self, rows: BitMap, moment: int | None) -> BitMap:
        return rows & self.versions.current if moment is None else self.versions.known(rows, moment)

    def ever(self, question: Question, span: Range) -> BitMap:
        """The rows that match or ever did, without stubs."""
        return self._matching(question, span, self._counting)

    def _matching(self, question: Question, span: Range, among: BitMap) -> BitMap:
        asked = ("kind", "modality", "country", "patron", "place", "mode")
        named = [(name, value) for name in asked if (value := getattr(question, name))]
        parts = [among, *(self._labels.get(label, EMPTY) for label in named)]
        if question.min_sources > 1:
            told = (rows for count, rows in self._sources.items() if count >= question.min_sources)
            parts.append(BitMap.union(EMPTY, *told))
        if question.actor or question.target:
            parts.append(self._between(question))
        if span.since or span.until:
            parts.append(self.days.between(_ordinal(span.since, FIRST), _ordinal(span.until, LAST)))
        return BitMap.intersection(*sorted(parts, key=len))

    def _between(self, question: Question) -> BitMap:
        """Those between actor and target; in outreach, where both act, either way."""
        rows = self._sides(question.actor, question.target)
        return rows | self._sides(question.target, question.actor) if question.kind == "outreach" else rows

    def _sides(self, actor: str | None, target: str | None) -> BitMap:
        sides = [("actor", actor), ("target", target)]
        return BitMap.intersection(*(self._labels.get((side, name), EMPTY) for side, name in sides if name))

    def within(self, rows: BitMap, span: Range) -> BitMap:
        """Those of these rows that are of these days."""
        if not (span.since or span.until):
            return rows
        return rows & self.days.between(_ordinal(span.since, FIRST), _ordinal(span.until, LAST))

    def sum(self, rows: BitMap) -> Amount:
        """What these rows add up to."""
        low, best, high = (
            sum(rows.intersection_cardinality(bit) << weight for weight, bit in enumerate(bits))
            for bits in self._bits.values()
        )
        return Amount(low, best, high, rows.intersection_cardinality(self._counting))

    def by_day(self, rows: BitMap) -> dict[datetime.date, Amount]:
        """What these rows add up to on each day, newest first."""
        days, parts = zip(*self.days.newest(rows), strict=True) if rows else ((), ())
        bits = (*self._bits.values(), [self._counting])
        amounts = zip(*(_added(rows, parts, column) for column in bits), strict=True)
        return {datetime.date.fromordinal(day): Amount(*amount) for day, amount in zip(days, amounts, strict=True)}

    def newest(self, rows: BitMap, after: Order | None = None) -> Iterator[HeldIncident]:
        """The incidents of these rows by day, then by when they were opened, newest first; those behind `after`."""
        day = after[0].toordinal() if after else LAST
        for here, on_day in self.days.newest(rows & self.days.between(FIRST, day) if after else rows):
            for row in sorted(on_day, key=self.versions.order, reverse=True):
                held = self.versions.held(row)
                if held and (after is None or here < day or held.order < after):
                    yield held

    def split(self, role: str, rows: BitMap) -> dict[str, BitMap]:
        """These rows by what they have in a role, such as their place; those without it are left out."""
        parts = ((value, rows & here) for (kind, value), here in self._labels.items() if kind == role)
        return {value: part for value, part in parts if part}

    def names(self, role: str) -> Collection[str]:
        """The ids, countries, places or modes that occur in this role, or ever did; in order, and soon looked up."""
        known, names = self._names.get(role, (0, ()))
        if known != len(self._labels):
            names = dict.fromkeys(sorted(value for kind, value in self._labels if kind == role)).keys()
            self._names[role] = len(self._labels), names
        return names

    def columns(self) -> Columns:
        """All of it, as it now stands."""
        return {
            **self.versions.columns(),
            **self.days.columns("shelf.on"),
            "shelf.labels": listed(list(self._labels)),
            "shelf.labelled": bitmaps(self._labels.values()),
            "shelf.sources": listed(list(self._sources)),
            "shelf.sourced": bitmaps(self._sources.values()),
            "shelf.marked": bitmaps([self._counting, self._dismissed]),
            **{f"shelf.{name}": bitmaps(bits) for name, bits in self._bits.items()},
        }

    @classmethod
    def restored(cls, saved: Archive) -> "Shelf":
        one = cls()
        one.versions = Versions.restored(saved)
        one.days = Days.restored(saved, "shelf.on")
        labels_saved = ((role, value) for role, value in saved.listed("shelf.labels"))
        one._labels.update(zip(labels_saved, saved.bitmaps("shelf.labelled"), strict=True))
        one._sources.update(zip(saved.listed("shelf.sources"), saved.bitmaps("shelf.sourced"), strict=True))
        one._counting, one._dismissed = saved.bitmaps("shelf.marked")
        one._bits = {name: saved.bitmaps(f"shelf.{name}") for name in one._bits}
        return one


EMPTY = BitMap()


def _ordinal(day: datetime.date | None, otherwise: int) -> int:
    return day.toordinal() if day else otherwise


def _weigh(bits: list[BitMap], row: int, amount: int) -> None:
    """Note an amount, bit by bit, so that amounts of many rows are added up by counting bits (a bit-sliced index)."""
    while amount >> len(bits):
        bits.append(BitMap())
    for weight, bit in enumerate(bits):
        if amount >> weight & 1:
            bit.add(row)


def _added(rows: BitMap, parts: Sequence[BitMap], bits: Sequence[BitMap]) -> list[int]:
    """What each part of these rows adds up to. A bit that no row has, or every row, is not looked at in each part."""
    added = [0] * len(parts)
    for weight, bit in enumerate(bits):
        held = rows & bit
        if len(held) == len(rows):
            added = [so_far + (len(part) << weight) for so_far, part in zip(added, parts, strict=True)]
        elif held:
            counted = [part.intersection_cardinality(held) for part in parts]
            added = [so_far + (many << weight) for so_far, many in zip(added, counted, strict=True)]
    return added


def labels(scope: Scope) -> Iterator[Label]:
    yield ("kind", scope.kind)
    yield ("modality", scope.modality)
    yield from (("actor", name) for name in scope.actors)
    yield from (("target", name) for name in scope.targets)
    yield from (("patron", name) for name in scope.patrons)
    yield from ((role, value) for role in ("country", "place", "mode") if (value := getattr(scope, role)))
