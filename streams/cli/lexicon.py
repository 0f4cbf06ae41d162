"""`sitrep lexicon`: how much the words hold, what is wrong with them, and who is in them."""

from pathlib import Path
from typing import Annotated

import typer

from streams.analysis.lexicon.indexing import LexiconError
from streams.analysis.lexicon.lexicon import rows_of
from streams.analysis.lexicon.vetting import census, faults
from streams.cli.offline import Words, words
from streams.cli.outcome import Exit, Stop
from streams.words import vet


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    lexicon = typer.Typer(no_args_is_help=True, help="The words: who and what is known by name.")
    lexicon.command("check")(check)
    lexicon.command("find")(find)
    app.add_typer(lexicon, name="lexicon")


def check(own: Annotated[Path | None, typer.Argument(help="A folder of your own words; else ours.")] = None) -> None:
    """Say how much the words hold, and what is wrong with them; exit code 1 if anything is."""
    try:
        if own:
            vet(own)
        rows = rows_of(own)
    except LexiconError as wrong:
        raise Stop(str(wrong)) from wrong
    found = list(faults(rows))
    for part, number in census(rows).items():
        typer.echo(f"{number:7,}  {part}")
    for line in found:
        typer.echo(line)
    typer.echo(f"{len(found)} faults" if found else "no fault found", err=True)
    if found:
        raise typer.Exit(Exit.SOME_FAILED)


def find(text: Annotated[str, typer.Argument(help="A part of a name, such as hezbollah.")], own: Words = None) -> None:
    """List the actors and persons whose id, name or alias holds a text."""
    known = words(own)
    part = text.lower()
    lines = [
        f"{one.id:40} {one.kind:14} {one.country or '-':4} {one.name}, in {', '.join(one.ancestors) or 'itself'}"
        for one in known.actors.values()
        if any(part in form.lower() for form in (one.id, one.name, *one.aliases))
    ]
    lines += [
        f"{one.id:40} person         {known.actors[one.of].country or '-':4} {one.name}  of {one.of}"
        for one in known.persons.values()
        if part in one.id or part in one.name.lower()
    ]
    if not lines:
        raise Stop(f"no actor or person has {text!r} in a name", Exit.SOME_FAILED)
    typer.echo("\n".join(lines))
