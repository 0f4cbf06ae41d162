"""Commands that need no broker: `code`, `backtest`, `explain`."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import typer

from schemas.article import Article
from schemas.claim import Claim
from schemas.correction import Correction
from schemas.event import Actor, Event
from schemas.incident import Incident
from schemas.message import ContractError, decode, encode
from streams import archive
from streams.analysis.explaining.explain import explain as explained
from streams.analysis.explaining.markup import markup
from streams.analysis.explaining.transcript import transcript
from streams.analysis.lexicon.indexing import LexiconError
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.reader import read
from streams.archive import Archive, DamagedArchive, NoArchive
from streams.backtest import Outcome, run
from streams.cli.outcome import Exit, Stop, naming_files
from streams.cli.progress import watched
from streams.cli.when import known_by, moment_of
from streams.counts.tally import since as counted
from streams.feeds.item import Item, Refused
from streams.settings import SettingsError, settings
from streams.words import load as own_words

Files = Annotated[list[str] | None, typer.Argument(help="NDJSON files of articles; .gz is decompressed, - is stdin.")]
Words = Annotated[Path | None, typer.Option("--words", help="A folder of your own words, laid over the lexicon.")]
Corrected = Annotated[
    Path | None, typer.Option("--corrections", help="NDJSON of corrections, as GET /v1/corrections gives them.")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON for a script.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("code")(code)
    app.command("backtest")(backtest)
    app.command("explain")(explain)


def words(folder: Path | None) -> Lexicon:
    """The lexicon with the operator's words."""
    try:
        return own_words(folder or settings().words)
    except (LexiconError, SettingsError) as wrong:
        raise Stop(str(wrong)) from wrong


def articles(items: Iterable[Item], refused: list[Refused]) -> Iterator[Article]:
    """The articles among the items; what is refused is kept apart and reported on standard error."""
    for item in items:
        if isinstance(item, Refused):
            refused.append(item)
            if len(refused) <= 5:
                typer.echo(f"line {item.line}: {item.reason}: {item.detail}", err=True)
        else:
            yield item


def code(files: Files = None, own: Words = None) -> None:
    """Read articles (NDJSON) and write the events and claims they state (NDJSON)."""
    known = words(own)
    refused: list[Refused] = []
    out = sys.stdout.buffer
    with reading(files or ["-"]) as archives:
        for article in articles(chain(archives), refused):
            for finding in read(article, known):
                out.write(encode(finding) + b"\n")
    out.flush()
    finish(refused)


@contextmanager
def reading(paths: Iterable[str]) -> Iterator[list[Archive]]:
    """The archives, open. Stops with one line where one is missing or damaged."""
    try:
        with ExitStack() as stack:
            yield [stack.enter_context(archive.opened(path)) for path in paths]
    except NoArchive as wrong:
        raise Stop(str(wrong)) from wrong
    except DamagedArchive as wrong:
        raise Stop(str(wrong), Exit.SOME_FAILED) from wrong


def finish(refused: list[Refused]) -> None:
    """Exit code 1 if anything was refused."""
    if refused:
        typer.echo(f"{len(refused)} refused", err=True)
        raise typer.Exit(Exit.SOME_FAILED)


def backtest(
    files: Annotated[list[str], typer.Argument(help="NDJSON files of articles; .gz is decompressed, - is stdin.")],
    target: Annotated[str | None, typer.Option(help="Show the count of attacks on this actor.")] = None,
    since: Annotated[str | None, typer.Option(help="Count from this day.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Only what was published by then: a day or a moment.")] = None,
    corrected: Corrected = None,
    own: Words = None,
    as_json: AsJson = False,
) -> None:
    """Run the whole pipeline over an archive, without a broker: its events, claims, incidents and counts."""
    known = words(own)
    first, moment = day_of(since), moment_of(as_of)
    if target is not None and target not in known.actors:
        close = " or ".join(get_close_matches(target, list(known.actors), n=3))
        hint = f"did you mean {close}?" if close else "`sitrep lexicon find` searches the names"
        raise Stop(f"no actor {target!r}; {hint}")
    refused: list[Refused] = []
    made = list(known_by(corrections(corrected, refused), moment)) if corrected else []
    with reading(files) as archives:
        told = known_by(articles(chain(archives), refused), moment)
        outcome = run(watched(told, archives), known, made)
    if as_json:
        typer.echo(json.dumps(summary(outcome, target, first), default=str))
    else:
        show(outcome, target, first)
    finish(refused)


def corrections(path: Path, refused: list[Refused]) -> Iterator[Correction]:
    """The corrections of a file; what is none is reported as a refused article is."""
    with naming_files():
        lines = path.read_bytes().splitlines()
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                yield decode(Correction, line)
        except ContractError as wrong:
            refused.append(Refused("contract", str(wrong), number, line))
            typer.echo(f"{path}, line {number}: {wrong}", err=True)


