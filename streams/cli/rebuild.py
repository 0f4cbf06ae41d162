"""`sitrep rebuild`: everything derived made again beside what is in use, compared with it, and switched to."""

import json
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from streams import generations, rebuild, topics, up, words
from streams.analysis.lexicon.indexing import LexiconError
from streams.broker import UnreachableError, require
from streams.cli.comparing import lines, row
from streams.cli.offline import Words
from streams.cli.options import Broker, Data, Json, Store, given
from streams.cli.outcome import Exit, Stop
from streams.counts.comparison import compare
from streams.generations import Generation, Known
from streams.settings import FIRST, Settings

T = TypeVar("T")
Name = Annotated[str | None, typer.Option("--name", help="Its name; else g2, g3 ... One that is there goes on.")]
Drop = Annotated[str | None, typer.Option("--drop", help="Delete this generation, and do nothing else.")]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("rebuild")(command)


def command(
    own: Words = None,
    broker: Broker = None,
    name: Name = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="How many work on it.")] = 1,
    switch: Annotated[bool, typer.Option("--switch", help="Switch over without asking.")] = False,
    drop: Drop = None,
    ls: Annotated[bool, typer.Option("--ls", help="List the generations, and do nothing else.")] = False,
    store: Store = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Make all that is derived again from articles and corrections, beside what is in use; compare; switch over."""
    settings = given(broker=broker, store=store, data=data)
    given(generation=name or drop)
    try:
        require(settings)
        known = generations.known(settings)
        if ls:
            listed(known, as_json=as_json)
        elif drop:
            dropped(settings, known, drop)
        else:
            made = chosen(known, name, own)
            remade(settings, known, made, workers=workers, switch=switch, as_json=as_json)
    except (UnreachableError, TimeoutError) as failed:
        raise Stop(str(failed), Exit.NO_BROKER) from failed


def listed(known: Known, *, as_json: bool) -> None:
    """The generations, the first first."""
    rows = [{"name": FIRST, "made": None, "words": 0, "live": known.live == FIRST}]
    rows += [
        {"name": one.name, "made": one.made, "words": len(one.words), "live": known.live == one.name}
        for one in known.made.values()
    ]
    if as_json:
        typer.echo(json.dumps(rows))
        return
    for one in rows:
        own = f"{one['words']} files of words of its own" if one["words"] else ""
        typer.echo(f"{'*' if one['live'] else ' '} {one['name']:12} {one['made'] or '':25} {own}".rstrip())


def dropped(settings: Settings, known: Known, name: str) -> None:
    """Delete a generation that nobody follows."""
    if name == known.live:
        raise Stop(f"{name} is in use; switch to another first")
    if name != FIRST and name not in known.made:
        raise Stop(f"no generation {name}; `sitrep rebuild --ls` lists them")
    names = rebuild.drop(settings.model_copy(update={"generation": name}))
    generations.forget(settings, name)
    typer.echo(f"{len(names)} topics of {name} deleted")


def chosen(known: Known, name: str | None, own: Path | None) -> Generation:
    """The generation to make or to go on with. Stops where that cannot be."""
    if name == known.live:
        raise Stop(f"{name} is the generation in use; give another name, or none")
    texts = checked(own) if own else {}
    there = Generation(FIRST, "", {}) if name == FIRST else known.made.get(name or "")
    if there:
        if own and there.words != texts:
            raise Stop(f"{name} was made with other words; give another name, or none")
        return there
    free = next(f"g{number}" for number in range(2, 10_000) if f"g{number}" not in {known.live, *known.made})
    return Generation(name or free, datetime.now(UTC).isoformat(timespec="seconds"), texts)


def checked(own: Path) -> dict[str, str]:
    """The words of a folder, which must load."""
    try:
        words.load(own)
        return generations.words_in(own)
    except (LexiconError, ValueError) as wrong:
        raise Stop(str(wrong)) from wrong


def remade(settings: Settings, known: Known, made: Generation, *, workers: int, switch: bool, as_json: bool) -> None:
    """Work it off, compare it with the one in use, and switch if that is wanted."""
    new = generations.laid_out(settings, made)
    live = settings.model_copy(update={"generation": known.live})
    topics.apply(new)
    if made.name != FIRST:
        generations.record(settings, made)
    say(f"making {made.name} beside {known.live}")
    before, after = worked_off(new, workers, lambda: rebuild.found(live))
    comparison = compare(before.side, after.side)
    if as_json:
        said = {"generation": made.name, "live": known.live, "wrong": after.wrong, **row(comparison)}
        typer.echo(json.dumps(said))
    else:
        typer.echo("\n".join(lines(comparison)))
    if after.wrong:
        raise Stop(
            f"{after.wrong} counts of {made.name} do not follow from its incidents; not switched", Exit.SOME_FAILED
        )
    if switch or (sys.stdin and sys.stdin.isatty() and typer.confirm(f"switch from {known.live} to {made.name}?")):
        generations.switch(settings, made.name)
        say(f"{made.name} is in use; `sitrep rebuild --drop {known.live}` deletes the old one")
    else:
        say(f"not switched: `sitrep rebuild --name {made.name} --switch` goes on and does it, --drop deletes it")


def worked_off(new: Settings, workers: int, look: Callable[[], T]) -> tuple[T, rebuild.Found]:
    """Run workers on the new generation until it has caught up; what `look` saw of the old one on the way.

    It catches up once more after the look, so that what the old one had seen by then the new one has seen as well.
    """
    supervisor = up.Supervisor(say)
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, supervisor.signalled)
    tick = Progress(supervisor)
    try:
        for number, port in enumerate(up.free_ports(new.metrics_host, new.metrics_port + 1, workers)):
            supervisor.add(up.worker(new, number, port))
        rebuild.catch_up(new, tick)
        seen = look()
        rebuild.catch_up(new, tick)
    except up.UpError as failed:
        raise Stop(str(failed), Exit(failed.code)) from failed
    finally:
        supervisor.stop()
    return seen, rebuild.found(new)


class Progress:
    """Looks after the workers, and says now and then how much is left."""

    def __init__(self, supervisor: up.Supervisor) -> None:
        self._supervisor = supervisor
        self._ticks = 0

    def __call__(self, topic: str, left: int) -> None:
        if self._supervisor.stopping:
            raise KeyboardInterrupt
        if self._ticks % 25 == 0:
            say(f"{left:,} records of {topic} remain")
        self._ticks += 1
        self._supervisor.tick()


def say(line: str) -> None:
    """On standard error, beside the report."""
    typer.echo(line, err=True)
