"""What goes wrong for a caller, as problem documents (RFC 9457) that name the value and the choices."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import orjson
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException

MEDIA = "application/problem+json"
TITLES = {
    "unknown-name": "No such name",
    "bad-parameter": "A parameter cannot be used",
    "not-found": "Nothing here",
    "corrected-too-often": "No further correction of this incident is taken",
    "different-buckets": "These cannot be one incident",
    "not-ready": "Not ready yet",
    "position-not-reached": "The position was not reached",
    "too-large": "Too large",
    "too-many-streams": "Too many streams",
    "not-accepted": "Nothing was accepted",
    "wrong-media": "Wrong media type",
    "not-acceptable": "Not to be had in this form",
    "wrong-method": "Wrong method",
    "not-http": "Not a request",
    "wrong-host": "Not this server",
    "no-key": "A key is needed",
    "not-allowed": "Not allowed",
    "too-many-requests": "Too many requests",
    "too-slow": "Too slow",
    "no-broker": "The broker cannot be reached",
    "bug": "A fault of ours",
}


class ProblemDocument(BaseModel):
    """RFC 9457. `type` is stable; `detail` is for a person and names what was wrong."""

    type: str
    title: str
    status: int
    detail: str


class Problem(Exception):
    """An expected failure on the way to an answer; `name` is a key of `TITLES`."""

    def __init__(self, status: int, name: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.name = name
        self.detail = detail
        self.headers = dict(headers or {})

    def response(self, extra: Mapping[str, Any] | None = None) -> Response:
        document = {
            "type": f"urn:sitrep:problem:{self.name}",
            "title": TITLES[self.name],
            "status": self.status,
            "detail": self.detail,
            **(extra or {}),
        }
        headers = {**self.headers, "Cache-Control": "no-store"}
        return Response(orjson.dumps(document), self.status, headers, media_type=MEDIA)


def suggestion(value: str, choices: Iterable[str]) -> str:
    """`; did you mean x?`, or nothing where nothing is close."""
    close = get_close_matches(value, list(choices), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(close)}?" if close else ""


def shown(value: object) -> str:
    """A value of the caller's, quoted, cut and without control characters."""
    return repr(str(value)[:80])


async def on_problem(_: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)
    return problem.response()


async def on_http(_: Request, wrong: Exception) -> Response:
    """What the framework refuses: an unknown path, a wrong method."""
    assert isinstance(wrong, HTTPException)
    name = {404: "not-found", 405: "wrong-method"}.get(wrong.status_code, "bad-parameter")
    return Problem(wrong.status_code, name, f"{wrong.detail}; see /openapi.json", wrong.headers).response()


async def on_bug(_: Request, wrong: Exception) -> Response:
    """What nobody expected; the server logs it."""
    return Problem(500, "bug", "this should not have happened, and is logged; the same again may do").response()


async def on_invalid(request: Request, wrong: Exception) -> Response:
    """Parameters that do not fit; the first fault, in words."""
    assert isinstance(wrong, RequestValidationError)
    return Problem(422, "bad-parameter", _fault(wrong.errors()[0], request)).response()


def _fault(error: Mapping[str, Any], request: Request) -> str:
    where = [str(step) for step in error["loc"] if step not in ("query", "path", "header", "body")]
    name, value = ".".join(where), error.get("input")
    if error["type"] == "extra_forbidden":
        taken = _parameters(request)
        return f"no parameter {shown(name)}" + (suggestion(name, taken) or f" (choose {', '.join(taken)})")
    if error["type"] == "literal_error":
        expected = error["ctx"]["expected"]
        choices = expected.replace("'", "").replace(" or ", ", ").split(", ")
        return f"no {name} {shown(value)}{suggestion(str(value), choices)} (choose {expected})"
    if error["type"].startswith("date_"):
        return f"{name} {shown(value)}: write a day as 2023-10-07"
    return f"{name} {shown(value)}: {error['msg']}"


def _parameters(request: Request) -> list[str]:
    """Those that a route takes, as its document says."""
    method = "get" if request.method == "HEAD" else request.method.lower()
    operation = request.app.openapi()["paths"].get(request.scope["route"].path, {}).get(method, {})
    return [one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"]
