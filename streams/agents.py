"""Stages as thin shells over the pure core: bytes to a message, one pure function, messages to bytes.

The stage between reading and counting is in `fusing`.
"""

from collections.abc import Callable, Sequence

import orjson

from schemas.article import Article
from schemas.claim import Claim
from schemas.count import Entry
from schemas.event import Event
from schemas.incident import Change
from schemas.message import decode, encode
from streams import metrics
from streams.analysis.revision import FINDINGS, Finding, Held, plausible, supersede
from streams.counts.tally import Tally, enter, entries
from streams.outbox import Outgoing
from streams.stage import Desk, Record, TooLargeError, moment
from streams.tables import Ledger
from streams.topics import CLAIMS, COUNTS, ENTRIES, EVENTS

Read = Callable[[Article], Sequence[Finding]]


class Code:
    """`articles.v1` to events and claims: only what a version of an article changes is sent."""

    name = "code"

    def __init__(self, desk: Desk, ledger: Ledger, read: Read) -> None:
        self._desk = desk
        self._read = read
        self.ledger = ledger

    def handle(self, record: Record) -> list[Outgoing]:
        """The events and claims that this version adds, changes or withdraws."""
        if record.value and len(record.value) > self._desk.largest:
            raise TooLargeError(f"{len(record.value)} bytes")
        sent = decode(Article, record.value)
        article = plausible(sent, moment(record.at))
        key = article.id.encode()
        raw = self.ledger.get(record.partition, key)
        held = held_of(raw) if raw else None
        if held and article.revision < held.revision:
            return []
        found = self._read(article) if article is sent else [clamped(one) for one in self._read(article)]
        now, changed = supersede(held, article, found)
        if now != held:
            self.ledger.put(record.partition, key, held_bytes(now))
        return [self._send(finding, record) for finding in changed]

    def forget(self) -> None:
        """Nothing is derived."""

    def _send(self, finding: Finding, record: Record) -> Outgoing:
        topic = CLAIMS if isinstance(finding, Claim) else EVENTS[finding.kind]
        if isinstance(finding, Event):
            metrics.coded(finding.kind, finding.modality, finding.version)
        return self._desk.outgoing(topic, finding.bucket, finding, record, "sitrep/code")


def clamped(finding: Finding) -> Finding:
    """The finding, marked as dated to its receipt: nobody's clock is to follow it."""
    return finding.model_copy(update={"origin": finding.origin.model_copy(update={"clamped": True})})


def held_bytes(held: Held) -> bytes:
    """What stands of an article, as a table value."""
    findings = b",".join(encode(one) for one in held.findings)
    return b'{"revision":%b,"findings":[%b]}' % (orjson.dumps(held.revision), findings)


def held_of(raw: bytes) -> Held:
    """Back from a table value."""
    value = orjson.loads(raw)
    return Held(value["revision"], FINDINGS.validate_python(value["findings"], strict=False))


class Enter:
    """`incidents.v1` to `entries.v1`, without a memory: where an incident enters or leaves a series."""

    name = "enter"
    ledger = None

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def handle(self, record: Record) -> list[Outgoing]:
        """The entries of one change."""
        change = decode(Change, record.value)
        return [self._desk.outgoing(ENTRIES, entry.series, entry, record, "sitrep/tally") for entry in entries(change)]

    def forget(self) -> None:
        """Nothing is derived."""


class Sum:
    """`entries.v1` to `counts.v1`: the table maps a series on a day to its incidents and their amounts."""

    name = "tally"

    def __init__(self, desk: Desk, ledger: Ledger, clock: Callable[[], float]) -> None:
        self._desk = desk
        self._clock = clock
        self.ledger = ledger

    def handle(self, record: Record) -> list[Outgoing]:
        """The count that this entry changes, if it does."""
        entry = decode(Entry, record.value)
        name = f"{entry.series}|{entry.day}"
        raw = self.ledger.get(record.partition, name.encode())
        day = tally_of(raw)
        count = enter(day, entry)
        if (now := tally_bytes(day)) != raw:
            self.ledger.put(record.partition, name.encode(), now)
        if count is None:
            return []
        metrics.end_to_end(self._clock() - record.at / 1000)
        return [self._desk.outgoing(COUNTS, name, count, record, "sitrep/tally")]

    def forget(self) -> None:
        """Nothing is derived."""


def tally_bytes(day: Tally) -> bytes:
    """A day's tally as a table value."""
    return orjson.dumps(day)


def tally_of(raw: bytes | None) -> Tally:
    """Back from a table value."""
    return {incident: tuple(amounts) for incident, amounts in orjson.loads(raw).items()} if raw else {}
