"""`sitrep up`, `worker`, `serve`, `doctor`: the processes."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from aiokafka.errors import KafkaError

from schemas.article import Article
from streams import metrics, topics, words
from streams.agents import Finding
from streams.analysis import reader
from streams.analysis.lexicon import lexicon
from streams.app import STAGES, build
from streams.broker import UnreachableError, reachable, require
from streams.cli.options import Broker, Data, Store, given
from streams.cli.outcome import Exit, Stop
from streams.generations import Following
from streams.health import PortBusyError, until_signal
from streams.serving import server
from streams.settings import Settings
from streams.up import UpError
from streams.up import up as run_up

Port = Annotated[int | None, typer.Option("--port", help="Port of the page and the API.", min=0, max=65535)]
Host = Annotated[str | None, typer.Option("--host", help="Address to bind.")]
TESTED = {"faust-streaming": "0.15.3", "aiokafka": "0.14.", "confluent-kafka": "2.", "rocksdict": "0."}
MetricsPort = Annotated[int | None, typer.Option("--metrics-port", help="Port of a worker's metrics and health.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (up, worker, serve, doctor):
        app.command(command.__name__)(command)


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
    except lexicon.LexiconError as wrong:
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


def followed(settings: Settings) -> Following:
    """The generation that is followed. Stops unless a broker answers and has its topics."""
    try:
        require(settings)
        following = Following(settings)
    except (UnreachableError, TimeoutError) as failed:
        raise Stop(str(failed), Exit.NO_BROKER) from failed
    with_broker(following.settings)
    return following


def read_with(known: lexicon.Lexicon, article: Article) -> Sequence[Finding]:
    """The reader with its lexicon."""
    return reader.read(article, known)


def serve(broker: Broker = None, host: Host = None, port: Port = None, data: Data = None) -> None:
    """Run the read model and the HTTP API with its live page."""
    settings = given(broker=broker, host=host, port=port, data=data)
    following = followed(settings)
    follow_parent(settings.parent)
    following.watch()
    try:
        server.serve(following.settings, lambda url: typer.echo(f"serving on {url}", err=True))
    except (server.PortBusy, lexicon.LexiconError) as wrong:
        raise Stop(str(wrong)) from wrong
    following.again()


def doctor(broker: Broker = None, data: Data = None) -> None:
    """Check what a run needs: broker, topics, versions, disk."""
    settings = given(broker=broker, data=data)
    failed = Exit.OK
    for code, line in findings(settings):
        typer.echo(f"{'ok  ' if code is Exit.OK else 'FAIL'}  {line}")
        failed = max(failed, code)
    if failed:
        raise typer.Exit(failed)


def findings(settings: Settings) -> list[tuple[Exit, str]]:
    """Each check's outcome and its line."""
    found = [(Exit.OK, f"sitrep {metrics.package_version()} on Python {sys.version.split()[0]}")]
    for name, tested in TESTED.items():
        code = Exit.OK if version(name).startswith(tested) else Exit.SOME_FAILED
        found.append((code, f"{name} {version(name)}" + ("" if code is Exit.OK else f", made for {tested}")))
    free = shutil.disk_usage(settings.data if settings.data.exists() else ".").free // 2**30
    found.append((Exit.OK if free else Exit.SOME_FAILED, f"{free} GB free under {settings.data}"))
    found.append((Exit.OK, java()))
    return [*found, *broker_findings(settings)]


def broker_findings(settings: Settings) -> list[tuple[Exit, str]]:
    """What the broker is like."""
    if not settings.broker:
        return [(Exit.OK, "no broker named; `sitrep up` starts an embedded one")]
    if not reachable(settings.broker):
        return [(Exit.NO_BROKER, str(UnreachableError(settings.broker)))]
    try:
        require(settings)
        different = topics.diff(Following(settings).settings)
    except UnreachableError as failed:
        return [(Exit.NO_BROKER, str(failed))]
    lines = [(Exit.SOME_FAILED, f"topic {one}; `sitrep topics apply` creates what is missing") for one in different]
    good = [(Exit.OK, "topics are as the catalogue has them")]
    return [(Exit.OK, f"broker {settings.broker} answers"), *(lines or good)]


def java() -> str:
    """Whether the local Kafka could run."""
    path = shutil.which("java")
    if path is None:
        return "no Java; only `make kafka` would need it"
    said = subprocess.run([path, "-version"], capture_output=True, text=True, check=False).stderr.splitlines()
    return f"Java: {said[0] if said else path}"


def with_broker(settings: Settings) -> None:
    """Stop unless a broker answers and has our topics."""
    try:
        require(settings)
        different = topics.diff(settings)
    except UnreachableError as failed:
        raise Stop(str(failed), Exit.NO_BROKER) from failed
    if missing := [one.topic for one in different if one.what == "missing"]:
        raise Stop(f"The broker at {settings.broker} has no topic {missing[0]}; run `sitrep topics apply` first.")


def with_folder(folder: Path) -> None:
    """Stop unless tables and state can be kept there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as wrong:
        line = f"{folder} cannot be written ({wrong.strerror}); give another folder with --data or SITREP_DATA"
        raise Stop(line) from wrong


def follow_parent(parent: int | None) -> None:
    """End with the process that started us, however it ended."""
    if parent is not None:
        threading.Thread(target=end_with, args=(parent,), daemon=True).start()


def end_with(parent: int) -> None:
    """Send ourselves SIGTERM once our parent is another process."""
    while os.getppid() == parent:
        time.sleep(1.0)
    os.kill(os.getpid(), signal.SIGTERM)
