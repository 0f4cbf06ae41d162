"""Places: where an event happened, of all that its sentence names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.event import Place
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.elsewhere import (
    amid_war,
    answered,
    apart,
    come_from,
    culprit,
    far,
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
from streams.analysis.actors.geocoding import of_site, place_of
from streams.analysis.actors.venues import venue
from streams.analysis.lexicon.entries import Site
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.syntax.noun_phrases import phrase_text
from streams.analysis.syntax.phrases import Item, Unit
from streams.analysis.syntax.scan import scan
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import passive
from streams.analysis.syntax.units import units_of

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
    """An event as places are asked for it: the item that tells it, those of other events, who was struck, and the
    characters that tell of another attack."""

    at: int
    others: frozenset[int] = frozenset()
    struck: Sequence[Mention] = ()
    beyond: tuple[int, int] = (0, 0)


def place_near(items: Sequence[Item], told: Told, lexicon: Lexicon, countries: Sequence[str]) -> Place | None:
    """The finest place named in the sentence after a locative preposition, else that in the name of what was struck;
    that of whoever speaks last of all, and none that is told of another event."""
    index = told.at
    found = [((False, True, *rank), place) for rank, place in own_places(items, index, lexicon, countries, told.struck)]
    own = place_of(items[index].units, lexicon, countries)
    if own is not None and own.precision != "country":  # "Baghdad bombing", "Helmand blast"
        found.append(((True, True, FINENESS[own.precision], 0), own))
    if heading := headed(items, lexicon, countries):
        found.append(((True, True, FINENESS[heading.precision], 1), heading))
    found += named_places(items, told, lexicon, countries)
    found += [((False, False, FINENESS[one.precision], 0), one) for one in scenes(items, index, lexicon, countries)]
    found = found or [((True, True, 0, 0), one) for one in in_names(items, lexicon, countries)]
    if not found:
        return None
    best = min(found, key=lambda one: one[0])[1]
    if best.country is None:
        wider = next((place for _, place in found if place.country), None)
        best = best.model_copy(update={"country": wider.country if wider else None})
    return best


def headed(items: Sequence[Item], lexicon: Lexicon, countries: Sequence[str]) -> Place | None:
    """The place before the colon of a headline: "Kabul: bomb kills three"."""
    opens = len(items) > 2 and items[0].tag == "N" and items[1].low == ":"
    place = place_of(items[0].units, lexicon, countries) if opens and len(items[0].units) == 1 else None
    return place if place and place.precision in ("town", "region") else None


Rank = tuple[bool, bool, int, int]  # beside the point, weakly tied, how coarse, how far: the least is best


def named_places(
    items: Sequence[Item], told: Told, lexicon: Lexicon, countries: Sequence[str]
) -> Iterator[tuple[Rank, Place]]:
    """The places that stand after a locative preposition or right behind the verb, and the site that is the subject of
    a passive."""
    index = told.at
    hit = subject(items, index) if items[index].tag == "T" and passive(items, index) else []
    for at, item in enumerate(items):
        if at in hit and (site := site_of(item.units)):  # "the base at Erbil was hit"
            yield (False, False, FINENESS["site"], abs(at - index)), of_site(site, site.name)
        struck = at == index + 1 and items[index].tag == "T"  # "shelled El Fasher"
        if item.tag != "N" or not at or not (struck or placed(items, at)) or told_elsewhere(items, at, told):
            continue
        weak = in_wider(items, at) or (not struck and items[at - 1].low in WEAK and not seated(items, at))
        place = place_of(item.units, lexicon, countries, world=not weak)
        if (
            place is None
            or vague(items[at - 1], place, struck=struck)
            or unfit(items, at, place, told, lexicon, countries)
        ):
            continue
        aside = speaks(items, at) or apart(items, at, index) or meanwhile(items, at, index)
        if not (aside and foreign(place, told)):
            aside = aside or (place.precision == "country" and item.trigger is not None)  # "a US strike near"
            yield (aside, weak, FINENESS[place.precision], abs(at - index)), place


def in_names(items: Sequence[Item], lexicon: Lexicon, countries: Sequence[str]) -> Iterator[Place]:
    """The places in the names that the lexicon has of groups: "bandits in Zamfara"."""
    groups = (unit for item in items for unit in item.units if unit.senses and unit.senses.actor)
    for name in (unit.text.rpartition(" in ")[2] for unit in groups if " in " in unit.low):
        if place := place_of(units_of(name, 0, scan(name, lexicon, upper=False), []), lexicon, countries):
            yield place


def told_elsewhere(items: Sequence[Item], at: int, told: Told) -> bool:
    """Whether a phrase belongs to another event, or says who attacks or speaks: "on Russia's assault", "in what Kyiv
    calls"."""
    item = items[at]
    if told.beyond[0] <= item.start < told.beyond[1] or item.units[0].low == "what":
        return True
    if at == told.at and any(unit.tag == "s" for unit in item.units):
        return True
    return any(of_else(items, at, told.at) for of_else in ELSEWHERE) or told_of(items, at, told.at, told.others)


