"""What the JSON answers look like: the models behind the OpenAPI document. A test holds every answer against them."""

import datetime
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from schemas.correction import Action, Deed
from schemas.event import Evidence, Kind, Modality, Origin


class Answer(BaseModel):
    """Answers say all that they have and nothing else."""

    model_config = ConfigDict(extra="forbid")


class Standing(Answer):
    """What the answer has seen: an opaque position, the newest publication, and how many seconds old it may be."""

    position: str
    watermark: AwareDatetime | None
    staleness: float


class ActorRef(Answer):
    id: str | None
    text: str
    country: str | None


class PlaceRef(Answer):
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str


class DayCount(Answer):
    day: datetime.date
    value: int
    low: int
    high: int
    incidents: int


class ClaimView(Answer):
    """A stated total. Where a country is asked, `value` is that country's share, if it was stated."""

    id: str
    value: int | None
    qualifier: str | None
    since: datetime.date | None
    parts: dict[str, int]
    actors: list[ActorRef]
    targets: list[ActorRef]
    attributed_to: list[ActorRef]
    sentence: str
    article: Origin
    day: datetime.date


class CountsAnswer(Standing):
    """`value` is what is held, `low` what two independent sources confirm, `high` what it is if no merge were right."""

    series: str
    kind: Kind
    actor: str | None
    target: str | None
    country: str | None
    patron: str | None
    modality: Modality
    since: datetime.date | None
    until: datetime.date | None
    value: int
    low: int
    high: int
    incidents: int
    windows: dict[str, int]
    days: list[DayCount] | None
    claims: list[ClaimView]


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
    """`next` is the cursor of the next page; null at the end."""

    incidents: list[IncidentView]
    next: str | None


class EventView(Answer):
    """An event as evidence. `marks` are where in `sentence` the names stand that were read."""

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
    low: int
    best: int
    high: int


class IncidentAnswer(Standing):
    """`incident` is null if it was withdrawn; its history remains."""

    incident: IncidentView | None
    evidence: list[EventView]
    history: list[MomentView]


class ClaimsAnswer(Standing):
    claims: list[ClaimView]


class SeriesRow(Answer):
    series: str
    value: int
    first: datetime.date
    last: datetime.date


class SeriesAnswer(Standing):
    series: list[SeriesRow]


class CorrectionRow(CorrectedView):
    """A correction as it was made; `change` names the events. Whether it `holds`, and what undid it."""

    bucket: str
    change: Deed
    holds: bool
    undone_by: list[str]


class CorrectionsAnswer(Standing):
    corrections: list[CorrectionRow]


Role = Literal["actors", "countries"]


class Entry(Answer):
    """A name that may be asked for; `parents` are the ids it counts for."""

    id: str
    name: str
    parents: list[str]


class LexiconAnswer(Answer):
    entries: list[Entry]


class Receipt(Answer):
    """What became of one line: where it stands, or why it was refused."""

    line: int
    id: str | None
    partition: int | None
    offset: int | None
    refused: str | None


class ReceiptsAnswer(Answer):
    """`position` is that of the reader at this moment; what was accepted is counted a little later."""

    topic: str
    accepted: int
    refused: int
    position: str
    results: list[Receipt]


class TicketAnswer(Answer):
    """Good for one stream on this replica, for so many seconds."""

    ticket: str
    seconds: int


class Health(Answer):
    status: Literal["ok", "waiting"]
    waits_for: str
    staleness: float


Json = dict[str, Any]
