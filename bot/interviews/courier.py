"""The courier: claims the notices that are due, looks again, sends, and records.

A claim is a lease on a row, so any number of couriers may run; how a notice ended is written
only by the one whose lease it still is. Between claim and sending the courier looks again
whether the notice still holds (`holding`).

What happens when sending fails: certainly not posted → planned again, later each time;
refused for good → failed, and the recruiter is told once; perhaps posted → it stays claimed until
its lease has run out, which also keeps later ones to the same person back. Whoever takes it over
(from a courier that was killed as well) looks for it first: found → sent; not there → sent now;
when nobody may look, a reminder is sent again, and anything else is not doubled: `unknown`.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.interviews.holding import no_longer_holds
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
        with self._book.ledger() as pages:
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
        if self._in_doubt(notice) and self._found(notice, kept, person, card):
            return
        ending = no_longer_holds(notice, kept, person, card, others, self._lead_times, now)
        if ending:
            self._settle(notice, *ending)
        elif self._still_ours(notice):
            self._send(notice, kept, person, card)

    def _in_doubt(self, notice: Notice) -> bool:
        """Whether an earlier attempt may have posted it."""
        if notice.first_attempt_at is None or notice.lease_until is None or not notice.loud:
            return False
        return notice.first_attempt_at < notice.lease_until - self._lease

    def _found(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> bool:
        """Look whether it arrived; say whether that is all there is to do for now."""
        try:
            receipt = self._post.find(notice, kept, person, card)
        except Undelivered as unseen:
            return self._not_looked_for(notice, unseen)
        if receipt is not None:
            self._sent(notice, receipt)
        return receipt is not None

    def _not_looked_for(self, notice: Notice, unseen: Undelivered) -> bool:
        log.warning("notice_not_looked_for", extra={"notice": notice.id, "detail": unseen.detail})
        if not unseen.for_good and notice.attempt < MOST_ATTEMPTS:
            return True  # it stays claimed, and is looked for when the lease has run out
        if notice.what is What.REMINDER:
            return False
        self._settle(notice, State.UNKNOWN, Reason.IN_DOUBT, unseen.detail)
        return True

    def _still_ours(self, notice: Notice) -> bool:
        """Whether the lease outlasts the sending; else it is given back, and claimed anew."""
        if notice.lease_until is None or notice.lease_until - self._machine_now() > self._lease / 2:
            return True
        with self._book.ledger() as pages:
            pages.put_back(notice, notice.due_at, posted_for_certain_not=True)
        return False

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
        with self._book.ledger() as pages:
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
        elif undelivered.certain or not notice.loud:
            pause = undelivered.retry_after or min(
                FIRST_PAUSE * 2 ** min(notice.attempt - 1, 10), LONGEST_PAUSE
            )
            with self._book.ledger() as pages:
                pages.put_back(notice, now + pause, posted_for_certain_not=undelivered.certain)

    def _give_up(self, notice: Notice, kept: Kept, reason: Reason, detail: str) -> None:
        quiet = reason in {Reason.NO_CHANNEL, Reason.NO_CARD}
        now = self._clock.now()
        with self._book.ledger() as pages:
            state = State.SKIPPED if quiet else State.FAILED
            settled = pages.settle(notice, state, now, reason=reason, detail=detail)
            told = untold(notice, kept, now, detail)
            if settled and told and notice.loud and not quiet:
                pages.plan([told])

    def _settle(
        self, notice: Notice, state: State, reason: Reason, detail: str | None = None
    ) -> None:
        with self._book.ledger() as pages:
            pages.settle(notice, state, self._clock.now(), reason=reason, detail=detail)
