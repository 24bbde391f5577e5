"""Seeing to what is still shown of whoever was forgotten: in Slack, and in the database's own file.

Each `Remnant` is claimed for a while, so that of several processes one sees to it, and whoever is
killed over it loses nothing: it is due again. What Slack does not let be done now is put off, later
each time; what it will never let be done is left, and logged.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.interviews.model import instant
from bot.interviews.notices import BY_MAIL, State
from bot.interviews.planning.several import looked_up
from bot.interviews.ports.book import Book, HouseClock
from bot.interviews.ports.erasure import Eraser, Remnant
from bot.interviews.ports.post import Undelivered
from bot.interviews.races import again_when_lost

log = logging.getLogger(__name__)

NIGHT, MORNING = time(2), time(5)
CLAIMED_FOR = timedelta(minutes=2)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)
MENDED = frozenset({"missing_scope"})  # for good, until somebody has seen to it


class Erasing:
    """Sees to remnants.

    `eraser` is None where there is no Slack: what stands in one is left to a process that has it.

    `zone` is where it is night when a large file is written anew, since nobody else can write
    meanwhile; None: that waits for no night.
    """

    def __init__(
        self,
        book: Book,
        clock: HouseClock,
        eraser: Eraser | None,
        zone: ZoneInfo | None = None,
    ) -> None:
        self._book = book
        self._clock = clock
        self._eraser = eraser
        self._zone = zone

    def next_due(self) -> datetime | None:
        """When something is to be seen to next; None = nothing is left."""
        with self._book.read() as pages:
            return pages.next_remnant_due(in_slack=self._eraser is not None)

    def tell(self) -> int:
        """See to the one that is due, if any, so that nothing else waits long; say how many."""
        due = self.next_due()
        if due is None or due > self._clock.now():
            return 0
        remnant = self._claimed()
        if remnant is None:
            return 0
        self._see_to(remnant)
        return 1

    @again_when_lost
    def _claimed(self) -> Remnant | None:
        now = instant(self._clock.now())
        with self._book.write() as pages:
            in_slack = self._eraser is not None
            return pages.claim_remnant(now, now + CLAIMED_FOR, in_slack=in_slack)

    def _see_to(self, remnant: Remnant) -> None:
        night = self._night_to_wait_for() if _is_of_the_file(remnant) else None
        if night is not None:
            self._put_off_until(remnant, night)
            return
        try:
            left = self._left_of(remnant)
        except Undelivered as undelivered:
            log.warning("remnant_stays", extra={"detail": undelivered.detail})
            if undelivered.for_good and undelivered.detail not in MENDED:
                left = _without_slack(remnant)
            else:
                self._put_off(remnant, undelivered.retry_after or _pause(remnant))
                return
        if left is None:
            self._drop([remnant.id])
        elif left != remnant:
            self._put_off(left, timedelta(0))
        else:
            self._put_off(left, _pause(left))

    def _left_of(self, remnant: Remnant) -> Remnant | None:
        """See to a part of it; give what is left, None when all of it was seen to."""
        if _is_of_the_file(remnant):
            return self._wiped(remnant)
        assert self._eraser is not None  # noqa: S101 - nothing else is claimed without one
        if remnant.interview_id is not None:
            return self._redrawn(self._eraser, remnant, remnant.interview_id)
        done = self._eraser.clear(remnant)
        return _without_slack(remnant) if done else remnant.but(attempt=0)

    def _redrawn(self, eraser: Eraser, remnant: Remnant, interview_id: int) -> Remnant | None:
        about = (remnant.workspace_id, interview_id)
        with self._book.read() as pages:
            kept, reader = pages.interview(*about), pages.person(about[0], remnant.person_id)
            card = pages.card(*about, remnant.person_id)
            notices = [
                looked_up(pages, notice)
                for notice in pages.notices(*about)
                if notice.person_id == remnant.person_id
            ]
        posted = [each for each in notices if each.ts and each.channel != BY_MAIL]
        if kept is not None and reader is not None and posted:
            eraser.redraw(kept, reader, posted, card)
        on_its_way = any(notice.state is State.CLAIMED for notice in notices)
        return remnant if on_its_way else None

    def _night_to_wait_for(self) -> datetime | None:
        """Say when the night begins for which a large file waits; None = it need not wait."""
        if self._zone is None or not self._book.is_large():
            return None
        now = self._clock.now().astimezone(self._zone)
        if NIGHT <= now.time() < MORNING:
            return None
        day = now.date() + timedelta(days=now.time() >= NIGHT)
        return datetime.combine(day, NIGHT, self._zone).astimezone(UTC)

    def _wiped(self, remnant: Remnant) -> Remnant | None:
        """Have nothing overwritten left in the file: once for all that wait for that by now."""
        with self._book.read() as pages:
            waiting = pages.remnants_in_the_file()
        if not self._book.wipe():
            return remnant
        self._drop(waiting)
        return None

    @again_when_lost
    def _drop(self, ids: tuple[int, ...] | list[int]) -> None:
        with self._book.write() as pages:
            pages.drop_remnants(ids)

    def _put_off(self, remnant: Remnant, pause: timedelta) -> None:
        self._put_off_until(remnant, self._clock.now() + pause)

    @again_when_lost
    def _put_off_until(self, remnant: Remnant, due_at: datetime) -> None:
        with self._book.write() as pages:
            pages.put_off_remnant(remnant, instant(due_at))


def _is_of_the_file(remnant: Remnant) -> bool:
    return remnant.interview_id is None and remnant.slack_user_id is None


def _without_slack(remnant: Remnant) -> Remnant | None:
    """Give what is left of it once Slack shows nothing more: of one's own the file."""
    if remnant.interview_id is not None:
        return None
    return remnant.but(channel=None, slack_user_id=None, attempt=0)


def _pause(remnant: Remnant) -> timedelta:
    doublings: int = min(remnant.attempt, 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
