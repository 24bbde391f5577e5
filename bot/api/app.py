"""The API put together: its calls, and whatever is asked beside them."""

from __future__ import annotations

from functools import cache
from itertools import groupby

from anyio import to_thread
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.api.calls import BASE, CALLS, Desk
from bot.api.door import Path, Porter
from bot.api.rates import Rates
from bot.api.tokens import Keys
from bot.clock import monotonic
from bot.workers import Workers

NOWHERE = "/api"


def make_api(desk: Desk, keys: Keys, rate: int, workers: Workers) -> ASGIApp:
    """Make the ASGI app for everything under /api; `rate` is how often a token may call a minute.

    Its answers are made by `workers`, beside whatever else they do. A path may end with a slash or
    without one, and is answered alike.
    """
    porter = Porter(desk, keys, Rates(rate, monotonic), workers)
    routes = _routes(porter)

    @cache
    def beside() -> ASGIApp:
        # Loading FastAPI takes a tenth of a start, and what calls the API never needs it.
        from bot.api.beside import make_beside  # noqa: PLC0415 - see above

        return make_beside(desk)

    async def whole_path(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "root_path": "", "path": _as_written(scope["path"])}
            for route in routes:  # without the framework's layers: these answer whatever happens
                match, found = route.matches(scope)
                if match is Match.FULL:
                    await route.handle({**scope, **found}, receive, send)
                    return
        app = await to_thread.run_sync(beside)
        await app(scope, receive, send)

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
