"""The topic catalogue: what flows where, who keys it, how long it is kept. The catalogue is the architecture."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from confluent_kafka import KafkaError, KafkaException, TopicCollection
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._config import ConfigResource
from confluent_kafka.cimpl import NewTopic

from schemas.article import Article
from schemas.claim import Claim
from schemas.correction import Correction
from schemas.count import Count, Entry
from schemas.event import Event, Kind
from schemas.incident import Change
from schemas.message import Message
from streams.broker import UnreachableError, client_options
from streams.settings import Settings

Kept = Literal["forever", "compacted", "dead-letter-days", "week"]


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; `message` is None where the bytes are foreign or a stage's own. `kept` says how long."""

    name: str
    key: str
    message: type[Message] | None
    writer: str
    kept: Kept


ARTICLES = Topic("articles.v1", "article id", Article, "feeds", "forever")
ATTACKS = Topic("events.attack.v1", "bucket", Event, "code", "forever")
OUTREACH = Topic("events.outreach.v1", "bucket", Event, "code", "forever")
CLAIMS = Topic("claims.v1", "bucket", Claim, "code", "forever")
CORRECTIONS = Topic("corrections.v1", "bucket", Correction, "api", "forever")
INCIDENTS = Topic("incidents.v1", "bucket", Change, "fuse", "forever")
ENTRIES = Topic("entries.v1", "series", Entry, "tally", "week")
COUNTS = Topic("counts.v1", "series and day", Count, "tally", "compacted")
DEAD_LETTERS = Topic("dead-letters.v1", "original key", None, "every stage", "dead-letter-days")

GENERATIONS = Topic("generations.v1", "generation", None, "rebuild", "compacted")

SOURCES = (ARTICLES, CORRECTIONS)
CATALOGUE = (ARTICLES, ATTACKS, OUTREACH, CLAIMS, CORRECTIONS, INCIDENTS, ENTRIES, COUNTS, DEAD_LETTERS, GENERATIONS)
SHARED = (*SOURCES, DEAD_LETTERS, GENERATIONS)
"""The topics that are there once; of all others each generation has its own."""
EVENTS: dict[Kind, Topic] = {"attack": ATTACKS, "outreach": OUTREACH}

HELD_LOG = Topic("tables.held.v1", "article id", None, "code", "compacted")
ATTACKS_LOG = Topic("tables.events.attack.v1", "bucket and event id", None, "fuse", "compacted")
OUTREACH_LOG = Topic("tables.events.outreach.v1", "bucket and event id", None, "fuse", "compacted")
TALLIES_LOG = Topic("tables.tallies.v1", "series and day", None, "tally", "compacted")

# What a worker must find again after a crash: the changelogs of its tables, nobody else's business.
CHANGELOGS = (HELD_LOG, ATTACKS_LOG, OUTREACH_LOG, TALLIES_LOG)

TOGETHER = (
    (ARTICLES, HELD_LOG),
    (ATTACKS, OUTREACH, CORRECTIONS, ATTACKS_LOG, OUTREACH_LOG),
    (ENTRIES, TALLIES_LOG),
)
"""Topics with equally many partitions: a table stands with its source, a correction with the events of its bucket."""

DAY = 24 * 3600 * 1000
KEPT: dict[Kept, dict[str, str]] = {
    "forever": {"cleanup.policy": "delete", "retention.ms": "-1"},
    "compacted": {"cleanup.policy": "compact"},
    "dead-letter-days": {"cleanup.policy": "delete"},
    "week": {"cleanup.policy": "delete", "retention.ms": str(7 * DAY)},
}
OVERHEAD = 100_000
EMBEDDED_PARTITIONS = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """A topic as it should stand on the broker."""

    name: str
    partitions: int
    config: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the broker differs: `what` is "missing", "partitions" or the name of a configuration."""

    topic: str
    what: str
    wanted: str
    found: str

    def __str__(self) -> str:
        if self.what == "missing":
            return f"{self.topic}: missing"
        return f"{self.topic}: {self.what} is {self.found}, should be {self.wanted}"


def name_of(topic: Topic, settings: Settings) -> str:
    """The topic's name on the broker."""
    return named(topic, settings.topic_prefix, settings.suffix)


def named(topic: Topic, prefix: str, suffix: str) -> str:
    """The topic's name with what all topics have before it, and all that are derived behind it."""
    return prefix + topic.name + ("" if topic in SHARED else suffix)


def config_of(topic: Topic, settings: Settings) -> dict[str, str]:
    """Retention and the largest message; compact alone, because a changelog that also expires loses state."""
    kept = KEPT[topic.kept]
    if topic.kept == "dead-letter-days":
        kept = {**kept, "retention.ms": str(settings.dead_letter_days * DAY)}
    return {**kept, "max.message.bytes": str(settings.article_bytes + OVERHEAD)}


