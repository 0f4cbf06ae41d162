"""Very many clients of streams in one process: each keeps what it is told, so that a gap or a repetition shows."""

import asyncio
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import httptools
import orjson


@dataclass(slots=True)
class Subscriber(asyncio.Protocol):
    """One client of one stream, over any number of connections. `value` is its fold of what it was told."""

    path: str
    host: str
    value: dict[str, int] = field(default_factory=dict)
    causes: dict[str, list[str]] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    last: str = ""
    resumed: bool | None = None
    transport: asyncio.Transport | None = None
    rest: bytes = b""
    answer: httptools.HttpResponseParser | None = None
    now: float = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.rest, self.resumed = transport, b"", None
        self.answer = httptools.HttpResponseParser(self)
        resume = f"Last-Event-ID: {self.last}\r\n" if self.last else ""
        transport.write(f"GET {self.path} HTTP/1.1\r\nHost: {self.host}\r\n{resume}\r\n".encode())

    def data_received(self, data: bytes) -> None:
        self.now = time.time()
        assert self.answer
        self.answer.feed_data(data)

    def on_body(self, body: bytes) -> None:
        """A part of the answer, as the parser has it."""
        *frames, self.rest = (self.rest + body).split(b"\n\n")
        for frame in frames:
            self._frame(frame, self.now)

    def _frame(self, frame: bytes, now: float) -> None:
        event, told = "", b""
        for line in frame.split(b"\n"):
            if line.startswith(b"id: "):
                self.last = line[4:].decode()
            elif line.startswith(b"event: "):
                event = line[7:].decode()
            elif line.startswith(b"data: "):
                told = line[6:]
        if event == "delta":
            self._delta(orjson.loads(told), now)
        elif event == "snapshot":
            data = orjson.loads(told)
            self.value[data["series"]] = data["value"]
            self.causes[data["series"]] = []
        elif event == "hello":
            self.resumed = orjson.loads(told)["resumed"]
        elif event == "reset" or (event == "bye" and b"shutdown" not in told):
            self.faults.append(f"{event} {told.decode()}")

    def _delta(self, data: dict[str, object], now: float) -> None:
        series, value, cause = str(data["series"]), data["value"], data["cause"]
        assert isinstance(value, int)
        assert isinstance(cause, dict)
        if self.value.get(series) != data["previous"]:
            self.faults.append(f"{series} stood at {self.value.get(series)}, not {data['previous']}")
        self.value[series] = value
        self.causes[series].append(cause["event"])
        self.took.append(now - datetime.fromisoformat(cause["at"]).timestamp())

    def told(self, changes: int) -> bool:
        """Whether it was told so many changes of each of its series, or more."""
        return bool(self.causes) and all(len(told) >= changes for told in self.causes.values())

    def drop(self) -> None:
        """The connection is gone, as when a network fails."""
        if self.transport:
            self.transport.abort()


async def connect(several: Sequence[Subscriber], url: str) -> None:
    """All at once."""
    at, loop = urlsplit(url), asyncio.get_running_loop()
    assert at.hostname

    async def one(subscriber: Subscriber) -> None:
        await loop.create_connection(lambda: subscriber, at.hostname, at.port)

    await asyncio.gather(*map(one, several))


def deaf(url: str, path: str) -> socket.socket:
    """A client that asks for a stream and never reads; its own buffer is as small as may be."""
    at = urlsplit(url)
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    one.connect((at.hostname, at.port))
    one.sendall(f"GET {path} HTTP/1.1\r\nHost: {at.netloc}\r\n\r\n".encode())
    return one
