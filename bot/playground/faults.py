"""Faults that are put in on purpose: what Slack's own bad days look like to an app."""

import asyncio
import math
import socket
import struct
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_args

from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

Kind = Literal["limited", "broken", "dropped", "reset", "lost", "slow", "late", "duplicate"]
# What a socket does when it is closed: throw away what was not sent, and reset (socket(7)).
RESETS = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong, once.

    - `limited`: 429 with `Retry-After: seconds`, nothing done;
    - `broken`: 500, nothing done;
    - `dropped`: done, but the reply breaks off (the app cannot know that it was done);
    - `reset`: done, but the connection is reset in the middle of the reply (by TCP's RST);
    - `lost`: nothing done, and the reply breaks off;
    - `slow`: done, and answered after `seconds`;
    - `late`: done only after `seconds`, and then answered: the app may have given up by then;
    - `duplicate`: an event is delivered twice (its name is the method).

    Any of them, waiting for the method `ack`, loses what the app acknowledges in Socket Mode.
    """

    kind: Kind
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise ValueError(f"{self.kind!r} is none of {', '.join(get_args(Kind))}")


class Weather(Protocol):
    """What may go wrong with any call, for a while."""

    def fault_for(self, method: str) -> Fault | None:
        """Return what the present call meets, if anything."""
        ...


class Faults:
    """Which faults wait for which Web API method (`chat.postMessage`) or event (`event`).

    The method `response_url` stands for all answers by response_url. `latency` is how long every
    call takes, in seconds. A call that says when it was sent (`X-Sent-At`) is done within the
    `patience`, or not at all: a test's own machine may be busier than Slack ever is.
    """

    def __init__(self) -> None:
        self.latency = 0.0
        self.patience = math.inf
        self._waiting: dict[str, deque[Fault]] = {}
        self._weather: Weather | None = None

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next `times` calls of a method meet this fault."""
        self._waiting.setdefault(method, deque()).extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """Return the fault that the present call meets, if any."""
        waiting = self._waiting.get(method)
        if waiting:
            return waiting.popleft()
        return self._weather.fault_for(method) if self._weather is not None else None

    def turn(self, weather: Weather) -> None:
        """From now on let go wrong whatever the weather brings, until `calm`."""
        self._weather = weather

    def calm(self) -> None:
        """Let nothing go wrong any more."""
        self._weather = None
        self._waiting.clear()


async def answer_under(fault: Fault | None, answer: Callable[[], Awaitable[Response]]) -> Response:
    """Answer one call of the app as the fault lets it: perhaps not done, or not told."""
    kind = fault.kind if fault is not None else None
    seconds = fault.seconds if fault is not None else 0
    if kind == "limited":
        return limited(seconds)
    if kind == "broken":
        return broken()
    if kind == "lost":
        return broken_off()
    if kind == "late":
        await asyncio.sleep(seconds)
    answered = await answer()
    if kind == "dropped":
        return broken_off()
    if kind == "reset":
        return ResetResponse()
    if kind == "slow":
        await asyncio.sleep(seconds)
    return answered


def broken() -> Response:
    """Return an error of Slack's own."""
    return Response("Internal Server Error", 500)


def limited(seconds: float) -> Response:
    """Return a 429, with the whole seconds to wait."""
    headers = {"Retry-After": str(math.ceil(seconds))}
    return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers)


def broken_off() -> Response:
    """Return a reply that promises more than it sends, so that the connection breaks."""

    async def nothing() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(0)

    return StreamingResponse(
        nothing(), headers={"Content-Length": "1000"}, media_type="application/json"
    )


class ResetResponse(Response):
    """A reply that begins, and then the connection is reset."""

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """Begin to answer, and reset."""
        headers = [(b"content-length", b"1000"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})
        # ASGI has no word for the connection; uvicorn's `receive` is a method of who holds it.
        cycle: Any = getattr(receive, "__self__")  # noqa: B009 - a function need not have it
        connection = cycle.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESETS)
        cycle.transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass
