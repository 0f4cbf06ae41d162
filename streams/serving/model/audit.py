"""The audit: counts worked out anew from the incidents, against those that the tally wrote. They must be equal.

News goes on while it looks, so an incident may be there before its count is. A count is called wrong when two looks
running find it wrong in the same way: neither it nor its incidents have moved between them.
"""

import asyncio
import datetime
import time
from collections import defaultdict

from schemas.incident import Incident
from streams.counts.series import series_of
from streams.serving.model.holding import HeldIncident
from streams.serving.model.totals import NOTHING, Amount
from streams.serving.model.view import View

Key = tuple[str, datetime.date]
Faults = dict[Key, tuple[Amount, Amount]]
STEP = 10
"""So many incidents are looked at without a rest: a millisecond."""
REST = 9
"""A look rests so many times as long as it works, all along: who comes meanwhile waits for a step or two."""


class Audit:
    """Looks at a view again and again."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._seen: Faults = {}

    async def look(self) -> Faults:
        """The counts that are wrong now as they were at the last look: what follows from the incidents, what stands."""
        found = await faults(self._view, REST)
        last, self._seen = self._seen, found
        return {key: rows for key, rows in sorted(found.items()) if last.get(key) == rows}


async def faults(view: View, rest: int = 0) -> Faults:
    """The series and days whose count is not what the incidents give; where the view moves, some that are none."""
    derived: defaultdict[Key, Amount] = defaultdict(lambda: NOTHING)
    began = time.perf_counter()
    for number, held in enumerate(view.shelf):
        _add(derived, held)
        if number % STEP == 0:
            await asyncio.sleep(rest * (time.perf_counter() - began))
            began = time.perf_counter()
    found: Faults = {}
    for series, days in list(view.counts.items()):
        await asyncio.sleep(0)
        for day, stands in days.entries():
            if (follows := derived.pop((series, day), NOTHING)) != stands:
                found[series, day] = follows, stands
    return found | {key: (follows, NOTHING) for key, follows in derived.items() if follows != NOTHING}


def written(view: View) -> dict[Key, Amount]:
    """The counts as `counts.v1` has them."""
    return {(series, day): amount for series, days in view.counts.items() for day, amount in days.entries()}


def _add(derived: defaultdict[Key, Amount], held: HeldIncident) -> None:
    for series in series_of(Incident.model_validate(held.whole)):
        derived[series, held.day] = derived[series, held.day].plus(held, 1)
