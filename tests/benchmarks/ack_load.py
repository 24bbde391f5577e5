"""Slack, in a hurry: sends signed commands over kept connections and measures the answers.

A process of its own, so that it takes no time from the server's interpreter. Each request is
signed afresh, as Slack does. Prints one line of JSON.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import statistics
import sys
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bot.clock import machine_time

HEAD = (
    "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
    "application/x-www-form-urlencoded\r\nContent-Length: {}\r\n"
    "X-Slack-Request-Timestamp: {}\r\nX-Slack-Signature: v0={}\r\n\r\n"
)


@dataclass
class Order:
    """What to send: until `seconds` have passed or, when it is not 0, `requests` were sent.

    `line` is what `user` types behind the command; `expected` stands in every good answer.
    """

    port: int
    secret: str
    user: str
    line: str
    expected: str
    connections: int
    seconds: float
    requests: int = 0


class Tally:
    """What the connections of one run have in common."""

    def __init__(self, order: Order) -> None:
        self.took: list[float] = []
        self.bad: list[str] = []
        self._order = order
        self._secret = order.secret.encode()
        self._expected = order.expected.encode()
        self._numbers = itertools.count(1)
        self._fields = urlencode(
            {
                "token": "none", "team_id": "T0PLAYGROUND", "team_domain": "acme",
                "channel_id": "D0ANY", "channel_name": "directmessage", "user_id": order.user,
                "user_name": "any", "command": "/interview", "text": order.line,
                "api_app_id": "A0PLAYGROUND", "is_enterprise_install": "false",
                "response_url": "http://127.0.0.1:9/response", "trigger_id": "",
            }
        )  # fmt: skip
        self._ends = time.perf_counter() + order.seconds

    def next_request(self) -> bytes | None:
        """Give the next request, signed; None when it is enough."""
        number = next(self._numbers)
        if time.perf_counter() > self._ends or 0 < self._order.requests < number:
            return None
        body = f"{self._fields}{number}".encode()
        stamp = str(int(machine_time()))
        signed = hmac.digest(self._secret, f"v0:{stamp}:".encode() + body, hashlib.sha256).hex()
        return HEAD.format(len(body), stamp, signed).encode() + body

    def note(self, took: float, answer: bytes) -> None:
        """Count an answer in."""
        self.took.append(took)
        if not answer.startswith(b"HTTP/1.1 200 ") or self._expected not in answer:
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
    """One kept connection: the next request leaves when the answer to the last one is whole."""

    def __init__(self, tally: Tally) -> None:
        self.done = asyncio.get_running_loop().create_future()
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
            self.done.set_exception(ConnectionError("the server hung up"))

    def _send(self) -> None:
        request = self._tally.next_request()
        if request is None:
            self.done.set_result(None)
            self._transport.close()
            return
        self._answer = b""
        self._sent_at = time.perf_counter()
        self._transport.write(request)


async def run(order: Order) -> dict[str, Any]:
    """Send it all; give what was measured."""
    tally = Tally(order)
    began = time.perf_counter()
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: Connection(tally), "127.0.0.1", order.port)
        for _ in range(order.connections)
    ]
    await asyncio.gather(*(connection.done for _, connection in made))
    return tally.told(time.perf_counter() - began)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(run(Order(**json.loads(sys.argv[1]))))))
