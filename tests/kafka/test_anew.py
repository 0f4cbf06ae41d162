"""Topics that are deleted and made again under a running server: it notices, tells its subscribers, and begins anew."""

import asyncio

import pytest

from streams.serving.model.question import Question, Range
from streams.serving.model.view import View
from streams.serving.source import LOGS, Source
from streams.serving.streams.hub import Hub
from streams.serving.streams.mailbox import Mailbox
from streams.serving.streams.sse import Subscription
from streams.settings import Settings
from tests.kafka.test_snapshot import made_anew
from tests.serving.frames import Frame, read
from tests.serving.test_source import NEWS, Desk, until

pytestmark = pytest.mark.kafka


async def told(box: Mailbox, event: str, frames: list[Frame]) -> Frame:
    """The next frame of this kind; what comes before it is kept, too."""
    while not (found := [one for one in frames if one.event == event]):
        frames += read(await asyncio.wait_for(box.take(), 60))[0]
    return found[0]


async def test_a_running_server_begins_anew(settings: Settings) -> None:
    Desk(settings).write(*NEWS)
    view = View()
    hub = Hub(view)
    source = Source(settings, view, hub)
    running = asyncio.create_task(source.run())
    try:
        await until(lambda: source.ready, 30)
        epoch = view.epoch
        box = hub.follow([Subscription(Question(), Range())], None)
        assert (await told(box, "snapshot", [])).data["value"] == 2
        await asyncio.to_thread(made_anew, settings)
        frames: list[Frame] = []
        assert (await told(box, "reset", frames)).data == {"reason": "other-log"}
        assert (await told(box, "snapshot", frames)).data["value"] == 0
        assert (source.ready, len(view.shelf), view.epoch != epoch) == (True, 0, True)
        again = Desk(settings)
        again.write(NEWS[2])
        assert (await told(box, "delta", frames)).data["value"] == 1
        assert [one.event for one in frames if one.event != "progress"] == ["reset", "snapshot", "delta"]
        await asyncio.sleep(2 * LOGS)
        assert (source.ready, len(view.shelf), hub.resumes["reset"]) == (True, 1, 0)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