def plans(settings: Settings) -> list[Plan]:
    """All topics and changelogs: one partition count for all, so that a table stands with its source."""
    return [
        Plan(name_of(topic, settings), settings.partitions, config_of(topic, settings))
        for topic in (*CATALOGUE, *CHANGELOGS)
    ]


def apply(settings: Settings) -> list[str]:
    """Create what is missing and return its names; nothing is ever changed or deleted. Raises `UnreachableError`."""
    admin, found = survey(settings)
    missing = [plan for plan in plans(settings) if plan.name not in found.topics]
    if is_embedded(found):
        touch(admin, missing)
    elif missing:
        create(admin, missing, settings)
    return [plan.name for plan in missing]


def diff(settings: Settings) -> list[Difference]:
    """What is missing or stands otherwise than planned. Raises `UnreachableError`."""
    admin, found = survey(settings)
    embedded = is_embedded(found)
    present = [plan for plan in plans(settings) if plan.name in found.topics]
    configs = {} if embedded else configs_of(admin, present)
    return [
        difference
        for plan in plans(settings)
        for difference in differences(plan, found.topics.get(plan.name), configs.get(plan.name, {}), embedded)
    ]


def differences(plan: Plan, found: Any, config: Mapping[str, str], embedded: bool) -> Iterable[Difference]:
    """Where one topic differs; the embedded broker knows no configuration."""
    if found is None:
        yield Difference(plan.name, "missing", "", "")
        return
    partitions = EMBEDDED_PARTITIONS if embedded else plan.partitions
    if len(found.partitions) != partitions:
        yield Difference(plan.name, "partitions", str(partitions), str(len(found.partitions)))
    for name, value in plan.config.items():
        if config and config.get(name) != value:
            yield Difference(plan.name, name, value, config.get(name, "unset"))


def uneven(different: Iterable[Difference], settings: Settings) -> str:
    """What keeps workers from starting: topics that belong together and are not equally divided; empty if none are."""
    found = {one.topic: one.found for one in different if one.what == "partitions"}
    for group in TOGETHER:
        parts = {name: found.get(name, str(settings.partitions)) for name in (name_of(one, settings) for one in group)}
        if len(set(parts.values())) > 1:
            return ", ".join(f"{name} has {count}" for name, count in parts.items())
    return ""


def is_embedded(found: Any) -> bool:
    """Whether this is librdkafka's in-memory cluster."""
    return str(found.cluster_id).startswith("mockCluster")


def survey(settings: Settings) -> tuple[AdminClient, Any]:
    """A client and the broker's metadata."""
    admin = AdminClient(client_options(settings))
    try:
        return admin, admin.list_topics(timeout=10)
    except KafkaException as failed:
        raise UnreachableError(settings.broker or "") from failed


def identity(settings: Settings, wanted: Iterable[Topic]) -> list[str]:
    """What tells these topics from others of the same names, of another cluster or made later. Raises
    `UnreachableError`. An embedded broker gives its topics no ids, but every one of them has another name.
    """
    admin, found = survey(settings)
    cluster = str(found.cluster_id)
    if is_embedded(found):
        return [cluster, settings.broker or ""]
    names = sorted(name_of(topic, settings) for topic in wanted)
    try:
        described = admin.describe_topics(TopicCollection(names), request_timeout=10)
        return [cluster, *(str(described[name].result(timeout=15).topic_id) for name in names)]
    except KafkaException as failed:
        raise UnreachableError(settings.broker or "") from failed


def touch(admin: AdminClient, missing: Iterable[Plan]) -> None:
    """The embedded broker has no CreateTopics: a topic appears when it is first asked for."""
    for plan in missing:
        admin.list_topics(topic=plan.name, timeout=10)


def create(admin: AdminClient, missing: Iterable[Plan], settings: Settings) -> None:
    """Create topics; that another process was first is fine."""
    copies = settings.replication
    wanted = [
        NewTopic(plan.name, num_partitions=plan.partitions, replication_factor=copies, config=dict(plan.config))
        for plan in missing
    ]
    for name, outcome in admin.create_topics(wanted).items():
        try:
            outcome.result(timeout=30)
        except KafkaException as failed:
            error = failed.args[0]
            if error.code() != KafkaError.TOPIC_ALREADY_EXISTS:
                raise UnreachableError(settings.broker or "", f"cannot create {name}: {error.str()}") from failed


def configs_of(admin: AdminClient, present: Iterable[Plan]) -> dict[str, dict[str, str]]:
    """Each topic's configuration as the broker has it."""
    wanted = [ConfigResource(ConfigResource.Type.TOPIC, plan.name) for plan in present]
    if not wanted:
        return {}
    return {
        resource.name: {entry.name: entry.value for entry in outcome.result(timeout=30).values()}
        for resource, outcome in admin.describe_configs(wanted).items()
    }
