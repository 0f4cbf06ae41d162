"""Places: where an event happened, from the phrases around it, with coordinates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.event import Place
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.elsewhere import (
    amid_war,
    answered,
    apart,
    come_from,
    meanwhile,
    of_another,
    owning,
    part_in,
    possessing,
    speaks,
    stirred,
    told_of,
    whence,
)
from streams.analysis.lexicon.document import fold, spaced
from streams.analysis.lexicon.entries import Site
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.syntax.noun_phrases import phrase_text
from streams.analysis.syntax.phrases import Item, Unit
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import passive

LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "on",
        "outside",
        "inside",
        "off",
        "over",
        "around",
        "across",
        "from",
        "along",
        "of",
        "within",
        "into",
        "against",
        "to",
    ]
)
FINENESS = {"site": 0, "town": 1, "region": 2, "country": 3}
WEAK = frozenset(["of", "from", "to", "against", "into"])


@dataclass(frozen=True, slots=True)
class Told:
    """An event as places are asked for it: the item that tells it, those of other events, and who was struck."""

    at: int
    others: frozenset[int] = frozenset()
    struck: Sequence[Mention] = ()


def place_near(items: Sequence[Item], told: Told, lexicon: Lexicon, countries: Sequence[str]) -> Place | None:
    """The finest place named in the sentence after a locative preposition, else that in the name of what was struck;
    that of whoever speaks last of all, and none that is told of another event."""
    index = told.at
    found = [((False, True, *rank), place) for rank, place in own_places(items, index, lexicon, countries, told.struck)]
    own = place_of(items[index].units, lexicon, countries)
    if own is not None and own.precision == "town":  # "Baghdad bombing"
        found.append(((True, True, FINENESS["town"], 0), own))
    hit = subject(items, index) if items[index].tag == "T" and passive(items, index) else []
    for at, item in enumerate(items):
        if at in hit and (site := site_of(item.units)):  # "the base at Erbil was hit"
            found.append(((False, False, FINENESS["site"], abs(at - index)), of_site(site, site.name)))
        right_behind = at == index + 1 and items[index].tag == "T"  # "shelled El Fasher"
        if item.tag != "N" or not at or not (right_behind or placed(items, at)):
            continue
        if any(of_else(items, at, index) for of_else in ELSEWHERE) or told_of(items, at, index, told.others):
            continue
        # "on Russia's assault", "in what Kyiv calls": who attacks or speaks, not where.
        if item.units[0].low == "what" or (at == index and any(unit.tag == "s" for unit in item.units)):
            continue
        weak = not right_behind and items[at - 1].low in WEAK and not seated(items, at)
        place = place_of(item.units, lexicon, countries, world=not weak)
        if place and owning(items[at - 1], items[max(0, at - 2)], place, countries):
            continue
        if place and (misnamed(items, at, place, lexicon, countries) or based(items, at, told, place)):
            continue
        if place and not vague(items[at - 1], place, struck=right_behind):
            aside = speaks(items, at) or apart(items, at, index) or meanwhile(items, at, index)
            if not (aside and foreign(place, told)):
                found.append(((aside, weak, FINENESS[place.precision], abs(at - index)), place))
    found += [((False, False, FINENESS[one.precision], 0), one) for one in scenes(items, index, lexicon, countries)]
    if not found:
        return None
    best = min(found, key=lambda one: one[0])[1]
    if best.country is None:
        wider = next((place for _, place in found if place.country), None)
        best = best.model_copy(update={"country": wider.country if wider else None})
    return best


ELSEWHERE = (answered, part_in, of_another, whence, come_from, amid_war, possessing, stirred)


def misnamed(items: Sequence[Item], at: int, place: Place, lexicon: Lexicon, countries: Sequence[str]) -> bool:
    """Whether what has a place's name lies in another country: "at Lebanon Street in Lagos"."""
    within = [item.low for item in items[at + 1 : at + 2]] == ["in"] and at + 2 < len(items)
    outer = place_of(items[at + 2].units, lexicon, countries) if within and items[at + 2].tag == "N" else None
    return outer is not None and None not in (outer.country, place.country) and outer.country != place.country


def based(items: Sequence[Item], at: int, told: Told, place: Place) -> bool:
    """Whether a place is only where those are who attack another country: "militants in Gaza shelled Israel"."""
    countries = {one.actor.country for one in told.struck if one.role == "country" and not one.plural}
    abroad = countries and place.country not in countries
    if not abroad or items[told.at].tag != "T":
        return False
    return (at > 2 and items[at - 3].low == "by") or (at < told.at and at - 2 in subject(items, told.at))


def foreign(place: Place, told: Told) -> bool:
    """Whether a place lies in no country of those struck, where any is known."""
    homes = {one.actor.country for one in told.struck} - {None}
    return bool(homes) and place.country is not None and place.country not in homes