def chain(archives: Iterable[Archive]) -> Iterator[Item]:
    """The items of all archives, in turn."""
    for one in archives:
        yield from one.items()


def day_of(text: str | None) -> date | None:
    """A day as 2023-10-07."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise Stop(f"{text!r} is no day; write it as 2023-10-07") from wrong


def names(actors: Iterable[Actor]) -> str:
    return " + ".join(one.id or one.text for one in actors) or "?"


def event_line(event: Event) -> str:
    """One event for a person to read."""
    marks: list[str] = [event.modality] if event.modality != "occurred" else []
    marks += ["background"] if event.background else []
    marks += [event.outcome] if event.outcome else []
    where = f" in {event.place.name}" if event.place else ""
    when = f"{event.day.date}" if event.day.precision == "day" else f"~{event.day.date}"
    status = f" [{', '.join(marks)}]" if marks else ""
    told = f"{when}  {event.kind:8}  {names(event.actors)} > {names(event.targets)}{where}{status}"
    return f"{told}\n            {event.evidence.text}"


def claim_line(claim: Claim) -> str:
    """One stated total for a person to read."""
    number = " ".join(str(part) for part in (claim.count.qualifier, claim.count.value) if part is not None)
    since = f" since {claim.since}" if claim.since else ""
    parts = f" ({', '.join(f'{code} {n}' for code, n in claim.parts.items())})" if claim.parts else ""
    told = f"claim       {number} {claim.kind}s by {names(claim.actors)} on {names(claim.targets)}{since}{parts}"
    return f"{told}\n            {claim.evidence.text}"


def show(outcome: Outcome, target: str | None, first: date | None) -> None:
    """The outcome for a person: every event of a short archive, the numbers of a long one."""
    if len(outcome.events) <= 60:
        for event in sorted(outcome.events, key=lambda one: (one.evidence.field != "title", one.evidence.start)):
            typer.echo(event_line(event))
        for claim in outcome.claims:
            typer.echo(claim_line(claim))
        typer.echo("")
    shown = summary(outcome, target, first)
    numbers = (f"{shown[name]:,} {name}" for name in ("articles", "events", "claims", "incidents"))
    typer.echo(", ".join(numbers))
    if target:
        since = f" since {first}" if first else ""
        typer.echo(f"attacks on {target}{since}: {shown['best']} ({shown['low']} to {shown['high']})")
        for incident in shown["held"]:
            told = f"{incident['sources']} sources  {incident['headline'][:120]}"
            typer.echo(f"  {incident['day']}  {incident['id']}  {told}")


def summary(outcome: Outcome, target: str | None, first: date | None) -> dict[str, Any]:
    """The outcome as numbers, and with a target its count and incidents."""
    found: dict[str, Any] = {
        "articles": outcome.read,
        "failed": len(outcome.failed),
        "events": len(outcome.events),
        "claims": len(outcome.claims),
        "incidents": len(outcome.incidents),
    }
    if target:
        series = f"attack|target={target}"
        amounts = counted((one for one in outcome.counts if one.series == series), first or date.min)
        found |= {"series": series, "since": first, "best": amounts.best, "low": amounts.low, "high": amounts.high}
        found["held"] = [
            listed(one)
            for one in outcome.incidents
            if of_target(one, target) and (first is None or one.day.date >= first)
        ]
    return found


def of_target(incident: Incident, target: str) -> bool:
    return incident.kind == "attack" and incident.best > 0 and any(target in one.ids for one in incident.targets)


def listed(incident: Incident) -> dict[str, Any]:
    told = {name: getattr(incident, name) for name in ("id", "sources", "low", "best", "high", "headline")}
    return {**told, "day": incident.day.date}


def explain(
    text: Annotated[str, typer.Argument(help="A sentence or a short text.")],
    published: Annotated[str | None, typer.Option(help="The day of publication, as 2023-11-07; else today.")] = None,
    title: Annotated[str, typer.Option(help="A headline above the text.")] = "",
    page: Annotated[Path | None, typer.Option("--html", help="Write a web page, the sentences marked up.")] = None,
    own: Words = None,
    as_json: AsJson = False,
) -> None:
    """Show how a text is read: its parts, the rule, each slot and why; and for no event what was missing."""
    day = day_of(published)
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else datetime.now(UTC)
    if not (text.strip() or title.strip()):
        raise Stop("nothing to explain: give a text or a --title")
    article = Article(id="explained", url="", source="terminal", title=title, text=text, published=moment)
    explanation = explained(article, words(own))
    if page:
        with naming_files():
            page.write_text(markup(explanation), encoding="utf-8")
    if as_json:
        typer.echo(json.dumps(asdict(explanation), ensure_ascii=False, indent=2))
    elif not page:
        for line in transcript(explanation):
            typer.echo(line)
