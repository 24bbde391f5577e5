"""What is answered beside the calls: the documentation, and that there is no such path."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.api.asked import Asked
from bot.api.calls import Desk
from bot.api.documents import document
from bot.api.errors import not_allowed, not_found

DOCS = "/api/docs"


def make_beside(desk: Desk) -> FastAPI:
    """Make the ASGI app for everything under /api that is no call."""
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
    return api


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
