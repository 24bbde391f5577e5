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

One thread hands out, others deliver, and the `clerk` claims and records beside them.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.interviews.notices import Notice
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.ports.book import NO_BOOK, Book, HouseClock
from bot.interviews.ports.ledger import Coming
from bot.interviews.ports.post import Post
from bot.interviews.sending.clerk import Clerk, WatchedClock
from bot.interviews.sending.crew import Crew
from bot.interviews.sending.delivery import Delivery
from bot.interviews.sending.looking import A_MOMENT, Look, Looking
from bot.interviews.sending.pace import Pace
from bot.interviews.sending.terms import Terms

log = logging.getLogger(__name__)

AT_ONCE = 32  # in the air
LEAST, MOST = 4, 48  # times as many are claimed and not yet recorded: so nobody waits for work
EVERY = 0.1  # seconds: how often to look for what is due while something is in the air


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
        self._crew = Crew(self._delivery.deal_with, at_once, A_MOMENT / 4, machine_now)
        self._clerk = Clerk(
            book,
            post,
            self._clock,
            machine_now,
            self._terms,
            Pace(machine_now, LEAST * at_once, MOST * at_once),
            self._delivery.left,
            self._stopped,
        )

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
        self._post.stop()
        self._crew.wake()

    def sweep(self) -> int:
        """Deal with everything that is due now; say how many notices that was."""
        with self._sweeping:
            return self._sweep()

    def _sweep(self) -> int:
        crew, clerk, before = self._crew, self._clerk, self._clerk.count
        if not crew.in_hand and clerk.is_idle():
            return 0
        while True:
            clerk.work(crew.in_hand, crew.wake)
            self._hand_out()
            if not (crew.in_hand or clerk.claimed or clerk.is_busy):
                return clerk.count - before
            seconds = 0 if clerk.is_wanted(crew.in_hand) else EVERY
            made = crew.take(seconds, for_more=bool(clerk.claimed) or not clerk.is_at_work)
            clerk.marks.extend(mark for mark in made if mark)

    def _hand_out(self) -> None:
        """Look how things stand about as many as are wanted now, and have each dealt with.

        No more: what was seen long before it is sent has to be looked at again, one by one.
        """
        claimed = self._clerk.claimed
        handed = [claimed.popleft() for _ in range(min(self._crew.room, len(claimed)))]
        try:
            looks = self._looking.at(handed)
        except NO_BOOK:
            self._clerk.marks.extend(self._delivery.back(notice) for notice in handed)
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
            self._clerk.marks.extend(mark for mark in [self._delivery.unread(notice)] if mark)
            return ()
