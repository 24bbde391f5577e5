"""How many answers are worked on at once.

Python runs one thread at a time, and threads that all want to run only get in each other's way:
with two at work an answer takes a tenth more processor time than with one, and many take far more
(`tests/benchmarks/ack.py`). So they work one after the other, in the order in which they came,
and what has not begun keeps no thread: who is done with one job goes on with the next.
Who waits for somebody else (`elsewhere`: for Slack, the disk, another writer) gives the turn away
meanwhile, so that whatever is slow holds up nobody.

While others are in line, answers leave several at a time: for each one that leaves by itself, the
thread that sends it and the one that works take the interpreter from each other several times,
which costs a fifth of the processor time of a short answer.
"""

from __future__ import annotations

from asyncio import get_running_loop, wrap_future
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager, suppress
from contextvars import ContextVar, copy_context
from functools import partial
from threading import Lock
from typing import Any, TypeVar

from bot.clock import monotonic
from bot.deadline import longest_wait
from bot.turns import Turns

AT_WORK = 1
BESIDE_A_SERVER = 4  # where the database is one, half of the time is spent waiting for its answers
TOGETHER = 0.01  # seconds that an answer waits for the next ones, to leave with them
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
        """Begin a job out of turn, unless it has begun; one that is done waits for no other."""
        with self._lock:
            waits = job in self._jobs
            if waits:
                self._jobs.remove(job)
        if waits:
            self._threads.submit(self._work, job)
        else:
            job.tell_at_once()

    def _work(self, job: _Job | None) -> None:
        """Do a job, and with the same turn those that come after it."""
        answers = _Answers()
        while job:
            job.do(answers)
            job = self._next() if job.has_turn else None
            if job is None or answers.have_waited():
                answers.leave()

    def _next(self) -> _Job | None:
        """Give the next job, with the turn of whoever asks; None = the turn went elsewhere."""
        with self._lock:
            if self._turns.wanted() or not self._jobs:
                self._turns.give()
                return None
            job = self._jobs.popleft()
            job.has_turn = True
            return job


class _Answers:
    """Jobs whose answers are ready, and leave together. One thread uses it."""

    def __init__(self) -> None:
        self._ready: list[_Job] = []
        self._since = 0.0

    def add(self, job: _Job) -> None:
        """Keep a job that is done."""
        if not self._ready:
            self._since = monotonic()
        self._ready.append(job)

    def have_waited(self) -> bool:
        """Whether the first of them has waited long enough."""
        return bool(self._ready) and monotonic() - self._since > TOGETHER

    def leave(self) -> None:
        """Tell them all."""
        for job in self._ready:
            job.tell()
        self._ready.clear()


class _Job:
    """Some work, and its outcome; while it is done, it may have a turn or be elsewhere."""

    def __init__(self, workers: Workers, work: Callable[[], Any]) -> None:
        self.outcome: Future[Any] = Future()
        self.has_turn = False
        self._workers = workers
        self._work = work
        self._context = copy_context()
        self._answers = _Answers()
        self._answer: list[Callable[[], None]] = []  # what gives the outcome, once, until it did
        self._is_late = False

    def do(self, answers: _Answers) -> None:
        """Do it, unless nobody waits for it any longer; its answer leaves with those."""
        self._answers = answers
        if self.outcome.set_running_or_notify_cancel():
            self._answer.append(self._context.run(self._do))
            answers.add(self)
        if self._is_late:
            self.tell()

    def tell_at_once(self) -> None:
        """Give the outcome as soon as it is there."""
        self._is_late = True
        self.tell()

    def tell(self) -> None:
        """Give the outcome, if it is there and was not given before."""
        with suppress(IndexError):
            self._answer.pop()()

    def leave(self) -> None:
        """Give the turn away, if it is still there; what is ready waits no longer."""
        self._answers.leave()
        if self.has_turn:
            self.has_turn = False
            self._workers.leave()

    def others_wait(self) -> bool:
        """Whether others have not begun, since this one has the turn."""
        return self.has_turn and self._workers.wanted()

    def come_back(self) -> None:
        """Wait for a turn if it was given away; where there is no time for that, go on without."""
        self.has_turn = self.has_turn or self._workers.come_back()

    def _do(self) -> Callable[[], None]:
        """Do it in its own context; give what gives its outcome."""
        _mine.set(self)
        try:
            return partial(self.outcome.set_result, self._work())
        except BaseException as error:  # noqa: BLE001 - it is raised where the outcome is awaited
            return partial(self.outcome.set_exception, error)
        finally:
            _mine.set(None)
            del self  # or an error, its frame and this would hold each other


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
