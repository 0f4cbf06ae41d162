"""A small server beside a process that works: /metrics for Prometheus, and what Kubernetes asks."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

from streams import metrics

Question = Callable[[], str | None]
"""What is waited for; None where all is well."""


class PortBusyError(OSError):
    """The port of the metrics is taken; the text is one line that says what to do."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"Port {port} on {host} is busy; give another with --metrics-port or SITREP_METRICS_PORT.")


@asynccontextmanager
async def listening(host: str, port: int, questions: Mapping[str, Question]) -> AsyncIterator[None]:
    """Answers /metrics and each question while it lasts. Raises `PortBusyError`."""
    app = web.Application()
    app.add_routes([web.get("/metrics", page)])
    app.add_routes([web.get(f"/{name}", answering(question)) for name, question in questions.items()])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as busy:
            raise PortBusyError(host, port) from busy
        yield
    finally:
        await runner.cleanup()


async def page(_: web.Request) -> web.Response:
    """The metrics."""
    body, kind = metrics.exposition()
    return web.Response(body=body, headers={"Content-Type": kind})


def answering(question: Question) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A handler that answers 503 while something is waited for, and says what."""

    async def answer(_: web.Request) -> web.Response:
        awaited = question()
        said = {"status": "waiting" if awaited else "ok", "waits_for": awaited or ""}
        return web.json_response(said, status=503 if awaited else 200)

    return answer
