"""A client of the API that moves one interview after another. Prints one line of JSON."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from datetime import datetime

from load import Tally, run
from patch_book import LASTS, PLACE, people_of, start_of

HEAD = (
    "PATCH /api/v1/interviews/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
    "Authorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"
)
SECOND = "%Y-%m-%dT%H:%M:%S"


@dataclass
class Order:
    """What to send: until `seconds` have passed or, when it is not 0, `requests` were sent.

    `before` is how many requests were sent earlier, from which it follows where each one stands.
    """

    port: int
    token: str
    base: str
    interviews: int
    before: int
    connections: int
    seconds: float
    requests: int = 0


class Moves(Tally):
    """Every interview is moved to its other place, in turn."""

    def __init__(self, order: Order) -> None:
        super().__init__(order.seconds, order.requests)
        self._order = order
        self._base = datetime.fromisoformat(order.base)

    def request(self, number: int) -> bytes:
        """Make the request that moves the next interview."""
        rounds, which = divmod(self._order.before + number, self._order.interviews)
        start_at = start_of(self._base, which, rounds + 1)
        change = {
            "location": PLACE,
            "start_at": f"{start_at:{SECOND}}Z",
            "end_at": f"{start_at + LASTS:{SECOND}}Z",
            **people_of(which),
        }
        body = json.dumps({"interview": change}).encode()
        return HEAD.format(which + 1, self._order.token, len(body)).encode() + body

    def is_good(self, answer: bytes) -> bool:
        """Whether it was moved; whether to the right time is looked up in the database."""
        return answer.startswith(b"HTTP/1.1 200 ") and b'"status":"pending"' in answer


if __name__ == "__main__":
    order = Order(**json.loads(sys.argv[1]))
    sys.stdout.write(json.dumps(asyncio.run(run(Moves(order), order.port, order.connections))))
