"""One guarded GET: caps on size, time and redirects, no bombs, no private addresses. The other side is hostile."""

import asyncio
import ipaddress
import socket
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import aiohttp

Reason = Literal["timeout", "too-large", "private-address", "redirects", "status", "network", "encoding", "address"]
AGENT = "sitrep (feed reader; honours Retry-After, ETag and Last-Modified)"
_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/json, application/xml;q=0.9"
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_GONE = 410
_NOT_MODIFIED = 304
_LONGEST_WAIT = 24 * 3600.0


class FetchError(Exception):
    """The feed could not be had. `retry_after` is in seconds where the server named it."""

    def __init__(self, reason: Reason, detail: str, *, retry_after: float = 0.0, gone: bool = False) -> None:
        super().__init__(detail)
        self.reason: Reason = reason
        self.retry_after = retry_after
        self.gone = gone


class PrivateAddressError(OSError):
    """The name leads to an address that is not on the public internet."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes are counted after decompression; seconds are for the whole, redirects included."""

    size: int = 8_000_000
    seconds: float = 30.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body, or None where nothing has changed; the validators for the next time."""

    body: bytes | None
    etag: str | None
    modified: str | None


@asynccontextmanager
async def client(allowed: Callable[[str], bool]) -> AsyncIterator[aiohttp.ClientSession]:
    """A session without cookies and proxies; each IP address is looked at, whatever name or redirect led to it."""

    def open_socket(found: Any) -> socket.socket:
        """aiohttp asks for a socket before each connection, after the name is resolved."""
        family, kind, protocol, _, address = found
        if not allowed(str(address[0])):
            raise PrivateAddressError("leads to a private address; --allow-private lets it")
        return socket.socket(family, kind, protocol)

    connector = aiohttp.TCPConnector(socket_factory=open_socket, limit=20, limit_per_host=2)
    async with aiohttp.ClientSession(
        connector=connector,
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip"},
    ) as session:
        yield session


async def fetch(
    session: aiohttp.ClientSession,
    url: str,
    *,
    etag: str | None = None,
    modified: str | None = None,
    limits: Limits | None = None,
) -> Fetched:
    """GETs a feed if it has changed. Raises `FetchError`."""
    limits = limits or Limits()
    try:
        async with asyncio.timeout(limits.seconds):
            return await _follow(session, url, _conditions(etag, modified), limits)
    except TimeoutError as wrong:
        raise FetchError("timeout", f"took longer than {limits.seconds:g} s") from wrong
    except aiohttp.ClientConnectorError as wrong:
        private = "private address" in str(wrong.os_error)
        raise FetchError("private-address" if private else "network", str(wrong.os_error)) from wrong
    except (aiohttp.ClientError, OSError, ValueError) as wrong:
        raise FetchError("network", f"{type(wrong).__name__}: {wrong}"[:200]) from wrong


async def _follow(session: aiohttp.ClientSession, url: str, conditions: Mapping[str, str], limits: Limits) -> Fetched:
    for _ in range(limits.redirects + 1):
        address = urlsplit(url)
        if address.scheme not in ("http", "https") or not address.hostname or address.username:
            raise FetchError("address", "not an http or https address, or one that carries a name")
        async with session.get(url, allow_redirects=False, headers=conditions) as response:
            if response.status not in _REDIRECTS:
                return await _received(response, limits)
            url = urljoin(url, response.headers.get("Location", ""))
    raise FetchError("redirects", f"more than {limits.redirects} redirects")


async def _received(response: aiohttp.ClientResponse, limits: Limits) -> Fetched:
    validators = response.headers.get("ETag"), response.headers.get("Last-Modified")
    if response.status == _NOT_MODIFIED:
        return Fetched(None, *validators)
    if response.status != 200:
        wait = _seconds_of(response.headers.get("Retry-After"), datetime.now(UTC))
        raise FetchError("status", f"answers {response.status}", retry_after=wait, gone=response.status == _GONE)
    return Fetched(await _body(response, limits.size), *validators)


async def _body(response: aiohttp.ClientResponse, most: int) -> bytes:
    """The body, decompressed by pieces so that a bomb is found before it has gone off."""
    encoding = response.headers.get("Content-Encoding", "identity").lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise FetchError("encoding", "Content-Encoding is neither gzip nor identity")
    inflate = None if encoding == "identity" else zlib.decompressobj(wbits=31)
    body = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        body += _inflated(inflate, chunk, most + 1 - len(body)) if inflate else chunk
        if len(body) > most:
            raise FetchError("too-large", f"more than {most} bytes")
    if inflate and not inflate.eof:
        raise FetchError("encoding", "the gzip body is cut short")
    return bytes(body)


def _inflated(inflate: Any, chunk: bytes, most: int) -> bytes:
    try:
        return bytes(inflate.decompress(chunk, most))
    except zlib.error as wrong:
        raise FetchError("encoding", "the body is no gzip") from wrong


def _conditions(etag: str | None, modified: str | None) -> dict[str, str]:
    return {
        name: value
        for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified))
        if value and value.isprintable()
    }


def _seconds_of(retry_after: str | None, now: datetime) -> float:
    """`Retry-After` as seconds from now: it is a number or a date."""
    if not retry_after:
        return 0.0
    try:
        date = parsedate_to_datetime(retry_after) if not retry_after.strip().isdecimal() else None
        seconds = float(retry_after) if date is None else (date.astimezone(UTC) - now).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; addresses within addresses are looked at too."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _translated(ip)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _translated(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address behind a NAT64 address (RFC 6052)."""
    nat64 = ip in ipaddress.ip_network("64:ff9b::/96")
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if nat64 else None


def any_address(address: str) -> bool:
    """Every address is allowed: for feeds of one's own house."""
    return True
