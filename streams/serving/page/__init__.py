"""The live page at `/`: a shell that is ready to read, its style and its script, all from here."""

import html
from importlib import resources
from pathlib import PurePath

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

routes = APIRouter(include_in_schema=False)
MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@routes.get("/", response_class=HTMLResponse)
async def index(request: Request) -> HTMLResponse:
    """The shell. The state of a fresh page stands in it as data, so that the script holds no defaults."""
    shell = _read("index.html").replace("{{opening}}", html.escape(request.app.state.service.opening, quote=True))
    return HTMLResponse(shell, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})


@routes.get("/page/{name}")
async def file(name: str) -> Response:
    media = MEDIA.get(PurePath(name).suffix)
    if media is None or name not in _files():
        return Response(status_code=404)
    return Response(_read(name), headers={"Cache-Control": "no-cache"}, media_type=media)


def _files() -> set[str]:
    return {one.name for one in resources.files(__package__).iterdir()}


def _read(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")
