"""The corrections that were made, and which of them hold; and which events an article told, for who makes one."""

from collections.abc import Iterator
from typing import Any

from schemas.correction import Correction, Undo
from schemas.event import Event
from schemas.message import decode, encode
from streams.incidents.undoing import Undoing
from streams.serving.model.columns import Archive, Columns, listed

Json = dict[str, Any]


class Made:
    """All corrections, and the events that stand of each article."""

    def __init__(self) -> None:
        self._undoing = Undoing()
        self._told: dict[str, tuple[str, ...]] = {}

    def put(self, correction: Correction) -> None:
        """One more; what is not what its id says was set aside by the worker, too."""
        if correction.id == correction.content:
            self._undoing.add(correction)

    def get(self, identity: str) -> Correction | None:
        return self._undoing.made.get(identity)

    def file(self, event: Event) -> None:
        """An event was told, or withdrawn."""
        told = {*self._told.get(event.article_id, ())} - {event.id}
        self._told[event.article_id] = tuple(sorted(told if event.withdrawn else {*told, event.id}))

    def told_beside(self, article: str) -> tuple[str, ...]:
        """The events that an article tells of."""
        return self._told.get(article, ())

    def columns(self) -> Columns:
        """All of it, as it now stands."""
        return {
            "made.corrections": listed(list(self._undoing.made.values()), lambda one: encode(one).decode()),
            "made.told": listed(list(self._told.items())),
        }

    @classmethod
    def restored(cls, saved: Archive) -> "Made":
        one = cls()
        for correction in saved.listed("made.corrections"):
            one.put(decode(Correction, correction.encode()))
        one._told = {article: tuple(told) for article, told in saved.listed("made.told")}
        return one

    def rows(self) -> Iterator[Json]:
        """All corrections, the latest first: whether each holds, and what undid it if it does not."""
        undone: dict[str, list[str]] = {}
        for one in self._undoing.made.values():
            if isinstance(one.change, Undo) and self._undoing.holds(one.id):
                undone.setdefault(one.change.correction, []).append(one.id)
        for one in sorted(self._undoing.made.values(), key=lambda one: (one.at, one.id), reverse=True):
            yield {
                **one.model_dump(mode="json"),
                "action": one.change.action,
                "holds": self._undoing.holds(one.id),
                "undone_by": sorted(undone.get(one.id, ())),
            }
