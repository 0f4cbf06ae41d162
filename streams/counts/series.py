"""What is counted: the series that one incident belongs to. A new kind of series is a row here."""

from itertools import product

from schemas.event import Actor
from schemas.incident import Incident


def series_of(incident: Incident) -> tuple[str, ...]:
    """The names of the series that the incident counts for, each once and in order; none for a stub.

    A name is the kind and then `|field=value` for each field that narrows it: `attack|target=us-forces|country=IRQ`.
    """
    if not incident.high:
        return ()
    kind = incident.kind if incident.modality == "occurred" else f"{incident.kind}-{incident.modality}"
    country = [f"country={incident.place.country}"] if incident.place and incident.place.country else []
    patrons = {f"patron={actor.patron}" for actor in incident.actors if actor.patron}
    names = {kind, *(f"{kind}|{patron}" for patron in patrons), *(f"{kind}|{place}" for place in country)}
    for actors, targets in roles(incident):
        names.update(f"{kind}|{one}" for one in (*actors, *targets))
        for pair in (product(actors, targets), product(actors, country), product(targets, country)):
            names.update(f"{kind}|{one}|{other}" for one, other in pair)
    return tuple(sorted(names))


def roles(incident: Incident) -> list[tuple[list[str], list[str]]]:
    """Who acts on whom, at every level; those who meet act on each other."""
    ways = [(incident.actors, incident.targets)]
    if incident.kind == "outreach":
        ways.append((incident.targets, incident.actors))
    return [(levels("actor", actors), levels("target", targets)) for actors, targets in ways]


def levels(role: str, actors: tuple[Actor, ...]) -> list[str]:
    """The actors and all that they count for, as fields of a name."""
    return sorted({f"{role}={name}" for actor in actors for name in actor.ids})
