"""Filing: where a story was filed, or the one country it speaks of, for attacks that it tells without a place."""

from collections.abc import Iterable

from schemas.event import Place
from streams.analysis.actors.cast import Cast
from streams.analysis.actors.venues import filed_at
from streams.analysis.days.datelines import dateline
from streams.analysis.draft import Draft


def place_filed(drafts: Iterable[Draft], opening: str, cast: Cast) -> None:
    """Puts attacks of today without a place where the story was filed, if it speaks of no other country but the
    attacker's: reporters sit in the next city, those who write from a capital in the country."""
    attacks = (draft for draft in drafts if draft.finding.kind == "attack" and draft.finding.status.news)
    placeless = [draft for draft in attacks if draft.place is None]
    line = dateline(opening) if placeless else None
    place = filed_at(line.place, cast) if line and line.place else None
    if place is None:
        return
    for draft in placeless:
        doers = {one.actor.country for one in draft.finding.actors}
        if place.country not in doers and {*cast.countries} - doers <= {place.country}:
            draft.place = place


def place_in_land(drafts: Iterable[Draft], cast: Cast) -> None:
    """Puts attacks of today without a place, on nobody of a country, in the only one that the story speaks of, unless
    that is the attackers' or that of whoever tells of it. Ships are at sea."""
    land = cast.lexicon.countries.get(cast.countries[0]) if len(cast.countries) == 1 else None
    if land is None:
        return
    for draft in drafts:
        finding = draft.finding
        told = [*finding.actors, *finding.targets, *draft.attributed]
        abroad = any(one.actor.country == land.country or one.actor.id == "commercial-shipping" for one in told)
        if finding.kind == "attack" and finding.status.news and draft.place is None and not abroad:
            draft.place = Place(text=land.name, name=land.name, country=land.country, precision="country")
