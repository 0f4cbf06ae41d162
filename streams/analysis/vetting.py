"""Vetting the words: what is wrong with them that loading does not refuse."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from streams.analysis.lexicon import LexiconError, build, spaced

Row = tuple[str, str, dict[str, Any]]


def faults(rows: Iterable[Row]) -> Iterator[str]:
    """One line for each fault: what cannot be loaded, unknown parents, shared or shadowed aliases, missing codes."""
    rows = list(rows)
    try:
        build(rows)
    except (LexiconError, KeyError, ValueError) as wrong:
        yield f"cannot be loaded: {wrong}"
    actors = {row["id"]: row for _, table, row in rows if table == "actor" and row.get("id")}
    yield from repeated(rows)
    for id_, row in actors.items():
        yield from (f"actor {id_}: parent {one!r} is unknown" for one in row.get("parents", ()) if one not in actors)
        if row.get("kind") == "country" and not row.get("cameo"):
            yield f"actor {id_}: a country without a CAMEO code"
    yield from shared(actors)
    yield from (
        f"place {row['id']}: host {one!r} is unknown"
        for _, table, row in rows
        if table == "place"
        for one in row.get("hosts", ())
        if one not in actors
    )


def repeated(rows: Iterable[Row]) -> Iterator[str]:
    """Ids that stand twice in the files of one folder."""
    seen: dict[tuple[str, str], str] = {}
    for file, table, row in rows:
        key = table, str(row.get("id", ""))
        if row.get("id") and key in seen:
            yield f"{file}: {table} {row['id']} stands in {seen[key]} already"
        seen[key] = file


def shared(actors: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    """Aliases that two actors claim: the reader gives them to the first."""
    owners: dict[str, list[str]] = defaultdict(list)
    for id_, row in actors.items():
        for form in {spaced(one) for one in (row["name"], *row.get("aliases", ()))}:
            owners[form].append(id_)
    for form, ids in sorted(owners.items()):
        if len(ids) > 1:
            yield f"alias {form!r} is shared by {', '.join(ids)}"
