"""A comparison for a person to read, and for a script."""

from collections.abc import Iterator
from typing import Any

from schemas.event import Actor, Event
from schemas.incident import Incident
from streams.counts.comparison import Amount, Comparison, Differences, Moved, Pair

SHOWN = 20
"""Of each list so many lines; `--json` has them all."""


def lines(found: Comparison, most: int = SHOWN) -> Iterator[str]:
    """The comparison in lines, the sums first."""
    if found.equal:
        yield f"nothing differs: {found.incidents.same:,} incidents and {found.events.same:,} events are equal"
        return
    yield f"events:    {sums(found.events)}"
    yield f"incidents: {sums(found.incidents)}"
    yield f"counts:    {len(found.moved):,} series moved"
    for title, mark, listed in (
        ("incidents gained", "+", found.incidents.gained),
        ("incidents lost", "-", found.incidents.lost),
        ("events gained", "+", found.events.gained),
        ("events lost", "-", found.events.lost),
    ):
        yield from section(title, [told(mark, one) for one in listed], most)
    yield from section("incidents changed", [changed(pair) for pair in found.incidents.changed], most)
    yield from section("events changed", [changed(pair) for pair in found.events.changed], most)
    yield from section("counts moved", [count(one) for one in found.moved], most)


def sums(found: Differences[Any]) -> str:
    """How many of each."""
    parts = (f"{len(found.gained):,} gained", f"{len(found.lost):,} lost", f"{len(found.changed):,} changed")
    return ", ".join((*parts, f"{found.same:,} equal"))


def section(title: str, rows: list[str], most: int) -> Iterator[str]:
    """A list under its title, cut where it is long."""
    if rows:
        yield f"\n{title}"
        yield from rows[:most]
    if len(rows) > most:
        yield f"  ... and {len(rows) - most:,} more; --json has all"


def told(mark: str, one: Event | Incident) -> str:
    """An event or incident with its sentence."""
    return f"{mark} {headed(one)}\n      {sentence(one)}"


def headed(one: Event | Incident) -> str:
    """Day, kind, who and whom, where, and how it stands."""
    where = f" in {one.place.name}" if one.place else ""
    marks: list[str] = [one.modality] if one.modality != "occurred" else []
    marks += ["background"] if isinstance(one, Event) and one.background else []
    amount = f" ({one.low}, {one.best}, {one.high})" if isinstance(one, Incident) else ""
    status = f" [{', '.join(marks)}]" if marks else ""
    return f"{one.day.date}  {one.kind}  {names(one.actors)} > {names(one.targets)}{where}{status}{amount}"


def names(actors: tuple[Actor, ...]) -> str:
    """Ids, or the words where there is none."""
    return " + ".join(one.id or one.text for one in actors) or "?"


def sentence(one: Event | Incident) -> str:
    """The words that say so."""
    return one.evidence.text if isinstance(one, Event) else one.headline


def changed(pair: Pair[Any]) -> str:
    """What it was, what it is, and in what that differs."""
    what = ", ".join(pair.fields)
    if headed(pair.before) == headed(pair.after):
        return f"~ {headed(pair.after)}\n      {what}: {sentence(pair.after)}"
    return f"~ {headed(pair.before)}\n  {headed(pair.after)}\n      {what}: {sentence(pair.after)}"


def count(one: Moved) -> str:
    """A series before and after."""
    step = one.after.best - one.before.best
    days = f"on {one.days} day{'s' if one.days > 1 else ''}"
    return f"  {step:+5}  {one.series}: {amount(one.before)} -> {amount(one.after)} {days}"


def amount(one: Amount) -> str:
    """Held, with the range."""
    return f"{one.best} ({one.low} to {one.high})"


def row(found: Comparison) -> dict[str, Any]:
    """The comparison as JSON."""
    return {
        "equal": found.equal,
        "events": differences(found.events),
        "incidents": differences(found.incidents),
        "counts": [
            {"series": one.series, "before": one.before._asdict(), "after": one.after._asdict(), "days": one.days}
            for one in found.moved
        ],
    }


def differences(found: Differences[Any]) -> dict[str, Any]:
    """One kind of thing as JSON."""
    return {
        "gained": [said(one) for one in found.gained],
        "lost": [said(one) for one in found.lost],
        "changed": [
            {"before": said(one.before), "after": said(one.after), "fields": one.fields} for one in found.changed
        ],
        "equal": found.same,
    }


def said(one: Event | Incident) -> dict[str, Any]:
    """An event or incident, without the sketch of its article's words."""
    return one.model_dump(mode="json", exclude={"shingles"})
