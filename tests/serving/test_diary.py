"""Amounts by day, kept small: as a mapping would have them, in the order of days."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from streams.serving.model.diary import Diary
from streams.serving.model.totals import Amount

DAYS = st.dates(datetime.date(2023, 10, 1), datetime.date(2023, 10, 20))
AMOUNTS = st.builds(Amount, *[st.integers(-5, 10**12)] * 4)


@given(st.lists(st.tuples(DAYS, AMOUNTS | st.none())))
def test_it_is_a_mapping_in_order(done: list[tuple[datetime.date, Amount | None]]) -> None:
    diary, plain = Diary(), dict[datetime.date, Amount]()
    for day, amount in done:
        for held in (diary, plain):
            if amount is None:
                held.pop(day, None)
            else:
                held[day] = amount
    assert diary == plain
    assert list(diary.entries()) == sorted(plain.items())
    assert Diary(diary.rows()) == diary.copy() == plain
