"""`sitrep correct`: an analyst merges, splits, dismisses, edits and undoes, at a running server."""

from collections.abc import Iterator
from typing import Annotated, Any
from urllib.parse import quote

import orjson
import typer

from streams.cli.ask import Where, fetch, send
from streams.cli.options import Json, given
from streams.cli.told import plain, told_of

correct = typer.Typer(name="correct", help="Correct incidents: merge, split, dismiss, set, undo.", no_args_is_help=True)
Incidents = Annotated[list[str], typer.Argument(help="Ids of the incidents, as `sitrep counts` shows them.")]
Incident = Annotated[str, typer.Argument(help="Id of the incident.")]
Why = Annotated[str, typer.Option("--why", help="The reason; it is kept and shown.")]
Who = Annotated[str | None, typer.Option("--who", help="Who says so; else SITREP_WHO, or your name on this machine.")]
UNKNOWN = "unknown"
PAGE = 500


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(correct)


@correct.command()
def merge(incidents: Incidents, why: Why, who: Who = None, server: Where = None, as_json: Json = False) -> None:
    """These are one incident."""
    made(server, as_json, action="merge", incidents=incidents, why=why, who=who)


@correct.command()
def split(
    incident: Incident,
    events: Annotated[
        list[str],
        typer.Option(
            "--event", help="Id of an event that leaves, as `sitrep correct show` has it; several may be given."
        ),
    ],
    why: Why,
    who: Who = None,
    server: Where = None,
    as_json: Json = False,
) -> None:
    """These events of an incident are another one."""
    made(server, as_json, action="split", incidents=[incident], events=events, why=why, who=who)


@correct.command()
def dismiss(incident: Incident, why: Why, who: Who = None, server: Where = None, as_json: Json = False) -> None:
    """This is no incident: it was misread, or is untrue. It stays in sight, and counts nothing."""
    made(server, as_json, action="dismiss", incidents=[incident], why=why, who=who)


@correct.command(name="set")
def edit(
    incident: Incident,
    why: Why,
    actor: Annotated[list[str] | None, typer.Option(help="Id of who did it; `unknown` for nobody known.")] = None,
    target: Annotated[list[str] | None, typer.Option(help="Id of whom it was done to.")] = None,
    day: Annotated[str | None, typer.Option(help="The day, as 2023-11-05.")] = None,
    place: Annotated[str | None, typer.Option(help="A base, a town, or a country as IRQ.")] = None,
    who: Who = None,
    server: Where = None,
    as_json: Json = False,
) -> None:
    """The incident was by, to, on, at this; what is not given stays as it was read."""
    told = {"actors": named(actor), "targets": named(target), "day": day, "place": place}
    made(server, as_json, action="set", incidents=[incident], why=why, who=who, **told)


@correct.command()
def undo(
    correction: Annotated[str, typer.Argument(help="Id of the correction, as `sitrep correct ls` shows it.")],
    why: Why,
    who: Who = None,
    server: Where = None,
    as_json: Json = False,
) -> None:
    """The correction no longer holds. An undo is a correction, and may be undone."""
    made(server, as_json, action="undo", correction=correction, why=why, who=who)


@correct.command()
def show(incident: Incident, server: Where = None, as_json: Json = False) -> None:
    """An incident with the events that tell of it, their ids, and what was corrected."""
    answer = fetch(server, f"/v1/incidents/{quote(incident, safe='')}", {})
    for text in [orjson.dumps(answer).decode()] if as_json else told_of(answer):
        typer.echo(text)


@correct.command(name="ls")
def ls(
    incident: Annotated[str | None, typer.Option(help="Only those that bear on this incident.")] = None,
    server: Where = None,
    as_json: Json = False,
) -> None:
    """What was corrected, the latest first."""
    for row in all_of(server, {"incident": incident} if incident else {}):
        typer.echo(orjson.dumps(row).decode() if as_json else line(row))


def all_of(server: str | None, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The corrections, page by page."""
    further: str | None = ""
    while further is not None:
        page = fetch(server, "/v1/corrections", {**asked, "limit": PAGE, **({"cursor": further} if further else {})})
        yield from page["corrections"]
        further = page["next"]


def named(ids: list[str] | None) -> list[str] | None:
    """The ids that are given; nobody where it is said to be unknown."""
    return [one for one in ids if one != UNKNOWN] if ids else None


def made(server: str | None, as_json: bool, **wanted: Any) -> None:
    """Send a correction, and say what it is called and where it is kept. The server says when it was made."""
    said = {**wanted, "who": wanted["who"] or given().who}
    answer = send(server, "/v1/corrections", {name: value for name, value in said.items() if value is not None})
    if as_json:
        typer.echo(orjson.dumps(answer).decode())
    else:
        at = answer["results"][0]
        typer.echo(f"{at['id']}  {wanted['action']}, kept in {answer['topic']} {at['partition']}:{at['offset']}")


def line(row: dict[str, Any]) -> str:
    """One correction for a person to read."""
    change = row["change"]
    about = change["correction"] if row["action"] == "undo" else counted(len(change["events"]))
    action = " ".join(["set", *values(change)]) if row["action"] == "edit" else row["action"]
    state = "" if row["holds"] else f"  undone by {', '.join(row['undone_by'])}"
    said = f"{plain(row['who'])}: {plain(row['why'])}"
    return f"{row['id']}  {row['at'][:16]}  {action:7}  {row['bucket']}  {about}  {said}{state}"


def values(change: dict[str, Any]) -> Iterator[str]:
    """What an incident was given."""
    for name, told in (("actor", change["actors"]), ("target", change["targets"])):
        if told is not None:
            yield f"{name} {' and '.join(one['id'] or plain(one['text']) for one in told) or UNKNOWN}"
    if change["day"]:
        yield f"day {change['day']['date']}"
    if change["place"]:
        yield f"place {plain(change['place']['name'])}"


def counted(events: int) -> str:
    """So many events."""
    return f"{events} event{'' if events == 1 else 's'}"
