"""Geocoding: which place a phrase or a name means, with coordinates."""

from collections.abc import Sequence

from schemas.event import Place
from streams.analysis.lexicon.document import fold, spaced
from streams.analysis.lexicon.entries import Site
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.syntax.phrases import Unit


def place_of(units: Sequence[Unit], lexicon: Lexicon, countries: Sequence[str], *, world: bool = True) -> Place | None:
    """The place that a noun phrase names; with `world` a great town of any country, too."""
    for unit in reversed(units):
        if unit.senses and unit.senses.site and not coastal(unit, units):
            return of_site(unit.senses.site, unit.text)
    if units and units[-1].low == "capital" and (seat_of := seat_named(units, lexicon)):
        return of_site(seat_of, " ".join(unit.text for unit in units[-2:]))
    name = town_name(units)
    for at, unit in enumerate(units):
        senses = unit.senses
        entry = senses.actor if senses else None
        if any(one.low in RUNNING for one in units[at + 1 : at + 2]) or between_two(units) or arms(units[at + 1 :]):
            continue  # "a US-run airfield", "the Iran-Iraq war"
        if entry and entry.kind == "country" and entry.country:
            home = countries[0].lower() if countries else ""
            if home != entry.country.lower() and (state := lexicon.sites.get(f"{entry.id}-{home}")):
                return of_site(state, unit.text)  # "Georgia" in an article that speaks of the United States above all
            seat = lexicon.towns.get(unit.low)
            if seat and seat[0].country == entry.country:
                return of_site(seat[0], unit.text)
            if unit.low in (entry.name.lower(), *(alias.lower() for alias in entry.aliases)):
                return Place(text=unit.text, name=entry.name, country=entry.country, precision="country")
        elif world and entry and unit.capital and (seat_of := lexicon.towns.great(unit.low)):
            return of_site(seat_of, unit.text)  # "Brussels", which stands for those who meet there
    return town(name, lexicon, countries, world=world) if name else None


def seat_named(units: Sequence[Unit], lexicon: Lexicon) -> Site | None:
    """The town that "the Iraqi capital" means: the one whose name stands for the country."""
    named = [unit.senses.demonym or unit.senses.actor for unit in units if unit.senses]
    state = next((entry for entry in named if entry and entry.kind == "country"), None)
    seats = (lexicon.towns.get(alias.lower()) for alias in state.aliases) if state else ()
    return next((towns[0] for towns in seats if towns and state and towns[0].country == state.country), None)


RUNNING = frozenset(
    "run led backed held controlled owned operated built funded linked allied trained supported sponsored aligned "
    "affiliated armed supplied provided launched fired based born made".split()
)


def coastal(unit: Unit, units: Sequence[Unit]) -> bool:
    """Whether a sea only says on which coast a town or a country lies: "a Mediterranean port"."""
    site = unit.senses.site if unit.senses else None
    return site is not None and not site.country and units[-1].low in ON_COAST


ON_COAST = frozenset("city town port resort village nation country island state".split())


def arms(units: Sequence[Unit]) -> bool:
    """Whether a country's name only says whose forces or offices follow: "US outposts", "the British embassy"."""
    nouns = (unit.senses.noun for unit in units if unit.senses is not None)
    return any(noun is not None and noun.role in ("force", "office", "embassy", "shipping") for noun in nouns)


def between_two(units: Sequence[Unit]) -> bool:
    """Whether a phrase names a war by its two sides, and no place."""
    sides = [unit for unit in units if unit.senses and (unit.senses.actor or unit.senses.demonym)]
    last = units[-1]
    event = last.low in ("war", "conflict") or bool(last.senses and last.senses.triggers)
    return event and len(sides) > 1


def place_named(name: str, lexicon: Lexicon) -> Place | None:
    """A place by its name alone, as somebody writes it: a site, a town (the largest of that name), or a country."""
    wanted = spaced(fold(name)).strip()
    for site in lexicon.sites.values():
        if wanted in (spaced(site.name), spaced(site.id)):
            return of_site(site, name)
    for entry in lexicon.actors.values():
        if entry.kind == "country" and wanted in (spaced(entry.country or ""), spaced(entry.name)) and entry.country:
            return Place(text=name, name=entry.name, country=entry.country, precision="country")
    towns = lexicon.towns.get(wanted)
    return of_site(towns[0], name) if towns else None


def town_name(units: Sequence[Unit]) -> str:
    """The capitalised words of a phrase that the lexicon does not know otherwise."""
    words = [unit.text for unit in units if unit.capital and unknown(unit)]
    return " ".join(words)


def unknown(unit: Unit) -> bool:
    """Whether a word is nothing we know but, at most, some person's surname: "in Lagos"."""
    senses = unit.senses
    if senses is None:
        return unit.tag == "W"
    return bool(senses.people) and not (senses.actor or senses.site or senses.noun or senses.triggers)


def town(name: str, lexicon: Lexicon, countries: Sequence[str], *, world: bool = False) -> Place | None:
    """The town of that name that lies in a country of the article, else the one that everybody means by it."""
    candidates = lexicon.towns.get(spaced(name), ())
    home = next((site for site in candidates if site.country in countries), None)
    home = home or (lexicon.towns.great(spaced(name)) if world else None)
    return of_site(home, name) if home else None


def of_site(site: Site, text: str) -> Place:
    return Place(
        text=text, name=site.name, country=site.country or None, lat=site.lat, lon=site.lon, radius=site.radius,
        precision=site.precision,
    )  # fmt: skip
