"""The guarded GET against a hostile server on this machine."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web

from streams.fetching import FetchError, Limits, any_address, client, fetch, is_public

SMALL = Limits(size=1000, seconds=1.0, redirects=2)


async def plain(request: web.Request) -> web.StreamResponse:
    if request.headers.get("If-None-Match") == '"v1"':
        return web.Response(status=304, headers={"ETag": '"v1"'})
    return web.Response(body=b"news", headers={"ETag": '"v1"', "Last-Modified": "Sun, 05 Nov 2023 08:00:00 GMT"})


async def zipped(request: web.Request) -> web.StreamResponse:
    return web.Response(body=gzip.compress(b"zipped news"), headers={"Content-Encoding": "gzip"})


async def bomb(request: web.Request) -> web.StreamResponse:
    return web.Response(body=gzip.compress(b"\0" * 5_000_000), headers={"Content-Encoding": "gzip"})


async def cut(request: web.Request) -> web.StreamResponse:
    return web.Response(body=gzip.compress(b"zipped news")[:-9], headers={"Content-Encoding": "gzip"})


async def no_zip(request: web.Request) -> web.StreamResponse:
    return web.Response(body=b"not zipped", headers={"Content-Encoding": "gzip"})


async def brotli(request: web.Request) -> web.StreamResponse:
    return web.Response(body=b"??", headers={"Content-Encoding": "br"})


async def large(request: web.Request) -> web.StreamResponse:
    return web.Response(body=b"x" * 5000)


async def slow(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(40):
        await response.write(b"x")
        await asyncio.sleep(0.1)
    return response


async def busy(request: web.Request) -> web.StreamResponse:
    return web.Response(status=429, headers={"Retry-After": "120"})


async def gone(request: web.Request) -> web.StreamResponse:
    return web.Response(status=410)


async def there(request: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "/plain"})


async def circle(request: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "/circle"})


async def to_file(request: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "file:///etc/hostname"})


async def to_another_address(request: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": f"http://127.0.0.2:{request.url.port}/plain"})


ROUTES: list[Callable[[web.Request], Awaitable[web.StreamResponse]]] = [
    *(plain, zipped, bomb, cut, no_zip, brotli, large, slow, busy, gone, there, circle, to_file, to_another_address)
]


@pytest.fixture
async def server() -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes([web.get(f"/{handler.__name__}", handler) for handler in ROUTES])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_validators_come_back_and_are_honoured(server: str) -> None:
    async with client(any_address) as session:
        first = await fetch(session, f"{server}/plain")
        assert (first.body, first.etag) == (b"news", '"v1"')
        again = await fetch(session, f"{server}/plain", etag=first.etag, modified=first.modified)
        assert again.body is None
        assert again.etag == '"v1"'


@pytest.mark.parametrize(("path", "body"), [("zipped", b"zipped news"), ("there", b"news")])
async def test_gzip_and_redirects_are_followed(server: str, path: str, body: bytes) -> None:
    async with client(any_address) as session:
        assert (await fetch(session, f"{server}/{path}")).body == body


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("bomb", "too-large"),
        ("large", "too-large"),
        ("cut", "encoding"),
        ("no_zip", "encoding"),
        ("brotli", "encoding"),
        ("slow", "timeout"),
        ("busy", "status"),
        ("gone", "status"),
        ("missing", "status"),
        ("circle", "redirects"),
        ("to_file", "address"),
    ],
)
async def test_hostile_answers_have_their_reason(server: str, path: str, reason: str) -> None:
    async with client(any_address) as session:
        with pytest.raises(FetchError) as raised:
            await fetch(session, f"{server}/{path}", limits=SMALL)
    assert raised.value.reason == reason
    assert raised.value.gone == (path == "gone")
    assert raised.value.retry_after == (120 if path == "busy" else 0)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433"])
async def test_private_addresses_are_refused_at_the_socket(server: str, host: str) -> None:
    port = server.rpartition(":")[2]
    async with client(is_public) as session:
        with pytest.raises(FetchError) as raised:
            await fetch(session, f"http://{host}:{port}/plain", limits=SMALL)
    assert raised.value.reason in ("private-address", "network")
    if host in ("127.0.0.1", "localhost", "0.0.0.0"):
        assert raised.value.reason == "private-address"


async def test_a_redirect_to_a_private_address_is_refused_too(server: str) -> None:
    async with client(lambda address: address == "127.0.0.1") as session:
        with pytest.raises(FetchError) as raised:
            await fetch(session, f"{server}/to_another_address", limits=SMALL)
    assert raised.value.reason == "private-address"


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://a.example/", "http://me:secret@a.example/", "nonsense"])
async def test_other_addresses_are_refused(url: str) -> None:
    async with client(is_public) as session:
        with pytest.raises(FetchError) as raised:
            await fetch(session, url)
    assert raised.value.reason == "address"


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1"),
        *("64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
def test_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::6810:84e5", "::ffff:93.184.215.14"])
def test_public(address: str) -> None:
    assert is_public(address)
