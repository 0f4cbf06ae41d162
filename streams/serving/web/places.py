"""`/v1/counts/places`: a count by where it happened, for a map."""

from heapq import nlargest
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from pyroaring import BitMap

from streams.serving.model.shelf import EMPTY, Shelf
from streams.serving.model.summary import place_summary
from streams.serving.streams.sse import amounts
from streams.serving.web import answers
from streams.serving.web.asked import Recalling
from streams.serving.web.replies import LISTED, READ, Ready, answer
from streams.serving.web.service import Service

routes = APIRouter()
MOST = 1000


class Mapping(Recalling):
    limit: int = Field(default=300, ge=1, le=MOST, description="So many places, those with the most incidents.")


@routes.get("/v1/counts/places", response_model=answers.PlacesAnswer, responses=LISTED, dependencies=READ)
async def places(request: Request, service: Ready, asked: Annotated[Mapping, Query()]) -> Response:
    """How many incidents at each place: the places with the most first, and what is left that has none of these."""
    await service.reach(asked)
    return answer(request, service, placed(service, asked))


def placed(service: Service, asked: Mapping) -> answers.Json:
    shelf = service.view.shelf
    span = asked.span(service.today(asked.as_of))
    rows = shelf.find(asked.question(service.names), span, asked.moment)
    found = nlargest(asked.limit, shelf.split("place", rows).items(), key=lambda one: (len(one[1]), one[0]))
    elsewhere = rows - BitMap.union(EMPTY, *(here for _, here in found))
    return {
        **service.state(),
        "as_of": asked.as_of,
        "places": [_at(shelf, slug, here) for slug, here in found],
        "elsewhere": amounts(shelf.sum(elsewhere)),
    }


def _at(shelf: Shelf, slug: str, rows: BitMap) -> answers.Json:
    """One place, as the incident that was read last names it."""
    held = shelf.versions.held(rows.max())
    where = place_summary(held.whole) if held else None
    assert where, "a row with this label is the state of an incident that has a place"
    return {"place": slug, **where, **amounts(shelf.sum(rows))}
