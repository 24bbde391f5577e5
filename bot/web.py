"""One port for all: Slack's requests, the state of health, and whatever else is mounted."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from slack_bolt import BoltRequest, BoltResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

SECONDS = re.compile(r"[0-9]{1,12}")  # since 1970, as Slack signs them
SLACK_THREADS = 40  # of its own, so that slow listeners never hold up anybody else


Dispatch = Callable[[BoltRequest], BoltResponse | None]


def make_web(dispatch: Dispatch | None, mounted: Sequence[BaseRoute] = ()) -> Starlette:
    """Make the ASGI app.

    `dispatch` answers Slack's requests on worker threads, or gives None while Slack is not
    connected yet (503: Slack tries an event again). Where Slack is heard over Socket Mode there
    is none, and no address for its requests. `mounted` come after our own routes.
    """
    slack = [Route("/slack/events", _slack(dispatch), methods=["POST"])] if dispatch else []
    return Starlette(routes=[*slack, Route("/health", _health, methods=["GET"]), *mounted])


def _slack(dispatch: Dispatch) -> Callable[[Request], Awaitable[Response]]:
    limiter: list[CapacityLimiter] = []  # made in the running loop, and once

    async def slack(request: Request) -> Response:
        if not SECONDS.fullmatch(request.headers.get("x-slack-request-timestamp", "")):
            return Response(status_code=401)  # slack_sdk takes it for a number without asking
        if not limiter:
            limiter.append(CapacityLimiter(SLACK_THREADS))
        asked = BoltRequest(
            body=(await request.body()).decode("utf-8", "replace"),
            query=dict(parse_qsl(request.url.query)),
            headers=dict(request.headers),
        )
        answer = await to_thread.run_sync(dispatch, asked, limiter=limiter[0])
        return _as_response(answer) if answer else Response(status_code=503)

    return slack


async def _health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


def _as_response(answer: BoltResponse) -> Response:
    response = Response(content=answer.body, status_code=answer.status)
    for name, values in answer.headers.items():
        if name != "content-length":
            response.headers[name] = values[0]
    return response