def unfit(items: Sequence[Item], at: int, place: Place, told: Told, lexicon: Lexicon, countries: Sequence[str]) -> bool:
    """Whether a place is only somebody's: an owner's, a street's namesake's, that of a base or of forces."""
    if owning(items[at - 1], items[max(0, at - 2)], place, countries):
        return True
    if misnamed(items, at, place, lexicon, countries) or based(items, at, told, place):
        return True
    return place.precision == "country" and of_forces(items[at], told)


ELSEWHERE = (answered, culprit, far, part_in, of_another, whence, come_from, amid_war, possessing, stirred)


def misnamed(items: Sequence[Item], at: int, place: Place, lexicon: Lexicon, countries: Sequence[str]) -> bool:
    """Whether what has a place's name lies in another country: "at Lebanon Street in Lagos", "in Bel Air, Yemen"."""
    link, ends = [item.low for item in items[at + 1 : at + 2]], [item.tag for item in items[at + 3 : at + 4]]
    behind = (link == ["in"] and at + 2 < len(items)) or (link == [","] and ends in ([","], ["."]))
    outer = place_of(items[at + 2].units, lexicon, countries) if behind and items[at + 2].tag == "N" else None
    if outer is None or (link == [","] and (outer.precision != "country" or place.precision == "country")):
        return False
    return None not in (outer.country, place.country) and outer.country != place.country


def based(items: Sequence[Item], at: int, told: Told, place: Place) -> bool:
    """Whether a place is only where those are who attack another country: "militants in Gaza shelled Israel"."""
    countries = {one.actor.country for one in told.struck if one.role == "country" and not one.plural}
    abroad = countries and place.country not in countries
    if not abroad or items[told.at].tag != "T":
        return False
    return (at > 2 and items[at - 3].low == "by") or (at < told.at and at - 2 in subject(items, told.at))


def of_forces(item: Item, told: Told) -> bool:
    """Whether a country's name is that of its forces who were struck: "US and coalition troops"."""
    text = phrase_text(item.units)
    return any(one.role == "force" and one.actor.text == text for one in told.struck)


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
    named = at > 2 and items[at - 1].tag == "," and items[at - 2].low in SEATS  # "in the capital, Oslo"
    return locates(items[at - 3] if second or named or in_wider(items, at) else items[at - 1])


def in_wider(items: Sequence[Item], at: int) -> bool:
    """Whether a comma tells in what a place lies, "in Anka, Zamfara", and begins no list, nor a clause: "in Anka,
    troops"."""
    if at < 3 or items[at - 1].tag != "," or items[at - 2].tag != "N":
        return False
    ends = at + 1 == len(items) or items[at + 1].tag in ".,;PSY"
    listed = any(item.tag == "C" for item in items[at + 1 : at + 4])
    return ends and not listed and items[at - 2].units[0].capital and any(unit.capital for unit in items[at].units)


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


def spoken_from(preamble: Sequence[Item], told: Told, lexicon: Lexicon, countries: Sequence[str]) -> Place | None:
    """Where those are who tell of it: "police in Karachi said that two men were shot"."""
    place = venue(preamble, 0, lexicon, countries) if preamble else None
    return place if place and not foreign(place, told) else None
