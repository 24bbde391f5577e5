"""Files: where the app puts them, and where people fetch them."""

import secrets
from dataclasses import dataclass
from mimetypes import guess_type
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.playground.browser import HEADERS


@dataclass
class File:
    """A file; without `content` it is awaited, and nobody sees it before it is `complete`."""

    id: str
    name: str
    length: int
    title: str = ""
    content: bytes | None = None
    complete: bool = False


def as_slack_file(file: File, base_url: str) -> dict[str, Any]:
    """Return the file object of messages and answers (docs.slack.dev/reference/objects)."""
    address = f"{base_url}/files/{file.id}/{quote(file.name)}"
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": guess_type(file.name)[0] or "application/octet-stream",
        "size": file.length,
        "url_private": address,
        "url_private_download": address,
    }


class Shelf:
    """All files of the workspace, and the addresses at which some are awaited."""

    def __init__(self) -> None:
        self.files: dict[str, File] = {}
        self._awaited: dict[str, File] = {}
        self._given_out = 0  # ids

    def expect(self, name: str, length: int) -> tuple[File, str]:
        """Await a file; return it, and the ticket of the address where it is to be put."""
        self._given_out += 1
        file = File(f"F{self._given_out}", name, length)
        ticket = secrets.token_urlsafe(16)
        self.files[file.id] = self._awaited[ticket] = file
        return file, ticket

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/upload/v1/{ticket}", self._put, methods=["POST"]),
            Route("/files/{id}/{name}", self._fetch),
        ]

    async def _put(self, request: Request) -> Response:
        file = self._awaited.pop(request.path_params["ticket"], None)
        if file is None:
            return _said("There is no such address, or it was used.", 404)
        content = await request.body()
        if len(content) != file.length:
            return _said(f"Expected {file.length} bytes.", 400)
        file.content = content
        return _said(f"OK - {file.length}")

    async def _fetch(self, request: Request) -> Response:
        file = self.files.get(request.path_params["id"])
        if file is None or not file.complete or file.name != request.path_params["name"]:
            return _said("There is no such file.", 404)
        headers = HEADERS | {"Content-Disposition": "attachment"}
        return Response(file.content, media_type="application/octet-stream", headers=headers)


def _said(sentence: str, status: int = 200) -> Response:
    return Response(sentence, status, media_type="text/plain")
