"""What goes back: the bytes of a body, and the headers in the order that clients know."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.types import Send

from bot.interviews.model import Interview, written

JSON = "application/json; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
NOT_MODIFIED = 304
COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=written)

Headers = Sequence[tuple[str, str]]

FIRST: Headers = (
    ("x-frame-options", "SAMEORIGIN"),
    ("x-xss-protection", "0"),
    ("x-content-type-options", "nosniff"),
    ("x-permitted-cross-domain-policies", "none"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
)


@dataclass(frozen=True)
class Answer:
    """A status and a body.

    `more` are the headers of this answer alone, which stand before its type. `tag` is the entity
    tag, where it is not that of the body.
    """

    status: int
    body: bytes
    content_type: str = JSON
    more: Headers = ()
    tag: str | None = None

    async def send(self, send: Send, request_id: str, seconds: float) -> None:
        """Send it."""
        headers = self.headers(request_id, seconds)
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})

    def headers(self, request_id: str, seconds: float) -> list[tuple[bytes, bytes]]:
        """Give all headers, in the order of the contract, and no others."""
        unmodified = self.status == NOT_MODIFIED
        wanted = [
            *FIRST,
            *self.more,
            *(() if unmodified else (("content-type", self.content_type),)),
            ("vary", "Accept, Origin"),
            ("etag", self.tag or tag_of(self.body)),
            ("cache-control", "max-age=0, private, must-revalidate"),
            ("x-request-id", request_id),
            ("x-runtime", f"{seconds:.6f}"),
            *(() if unmodified else (("content-length", str(len(self.body))),)),
        ]
        return [(name.encode(), value.encode("latin-1")) for name, value in wanted]


def tag_of(body: bytes) -> str:
    """Give the entity tag of a body."""
    return f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'


def body_of(interview: Interview) -> bytes:
    """Give the body that shows an interview."""
    return as_json({"interview": interview.model_dump()})


def as_json(value: Any) -> bytes:
    """Give compact JSON, instants with three decimals and Z."""
    return COMPACT.encode(value).encode()
