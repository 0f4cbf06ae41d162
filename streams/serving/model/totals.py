"""Running totals of one question: a row for each day, kept up to date by the changes of incidents."""

import datetime
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from streams.serving.model.holding import HeldIncident
from streams.serving.model.question import Range


class Amount(NamedTuple):
    """Occurrences: confirmed, held, at most; and how many incidents they come from."""

    low: int = 0
    best: int = 0
    high: int = 0
    incidents: int = 0

    def plus(self, incident: HeldIncident, sign: int) -> "Amount":
        return Amount(
            self.low + sign * incident.low,
            self.best + sign * incident.best,
            self.high + sign * incident.high,
            self.incidents + sign * (incident.high > 0),
        )


NOTHING = Amount()


class Totals:
    """The days of one question. Entering and leaving are symmetric, so undoing is entering with the sign turned."""

    def __init__(self, days: Mapping[datetime.date, Amount]) -> None:
        self._days = dict(days)

    def enter(self, incident: HeldIncident, sign: int) -> None:
        amount = self._days.get(incident.day, NOTHING).plus(incident, sign)
        if amount == NOTHING:
            self._days.pop(incident.day, None)
        else:
            self._days[incident.day] = amount

    def days(self, span: Range) -> Mapping[datetime.date, Amount]:
        """The days that are not empty, in order."""
        return {day: self._days[day] for day in sorted(self._days) if span.holds(day)}

    def day(self, day: datetime.date) -> Amount:
        return self._days.get(day, NOTHING)

    def sum(self, span: Range) -> Amount:
        return added(amount for day, amount in self._days.items() if span.holds(day))


def added(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts."""
    rows = list(amounts)
    return Amount(*(sum(column) for column in zip(*rows, strict=True))) if rows else NOTHING
