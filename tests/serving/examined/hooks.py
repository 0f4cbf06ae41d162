"""What schemathesis must be told: how NDJSON is written, and which refusals of well-formed requests are right."""

import json
import os
import re
import zlib
from typing import Any

import orjson
import schemathesis

ARTICLE = {"url": "https://example.org/a", "source": "Gulf Ledger", "published": "2023-11-05T12:00:00Z"}
ONLY_WE_KNOW = re.compile(
    r"^no (actor|target|country|place|mode|series) "  # names
    r"|not a position that|not one that this service gave out"
    r"|goes without since and until|lies before since|lies ahead"  # two parameters, or one and the clock
    r"|is given \d+ times|names one|names two or more"
    r"|split leaves some"
)


KNOWN = {
    **{"actor": "iraqi-militias", "target": "us-forces", "country": "IRQ", "patron": "IRN", "place": "al-tanf"},
    **{"mode": "drone", "series": "attack|target=us-forces"},
}
INCIDENTS = os.environ.get("SITREP_EXAMINED_INCIDENTS", "").split()
POSITION = os.environ.get("SITREP_EXAMINED_POSITION", "")


@schemathesis.serializer("application/x-ndjson")
def lines(_: Any, value: Any) -> bytes:
    """An object is one line; text, which is what articles are sent as, stands beside a good article."""
    if isinstance(value, bytes):
        return value
    if not isinstance(value, str):
        return json.dumps(value, default=str).encode("utf-8", "replace")  # integers beyond 64 bits too
    text = value.encode("utf-8", "replace")
    return orjson.dumps({**ARTICLE, "title": f"Drones {text.decode()}"[:500]}) + b"\n" + text


@schemathesis.hook
def map_query(_: Any, query: Any) -> Any:
    """Half of the names and positions are such as there are, so that answers are looked at and not refusals only."""
    for name, value in (query or {}).items():
        if name in KNOWN and isinstance(value, str) and len(value) <= 100 and _half(value):
            query[name] = KNOWN[name]
        if name in ("at_least", "last_event_id") and isinstance(value, str) and value.isalnum() and _half(value):
            query[name] = POSITION
        if name == "wait" and isinstance(value, int | float) and 0 <= value <= 60:
            query[name] = value / 60
    return query


@schemathesis.hook
def map_path_parameters(_: Any, path: Any) -> Any:
    if path and isinstance(path.get("identity"), str) and len(path["identity"]) <= 100 and _half(path["identity"]):
        path["identity"] = INCIDENTS[0]
    return path


@schemathesis.hook
def map_body(_: Any, body: Any) -> Any:
    """Half of the corrections are of incidents that stand."""
    if isinstance(body, dict) and isinstance(named := body.get("incidents"), list) and _half(str(body)):
        body["incidents"] = [INCIDENTS[at % len(INCIDENTS)] if _fits(one) else one for at, one in enumerate(named)]
    return body


def _fits(name: Any) -> bool:
    return isinstance(name, str) and 1 <= len(name) <= 200


def _half(value: str) -> bool:
    return zlib.crc32(value.encode("utf-8", "replace")) % 2 == 0


@schemathesis.check
def refused_only_for_what_no_schema_says(ctx: Any, response: Any, case: Any) -> None:
    """A request that the schema allows is refused with a reason that the schema could not have told."""
    positive = case.meta is not None and case.meta.generation.mode.is_positive
    if positive and response.status_code == 422:
        detail = response.json()["detail"]
        assert ONLY_WE_KNOW.search(detail), f"the schema allows this, and it is refused: {detail}"


@schemathesis.check
def problems_name_what_is_wrong(ctx: Any, response: Any, case: Any) -> None:
    """Whatever is refused is refused by a problem document, in one line."""
    if response.status_code >= 400 and response.request.method != "HEAD" and not case.path.endswith("z"):
        assert response.headers["content-type"] == ["application/problem+json"], response.headers["content-type"]
        problem = response.json()
        assert problem["status"] == response.status_code
        assert problem["detail"].isprintable(), problem["detail"]
