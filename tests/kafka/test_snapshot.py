"""A snapshot knows the topics that it was made from, also from others of the same names."""

import asyncio
import time
from contextlib import suppress
from pathlib import Path

import pytest
from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from streams import topics
from streams.broker import client_options
from streams.serving.model.view import View
from streams.serving.snapshot import Snapshot
from streams.serving.source import READ
from streams.settings import Settings
from tests.serving.test_source import NEWS, Desk, reading, until

pytestmark = pytest.mark.kafka


def made_anew(settings: Settings) -> None:
    """Every topic is deleted, and created again."""
    admin = AdminClient(client_options(settings))
    for done in admin.delete_topics([plan.name for plan in topics.plans(settings)]).values():
        done.result(timeout=30)
    end = time.monotonic() + 30
    while topics.diff(settings) and time.monotonic() < end:
        with suppress(KafkaException):
            topics.apply(settings)
        time.sleep(0.2)


async def shown(settings: Settings, path: Path) -> tuple[str, int, bool]:
    """The epoch, the number of incidents, and whether the snapshot was of use."""
    one = Snapshot(path, 1)
    async with reading(settings, View(), one) as (source, view):
        await until(lambda: source.ready)
        used = one.written is not None
        await one.save(view)
        return view.epoch, len(view.shelf), used


async def test_topics_made_anew_are_others(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "view.snapshot"
    Desk(settings).write(*NEWS)
    epoch, *_ = await shown(settings, path)
    assert await shown(settings, path) == (epoch, 2, True)
    known = await asyncio.to_thread(topics.identity, settings, READ)
    await asyncio.to_thread(made_anew, settings)
    assert not set(known[1:]) & set((await asyncio.to_thread(topics.identity, settings, READ))[1:])
    Desk(settings).write(*NEWS[2:], *NEWS[2:], *NEWS[2:], *NEWS)
    other, many, used = await shown(settings, path)
    assert (other != epoch, many, used) == (True, 2, False)
