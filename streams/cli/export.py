"""The command `export`: what was read, as the tables that others' tools know."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from schemas.message import ContractError
from streams.cli.outcome import Stop, naming_files
from streams.export import FORMS, happenings, write


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("export")(export)


def export(
    file: Annotated[str, typer.Argument(help="NDJSON events or incidents; - is stdin.")] = "-",
    form: Annotated[str, typer.Option("--as", help=f"The columns: {', '.join(FORMS)}.")] = "gdelt",
) -> None:
    """Write what happened as CSV, in the columns of GDELT, POLECAT, ACLED or UCDP."""
    if form not in FORMS:
        raise Stop(f"no form {form!r}; there are {', '.join(FORMS)}")
    try:
        with naming_files(), nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb") as lines:
            count = write(happenings(lines), form, sys.stdout)
    except ContractError as wrong:
        raise Stop(str(wrong)) from wrong
    typer.echo(f"{count} rows", err=True)
