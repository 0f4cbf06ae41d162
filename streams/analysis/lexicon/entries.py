"""Entries: what the lexicon holds of one actor, person, place or word."""

import datetime
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, eq=False)
class ActorEntry:
    """An actor of the lexicon; `ancestors` are all the ids above it, nearest first.

    In the countries `where` it is whom the names `locally`, or the ids of others, mean: "Iran-backed militias" in Iraq
    are iraqi-militias.
    """

    id: str
    name: str
    kind: str
    country: str
    cameo: str
    sectors: tuple[str, ...]
    parents: tuple[str, ...]
    patron: str | None
    short: str
    ancestors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    locally: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """An office held from a day to a day (None: open)."""

    office: str
    sector: str
    start: datetime.date | None
    end: datetime.date | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of an actor; `common` surnames need a full mention or a title before they count."""

    id: str
    name: str
    of: str
    common: bool
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun that stands for somebody or something; see words/nouns.toml."""

    role: str
    sector: str
    compose: str
    actor: str
    lemma: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that can make an event; `form` is base, s, ed or ing; see words/triggers.toml."""

    kind: str
    pos: str
    frame: str
    sure: bool
    mode: str
    lemma: str
    form: str


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the lexicon; `hosts` are the actors whose forces are there, `radius` (km) is that of a wide region."""

    id: str
    name: str
    country: str
    lat: float
    lon: float
    precision: Literal["site", "town", "region", "country"]
    hosts: tuple[str, ...]
    radius: float | None = None


@dataclass(slots=True, eq=False)
class Senses:
    """All that one written form can mean. `cased` forms need a capital, `upper` forms need all capitals.

    `verbs` and `nouns` are the triggers among them; `named` forms are names of somebody. `marks`, `needs` and `sides`
    are what the gate asks for: see gate.py.
    """

    actor: ActorEntry | None = None
    demonym: ActorEntry | None = None
    people: list[Person] = field(default_factory=list)
    surname: bool = False
    noun: Noun | None = None
    triggers: list[Trigger] = field(default_factory=list)
    verbs: list[Trigger] = field(default_factory=list)
    nouns: list[Trigger] = field(default_factory=list)
    site: Site | None = None
    cased: bool = False
    upper: bool = False
    marks: int = 0
    needs: int = 0
    sides: frozenset[str] = frozenset()
    named: bool = False
