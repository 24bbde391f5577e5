"""What a program that watches may read at `/metrics`, in Prometheus' own form.

How long answers take, what became of messages and how late they left is counted in this process;
what waits stands in the database, and is the same whichever process is asked; while that does not
answer it is not a number. Nothing in it is about a person.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.clock import monotonic
from bot.interviews.model import Kept, Person
from bot.interviews.notices import Card, Notice
from bot.interviews.overview import Queue
from bot.interviews.ports.book import HouseClock
from bot.interviews.ports.post import Post, Receipt, Undelivered

ANSWERS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)  # Slack waits for 3 s
LAGS = (0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600)


class Metrics:
    """The figures of one process; threads share it."""

    def __init__(self, clock: HouseClock, queue: Callable[[], Queue | None]) -> None:
        self._clock = clock
        self._queue = queue
        self._registry = CollectorRegistry()
        self._answers = Histogram(
            "interview_bot_answer_seconds", "From a request's arrival to its answer, by door.",
            ["door"], buckets=ANSWERS, registry=self._registry,
        )  # fmt: skip
        self._messages = Counter(
            "interview_bot_messages", "What became of each attempt to tell somebody something.",
            ["outcome"], registry=self._registry,
        )  # fmt: skip
        self._lag = Histogram(
            "interview_bot_message_lag_seconds", "From when it was first due to its telling.",
            buckets=LAGS, registry=self._registry,
        )  # fmt: skip
        self._waiting = Gauge(
            "interview_bot_notices_waiting", "Notices that are due, or put off, and not told yet.",
            registry=self._registry,
        )  # fmt: skip
        self._late = Gauge(
            "interview_bot_oldest_notice_seconds",
            "How long ago the oldest was first due that waits or is being told.",
            registry=self._registry,
        )  # fmt: skip
        self._in_the_air = Gauge(
            "interview_bot_notices_in_the_air", "Notices that some courier is telling just now.",
            registry=self._registry,
        )  # fmt: skip

    @contextmanager
    def answering(self, door: str) -> Iterator[None]:
        """Measure how long an answer takes, however it ends."""
        began = monotonic()
        try:
            yield
        finally:
            self._answers.labels(door).observe(monotonic() - began)

    def timed(self, door: str, app: ASGIApp) -> ASGIApp:
        """Give an app whose answers are measured."""

        async def measured(scope: Scope, receive: Receive, send: Send) -> None:
            with self.answering(door):
                await app(scope, receive, send)

        return measured

    def told(self, first_due_at: datetime) -> None:
        """Count a message that was delivered."""
        self._messages.labels("sent").inc()
        self._lag.observe(max(self._clock.now() - first_due_at, timedelta(0)).total_seconds())

    def not_told(self, undelivered: Undelivered) -> None:
        """Count a message that was not delivered, or not for certain."""
        outcome = (
            "failed" if undelivered.for_good else "put_off" if undelivered.certain else "in_doubt"
        )
        self._messages.labels(outcome).inc()

    def text(self) -> bytes:
        """Give all figures as they are now; asks the database what waits."""
        queue = self._queue()
        self._waiting.set(queue.waiting if queue else math.nan)
        self._in_the_air.set(queue.in_the_air if queue else math.nan)
        self._late.set(self._lateness(queue) if queue else math.nan)
        return generate_latest(self._registry)

    def _lateness(self, queue: Queue) -> float:
        oldest = queue.oldest_due_at
        late = self._clock.now() - oldest if oldest else timedelta(0)
        return max(late, timedelta(0)).total_seconds()


class CountedPost:
    """A post that counts what becomes of each message; otherwise the one that it is made of."""

    def __init__(self, post: Post, metrics: Metrics) -> None:
        self._post = post
        self._metrics = metrics

    def reaches(self, person: Person) -> bool:
        """Whether there is a way to that person at all."""
        return self._post.reaches(person)

    def deliver(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> Receipt:
        """Deliver, and count it."""
        try:
            receipt = self._post.deliver(notice, kept, person, card)
        except Undelivered as undelivered:
            self._metrics.not_told(undelivered)
            raise
        self._metrics.told(notice.first_due_at)
        return receipt

    def pause(self) -> timedelta:
        """Say for how long nothing can leave at all."""
        return self._post.pause()

    def turn(self, notice: Notice, person: Person, longest: timedelta) -> timedelta:
        """Say how long this must wait for its turn."""
        return self._post.turn(notice, person, longest)

    def stop(self) -> None:
        """Begin nothing more."""
        self._post.stop()

    def find(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> Receipt | None:
        """Look for a message; one that is found was delivered, if late, and counts."""
        receipt = self._post.find(notice, kept, person, card)
        if receipt is not None:
            self._metrics.told(notice.first_due_at)
        return receipt
