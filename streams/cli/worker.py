"""`sitrep worker`: some or all of the stages, in Faust."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer
import uvloop
from aiokafka.errors import KafkaError

from schemas.article import Article
from streams import words
from streams.analysis import reader
from streams.analysis.lexicon.indexing import LexiconError
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.revision import Finding
from streams.app import STAGES, build
from streams.broker import UnreachableError
from streams.cli.beginning import follow_parent, followed, with_folder
from streams.cli.options import Broker, Data, MetricsPort, Store, given
from streams.cli.outcome import Exit, Stop
from streams.exposition import PortBusyError
from streams.health import until_signal


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(worker.__name__)(worker)


def worker(
    stages: Annotated[str, typer.Option("--stages", help="Some of code,fuse,tally.")] = ",".join(STAGES),
    broker: Broker = None,
    store: Store = None,
    data: Data = None,
    metrics_port: MetricsPort = None,
) -> None:
    """Run a worker; start more to share the work."""
    settings = given(broker=broker, store=store, data=data, metrics_port=metrics_port)
    chosen = [stage.strip() for stage in stages.split(",") if stage.strip()]
    if unknown := set(chosen) - set(STAGES) or (not chosen and {"(none)"}):
        raise Stop(f"No stage {', '.join(sorted(unknown))}; there are {', '.join(STAGES)}.")
    following = followed(settings)
    settings = following.settings
    try:
        known = words.load(settings.words)
    except LexiconError as wrong:
        raise Stop(str(wrong)) from wrong
    with_folder(settings.data)
    follow_parent(settings.parent)
    built = partial(build, settings, read=partial(read_with, known), stages=chosen)
    following.watch()
    try:
        uvloop.run(until_signal(built, settings))
    except PortBusyError as busy:
        raise Stop(str(busy)) from busy
    except KafkaError as failed:
        raise Stop(str(UnreachableError(settings.broker or "")), Exit.NO_BROKER) from failed
    following.again()


def read_with(known: Lexicon, article: Article) -> Sequence[Finding]:
    """The reader with its lexicon."""
    return reader.read(article, known)
