"""An operator's own words: checked entry by entry before they are laid over the lexicon, so that a slip has a name."""

import datetime
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import tomli
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from schemas.message import first_fault
from streams.analysis.lexicon import lexicon
from streams.analysis.lexicon.indexing import LexiconError
from streams.analysis.lexicon.lexicon import Lexicon


def _day(value: object) -> object:
    return datetime.date.fromisoformat(value) if isinstance(value, str) and value else value or None


Id = Field(min_length=1)
Day = Annotated[datetime.date | None, BeforeValidator(_day)]


class Entry(BaseModel):
    """An entry of a file; a field that there is not is a misspelt one."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)


class Actor(Entry):
    id: str = Id
    name: str = Id
    kind: str = ""
    country: str = ""
    cameo: str = ""
    sectors: list[str] = []
    parents: list[str] = []
    patron: str = ""
    aliases: list[str] = []
    demonyms: list[str] = []
    short: str = ""
    locally: list[str] = []
    where: list[str] = []
    start: Day = Field(default=None, alias="from")
    end: Day = Field(default=None, alias="to")


class Office(Entry):
    office: str = ""
    sector: str = "GOV"
    start: Day = Field(default=None, alias="from")
    end: Day = Field(default=None, alias="to")


class Person(Entry):
    id: str = Id
    name: str = Id
    of: str = Id
    names: list[str] = []
    surnames: list[str] = []
    common: bool = False
    roles: list[Office] = []


class Place(Entry):
    id: str = Id
    name: str = Id
    aliases: list[str] = []
    country: str = ""
    lat: float = Field(default=0.0, ge=-90, le=90)
    lon: float = Field(default=0.0, ge=-180, le=180)
    precision: Literal["site", "town", "region", "country"] = "region"
    radius: float = Field(default=0.0, ge=0, le=20_000)
    hosts: list[str] = []


class Noun(Entry):
    role: str
    words: list[str]
    forms: list[str] = []
    sector: str = ""
    compose: str = ""
    actor: str = ""


class Trigger(Entry):
    kind: Literal["attack", "outreach"]
    pos: str
    frame: str
    mode: str
    words: list[str]
    forms: list[str] = []
    sure: bool = False


TABLES: dict[str, type[Entry]] = {"actor": Actor, "person": Person, "place": Place, "noun": Noun, "trigger": Trigger}


@dataclass(frozen=True, slots=True)
class Found:
    """An entry, and how to name it to whoever wrote it."""

    where: str
    entry: Entry


def load(folder: Path | None) -> Lexicon:
    """The lexicon, with a folder's words laid over it. Raises `LexiconError`: one line with the file and the entry."""
    found = list(checked(folder)) if folder else []
    gc.disable()  # All that is made here stays: a collector that looks through it on the way takes a fifth of the time.
    try:
        known = lexicon.load(folder)
    except (OSError, ValueError) as wrong:
        if folder is None:
            raise
        raise LexiconError(f"{folder}: {wrong}") from wrong
    finally:
        gc.enable()
    for one in found:
        refuse_strangers(one, known)
    return known


def checked(folder: Path) -> Iterator[Found]:
    """Every entry of every file under a folder, in order. Raises `LexiconError`."""
    if not folder.is_dir():
        raise LexiconError(f"{folder} is no folder of words")
    for path in sorted(folder.rglob("*.toml")):
        for table, rows in content(path).items():
            if table not in TABLES:
                raise LexiconError(f"{path}: no table {table!r}; there are {', '.join(TABLES)}")
            for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
                yield entry(f"{path}: {table} {number}", TABLES[table], row)


def vet(folder: Path) -> None:
    """Raise `LexiconError` where an entry of a folder has not the form of its table."""
    for _ in checked(folder):
        pass


def content(path: Path) -> dict[str, Any]:
    """A file's tables."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as wrong:
        raise LexiconError(f"{path}: {wrong.strerror}") from wrong
    except ValueError as wrong:
        raise LexiconError(f"{path}: {wrong}") from wrong


def entry(where: str, kind: type[Entry], row: object) -> Found:
    """One entry, checked."""
    named = f"{where} ({row['id']})" if isinstance(row, dict) and row.get("id") else where
    try:
        return Found(named, kind.model_validate(row))
    except ValidationError as wrong:
        raise LexiconError(f"{named}: {first_fault(wrong)}") from wrong


def refuse_strangers(found: Found, known: Lexicon) -> None:
    """Raise `LexiconError` where an entry leans on an actor that there is not."""
    one = found.entry
    named = one.parents if isinstance(one, Actor) else [one.of] if isinstance(one, Person) else []
    if missing := [name for name in named if name not in known.actors]:
        raise LexiconError(f"{found.where}: no actor {missing[0]!r}")
