"""A client in a hurry: kept connections, each with its next request as soon as it is answered.

A process of its own, so that it takes no time from the server's interpreter.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from abc import ABC, abstractmethod
from typing import Any


class Tally(ABC):
    """What the connections of one run have in common: what to send, and what came back.

    It goes on until `seconds` have passed or, when it is not 0, `requests` were sent; but at least
    one request is sent, however long it took to connect.
    """

    def __init__(self, seconds: float, requests: int) -> None:
        self.took: list[float] = []
        self.bad: list[str] = []
        self._requests = requests
        self._sent = 0
        self._again: list[bytes] = []
        self._ends = time.perf_counter() + seconds

    @abstractmethod
    def request(self, number: int) -> bytes:
        """Make the request of that number, counted from 0."""

    @abstractmethod
    def is_good(self, answer: bytes) -> bool:
        """Whether this is a good answer."""

    def next_request(self) -> bytes | None:
        """Give the next request; None when it is enough."""
        if self._again:
            return self._again.pop()
        late = self._sent > 0 and time.perf_counter() > self._ends
        if late or 0 < self._requests <= self._sent:
            return None
        self._sent += 1
        return self.request(self._sent - 1)

    def unanswered(self, request: bytes) -> None:
        """Have a request sent once more: the server hung up before it said anything."""
        self._again.append(request)

    def note(self, took: float, answer: bytes) -> None:
        """Count an answer in."""
        self.took.append(took)
        if not self.is_good(answer):
            self.bad.append(answer.decode("utf-8", "replace"))

    def told(self, lasted: float) -> dict[str, Any]:
        """Sum up, in milliseconds."""
        took = sorted(each * 1000 for each in self.took) or [0.0]
        return {
            "rate": len(self.took) / lasted,
            "requests": len(self.took),
            "p50": statistics.median(took),
            "p99": took[int(len(took) * 0.99)],
            "longest": took[-1],
            "bad": len(self.bad),
            "example": self.bad[0] if self.bad else "",
        }


class Connection(asyncio.Protocol):
    """One kept connection: the next request leaves when the answer to the last one is whole.

    `done` says whether it was enough; False = the server hung up, as it may between two requests.
    """

    def __init__(self, tally: Tally) -> None:
        self.done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._tally = tally
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, split, body = self._answer.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if split and len(body) >= int(length or 0):
            self._tally.note(time.perf_counter() - self._sent_at, self._answer)
            self._send()

    def connection_lost(self, _: Exception | None) -> None:
        if not self.done.done():
            self._tally.unanswered(self._request)
            self.done.set_result(False)

    def _send(self) -> None:
        request = self._tally.next_request()
        if request is None:
            self.done.set_result(True)
            self._transport.close()
            return
        self._answer = b""
        self._request = request
        self._sent_at = time.perf_counter()
        self._transport.write(request)


async def run(tally: Tally, port: int, connections: int) -> dict[str, Any]:
    """Send it all; give what was measured."""
    began = time.perf_counter()
    await asyncio.gather(*(_send(tally, port) for _ in range(connections)))
    return tally.told(time.perf_counter() - began)


async def _send(tally: Tally, port: int) -> None:
    enough = False
    while not enough:
        loop = asyncio.get_running_loop()
        _, made = await loop.create_connection(lambda: Connection(tally), "127.0.0.1", port)
        enough = await made.done
