"""A table's changelog is written only by a member of the group."""

import asyncio
from collections.abc import Sequence

import pytest

from streams.agents import Code
from streams.lease import NOT_A_MEMBER, LapsedError, Lease
from streams.outbox import Outgoing
from streams.tables import HELD
from tests.builders import an_article
from tests.shell import stub
from tests.shell.bench import Bench


class Coordinator:
    """A group's coordinator as aiokafka has it; `answer` is what a heartbeat gets."""

    def __init__(self) -> None:
        self.generation = 3
        self.answer = True

    async def _do_heartbeat(self) -> bool:
        if not self.answer:
            self.generation = NOT_A_MEMBER
        return self.answer

    async def _do_rejoin_group(self, _: object) -> bool:
        return self.answer


class Clock:
    """Stands still until it is set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def a_lease(clock: Clock) -> tuple[Lease, Coordinator]:
    lease, coordinator = Lease(6.0, clock), Coordinator()
    lease.watch(coordinator)
    return lease, coordinator


async def test_who_was_confirmed_a_moment_ago_holds_it(clock: Clock) -> None:
    lease, coordinator = a_lease(clock)
    await coordinator._do_heartbeat()
    clock.now += 2.0
    await asyncio.wait_for(lease.hold(), 1)


async def test_who_has_just_joined_holds_it(clock: Clock) -> None:
    lease, coordinator = a_lease(clock)
    await coordinator._do_rejoin_group("topics")
    await asyncio.wait_for(lease.hold(), 1)


async def test_who_stood_still_waits_for_the_next_heartbeat(clock: Clock) -> None:
    lease, coordinator = a_lease(clock)
    await coordinator._do_heartbeat()
    clock.now += 30.0
    holding = asyncio.ensure_future(lease.hold())
    await asyncio.sleep(0.05)
    assert not holding.done()
    await coordinator._do_heartbeat()
    await asyncio.wait_for(holding, 1)


async def test_who_was_put_out_meanwhile_gives_up(clock: Clock) -> None:
    lease, coordinator = a_lease(clock)
    await coordinator._do_heartbeat()
    clock.now += 30.0
    coordinator.answer = False
    holding = asyncio.ensure_future(lease.hold())
    await coordinator._do_heartbeat()
    with pytest.raises(LapsedError):
        await asyncio.wait_for(holding, 1)


async def test_a_batch_whose_lease_lapsed_leaves_the_table_as_it_was() -> None:
    bench = Bench(lambda desk, ledger: Code(desk, ledger, stub.read), HELD)
    bench.lapsed = True
    with pytest.raises(LapsedError):
        await bench.take(an_article("USA 2023-11-05 houthis", id="a"))
    assert bench.shelf.data == {}
    assert not tables(bench.sent)


def tables(sent: Sequence[Outgoing]) -> list[str]:
    """The changelogs written to."""
    return [one.topic for one in sent if one.topic.startswith("tables.")]
