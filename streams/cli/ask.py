"""`sitrep counts` and `sitrep watch`: ask a running server, or follow it live in the terminal."""

import time
from collections import deque
from collections.abc import Iterator
from typing import Annotated, Any

import httpx
import orjson
import typer
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from streams.cli.options import Json, given
from streams.cli.outcome import Exit, Stop
from streams.cli.sse import Frame, frames
from streams.cli.told import Answer, changed, headline, history, plain, report
from streams.settings import Settings, url_of

Kind = Annotated[str, typer.Option(help="attack or outreach.")]
Actor = Annotated[str | None, typer.Option(help="Id of who acted, such as iraqi-militias; those below it count.")]
Target = Annotated[str | None, typer.Option(help="Id of whom it was done to, such as us-forces.")]
Country = Annotated[str | None, typer.Option(help="Where: ISO 3166-1 alpha-3, such as IRQ.")]
Since = Annotated[str | None, typer.Option(help="First day, as 2023-10-07.")]
Until = Annotated[str | None, typer.Option(help="Last day.")]
Place = Annotated[str | None, typer.Option(help="A site or town, such as al-asad-air-base.")]
Mode = Annotated[str | None, typer.Option(help="The means, such as drone.")]
Patron = Annotated[str | None, typer.Option(help="By whom those who acted are backed: a country, such as IRN.")]
Modality = Annotated[str | None, typer.Option(help="Other than occurred: planned, such as meetings that are to come.")]
Window = Annotated[str | None, typer.Option(help="Instead of days: 24h, 7d or 30d of the news.")]
Sources = Annotated[int | None, typer.Option(help="Only what so many independent sources tell.")]
Where = Annotated[str | None, typer.Option("--server", help="Address of `sitrep serve`, as http://127.0.0.1:8000.")]
NEWEST = 8
CHANGES = 100
KEPT = 12
PATIENT = httpx.Timeout(10, read=20)
AGAIN = 2.0
LATER = (httpx.codes.SERVICE_UNAVAILABLE, httpx.codes.TOO_MANY_REQUESTS)
"""Answers of a server that will take the same question in a while."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("counts")(counts)
    app.command("watch")(watch)


def counts(
    kind: Kind = "attack",
    actor: Actor = None,
    target: Target = None,
    country: Country = None,
    patron: Patron = None,
    place: Place = None,
    mode: Mode = None,
    modality: Modality = None,
    min_sources: Sources = None,
    since: Since = None,
    until: Until = None,
    as_of: Annotated[str | None, typer.Option(help="As known at the end of a day, or 2023-11-05T12:00:00Z.")] = None,
    window: Window = None,
    by: Annotated[str | None, typer.Option(help="day: a line for each day.")] = None,
    changes: Annotated[bool, typer.Option("--history", help="How it came to be so, newest change first.")] = False,
    server: Where = None,
    as_json: Json = False,
) -> None:
    """How many, how sure, from which incidents, and what others say; now, or as known at a moment."""
    who = {"actor": actor, "target": target, "patron": patron}
    where = {"kind": kind, **who, "country": country, "place": place, "mode": mode, "modality": modality}
    when = {"min_sources": min_sources, "since": since, "until": until, "as_of": as_of, "window": window}
    asked = _given(where | when)
    with _client(server) as client:
        count = _ask(client, "/v1/counts", asked | _given({"by": by}))
        path, listed = ("/v1/counts/history", "changes") if changes else ("/v1/incidents", "incidents")
        answer = _ask(client, path, asked | {"limit": CHANGES if changes else NEWEST})
    rows = answer[listed]
    if as_json:
        typer.echo(orjson.dumps({**count, "changes" if changes else "newest": rows}).decode())
        return
    for line in [headline(count), *history(rows)] if changes else report(count, rows, answer["total"]):
        typer.echo(line)


def watch(
    kind: Kind = "attack",
    actor: Actor = None,
    target: Target = None,
    country: Country = None,
    patron: Patron = None,
    place: Place = None,
    mode: Mode = None,
    modality: Modality = None,
    min_sources: Sources = None,
    since: Since = None,
    until: Until = None,
    window: Window = None,
    server: Where = None,
    as_json: Json = False,
) -> None:
    """Follow a count live; goes on by itself after a break, without gap. Ctrl-C ends it."""
    who = {"actor": actor, "target": target, "patron": patron}
    where = {"kind": kind, **who, "country": country, "place": place, "mode": mode, "modality": modality}
    asked = _given(where | {"min_sources": min_sources, "since": since, "until": until, "window": window})
    with _client(server) as client:
        told = follow(client, asked)
        console = Console()
        if as_json or not console.is_terminal:
            for frame in told:
                _print(frame, as_json=as_json)
        else:
            _show(console, told)


def follow(client: httpx.Client, asked: dict[str, Any]) -> Iterator[Frame]:
    """The frames of a stream for ever. Raises Stop where the server refuses, or was never there."""
    last, met = "", False
    while True:
        try:
            headers = {"Last-Event-ID": last} if last else {}
            with client.stream("GET", "/v1/counts/stream", params=asked, headers=headers) as answer:
                if answer.status_code not in LATER:
                    _refused(answer)
                    if not answer.headers.get("content-type", "").startswith("text/event-stream"):
                        raise _stranger(answer)
                    met = True
                    for frame in frames(answer.iter_lines()):
                        last = frame.id or last
                        yield frame
        except httpx.TransportError as wrong:
            if not met:
                raise _nobody(client) from wrong
        yield Frame("break", {}, last)
        time.sleep(AGAIN)


def _print(frame: Frame, *, as_json: bool) -> None:
    if as_json and frame.event not in ("break", "progress", "hello"):
        typer.echo(orjson.dumps({"event": frame.event, **frame.data, "position": frame.id}).decode())
    elif frame.event == "snapshot":
        typer.echo(f"{frame.data['value']} ({frame.data['low']} to {frame.data['high']})  {frame.data['series']}")
    elif frame.event == "delta":
        typer.echo(changed(frame.data))


def _show(console: Console, told: Iterator[Frame]) -> None:
    state: Answer = {"value": "?", "low": "?", "high": "?", "series": "", "status": "connecting"}
    changes: deque[str] = deque(maxlen=KEPT)
    with Live(console=console, auto_refresh=False, transient=False) as live:
        for frame in told:
            state["status"] = "reconnecting" if frame.event in ("break", "bye") else "live"
            if frame.event in ("snapshot", "delta"):
                state |= frame.data
            if frame.event == "delta":
                changes.appendleft(changed(frame.data))
            live.update(_screen(state, changes), refresh=True)


def _screen(state: Answer, changes: deque[str]) -> Group:
    head = Text.assemble((str(state["value"]), "bold"), f"  between {state['low']} and {state['high']}")
    table = Table.grid()
    for line in changes:
        table.add_row(Text(line, overflow="ellipsis", no_wrap=True))
    return Group(Text(f"{state['series']}   {state['status']}", style="dim"), head, Text(), table)


def _given(parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if value is not None}


def _client(server: str | None) -> httpx.Client:
    settings = given()
    address = server or url_of(settings.host, settings.port)
    if "://" not in address:
        address = f"http://{address}"
    try:
        if not address.startswith(("http://", "https://")):
            raise httpx.InvalidURL(address)
        return httpx.Client(
            base_url=address, timeout=PATIENT, follow_redirects=False, headers=credentials(settings, server)
        )
    except (httpx.InvalidURL, UnicodeError) as wrong:
        raise Stop(f"{server!r} is no address of a server: write it as http://127.0.0.1:8000") from wrong


def credentials(settings: Settings, server: str | None) -> dict[str, str]:
    """The header with our key: that of SITREP_KEY, or, for the server of this machine, the one that `up` left."""
    key = settings.key
    if key is None and server is None and settings.key_file.is_file():
        key = settings.key_file.read_text().strip()
    if key and not (key.isascii() and key.isprintable()):
        raise Stop(f"{'SITREP_KEY' if settings.key else settings.key_file} holds what is no key")
    return {"Authorization": f"Bearer {key}"} if key else {}


def _ask(client: httpx.Client, path: str, asked: dict[str, Any]) -> Answer:
    try:
        answer = client.get(path, params=asked)
    except (httpx.TransportError, httpx.InvalidURL) as wrong:
        raise _nobody(client) from wrong
    return _said(answer)


def send(server: str | None, path: str, body: Answer) -> Answer:
    """Post to a server; what it answers. Raises Stop where it refuses, or is not there."""
    with _client(server) as client:
        try:
            answer = client.post(path, json=body)
        except httpx.TransportError as wrong:
            raise _nobody(client) from wrong
    return _said(answer)


def fetch(server: str | None, path: str, asked: dict[str, Any]) -> Answer:
    """Get from a server. Raises Stop where it refuses, or is not there."""
    with _client(server) as client:
        return _ask(client, path, asked)


def _said(answer: httpx.Response) -> Answer:
    """What a server answered. Raises Stop where it refused, or is none of ours."""
    _refused(answer)
    try:
        body: Answer = answer.json()
    except ValueError as wrong:
        raise _stranger(answer) from wrong
    return body


def _stranger(answer: httpx.Response) -> Stop:
    return Stop(f"{answer.url.scheme}://{answer.url.netloc.decode()} is not a sitrep server", Exit.NO_BROKER)


def _nobody(client: httpx.Client) -> Stop:
    return Stop(f"no server at {client.base_url}; start one with `sitrep up`, or name it by --server", Exit.NO_BROKER)


def _refused(answer: httpx.Response) -> None:
    """Stop with the server's own words where it did not answer."""
    if answer.is_success:
        return
    try:
        answer.read()
        detail = str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        raise _stranger(answer) from None
    code = Exit.SOME_FAILED if answer.status_code == httpx.codes.TOO_MANY_REQUESTS else Exit.WRONG_USE
    raise Stop(plain(detail), code if answer.is_client_error else Exit.NO_BROKER)
