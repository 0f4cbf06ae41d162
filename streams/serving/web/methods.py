"""What every resource does with a method: HEAD as GET without the body, OPTIONS tells what is allowed, else 405."""

from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from streams.serving.problems import Problem


class Methods:
    """Middleware next to the routes, which know what they are asked by; where none has the path it is no business
    of ours."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._routes = [route for route in routes if isinstance(route, Route)]
        plain = (route for route in self._routes if "GET" in (route.methods or ()))
        self._read = frozenset(route.path for route in plain if "{" not in route.path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or (scope["method"] == "GET" and scope["path"] in self._read):
            await self._app(scope, receive, send)
            return
        allowed = self._allowed(scope)
        if not allowed or (scope["method"] in allowed and scope["method"] not in ("HEAD", "OPTIONS")):
            await self._app(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={"Allow": ", ".join(allowed)})(scope, receive, send)
        elif scope["method"] in allowed:
            await self._app({**scope, "method": "GET"}, receive, headed(send))
        else:
            detail = f"{scope['method'][:20]} is not for this; it takes {', '.join(allowed)}"
            await Problem(405, "wrong-method", detail, {"Allow": ", ".join(allowed)}).response()(scope, receive, send)

    def _allowed(self, scope: Scope) -> list[str]:
        methods = {
            method
            for route in self._routes
            if route.matches(scope)[0] is not Match.NONE
            for method in route.methods or ()
        }
        return sorted({*methods, "OPTIONS", *({"HEAD"} if "GET" in methods else ())}) if methods else []


def headed(send: Send) -> Send:
    """Sends the headers alone, with the length that the body would have had."""
    done = False

    async def sent(message: Message) -> None:
        nonlocal done
        if message["type"] == "http.response.start":
            await send(message)
        elif not done:
            done = True
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return sent
