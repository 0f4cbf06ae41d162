"""The intake: takes what has arrived for a stage, in batches, without waiting for more.

Faust's `stream.noack_take` waits out its time even when records lie ready, costs several times as much for each record,
and acknowledges records that a rebalance made stale, which loses them. This reads the same queue.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import faust


class RawSchema(faust.Schema[Any, Any]):
    """Keys and values as the bytes they are; the stages decode."""

    def compile(self, app: Any, **_: Any) -> Callable[..., Any]:
        """What makes an event of a message."""

        async def decode(message: Any, *, propagate: bool = False) -> faust.Event:
            return faust.Event(app, message.key, message.value, message.headers, message)

        return decode


async def batches(
    app: Any, channel: Any, most: int, turn: Callable[[Any], Awaitable[None]] | None = None
) -> AsyncIterator[list[Any]]:
    """Batches of one to `most` events of an iterated channel. The taker acknowledges each event, in order.

    `turn` waits until an event may be taken, or is no longer current: what waits must not hold up a rebalance.
    """
    queue = channel.queue
    while True:
        try:
            events = [await queue.get()]
        except StopAsyncIteration:
            return
        while len(events) < most and not queue.empty():
            events.append(queue.get_nowait())
        if turn:
            for event in events:
                await turn(event)
        if current := [event for event in events if is_current(app, event)]:
            for event in current:
                track(app, event)
            yield current


def is_current(app: Any, event: Any) -> bool:
    """Whether the event was fetched under the present assignment; others will be fetched again by their owner."""
    current: bool = app.flow_control.is_active() and event.message.generation_id == app.consumer_generation_id
    return current


def track(app: Any, event: Any) -> None:
    """Have a rebalance wait until this event is acknowledged."""
    event.message.tracked = True
    app.consumer.track_message(event.message)
