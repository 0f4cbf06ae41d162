"""The command `export`: what was read, as the tables that others' tools know."""

import sys
from typing import Annotated

import typer

from schemas.message import ContractError
from streams.archive import DamagedArchive, NoArchive, opened
from streams.cli.outcome import Exit, Stop
from streams.export import FORMS, happenings, write


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("export")(export)


def export(
    file: Annotated[str, typer.Argument(help="NDJSON events or incidents; .gz is decompressed, - is stdin.")] = "-",
    form: Annotated[str, typer.Option("--as", help=f"The columns: {', '.join(FORMS)}.")] = "gdelt",
) -> None:
    """Write what happened as CSV, in the columns of GDELT, POLECAT, ACLED or UCDP."""
    if form not in FORMS:
        raise Stop(f"no form {form!r}; there are {', '.join(FORMS)}")
    try:
        with opened(file) as archive:
            count = write(happenings(archive.lines()), form, sys.stdout)
    except (ContractError, NoArchive) as wrong:
        raise Stop(str(wrong)) from wrong
    except DamagedArchive as wrong:
        raise Stop(str(wrong), Exit.SOME_FAILED) from wrong
    typer.echo(f"{count} rows", err=True)
