"""The workspace in the browser: its page, its scripts and its style, as they lie in `pages`."""

from functools import partial
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

# Nothing is loaded from elsewhere, and no text can become script: the browser itself sees to it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-DNS-Prefetch-Control": "off",
    "Cache-Control": "no-cache",
}
KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}


def routes() -> list[BaseRoute]:
    """Return the routes of the page ("/", and permalinks) and of what it loads.

    The files are read once; a name that is not among them is a 404, whatever it spells.
    """
    pages = _pages()
    return [
        Route("/", partial(_page, pages, "index.html")),
        Route("/archives/{channel}/{message}", partial(_page, pages, "index.html")),
        Route("/playground/assets/{name}", partial(_asset, pages)),
    ]


def _pages() -> dict[str, bytes]:
    folder = files("bot.playground") / "pages"
    return {each.name: each.read_bytes() for each in folder.iterdir() if _kind(each.name)}


def _kind(name: str) -> str | None:
    return next((kind for ending, kind in KINDS.items() if name.endswith(ending)), None)


async def _asset(pages: dict[str, bytes], request: Request) -> Response:
    return await _page(pages, request.path_params["name"], request)


async def _page(pages: dict[str, bytes], name: str, _request: Request) -> Response:
    if name not in pages:
        return Response("There is no such file.", status_code=404, media_type="text/plain")
    return Response(pages[name], media_type=_kind(name), headers=HEADERS)
