"""Filing: where a story was filed, for attacks that it tells without a place."""

from collections.abc import Iterable

from schemas.event import Place
from streams.analysis.actors.cast import Cast
from streams.analysis.actors.geocoding import place_of
from streams.analysis.days.datelines import dateline
from streams.analysis.draft import Draft
from streams.analysis.syntax.scan import scan
from streams.analysis.syntax.units import units_of


def place_filed(drafts: Iterable[Draft], opening: str, cast: Cast) -> None:
    """Puts attacks of today without a place where the story was filed, if it speaks of no other country but the
    attacker's: reporters sit in the next city, those who write from a capital in the country."""
    attacks = (draft for draft in drafts if draft.finding.kind == "attack" and draft.finding.status.news)
    placeless = [draft for draft in attacks if draft.place is None]
    line = dateline(opening) if placeless else None
    place = filed_at(line.place.split(",")[0], cast) if line and line.place else None
    if place is None:
        return
    for draft in placeless:
        doers = {one.actor.country for one in draft.finding.actors}
        if place.country not in doers and {*cast.countries} - doers <= {place.country}:
            draft.place = place


def filed_at(name: str, cast: Cast) -> Place | None:
    """The town of a dateline, or the country whose capital it is."""
    units = units_of(name, 0, scan(name, cast.lexicon, upper=name.isupper()), [])
    for unit in units:
        entry = unit.senses.actor if unit.senses else None
        if entry and entry.kind == "country" and entry.country:
            return Place(text=name, name=entry.name, country=entry.country, precision="country")
    return place_of(units, cast.lexicon, cast.countries)
