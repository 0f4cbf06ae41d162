"""`sitrep serve`: the read model and HTTP, without Faust."""

from typing import Annotated

import typer

from streams.analysis.lexicon.indexing import LexiconError
from streams.cli.beginning import follow_parent, followed
from streams.cli.options import Broker, Data, Port, given
from streams.cli.outcome import Stop
from streams.serving import server

Host = Annotated[str | None, typer.Option("--host", help="Address to bind.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(serve.__name__)(serve)


def serve(broker: Broker = None, host: Host = None, port: Port = None, data: Data = None) -> None:
    """Run the read model and the HTTP API with its live page."""
    settings = given(broker=broker, host=host, port=port, data=data)
    following = followed(settings)
    follow_parent(settings.parent)
    following.watch()
    try:
        server.serve(following.settings, lambda url: typer.echo(f"serving on {url}", err=True))
    except (server.PortBusy, LexiconError) as wrong:
        raise Stop(str(wrong)) from wrong
    following.again()
