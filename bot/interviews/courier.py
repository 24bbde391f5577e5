"""The courier: claims the notices that are due, looks again, sends, and records.

A claim is a lease on a row, so any number of couriers may run; how a notice ended is written
only by the one whose lease it still is. Between claim and sending the courier looks again
whether the notice still holds (`holding`).

What happens when sending fails: certainly not posted → planned again, later each time;
refused for good → failed, and the recruiter is told once; perhaps posted → a reminder is
sent again, anything else is not doubled and stays `unknown`.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.interviews.holding import Ending, no_longer_holds
from bot.interviews.model import Kept, Person
from bot.interviews.notices import Card, Notice, Reason, State, What
from bot.interviews.ports import Book, HouseClock, Lease, Post, Receipt, Undelivered
from bot.interviews.reminders import LeadTimes
from bot.interviews.tellings import untold

log = logging.getLogger(__name__)

BATCH = 32
LEASE = timedelta(seconds=60)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=5)
MOST_ATTEMPTS = 300  # with these pauses about a day


class Courier:
    """Sends what is due. One sweep at a time in a process; `sweep` says how many it dealt with.

    What is due goes by the house clock; a claim lasts `lease` of the machine's own time, which
    `machine_now` tells (aware).
    """

    def __init__(
        self,
        book: Book,
        post: Post,
        clock: HouseClock,
        machine_now: Callable[[], datetime],
        lead_times: LeadTimes,
        lease: timedelta = LEASE,
    ) -> None:
        self._book = book
        self._post = post
        self._clock = clock
        self._machine_now = machine_now
        self._lead_times = lead_times
        self._lease = lease

    def next_due(self) -> datetime | None:
        """When there is something to do next; None = nothing is planned."""
        with self._book.read() as pages:
            return pages.next_due()

    def sweep(self) -> int:
        """Deal with everything that is due now, in order; say how many notices that was."""
        dealt_with = 0
        while batch := self._claim():
            for notice in batch:
                self._deal_with(notice)
            dealt_with += len(batch)
        return dealt_with

    def _claim(self) -> tuple[Notice, ...]:
        taken_at = self._machine_now()
        lease = Lease(token=secrets.token_hex(8), taken_at=taken_at, until=taken_at + self._lease)
        with self._book.write() as pages:
            return pages.claim(self._clock.now(), lease, BATCH)

    def _deal_with(self, notice: Notice) -> None:
        now = self._clock.now()
        with self._book.read() as pages:
            kept = pages.interview(notice.workspace_id, notice.interview_id)
            person = pages.person(notice.workspace_id, notice.person_id)
            card = pages.card(notice.workspace_id, notice.interview_id, notice.person_id)
            others = pages.notices(notice.workspace_id, notice.interview_id)
        if kept is None or person is None:
            self._settle(notice, State.SKIPPED, Reason.NO_LONGER_CONCERNED)
            return
        ending = no_longer_holds(notice, kept, person, card, others, self._lead_times, now)
        ending = ending or self._doubtful(notice)
        if ending:
            self._settle(notice, *ending)
        else:
            self._send(notice, kept, person, card)

    def _doubtful(self, notice: Notice) -> Ending | None:
        """An earlier attempt may have arrived: only a reminder is worth a second message."""
        if notice.first_attempt_at is None or notice.lease_until is None:
            return None
        tried_before = notice.first_attempt_at < notice.lease_until - self._lease
        if tried_before and notice.loud and notice.what is not What.REMINDER:
            return State.UNKNOWN, Reason.IN_DOUBT
        return None

    def _send(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> None:
        try:
            receipt = self._post.deliver(notice, kept, person, card)
        except Undelivered as undelivered:
            self._failed(notice, kept, undelivered)
        except Exception:  # one notice that cannot be drawn must not stop the others
            log.exception("notice_broke", extra={"notice": notice.id})
            self._failed(notice, kept, Undelivered("error", certain=False))
        else:
            self._sent(notice, receipt)

    def _sent(self, notice: Notice, receipt: Receipt) -> None:
        now = self._clock.now()
        with self._book.write() as pages:
            pages.settle(notice, State.SENT, now, channel=receipt.channel, ts=receipt.ts)
            if notice.loud:
                pages.keep_card(
                    Card(
                        workspace_id=notice.workspace_id,
                        interview_id=notice.interview_id,
                        person_id=notice.person_id,
                        channel=receipt.channel,
                        ts=receipt.ts,
                        notice_id=notice.id,
                    )
                )
        log.info("notice_sent", extra={"notice": notice.id, "what": notice.what.value})

    def _failed(self, notice: Notice, kept: Kept, undelivered: Undelivered) -> None:
        now = self._clock.now()
        log.warning("notice_not_sent", extra={"notice": notice.id, "detail": undelivered.detail})
        if undelivered.for_good or notice.attempt >= MOST_ATTEMPTS:
            reason = undelivered.reason or (
                Reason.REFUSED if undelivered.for_good else Reason.TRIED_OFTEN
            )
            self._give_up(notice, kept, reason, undelivered.detail)
        elif not undelivered.certain and notice.loud and notice.what is not What.REMINDER:
            self._settle(notice, State.UNKNOWN, Reason.IN_DOUBT, undelivered.detail)
        else:
            pause = undelivered.retry_after or min(
                FIRST_PAUSE * 2 ** min(notice.attempt - 1, 10), LONGEST_PAUSE
            )
            with self._book.write() as pages:
                pages.put_back(notice, now + pause, posted_for_certain_not=undelivered.certain)

    def _give_up(self, notice: Notice, kept: Kept, reason: Reason, detail: str) -> None:
        quiet = reason in {Reason.NO_CHANNEL, Reason.NO_CARD}
        now = self._clock.now()
        with self._book.write() as pages:
            state = State.SKIPPED if quiet else State.FAILED
            settled = pages.settle(notice, state, now, reason=reason, detail=detail)
            told = untold(notice, kept, now, detail)
            if settled and told and notice.loud and not quiet:
                pages.plan([told])

    def _settle(
        self, notice: Notice, state: State, reason: Reason, detail: str | None = None
    ) -> None:
        with self._book.write() as pages:
            pages.settle(notice, state, self._clock.now(), reason=reason, detail=detail)
