"""`sitrep feed poll`: feeds on the web, visited politely, with metrics and health while it lasts."""

import asyncio
import json
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from streams import ingest
from streams.cli.feeds import group, stopping
from streams.cli.options import Broker, Json, MetricsPort, given
from streams.cli.outcome import Exit, Stop, naming_files
from streams.cli.told import plain
from streams.exposition import PortBusyError, Question, listening
from streams.feedlist import ListError, read_list
from streams.ingest import Feed, Visit
from streams.settings import Settings


def register(app: typer.Typer) -> None:
    """Adds the group `feed`."""
    feed = group()
    feed.command("poll")(poll)
    app.add_typer(feed, name="feed")


@dataclass(slots=True)
class Watch:
    """Tells of each visit, and knows what the poller waits for."""

    as_json: bool = False
    last: Visit | None = None

    def __call__(self, visit: Visit) -> None:
        self.last = visit
        typer.echo(json.dumps(summary(visit)) if self.as_json else line(visit), err=bool(visit.failure))

    def waits_for(self) -> str | None:
        """What is missing before news comes in; None where nothing is."""
        if self.last is None:
            return "the first visit to a feed"
        return "the broker" if self.last.failure == "broker" else None


def poll(
    urls: Annotated[list[str] | None, typer.Argument(help="Addresses of RSS, Atom, JSON Feed or ninjs feeds.")] = None,
    listed: Annotated[str | None, typer.Option("--list", help="More of them, in a TOML or OPML file.")] = None,
    every: Annotated[float, typer.Option(min=60, help="Seconds between two visits.")] = ingest.EVERY,
    source: Annotated[str | None, typer.Option(help="Whose news the feeds named here are; * lets each say so.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Visit each once, then end.")] = False,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Also from private addresses.")] = False,
    metrics_port: MetricsPort = None,
    broker: Broker = None,
    as_json: Json = False,
) -> None:
    """Fetch feeds politely, and send what is new in them."""
    settings = given(broker=broker)
    feeds = [Feed(url, every=every, source=source or None) for url in urls or ()] + feed_list(listed, every)
    if not feeds:
        raise Stop("name the address of a feed, or a file of them with --list")
    watch = Watch(as_json)
    visit = partial(ingest.poll, settings, feeds, once=once, allow_private=allow_private, watch=watch)
    if metrics_port is not None:
        visit = partial(measured, settings, metrics_port, visit, watch.waits_for)
    try:
        with stopping(settings):
            visits = asyncio.run(until_told(visit))
    except PortBusyError as wrong:
        raise Stop(str(wrong)) from wrong
    if any(visit.failure or not visit.sent.complete for visit in visits):
        raise typer.Exit(Exit.SOME_FAILED)


Visiting = Callable[[], Awaitable[list[Visit]]]


async def until_told(visit: Visiting) -> list[Visit]:
    """The visits, until they end or a signal ends them: in a container nobody but the process heeds it."""
    task = asyncio.ensure_future(visit())
    with suppress(RuntimeError):  # Only the main thread is told of signals.
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        return []


async def measured(settings: Settings, port: int, visit: Visiting, waits_for: Question) -> list[Visit]:
    """The visits, with metrics and health at a port while they last. Each step of a visit ends after its time, so that
    whoever answers gets on.
    """
    async with listening(settings.metrics_host, port, {"livez": lambda: None, "readyz": waits_for}):
        return await visit()


def feed_list(path: str | None, every: float) -> list[Feed]:
    """The feeds that a file names."""
    try:
        with naming_files():
            return read_list(Path(path), every) if path else []
    except ListError as wrong:
        raise Stop(f"{path}: {wrong}") from wrong


def summary(visit: Visit) -> dict[str, Any]:
    """For a script to read."""
    return {
        "url": visit.feed.url,
        "failure": visit.failure,
        "detail": visit.detail,
        "unchanged": visit.unchanged,
        "waiting": visit.waiting,
        **visit.sent.summary(),
    }


def line(visit: Visit) -> str:
    """For a person to read."""
    if visit.failure or visit.detail:
        return f"{visit.feed.url}: {visit.failure or 'waiting'}: {plain(visit.detail)}"
    if not visit.sent.items and not visit.unchanged:
        return f"{visit.feed.url}: not changed since the last visit"
    refused = f", {visit.sent.refused.total()} refused" if visit.sent.refused else ""
    failed = f", {visit.sent.failed} not delivered" if visit.sent.failed else ""
    waiting = f", {visit.waiting} left for the next visit" if visit.waiting else ""
    return f"{visit.feed.url}: {visit.sent.sent} new, {visit.unchanged} known{refused}{failed}{waiting}"
