"""A broker and topics for one run of a bench."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from confluent_kafka.admin import AdminClient

from streams import topics
from streams.broker import EMBEDDED_FETCH_WAIT, client_options, embedded
from streams.settings import Settings


@contextmanager
def topics_for(broker: str | None) -> Iterator[Settings]:
    """Topics of a run's own, and a folder for its state."""
    name = uuid.uuid4().hex[:8]
    with tempfile.TemporaryDirectory() as folder:
        chosen = {"topic_prefix": f"bench-{name}.", "group": f"bench-{name}", "data": Path(folder)}
        if broker is None:
            with embedded() as own:
                settings = Settings(broker=own.address, fetch_wait=EMBEDDED_FETCH_WAIT, **chosen)
                topics.apply(settings)
                yield settings
            return
        settings = Settings(broker=broker, **chosen)
        topics.apply(settings)
        yield settings
        admin = AdminClient(client_options(settings))
        for done in admin.delete_topics([plan.name for plan in topics.plans(settings)]).values():
            done.result(timeout=30)
