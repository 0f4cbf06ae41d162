"""Rebuilding: a generation beside the one in use, worked off by workers of its own, compared, and taken away again."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from confluent_kafka import Consumer, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient

from schemas.count import Count
from schemas.event import Event
from schemas.incident import Change, Incident
from schemas.message import ContractError, M, decode
from streams import topics
from streams.broker import UnreachableError, client_options, span
from streams.counts.comparison import Amount, Side, counted
from streams.generations import PATIENCE, whole
from streams.incidents.history import standing
from streams.settings import Settings
from streams.topics import Topic, name_of

STEPS: tuple[tuple[Topic, ...], ...] = (
    (topics.ARTICLES,),
    (topics.ATTACKS, topics.OUTREACH),
    (topics.CORRECTIONS,),
    (topics.INCIDENTS,),
    (topics.ENTRIES,),
)
"""The topics that stages read, in the order of the flow: what one causes is written before it is committed."""

Tick = Callable[[str, int], None]
Ends = dict[tuple[str, int], int]


@dataclass(frozen=True, slots=True)
class Found:
    """What a generation has come to, and on how many days of series its counts do not follow from its incidents."""

    side: Side
    wrong: int


def catch_up(settings: Settings, tick: Tick) -> None:
    """Returns when all is worked off that was in the sources when it began, whatever comes meanwhile.

    `tick` is told of the topic and how many records of it remain, and decides how long to wait.
    Raises `UnreachableError`.
    """
    options = {"group.id": settings.consumers, "enable.auto.commit": False}
    reader = Consumer({**client_options(settings), **options})
    try:
        for step in STEPS:
            goal = ends(reader, settings, step)
            while left := waiting(reader, goal):
                tick(step[0].name, left)
    except KafkaException as failed:
        raise UnreachableError(settings.broker or "") from failed
    finally:
        reader.close()


def ends(reader: Consumer, settings: Settings, step: Iterable[Topic]) -> Ends:
    """Where the partitions end now that have any records."""
    found: Ends = {}
    for name in (name_of(topic, settings) for topic in step):
        for number in reader.list_topics(name, timeout=PATIENCE).topics[name].partitions:
            first, end = span(reader, TopicPartition(name, number), PATIENCE)
            if end > first:
                found[name, number] = end
    return found


def waiting(reader: Consumer, goal: Ends) -> int:
    """How many records before these ends are not committed."""
    places = reader.committed([TopicPartition(*at) for at in goal], timeout=PATIENCE) if goal else []
    return sum(max(0, goal[one.topic, one.partition] - max(0, one.offset)) for one in places)


def found(settings: Settings) -> Found:
    """What stands in a generation's topics. Raises `UnreachableError`."""
    incidents = tuple(sorted(incidents_of(settings), key=lambda one: one.id))
    return Found(Side(tuple(events_of(settings)), incidents), wrong(incidents, settings))


def readable(settings: Settings, topic: Topic, kind: type[M]) -> Iterator[tuple[bytes, M]]:
    """The messages of a topic with their keys. What is none counts nowhere; its reader put it among dead letters."""
    for key, value in whole(settings, name_of(topic, settings)):
        try:
            message = decode(kind, value)
        except ContractError:
            continue
        yield key, message


def incidents_of(settings: Settings) -> Iterable[Incident]:
    """The incidents that stand, each by its latest change."""
    last: dict[str, Change] = {}
    for _, change in readable(settings, topics.INCIDENTS, Change):
        if change.incident not in last or last[change.incident].sequence < change.sequence:
            last[change.incident] = change
    return (one.after for one in last.values() if one.after)


def events_of(settings: Settings) -> Iterable[Event]:
    """The events that stand."""
    last: dict[str, Event] = {}
    for topic in topics.EVENTS.values():
        for _, event in readable(settings, topic, Event):
            if event.id not in last or standing(last[event.id]) < standing(event):
                last[event.id] = event
    return (one for _, one in sorted(last.items()) if not one.withdrawn)


def wrong(incidents: Iterable[Incident], settings: Settings) -> int:
    """On how many days of series the counts that were written are not those that follow."""
    written = dict(readable(settings, topics.COUNTS, Count))
    stand = {(one.series, one.day): Amount(one.low, one.value, one.high) for one in written.values() if one.incidents}
    follow = counted(incidents)
    return sum(stand.get(key) != follow.get(key) for key in stand.keys() | follow.keys())


def drop(settings: Settings) -> list[str]:
    """Delete all that a generation has for itself; the names of its topics. Raises `UnreachableError`."""
    admin = AdminClient(client_options(settings))
    shared = {name_of(topic, settings) for topic in topics.SHARED}
    try:
        there = admin.list_topics(timeout=PATIENCE).topics
        names = [plan.name for plan in topics.plans(settings) if plan.name in there and plan.name not in shared]
        for done in (admin.delete_topics(names) if names else {}).values():
            done.result(timeout=30)
        for group in [one for one in groups(admin) if one == settings.consumers]:
            admin.delete_consumer_groups([group])[group].result(timeout=30)
    except KafkaException as failed:
        raise UnreachableError(settings.broker or "", f"cannot delete: {failed.args[0].str()}") from failed
    shutil.rmtree(settings.tables.parent, ignore_errors=True)
    return names


def groups(admin: AdminClient) -> list[str]:
    """The consumer groups that the broker knows."""
    return [one.group_id for one in admin.list_consumer_groups().result(timeout=30).valid]
