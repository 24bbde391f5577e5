"""Threads that work beside each other, and hand back what came of it."""

from __future__ import annotations

import threading
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from queue import SimpleQueue
from typing import Generic, TypeVar

MOST = 8  # times as much as can be worked on at once is given
WORTH_IT = 2  # times as much: room for that is worth a look
SMOOTHED = 8  # works, over which it is averaged how long one takes

MILLISECOND = timedelta(milliseconds=1)

GivenT = TypeVar("GivenT")
MadeT = TypeVar("MadeT")


class Crew(Generic[GivenT, MadeT]):
    """Up to `many` threads, as many as there was work for at once; `work` must not raise.

    What is given is to be begun while it is `fresh`, by the machine's time. One thread gives the
    work and takes what came of it. Whoever else there is may `wake` it. The threads stay, since to
    start thirty takes as long as they need for a hundred messages; they end with the crew.
    """

    def __init__(
        self,
        work: Callable[[GivenT], MadeT],
        many: int,
        fresh: timedelta,
        machine_now: Callable[[], datetime],
    ) -> None:
        self._work = work
        self._many = many
        self._fresh = fresh
        self._machine_now = machine_now
        self._threads = 0
        self._to_do: SimpleQueue[GivenT | None] = SimpleQueue()
        self._done: deque[MadeT] = deque()
        self._wanted = threading.Event()
        self._woken, self._for_more = False, True
        self.in_hand = 0  # given, and not yet taken back
        self._took: timedelta | None = None  # one work, on the average; None = not known yet
        self._place = self._to_do, weakref.ref(self)
        weakref.finalize(self, _dismiss, self._to_do, many)

    @property
    def _left(self) -> int:
        return self.in_hand - len(self._done)

    @property
    def room(self) -> int:
        """How much more can be given so that all of it will be begun while it is fresh."""
        took = self._took
        ahead = 0 if took is None else int(self._many * self._fresh / max(took, MILLISECOND))
        return max(min(self._many + ahead, MOST * self._many) - self._left, 0)

    @property
    def wants_more(self) -> bool:
        """Whether somebody has nothing to do, or there is room for so much that it is worth it."""
        return self._left < self._many or self.room >= WORTH_IT * self._many

    def give(self, these: Sequence[GivenT]) -> None:
        """Have somebody work on each of these, as soon as somebody is free.

        RuntimeError: the system gives no thread at all. The next time it is asked for them again.
        """
        self.in_hand += len(these)
        for one in these:
            self._to_do.put(one)
        try:
            while self._threads < min(self.in_hand, self._many):
                threading.Thread(
                    target=_serve, args=self._place, name="courier-hand", daemon=True
                ).start()
                self._threads += 1
        except RuntimeError:
            if not self._threads:
                raise

    def wake(self) -> None:
        """Let nobody wait any longer for what is worked on."""
        self._woken = True
        self._wanted.set()

    def take(self, seconds: float, *, for_more: bool = True) -> list[MadeT]:
        """Give what came of it, as soon as there should be more to do, or so much time is over.

        With nothing more to give just now (`for_more`) whoever gives is only woken by others.
        """
        self._for_more = for_more
        if not (for_more and self.wants_more):
            self._wanted.clear()  # that was before the last were given
        if not self._woken:
            self._wanted.wait(seconds)
        self._woken = False
        self._wanted.clear()
        made = [self._done.popleft() for _ in range(len(self._done))]
        self.in_hand -= len(made)
        return made

    def do(self, one: GivenT) -> None:
        """Work on it, as one of the threads."""
        begun = self._machine_now()
        self._done.append(self._work(one))
        took = abs(self._machine_now() - begun)
        self._took = took if self._took is None else self._took + (took - self._took) / SMOOTHED
        if self._for_more and self.wants_more and not self._wanted.is_set():
            self._wanted.set()


def _serve(to_do: SimpleQueue[GivenT | None], crew: weakref.ref[Crew[GivenT, MadeT]]) -> None:
    """Be one of them, as long as the crew is there."""
    while (one := to_do.get()) is not None:
        there = crew()
        if there:
            there.do(one)
        del there  # or it would be kept while this waits for more


def _dismiss(to_do: SimpleQueue[GivenT | None], many: int) -> None:
    for _ in range(many):
        to_do.put(None)
