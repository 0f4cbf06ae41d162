"""What routes have in common: who may ask, when, and how an answer or a fault becomes status, headers and bytes."""

import hashlib
from typing import Annotated, Any

from fastapi import Depends, Request, Response

from streams.serving.access.access import may_read
from streams.serving.problems import Problem
from streams.serving.web import tables
from streams.serving.web.service import Service

LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/json")
READ = [Depends(may_read)]
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
FAULTS = REFUSALS | faults(
    on_412="The position was not reached in time.", on_422="A parameter cannot be used.", on_503="Not ready yet."
)
ROWS = {media: {"schema": {"type": "string"}} for media in (tables.CSV, tables.NDJSON)}
"""The other media types of an answer with a list."""
LISTED: dict[int | str, dict[str, Any]] = {200: {"content": ROWS}, **FAULTS}


def service_of(request: Request) -> Service:
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


def ready(request: Request) -> Service:
    """The service, once it has caught up: before that its numbers would be too low."""
    service = service_of(request)
    if not service.standing.ready:
        raise Problem(503, "not-ready", f"waiting for {service.standing.waits_for}", {"Retry-After": "1"})
    return service


Ready = Annotated[Service, Depends(ready)]


def answer(request: Request, service: Service, body: dict[str, Any]) -> Response:
    """JSON, CSV or NDJSON, with its position, and an entity tag that changes when the position does."""
    media = tables.wanted(request.headers.get("accept", ""))
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
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(tables.written(body, media), headers=headers, media_type=media)
