"""What routes have in common: who may ask, when, and how an answer or a fault becomes status, headers and bytes."""

import asyncio
import hashlib
from collections import Counter
from time import monotonic
from typing import Annotated, Any

from fastapi import Depends, Request, Response

from streams.serving.access.access import may_read
from streams.serving.problems import Problem, shown
from streams.serving.web import tables
from streams.serving.web.media import preferred
from streams.serving.web.service import LOOK, Service

LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/json")
READ = [Depends(may_read)]
STARTING = 20.0  # seconds
MANY = ("series",)
"""The parameters that may stand more than once."""
REFERENCE = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}}


def faults(**said: str) -> dict[int | str, dict[str, Any]]:
    return {
        int(status.removeprefix("on_")): {"description": what, "content": REFERENCE} for status, what in said.items()
    }


REFUSALS = faults(
    on_401="No key, or none that is good.",
    on_403="The key does not allow this.",
    on_429="Too much at once; see Retry-After.",
    on_431="The headers are too large.",
)
UNASKED = faults(on_422="It takes no parameters.")
FAULTS = REFUSALS | faults(
    on_412="The position was not reached in time.", on_422="A parameter cannot be used.", on_503="Not ready yet."
)
ROWS = {media: {"schema": {"type": "string"}} for media in (tables.CSV, tables.NDJSON)}
"""The other media types of an answer with a list."""
SHOWN: dict[int | str, dict[str, Any]] = {
    200: {"content": ROWS},
    304: {"description": "What `If-None-Match` names is still so."},
    **faults(on_406="Not to be had in a form that `Accept` takes."),
}
LISTED = SHOWN | FAULTS


def service_of(request: Request) -> Service:
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


async def ready(request: Request) -> Service:
    """The service, once it has caught up: before that its numbers would be too low."""
    # Not async, it would be run on a thread, which costs as much as the answer.
    service = service_of(request)
    if not service.standing.ready:
        raise Problem(503, "not-ready", f"waiting for {service.standing.waits_for}", {"Retry-After": "1"})
    return service


async def ready_soon(request: Request) -> Service:
    """The service for a stream: a browser's EventSource gives up for good at a 503, so one that only starts is waited
    for."""
    standing = service_of(request).standing
    end = monotonic() + STARTING
    while not standing.ready and monotonic() < end:
        await asyncio.sleep(LOOK)
    return await ready(request)


Ready = Annotated[Service, Depends(ready)]
ReadySoon = Annotated[Service, Depends(ready_soon)]


async def asks_once(request: Request) -> None:
    """A dependency: which of two values should hold is nobody's guess."""
    asked = Counter(name for name, _ in request.query_params.multi_items() if name not in MANY)
    for name, times in asked.items():
        if times > 1:
            raise Problem(422, "bad-parameter", f"{shown(name)} is given {times} times")


def media_of(request: Request, wanted: str) -> str:
    """The media type of a body of lines. Raises a problem where it is another, or packed."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in LINES:
        raise Problem(415, "wrong-media", f"send {wanted}; this is {media or 'nothing'}")
    packed = request.headers.get("content-encoding", "").strip().lower()
    if packed not in ("", "identity"):
        raise Problem(415, "wrong-media", f"send it unpacked, not as {shown(packed)}", {"Accept-Encoding": "identity"})
    return media


async def asks_nothing(request: Request) -> None:
    """A dependency of routes without parameters."""
    for name in request.query_params:
        raise Problem(422, "bad-parameter", f"no parameter {shown(name)}; none is taken here")


PLAIN = [Depends(asks_nothing)]


def answer(request: Request, service: Service, body: dict[str, Any]) -> Response:
    """JSON, CSV or NDJSON, with its position, and an entity tag that changes when the position does."""
    media = preferred(request.headers.get("accept", ""), tables.FORMS)
    asked = f"{request.url.path}?{request.url.query} {media}"
    seen = hashlib.blake2b(f"{body['position']} {service.view.epoch} {asked}".encode(), digest_size=12).hexdigest()
    headers = {
        "ETag": f'W/"{seen}"',
        "Cache-Control": "no-cache",
        "Vary": "Accept",
        "Sitrep-Position": body["position"],
        "Sitrep-Staleness": str(body["staleness"]),
        "Sitrep-Watermark": body["watermark"].isoformat() if body["watermark"] else "",
    }
    if body.get("next"):
        # In a table there is no other place for it (RFC 8288).
        further = request.url.include_query_params(cursor=body["next"])
        headers["Link"] = f'<{further.path}?{further.query}>; rel="next"'
    if _held(request.headers.get("if-none-match", ""), seen):
        return Response(status_code=304, headers=headers)
    return Response(tables.written(body, media), headers=headers, media_type=media)


def _held(if_none_match: str, tag: str) -> bool:
    """Whether a caller has this already; the comparison is weak, and `*` is anything (RFC 9110, 13.1.2)."""
    return any(one.strip().removeprefix("W/") in ("*", f'"{tag}"') for one in if_none_match.split(","))
