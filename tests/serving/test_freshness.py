"""Staleness: nothing waits anywhere, or what was there has gone through all stages."""

import asyncio

from aiokafka import TopicPartition

from streams.serving.freshness import STAGES, Freshness
from streams.serving.server import ended

NEWS, MADE, OTHER = TopicPartition("news", 0), TopicPartition("made", 0), TopicPartition("news", 1)


def test_what_was_read_and_worked_off_is_fresh() -> None:
    one = Freshness()
    assert one.moment is None
    assert one.look(1.0, [{MADE: 5}, {NEWS: 3}], {NEWS: 3, MADE: 5})
    assert one.moment == 1.0


def test_while_workers_are_away_nothing_is_covered() -> None:
    one = Freshness()
    one.look(1.0, [{MADE: 5}, {NEWS: 3}], {NEWS: 3, MADE: 5})
    for moment in range(2, 30):
        assert not one.look(moment, [{MADE: 5}, {NEWS: 3}], {NEWS: 3 + moment, MADE: 5})
    assert one.moment == 1.0
    assert one.look(31.0, [{MADE: 9}, {NEWS: 40}], {NEWS: 40, MADE: 9})
    assert one.moment == 31.0


def test_a_partition_that_was_never_begun_waits() -> None:
    assert not Freshness().look(1.0, [{MADE: 5}, {NEWS: 3}], {NEWS: 3, OTHER: 1, MADE: 5})


def test_where_no_worker_ever_was_nobody_is_waited_for() -> None:
    assert Freshness().look(1.0, [{MADE: 5}, {}], {MADE: 5})


def test_news_that_never_ends_is_covered_stage_by_stage() -> None:
    """Readers are always one behind, and yet what was there at a moment has been done for long."""
    one = Freshness()
    for look in range(3 * STAGES):
        assert not one.look(look, [{MADE: look}, {NEWS: look}], {NEWS: look + 1, MADE: look + 1})
    assert one.moment is not None
    assert one.moment >= STAGES


async def test_a_cancellation_that_is_lost_is_repeated() -> None:
    lost = 0

    async def deaf() -> None:
        nonlocal lost
        while lost < 2:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                lost += 1

    task = asyncio.create_task(deaf())
    await asyncio.sleep(0)
    await asyncio.wait_for(ended([task]), 10)
    assert lost == 2


def test_what_is_covered_is_where_the_logs_ended_when_it_was_asked_for() -> None:
    one = Freshness()
    one.look(1.0, [{MADE: 5}, {NEWS: 3}], {NEWS: 3, MADE: 5})
    assert one.covered == {NEWS: 3, MADE: 5}
    for look in range(STAGES):
        assert not one.look(2.0 + look, [{MADE: 6 + look}, {NEWS: 4 + look}], {NEWS: 5 + look, MADE: 7 + look})
        assert one.covered == {NEWS: 3, MADE: 5}
    assert not one.look(9.0, [{MADE: 20}, {NEWS: 20}], {NEWS: 21, MADE: 21})
    assert one.covered == {NEWS: 5, MADE: 7}
