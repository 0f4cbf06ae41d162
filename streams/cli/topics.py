"""`sitrep topics`, `sitrep schemas`, `sitrep dlq`: what is on the broker, and what it should be."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import orjson
import typer

from schemas.dead_letter import Reason, Stage
from streams import contracts, letters, topics
from streams.broker import UnreachableError, require
from streams.cli.options import Broker, Json, given
from streams.cli.outcome import Exit, Stop, naming_files
from streams.cli.told import plain
from streams.generations import Following
from streams.settings import Settings

T = TypeVar("T")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    catalogue = typer.Typer(help="The topics, as code.", no_args_is_help=True)
    for command in (apply, diff, ls):
        catalogue.command(command.__name__)(command)
    app.add_typer(catalogue, name="topics")
    dlq = typer.Typer(help="Dead letters: what could not be processed.", no_args_is_help=True)
    dlq.command("ls")(letters_ls)
    dlq.command("show")(letters_show)
    dlq.command("replay")(letters_replay)
    app.add_typer(dlq, name="dlq")
    app.command("schemas")(schemas)


def asked(settings: Settings, question: Callable[[Settings], T]) -> T:
    """The broker's answer; exit code 3 where none answers."""
    try:
        require(settings)
        return question(Following(settings).settings)
    except UnreachableError as failed:
        raise Stop(str(failed), Exit.NO_BROKER) from failed


def apply(broker: Broker = None) -> None:
    """Create the topics that are missing; nothing is changed or deleted."""
    settings = given(broker=broker)
    created = asked(settings, topics.apply)
    for name in created:
        typer.echo(f"created {name}")
    for difference in asked(settings, topics.diff):
        typer.echo(f"differs {difference}", err=True)
    typer.echo(f"{len(created)} created, {len(topics.plans(settings)) - len(created)} were there")


def diff(broker: Broker = None, as_json: Json = False) -> None:
    """Say where the broker differs from the catalogue; exit code 1 if it does."""
    found = asked(given(broker=broker), topics.diff)
    if as_json:
        typer.echo(orjson.dumps(found))
    else:
        for difference in found:
            typer.echo(str(difference))
    if found:
        raise typer.Exit(Exit.SOME_FAILED)


def ls(as_json: Json = False) -> None:
    """List the catalogue: topic, key, writer, how long it is kept."""
    rows = [
        {"topic": one.name, "key": one.key, "writer": one.writer, "kept": one.kept}
        for one in (*topics.CATALOGUE, *topics.CHANGELOGS)
    ]
    if as_json:
        typer.echo(orjson.dumps(rows))
        return
    for row in rows:
        typer.echo(f"{row['topic']:26} {row['key']:20} {row['writer']:12} {row['kept']}")


def schemas(
    name: Annotated[str | None, typer.Argument(help="Such as event.v1; none lists them.")] = None,
    write: Annotated[Path | None, typer.Option("--write", help="Write all into this folder.")] = None,
) -> None:
    """The JSON Schemas of the messages."""
    documents = contracts.documents()
    if write:
        with naming_files():
            written = contracts.write(write)
        typer.echo("\n".join(str(path) for path in written))
    elif name is None:
        typer.echo("\n".join(one.removesuffix(".json") for one in documents))
    elif f"{name}.json" in documents:
        typer.echo(documents[f"{name}.json"], nl=False)
    else:
        raise Stop(f"No schema {name}; `sitrep schemas` lists them.")


Place = Annotated[str, typer.Argument(help="partition:offset, as ls says.")]
WithReason = Annotated[Reason | None, typer.Option("--reason", help="Only letters with this reason.")]
OfStage = Annotated[Stage | None, typer.Option("--stage", help="Only letters of this stage.")]


def chosen(settings: Settings, reason: str | None, stage: str | None) -> list[letters.Letter]:
    """The letters that match."""
    found = asked(settings, lambda known: list(letters.letters(known)))
    return [one for one in found if reason in (None, one.reason) and stage in (None, one.stage)]


def letters_ls(broker: Broker = None, reason: WithReason = None, stage: OfStage = None, as_json: Json = False) -> None:
    """List dead letters."""
    for one in chosen(given(broker=broker), reason, stage):
        line = f"{one.place:10} {one.reason:12} {one.stage:8} {one.topic}@{one.origin} {one.detail}"
        typer.echo(orjson.dumps(one.row()) if as_json else plain(line))


def letters_show(place: Place, broker: Broker = None) -> None:
    """Print a letter's original bytes; at a terminal, without what it might obey."""
    for one in chosen(given(broker=broker), None, None):
        if one.place == place:
            typer.echo(orjson.dumps(one.row()).decode(), err=True)
            if sys.stdout.isatty():
                typer.echo(plain(one.value.decode("utf-8", "replace")))
            else:
                typer.echo(one.value, nl=False)
            return
    raise Stop(f"No dead letter {place}; `sitrep dlq ls` lists them.", Exit.SOME_FAILED)


def letters_replay(
    places: Annotated[list[str] | None, typer.Argument(help="partition:offset; none means all that match.")] = None,
    broker: Broker = None,
    reason: WithReason = None,
    stage: OfStage = None,
) -> None:
    """Put letters back where they came from, after a fix. Nothing is removed; again does no harm."""
    settings = given(broker=broker)
    found = [one for one in chosen(settings, reason, stage) if not places or one.place in places]
    if missing := sorted({*(places or ())} - {one.place for one in found}):
        raise Stop(f"No dead letter {', '.join(missing)}; `sitrep dlq ls` lists them.", Exit.SOME_FAILED)
    back = letters.whole(found)
    sent = letters.replay(settings, back)
    typer.echo(f"{sent} of {len(found)} letters put back, each content once")
    if cut := sum(one.reason == "too-large" for one in found):
        typer.echo(f"{cut} were too large and are not kept whole: send the articles themselves again", err=True)
    if sent < len(back) or cut:
        raise typer.Exit(Exit.SOME_FAILED)
