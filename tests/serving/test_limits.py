"""What one client may ask: the bucket, the streams, the headers, and a body that never ends."""

import asyncio

import httpx
import pytest

from streams.serving.access import limits
from streams.serving.access.limits import Allowance, Buckets, address
from streams.serving.problems import Problem
from streams.serving.web import accept
from tests.serving.newsroom import Newsroom

TIGHT = Allowance(rate=0.5, burst=2, streams=1)


def test_a_bucket_lets_through_what_its_rate_gives() -> None:
    now = [0.0]
    buckets = Buckets(rate=2, burst=3, clock=lambda: now[0])
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.take("b") == 0
    now[0] = 0.5
    assert [buckets.take("a") for _ in range(2)] == [0, 0.5]
    now[0] = 100
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]


def test_who_was_not_seen_for_longest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REMEMBERED", 2)
    buckets = Buckets(rate=0.001, burst=1, clock=lambda: 0.0)
    for client in ("a", "b", "c"):
        assert buckets.take(client) == 0
    assert buckets.take("c") > 0
    assert buckets.take("a") == 0


async def test_too_many_requests_are_told_when_to_come_back() -> None:
    room = Newsroom(allowance=TIGHT)
    async with room.client(None) as client:
        answers = [await client.get("/v1/series") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert int(answers[-1].headers["retry-after"]) >= 1
        assert answers[-1].json()["type"] == "urn:sitrep:problem:too-many-requests"
        assert (await client.get("/readyz")).status_code == 200
    async with room.client("sitrep_read") as client:
        assert (await client.get("/v1/series")).status_code == 200


async def test_a_client_has_so_many_streams() -> None:
    room = Newsroom(allowance=Allowance(streams=1))
    opened: asyncio.Event = asyncio.Event()

    async def receive() -> dict[str, str]:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: object) -> None:
        opened.set()

    scope = {
        **{"type": "http", "method": "GET", "scheme": "http", "root_path": "", "query_string": b"", "headers": []},
        **{"path": "/v1/counts/stream", "client": ("127.0.0.1", 123), "server": ("sitrep.test", 80)},
    }
    first = asyncio.create_task(room.app(scope, receive, send))  # type: ignore[arg-type]
    await asyncio.wait_for(opened.wait(), 5)
    transport = httpx.ASGITransport(room.app, client=("127.0.0.1", 124))
    async with httpx.AsyncClient(transport=transport, base_url="http://sitrep.test") as client:
        assert (await client.get("/v1/counts/stream")).status_code == 429
    room.hub.close("shutdown")
    await asyncio.wait_for(first, 5)
    assert len(room.hub) == 0


async def test_headers_have_a_size() -> None:
    async with Newsroom(allowance=Allowance()).client() as client:
        assert (await client.get("/v1/series", headers={"X-Much": "x" * 20_000})).status_code == 431


async def test_a_body_has_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accept, "BODY_BYTES", 1000)
    async with Newsroom(allowance=Allowance()).client() as client:
        told = {"content-type": "application/x-ndjson"}
        answer = await client.post("/v1/articles", content=b"{}\n" * 1000, headers=told)
    assert (answer.status_code, answer.json()["detail"]) == (413, "a body has at most 1000 bytes; send it in parts")


async def test_a_body_comes_within_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_SECONDS", 0.02)

    async def never() -> dict[str, object]:
        await asyncio.sleep(60)
        return {}

    with pytest.raises(Problem, match="within"):
        await limits.in_time(never)()


@pytest.mark.parametrize(
    ("host", "client"), [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3::9", "2001:db8:1:2::/64"), ("unix", "unix")]
)
def test_an_address_stands_for_a_household(host: str, client: str) -> None:
    assert address({"client": (host, 1)}) == client
