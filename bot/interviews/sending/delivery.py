"""What becomes of one notice: it is looked for, looked at again, sent, or put off."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.interviews.cases import Case
from bot.interviews.model import instant
from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.planning.afterwards import ends
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.planning.tellings import untold
from bot.interviews.ports.book import NO_BOOK, Book, HouseClock
from bot.interviews.ports.ledger import Ledger, Sent
from bot.interviews.ports.post import NotBegun, Post, Receipt, Undelivered
from bot.interviews.sending.following import follows
from bot.interviews.sending.holding import no_longer_holds, put_off
from bot.interviews.sending.looking import Look, Looking
from bot.interviews.sending.marks import Change, Mark
from bot.interviews.sending.merging import tells_as_well, told_together
from bot.interviews.sending.terms import MILLISECOND, Terms
from bot.interviews.sending.unheard import not_passed_on, told_by_hand
from bot.tracing import request_of, tracing

log = logging.getLogger(__name__)

MOST_ATTEMPTS, LONGEST_TRIED = 300, timedelta(days=1)  # both, before it is given up


class Delivery:
    """Deals with claimed notices, each on its own; threads share it.

    Once `stopped` is set nothing is begun, and nothing waits for its turn any more.
    """

    def __init__(
        self,
        book: Book,
        looking: Looking,
        post: Post,
        clock: HouseClock,
        machine_now: Callable[[], datetime],
        lead_times: LeadTimes,
        terms: Terms,
        stopped: threading.Event,
    ) -> None:
        self._book = book
        self._looking = looking
        self._post = post
        self._clock = clock
        self._machine_now = machine_now
        self._lead_times = lead_times
        self._terms = terms
        self._stopped = stopped

    def deal_with(self, look: Look) -> Mark | None:
        """Deal with a notice, and say what is to be written of it.

        None leaves it as it is until its lease has run out.
        """
        notice, case = look.notice, look.case
        if self._stopped.is_set():
            return self.back(notice)
        if case is None:
            return self._gone(notice)
        try:
            with tracing(request_of(notice.key)):
                found = self._look_for(case) if self.in_doubt(case.notice) else None
                return found or self._ended(case) or self._in_turn(look, case)
        except Exception:  # one notice that cannot be drawn must not stop the others
            log.exception("notice_broke", extra={"notice": notice.id})
            return None

    def in_doubt(self, notice: Notice) -> bool:
        """Whether whoever claimed it before may have posted it."""
        if not notice.loud or notice.first_attempt_at is None or notice.lease_until is None:
            return False
        return abs(notice.first_attempt_at - self._taken_at(notice)) >= MILLISECOND

    def back(self, notice: Notice) -> Change:
        """Give it back, for whoever claims it next, as it was before it was claimed."""
        certain = not self.in_doubt(notice)
        return Change(
            notice,
            lambda pages: pages.put_back(
                notice, notice.due_at, posted_for_certain_not=certain, was_tried=False
            ),
        )

    def unread(self, notice: Notice) -> Mark | None:
        """Put off what cannot be read, unless it may have been posted: then it stays claimed."""
        return None if self.in_doubt(notice) else self._put_back(notice, self._pause(notice))

    def _gone(self, notice: Notice) -> Mark:
        """Leave it unsent: its interview or its person is no longer there."""
        return self._settled(notice, State.SKIPPED, Reason.NO_LONGER_CONCERNED)

    def left(self, notice: Notice) -> timedelta:
        """Say what is left of its lease; nothing when the machine's clock was set back since."""
        if notice.lease_until is None:
            return timedelta(0)
        left = notice.lease_until - self._machine_now()
        return left if left <= self._terms.lease else timedelta(0)

    def _taken_at(self, notice: Notice) -> datetime:
        assert notice.lease_until is not None  # noqa: S101 - it is claimed
        return notice.lease_until - self._terms.lease

    def _look_for(self, case: Case) -> Mark | None:
        """Look whether it arrived; None = it did not, and is to be dealt with as if new."""
        try:
            receipt = self._post.find(case.notice, case.kept, case.person, case.card)
        except NotBegun:
            return self.back(case.notice)
        except Undelivered as unseen:
            return self._not_looked_for(case, unseen)
        return self._not_there(case.notice) if receipt is None else self._sent(case, receipt)

    def _not_there(self, notice: Notice) -> Mark | None:
        """Look once more after the grace: it may have been accepted late."""
        now = self._machine_now()
        first = notice.looked_at if notice.looked_at and notice.looked_at <= now else now
        if now - first < self._terms.grace:
            return self._held(notice, first + self._terms.grace, first)
        return self._sent_anew(notice)

    def _sent_anew(self, notice: Notice, reason: Reason | None = None) -> Mark | None:
        """Note that it is sent now, so that it may have to be looked for anew."""
        with self._book.ledger() as pages:
            until = self._taken_at(notice) + self._terms.lease
            is_ours = pages.hold(notice, until, None, reason)
        return None if is_ours else self.back(notice)

    def _not_looked_for(self, case: Case, unseen: Undelivered) -> Mark | None:
        notice = case.notice
        log.warning("notice_not_looked_for", extra={"notice": notice.id, "detail": unseen.detail})
        wait = min(unseen.retry_after or self._terms.lease, self._terms.lease)
        then = no_longer_holds(case, self._lead_times, self._clock.now() + wait)
        in_time = then is None or then[0] is not State.EXPIRED
        if not unseen.for_good and in_time and not self._tried_often(notice):
            return self._held(notice, self._machine_now() + wait, notice.looked_at)
        if notice.what is What.REMINDER:
            return self._once_more(case, unseen.detail)
        return self._settled(notice, State.UNKNOWN, Reason.IN_DOUBT, unseen.detail)

    def _once_more(self, case: Case, detail: str) -> Mark | None:
        """Send a reminder again that nobody can look for: once, or it might never end."""
        notice = case.notice
        if notice.reason is Reason.IN_DOUBT:
            return self._given_up(case, Reason.IN_DOUBT, detail)
        return self._sent_anew(notice, Reason.IN_DOUBT)

    def _ended(self, case: Case) -> Mark | None:
        """Look again whether it still holds, and may come now; None = it does, and may."""
        notice, kept, now = case.notice, case.kept, self._clock.now()
        ending = (
            no_longer_holds(case, self._lead_times, now)
            if self._post.reaches(case.person)
            else (State.SKIPPED, Reason.NO_CHANNEL)
        )
        if ending is None:
            return self._aloud(case) or self._until_morning(case, now)
        state, reason = ending
        # Who has no card at the start may get one before the end.
        later = ends(notice, kept, case.person, now) if reason is Reason.NO_CARD else None
        to_come = [later] if later else []
        if reason is Reason.NO_CHANNEL:
            to_come += told_by_hand(case, now)

        def end(pages: Ledger) -> None:
            if not pages.end(notice, state, now, reason=reason, version=kept.version):
                self.back(notice).write(pages)
            else:
                pages.plan([*not_passed_on(pages, case, now), *to_come])

        return Change(notice, end)

    def _aloud(self, case: Case) -> Mark | None:
        """Have what has no card to be drawn on come as a message of its own; None = it has one."""
        notice = case.notice
        if notice.loud or case.card is not None:
            return None
        return Change(notice, lambda pages: pages.speak_up(notice))

    def _until_morning(self, case: Case, now: datetime) -> Mark | None:
        """Put a late reminder off until somebody's quiet hours end; None = it may come now."""
        morning = put_off(case, self._lead_times, now)
        return None if morning is None else self._due(case.notice, morning, was_tried=False)

    def _in_turn(self, look: Look, case: Case) -> Mark | None:
        notice = case.notice
        longest = max(self.left(notice) - self._terms.sending, timedelta(0)) / 2
        wait = self._post.turn(notice, case.person, longest)
        if wait > longest:
            return self._put_back(notice, wait)
        if wait and self._stopped.wait(wait.total_seconds()):
            return self._untried(notice)
        try:
            again = self._looking.again(look)
        except NO_BOOK:  # nothing was tried, so nobody has to look for it
            return self._untried(notice)
        if again is look:
            return self._send(case)
        if again.case is None:
            return self._gone(notice)
        return self._ended(again.case) or self._send(again.case)

    def _send(self, case: Case) -> Mark | None:
        if self.left(case.notice) <= self._terms.sending:
            return self._untried(case.notice)
        now = self._clock.now()
        told, others = told_together(case, now)
        told, beside = tells_as_well(case, told, self._lead_times, now)
        try:
            receipt = self._post.deliver(told, case.kept, case.person, case.card)
        except NotBegun:
            return self._untried(case.notice)
        except Undelivered as undelivered:
            return self._failed(case, undelivered)
        return self._sent(case, receipt, (*others, *beside))

    def _sent(self, case: Case, receipt: Receipt, others: tuple[Notice, ...] = ()) -> Sent:
        notice = case.notice
        log.info("notice_sent", extra={"notice": notice.id, "what": notice.what.value})
        now = self._clock.now()
        again = follows(notice, case.kept, case.person, now, card_stays=receipt.card_stays)
        return Sent(notice, receipt, now, others, again)

    def _failed(self, case: Case, undelivered: Undelivered) -> Mark:
        notice = case.notice
        log.warning("notice_not_sent", extra={"notice": notice.id, "detail": undelivered.detail})
        if undelivered.for_good:
            return self._given_up(case, undelivered.reason or Reason.REFUSED, undelivered.detail)
        if self._tried_often(notice):
            return self._given_up(case, Reason.TRIED_OFTEN, undelivered.detail)
        if undelivered.certain and self.left(notice) <= timedelta(0):
            return self.back(notice)  # its claim is over, or the clock was set: "now" is no measure
        if undelivered.certain or not notice.loud:
            return self._put_back(notice, undelivered.retry_after or self._pause(notice))
        return self._held(notice, self._once_its_claim_is_past(notice), None)

    def _once_its_claim_is_past(self, notice: Notice) -> datetime:
        """Wait until it can be claimed anew, and is not taken for claimed the first time; say when.

        That is the next millisecond, and a message mostly takes longer than that.
        """
        now, taken_at = instant(self._machine_now()), self._taken_at(notice)
        if now != taken_at:
            return now
        self._stopped.wait(MILLISECOND.total_seconds())
        return taken_at + MILLISECOND

    def _pause(self, notice: Notice) -> timedelta:
        """Say how long to wait before it is tried again."""
        doubled = 1 << min(max(notice.attempt - 1, 0), 10)
        return min(self._terms.first_pause * doubled, self._terms.longest_pause)

    def _tried_often(self, notice: Notice) -> bool:
        for_long = self._clock.now() - notice.created_at >= LONGEST_TRIED
        return for_long and notice.attempt >= MOST_ATTEMPTS

    def _given_up(self, case: Case, reason: Reason, detail: str) -> Mark:
        notice, now = case.notice, self._clock.now()
        quiet = reason in {Reason.NO_CHANNEL, Reason.NO_CARD}
        state = State.SKIPPED if quiet else State.FAILED
        told = untold(notice, case.kept, now, detail)

        def settle(pages: Ledger) -> None:
            settled = pages.settle(notice, state, now, reason=reason, detail=detail)
            if settled and told and notice.loud and not quiet:
                pages.plan([told])
            if settled:
                pages.plan(not_passed_on(pages, case, now))

        return Change(notice, settle)

    def _put_back(self, notice: Notice, wait: timedelta) -> Mark:
        return self._due(notice, self._clock.now() + wait, was_tried=True)

    def _untried(self, notice: Notice) -> Mark:
        return self._due(notice, notice.due_at, was_tried=False)

    def _due(self, notice: Notice, due_at: datetime, *, was_tried: bool) -> Mark:
        """Have it due then: it is not there, since where it might be it was looked for."""
        given = {"posted_for_certain_not": True, "was_tried": was_tried}
        return Change(notice, lambda pages: pages.put_back(notice, due_at, **given))

    def _held(self, notice: Notice, until: datetime, looked_at: datetime | None) -> Mark:
        return Change(notice, lambda pages: pages.hold(notice, until, looked_at))

    def _settled(
        self, notice: Notice, state: State, reason: Reason, detail: str | None = None
    ) -> Mark:
        now = self._clock.now()
        return Change(
            notice, lambda pages: pages.settle(notice, state, now, reason=reason, detail=detail)
        )
