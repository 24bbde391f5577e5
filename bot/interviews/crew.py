"""Threads that work beside each other, and hand back what came of it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from typing import Generic, TypeVar

GivenT = TypeVar("GivenT")
MadeT = TypeVar("MadeT")


class Crew(Generic[GivenT, MadeT]):
    """Up to `many` threads, as many as there is work for; `work` must not raise.

    One thread gives the work and takes what came of it. Whoever else there is may `wake` it.
    """

    def __init__(self, work: Callable[[GivenT], MadeT], many: int) -> None:
        self._work = work
        self._many = many
        self._threads = 0
        self._to_do: SimpleQueue[GivenT | None] = SimpleQueue()
        self._done: deque[MadeT] = deque()
        self._wanted = threading.Event()
        self.in_hand = 0  # given, and not yet taken back

    @property
    def room(self) -> int:
        """How much more can be given until there is seven times as much to do as is begun."""
        return 8 * self._many - (self.in_hand - len(self._done))

    @property
    def wants_more(self) -> bool:
        """Whether there is room for everybody's next four."""
        return self.room >= 4 * self._many

    def give(self, one: GivenT) -> None:
        """Have somebody work on this, as soon as somebody is free."""
        self.in_hand += 1
        self._to_do.put(one)
        if self._threads < self.in_hand and self._threads < self._many:
            self._threads += 1
            threading.Thread(target=self._run, name="courier-hand", daemon=True).start()

    def wake(self) -> None:
        """Let nobody wait any longer for what is worked on."""
        self._wanted.set()

    def take(self, seconds: float) -> list[MadeT]:
        """Give what came of it, as soon as there should be more to do, or so much time is over."""
        if not self.wants_more:
            self._wanted.clear()  # that was before the last were given
        self._wanted.wait(seconds)
        self._wanted.clear()
        made = [self._done.popleft() for _ in range(len(self._done))]
        self.in_hand -= len(made)
        return made

    def dismiss(self) -> None:
        """Let all threads end that have nothing to do; new ones come with new work."""
        for _ in range(self._threads):
            self._to_do.put(None)
        self._threads = 0

    def _run(self) -> None:
        while (one := self._to_do.get()) is not None:
            self._done.append(self._work(one))
            if self.wants_more and not self._wanted.is_set():
                self._wanted.set()
