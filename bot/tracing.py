"""The request that is being answered: its id goes on into the log and into every notice.

An id says nothing about anybody: Slack's own for events and envelopes, the caller's or a new one
for a call of the API, a new one for everything else. What comes from outside may be anything,
since it is there before anybody is known: what does not look like an id gets a new one.
"""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar

AN_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_present: ContextVar[str | None] = ContextVar("request", default=None)


class tracing:  # noqa: N801 - it is used as a function is, once for each notice that is sent
    """Let everything within be of that request; without such an id, of the present or a new one.

    Threads that are started with a copy of the context (as anyio's are) belong to it too.
    """

    def __init__(self, request: object = None) -> None:
        given = request if isinstance(request, str) and AN_ID.fullmatch(request) else None
        self._request = given or _present.get() or secrets.token_hex(8)

    def __enter__(self) -> None:
        self._before = _present.set(self._request)

    def __exit__(self, *_: object) -> None:
        _present.reset(self._before)


def request_id() -> str | None:
    """Give the id of the request that is being answered; None while there is none."""
    return _present.get()


def traced_key() -> str:
    """Make a key that nobody else has, by which the request can be found again (`request_of`)."""
    return f"{_present.get() or ''}.{secrets.token_hex(12)}"


def request_of(key: str) -> str | None:
    """Give the request in which a key was made; None where it was made in none."""
    return key.rpartition(".")[0] or None
