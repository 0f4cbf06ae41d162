"""The topic catalogue: what flows where, who keys it, how long it is kept. The catalogue is the architecture."""

from dataclasses import dataclass
from typing import Literal

from schemas.article import Article
from schemas.claim import Claim
from schemas.correction import Correction
from schemas.count import Count, Entry
from schemas.event import Event, Kind
from schemas.incident import Change
from schemas.message import Message


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; `message` is None for dead letters, which keep foreign bytes. `kept` says how long."""

    name: str
    key: str
    message: type[Message] | None
    writer: str
    kept: Literal["forever", "compacted", "dead-letter-days", "week"]


ARTICLES = Topic("articles.v1", "article id", Article, "feeds", "forever")
ATTACKS = Topic("events.attack.v1", "bucket", Event, "code", "forever")
OUTREACH = Topic("events.outreach.v1", "bucket", Event, "code", "forever")
CLAIMS = Topic("claims.v1", "bucket", Claim, "code", "forever")
CORRECTIONS = Topic("corrections.v1", "bucket", Correction, "api", "forever")
INCIDENTS = Topic("incidents.v1", "bucket", Change, "fuse", "forever")
ENTRIES = Topic("entries.v1", "series", Entry, "tally", "week")
COUNTS = Topic("counts.v1", "series and day", Count, "tally", "compacted")
DEAD_LETTERS = Topic("dead-letters.v1", "original key", None, "every stage", "dead-letter-days")

CATALOGUE = (ARTICLES, ATTACKS, OUTREACH, CLAIMS, CORRECTIONS, INCIDENTS, ENTRIES, COUNTS, DEAD_LETTERS)
EVENTS: dict[Kind, Topic] = {"attack": ATTACKS, "outreach": OUTREACH}
