"""The audit: counts worked out anew from the incidents, against those that the tally wrote. They must be equal."""

import asyncio
import datetime
from collections import defaultdict
from collections.abc import Mapping

from schemas.incident import Incident
from streams.counts.series import series_of
from streams.serving.holding import HeldIncident
from streams.serving.view import View

Key = tuple[str, datetime.date]
Row = tuple[int, int, int]
STEP = 200
EMPTY: Row = (0, 0, 0)


async def divergence(view: View) -> int | None:
    """How many counts of a series on a day differ; None if the view moved meanwhile, so that nothing can be said."""
    began = view.position
    derived: defaultdict[Key, Row] = defaultdict(lambda: EMPTY)
    for number, held in enumerate(view.shelf):
        _add(derived, held)
        if number % STEP == 0:
            await asyncio.sleep(0)
            if view.position != began:
                return None
    return _differences(derived, written(view))


def written(view: View) -> dict[Key, Row]:
    """The counts as `counts.v1` has them."""
    return {
        (series, day): (count.low, count.best, count.high)
        for series, days in view.counts.items()
        for day, count in days.items()
    }


def _add(derived: defaultdict[Key, Row], held: HeldIncident) -> None:
    for series in series_of(Incident.model_validate(held.whole)):
        low, best, high = derived[series, held.day]
        derived[series, held.day] = (low + held.low, best + held.best, high + held.high)


def _differences(one: Mapping[Key, Row], other: Mapping[Key, Row]) -> int:
    return sum(one.get(key, EMPTY) != other.get(key, EMPTY) for key in one.keys() | other.keys())
