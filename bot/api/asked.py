"""A request as it came in, and what its headers ask for."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from starlette.types import Scope

MOST = 64 * 1024  # bytes of a body
SANE_ID = re.compile(r"[A-Za-z0-9_.@-]{1,255}")
NOT_WANTED = re.compile(r"q=0(\.0{0,3})?")
JSON, CALENDAR_FILE = "application/json", "text/calendar"


@dataclass(frozen=True)
class Asked:
    """A request. `body` is None when it was longer than anybody reads; `id` is the path's."""

    method: str
    headers: tuple[tuple[bytes, bytes], ...]
    query: str = ""
    body: bytes | None = b""
    path: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, scope: Scope, body: bytes | None = b"") -> Self:
        """Take it from the server."""
        return cls(
            method=scope["method"],
            headers=tuple(scope["headers"]),
            query=scope["query_string"].decode("latin-1"),
            body=body,
            path=scope.get("path_params", {}),
        )

    def header(self, name: str) -> str | None:
        """Give a header; one that came several times as a list; None when it did not come."""
        values = self.each(name)
        return ", ".join(values) if values else None

    def each(self, name: str) -> list[str]:
        """Give every value of a header."""
        wanted = name.encode()
        return [value.decode("latin-1") for key, value in self.headers if key == wanted]

    @cached_property
    def request_id(self) -> str:
        """Give the id that the caller gave to the request, if it is sane, else a new one."""
        given = self.header("x-request-id") or ""
        return given if SANE_ID.fullmatch(given) else str(uuid.uuid4())

    def takes(self, content_type: str) -> bool:
        """Whether the caller accepts an answer of that type."""
        accepted = self.header("accept")
        if not accepted:
            return True
        wanted = {
            kind: not any(NOT_WANTED.fullmatch(each) for each in parameters)
            for kind, *parameters in map(_parts, accepted.split(","))
        }
        kinds = (content_type, f"{content_type.partition('/')[0]}/*", "*/*")  # the nearest decides
        return next((wanted[kind] for kind in kinds if kind in wanted), False)

    def is_json(self) -> bool:
        """Whether the body says that it is JSON (in UTF-8, as JSON always is)."""
        kind, *parameters = _parts(self.header("content-type") or "")
        charsets = {each for each in parameters if each.startswith("charset=")}
        return kind == JSON and charsets <= {"charset=utf-8", 'charset="utf-8"'}

    def has(self, header: str, tag: str) -> bool:
        """Whether a list of tags in a header has this one; weak or not makes no difference."""
        given = (self.header(header) or "").strip()
        return given == "*" or _opaque(tag) in map(_opaque, given.split(","))


def _opaque(tag: str) -> str:
    return tag.strip().removeprefix("W/")


def _parts(value: str) -> list[str]:
    """Give what a header's value names, and its parameters."""
    return [part.strip().lower() for part in value.split(";")]