def own_places(
    items: Sequence[Item], index: int, lexicon: Lexicon, countries: Sequence[str], struck: Sequence[Mention]
) -> Iterator[tuple[tuple[int, int], Place]]:
    """The places in the names of what was struck: "the capital Ankara", "Gaza high-rises", "Syria bases used by"."""
    hit = {one.actor.text: one for one in struck if one.hosted or one.role in PLACES}
    for at, item in enumerate(items):
        text = phrase_text(item.units) if item.tag == "N" else ""
        whose = [hit[one] for one in hit if one == text or one.endswith(f" of {text}")] if text else []
        place = place_of(item.units, lexicon, countries) if whose else None
        if not place or not place.country or any(unit.low in ORIGINS for unit in item.units):
            continue
        if whose[0].role == "country" and place.text != item.head.text and place.country != whose[0].actor.country:
            continue  # "An Israeli Liverpool fan" is no place.
        # "US bases" need not be in the United States, but "Syria bases" of somebody else's are in Syria.
        itself = whose[0].role == "country" and len(item.units) == 1
        if place.precision != "country" or place.country != whose[0].actor.country or itself:
            yield (FINENESS[place.precision], abs(at - index)), place


PLACES = frozenset(["site", "embassy", "country"])
ORIGINS = frozenset(["born", "based", "bound"])


def site_of(units: Sequence[Unit]) -> Site | None:
    """The base, airport or other spot that a noun phrase names; no town or country."""
    sites = (unit.senses.site for unit in units if unit.senses is not None and unit.senses.site is not None)
    return next((site for site in sites if site.precision == "site"), None)


def vague(before: Item, place: Place, *, struck: bool) -> bool:
    """Whether a place is not where it happened: "near Israel" is not in it, and who "bombed Syria" did so somewhere."""
    if struck:
        return place.precision in ("country", "region")
    return before.low == "near" and place.precision == "country"


def placed(items: Sequence[Item], at: int) -> bool:
    """Whether a phrase stands after a locative preposition, or is the second of two: "in north and south Gaza"."""
    if items[at - 1].low == "in" and items[at].units[0].low in ADVERBIAL:
        return False  # "in total Russia launched"
    second = at > 2 and items[at - 1].tag == "C" and items[at - 2].low in QUARTERS
    return locates(items[at - 3] if second else items[at - 1])


ADVERBIAL = frozenset("total fact all return turn addition".split())
QUARTERS = frozenset("north south east west northern southern eastern western central".split())


def locates(item: Item) -> bool:
    """Whether a place may follow: "in", and the end of "fired at"."""
    return item.tag in "PT" and item.low.split()[-1] in LOCATIVE


def seated(items: Sequence[Item], at: int) -> bool:
    """Whether "of" only names what was spoken of as a place: "in the city of Sanaa"."""
    named = at > 2 and items[at - 1].low == "of" and items[at - 2].low in SEATS
    return named and locates(items[at - 3]) and items[at - 3].low not in WEAK


SEATS = frozenset(
    "city town village capital province district region state port island suburb suburbs outskirts area north south "
    "east west centre center".split()
)


def scenes(items: Sequence[Item], index: int, lexicon: Lexicon, countries: Sequence[str]) -> Iterator[Place]:
    """The place of which a side clause tells: "Oslo, where ten were killed"."""
    where = next((at for at in range(index - 1, 0, -1) if items[at].low == "where"), 0)
    if where and not any(item.tag in "R;:" for item in items[where + 1 : index]):
        named = items[where - 2 if items[where - 1].tag == "," else where - 1]
        if named.tag == "N" and (place := place_of(named.units, lexicon, countries)):
            yield place


def venue(items: Sequence[Item], index: int, lexicon: Lexicon, countries: Sequence[str]) -> Place | None:
    """Where a meeting or visit named at `index` took place: the place right behind it, after "in" or "at"."""
    ahead = range(index + 1, min(len(items), index + 9))
    for at in ahead:
        if items[at].tag in "VTSR;B" or items[at].low in ("on", "about", "over"):
            return None
        if (
            items[at].tag == "N"
            and items[at - 1].low in ("in", "at")
            and not TOPICS & {unit.low for unit in items[at - 2].units}
            and (place := place_of(items[at].units, lexicon, countries))
        ):
            return place
    return None


TOPICS = frozenset(  # what is talked about, not where: "discussed the situation in Gaza"
    "situation war conflict crisis developments fighting violence ceasefire truce events hostilities escalation".split()
)


def place_of(units: Sequence[Unit], lexicon: Lexicon, countries: Sequence[str], *, world: bool = True) -> Place | None:
    """The place that a noun phrase names; with `world` a great town of any country, too."""
    for unit in reversed(units):
        if unit.senses and unit.senses.site and not coastal(unit, units):
            return of_site(unit.senses.site, unit.text)
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


RUNNING = frozenset(
    "run led backed held controlled owned operated built funded linked allied trained supported sponsored aligned "
    "affiliated armed supplied provided launched fired based born made".split()
)


def coastal(unit: Unit, units: Sequence[Unit]) -> bool:
    """Whether a sea only says on which coast a town lies: "a Mediterranean port"."""
    site = unit.senses.site if unit.senses else None
    return site is not None and not site.country and units[-1].low in ("city", "town", "port", "resort", "village")


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
        text=text, name=site.name, country=site.country or None, lat=site.lat, lon=site.lon, precision=site.precision
    )
