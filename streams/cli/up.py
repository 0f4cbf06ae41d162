"""`sitrep up`: everything on this machine."""

from typing import Annotated

import typer

from streams.broker import UnreachableError
from streams.cli.options import Broker, Data, Port, Store, given
from streams.cli.outcome import Exit, Stop
from streams.up import UpError
from streams.up import up as run_up


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(up.__name__)(up)


def up(
    broker: Broker = None,
    demo: Annotated[bool, typer.Option("--demo", help="Replay the demo feed.")] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64)] = 1,
    port: Port = None,
    store: Store = None,
    data: Data = None,
) -> None:
    """Run everything on this machine: broker unless one is named, topics, workers, server."""
    settings = given(broker=broker, port=port, store=store, data=data)
    try:
        run_up(settings, workers=workers, demo=demo, say=typer.echo)
    except UnreachableError as failed:
        raise Stop(str(failed), Exit.NO_BROKER) from failed
    except UpError as failed:
        raise Stop(str(failed), Exit(failed.code)) from failed
