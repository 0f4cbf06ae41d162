"""Nothing is written but by a member of the group."""

import asyncio

import pytest
from aiokafka.protocol.produce import ProduceRequest

from streams.lease import NOT_A_MEMBER, LapsedError, Lease
from streams.outbox import Outbox
from streams.settings import Settings


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


class Client:
    """A producer's client that keeps what it was given to send."""

    def __init__(self) -> None:
        self.sent: list[object] = []

    async def ready(self, _: int) -> bool:
        return True

    async def send(self, _: int, request: object) -> None:
        self.sent.append(request)


async def test_nothing_is_produced_on_a_lapsed_lease() -> None:
    async def lapsed() -> None:
        raise LapsedError

    client, outbox = Client(), Outbox(Settings(), lapsed)
    outbox._guard(client)
    request = ProduceRequest(None, -1, 1000, [])
    with pytest.raises(LapsedError):
        await client.send(0, request)
    await client.send(0, "a question about metadata")
    assert client.sent == ["a question about metadata"]
