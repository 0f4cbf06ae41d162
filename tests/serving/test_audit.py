"""The audit is silent while counts follow from incidents, and notices each way in which they may not."""

import itertools

import pytest

from schemas.count import Count
from streams import topics
from streams.counts.tally import Tally, enter, entries
from streams.incidents.history import Bucket
from streams.serving.model.audit import Audit, faults
from streams.serving.model.view import View
from tests.builders import AL_ASAD, ERBIL, KATAIB, an_event, at, on

SERIES, DAY = "attack|target=us-forces", on("2023-11-05").date
NEWS = (
    an_event("Drones hit al-Asad.", place=AL_ASAD, day=on("2023-11-05")),
    an_event("Drones hit Erbil.", source="B", place=ERBIL, day=on("2023-11-05"), actors=(KATAIB,)),
    an_event("Erbil was hit by drones.", source="C", place=ERBIL, day=on("2023-11-06"), actors=(KATAIB,)),
)


class Counted:
    """A view that has the changes of events, and the counts that follow from them."""

    def __init__(self) -> None:
        self.view = View()
        self._bucket = Bucket()
        self._tallies: dict[tuple[str, object], Tally] = {}
        self._offsets = itertools.count()

    def incidents(self, number: int) -> list[Count]:
        """The changes of an event reach the view; its counts do not yet."""
        changes = self._bucket.put(NEWS[number], sequence=number, at=at(number))
        counts = []
        for change in changes:
            self.view.apply(topics.INCIDENTS.name, 0, next(self._offsets), change)
            for entry in entries(change):
                counts.append(enter(self._tallies.setdefault((entry.series, entry.day), {}), entry))
        return [one for one in counts if one]

    def counts(self, *counts: Count) -> None:
        """These counts reach the view."""
        for one in counts:
            self.view.apply(topics.COUNTS.name, 0, next(self._offsets), one)


@pytest.fixture
def counted() -> Counted:
    made = Counted()
    for number in range(len(NEWS)):
        made.counts(*made.incidents(number))
    return made


async def test_nothing_is_wrong_after_growth_merges_and_moved_days(counted: Counted) -> None:
    assert await faults(counted.view) == {}


@pytest.mark.parametrize("field", ["low", "best", "high", "incidents"])
async def test_a_count_that_is_corrupted(counted: Counted, field: str) -> None:
    row = counted.view.counts[SERIES][DAY]
    counted.view.counts[SERIES][DAY] = row._replace(**{field: getattr(row, field) + 1})
    audit = Audit(counted.view)
    await audit.look()
    assert await audit.look() == {(SERIES, DAY): (row, counted.view.counts[SERIES][DAY])}


async def test_a_count_that_is_missing(counted: Counted) -> None:
    del counted.view.counts[SERIES][DAY]
    assert list(await faults(counted.view)) == [(SERIES, DAY)]


async def test_an_incident_that_is_counted_twice(counted: Counted) -> None:
    """It was moved to another day, and the day that it left was never emptied."""
    other = DAY.replace(day=9)
    counted.view.counts[SERIES][other] = counted.view.counts[SERIES][DAY]
    assert list(await faults(counted.view)) == [(SERIES, other)]


async def test_a_count_on_its_way_is_not_wrong_and_one_that_stays_away_is() -> None:
    made = Counted()
    audit = Audit(made.view)
    first = made.incidents(0)
    assert await audit.look() == {}
    made.counts(*first)
    second = made.incidents(1)
    assert await audit.look() == {}
    assert {key[0] for key in await audit.look()} == {one.series for one in second}
    made.counts(*second)
    assert await audit.look() == {}
