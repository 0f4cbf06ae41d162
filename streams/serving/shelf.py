"""Where incidents stand: by id, and for each kind, actor, target and country by day, so that the newest come first."""

import datetime
from collections import defaultdict
from collections.abc import Iterator

from streams.serving.holding import HeldIncident
from streams.serving.question import ROLES, Question, Range

Label = tuple[str, str]
Days = dict[datetime.date, dict[str, None]]


class Shelf:
    """All incidents held, searchable. Cost is in proportion to the rarest label of a question."""

    def __init__(self) -> None:
        self._by_id: dict[str, HeldIncident] = {}
        self._by_label: defaultdict[Label, Days] = defaultdict(dict)
        self._sizes: defaultdict[Label, int] = defaultdict(int)
        self._same: dict[frozenset[str], frozenset[str]] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[HeldIncident]:
        return iter(self._by_id.values())

    def get(self, identity: str) -> HeldIncident | None:
        return self._by_id.get(identity)

    def put(self, before: HeldIncident | None, after: HeldIncident | None) -> None:
        if before:
            self._take_out(before)
        if after:
            self._by_id[after.id] = after
            for label in labels(after):
                self._by_label[label].setdefault(after.day, {})[after.id] = None
                self._sizes[label] += 1

    def _take_out(self, incident: HeldIncident) -> None:
        del self._by_id[incident.id]
        for label in labels(incident):
            day = self._by_label[label][incident.day]
            del day[incident.id]
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
            held = [incident for name in days[day] if question.matches(incident := self._by_id[name])]
            yield from sorted(held, key=lambda incident: incident.order, reverse=True)

    def matching(self, question: Question) -> Iterator[HeldIncident]:
        """Those that match, in no order."""
        for names in self._by_label.get(self._rarest(question), {}).values():
            for name in names:
                if question.matches(incident := self._by_id[name]):
                    yield incident

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
