"""One incident out of the reports that speak of it: each field from those who know it best."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import chain
from operator import attrgetter

from schemas.event import Actor, Day, Event, Place
from schemas.incident import Incident
from schemas.message import digest
from streams.incidents.report import MOST_HEARD, Report

COPY = 0.6
PRECISIONS = ("day", "week", "month", "year", "none")
BASES = ("explicit", "weekday", "relative", "published")
PLACES = ("site", "town", "region", "country")


def merge(reports: Sequence[Report], void: Collection[str] = ()) -> Incident:
    """The incident of reports that stand in canonical order; the same reports give the same incident.

    The events that are `void` carry no weight. Of more than `MOST_HEARD` the first speak for all.
    """
    reports = heard(reports)
    told = [one.event for one in reports]
    firm = weighty([one for one in reports if one.event.id not in void] if void else reports)
    solid = [one.event for one in firm]
    anchor = min(reports, key=published).event
    voices = independent(firm or reports)
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
        killed=last_told(reports, "killed"),
        injured=last_told(reports, "injured"),
        low=held if len(voices) >= 2 else 0,
        best=held,
        high=max(held, sum(max(one.event.occurrences for one in voice) for voice in voices)) if solid else 0,
        sources=len(voices),
        events=tuple(sorted(event.id for event in told)),
        headline=headline(firm or reports),
    )


def heard(reports: Sequence[Report]) -> Sequence[Report]:
    """The reports that speak for an incident: all, or the first to be published, those that carry weight above all."""
    if len(reports) <= MOST_HEARD:
        return reports
    return sorted(nsmallest(MOST_HEARD, reports, key=attrgetter("turn")), key=attrgetter("rank"))


def published(one: Report) -> tuple[float, str]:
    """Orders reports by publication; those of one moment by id."""
    return one.rank[4], one.rank[5]


def weighty(reports: Iterable[Report]) -> list[Report]:
    """The reports that carry weight: of what occurred, or where nothing has yet, of what is planned."""
    solid = [one for one in reports if not one.weak]
    occurred = [one for one in solid if one.event.modality == "occurred"]
    return occurred or solid


def independent(reports: Sequence[Report]) -> list[list[Report]]:
    """The reports by voice: one source, and copies of one wire story, are one voice."""
    voice = list(range(len(reports)))

    def first(at: int) -> int:
        while voice[at] != at:
            voice[at] = voice[voice[at]]
            at = voice[at]
        return at

    for one, other in alike(reports):
        low, high = sorted((first(one), first(other)))
        voice[high] = low
    grouped: dict[int, list[Report]] = {}
    for at, report in enumerate(reports):
        grouped.setdefault(first(at), []).append(report)
    return list(grouped.values())


def alike(reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """The pairs (later, earlier) that have a source in common, or most of their shingles."""
    seen: dict[str | frozenset[int], int] = {}
    holders: dict[int, list[int]] = {}
    for at, one in enumerate(reports):
        yield at, seen.setdefault(one.event.origin.source, at)
        if not one.shingles:
            continue
        twin = seen.setdefault(one.shingles, at)
        if twin != at:
            yield at, twin
            continue
        common = Counter(chain.from_iterable(holders.get(shingle, ()) for shingle in one.shingles))
        for other, number in common.items():
            if number >= COPY * min(len(one.shingles), len(reports[other].shingles)):
                yield at, other
        for shingle in one.shingles:
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


def last_told(reports: Sequence[Report], field: str) -> int | None:
    """The number that was published last."""
    told: list[tuple[tuple[float, str], int]] = []
    for one in reports:
        number = getattr(one.event, field)
        if number is not None:
            told.append((published(one), number))
    return max(told)[1] if told else None


def headline(reports: Sequence[Report]) -> str:
    """The shortest sentence among the most specific events."""
    most_detail = min(one.rank[3] for one in reports)
    sentences = (one.event.evidence.text for one in reports if one.rank[3] == most_detail)
    return min(sentences, key=lambda text: (len(text), text))
