"""The application: the routes of every kind, what turns faults into problems, and the layers around them."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from streams import metrics
from streams.serving import page
from streams.serving.access.access import Access
from streams.serving.access.guard import Guarded
from streams.serving.access.limits import Allowance, Limited
from streams.serving.problems import Problem, ProblemDocument, on_bug, on_http, on_invalid, on_problem
from streams.serving.streams.hub import TooMany
from streams.serving.web import corrections, http, places
from streams.serving.web.analyst import Desk
from streams.serving.web.measure import Measured
from streams.serving.web.methods import Methods
from streams.serving.web.replies import asks_once
from streams.serving.web.service import Service

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]
ASKED = (http.routes, corrections.routes, places.routes)
ROUTERS = (*ASKED, page.routes)


def create_app(
    service: Service,
    access: Access,
    lifespan: Lifespan | None = None,
    *,
    hosts: Sequence[str] = (),
    allowance: Allowance | None = None,
    origins: Sequence[str] = (),
    desk: Desk | None = None,
) -> FastAPI:
    """The application over a service; whoever runs it feeds the view. `hosts`: the names it answers to; none: any.

    `allowance`: what each client may ask, none: no limit; `origins`: whose pages may read it from a browser;
    `desk`: where corrections are taken.
    """
    app = bare(lifespan)
    app.state.service = service
    app.state.access = access
    app.state.desk = desk
    for router in ASKED:
        app.include_router(router, dependencies=[Depends(asks_once)])
    app.include_router(page.routes)
    app.add_middleware(Methods, routes=[*app.routes, *(route for router in ROUTERS for route in router.routes)])
    if allowance:
        app.add_middleware(Limited, access=access, allowance=allowance)
    app.add_middleware(Guarded, names=hosts)
    if origins:
        open_to(app, origins)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Measured)
    app.openapi = lambda: described(app)  # type: ignore[method-assign]  # the way FastAPI documents
    return app


def bare(lifespan: Lifespan | None) -> FastAPI:
    """An application without routes, whose faults are problem documents."""
    return FastAPI(
        title="sitrep",
        version=metrics.package_version(),
        description="A live, self-explaining count of what the news says happened.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        exception_handlers={
            Problem: on_problem,
            HTTPException: on_http,
            RequestValidationError: on_invalid,
            TooMany: on_too_many,
            Exception: on_bug,
        },
    )


async def on_too_many(_: Request, wrong: Exception) -> Response:
    """More streams than are allowed at once."""
    return Problem(503, "too-many-streams", "no more streams are taken; try again", {"Retry-After": "10"}).response()


def open_to(app: FastAPI, origins: Sequence[str]) -> None:
    """Let the pages of these sites read from a browser (CORS)."""
    app.add_middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["*"],
        expose_headers=["*"],
    )


def described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document, with problems where FastAPI would put its own errors."""
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version="1", description=app.description, routes=app.routes)
        schemas = document["components"]["schemas"]
        for own in ("HTTPValidationError", "ValidationError"):
            schemas.pop(own, None)
        schemas["ProblemDocument"] = ProblemDocument.model_json_schema()
        app.openapi_schema = document
    return app.openapi_schema
