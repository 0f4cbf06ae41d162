"""Who may speak to a server that listens on this machine only: nobody who comes by another name.

A page of another site can make its own name point here (DNS rebinding); what it asks then still carries that name.
"""

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from streams.serving.problems import Problem, shown

LOCAL = ("localhost",)


class Guarded:
    """Middleware: refuses a Host that is not among `names`; none are named where the server is open to a network."""

    def __init__(self, app: ASGIApp, names: Sequence[str]) -> None:
        self._app = app
        self._names = frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._names:
            host = _host(Headers(scope=scope).get("host", ""))
            if host not in self._names:
                detail = f"this server is not {shown(host)}; it answers to {', '.join(sorted(self._names))}"
                await Problem(421, "wrong-host", detail).response()(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _host(header: str) -> str:
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def names_of(host: str) -> list[str]:
    """The names that a server bound to this address answers to; empty for any, where others may reach it."""
    if host in LOCAL:
        return [*LOCAL, "127.0.0.1", "::1"]
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        return []
    return [*LOCAL, "127.0.0.1", "::1", host] if local else []
