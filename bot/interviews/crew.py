"""Threads that work beside each other, and hand back what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
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
        self._done: SimpleQueue[tuple[MadeT] | None] = SimpleQueue()
        self.in_hand = 0  # given, and not yet taken back

    @property
    def free(self) -> int:
        """How many could begin to work at once."""
        return max(self._many - self.in_hand, 0)

    def give(self, one: GivenT) -> None:
        """Have somebody work on this, as soon as somebody is free."""
        self._to_do.put(one)
        self.in_hand += 1
        if self._threads < self.in_hand and self._threads < self._many:
            self._threads += 1
            threading.Thread(target=self._run, name="courier-hand", daemon=True).start()

    def wake(self) -> None:
        """Let nobody wait any longer for what is worked on."""
        self._done.put(None)

    def take(self, seconds: float) -> list[MadeT]:
        """Give what came of it, as soon as something has; nothing when it takes longer."""
        made: list[MadeT] = []
        try:
            first = self._done.get(timeout=seconds) if seconds else self._done.get_nowait()
            made.extend(first or ())
            while True:
                made.extend(self._done.get_nowait() or ())
        except Empty:
            self.in_hand -= len(made)
            return made

    def dismiss(self) -> None:
        """Let all threads end that have nothing to do; new ones come with new work."""
        for _ in range(self._threads):
            self._to_do.put(None)
        self._threads = 0

    def _run(self) -> None:
        while (one := self._to_do.get()) is not None:
            self._done.put((self._work(one),))
