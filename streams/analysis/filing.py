"""Filing: where a story was filed, for attacks that it tells without a place."""

from collections.abc import Iterable

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
