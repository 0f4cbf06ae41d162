"""The head of a request comes within a time and a size; else its connection is closed.

Uvicorn has neither limit where httptools parses: one that sends a letter a minute would be waited for without end.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from streams.serving.problems import Problem

MOST = 65_536
"""Bytes of a head that never ends; one that does end and is still too large is told so by `limits`."""


class Heads(HttpToolsProtocol):
    """A connection. Time runs while nobody is asked for anything: until a head is whole, and after an answer."""

    def __init__(self, *given: Any, seconds: float, **named: Any) -> None:
        super().__init__(*given, **named)
        self._seconds = seconds
        self._due: asyncio.TimerHandle | None = None
        self._size = 0
        self._whole = self._body = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._begin()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._due is None and self._idle:
            self._begin()
        self._whole, within = False, self._body
        super().data_received(data)
        self._size = 0 if within or self._whole or self._body else self._size + len(data)
        if self._size > MOST:
            self._close(Problem(431, "too-large", f"headers have at most {MOST} bytes, and an end"))

    def on_headers_complete(self) -> None:
        self._end()
        self._whole = self._body = True
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._body = False
        super().on_message_complete()

    @property
    def _idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _begin(self) -> None:
        self._due = self.loop.call_later(self._seconds, self._late)

    def _end(self) -> None:
        if self._due:
            self._due.cancel()
            self._due = None

    def _late(self) -> None:
        self._close(Problem(408, "too-slow", f"the head of a request comes within {self._seconds:g} seconds"))

    def _close(self, why: Problem) -> None:
        """With the reason, where something was begun and no answer is under way that it would fall into."""
        if self._size and self._idle and not self.transport.is_closing():
            self._say(why)
        self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """As uvicorn does it, in our words."""
        self._say(Problem(400, "not-http", "this is no request of HTTP/1.1, or its address is too long"))
        self.transport.close()

    def _say(self, why: Problem) -> None:
        answer = why.response()
        lines = [b"%b: %b\r\n" % header for header in (*answer.raw_headers, (b"connection", b"close"))]
        self.transport.write(b"".join((STATUS_LINE[answer.status_code], *lines, b"\r\n", bytes(answer.body))))
