"""One path of the API as an ASGI app: its calls by method, each done on a worker thread.

The way of a request: what it asks is read (no more of a body than is allowed), its token is read,
how often it calls is counted, and the call is done; whose token it is, is looked up in the call's
own transaction. Whatever goes wrong gets its answer, to whoever is let in.
"""

from __future__ import annotations

import re
from asyncio import Semaphore
from collections.abc import Callable, Mapping

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from bot.api.answers import Answer
from bot.api.asked import CALENDAR_FILE, JSON, MOST, Asked
from bot.api.calls import Call, Caller, Desk, calendar
from bot.api.errors import Failed, answer_to, not_allowed
from bot.api.rates import Rates
from bot.api.tokens import Keys
from bot.clock import monotonic
from bot.interviews.model import Token
from bot.interviews.tokens import NotLetIn
from bot.tracing import tracing
from bot.workers import Workers

# Let in of its own, so that a crowd of clients never holds up anybody in chat. More of them than
# are at work (`bot.workers`), for when some wait for another process to have written.
AT_ONCE = 8
NOT_ACCEPTABLE, TOO_MANY = 406, 429
BEARER = re.compile(r"bearer +([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){2})", re.IGNORECASE)


class Porter:
    """Lets calls in: who calls, how often; and does them. Shared by all paths."""

    def __init__(self, desk: Desk, keys: Keys, rates: Rates, workers: Workers) -> None:
        self.desk = desk
        self._workers = workers
        self._let_in = Semaphore(AT_ONCE)
        self._keys = keys
        self._rates = rates

    async def in_a_thread(self, work: Callable[[], Answer]) -> Answer:
        """Do work on a worker thread."""
        async with self._let_in:
            return await self._workers.do(work)

    def answer(self, call: Call, asked: Asked) -> Answer:
        """Do a call, and give what is answered; never raises."""
        words = self.desk.words()
        try:
            caller = Caller(self.desk, self._token(asked), call.side, asked)
            try:
                return self._do(call, caller)
            except Exception as error:  # noqa: BLE001 - it is said in the caller's own language
                words = self.desk.words(caller.person)  # or that they are not let in, before all
                return answer_to(error, words)
        except Exception as error:  # noqa: BLE001 - the last place where anything can be said
            return answer_to(error, words)

    def _do(self, call: Call, caller: Caller) -> Answer:
        wait = self._rates.wait(caller.token.jti)
        if wait:
            raise Failed(TOO_MANY, "error.too_many", (("retry-after", str(wait)),), seconds=wait)
        _check_wish(call, caller.asked)
        try:
            return call.does(caller)
        except Exception:
            self.desk.interviews.admit(caller.actor)  # what else is wrong is for staff alone
            raise

    def _token(self, asked: Asked) -> Token:
        given = asked.each("authorization")
        found = BEARER.fullmatch(given[0].strip()) if len(given) == 1 else None
        token = self._keys.read(found[1], self.desk.now()) if found else None
        if token is None:
            raise NotLetIn
        return token


class Path:
    """What is called at one path, by method."""

    def __init__(self, porter: Porter, calls: Mapping[str, Call]) -> None:
        self._porter = porter
        self._calls = dict(calls)
        if "GET" in self._calls:
            self._calls["HEAD"] = self._calls["GET"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        began = monotonic()
        call = self._calls.get(scope["method"])
        if call is None:
            asked = Asked.of(scope)
            answer = not_allowed(", ".join(self._calls), self._porter.desk.words())
        else:
            try:
                body = b"" if call.method == "GET" else await _body(scope, receive)
            except ClientDisconnect:
                return  # half a request asks for nothing, and nobody is there to be told
            asked = Asked.of(scope, body)
            with tracing(asked.request_id):
                answer = await self._porter.in_a_thread(lambda: self._porter.answer(call, asked))
        await answer.send(send, asked.request_id, monotonic() - began)


def _check_wish(call: Call, asked: Asked) -> None:
    if not asked.takes(CALENDAR_FILE if call.does is calendar else JSON):
        raise Failed(NOT_ACCEPTABLE, "error.not_acceptable")


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """Read a body; None as soon as it is longer than allowed, the rest being left unread."""
    length = dict(scope["headers"]).get(b"content-length", b"0")
    if length.isdigit() and int(length) > MOST:
        return None
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        part = message.get("body", b"")
        size += len(part)
        if size > MOST:
            return None
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)
