"""The courier: claims the notices that are due, looks again, sends, and records.

A claim is a lease on a row, so any number of couriers may run; how a notice ended is written
only by the one whose lease it still is. Between claim and sending the courier looks again
whether the notice still holds (`holding`), and lets one message tell all that is late (`merging`).

What happens when sending fails (`delivery`): certainly not posted → planned again, later each
time; refused for good → failed, and the recruiter is told once; perhaps posted → it stays claimed,
which also keeps later ones to the same person back, and is looked for: found → sent; not there →
looked for once more after the grace; not there either → sent now. So is what a courier had claimed
that was killed. When nobody may look, a reminder is sent again, but once, and anything else is not
doubled: `unknown`.

One thread claims and records, in one transaction whatever has come in by then; others deliver.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.interviews.model import instant
from bot.interviews.notices import Notice
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.ports.book import NO_BOOK, Book, HouseClock
from bot.interviews.ports.ledger import Coming, Lease, Ledger
from bot.interviews.ports.post import Post
from bot.interviews.sending.crew import Crew
from bot.interviews.sending.delivery import Delivery
from bot.interviews.sending.looking import A_MOMENT, Look, Looking
from bot.interviews.sending.marks import Mark, write_down
from bot.interviews.sending.pace import Pace
from bot.interviews.sending.terms import Terms

log = logging.getLogger(__name__)

AT_ONCE = 32  # in the air
LEAST, MOST = 4, 32  # times as many are claimed and not yet recorded: so nobody waits for work
EVERY = 0.1  # seconds: how often to look for what is due while something is in the air
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


class Courier:
    """Sends what is due. It makes one sweep at a time; threads share it.

    What is due goes by the house clock; leases go by the machine's own time, which `machine_now`
    tells (aware). `at_once` is how many messages may be in the air.
    """

    def __init__(
        self,
        book: Book,
        post: Post,
        clock: HouseClock,
        machine_now: Callable[[], datetime],
        lead_times: LeadTimes,
        terms: Terms | None = None,
        at_once: int = AT_ONCE,
    ) -> None:
        self._book = book
        self._post = post
        self._clock = WatchedClock(clock)
        self._machine_now = machine_now
        self._terms = terms or Terms()
        self._sweeping = threading.Lock()
        self._stopped = threading.Event()
        self._looking = Looking(book, machine_now)
        self._delivery = Delivery(
            book,
            self._looking,
            post,
            self._clock,
            machine_now,
            lead_times,
            self._terms,
            self._stopped,
        )
        self._crew = Crew(self._delivery.deal_with, at_once, A_MOMENT / 2, machine_now)
        self._pace = Pace(machine_now, LEAST * at_once, MOST * at_once)
        self._recorded_at = machine_now()
        self._waiting: deque[Notice] = deque()  # claimed, and handed to nobody yet
        self._marks: list[Mark] = []  # to be written

    def coming(self) -> Coming:
        """When there is something to do next; not before the post goes on, where it pauses."""
        coming, pause = self._book.coming(), self._post.pause()
        if not pause:
            return coming
        due, runs_out, _ = coming
        return coming._replace(
            due=due and max(due, self._clock.now() + pause),
            runs_out=runs_out and max(runs_out, self._machine_now() + pause),
        )

    def next_due(self) -> datetime | None:
        """When the next notice is due, as `coming` says."""
        return self.coming().due

    def wake(self) -> None:
        """Have a sweep that is under way look now."""
        self._crew.wake()

    def stop(self) -> None:
        """Claim nothing more: a sweep gives back what nobody has begun with, and soon ends."""
        self._stopped.set()
        self._crew.wake()

    def sweep(self) -> int:
        """Deal with everything that is due now; say how many notices that was."""
        with self._sweeping:
            return self._sweep()

    def _sweep(self) -> int:
        if self._is_idle():
            return 0
        dealt_with = 0
        while True:
            if not self._waiting or self._waited_long:
                claimed = self._record_and_claim()
                dealt_with += len(claimed)
                self._waiting += claimed
            self._hand_out()
            if not (self._crew.in_hand or self._marks or self._waiting):
                return dealt_with
            made = self._crew.take(0 if self._is_behind else EVERY)
            self._marks += [mark for mark in made if mark]

    def _is_idle(self) -> bool:
        """Whether there is nothing to do: asked before a claim, for which others wait."""
        if self._crew.in_hand or self._marks or self._waiting or self._clock.is_back:
            return False
        return not self._book.coming().has_come(self._clock.now(), self._lease())

    def _lease(self) -> Lease:
        taken_at = instant(self._machine_now())
        until = taken_at + self._terms.lease
        return Lease(token=secrets.token_hex(8), taken_at=taken_at, until=until)

    @property
    def _is_behind(self) -> bool:
        """Whether more is surely due than was claimed: who is to be told comes first then."""
        return not self._waiting and self._pace.is_full

    @property
    def _waited_long(self) -> bool:
        """Whether what has come in is to be recorded, however much is due."""
        return bool(self._marks) and abs(self._machine_now() - self._recorded_at) >= RECORDED

    def _record_and_claim(self) -> tuple[Notice, ...]:
        """Write what has come in, and claim what is due: one transaction."""
        marks = [] if self._is_behind and not self._waited_long else self._marks
        try:
            with self._book.ledger() as pages:
                write_down(marks, pages)
                claimed = self._claim(pages)
        except NO_BOOK:
            raise  # all is tried again, together
        except Exception:
            self._marks = [*self._unwritten(self._marks)]
            raise
        self._marks = self._marks[len(marks) :]
        if not self._marks:
            self._recorded_at = self._machine_now()
        return claimed

    def _claim(self, pages: Ledger) -> tuple[Notice, ...]:
        if self._waiting:
            return ()
        if self._stopped.is_set() or self._post.pause():
            self._pace.have(0, 0)
            return ()
        in_hand = self._crew.in_hand
        claimed = pages.claim(self._now(pages), self._lease(), max(self._pace.next() - in_hand, 1))
        self._pace.have(len(claimed), in_hand)
        return claimed

    def _now(self, pages: Ledger) -> datetime:
        """Ask the time; where the clock was set back, what was put off waits no longer than it may.

        Otherwise it would wait as long as the clock was ahead: when it was written, or by whoever
        put it off just then.
        """
        went_back, now = self._clock.went_back(), self._clock.now()
        if went_back:
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
                if self._delivery.left(mark.notice) > timedelta(0):
                    yield mark

    def _hand_out(self) -> None:
        """Look how things stand about as many as are wanted now, and have each dealt with.

        No more: what was seen long before it is sent has to be looked at again, one by one.
        """
        wanted = min(self._crew.room, len(self._waiting))
        handed = [self._waiting.popleft() for _ in range(wanted)]
        try:
            looks = self._looking.at(handed)
        except NO_BOOK:
            self._marks += [self._delivery.back(notice) for notice in handed]
            raise
        except Exception:  # noqa: BLE001 - it is logged with the notice that it is about
            looks = [look for each in handed for look in self._alone(each)]
        self._crew.give(looks)

    def _alone(self, notice: Notice) -> Sequence[Look]:
        """Look at a notice by itself; one that cannot be read keeps no other one waiting."""
        try:
            return self._looking.at([notice])
        except Exception:
            log.exception("notice_broke", extra={"notice": notice.id})
            self._marks += [mark for mark in [self._delivery.unread(notice)] if mark]
            return ()
