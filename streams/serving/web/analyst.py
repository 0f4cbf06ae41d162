"""What an analyst asks for, in terms of incidents, and the correction, in terms of events, that it comes to."""

import datetime
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, ValidationError

from schemas.correction import MOST_MARKS, Correction, Deed, Dismiss, Edit, Mark, Merge, Split, Undo, correct
from schemas.event import Actor, Day, Place
from schemas.message import first_fault
from streams.analysis.actors.composition import actor_named
from streams.analysis.actors.geocoding import place_named
from streams.analysis.lexicon.lexicon import Lexicon
from streams.serving.model.packing import unpack
from streams.serving.model.view import View
from streams.serving.problems import Problem, shown
from streams.serving.web.service import Accepted

Json = dict[str, Any]
Id = Annotated[str, Field(min_length=1, max_length=200)]
AHEAD = datetime.timedelta(minutes=5)
SENTENCE, BESIDE = 400, 200
EACH = 25
"""So many events stand for an incident in a merge, a dismissal or an edit; the rest go where matching has them go."""
MOST_CORRECTED = 200
"""So many corrections may bear on an incident; what more would cost all that is said of it later."""

ONE: Json = {"minItems": 1, "maxItems": 1}
EDITED = {"actors": "array", "targets": "array", "day": "string", "place": "string"}


def _needed(action: str, *names: str, **said: Json) -> Json:
    return {"properties": {"action": {"const": action}, **said}, "required": list(names)}


def _given(name: str, kind: str) -> Json:
    """That a field is there, and not null."""
    return {"properties": {name: {"type": kind}}, "required": [name]}


NEEDED: list[JsonValue] = [
    _needed("merge", "incidents", incidents={"minItems": 2, "uniqueItems": True}),
    _needed("split", "incidents", "events", incidents=ONE, events={"minItems": 1}),
    _needed("dismiss", "incidents", incidents=ONE),
    {**_needed("set", "incidents", incidents=ONE), "anyOf": [_given(*one) for one in EDITED.items()]},
    _needed("undo", "correction", correction={"type": "string"}),
]
"""What each action needs, for the document; said in words by the desk."""


