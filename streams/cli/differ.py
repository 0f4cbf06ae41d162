"""`sitrep diff-rules`: what other words or rules make of an archive, event by event and count by count. No broker."""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Annotated, Literal

import typer
from pydantic import ValidationError

from schemas.article import Article
from schemas.event import Event
from schemas.incident import Incident
from schemas.message import first_fault
from streams.analysis.reader import read
from streams.analysis.revision import FINDINGS, Finding
from streams.backtest import Reading, follow
from streams.cli.comparing import lines, row
from streams.cli.offline import AsJson, Words, articles, chain, day_of, finish, reading, words
from streams.cli.outcome import Exit, Stop
from streams.cli.progress import watched
from streams.counts.comparison import Side, compare
from streams.feeds.item import Refused

ROOT = Path(__file__).resolve().parents[2]
Against = Annotated[
    str | None,
    typer.Option(
        help="What to compare with: a folder of words, a file that `sitrep code` of another version wrote, or a git "
        "revision; else ours without your words."
    ),
]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("diff-rules")(diff_rules)


def diff_rules(
    files: Annotated[list[str], typer.Argument(help="NDJSON files of articles; .gz is decompressed.")],
    own: Words = None,
    against: Against = None,
    kind: Annotated[Literal["attack", "outreach"] | None, typer.Option(help="Only attacks, or only outreach.")] = None,
    target: Annotated[str | None, typer.Option(help="Only what was done to this actor.")] = None,
    since: Annotated[str | None, typer.Option(help="Only from this day on.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what your words, or other rules, do to the events, incidents and counts of an archive; 1 if anything."""
    after = with_words(own)
    wanted = narrowed(kind, target, day_of(since))
    refused: list[Refused] = []
    with reading(files) as archives:
        news = list(watched(articles(chain(archives), refused), archives))
    before = standard(own) if against is None else other(against, files)
    found = compare(side(news, before), side(news, after), wanted)
    if as_json:
        typer.echo(json.dumps(row(found)))
    else:
        typer.echo("\n".join(lines(found)))
    finish(refused)
    if not found.equal:
        raise typer.Exit(Exit.SOME_FAILED)


def side(news: Iterable[Article], how: Reading) -> Side:
    """What stands after the archive, read in a way."""
    outcome = follow(news, how)
    if outcome.failed:
        typer.echo(f"{len(outcome.failed)} articles cannot be read; the first: {outcome.failed[0][1]}", err=True)
    return Side(outcome.events, outcome.incidents)


def with_words(folder: Path | None) -> Reading:
    """Reading with a folder's words; with none, as a worker would read that is started here."""
    known = words(folder)
    return lambda article: read(article, known)


def standard(own: Path | None) -> Reading:
    """Reading with our words alone. Stops where the other side would be the same."""
    if own is None:
        raise Stop("nothing to compare: give --words FOLDER, --against, or both")
    known = words(None)
    return lambda article: read(article, known)


def other(against: str, files: list[str]) -> Reading:
    """Reading with a folder's words, as a file tells it, or as a revision of the source does it."""
    path = Path(against)
    if path.is_dir():
        return with_words(path)
    return as_told(path.read_bytes() if path.is_file() else coded_by(against, files), against)


def as_told(found: bytes, name: str) -> Reading:
    """Findings that another version of the reader wrote, by the version of the article that they come from."""
    told: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    try:
        for one in FINDINGS.validate_python([json.loads(line) for line in found.splitlines()], strict=False):
            told[one.article_id, one.revision].append(one)
    except ValidationError as wrong:
        raise Stop(f"{name}: not what `sitrep code` writes: {first_fault(wrong)}") from wrong
    except ValueError as wrong:
        raise Stop(f"{name}: neither a folder, nor NDJSON of `sitrep code`, nor a git revision") from wrong
    return lambda article: told.get((article.id, article.revision), [])


def coded_by(revision: str, files: list[str]) -> bytes:
    """What the reader of a git revision finds in the files."""
    name = ["git", "-C", str(ROOT), "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    commit = subprocess.run(name, capture_output=True, text=True, check=False).stdout.strip()
    if not commit:
        raise Stop(f"{revision}: neither a folder, nor a file, nor a git revision of {ROOT}")
    packed = subprocess.run(["git", "-C", str(ROOT), "archive", commit], capture_output=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=BytesIO(packed)) as tree:
            tree.extractall(folder, filter="data")
        command = [sys.executable, "-m", "streams.cli", "code", *(str(Path(one).resolve()) for one in files)]
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, "PYTHONPATH": folder}, capture_output=True, check=False
        )
    if done.returncode not in (Exit.OK, Exit.SOME_FAILED):
        raise Stop(f"{revision}: its reader ended with {done.returncode}: {done.stderr.decode()[-300:].strip()}")
    return done.stdout


def narrowed(kind: str | None, target: str | None, first: date | None) -> Callable[[Event | Incident], bool]:
    """Whether an event or incident is asked for."""
    return lambda one: (
        kind in (None, one.kind)
        and (target is None or any(target in actor.ids for actor in one.targets))
        and (first is None or one.day.date >= first)
    )
