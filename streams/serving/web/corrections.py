"""`/v1/corrections`: what analysts have corrected, and the way in for a correction."""

import datetime
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field, ValidationError

from schemas.correction import Correction
from schemas.event import KINDS
from schemas.message import ContractError, decode, first_fault
from streams import topics
from streams.serving.access.access import BEARER, needs
from streams.serving.access.keys import Key
from streams.serving.model.holding import micros
from streams.serving.problems import Problem
from streams.serving.web import answers, incident_answers
from streams.serving.web.accept import lines
from streams.serving.web.analyst import Desk, Wanted
from streams.serving.web.asked import Cursor, Reaching, cursor_after, key_of
from streams.serving.web.replies import LINES, LISTED, PLAIN, READ, REFUSALS, Ready, answer, faults, media_of
from streams.serving.web.service import Service

routes = APIRouter()
LINE_BYTES = 1_000_000
MOST = 1000
MayCorrect = Annotated[Key, Depends(needs("correct"))]


class Corrections(Reaching):
    """Which corrections: those that bear on an incident, or all; those that were undone too, or only what holds."""

    incident: str | None = Field(default=None, max_length=100)
    holds: bool | None = None
    limit: int = Field(default=100, ge=1, le=MOST)
    cursor: Cursor = None


@routes.get(
    "/v1/corrections",
    response_model=incident_answers.CorrectionsAnswer,
    responses=LISTED | faults(on_404="No such incident stands."),
    dependencies=READ,
)
async def made(request: Request, service: Ready, asked: Annotated[Corrections, Query()]) -> Response:
    """What analysts have corrected, the latest first. As NDJSON, each line can be sent, or given to a backtest."""
    await service.reach(asked)
    desk = desk_of(request)
    bearing = desk.bearing_on(asked.incident) if asked.incident else None
    rows = [
        row
        for row in service.view.made.rows()
        if (bearing is None or row["id"] in bearing) and asked.holds in (None, row["holds"])
    ]
    last = key_of(asked.cursor)
    behind = [row for row in rows if last is None or key_of_row(row) < last]
    here = behind[: asked.limit]
    more = cursor_after(key_of_row(here[-1])) if len(behind) > asked.limit else None
    return answer(request, service, {**service.state(), "total": len(rows), "corrections": here, "next": more})


def key_of_row(row: dict[str, Any]) -> tuple[int, int, str]:
    """Where a correction stands in the list."""
    return micros(datetime.datetime.fromisoformat(row["at"])), 0, row["id"]


@routes.post(
    "/v1/corrections",
    response_model=answers.ReceiptsAnswer,
    dependencies=[Depends(BEARER), *PLAIN],
    responses=REFUSALS
    | faults(
        on_404="No such incident, event or correction.",
        on_408="The body came too slowly.",
        on_409="The incidents are of different buckets.",
        on_413="Too large.",
        on_415="Not JSON, or packed.",
        on_422="It cannot be read.",
        on_503="Not ready yet, or no broker.",
    )
    | {207: {"description": "Some were refused.", "model": answers.ReceiptsAnswer}},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {media: {"schema": Wanted.model_json_schema()} for media in ("application/json", LINES[0])},
        }
    },
)
async def take(request: Request, service: Ready, key: MayCorrect) -> Response:
    """Correct incidents: merge, split, dismiss, set or undo, one JSON object a line; each is answered for."""
    desk = desk_of(request)
    media = media_of(request, "application/json")
    bodies = [raw async for raw in lines(request.stream(), LINE_BYTES)]
    if media == "application/json":
        bodies = [b"\n".join(bodies)]
    asked = [(number, raw) for number, raw in enumerate(bodies, 1) if raw.strip()]
    outcomes = [(number, outcome_of(desk, service, raw, key.name)) for number, raw in asked]
    stands = await desk.send([one for _, one in outcomes if isinstance(one, Correction)])
    taken = iter(stands)
    results = [receipt(number, one, taken) for number, one in outcomes]
    refused = [one for _, one in outcomes if isinstance(one, Problem)]
    if len(refused) == len(outcomes):
        first = refused[0] if refused else Problem(422, "not-accepted", "the body is empty")
        return first.response({"results": results})
    body = {
        "topic": topics.CORRECTIONS.name,
        "accepted": len(outcomes) - len(refused),
        "refused": len(refused),
        "position": service.covering(topics.CORRECTIONS, stands),
        "results": results,
    }
    return Response(orjson.dumps(body), 207 if refused else 200, media_type="application/json")


def desk_of(request: Request) -> Desk:
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


def outcome_of(desk: Desk, service: Service, raw: bytes, who: str) -> Correction | Problem:
    """The correction that a line asks for, or is; or why it is none."""
    try:
        if len(raw) > LINE_BYTES:
            raise Problem(413, "too-large", f"at most {LINE_BYTES} bytes are taken")
        if is_whole(raw):
            return whole(raw)
        return desk.correction(Wanted.model_validate_json(raw, strict=True), who, service.clock())
    except ValidationError as wrong:
        return Problem(422, "not-accepted", first_fault(wrong))
    except Problem as wrong:
        return wrong


def is_whole(raw: bytes) -> bool:
    """Whether this is a correction as `GET` gives it."""
    try:
        said = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return False
    return isinstance(said, dict) and "change" in said


def whole(raw: bytes) -> Correction:
    """A correction that was made before, here or elsewhere."""
    try:
        made = decode(Correction, raw)
    except ContractError as wrong:
        raise Problem(422, "not-accepted", str(wrong)) from wrong
    if made.id != made.content:
        raise Problem(422, "not-accepted", "id: not the one that the content gives")
    if made.bucket.partition("/")[0] not in KINDS:
        raise Problem(422, "not-accepted", f"bucket: begins with none of {', '.join(KINDS)}")
    return made


def receipt(line: int, outcome: Correction | Problem, stands: Any) -> dict[str, Any]:
    if isinstance(outcome, Problem):
        refused = f"{outcome.name}: {outcome.detail}"
        return {"line": line, "id": None, "partition": None, "offset": None, "refused": refused}
    at = next(stands)
    return {"line": line, "id": outcome.id, "partition": at.partition, "offset": at.offset, "refused": None}
