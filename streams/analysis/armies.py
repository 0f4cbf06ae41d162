"""Armies: whose the army is that is named without its state."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.event import Place
from streams.analysis.actors.cast import Cast, Mention
from streams.analysis.actors.composition import actor_of, forces_of
from streams.analysis.status.rule import Finding

STATES = frozenset(["force", "country", "alliance", "organisation"])
STATELY = frozenset("army government regime junta".split())
SHARED = frozenset(["PSE"])  # where another state's army is the one that is meant


def of_the_land(finding: Finding, place: Place | None, cast: Cast) -> list[Mention]:
    """The attackers, "the army" and "government troops" as those of the country where it was.

    So they are where the article speaks of that country above all, and no other state is attacked.
    """
    country = place.country if place else None
    state = cast.lexicon.countries.get(country or "")
    if finding.kind != "attack" or state is None or country in SHARED or cast.countries[:1] != [country]:
        return finding.actors
    if any(one.role in STATES and one.actor.country != country for one in finding.targets):
        return finding.actors
    home = actor_of(state, state.name)
    return [
        replace(one, actor=forces_of(home.model_copy(update={"text": one.actor.text}), cast.lexicon))
        if nameless_army(one)
        else one
        for one in finding.actors
    ]


def nameless_army(one: Mention) -> bool:
    """Whether a mention is a state's force by its words, and nothing says which state's."""
    words: Sequence[str] = one.actor.text.lower().split()
    return one.role == "force" and one.actor.id is None and one.actor.country is None and bool(STATELY & set(words))