class Wanted(BaseModel):
    """A correction as it is asked for. `set` gives the incidents these actors, targets, day or place; an empty list
    is nobody known. `at` is now, unless it is given: who sends the same again with it, sends the same correction.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"oneOf": NEEDED})

    action: Literal["merge", "split", "dismiss", "set", "undo"]
    incidents: list[Id] = Field(default_factory=list, max_length=100)
    events: list[Id] = Field(default_factory=list, max_length=MOST_MARKS)
    correction: Id | None = None
    actors: list[Id] | None = Field(default=None, max_length=20)
    targets: list[Id] | None = Field(default=None, max_length=20)
    day: datetime.date | None = None
    place: Id | None = None
    who: Id | None = None
    why: str = Field(min_length=1, max_length=2000)
    at: AwareDatetime | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """Finds actors by id and places by name; None where there is no such thing."""

    actor: Callable[[str], Actor | None]
    place: Callable[[str], Place | None]


def named_in(lexicon: Lexicon) -> Names:
    """Actors and places as the reader would know them."""
    return Names(lambda name: actor_named(name, lexicon), lambda name: place_named(name, lexicon))


@dataclass(frozen=True, slots=True)
class Desk:
    """Where corrections are worked out against what stands, and sent off."""

    view: View
    names: Names
    send: Callable[[list[Correction]], Awaitable[list[Accepted]]]

    def correction(self, wanted: Wanted, who: str, now: datetime.datetime) -> Correction:
        """The correction that is wanted. Raises a problem where it names what there is not, or what is not alike."""
        at = wanted.at or now
        if at > now + AHEAD:
            raise Problem(422, "bad-parameter", f"at {at.isoformat()}: lies ahead")
        try:
            bucket, deed = self._deed(wanted)
            return correct(bucket, deed, wanted.who or who, wanted.why, at)
        except ValidationError as wrong:
            raise Problem(422, "bad-parameter", first_fault(wrong)) from wrong

    def bearing_on(self, incident: str) -> frozenset[str]:
        """The ids of the corrections that bear on an incident. Raises a problem where there is none such."""
        return frozenset(one["id"] for one in self._incident(incident)["corrections"])

    def _deed(self, wanted: Wanted) -> tuple[str, Deed]:
        if wanted.action == "undo":
            undone = self.view.made.get(wanted.correction or "")
            if undone is None:
                raise Problem(404, "not-found", f"no correction {shown(wanted.correction or '')}")
            return undone.bucket, Undo(correction=undone.id)
        incidents = [self._incident(name) for name in dict.fromkeys(wanted.incidents)]
        bucket = one_bucket(incidents)
        not_too_often(incidents)
        if wanted.action == "split":
            return bucket, self._split(wanted, incidents)
        each = min(EACH, MOST_MARKS // len(incidents))
        events = [event for incident in incidents for event in self._firm(incident)[:each]]
        if wanted.action == "merge":
            if len(incidents) < 2:
                raise Problem(422, "bad-parameter", "incidents: a merge names two or more")
            return bucket, Merge(events=self._marks(events))
        if len(incidents) > 1:
            raise Problem(422, "bad-parameter", f"incidents: {wanted.action} names one")
        marks = self._marks(events)
        return bucket, Dismiss(events=marks) if wanted.action == "dismiss" else self._edit(wanted, marks)

    def _incident(self, name: str) -> Json:
        held = self.view.shelf.get(name)
        if held is None:
            raise Problem(404, "not-found", f"no incident {shown(name)} stands")
        return held.whole

    def _split(self, wanted: Wanted, incidents: Sequence[Json]) -> Split:
        """The events that leave, and those that stay."""
        if len(incidents) != 1 or not wanted.events:
            raise Problem(422, "bad-parameter", "a split names one incident, and events of it")
        standing = incidents[0]["events"]
        if strange := [name for name in wanted.events if name not in standing]:
            raise Problem(404, "not-found", f"no event {shown(strange[0])} in incident {shown(incidents[0]['id'])}")
        staying = [name for name in standing if name not in wanted.events]
        if not staying:
            raise Problem(422, "bad-parameter", "events: a split leaves some of the incident's events behind")
        return Split(events=self._marks(self._events(wanted.events)), others=self._marks(self._events(staying)))

    def _edit(self, wanted: Wanted, marks: tuple[Mark, ...]) -> Edit:
        day = Day(date=wanted.day, precision="day", basis="explicit") if wanted.day else None
        return Edit(
            events=marks,
            actors=self._actors(wanted.actors),
            targets=self._actors(wanted.targets),
            day=day,
            place=self._place(wanted.place),
        )

    def _actors(self, names: Sequence[str] | None) -> tuple[Actor, ...] | None:
        if names is None:
            return None
        found = [(name, self.names.actor(name)) for name in names]
        if unknown := [name for name, actor in found if actor is None]:
            raise Problem(422, "unknown-name", f"no actor {shown(unknown[0])}; see /v1/lexicon/actors")
        return tuple(actor for _, actor in found if actor)

    def _place(self, name: str | None) -> Place | None:
        if name is None:
            return None
        if (place := self.names.place(name)) is None:
            raise Problem(422, "unknown-name", f"no place {shown(name)}; give a base, a town, or a country as IRQ")
        return place

    def _events(self, names: Iterable[str]) -> list[Json]:
        return [unpack(held.packed) for name in names if (held := self.view.event(name))]

    def _firm(self, incident: Json) -> list[Json]:
        """The events that an incident rests on, those published first before the others; what only points back or
        mentions it may stand elsewhere tomorrow."""
        events = sorted(self._events(incident["events"]), key=lambda one: (str(one["origin"]["published"]), one["id"]))
        return [event for event in events if not event["background"] and not event["anaphoric"]] or events

    def _marks(self, events: Sequence[Json]) -> tuple[Mark, ...]:
        """Marks of these events, of the first where they are too many."""
        meant = {event["id"] for event in events[:MOST_MARKS]}
        return tuple(self._mark(event, meant) for event in events[:MOST_MARKS])

    def _mark(self, event: Json, meant: Collection[str]) -> Mark:
        told = self.view.made.told_beside(event["article_id"])
        return Mark(
            event=event["id"],
            article=event["article_id"],
            sentence=event["evidence"]["text"][:SENTENCE],
            beside=tuple(name for name in told if name not in meant)[:BESIDE],
        )


def not_too_often(incidents: Sequence[Json]) -> None:
    """Raises a problem where one has had all the corrections that it may have."""
    for one in incidents:
        if len(one["corrections"]) >= MOST_CORRECTED:
            said = f"{len(one['corrections'])} corrections bear on {shown(one['id'])} already; undo some first"
            raise Problem(409, "corrected-too-often", said)


def one_bucket(incidents: Sequence[Json]) -> str:
    """The bucket of all of them. Raises a problem where they are of several, or none is named."""
    buckets = sorted({incident["bucket"] for incident in incidents})
    if not buckets:
        raise Problem(422, "bad-parameter", "incidents: none is named")
    if len(buckets) > 1:
        detail = f"they are of {' and '.join(buckets)}; what was done to different countries is never one incident"
        raise Problem(409, "different-buckets", detail)
    return str(buckets[0])
