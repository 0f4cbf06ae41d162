"""Connections that never end what they began: cut off in time, whatever others do, and told why."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from streams.serving.access import heads, limits
from streams.serving.access.limits import Allowance
from streams.serving.server import Parts, Server, bound
from tests.serving.newsroom import Newsroom

WHOLE = b"GET /livez HTTP/1.1\r\nHost: sitrep.test\r\n\r\n"
BEGUN = b"GET /livez HTTP/1.1\r\nHost: sitrep.test\r\nX-Slow: "
POSTED = b"POST /v1/articles HTTP/1.1\r\nHost: sitrep.test\r\nContent-Length: 1000000\r\n\r\n"
KEYED = b"Authorization: Bearer sitrep_write\r\nContent-Type: application/x-ndjson\r\n"
SECONDS = 0.3


@pytest.fixture
async def port() -> AsyncIterator[int]:
    room = Newsroom(allowance=Allowance())
    with contextlib.closing(bound("127.0.0.1", 0)) as listener:
        server = Server(Parts(room.app, room.hub), header_seconds=SECONDS)
        running = asyncio.create_task(server._serve([listener]))
        yield listener.getsockname()[1]
        server.should_exit = True
        await running


async def trickled(port: int, *first: bytes, drop: bytes) -> tuple[bytes, float]:
    """What a client is told that sends this, then a drop now and then; and after how many seconds it is cut off."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    loop = asyncio.get_running_loop()
    for piece in first:
        writer.write(piece)
        await asyncio.sleep(SECONDS / 4)
    began = loop.time()

    async def dripping() -> None:
        while True:
            writer.write(drop)
            await asyncio.sleep(SECONDS / 10)

    drip = asyncio.create_task(dripping())
    told = b""
    with contextlib.suppress(ConnectionError):
        async with asyncio.timeout(20 * SECONDS):
            while piece := await reader.read(65_536):
                told += piece
    seconds = loop.time() - began
    drip.cancel()
    await asyncio.gather(drip, return_exceptions=True)
    await closed(writer)
    return told, seconds


async def closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()


async def test_headers_that_never_end_are_cut_off(port: int) -> None:
    _, seconds = await trickled(port, BEGUN, drop=b"x")
    assert seconds < 3 * SECONDS


@pytest.mark.parametrize("said", [b"nonsense\r\n\r\n", b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"])
async def test_what_is_no_request_is_told_so_as_all_else(port: int, said: bytes) -> None:
    told, _ = await trickled(port, said, drop=b"")
    assert told.startswith(b"HTTP/1.1 400 ")
    assert b"content-type: application/problem+json" in told.lower()


async def test_who_stops_amid_the_headers_is_told_why(port: int) -> None:
    told, _ = await trickled(port, BEGUN, drop=b"")
    assert told.startswith(b"HTTP/1.1 408 ")
    assert b"urn:sitrep:problem:too-slow" in told


async def test_who_says_nothing_is_cut_off(port: int) -> None:
    assert (await trickled(port, drop=b""))[0] == b""


@pytest.mark.parametrize("drop", [b"\r\n", b"x"])
async def test_a_second_request_has_as_long(port: int, drop: bytes) -> None:
    told, seconds = await trickled(port, WHOLE, drop=drop)
    assert told.startswith(b"HTTP/1.1 200 ")
    assert seconds < 3 * SECONDS


async def test_a_body_after_the_answer_is_not_waited_for(port: int) -> None:
    told, seconds = await trickled(port, POSTED, drop=b"x" * 20_000)
    assert told.startswith(b"HTTP/1.1 401 ")
    assert b" 431 " not in told
    assert seconds < 3 * SECONDS


async def test_a_body_that_trickles_in_is_given_up(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_SECONDS", SECONDS)
    keyed = POSTED.replace(b"Content-Length", KEYED + b"Content-Length")
    told, seconds = await trickled(port, keyed, drop=b"x")
    assert told.startswith(b"HTTP/1.1 408 ")
    assert seconds < 5 * SECONDS


async def test_headers_without_end_are_not_kept(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "MOST", 1000)
    told, _ = await trickled(port, BEGUN + b"x" * 2000, drop=b"")
    assert told.startswith(b"HTTP/1.1 431 ")


async def test_a_body_that_comes_after_its_head_is_none(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "MOST", 1000)
    keyed = POSTED.replace(b"Content-Length: 1000000", KEYED + b"Content-Length: 3000")
    told, _ = await trickled(port, keyed, b"x" * 3000, drop=b"x")
    assert told.startswith(b"HTTP/1.1 422 ")


async def test_nor_those_sent_into_a_stream(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "MOST", 1000)
    stream = b"GET /v1/stream/events HTTP/1.1\r\nHost: sitrep.test\r\n\r\n"
    told, _ = await trickled(port, stream, BEGUN, drop=b"x" * 400)
    assert b" 431 " not in told
    assert b"event: hello" in told


async def test_who_reads_a_stream_is_left_alone(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /v1/stream/events HTTP/1.1\r\nHost: sitrep.test\r\n\r\n")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reader.read(), 3 * SECONDS)
    await closed(writer)
