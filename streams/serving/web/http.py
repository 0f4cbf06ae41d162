"""HTTP: the routes. What they answer is worked out in `service`; here it becomes status, headers and bytes."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from schemas.article import Article
from streams import metrics, topics
from streams.serving.access.access import BEARER, TICKET_SECONDS, access_of, needs
from streams.serving.problems import Problem
from streams.serving.web import answers, incident_answers, lexicon_answers
from streams.serving.web.accept import answered_for, items
from streams.serving.web.asked import (
    Counting,
    Enumerating,
    Following,
    Listening,
    Listing,
    Looking,
    Recalled,
    Searching,
    position,
)
from streams.serving.web.replies import (
    FAULTS,
    LISTED,
    PLAIN,
    READ,
    REFUSALS,
    SHOWN,
    UNASKED,
    Ready,
    ReadySoon,
    answer,
    faults,
    media_of,
    service_of,
)
from streams.serving.web.service import Service

routes = APIRouter()
STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Server-sent events; `data` is JSON.",
        "content": {"text/event-stream": {"schema": answers.EventFrame.model_json_schema()}},
    }
}
HEALTH: dict[int | str, dict[str, Any]] = {503: {"model": answers.Health}, **UNASKED}


@routes.get("/v1/counts", response_model=answers.CountsAnswer, responses=LISTED, dependencies=READ)
async def counts(request: Request, service: Ready, asked: Annotated[Counting, Query()]) -> Response:
    """How many incidents: the number, its range, its days, and the totals that others stated."""
    await service.reach(asked)
    return answer(request, service, service.counts(asked))


@routes.get("/v1/counts/history", response_model=answers.HistoryAnswer, responses=LISTED, dependencies=READ)
async def history(request: Request, service: Ready, asked: Annotated[Listing, Query()]) -> Response:
    """How a count came to be what it is: each change that moved it, newest first, and why."""
    await service.reach(asked)
    return answer(request, service, service.history(asked))


@routes.get("/v1/incidents", response_model=incident_answers.IncidentsAnswer, responses=LISTED, dependencies=READ)
async def incidents(request: Request, service: Ready, asked: Annotated[Looking, Query()]) -> Response:
    """The incidents behind a count, newest first."""
    await service.reach(asked)
    return answer(request, service, service.incidents(asked))


@routes.get(
    "/v1/incidents/{identity}",
    response_model=incident_answers.IncidentAnswer,
    responses=LISTED | faults(on_404="There never was such an incident."),
    dependencies=READ,
)
async def incident(
    request: Request,
    service: Ready,
    identity: Annotated[str, Path(max_length=100)],
    asked: Annotated[Recalled, Query()],
) -> Response:
    """One incident: the sentences it rests on, and how it came to be what it is."""
    await service.reach(asked)
    return answer(request, service, service.incident(identity, asked))


@routes.get("/v1/claims", response_model=answers.ClaimsAnswer, responses=LISTED, dependencies=READ)
async def claims(request: Request, service: Ready, asked: Annotated[Listing, Query()]) -> Response:
    """Totals that somebody stated, the most relevant first, beside our count of the same; the days are those of
    publication.
    """
    await service.reach(asked)
    return answer(request, service, service.claims(asked))


@routes.get("/v1/series", response_model=answers.SeriesAnswer, responses=LISTED, dependencies=READ)
async def series(request: Request, service: Ready, asked: Annotated[Enumerating, Query()]) -> Response:
    """What is counted: the series of `counts.v1` that are not empty."""
    await service.reach(asked)
    return answer(request, service, service.series(asked))


@routes.get(
    "/v1/lexicon/{role}",
    response_model=lexicon_answers.LexiconAnswer,
    responses=SHOWN | REFUSALS | faults(on_422="No such list, or a parameter cannot be used."),
    dependencies=READ,
)
async def lexicon(request: Request, role: lexicon_answers.Role, asked: Annotated[Searching, Query()]) -> Response:
    """Names that may be asked for: ids of actors, countries by their alpha-3 codes, or places."""
    service = service_of(request)
    return answer(request, service, service.lexicon(role, asked))


@routes.get("/v1/counts/stream", response_class=Response, responses=STREAM | FAULTS, dependencies=READ)
async def counts_stream(request: Request, service: ReadySoon, asked: Annotated[Following, Query()]) -> Response:
    """Follow counts (server-sent events): hello, snapshot, delta, progress, reset, bye.

    Reconnect with `Last-Event-ID`, or `last_event_id`, to go on without gap or repetition.
    """
    await service.reach(asked)
    subscriptions = asked.subscriptions(service.names, service.today())
    last = position(request.headers.get("last-event-id") or asked.last_event_id, "Last-Event-ID")
    # A window moves with the news, so what it held at an earlier position cannot be told.
    return await service.follow(subscriptions, None if asked.window else last)


@routes.get("/v1/stream/events", response_class=Response, responses=STREAM | FAULTS, dependencies=READ)
async def events_stream(request: Request, service: ReadySoon, asked: Annotated[Listening, Query()]) -> Response:
    """Follow events as they are read from the news (server-sent events): hello, event, progress, reset, bye."""
    last = position(request.headers.get("last-event-id") or asked.last_event_id, "Last-Event-ID")
    return await service.listen(asked.filter(service.names), last)


@routes.post(
    "/v1/articles",
    response_model=answers.ReceiptsAnswer,
    dependencies=[Depends(needs("write")), Depends(BEARER), *PLAIN],
    responses=REFUSALS
    | faults(
        on_408="The body came too slowly.",
        on_413="Too large.",
        on_415="Not NDJSON, or packed.",
        on_422="No line was accepted.",
        on_503="No broker.",
    )
    | {207: {"description": "Some lines were refused.", "model": answers.ReceiptsAnswer}},
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/x-ndjson": {"schema": {"type": "string"}}}}
    },
)
async def articles(request: Request) -> Response:
    """Send articles, one JSON object a line; each line is answered for. The same article twice counts once."""
    service = service_of(request)
    media_of(request, "application/x-ndjson, one article a line")
    found = await items(request.stream(), service.article_bytes)
    stands = await service.accept([item for _, item in found if isinstance(item, Article)])
    results = answered_for(found, stands)
    taken = sum(result["refused"] is None for result in results)
    if not taken:
        too_large = bool(results) and all(result["refused"].startswith("too-large") for result in results)
        why = f"line {results[0]['line']}: {results[0]['refused']}" if results else "the body has no lines"
        return Problem(413 if too_large else 422, "not-accepted", why).response({"results": results})
    body = {
        "topic": topics.ARTICLES.name,
        "accepted": taken,
        "refused": len(results) - taken,
        "position": service.covering(topics.ARTICLES, stands),
        "results": results,
    }
    status = 200 if taken == len(results) else 207
    return Response(orjson.dumps(body), status, media_type="application/json")


@routes.post(
    "/v1/tickets",
    status_code=201,
    response_model=answers.TicketAnswer,
    responses=REFUSALS | UNASKED,
    dependencies=[Depends(needs("read")), Depends(BEARER), *PLAIN],
)
async def ticket(request: Request) -> Response:
    """A ticket for one stream: `?ticket=` in its address, for an EventSource, which cannot send a key."""
    access = access_of(request)
    body = {"ticket": access.tickets.issue(access.clock()), "seconds": TICKET_SECONDS}
    return Response(orjson.dumps(body), 201, {"Cache-Control": "no-store"}, media_type="application/json")


@routes.get("/livez", response_model=answers.Health, responses=HEALTH, dependencies=PLAIN)
async def livez(request: Request) -> Response:
    """Whether this process still makes progress; if not, restart it."""
    return _health(service_of(request), ok=service_of(request).standing.alive)


@routes.get("/readyz", response_model=answers.Health, responses=HEALTH, dependencies=PLAIN)
async def readyz(request: Request) -> Response:
    """Whether answers can be relied on, and what is waited for."""
    return _health(service_of(request), ok=service_of(request).standing.ready)


def _health(service: Service, *, ok: bool) -> Response:
    standing = service.standing
    body = {
        "status": "ok" if ok else "waiting",
        "waits_for": standing.waits_for,
        "staleness": round(standing.staleness, 3),
    }
    return Response(orjson.dumps(body), 200 if ok else 503, media_type="application/json")


@routes.get("/metrics", response_class=Response, include_in_schema=False)
async def measurements() -> Response:
    body, media = metrics.exposition()
    return Response(body, headers={"Content-Type": media})
