"""One incident out of the reports that speak of it: each field from those who know it best."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from schemas.event import Actor, Day, Event, Place
from schemas.incident import Incident
from schemas.message import digest
from streams.incidents.report import Report, detail

COPY = 0.6
PRECISIONS = ("day", "week", "month", "year", "none")
BASES = ("explicit", "weekday", "relative", "published")
PLACES = ("site", "town", "region", "country")


def merge(reports: Sequence[Report]) -> Incident:
    """The incident of reports that stand in canonical order; the same reports give the same incident."""
    told = [one.event for one in reports]
    solid = weighty(reports)
    anchor = min(told, key=lambda event: (event.origin.published.timestamp(), event.id))
    voices = independent(solid or told)
    held = occurrences(solid)
    actors, targets = sides(told) if anchor.kind == "outreach" else (leaves(told, "actors"), leaves(told, "targets"))
    return Incident(
        id=digest(anchor.bucket, anchor.id),
        bucket=anchor.bucket,
        kind=anchor.kind,
        modality=(solid or told)[0].modality,
        day=day(solid or told),
        actors=actors,
        targets=targets,
        mediators=named_once(actor for event in told for actor in event.mediators),
        place=place(told),
        mode=most(event.mode for event in told),
        outcome=most(event.outcome for event in told),
        killed=latest(told, "killed"),
        injured=latest(told, "injured"),
        low=held if len(voices) >= 2 else 0,
        best=held,
        high=max(held, sum(max(event.occurrences for event in voice) for voice in voices)) if solid else 0,
        sources=len(voices),
        events=tuple(sorted(event.id for event in told)),
        headline=headline(solid or told),
    )


def weighty(reports: Iterable[Report]) -> list[Event]:
    """The events that carry weight: those that occurred, or where nothing has yet, those that are planned."""
    solid = [one.event for one in reports if not one.weak]
    occurred = [event for event in solid if event.modality == "occurred"]
    return occurred or solid


def independent(events: Sequence[Event]) -> list[list[Event]]:
    """The events by voice: one source, and copies of one wire story, are one voice."""
    voice = list(range(len(events)))

    def first(at: int) -> int:
        while voice[at] != at:
            voice[at] = voice[voice[at]]
            at = voice[at]
        return at

    for one, other in alike(events):
        low, high = sorted((first(one), first(other)))
        voice[high] = low
    grouped: dict[int, list[Event]] = {}
    for at, event in enumerate(events):
        grouped.setdefault(first(at), []).append(event)
    return list(grouped.values())


def alike(events: Sequence[Event]) -> Iterable[tuple[int, int]]:
    """The pairs (later, earlier) that have a source in common, or most of their shingles."""
    sources: dict[str, int] = {}
    holders: dict[int, list[int]] = {}
    sizes = [len(set(event.shingles)) for event in events]
    for at, event in enumerate(events):
        yield at, sources.setdefault(event.origin.source, at)
        common = Counter(other for shingle in set(event.shingles) for other in holders.get(shingle, ()))
        for other, number in common.items():
            if number >= COPY * min(sizes[at], sizes[other]):
                yield at, other
        for shingle in set(event.shingles):
            holders.setdefault(shingle, []).append(at)


def occurrences(solid: Sequence[Event]) -> int:
    """The number told most often, the larger among equals; 0 for a stub."""
    votes = Counter(event.occurrences for event in solid)
    return max(votes, key=lambda number: (votes[number], number), default=0)


def day(events: Sequence[Event]) -> Day:
    """The day told most often by those who know it best; the earlier among equals."""

    def sureness(told: Day) -> tuple[int, bool]:
        return PRECISIONS.index(told.precision), told.basis == "published"

    surest = min(sureness(event.day) for event in events)
    votes = Counter(event.day.date for event in events if sureness(event.day) == surest)
    date = min(votes, key=lambda one: (-votes[one], one))
    named = (event.day for event in events if sureness(event.day) == surest and event.day.date == date)
    return min(named, key=lambda told: BASES.index(told.basis))


def place(events: Sequence[Event]) -> Place | None:
    """The place told most often among the most precise."""
    places = [event.place for event in events if event.place]
    if not places:
        return None
    finest = min(PLACES.index(one.precision) for one in places)
    fine = [one for one in places if PLACES.index(one.precision) == finest]
    votes = Counter((one.name, one.country) for one in fine)
    return min(fine, key=lambda one: (-votes[one.name, one.country], one.name, one.country or "", one.text))


def leaves(events: Sequence[Event], field: str) -> tuple[Actor, ...]:
    """The most specific of those who are named; where nobody is, the first words for them."""
    told: list[tuple[Actor, ...]] = [getattr(event, field) for event in events]
    return specific(actor for actors in told for actor in actors) or next((actors for actors in told if actors), ())


def specific(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """The named actors, each once and in order, without those that another is a part of."""
    named = {actor.id: actor for actor in named_once(actors)}
    wider = {ancestor for actor in named.values() for ancestor in actor.ancestors}
    return tuple(actor for name, actor in named.items() if name not in wider)


def named_once(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """The named actors, each once, in the order of their ids."""
    found: dict[str, Actor] = {}
    for actor in actors:
        if actor.id:
            found.setdefault(actor.id, actor)
    return tuple(found[name] for name in sorted(found))


def sides(events: Sequence[Event]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The two sides of a meeting, whichever way round an article tells it: the first report's actors, and the rest."""
    everyone = [actor for event in events for actor in event.actors + event.targets]
    hosts = {actor.country for actor in events[0].actors}
    ours = specific(actor for actor in everyone if actor.country in hosts)
    theirs = specific(actor for actor in everyone if actor.country not in hosts)
    return ours or events[0].actors, theirs or events[0].targets


def most(values: Iterable[str | None]) -> str | None:
    """The value told most often, the first in the alphabet among equals."""
    votes = Counter(value for value in values if value)
    return min(votes, key=lambda value: (-votes[value], value), default=None)


def latest(events: Sequence[Event], field: str) -> int | None:
    """The number that was published last."""
    number: Callable[[Event], Any] = lambda event: getattr(event, field)  # noqa: E731
    told = [event for event in events if number(event) is not None]
    last = max(told, key=lambda event: (event.origin.published.timestamp(), event.id), default=None)
    return number(last) if last else None


def headline(events: Sequence[Event]) -> str:
    """The shortest sentence among the most specific events."""
    most_detail = max(detail(event) for event in events)
    return min((one.evidence.text for one in events if detail(one) == most_detail), key=lambda text: (len(text), text))
