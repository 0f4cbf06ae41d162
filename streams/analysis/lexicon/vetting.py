"""Vetting the words: what is wrong with them that loading does not refuse."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from streams.analysis.lexicon.document import fold, spaced
from streams.analysis.lexicon.indexing import LexiconError
from streams.analysis.lexicon.lexicon import build

Row = tuple[str, str, dict[str, Any]]
ACTING = frozenset(["armed-group", "force", "organisation", "church", "alliance"])
FIRST_YEAR, LAST_YEAR, LONGEST = 1750, 2100, 75


def faults(rows: Iterable[Row]) -> Iterator[str]:
    """One line for each fault: what cannot be loaded, unknown names, shared or shadowed forms, missing codes, years."""
    rows = list(rows)
    try:
        build(rows)
    except (LexiconError, KeyError, ValueError) as wrong:
        yield f"cannot be loaded: {wrong}"
    for look in CHECKS:
        yield from look(rows)


def census(rows: Iterable[Row]) -> dict[str, int]:
    """How many of what the rows hold, largest parts last to first as a reader would ask for them."""
    rows = list(rows)
    found: dict[str, int] = {}
    for _, table, row in rows:
        part = f"actors: {row.get('kind') or 'other'}" if table == "actor" else NAMES.get(table, table)
        found[part] = found.get(part, 0) + 1
        if table == "person":
            found["offices held"] = found.get("offices held", 0) + len(row.get("roles", ()))
        if table == "place":
            exact = f"places: {row.get('precision', 'region')}"
            found[exact] = found.get(exact, 0) + 1
    found["written forms"] = len({form for _, table, row in rows for form in forms(table, row)})
    return dict(sorted(found.items()))


NAMES = {"person": "persons", "place": "places", "noun": "nouns: groups", "trigger": "triggers: groups"}


def of(rows: Iterable[Row], table: str) -> dict[str, dict[str, Any]]:
    """The rows of a table by id; a later one of the same id replaces an earlier one."""
    return {row["id"]: row for _, name, row in rows if name == table and row.get("id")}


def forms(table: str, row: dict[str, Any]) -> set[str]:
    """Every form in which an entry can stand in a text, but for what the reader inflects."""
    named = [row["name"]] if table in ("actor", "person", "place") and row.get("name") else []
    parts = ("aliases", "demonyms", "names", "surnames", "words", "forms")
    return {spaced(fold(form)) for form in [*named, *(one for part in parts for one in row.get(part, ()))]}


def repeated(rows: list[Row]) -> Iterator[str]:
    """Ids that stand twice in the files of one folder."""
    seen: dict[tuple[str, str, str], str] = {}
    for file, table, row in rows:
        key = file.rpartition("/")[0], table, str(row.get("id", ""))
        if row.get("id") and key in seen:
            yield f"{file}: {table} {row['id']} stands in {seen[key]} already"
        seen[key] = file


def strangers(rows: list[Row]) -> Iterator[str]:
    """Parents and hosts that there are not."""
    actors = of(rows, "actor")
    for table, part in (("actor", "parents"), ("place", "hosts")):
        for id_, row in of(rows, table).items():
            for one in row.get(part, ()):
                if one not in actors:
                    yield f"{table} {id_}: {part[:-1]} {one!r} is unknown"


def uncoded(rows: list[Row]) -> Iterator[str]:
    """Actors without the CAMEO code or sector of their kind; country codes that are no country's."""
    actors = of(rows, "actor")
    codes = {row["country"] for row in actors.values() if row.get("kind") == "country" and row.get("country")}
    for id_, row in actors.items():
        kind = row.get("kind", "")
        if not row.get("cameo") and kind in ACTING | {"country"}:
            yield f"actor {id_}: {kind} without a CAMEO code"
        if not row.get("sectors") and kind in ACTING:
            yield f"actor {id_}: {kind} without a sector"
        for part in ("country", "patron"):
            if row.get(part) and row[part] not in codes:
                yield f"actor {id_}: {part} {row[part]!r} is the code of no country"
    for id_, row in of(rows, "place").items():
        if row.get("country") and row["country"] not in codes:
            yield f"place {id_}: country {row['country']!r} is the code of no country"


def unlocated(rows: list[Row]) -> Iterator[str]:
    """Places without coordinates; towns and sites without a country, or as wide as a region."""
    for id_, row in of(rows, "place").items():
        if not row.get("lat") and not row.get("lon"):
            yield f"place {id_}: no coordinates"
        if not row.get("country") and row.get("precision") in ("site", "town"):
            yield f"place {id_}: a {row['precision']} without a country"
        if row.get("radius") and row.get("precision") in ("site", "town"):
            yield f"place {id_}: a {row['precision']} with a radius"


def misdated(rows: list[Row]) -> Iterator[str]:
    """Persons without an office; offices that end before they begin, last a lifetime, or lie in no year of news."""
    for id_, row in of(rows, "person").items():
        if not row.get("roles"):
            yield f"person {id_}: no office"
        for role in row.get("roles", ()):
            start, end = _day(role.get("from")), _day(role.get("to"))
            if any(day and not FIRST_YEAR <= day.year <= LAST_YEAR for day in (start, end)):
                yield f"person {id_}: {role.get('office')} in an impossible year"
            elif start and end and not start <= end <= start + datetime.timedelta(days=365 * LONGEST):
                yield f"person {id_}: {role.get('office')} from {start} to {end}"


def _day(value: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def shared(rows: list[Row]) -> Iterator[str]:
    """Names that two actors, two places or two peoples claim: the reader gives them to the last."""
    for table, told, parts in (
        ("actor", "alias", ("name", "aliases")),
        ("actor", "demonym", ("demonyms",)),
        ("place", "place name", ("name", "aliases")),
    ):
        owners: dict[str, list[str]] = defaultdict(list)
        for id_, row in of(rows, table).items():
            said = [one for part in parts for one in ([row[part]] if part == "name" else row.get(part, ()))]
            for form in {spaced(fold(one)) for one in said}:
                owners[form].append(id_)
        yield from (f"{told} {form!r} is shared by {', '.join(ids)}" for form, ids in owners.items() if len(ids) > 1)


def shadowed(rows: list[Row]) -> Iterator[str]:
    """Names that are also a common word of the rules, and names of one actor that are another's people."""
    words = [(table, row) for _, table, row in rows if table == "trigger" or row.get("role") not in (None, "office")]
    common = {form for table, row in words if table in ("noun", "trigger") for form in forms(table, row)}
    peoples = {spaced(fold(form)): id_ for id_, row in of(rows, "actor").items() for form in row.get("demonyms", ())}
    for id_, row in of(rows, "actor").items():
        for form in (row["name"], *row.get("aliases", ())):
            plain = spaced(fold(form))
            if plain in common and form != form.lower():
                yield f"actor {id_}: alias {form!r} is a common word of the rules"
            if peoples.get(plain, id_) != id_:
                yield f"actor {id_}: alias {form!r} is a demonym of {peoples[plain]}"


CHECKS: tuple[Callable[[list[Row]], Iterator[str]], ...] = (
    repeated, strangers, uncoded, unlocated, misdated, shared, shadowed,
)  # fmt: skip
