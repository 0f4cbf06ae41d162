"""One open stream as an ASGI response: hands out what waits in a mailbox until either side has had enough."""

import asyncio

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from streams.serving.streams.hub import Hub
from streams.serving.streams.mailbox import Mailbox
from streams.serving.streams.sse import frame

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
CHUNK = 16 * 1024
"""Small writes, so that the server's own buffer of a slow client stays small."""


class Stream(Response):
    """The response that serves one mailbox and then leaves the hub."""

    def __init__(self, hub: Hub, box: Mailbox) -> None:
        super().__init__()
        self._hub = hub
        self._box = box

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        gone = asyncio.ensure_future(self._watch(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            while frames := await self._box.take():
                for start in range(0, len(frames), CHUNK):
                    await _write(send, frames[start : start + CHUNK])
            if self._box.end != "gone":
                await _write(send, frame("bye", {"reason": self._box.end}))
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            self._hub.leave(self._box)

    async def _watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._box.close("gone")


async def _write(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})
