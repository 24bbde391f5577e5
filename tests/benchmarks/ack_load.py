"""Slack, in a hurry: sends signed commands over kept connections and measures the answers.

Each request is signed afresh, as Slack does. Prints one line of JSON.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import sys
from dataclasses import dataclass
from urllib.parse import urlencode

from load import Tally, run

from bot.clock import machine_time

HEAD = (
    "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
    "application/x-www-form-urlencoded\r\nContent-Length: {}\r\n"
    "X-Slack-Request-Timestamp: {}\r\nX-Slack-Signature: v0={}\r\n\r\n"
)


NUMBERS = 400  # what is typed over and over is typed in so many ways


@dataclass
class Order:
    """What to send: until `seconds` have passed or, when it is not 0, `requests` were sent.

    `line` is what `user` types behind the command, with another number in place of `{}` each time;
    `expected` stands in every good answer.
    """

    port: int
    secret: str
    user: str
    line: str
    expected: str
    connections: int
    seconds: float
    requests: int = 0


class Commands(Tally):
    """One command, over and over."""

    def __init__(self, order: Order) -> None:
        super().__init__(order.seconds, order.requests)
        self._secret = order.secret.encode()
        self._expected = order.expected.encode()
        self._fields = urlencode(
            {
                "token": "none", "team_id": "T0PLAYGROUND", "team_domain": "acme",
                "channel_id": "D0ANY", "channel_name": "directmessage", "user_id": order.user,
                "user_name": "any", "command": "/interview",
                "api_app_id": "A0PLAYGROUND", "is_enterprise_install": "false",
                "response_url": "http://127.0.0.1:9/response",
            }
        )  # fmt: skip
        self._line = order.line

    def request(self, number: int) -> bytes:
        """Make a request, signed."""
        line = self._line.format(1 + number % NUMBERS)
        body = f"{self._fields}&{urlencode({'text': line, 'trigger_id': number + 1})}".encode()
        stamp = str(int(machine_time()))
        signed = hmac.digest(self._secret, f"v0:{stamp}:".encode() + body, hashlib.sha256).hex()
        return HEAD.format(len(body), stamp, signed).encode() + body

    def is_good(self, answer: bytes) -> bool:
        """Whether it is what is expected."""
        return answer.startswith(b"HTTP/1.1 200 ") and self._expected in answer


if __name__ == "__main__":
    order = Order(**json.loads(sys.argv[1]))
    sys.stdout.write(json.dumps(asyncio.run(run(Commands(order), order.port, order.connections))))
