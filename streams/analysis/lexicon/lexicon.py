"""The lexicon: who and what the reader knows by name, loaded from `words/`, checked, and indexed for one scan."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import ahocorasick_rs
import tomli

from streams.analysis.lexicon.entries import ActorEntry, Person, Senses, Site
from streams.analysis.lexicon.indexing import (
    LexiconError,
    actors_of,
    index_actor,
    index_local,
    index_noun,
    index_person,
    index_place,
    index_trigger,
    weigh,
)
from streams.analysis.lexicon.towns import Towns
from streams.analysis.lexicon.uncollected import uncollected


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything known by name, and the automaton that finds it in one pass."""

    actors: Mapping[str, ActorEntry]
    persons: Mapping[str, Person]
    sites: Mapping[str, Site]
    senses: tuple[Senses, ...]
    automaton: Any
    countries: Mapping[str, ActorEntry]
    local: Mapping[str, Mapping[str, ActorEntry]]
    towns: Towns


def _tables(folder: Traversable) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every table of every file under a folder as (file, table name, row)."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _tables(item)
        elif item.name.endswith(".toml"):
            try:
                content = tomli.loads(item.read_text(encoding="utf-8"))
            except (tomli.TOMLDecodeError, UnicodeDecodeError) as wrong:
                raise LexiconError(f"{item.name}: {wrong}") from wrong
            for table, rows in content.items():
                for row in rows if isinstance(rows, list) else [rows]:
                    yield item.name, table, row


def load(extra: Path | None = None) -> Lexicon:
    """The lexicon of the package, with an operator's folder of words laid over it; `LexiconError` names what is
    wrong."""
    with uncollected():
        return build(rows_of(extra))


def rows_of(extra: Path | None = None) -> list[tuple[str, str, dict[str, Any]]]:
    """The rows of the package's words, then those of an operator's folder, as (file, table, row); the operator's files
    stand with their folder."""
    rows = list(_tables(resources.files("streams.analysis") / "words"))
    if extra is not None:
        if not extra.is_dir():
            raise LexiconError(f"no folder of words at {extra}")
        rows += ((f"{extra.name}/{name}", table, row) for name, table, row in _tables(extra))
    return rows


def standing(rows: Iterable[tuple[str, str, dict[str, Any]]]) -> list[tuple[str, str, dict[str, Any]]]:
    """The rows without those that a later row of the same table and id replaces."""
    latest: dict[tuple[str, Any], tuple[str, str, dict[str, Any]]] = {}
    for number, (name, table, row) in enumerate(rows):
        latest[table, row.get("id") or number] = (name, table, row)
    return list(latest.values())


def build(rows: Iterable[tuple[str, str, dict[str, Any]]]) -> Lexicon:
    """Rows of tables to an indexed lexicon; a later row of the same id replaces an earlier one, and a name that two
    claim means the later one."""
    rows = standing(rows)
    actors = actors_of((name, row) for name, table, row in rows if table == "actor")
    forms: dict[str, Senses] = {}
    persons: dict[str, Person] = {}
    sites: dict[str, Site] = {}
    for entry in actors.values():
        index_actor(forms, entry)
    for entry in actors.values():
        index_local(forms, entry)
    for name, table, row in rows:
        if table == "person":
            index_person(forms, persons, actors, name, row)
        elif table == "place":
            index_place(forms, sites, row)
        elif table == "noun":
            index_noun(forms, row)
        elif table == "trigger":
            index_trigger(forms, row)
    for senses in forms.values():
        weigh(senses, actors)
    keys = sorted(forms)
    countries = {entry.country: entry for entry in actors.values() if entry.kind == "country" and entry.country}
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return Lexicon(
        actors=actors,
        persons=persons,
        sites=sites,
        senses=tuple(forms[key] for key in keys),
        automaton=ahocorasick_rs.AhoCorasick([f" {key}" for key in keys], matchkind=kind),
        countries=countries,
        local=local_names(actors.values()),
        towns=Towns(),
    )


def local_names(actors: Iterable[ActorEntry]) -> dict[str, dict[str, ActorEntry]]:
    """By country, whom a name means there that elsewhere means another or nobody."""
    found: dict[str, dict[str, ActorEntry]] = {}
    for one in actors:
        for country in one.where:
            found.setdefault(country, {}).update((name, one) for name in one.locally)
    return found
