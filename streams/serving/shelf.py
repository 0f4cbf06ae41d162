"""Where incidents stand: by id, and for each kind, actor, target and country by day, so that the newest come first."""

import datetime
from array import array
from collections import defaultdict
from collections.abc import Iterator

from streams.serving.holding import HeldIncident
from streams.serving.question import ROLES, Question, Range

Label = tuple[str, str]


class Shelf:
    """All incidents held, searchable. Cost is in proportion to the rarest label of a question.

    An incident has a place, a number; for each label and day there is an array of the places.
    """

    def __init__(self) -> None:
        self._held: list[HeldIncident | None] = []
        self._free: list[int] = []
        self._places: dict[str, int] = {}
        self._by_label: defaultdict[Label, dict[datetime.date, array[int]]] = defaultdict(dict)
        self._sizes: defaultdict[Label, int] = defaultdict(int)
        self._same: dict[frozenset[str], frozenset[str]] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[HeldIncident]:
        return (held for held in self._held if held)

    def get(self, identity: str) -> HeldIncident | None:
        place = self._places.get(identity)
        return None if place is None else self._held[place]

    def put(self, before: HeldIncident | None, after: HeldIncident | None) -> None:
        """One incident as it was gives way to what it is now."""
        if before:
            self._take_out(before)
        if after:
            self._put_in(after)

    def _put_in(self, incident: HeldIncident) -> None:
        place = self._free.pop() if self._free else len(self._held)
        if place == len(self._held):
            self._held.append(None)
        self._held[place] = incident
        self._places[incident.id] = place
        for label in labels(incident):
            days = self._by_label[label]
            days.setdefault(incident.day, array("I")).append(place)
            self._sizes[label] += 1

    def _take_out(self, incident: HeldIncident) -> None:
        place = self._places.pop(incident.id)
        self._held[place] = None
        self._free.append(place)
        for label in labels(incident):
            day = self._by_label[label][incident.day]
            day.remove(place)
            self._sizes[label] -= 1
            if not day:
                del self._by_label[label][incident.day]

    def share(self, names: frozenset[str]) -> frozenset[str]:
        """The one copy of this set of names that all incidents use: a million incidents name a few hundred sets."""
        return self._same.setdefault(names, names)

    def newest(self, question: Question, span: Range) -> Iterator[HeldIncident]:
        """Those that match, by day, then by when they were opened, newest first."""
        days = self._by_label.get(self._rarest(question), {})
        for day in sorted((day for day in days if span.holds(day)), reverse=True):
            yield from sorted(self._on(days[day], question), key=lambda incident: incident.order, reverse=True)

    def matching(self, question: Question) -> Iterator[HeldIncident]:
        """Those that match, in no order."""
        for places in self._by_label.get(self._rarest(question), {}).values():
            yield from self._on(places, question)

    def _on(self, places: "array[int]", question: Question) -> Iterator[HeldIncident]:
        held = (self._held[place] for place in places)
        return (incident for incident in held if incident and question.matches(incident))

    def _rarest(self, question: Question) -> Label:
        named = [(role, value) for role in ROLES if (value := getattr(question, role))]
        return min([*named, ("kind", question.kind)], key=lambda label: self._sizes.get(label, 0))

    def names(self, role: str) -> list[str]:
        """The ids, or countries, that occur in this role."""
        return sorted(value for (kind, value), size in self._sizes.items() if kind == role and size)


def labels(incident: HeldIncident) -> Iterator[Label]:
    both = incident.actors | incident.targets if incident.kind == "outreach" else frozenset()
    yield ("kind", incident.kind)
    yield from (("actor", name) for name in incident.actors | both)
    yield from (("target", name) for name in incident.targets | both)
    yield from (("patron", name) for name in incident.patrons)
    if incident.country:
        yield ("country", incident.country)
