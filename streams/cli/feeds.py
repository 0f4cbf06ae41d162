"""`sitrep feed`: articles from files, and from archives at a pace; `polling` has those from feeds on the web."""

import asyncio
import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from streams import archive, producer, publishing
from streams.archive import Archive, DamagedArchive, NoArchive
from streams.broker import UnreachableError
from streams.cli.options import Broker, Json, given
from streams.cli.outcome import Exit, Stop
from streams.cli.told import plain
from streams.feeds import FORMATS
from streams.feeds.item import Item, Refused
from streams.producer import DoesNotFit, NoTopic, Sent
from streams.settings import Settings
from streams.topics import EMBEDDED_PARTITIONS

Form = Annotated[str, typer.Option("--format", help=f"One of: {', '.join(FORMATS)}.")]
Watch = Callable[[Sent], None]
_REAL_BROKER = "start a real one with `make kafka` and name it by --broker or SITREP_BROKER"


def group() -> typer.Typer:
    """The group `feed`, to which `polling` adds a command."""
    feed = typer.Typer(no_args_is_help=True, help="Send articles in: from files, archives, or feeds on the web.")
    feed.command("publish")(publish)
    feed.command("replay")(replay)
    return feed


def publish(
    files: Annotated[list[str], typer.Argument(help="Files to send; .gz is decompressed, - is standard input.")],
    form: Form = "ndjson",
    broker: Broker = None,
    as_json: Json = False,
) -> None:
    """Send articles from files, as fast as the broker takes them."""
    settings = given(broker=broker)
    known(form)
    with stopping(settings), ExitStack() as stack:
        archives = [stack.enter_context(archive.opened(path)) for path in files]
        refuse_what_does_not_fit(settings, files)
        items = chain(one.items(form, article_bytes=settings.article_bytes) for one in archives)
        with watching(archives) as watch:
            sent = deliver(settings, items, batch=1 if "-" in files else 200, watch=watch)
    report(sent, as_json=as_json)


def replay(
    file: Annotated[str | None, typer.Argument(help="An archive, oldest first; .gz is decompressed.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="The archive that comes with sitrep.")] = False,
    speed: Annotated[str, typer.Option(help="Seconds of the archive per second, or max.")] = "3600",
    since: Annotated[str | None, typer.Option("--from", help="First day or moment, as 2023-10-07.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Day or moment before which it ends.")] = None,
    form: Form = "ndjson",
    broker: Broker = None,
    as_json: Json = False,
) -> None:
    """Send an archive again as it was published, faster or slower than it was."""
    if (file is None) != demo:
        raise Stop("name an archive, or use --demo")
    path = file or str(archive.DEMO)
    settings, pace = given(broker=broker), pace_of(speed)
    first, end = moment(since), moment(until)
    known(form)
    with stopping(settings), archive.opened(path) as one:
        refuse_what_does_not_fit(settings, [path])
        items = within(one.items(form, article_bytes=settings.article_bytes), first, end)
        with watching([one]) as watch:
            sent = deliver(settings, items, speed=pace, batch=1 if path == "-" else 200, watch=watch)
    report(sent, as_json=as_json)


def known(form: str) -> None:
    """Stops where there is no such format."""
    if form not in FORMATS:
        raise Stop(f"no format {form!r}; there are {', '.join(FORMATS)}")


def pace_of(speed: str) -> float | None:
    """Seconds of news per second; None is as fast as possible."""
    if speed == "max":
        return None
    try:
        value = float(speed)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise Stop(f"--speed is a number above 0, or max; not {speed!r}")
    return value


def moment(text: str | None) -> datetime | None:
    """A day or an RFC 3339 moment; without an offset it is UTC."""
    if text is None:
        return None
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise Stop(f"{text!r} is no day (2023-10-07) and no moment (2023-10-07T12:00:00Z)") from wrong
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def within(items: Iterable[Item], since: datetime | None, until: datetime | None) -> Iterator[Item]:
    """The items published in the span; what was refused passes."""
    for item in items:
        if isinstance(item, Refused) or (
            (since is None or item.published >= since) and (until is None or item.published < until)
        ):
            yield item


def chain(parts: Iterable[Iterator[Item]]) -> Iterator[Item]:
    """One after the other."""
    for part in parts:
        yield from part


def refuse_what_does_not_fit(settings: Settings, paths: list[str]) -> None:
    """Stops before anything is sent where the embedded broker could not hold the files."""
    if producer.is_embedded(settings):
        limit = producer.EMBEDDED_BYTES * EMBEDDED_PARTITIONS
        if any(path != "-" and archive.exceeds(path, limit) for path in paths):
            raise DoesNotFit


def deliver(
    settings: Settings, items: Iterable[Item], *, speed: float | None = None, batch: int = 200, watch: Watch
) -> Sent:
    """Runs the producer to its end."""
    return asyncio.run(publishing.publish(settings, items, speed=speed, batch=batch, watch=watch))


@contextmanager
def stopping(settings: Settings) -> Iterator[None]:
    """Turns what the producer raises into the line that says what to do."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        yield
    except UnreachableError as wrong:
        raise Stop(str(wrong), Exit.NO_BROKER) from wrong
    except NoTopic as wrong:
        raise Stop(f"the broker at {settings.broker} has no topic {wrong}; run `sitrep topics apply` first") from wrong
    except DoesNotFit as wrong:
        line = "the archive does not fit: the embedded broker keeps 5 MB of each partition and forgets the rest"
        raise Stop(f"{line}; {_REAL_BROKER}") from wrong
    except NoArchive as wrong:
        raise Stop(str(wrong)) from wrong
    except DamagedArchive as wrong:
        raise Stop(str(wrong), Exit.SOME_FAILED) from wrong
    except KeyboardInterrupt:
        typer.echo("stopped; what was sent is in, and sending it again does no harm", err=True)
        raise


@contextmanager
def watching(archives: list[Archive]) -> Iterator[Watch]:
    """A progress bar for a person who looks on; nothing for a script."""
    if not sys.stderr.isatty():
        yield lambda sent: None
        return
    sizes = [one.size for one in archives]
    total = None if None in sizes else sum(size or 0 for size in sizes)
    columns: list[Any] = [SpinnerColumn(), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn()]
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("starting", total=total)
        shown = 0.0

        def show(sent: Sent) -> None:
            nonlocal shown
            if time.monotonic() - shown >= 0.1:
                shown = time.monotonic()
                day = f", news of {sent.latest:%d %b %Y %H:%M}" if sent.latest else ""
                done = sum(one.position() for one in archives)
                progress.update(task, completed=done, description=f"{sent.items:,} items{day}")

        yield show


def report(sent: Sent, *, as_json: bool) -> None:
    """Says what became of the items; exit code 1 if some of them are not in."""
    if as_json:
        typer.echo(json.dumps(sent.summary()))
    else:
        typer.echo(f"{sent.sent:,} of {sent.items:,} articles published")
        tell_faults(sent)
    if not sent.complete:
        raise typer.Exit(Exit.SOME_FAILED)


def tell_faults(sent: Sent) -> None:
    """The first few faults, line by line, on standard error."""
    if sent.refused:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in sorted(sent.refused.items()))
        typer.echo(f"{sent.refused.total():,} refused ({reasons}), kept in dead-letters.v1:", err=True)
    for fault in sent.faults:
        typer.echo(f"  {plain(fault)}", err=True)
    if sent.failed:
        typer.echo(f"{sent.failed:,} not delivered; send the file again, what is in already does no harm", err=True)
    if sent.future:
        typer.echo(f"{sent.future:,} carry a date in the future", err=True)
