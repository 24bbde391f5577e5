"""How long somebody who waits may be let wait.

Slack shows an error to whoever types or presses unless the bot answers within three seconds. So
a request has a budget of the machine's own time, counted from its arrival (`somebody_waits`), and
whatever may take long asks `seconds_left` for its time-out: a call to Slack, a turn at the book.
Nothing is interrupted: a call ends by its time-out, and a transaction that has become too late is
rolled back, so `TookTooLong` always means that nothing was done by it. Where nobody waits (the
courier, the start) there is no budget.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from bot.clock import monotonic


@dataclass(frozen=True)
class Patience:
    """The budget, in seconds: for the `work`, and then for saying what came of it (`answer`).

    Together well under the three seconds of docs.slack.dev/interactivity/handling-user-interaction:
    what is left over is for the way there and back.
    """

    work: float = 2.0
    answer: float = 0.6


class TookTooLong(TimeoutError):  # noqa: N818 - it reads as what it says
    """There is no time left for it, and it was not done."""


@dataclass(frozen=True)
class _Until:
    """By the machine's monotonic clock: when the work, and when the answer must be done."""

    work: float
    answer: float


_until: ContextVar[_Until | None] = ContextVar("until", default=None)


@contextmanager
def somebody_waits(patience: Patience, since: float) -> Iterator[None]:
    """Let what happens in here, in this thread, take no longer than the patience allows.

    `since` is when the request arrived, by the machine's monotonic clock.
    """
    work = since + patience.work
    before = _until.set(_Until(work, work + patience.answer))
    try:
        yield
    finally:
        _until.reset(before)


@contextmanager
def answering() -> Iterator[None]:
    """Let what happens in here use the time that is kept for the answer as well."""
    until = _until.get()
    before = _until.set(until and _Until(until.answer, until.answer))
    try:
        yield
    finally:
        _until.reset(before)


def seconds_left() -> float | None:
    """Give how much time is left; None when nobody waits. TookTooLong: there is none left."""
    until = _until.get()
    if until is None:
        return None
    left = until.work - monotonic()
    if left <= 0:
        raise TookTooLong
    return left


def longest_wait() -> float | None:
    """Give for how many seconds a turn is waited for; None = as long as it takes."""
    try:
        return seconds_left()
    except TookTooLong:
        return 0
