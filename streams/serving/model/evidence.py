"""The events that incidents rest on, each as it was last told."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Any

from schemas.event import Event
from streams.serving.model.columns import Archive, Columns, listed, texts
from streams.serving.model.holding import HeldEvent, hold_event
from streams.serving.model.question import Scope


class Evidence:
    """All events by id; one that was withdrawn stays, for what was known before."""

    def __init__(self) -> None:
        self._events: dict[str, HeldEvent] = {}
        self._scopes: dict[Scope, Scope] = {}

    def get(self, identity: str) -> HeldEvent | None:
        return self._events.get(identity)

    def put(self, event: Event) -> HeldEvent | None:
        """The event as it is held from now on; None if it is older than what is held."""
        known = self._events.get(event.id)
        if known and event.revision < known.revision:
            return None
        held = self._events[event.id] = hold_event(event, self._scopes)
        return held

    def columns(self) -> Columns:
        """All of it, as it now stands."""
        return columns_of("events", list(self._events.values()))

    @classmethod
    def restored(cls, saved: Archive) -> "Evidence":
        one = cls()
        for held in restored("events", saved):
            one._events[held.id] = held
            one._scopes.setdefault(held.scope, held.scope)
        return one


def columns_of(name: str, events: Sequence[HeldEvent]) -> Columns:
    """Events as columns; a million of them have some thousand scopes, which are written once, after them."""
    scopes: dict[Scope, int] = {}
    return {
        name: listed(events, lambda held: (held.id, held.revision, scopes.setdefault(held.scope, len(scopes)))),
        f"{name}.packed": texts([held.packed for held in events]),
        f"{name}.scopes": _scopes(scopes),
    }


def _scopes(scopes: dict[Scope, int]) -> Iterator[bytes]:
    yield from listed(list(scopes), _row)


def _row(scope: Scope) -> list[object]:
    return [sorted(part) if isinstance(part, frozenset) else part for part in astuple(scope)]


def restored(name: str, saved: Archive) -> Iterator[HeldEvent]:
    """The events of columns, in the order in which they were given."""
    sets: dict[Any, Any] = {}
    scopes = []
    for row in saved.listed(f"{name}.scopes"):
        parts = (frozenset(part) if isinstance(part, list) else part for part in row)
        scopes.append(Scope(*(sets.setdefault(part, part) for part in parts)))
    packed = saved.texts(f"{name}.packed")
    for (identity, revision, scope), text in zip(saved.listed(name), packed, strict=True):
        yield HeldEvent(identity, scopes[scope], revision, text)
