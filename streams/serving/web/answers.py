"""What the JSON answers look like: the models behind the OpenAPI document. A test holds every answer against them."""

import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from schemas.event import Kind, Modality, Origin


class Answer(BaseModel):
    """Answers say all that they have and nothing else."""

    model_config = ConfigDict(extra="forbid")


class EventFrame(BaseModel):
    """One block of a stream, as the HTML standard reads it. One without `event` and `data` only moves the id."""

    event: Literal["hello", "snapshot", "delta", "event", "progress", "reset", "bye"] | None = None
    data: Annotated[str, Field(json_schema_extra={"contentMediaType": "application/json"})] | None = None
    id: str | None = None
    retry: int | None = None


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


class Ours(Answer):
    """Our own count of something: of what a stated total defines, up to the day that it was stated, or of a place."""

    value: int
    low: int
    high: int
    incidents: int


class ClaimView(Answer):
    """A total that one claimant stated, in however many `articles` of however many `sources` it was printed.

    Where a country is asked, `value` is that country's share, if it was stated. `claimant` is null where no article
    names one. `definition` is the series that it is a total of; `ours` is null where nobody said since when it counts.
    `sentence` and `article` are the earliest.
    """

    id: str
    value: int | None
    qualifier: str | None
    since: datetime.date | None
    parts: dict[str, int]
    claimant: str | None
    sources: int
    articles: int
    first: datetime.date
    last: datetime.date
    definition: str
    ours: Ours | None
    actors: list[ActorRef]
    targets: list[ActorRef]
    attributed_to: list[ActorRef]
    sentence: str
    article: Origin
    day: datetime.date


class Asked(Standing):
    """What was asked, over which days of the world, as known when."""

    series: str
    kind: Kind
    actor: str | None
    target: str | None
    country: str | None
    patron: str | None
    place: str | None
    mode: str | None
    modality: Modality
    min_sources: int
    since: datetime.date | None
    until: datetime.date | None
    as_of: AwareDatetime | None


class CountsAnswer(Asked):
    """`value` is what is held, `low` what two independent sources confirm, `high` what it is if no merge were right."""

    value: int
    low: int
    high: int
    incidents: int
    windows: dict[str, int]
    days: list[DayCount] | None
    claims: list[ClaimView]


class PlaceCount(Answer):
    """`place` is the name to filter by; `lat` and `lon` are null where only a country or region is known."""

    place: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    value: int
    low: int
    high: int
    incidents: int


class PlacesAnswer(Standing):
    """The places with the most incidents first; `elsewhere` is what happened at none of these or nobody knows where."""

    as_of: AwareDatetime | None
    places: list[PlaceCount]
    elsewhere: Ours


class MoveView(Answer):
    """What a change did to one incident of a count: `how`, and what it adds now and added before.

    `entered` and `left`: amended, so that it does, or no longer does, belong to this count. A merged incident names by
    `superseded_by` what it went into, one split off by `supersedes` what it came from.
    """

    incident: str
    headline: str
    how: Literal["opened", "split off", "entered", "amended", "left", "merged", "withdrawn"]
    day: datetime.date
    day_before: datetime.date | None
    amount: int
    amount_before: int
    supersedes: list[str]
    superseded_by: list[str]


class CauseView(Answer):
    """Why a count moved: an event, with its article as far as it is known here, or an analyst's correction."""

    at: AwareDatetime
    event: str | None = None
    sentence: str | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    published: AwareDatetime | None = None
    correction: str | None = None
    action: str | None = None
    who: str | None = None
    why: str | None = None


class ChangeView(Answer):
    """One line of a count's history: from `previous` to `value`, at a moment of ours."""

    at: AwareDatetime
    delta: int
    previous: int
    value: int
    low: int
    high: int
    moves: list[MoveView]
    cause: CauseView


class HistoryAnswer(Asked):
    """What is held or confirmed changed so, newest first. `next` is the cursor of the next page; null at the end."""

    changes: list[ChangeView]
    next: str | None


class PointView(Answer):
    """One total of a claimant; `id` is that of the claim."""

    id: str
    first: datetime.date
    last: datetime.date
    value: int
    qualifier: str | None
    since: datetime.date | None
    sources: int
    ours: Ours | None


class ClaimantView(Answer):
    """The totals of one claimant over time."""

    claimant: str
    totals: list[PointView]


class ContradictionView(Answer):
    """What cannot be, and the ids of the claims that say it."""

    why: str
    claims: list[str]


class ClaimsAnswer(Standing):
    """A page of claims, the most relevant first, as a series for each claimant, and what contradicts one of them."""

    as_of: AwareDatetime | None
    total: int
    claims: list[ClaimView]
    claimants: list[ClaimantView]
    contradictions: list[ContradictionView]
    next: str | None


class SeriesRow(Answer):
    series: str
    value: int
    first: datetime.date
    last: datetime.date


class SeriesAnswer(Standing):
    """`next` is the cursor of the next page; null at the end."""

    series: list[SeriesRow]
    next: str | None


class Receipt(Answer):
    """What became of one line: where it stands, or why it was refused."""

    line: int
    id: str | None
    partition: int | None
    offset: int | None
    refused: str | None


class ReceiptsAnswer(Answer):
    """`position` has seen what was accepted, and all that it leads to: ask with `at_least` to wait for your own."""

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
