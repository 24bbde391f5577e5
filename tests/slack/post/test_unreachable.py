"""Nobody answers at Slack's address: what was never asked is asked again, also for a channel."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest

from bot.interviews.digest import Days, Digest, Summary
from bot.interviews.ports.post import Undelivered
from bot.slack.digests import REST, DigestPost


@pytest.fixture
def swallowing() -> Iterator[str]:
    """Give an address at which connections are neither accepted nor refused."""
    with contextlib.ExitStack() as opened:
        server = opened.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            waiting = opened.enter_context(socket.socket())
            waiting.setblocking(False)  # noqa: FBT003 - the socket's own way
            waiting.connect_ex(server.getsockname())
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


def test_what_is_never_connected_was_certainly_not_posted(delivery: Any, swallowing: str) -> None:
    delivery.timeout = 1
    with pytest.raises(Undelivered) as caught:
        delivery.post(swallowing).deliver(
            delivery.notice(), delivery.kept(), delivery.ana, delivery.card()
        )
    assert (caught.value.certain, caught.value.for_good) == (True, False)


class OneDigest:
    """The digests of a morning: one, for as long as it is given back."""

    def __init__(self, delivery: Any) -> None:
        digest = Digest(
            workspace_id=1, channel="C1", by_id=1, days=Days.DAILY, at=time(9),
            time_zone="Europe/Madrid",
        )  # fmt: skip
        today = [delivery.kept()]
        self.due = [
            Summary(
                digest=digest, day=date(2026, 11, 27), maker=delivery.ana, interviews=today,
                unanswered=0, conflicts=0,
            )
        ]  # fmt: skip

    def claim_due(self) -> Iterator[Summary]:
        while self.due:
            yield self.due.pop()

    def give_back(self, summary: Summary) -> None:
        self._back = summary


def test_a_digest_that_could_not_leave_is_given_back_and_the_next_try_comes_after_a_rest(
    slack: Any, delivery: Any, swallowing: str
) -> None:
    delivery.timeout = 1
    digests, now = OneDigest(delivery), [0.0]
    post = DigestPost(digests, delivery.post(swallowing), lambda: now[0])
    assert post.tell() == 1
    digests.due = [digests._back]
    assert post.tell() == 0
    now[0] = REST
    post._post = delivery.post()
    assert post.tell() == 1
    assert slack.sent("chat.postMessage")["channel"] == "C1"
    assert slack.methods() == ["chat.postMessage"]
