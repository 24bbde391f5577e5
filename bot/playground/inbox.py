"""The in-boxes in the browser, under `/mail`: letters as a mail program shows them.

The HTML of a letter stands in a frame in which nothing may run and nothing is loaded.
"""

from __future__ import annotations

from importlib.resources import files

from jinja2 import DictLoader, Environment
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.playground.browser import HEADERS, POLICY
from bot.playground.mail import Letter, MailRoom

FRAMED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
PAGES = ("boxes.html", "letter.html", "base.html")
HEAD = ("From", "To", "Reply-To", "Date", "Subject")


class InBox:
    """The pages of a mail room."""

    def __init__(self, room: MailRoom) -> None:
        self._room = room
        folder = files("bot.playground") / "letters"
        texts = {name: (folder / name).read_text("utf-8") for name in PAGES}
        self._pages = Environment(loader=DictLoader(texts), autoescape=True)

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/mail", self._boxes),
            Route("/mail/count", self._count),
            Route("/mail/{number:int}", self._letter),
            Route("/mail/{number:int}/html", self._html),
            Route("/mail/{number:int}/files/{name}", self._file),
        ]

    async def _boxes(self, _request: Request) -> Response:
        boxes = [(each, self._room.to(each)[::-1]) for each in self._room.addresses()]
        return self._page("boxes.html", boxes=boxes, count=len(self._room.letters))

    async def _count(self, _request: Request) -> Response:
        return JSONResponse(len(self._room.letters), headers={"Cache-Control": "no-store"})

    async def _letter(self, request: Request) -> Response:
        letter = self._asked(request)
        if letter is None:
            return _nothing()
        head = [(name, letter.header(name)) for name in HEAD if letter.header(name)]
        return self._page("letter.html", letter=letter, head=head, files=list(letter.files()))

    async def _html(self, request: Request) -> Response:
        letter = self._asked(request)
        if letter is None:
            return _nothing()
        headers = HEADERS | {"Content-Security-Policy": FRAMED}
        return Response(letter.html(), media_type="text/html", headers=headers)

    async def _file(self, request: Request) -> Response:
        letter, name = self._asked(request), request.path_params["name"]
        if letter is None or name not in letter.files():
            return _nothing()
        headers = HEADERS | {"Content-Disposition": "attachment"}
        kind = "text/calendar" if name.endswith(".ics") else "application/octet-stream"
        return Response(letter.files()[name], media_type=kind, headers=headers)

    def _asked(self, request: Request) -> Letter | None:
        number = request.path_params["number"]
        return next((each for each in self._room.letters if each.number == number), None)

    def _page(self, name: str, **shown: object) -> Response:
        html = self._pages.get_template(name).render(shown)
        headers = HEADERS | {"Content-Security-Policy": f"{POLICY}; frame-src 'self'"}
        return Response(html, media_type="text/html", headers=headers)


def _nothing() -> Response:
    return Response("There is no such letter.", status_code=404, media_type="text/plain")
