"""How much one client may ask: requests by a token bucket, streams by number, headers and bodies by size and time."""

import asyncio
import ipaddress
import math
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from streams.serving.access.access import Access
from streams.serving.problems import Problem

HEADER_BYTES = 16_384
BODY_SECONDS = 60.0
REMEMBERED = 10_000
UNLIMITED = ("/livez", "/readyz", "/metrics")
STREAMS = ("/v1/counts/stream", "/v1/stream/events")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What each client has: requests a second, how many at once after a pause, and open streams."""

    rate: float = 100.0
    burst: int = 400
    streams: int = 50


class Buckets:
    """A token bucket for each client: filled at `rate`, holding `burst`. Who was not seen for longest is forgotten."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """0 if the client may go on, else the seconds until it may."""
        now = self._clock()
        tokens, then = self._held.pop(client, (self._burst, now))
        tokens = min(self._burst, tokens + (now - then) * self._rate)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / self._rate
        self._held[client] = (tokens if wait else tokens - 1, now)
        if len(self._held) > REMEMBERED:
            self._held.popitem(last=False)
        return wait


class Limited:
    """Middleware: refuses with 429 or 431 before any work is done, and gives up on a body that trickles in."""

    def __init__(self, app: ASGIApp, access: Access, allowance: Allowance) -> None:
        self._app = app
        self._access = access
        self._allowance = allowance
        self._buckets = Buckets(allowance.rate, allowance.burst)
        self._streams: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNLIMITED:
            await self._app(scope, receive, send)
            return
        try:
            client = self._client(scope)
            self._within(client, scope)
        except Problem as problem:
            await problem.response()(scope, receive, send)
            return
        if scope["path"] not in STREAMS:
            await self._app(scope, in_time(receive), send)
            return
        self._streams[client] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._streams[client] -= 1
            if not self._streams[client]:
                del self._streams[client]

    def _client(self, scope: Scope) -> str:
        key = self._access.key(Headers(scope=scope))
        return f"key {key.name}" if key else address(scope)

    def _within(self, client: str, scope: Scope) -> None:
        size = sum(len(name) + len(value) for name, value in scope["headers"])
        if size > HEADER_BYTES:
            raise Problem(431, "too-large", f"headers have at most {HEADER_BYTES} bytes; these have {size}")
        if wait := self._buckets.take(client):
            rate = f"at most {self._allowance.rate:g} requests a second"
            raise Problem(429, "too-many-requests", rate, {"Retry-After": str(math.ceil(wait))})
        if scope["path"] in STREAMS and self._streams[client] >= self._allowance.streams:
            most = f"at most {self._allowance.streams} streams at a time; one stream may follow several series"
            raise Problem(429, "too-many-streams", most, {"Retry-After": "10"})


def address(scope: Scope) -> str:
    """Who asks, without a key: an address, or the network of a household where it has very many."""
    host = scope["client"][0] if scope.get("client") else ""
    try:
        parsed = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    return str(parsed if parsed.version == 4 else ipaddress.ip_network((parsed, 64), strict=False))


def in_time(receive: Receive) -> Receive:
    """The body, as long as all of it comes within the time for one."""
    until = time.monotonic() + BODY_SECONDS
    whole = False

    async def received() -> Message:
        nonlocal whole
        if whole:
            return await receive()
        try:
            async with asyncio.timeout(until - time.monotonic()):
                message = await receive()
        except TimeoutError:
            raise Problem(408, "too-slow", f"a body comes within {BODY_SECONDS:g} seconds") from None
        whole = not message.get("more_body", False)
        return message

    return received
