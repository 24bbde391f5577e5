"""The clerk claims what is due, and records what came of it, both in one transaction.

While others deliver it does so aside, where the database works in a process of its own: they need
not wait for it. An SQLite file is worked on by our own processor time, which a thread more costs.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from bot.interviews.model import instant
from bot.interviews.notices import Notice
from bot.interviews.ports.book import NO_BOOK, Book, HouseClock
from bot.interviews.ports.ledger import Lease, Ledger
from bot.interviews.ports.post import Post
from bot.interviews.sending.marks import Mark, write_down
from bot.interviews.sending.pace import Pace
from bot.interviews.sending.terms import Terms

log = logging.getLogger(__name__)

RECORDED = timedelta(milliseconds=200)  # how soon what was sent is, while there is more to send


class WatchedClock:
    """The house's clock, of which is known how late it ever showed. Threads share it.

    Two that ask at once may be known in either order: what is missed is less than a moment, and no
    clock is set back by that.
    """

    def __init__(self, clock: HouseClock) -> None:
        self._clock = clock
        self._latest = clock.now()

    def now(self) -> datetime:
        """Give the present instant."""
        now = self._clock.now()
        self._latest = max(self._latest, now)
        return now

    @property
    def is_back(self) -> bool:
        """Whether it shows less than it did to anybody since `went_back` was asked last."""
        return self._clock.now() < self._latest

    def went_back(self) -> bool:
        """Say whether it shows less than it did to anybody since this was asked last."""
        latest, self._latest = self._latest, self._clock.now()
        return self._latest < latest


class Clerk:
    """Works for one thread, which hands out what is `claimed` and adds to the `marks`.

    Once `stopped` is set nothing more is claimed. `left` says what is left of a notice's lease.
    """

    def __init__(
        self,
        book: Book,
        post: Post,
        clock: WatchedClock,
        machine_now: Callable[[], datetime],
        terms: Terms,
        pace: Pace,
        left: Callable[[Notice], timedelta],
        stopped: threading.Event,
    ) -> None:
        self._book = book
        self._post = post
        self._clock = clock
        self._machine_now = machine_now
        self._terms = terms
        self._pace = pace
        self._left = left
        self._stopped = stopped
        self._aside = ThreadPoolExecutor(1, "courier-clerk")
        self._begun: Future[None] | None = None
        self._claimed_last = False  # rather than recorded
        self._recorded_at = machine_now()
        self._could_not_record = False  # something, the last time
        self._went_back = False  # the clock, and what was put off by it is not yet seen to
        self.claimed: deque[Notice] = deque()  # and handed to nobody yet
        self.marks: deque[Mark] = deque()  # to be written
        self.count = 0  # of all that were ever claimed

    @property
    def is_busy(self) -> bool:
        """Whether something is to be written, or was begun aside and is not seen to be done."""
        return bool(self.marks or self._begun)

    @property
    def is_at_work(self) -> bool:
        """Whether something was begun aside, and is not seen to be done."""
        return self._begun is not None

    def is_wanted(self, in_hand: int) -> bool:
        """Whether there is something to claim now, beside what others have in hand."""
        return self._begun is None and self._pace.is_full and self._runs_short(in_hand)

    def is_idle(self) -> bool:
        """Whether there is nothing to do: asked before a claim, for which others wait."""
        if self.is_busy or self.claimed or self._went_back or self._clock.is_back:
            return False
        return not self._book.coming().has_come(self._clock.now(), self._lease())

    def work(self, in_hand: int, then: Callable[[], None]) -> None:
        """Claim what is wanted beside what others have in hand, and record what has come in.

        While others deliver, and the database works beside us, that is done aside, and `then` is
        called by another thread; else at once. What failed aside is raised by the next call.
        """
        if self._begun is not None and self._begun.done():
            begun, self._begun = self._begun, None
            begun.result()
        if self._begun is None:
            marks, held = self._next(in_hand)
            if marks or held is not None:
                aside = in_hand and self._book.works_beside_us
                self._begin(marks, held, then if aside else None)

    def _next(self, in_hand: int) -> tuple[list[Mark], int | None]:
        """Say what to record now, and beside how much to claim; None = not to claim.

        While more is due it is one of both, in turns: together they would keep others waiting. So
        it is where something cannot be recorded, or nothing would be claimed either.
        """
        claims, records = self._runs_short(in_hand), bool(self.marks) and self._is_time_to_record
        if claims and records and (self._pace.is_full or self._could_not_record):
            claims, records = not self._claimed_last, self._claimed_last
        self._claimed_last = claims
        marks = [self.marks.popleft() for _ in range(len(self.marks))] if records else []
        if not self.marks:
            self._recorded_at = self._machine_now()
        return marks, in_hand + len(self.claimed) if claims else None

    def _runs_short(self, in_hand: int) -> bool:
        """Whether to claim more: ahead, where more is surely due than was claimed."""
        enough = max(in_hand, self._pace.many // 2) if self._pace.is_full else 0
        return len(self.claimed) <= enough

    @property
    def _is_time_to_record(self) -> bool:
        """Whether to record what has come in: while more is due, who is to be told comes first."""
        waited = abs(self._machine_now() - self._recorded_at)
        return waited >= RECORDED or not (self._pace.is_full or self.claimed)

    def _begin(
        self, marks: Sequence[Mark], held: int | None, then: Callable[[], None] | None
    ) -> None:
        if then is None:
            self._record_and_claim(marks, held)
            return
        self._begun = self._aside.submit(self._record_and_claim, marks, held)
        self._begun.add_done_callback(lambda _: then())

    def _record_and_claim(self, marks: Sequence[Mark], held: int | None) -> None:
        """Write those, and claim what is wanted beside what is held; None = nothing is."""
        try:
            with self._book.ledger() as pages:
                write_down(marks, pages)
                claimed = None if held is None else self._claim(pages, held)
        except NO_BOOK:  # all is tried again, together
            self.marks.extendleft(reversed(marks))
            raise
        except Exception:
            self.marks.extendleft(reversed([*self._unwritten(marks)]))
            self._could_not_record = bool(self.marks)
            raise
        self._could_not_record = self._could_not_record and not marks
        if claimed is not None:
            self._went_back = False
            self.count += len(claimed)
            self.claimed.extend(claimed)

    def _claim(self, pages: Ledger, held: int) -> tuple[Notice, ...] | None:
        """Claim what is wanted beside what is held; None = nothing may be claimed just now."""
        if self._stopped.is_set() or self._post.pause():
            self._pace.have(0, 0)
            return None
        claimed = pages.claim(self._now(pages), self._lease(), max(self._pace.next() - held, 1))
        self._pace.have(len(claimed), held)
        return claimed

    def _lease(self) -> Lease:
        taken_at = instant(self._machine_now())
        until = taken_at + self._terms.lease
        return Lease(token=secrets.token_hex(8), taken_at=taken_at, until=until)

    def _now(self, pages: Ledger) -> datetime:
        """Ask the time; where the clock was set back, what was put off waits no longer than it may.

        Otherwise it would wait as long as the clock was ahead: when it was written, or by whoever
        put it off just then.
        """
        self._went_back = self._clock.went_back() or self._went_back  # until that is committed
        now = self._clock.now()
        if self._went_back:
            pages.hasten(now, now + self._terms.longest_pause)
        return now

    def _unwritten(self, marks: Iterable[Mark]) -> Iterator[Mark]:
        """Write one by one what could not be written together; give what is to be tried again."""
        for mark in marks:
            try:
                with self._book.ledger() as pages:
                    write_down([mark], pages)
            except Exception:
                log.exception("notice_not_recorded", extra={"notice": mark.notice.id})
                if self._left(mark.notice) > timedelta(0):
                    yield mark
