"""Who may do what: a key in the Authorization header with the scope that a route needs, or a ticket for one stream."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from fastapi import Request
from fastapi.security import HTTPBearer
from starlette.datastructures import Headers

from streams.serving.access.keys import Key, KeysError, Scope
from streams.serving.problems import Problem

Reading = Literal["open", "key"]
BEARER = HTTPBearer(auto_error=False, description="A key of `sitrep keys new`.")
"""Stands in the OpenAPI document; the header itself is read below."""
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="sitrep"'}
SEND = "send `Authorization: Bearer KEY` with a key of the scope "
MAKE = "; `sitrep keys new` makes one"
TICKET_SECONDS = 30
MOST_TICKETS = 10_000


class Ring(Protocol):
    """Who knows the keys."""

    def find(self, secret: str, now: datetime) -> Key | None: ...


class Tickets:
    """Tickets for an EventSource, which cannot send a header: each opens one stream, within half a minute, here."""

    def __init__(self) -> None:
        self._expiry: dict[str, datetime] = {}

    def issue(self, now: datetime) -> str:
        """A new ticket; the oldest is forgotten where there are too many."""
        self._expiry = {ticket: until for ticket, until in self._expiry.items() if now < until}
        if len(self._expiry) >= MOST_TICKETS:
            del self._expiry[next(iter(self._expiry))]
        ticket = secrets.token_urlsafe(24)
        self._expiry[ticket] = now + timedelta(seconds=TICKET_SECONDS)
        return ticket

    def take(self, ticket: str, now: datetime) -> bool:
        """Whether it is good; it is not a second time."""
        until = self._expiry.pop(ticket, None)
        return until is not None and now < until


@dataclass(frozen=True, slots=True)
class Access:
    """The keys, whether reading needs one, and the tickets that are out."""

    ring: Ring
    reading: Reading = "open"
    tickets: Tickets = field(default_factory=Tickets)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def key(self, headers: Headers) -> Key | None:
        """Whose key the request carries; None without one that is good. Raises a problem where keys cannot be read."""
        scheme, _, secret = headers.get("authorization", "").partition(" ")
        try:
            return self.ring.find(secret.strip(), self.clock()) if scheme.lower() == "bearer" else None
        except KeysError as wrong:
            raise Problem(503, "not-ready", str(wrong)) from wrong

    def require(self, headers: Headers, scope: Scope) -> Key:
        """The key, if it allows that. Raises a problem: 401 without a good one, 403 where it does not."""
        key = self.key(headers)
        if key is None:
            detail = "this key is unknown, expired or revoked" if "authorization" in headers else f"{SEND}{scope}{MAKE}"
            raise Problem(401, "no-key", detail, CHALLENGE)
        if scope not in key.scopes:
            raise Problem(403, "not-allowed", f"the key {key.name} allows {', '.join(key.scopes)}, not {scope}")
        return key


def access_of(request: Request) -> Access:
    access = request.app.state.access
    assert isinstance(access, Access)
    return access


def needs(scope: Scope) -> Callable[[Request], Awaitable[Key]]:
    """A dependency: the key of a request that must have this scope."""

    async def required(request: Request) -> Key:
        return access_of(request).require(request.headers, scope)

    return required


async def may_read(request: Request) -> None:
    """A dependency: anybody, or who has a key or a ticket, as is set."""
    access = access_of(request)
    if access.reading == "open":
        return
    ticket = request.query_params.get("ticket")
    if ticket is None:
        access.require(request.headers, "read")
    elif not access.tickets.take(ticket, access.clock()):
        raise Problem(401, "no-key", "this ticket was used, or is too old; ask for another", CHALLENGE)
