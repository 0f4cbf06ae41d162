"""Indexing: rows of words to actors, persons, places and the senses of every written form."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from streams.analysis.lexicon import codes, gate
from streams.analysis.lexicon.document import fold, spaced
from streams.analysis.lexicon.entries import ActorEntry, Noun, Person, Role, Senses, Site, Trigger
from streams.analysis.lexicon.inflection import inflect, pluralise


class LexiconError(ValueError):
    """A data file is wrong; the text names the file and the entry."""


def actors_of(rows: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, ActorEntry]:
    """Actors by id, each with its ancestors."""
    raw: dict[str, dict[str, Any]] = {}
    for name, row in rows:
        if not row.get("id") or not row.get("name"):
            raise LexiconError(f"{name}: an actor without id or name: {str(row)[:80]}")
        raw[row["id"]] = row
    return {id_: _actor(row, _ancestors(id_, raw)) for id_, row in raw.items()}


def _actor(row: dict[str, Any], ancestors: tuple[str, ...]) -> ActorEntry:
    return ActorEntry(
        id=row["id"],
        name=row["name"],
        kind=row.get("kind", ""),
        country=row.get("country", ""),
        cameo=row.get("cameo", ""),
        sectors=tuple(row.get("sectors", ())),
        parents=tuple(row.get("parents", ())),
        patron=row.get("patron") or None,
        short=row.get("short") or row["id"],
        ancestors=ancestors,
        aliases=tuple(row.get("aliases", ())),
        demonyms=tuple(row.get("demonyms", ())),
        locally=tuple(row.get("locally", ())),
        where=tuple(row.get("where", ())),
    )


def _ancestors(id_: str, raw: Mapping[str, dict[str, Any]]) -> tuple[str, ...]:
    """All ids above one, nearest first; a cycle is an error of the data."""
    found: list[str] = []
    level = list(raw[id_].get("parents", ()))
    while level:
        if id_ in level:
            raise LexiconError(f"actor {id_}: its parents lead back to itself")
        found += [one for one in level if one not in found]
        level = [up for one in level for up in raw.get(one, {}).get("parents", ()) if up not in found]
    return tuple(found)


def _senses(forms: dict[str, Senses], form: str) -> Senses:
    """The senses of a written form; marks whether it needs capitals in the text."""
    plain = fold(form)
    key = spaced(plain).rstrip()  # "NSCN(IM)" is found as "NSCN-IM", too
    first = key not in forms
    senses = forms.setdefault(key, Senses())
    cased = plain != plain.lower()
    capitals = plain.isupper() or (" " not in plain and any(map(str.isupper, plain[1:])))  # "LeT", which is no "Let"
    upper = cased and len(plain) < 24 and capitals and sum(map(str.isalpha, plain)) <= 5
    senses.upper = upper if first else senses.upper and upper
    senses.cased = cased if first else senses.cased and cased
    return senses


def index_actor(forms: dict[str, Senses], entry: ActorEntry) -> None:
    """Have an actor found by its names, aliases and demonyms."""
    for form in (entry.name, *entry.aliases):
        senses = _senses(forms, form)
        senses.actor = entry
    for form in entry.demonyms:
        senses = _senses(forms, form)
        senses.demonym = entry


def index_local(forms: dict[str, Senses], entry: ActorEntry) -> None:
    """Have initials that mean an actor only where it is found as those of somebody armed, unless they name another."""
    for form in entry.locally:
        if form.isupper() and (senses := _senses(forms, form)).actor is None:
            senses.noun = senses.noun or Noun("armed", "UAF", "", "", form, plural=True)


def index_person(
    forms: dict[str, Senses],
    persons: dict[str, Person],
    actors: Mapping[str, ActorEntry],
    name: str,
    row: dict[str, Any],
) -> None:
    """Have a person found by full names and surnames; raises where whom they belong to is no actor."""
    if row.get("of") not in actors:
        raise LexiconError(f"{name}: person {row.get('id')} is of {row.get('of')!r}, which is no actor")
    roles = tuple(
        Role(one.get("office", ""), one.get("sector", "GOV"), _date(one.get("from")), _date(one.get("to")))
        for one in row.get("roles", ())
    )
    person = Person(row["id"], row["name"], row["of"], bool(row.get("common")), roles)
    persons[person.id] = person
    for form in dict.fromkeys((row["name"], *row.get("names", ()))):
        _senses(forms, form).people.append(person)
    for form in row.get("surnames", ()):
        senses = _senses(forms, form)
        senses.people.append(person)
        senses.surname = True


def _date(value: Any) -> datetime.date | None:
    if value in (None, ""):
        return None
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))


def index_place(forms: dict[str, Senses], sites: dict[str, Site], row: dict[str, Any]) -> None:
    """Have a place found by its names."""
    site = _site(row)
    sites[site.id] = site
    for form in dict.fromkeys((row["name"], *row.get("aliases", ()))):
        senses = _senses(forms, form)
        senses.site = site


CODE = re.compile(r" \([A-Z]{3}\)$")


def _site(row: dict[str, Any]) -> Site:
    """A row as a place; the code after a name that is a common word ("Bay (SOM)") only keeps it out of texts."""
    return Site(
        row["id"], CODE.sub("", row["name"]), row.get("country", ""), float(row.get("lat", 0)),
        float(row.get("lon", 0)), row.get("precision", "region"), tuple(row.get("hosts", ())), row.get("radius"),
    )  # fmt: skip


def index_noun(forms: dict[str, Senses], row: dict[str, Any]) -> None:
    """Have common nouns found, in the plural, too."""
    role, sector = row["role"], row.get("sector", "")
    written = {word: (word, False) for word in row["words"]}
    written |= {pluralise(word): (word, True) for word in row["words"]}
    written |= {form: (form, True) for form in row.get("forms", ())}
    for form, (lemma, plural) in written.items():
        senses = _senses(forms, form)
        senses.noun = senses.noun or Noun(role, sector, row.get("compose", ""), row.get("actor", ""), lemma, plural)


def index_trigger(forms: dict[str, Senses], row: dict[str, Any]) -> None:
    """Have words that tell of something done found in all their forms."""
    written: dict[str, tuple[str, str]] = {}
    for word in row["words"]:
        if row["pos"] == "verb":
            written |= {form: (word, shape) for form, shape in inflect(word).items()}
        else:
            written |= {pluralise(word): (word, "s"), word: (word, "base")}
    for form in row.get("forms", ()):
        first = form.split()[0]
        shape = "ing" if first.endswith("ing") else "ed"
        written[form] = (form, shape if row["pos"] == "verb" else "base")
    for form, (lemma, shape) in written.items():
        trigger = Trigger(row["kind"], row["pos"], row["frame"], row.get("sure", False), row["mode"], lemma, shape)
        senses = _senses(forms, form)
        senses.triggers.append(trigger)
        (senses.verbs if trigger.pos == "verb" else senses.nouns).append(trigger)


def weigh(senses: Senses, actors: Mapping[str, ActorEntry]) -> None:
    """What the senses of a form come to, for the gate above all."""
    noun, site = senses.noun, senses.site
    local = noun is not None and noun.role == "armed" and noun.lemma.isupper()
    senses.named = local or bool(senses.actor or senses.demonym or senses.people)
    hosts = [actors.get(host) for host in site.hosts] if site else []
    names = [senses.actor, senses.demonym, actors.get(noun.actor) if noun else None]
    people = [actors.get(one.of) for one in senses.people]
    sides = {key for entry in (*names, *hosts, *people) if entry for key in _sides(entry)}
    if site:
        sides.add(site.country)
    if noun and noun.lemma in ("pope", "pontiff"):
        sides.add("holy-see")
    if noun and noun.role == "armed":
        sides |= {noun.lemma, f"other {noun.lemma}"}
    senses.sides = frozenset(sides)
    group = any(hosts) or any(entry and entry.kind != "country" for entry in names)
    senses.marks = (gate.GROUP if group else 0) | (gate.STATE if site or any(names) else 0)
    senses.marks |= (gate.PERSON if people else 0) | (gate.ROLES.get(noun.role, 0) if noun else 0)
    senses.marks |= gate.EXPOSED if noun and (noun.sector in codes.EXPOSED or noun.lemma in codes.RULERS) else 0
    for one in senses.triggers:
        senses.needs |= gate.needs(one.kind, one.pos, one.frame, one.lemma, sure=one.sure)
        senses.marks |= gate.SURE if one.kind == "attack" and one.sure else 0
        senses.marks |= gate.DEED | gate.BLOW if one.pos == "noun" and one.kind == "attack" else 0


def _sides(entry: ActorEntry) -> Iterator[str]:
    """The sides an actor can stand for: its country or topmost ancestor, and itself if it is a group of its own."""
    yield entry.country or (entry.ancestors[-1] if entry.ancestors else entry.id)
    if entry.kind == "armed-group" or {"UAF", "REB"} & set(entry.sectors):
        yield entry.id
