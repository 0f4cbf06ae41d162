"""Metrics: the whole catalogue, a named function each. No label holds a URL, a title, a key or an exception's text."""

from collections import Counter as Tallied
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
FAST = (0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5)
PATIENT = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600)


def _counter(name: str, what: str, *labels: str) -> Counter:
    return Counter(f"sitrep_{name}", what, labels, registry=REGISTRY)


def _gauge(name: str, what: str, *labels: str) -> Gauge:
    return Gauge(f"sitrep_{name}", what, labels, registry=REGISTRY)


def _histogram(name: str, what: str, buckets: Sequence[float], *labels: str) -> Histogram:
    return Histogram(f"sitrep_{name}", what, labels, registry=REGISTRY, buckets=buckets)


_records = _counter("records", "Records handled.", "stage", "topic")
_emitted = _counter("emitted", "Messages sent.", "stage", "topic")
_failures = _counter("failures", "Failures by reason.", "stage", "reason")
_dead_letters = _counter("dead_letters", "Records set aside.", "stage", "reason")
_stage_seconds = _histogram("stage_seconds", "Time to handle one record.", FAST, "stage")
_end_to_end_seconds = _histogram("end_to_end_seconds", "From the article's acceptance to its count.", PATIENT)
_lag_records = _gauge("consumer_lag_records", "Records waiting, partitions we own.", "topic", "partition")
_lag_seconds = _gauge("consumer_lag_seconds", "Age of the last record handled while others wait.", "topic", "partition")
_commit_age_seconds = _gauge("commit_age_seconds", "Time since the last commit of offsets.")
_rebalances = _counter("rebalances", "Changes of the assignment.")
_recovery_remaining = _gauge("recovery_remaining_records", "Changelog records still to be read.", "table")
_loop_lag_seconds = _gauge("event_loop_lag_seconds", "How late the event loop wakes up.")
_coded = _counter("coded", "Events coded.", "kind", "modality", "rules")
_sse_clients = _gauge("sse_clients", "Subscribers.")
_sse_queue_bytes = _gauge("sse_queue_bytes", "Bytes queued for slow subscribers.")
_sse_resumes = _counter("sse_resumes", "Reconnections with a position.", "outcome")
_view_staleness_seconds = _gauge("view_staleness_seconds", "How far the read model is behind.")
_view_incidents = _gauge("view_incidents", "Incidents held.")
_audit_divergence = _gauge("audit_divergence", "Counts that do not follow from the incidents; must be 0.")
_http_requests = _counter("http_requests", "Answers.", "route", "method", "status")
_http_seconds = _histogram("http_seconds", "Time to answer.", FAST, "route")
_feed_items = _counter("feed_items", "Items of feeds.", "outcome")
_feed_polls = _counter("feed_polls", "Visits to feeds, with those that failed.")
_feed_poll_failures = _counter("feed_poll_failures", "Feeds that could not be read.", "reason")
_build_info = _gauge("build_info", "1, with the version.", "version")


@cache
def _stage_time(stage: str) -> Histogram:
    return _stage_seconds.labels(stage)


def handled(stage: str, seconds: float) -> None:
    """A stage dealt with a record."""
    _stage_time(stage).observe(seconds)


def records(stage: str, topics: Iterable[str]) -> None:
    """A stage finished a batch of records of these topics."""
    for topic, count in Tallied(topics).items():
        _records.labels(stage, topic).inc(count)


def emitted(stage: str, topics: Iterable[str]) -> None:
    """A stage sent messages to these topics, and the broker has them."""
    for topic, count in Tallied(topics).items():
        _emitted.labels(stage, topic).inc(count)


def failure(stage: str, reason: str) -> None:
    """Something failed for a reason of a closed set."""
    _failures.labels(stage, reason).inc()


def dead_letter(stage: str, reason: str) -> None:
    """A record was set aside."""
    _dead_letters.labels(stage, reason).inc()
    failure(stage, reason)


def end_to_end(seconds: float) -> None:
    """A count went out this long after its article was accepted."""
    _end_to_end_seconds.observe(max(0.0, seconds))


def consumer_lag(topic: str, partition: int, records: int, seconds: float) -> None:
    """How far an owned partition is behind."""
    _lag_records.labels(topic, partition).set(records)
    _lag_seconds.labels(topic, partition).set(seconds)


def partition_gone(topic: str, partition: int) -> None:
    """A partition went to another worker: its series end."""
    for gauge in (_lag_records, _lag_seconds):
        with suppress(KeyError):
            gauge.remove(topic, str(partition))


def commit_age(seconds: float) -> None:
    """Time since offsets were last committed."""
    _commit_age_seconds.set(seconds)


def rebalance() -> None:
    """The assignment changed."""
    _rebalances.inc()


def recovery_remaining(table: str, records: int) -> None:
    """Changelog records that a table still waits for."""
    _recovery_remaining.labels(table).set(records)


def event_loop_lag(seconds: float) -> None:
    """How late a timer fired."""
    _loop_lag_seconds.set(seconds)


def coded(kind: str, modality: str, rules: str) -> None:
    """An event was coded, by this version of the rules."""
    _coded.labels(kind, modality, rules).inc()


def sse_clients(count: int) -> None:
    """Subscribers now connected."""
    _sse_clients.set(count)


def sse_queue_bytes(size: int) -> None:
    """Bytes waiting for all subscribers."""
    _sse_queue_bytes.set(size)


def sse_resume(outcome: str) -> None:
    """A subscriber came back: exact, or reset."""
    _sse_resumes.labels(outcome).inc()


def view_staleness(seconds: float) -> None:
    """How far the read model is behind."""
    _view_staleness_seconds.set(seconds)


def view_incidents(count: int) -> None:
    """Incidents in the read model."""
    _view_incidents.set(count)


def audit_divergence(count: int) -> None:
    """Counts that differ from what the incidents give."""
    _audit_divergence.set(count)


def http_request(route: str, method: str, status: int, seconds: float) -> None:
    """A request was answered; `route` is the pattern, never the path."""
    _http_requests.labels(route, method, str(status)).inc()
    _http_seconds.labels(route).observe(seconds)


def feed_item(outcome: str) -> None:
    """An item of a feed was taken, or why not."""
    _feed_items.labels(outcome).inc()


def feed_poll() -> None:
    """A feed was visited."""
    _feed_polls.inc()


def feed_poll_failure(reason: str) -> None:
    """A feed could not be read."""
    _feed_poll_failures.labels(reason).inc()


def package_version() -> str:
    """The installed version of sitrep."""
    try:
        return version("sitrep")
    except PackageNotFoundError:
        return "0"


def exposition() -> tuple[bytes, str]:
    """The page for Prometheus (OpenMetrics) and its content type."""
    _build_info.labels(package_version()).set(1)
    return bytes(generate_latest(REGISTRY)), CONTENT_TYPE_LATEST  # type: ignore[no-untyped-call]


SUFFIXES = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_sum", "_count")}

CATALOGUE: frozenset[str] = frozenset(
    family.name + suffix for family in REGISTRY.collect() for suffix in SUFFIXES[family.type]
)
