"""The live page at `/`: a shell that is ready to read, its style and its script, all from here.

The chart is drawn by Chart.js (https://www.chartjs.org), which the package `chartkick` carries.
"""

import functools
import gzip
import hashlib
import html
from dataclasses import dataclass
from importlib import resources
from pathlib import PurePath

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from streams.serving.problems import Problem

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
LIBRARY = resources.files("chartkick") / "django/static/chartkick/Chart.bundle.js"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Asset:
    """A file, packed once, and a digest of what stands in it."""

    body: bytes
    packed: bytes
    digest: str

    def answer(self, request: Request, media: str, caching: str) -> Response:
        tag = f'"{self.digest}"'
        headers = {"ETag": tag, "Cache-Control": caching, "Vary": "Accept-Encoding"}
        # Whatever packs an answer on its way makes the tag a weak one.
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self.packed, headers=headers | {"Content-Encoding": "gzip"}, media_type=media)
        return Response(self.body, headers=headers, media_type=media)


@routes.get("/", response_class=HTMLResponse)
async def index(request: Request) -> HTMLResponse:
    """The shell. The state of a fresh page stands in it as data, so that the script holds no defaults."""
    filled = {"opening": request.app.state.service.opening, "library": f"/page/library/{library().digest}.js"}
    shell = (resources.files(__package__) / "index.html").read_text(encoding="utf-8")
    for name, value in filled.items():
        shell = shell.replace(f"{{{{{name}}}}}", html.escape(value, quote=True))
    return HTMLResponse(shell, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})


@routes.get("/page/{name}")
async def file(request: Request, name: str) -> Response:
    media = MEDIA.get(PurePath(name).suffix)
    if media is None or name not in ours():
        raise Problem(404, "not-found", "no such file of the page")
    return ours()[name].answer(request, media, "no-cache")


@routes.get("/page/library/{name}")
async def drawing(request: Request, name: str) -> Response:
    """Chart.js. Its address names its content, so that a browser asks for it once."""
    if name != f"{library().digest}.js":
        raise Problem(404, "not-found", "no such file of the page")
    return library().answer(request, MEDIA[".js"], f"public, max-age={YEAR}, immutable")


@functools.cache
def library() -> Asset:
    return _asset(LIBRARY.read_bytes())


@functools.cache
def ours() -> dict[str, Asset]:
    files = (one for one in resources.files(__package__).iterdir() if PurePath(one.name).suffix in MEDIA)
    return {one.name: _asset(one.read_bytes()) for one in files}


def _asset(body: bytes) -> Asset:
    return Asset(body, gzip.compress(body, mtime=0), hashlib.blake2b(body, digest_size=12).hexdigest())
