"""The API put together: its paths, its documentation, and what is said of all other paths."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import groupby

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.api.asked import Asked
from bot.api.calls import BASE, CALLS, Desk
from bot.api.documents import document
from bot.api.door import Path, Porter
from bot.api.errors import not_allowed, not_found
from bot.api.rates import Rates
from bot.api.tokens import Keys
from bot.clock import monotonic
from bot.workers import Workers

DOCS, NOWHERE = "/api/docs", "/api"


def make_api(desk: Desk, keys: Keys, rate: int, workers: Workers) -> ASGIApp:
    """Make the ASGI app for everything under /api; `rate` is how often a token may call a minute.

    Its answers are made by `workers`, beside whatever else they do. A path may end with a slash or
    without one, and is answered alike.
    """
    porter = Porter(desk, keys, Rates(rate, monotonic), workers)
    api = FastAPIOffline(
        docs_url=DOCS,
        redoc_url=None,
        static_url=f"{DOCS}/files",
        openapi_url="/api/openapi.json",
        swagger_ui_oauth2_redirect_url=f"{DOCS}/signed-in",
        title="Interview Bot",
        redirect_slashes=False,
        exception_handlers={HTTPException: _in_our_words(desk)},
    )
    _describe(api)
    routes = _routes(porter)

    async def whole_path(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "root_path": "", "path": _as_written(scope["path"])}
            for route in routes:  # without the framework's layers: these answer whatever happens
                match, found = route.matches(scope)
                if match is Match.FULL:
                    await route.handle({**scope, **found}, receive, send)
                    return
        await api(scope, receive, send)

    return whole_path


def _as_written(path: str) -> str:
    """Give a path as it stands in the table of calls; of one that cannot, what is not there."""
    if not path.isprintable():
        return NOWHERE
    return path[:-1] if path.startswith(f"{BASE}/") and path.endswith("/") else path


def _routes(porter: Porter) -> list[Route]:
    # The calendar file's path first: an id could be anything.
    calls = sorted(CALLS, key=lambda call: (not call.path.endswith(".ics"), call.path))
    return [
        Route(path, Path(porter, {call.method: call for call in group}))
        for path, group in groupby(calls, key=lambda call: call.path)
    ]


def _describe(api: FastAPI) -> None:
    api.openapi = document  # type: ignore[method-assign]  # so FastAPI wants it


def _in_our_words(desk: Desk) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Say in the words of the house what the framework has to say: that there is no such path."""

    async def said(request: Request, error: Exception) -> Response:
        answer = not_found(desk.words())
        allowed = getattr(error, "headers", None) or {}
        if "Allow" in allowed:
            answer = not_allowed(allowed["Allow"], desk.words())
        response = Response(answer.body, answer.status)
        response.raw_headers = answer.headers(Asked.of(request.scope).request_id, 0)
        return response

    return said
