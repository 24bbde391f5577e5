"""How many answers are worked on at once.

Python runs one thread at a time, and threads that all want to run only get in each other's way:
with two at work an answer takes a tenth more processor time than with one, and many take far more
(`tests/benchmarks/ack.py`). So they work one after the other, in the order in which they came,
and what has not begun keeps no thread: who is done with one job goes on with the next.
Who waits for somebody else (`elsewhere`: for Slack, the disk, another writer) gives the turn away
meanwhile, so that whatever is slow holds up nobody.
"""

from __future__ import annotations

from asyncio import get_running_loop, wrap_future
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from threading import Lock
from typing import Any, TypeVar

from bot.deadline import longest_wait
from bot.turns import Turns

AT_WORK = 1
BESIDE_A_SERVER = 4  # where the database is one, half of the time is spent waiting for its answers
THREADS = 60  # more than all doors together let in at once

Made = TypeVar("Made")


class Workers:
    """Threads that do jobs, first come, first served. Threads and loops share it."""

    def __init__(self, at_work: int = AT_WORK) -> None:
        self._turns = Turns(at_work)  # those who were elsewhere wait in it, and go on first
        self._jobs: deque[_Job] = deque()  # none of which has begun
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="worker")

    async def do(self, work: Callable[[], Made]) -> Made:
        """Do some work, in this context, when its turn has come; give what it gives.

        What has waited until there is no time left is done all the same: to say so.
        """
        wait = longest_wait()
        job = self._take(work)
        hurry = None if wait is None else get_running_loop().call_later(wait, self._hurry, job)
        try:
            made: Made = await wrap_future(job.outcome)
        finally:
            if hurry:
                hurry.cancel()
        return made

    def do_now(self, work: Callable[[], Made]) -> Made:
        """Do the same where there is no loop: this thread waits for it."""
        job = self._take(work)
        wait_for([job.outcome], longest_wait())
        self._hurry(job)
        made: Made = job.outcome.result()
        return made

    def leave(self) -> None:
        """Give a turn away: who was elsewhere goes on, or the next job is begun."""
        job = self._next()
        if job:
            self._threads.submit(self._work, job)

    def come_back(self) -> bool:
        """Wait for a turn, to go on; False = there was no time to wait any longer."""
        return self._turns.take()

    def wanted(self) -> bool:
        """Whether there are jobs that have not begun."""
        return bool(self._jobs)

    def _take(self, work: Callable[[], Any]) -> _Job:
        job = _Job(self, work)
        with self._lock:
            job.has_turn = self._turns.take_at_once()
            if not job.has_turn:
                self._jobs.append(job)
        if job.has_turn:
            self._threads.submit(self._work, job)
        return job

    def _hurry(self, job: _Job) -> None:
        """Begin a job out of turn, unless it has begun."""
        with self._lock:
            if job not in self._jobs:
                return
            self._jobs.remove(job)
        self._threads.submit(self._work, job)

    def _work(self, job: _Job | None) -> None:
        """Do a job, and with the same turn those that come after it."""
        while job:
            job.do()
            job = self._next() if job.has_turn else None

    def _next(self) -> _Job | None:
        """Give the next job, with the turn of whoever asks; None = the turn went elsewhere."""
        with self._lock:
            if self._turns.wanted() or not self._jobs:
                self._turns.give()
                return None
            job = self._jobs.popleft()
            job.has_turn = True
            return job


class _Job:
    """Some work, and its outcome; while it is done, it may have a turn or be elsewhere."""

    def __init__(self, workers: Workers, work: Callable[[], Any]) -> None:
        self.outcome: Future[Any] = Future()
        self.has_turn = False
        self._workers = workers
        self._work = work
        self._context = copy_context()

    def do(self) -> None:
        """Do it, unless nobody waits for it any longer."""
        if self.outcome.set_running_or_notify_cancel():
            self._context.run(self._do)

    def leave(self) -> None:
        """Give the turn away."""
        self.has_turn = False
        self._workers.leave()

    def others_wait(self) -> bool:
        """Whether others have not begun, since this one has the turn."""
        return self.has_turn and self._workers.wanted()

    def come_back(self) -> None:
        """Wait for a turn if it was given away; where there is no time for that, go on without."""
        self.has_turn = self.has_turn or self._workers.come_back()

    def _do(self) -> None:
        _mine.set(self)
        try:
            self.outcome.set_result(self._work())
        except BaseException as error:  # noqa: BLE001 - it is raised where the outcome is awaited
            self.outcome.set_exception(error)
            del self  # or the error, its frame and this would hold each other


_mine: ContextVar[_Job | None] = ContextVar("mine", default=None)


@contextmanager
def elsewhere() -> Iterator[None]:
    """Give one's turn away while waiting for somebody else, and take one again afterwards.

    Where nobody has a turn nothing happens.
    """
    with back_at_work() as leave:
        leave()
        yield


@contextmanager
def back_at_work() -> Iterator[Callable[[], None]]:
    """Give what gives one's turn away; when it was, one is taken again at the end."""
    job = _mine.get()
    if job is None or not job.has_turn:
        yield _stay
        return
    try:
        yield job.leave
    finally:
        job.come_back()


def others_wait() -> bool:
    """Whether somebody else's work begins as soon as this thread gives its turn away."""
    job = _mine.get()
    return job is not None and job.others_wait()


def _stay() -> None:
    """Have no turn to give away."""
