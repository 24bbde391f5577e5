"""One port for all: Slack's requests, the state of health, and whatever else is mounted."""

from __future__ import annotations

import re
from asyncio import Semaphore
from collections.abc import Awaitable, Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from anyio import to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from bot.clock import monotonic
from bot.deadline import Patience, somebody_waits

if TYPE_CHECKING:
    from slack_bolt import BoltRequest, BoltResponse

    Dispatch = Callable[[BoltRequest], Awaitable[BoltResponse | None]]

SECONDS = re.compile(r"[0-9]{1,12}")  # since 1970, as Slack signs them
SLACK_AT_ONCE = 40  # of its own, so that slow listeners never hold up anybody else
NOT_LONG = Patience()
NOT_READY = 503
# What a process needs, and what is so while it has not got it.
WITHOUT = {
    "database": "The database does not answer. Ask interview-bot doctor why.",
    "disk": "Nothing can be kept: the database's disk is full, or may only be read.",
    "Slack": "Slack is not connected, or accepts SLACK_BOT_TOKEN no longer.",
    "Socket Mode": "Slack's websocket is not open; it is opened anew by itself.",
    "courier": "Nobody is told anything any more. Start interview-bot anew.",
}
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"

Missing = Callable[[], AbstractSet[str]]


def nothing_missing() -> AbstractSet[str]:
    """Say that nothing is missing."""
    return frozenset()


def make_web(
    dispatch: Dispatch | None,
    mounted: Sequence[BaseRoute] = (),
    patience: Patience = NOT_LONG,
    missing: Missing = nothing_missing,
    metrics: Callable[[], bytes] | None = None,
) -> Starlette:
    """Make the ASGI app.

    `dispatch` answers Slack's requests, or gives None while Slack is not connected yet (503:
    Slack tries an event again); it has as long as `patience` says, from the request's arrival.
    Where Slack is heard over Socket Mode there is none, and no address for its requests. `mounted`
    come after our own routes. `missing` says what this process needs and has not got just now;
    `/health` asks it, on a worker thread, and `/metrics` its `metrics`.
    """
    answers = _slack(dispatch, patience) if dispatch else None
    slack = [Route("/slack/events", answers, methods=["POST"])] if answers else []
    web = Starlette(routes=[*slack, *_health(missing), *_figures(metrics), *mounted])
    web.router.redirect_slashes = False  # nobody is sent to and fro
    return web


def everything_under(path: str, app: ASGIApp) -> BaseRoute:
    """Make a route to an app, for a path and every address under it.

    Starlette's own way leaves out the path itself, and addresses that hold a line break.
    """
    mount = Mount(path, app=app)
    mount.path_regex = re.compile(f"^{path}(?:/|$)(?P<path>.*)$", re.DOTALL)
    return mount


def _slack(dispatch: Dispatch, patience: Patience) -> Callable[[Request], Awaitable[Response]]:
    from slack_bolt import BoltRequest  # noqa: PLC0415 - a waste without Slack

    let_in = Semaphore(SLACK_AT_ONCE)

    async def slack(request: Request) -> Response:
        arrived_at = monotonic()
        stamp = request.headers.get("x-slack-request-timestamp")  # an ssl_check has none
        if stamp is not None and not SECONDS.fullmatch(stamp):
            return Response(status_code=401)  # slack_sdk takes it for a number without asking
        asked = BoltRequest(
            body=(await request.body()).decode("utf-8", "replace"),
            query=dict(parse_qsl(request.url.query)),
            headers=dict(request.headers),
        )
        with somebody_waits(patience, arrived_at):
            async with let_in:
                answer = await dispatch(asked)
        return _as_response(answer) if answer else Response(status_code=503)

    return slack


def _health(missing: Missing) -> list[BaseRoute]:
    """Give `/health/live` (this process answers), and `/health/ready`, for short `/health`.

    Ready is 200, or 503 with the names of what is missing and a sentence about each: a balancer
    sends nobody there.
    """

    async def live(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_request: Request) -> Response:
        lacking = sorted(await to_thread.run_sync(missing))
        if lacking:
            says = [WITHOUT[name] for name in lacking]
            answer = {"status": "not ready", "missing": lacking, "says": says}
            return JSONResponse(answer, NOT_READY)
        return JSONResponse({"status": "ok"})

    ways = {"/health": ready, "/health/ready": ready, "/health/live": live}
    return [Route(path, answers, methods=["GET"]) for path, answers in ways.items()]


def _figures(metrics: Callable[[], bytes] | None) -> list[BaseRoute]:
    if metrics is None:
        return []

    async def figures(_request: Request) -> Response:
        return Response(await to_thread.run_sync(metrics), media_type=PROMETHEUS)

    return [Route("/metrics", figures, methods=["GET"])]


def _as_response(answer: BoltResponse) -> Response:
    response = Response(content=answer.body, status_code=answer.status)
    for name, values in answer.headers.items():
        if name != "content-length":
            response.headers[name] = values[0]
    return response
