"""What the answers about incidents look like: their events as evidence, their history and their corrections."""

import datetime
from typing import Literal

from pydantic import AwareDatetime

from schemas.correction import Action, Deed
from schemas.event import Evidence, Kind, Modality, Origin
from streams.serving.web.answers import ActorRef, Answer, PlaceRef, Standing


class CorrectedView(Answer):
    """A correction that bears on an incident."""

    id: str
    action: Action
    who: str
    why: str
    at: AwareDatetime


class IncidentView(Answer):
    """`dismissed` is one that an analyst took out of the counts: its low, best and high are 0."""

    id: str
    kind: Kind
    modality: Modality
    low: int
    best: int
    high: int
    sources: int
    headline: str
    mode: str | None
    outcome: str | None
    killed: int | None
    injured: int | None
    day: datetime.date
    day_precision: str
    actors: list[ActorRef]
    targets: list[ActorRef]
    mediators: list[ActorRef]
    place: PlaceRef | None
    events: int
    opened: AwareDatetime
    dismissed: bool
    corrections: list[CorrectedView]


class IncidentsAnswer(Standing):
    """`total` is how many match; `next` is the cursor of the next page; null at the end."""

    as_of: AwareDatetime | None
    total: int
    incidents: list[IncidentView]
    next: str | None


class EventView(Answer):
    """An event as evidence. `marks` are where in `sentence` the words stand that were read: those that fired, and the
    names of sides and place.
    """

    id: str
    article_id: str
    kind: Kind
    modality: Modality
    background: bool
    occurrences: int
    rule: str
    confidence: float
    withdrawn: bool
    actors: list[ActorRef]
    targets: list[ActorRef]
    attributed_to: list[ActorRef]
    day: datetime.date
    place: str | None
    sentence: str
    evidence: Evidence
    marks: list[tuple[int, int]]
    article: Origin
    version: str


class MomentView(Answer):
    at: AwareDatetime
    action: Literal["opened", "amended", "withdrawn"]
    sequence: int
    cause: str
    caused_by: Literal["event", "correction"]
    supersedes: list[str]
    superseded_by: list[str]
    low: int
    best: int
    high: int


class IncidentAnswer(Standing):
    """`incident` is null if it was withdrawn; its history remains."""

    as_of: AwareDatetime | None
    incident: IncidentView | None
    evidence: list[EventView]
    history: list[MomentView]


class CorrectionRow(CorrectedView):
    """A correction as it was made; `change` names the events. Whether it `holds`, and what undid it."""

    bucket: str
    change: Deed
    holds: bool
    undone_by: list[str]


class CorrectionsAnswer(Standing):
    """`total` is how many match; `next` is the cursor of the next page; null at the end."""

    total: int
    corrections: list[CorrectionRow]
    next: str | None
