"""`sitrep doctor`: what a run needs."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import typer

from streams import metrics, topics, words
from streams.analysis.lexicon.indexing import LexiconError
from streams.broker import UnreachableError, reachable, require
from streams.cli.options import Broker, Data, given
from streams.cli.outcome import Exit
from streams.generations import Following
from streams.settings import Settings

TESTED = {"faust-streaming": "0.15.3", "aiokafka": "0.14.", "confluent-kafka": "2.", "rocksdict": "0."}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(doctor.__name__)(doctor)


def doctor(broker: Broker = None, data: Data = None) -> None:
    """Check what a run needs: broker, topics, versions, disk, words."""
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
    return [*found, disk(settings.data), own_words(settings.words), (Exit.OK, java()), *broker_findings(settings)]


def disk(data: Path) -> tuple[Exit, str]:
    """Whether tables and state find room where they are to lie."""
    folder = next(one for one in (data.absolute(), *data.absolute().parents) if one.exists())
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        return Exit.SOME_FAILED, f"{data} cannot be written; give another folder with --data or SITREP_DATA"
    free = shutil.disk_usage(folder).free // 2**30
    return Exit.OK if free else Exit.SOME_FAILED, f"{free} GB free under {data}"


def own_words(folder: Path | None) -> tuple[Exit, str]:
    """Whether the operator's words can be read."""
    if folder is None:
        return Exit.OK, "the words that come with it; SITREP_WORDS would add others"
    try:
        words.load(folder)
    except LexiconError as wrong:
        return Exit.SOME_FAILED, str(wrong)
    return Exit.OK, f"words of {folder}"


def broker_findings(settings: Settings) -> list[tuple[Exit, str]]:
    """What the broker is like."""
    if not settings.broker:
        return [(Exit.OK, "no broker named; `sitrep up` starts an embedded one")]
    if not reachable(settings.broker):
        return [(Exit.NO_BROKER, str(UnreachableError(settings.broker)))]
    try:
        require(settings)
        different = topics.diff(Following(settings).settings)
    except (UnreachableError, TimeoutError) as failed:
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
