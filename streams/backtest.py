"""The whole pure pipeline over an archive, without a broker: the functions of the live stages, in order."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from schemas.article import Article
from schemas.claim import Claim
from schemas.correction import Correction
from schemas.count import Count
from schemas.event import Event
from schemas.incident import Change, Incident
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.reader import read
from streams.analysis.revision import Finding, Held, supersede
from streams.counts.tally import Tally, enter, entries
from streams.incidents.history import Bucket

Reading = Callable[[Article], list[Finding]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an archive comes to. All but `failed` is sorted, and the same for any order of the articles."""

    incidents: tuple[Incident, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    counts: tuple[Count, ...]
    read: int
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Pipeline:
    """The state of all stages; one article goes through all of them before the next."""

    reading: Reading
    held: dict[str, Held] = field(default_factory=dict)
    buckets: dict[str, Bucket] = field(default_factory=dict)
    tallies: dict[tuple[str, datetime.date], Tally] = field(default_factory=dict)
    counts: dict[tuple[str, datetime.date], Count] = field(default_factory=dict)
    failed: list[tuple[str, str]] = field(default_factory=list)
    read: int = 0
    sequence: int = 0

    def take(self, article: Article) -> None:
        """Read one article and carry all that follows to the counts; one that the reader fails on is kept as failed."""
        self.read += 1
        try:
            findings = self.reading(article)
        except Exception as wrong:
            # Live, a bug on one article is a dead letter and the stream goes on; so it is here.
            self.failed.append((article.id, f"{type(wrong).__name__}: {wrong}"))
            return
        self.held[article.id], messages = supersede(self.held.get(article.id), article, findings)
        for event in messages:
            if isinstance(event, Event):
                self._fuse(event, article)

    def _fuse(self, event: Event, article: Article) -> None:
        self.sequence += 1
        bucket = self.buckets.setdefault(event.bucket, Bucket())
        for change in bucket.put(event, sequence=self.sequence, at=article.published):
            self._tally(change)

    def correct(self, correction: Correction) -> None:
        """Carry a correction to the counts. When it comes makes no difference to what stands in the end."""
        self.sequence += 1
        bucket = self.buckets.setdefault(correction.bucket, Bucket())
        for change in bucket.correct(correction, sequence=self.sequence, at=correction.at):
            self._tally(change)

    def _tally(self, change: Change) -> None:
        for entry in entries(change):
            cell = entry.series, entry.day
            if count := enter(self.tallies.setdefault(cell, {}), entry):
                self.counts[cell] = count

    def outcome(self) -> Outcome:
        """What stands now."""
        found = [one for held in self.held.values() for one in held.findings]
        incidents = (one for bucket in self.buckets.values() for one in bucket.incidents())
        return Outcome(
            incidents=tuple(sorted(incidents, key=lambda one: (one.bucket, one.day.date, one.id))),
            events=tuple(sorted((one for one in found if isinstance(one, Event)), key=lambda one: one.id)),
            claims=tuple(sorted((one for one in found if isinstance(one, Claim)), key=lambda one: one.id)),
            counts=tuple(self.counts[cell] for cell in sorted(self.counts) if self.counts[cell].incidents),
            read=self.read,
            failed=tuple(self.failed),
        )


def run(articles: Iterable[Article], lexicon: Lexicon, corrections: Iterable[Correction] = ()) -> Outcome:
    """The incidents and counts of an archive, exactly as the live system has them after the same articles."""
    return follow(articles, lambda article: read(article, lexicon), corrections)


def follow(articles: Iterable[Article], reading: Reading, corrections: Iterable[Correction] = ()) -> Outcome:
    """As `run`, with any way of reading."""
    pipeline = Pipeline(reading)
    for article in articles:
        pipeline.take(article)
    for one in corrections:
        pipeline.correct(one)
    return pipeline.outcome()
