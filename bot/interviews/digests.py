"""Digests: what is on today, told to a channel once a day, at a clock time of whoever set it up.

Where a clock change skips that time it comes as much later as the clock jumps; where it comes
twice, the first time round. Each day is claimed in the book before anything is posted, so that of
several processes one posts it, and nobody twice. What certainly was not posted is given back, and
claimed again until it would be too late: then whoever set it up is told that it did not come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.interviews.digest import Days, Digest, Summary
from bot.interviews.model import LIVE, Actor, Search, Side
from bot.interviews.people.availability import SATURDAY
from bot.interviews.people.people import only_recruiters
from bot.interviews.ports.book import Book, HouseClock, Pages
from bot.interviews.races import again_when_lost

DAY = timedelta(days=1)
LATE = timedelta(hours=2)  # nobody is helped by a later digest
MOST = 100  # interviews of a day


class Digests:
    """Keeps digests, and says which are due. `committed` is called after what was stored.

    `default_zone` is for whoever has none.
    """

    def __init__(
        self, book: Book, clock: HouseClock, committed: Callable[[], None], default_zone: ZoneInfo
    ) -> None:
        self._book = book
        self._clock = clock
        self._committed = committed
        self._default_zone = default_zone

    @again_when_lost
    def planned(self, channel: str, days: Days, at: time, *, by: Actor) -> Digest:
        """Give the digest that would be kept, in the actor's own zone; Refused ONLY_RECRUITERS."""
        with self._book.read() as pages:
            only_recruiters(pages, by)
        return Digest(
            workspace_id=by.person.workspace_id,
            channel=channel,
            by_id=by.person.id,
            days=days,
            at=at,
            time_zone=by.person.time_zone or self._default_zone.key,
        )

    @again_when_lost
    def replaced(self, digest: Digest, *, by: Actor) -> Digest | None:
        """Give the channel's digest that this one would end; None: it has none, or exactly this.

        Refused ONLY_RECRUITERS.
        """
        with self._book.read() as pages:
            only_recruiters(pages, by)
            place = (digest.workspace_id, digest.channel)
            others = (each for each in pages.digests() if each != digest)
            return next(
                (each for each in others if (each.workspace_id, each.channel) == place), None
            )

    def next_of(self, digest: Digest) -> datetime:
        """Say when it comes next."""
        return _next(digest, self._clock.now())

    def start(self, digest: Digest, announce: Callable[[], bool], *, by: Actor) -> bool:
        """Keep a digest once its channel was told of it, by `announce`; False: it was not told.

        A channel that has exactly this digest is not told again. Refused ONLY_RECRUITERS.
        """
        if self._is_kept(digest, by):
            return True
        if not announce():
            return False
        self.keep(digest, by=by)
        return True

    def keep(self, digest: Digest, *, by: Actor) -> None:
        """Keep a digest, in place of the channel's earlier one; Refused ONLY_RECRUITERS."""
        self._write(digest, by)
        self._committed()

    @again_when_lost
    def drop(self, channel: str, *, by: Actor) -> bool:
        """End a channel's digest; False when it had none. Refused ONLY_RECRUITERS."""
        with self._book.write() as pages:
            only_recruiters(pages, by)
            return pages.drop_digest(by.person.workspace_id, channel)

    @again_when_lost
    def next_due(self) -> datetime | None:
        """When the next digest is due; None = there is none."""
        now = self._clock.now()
        with self._book.read() as pages:
            return min((_next(digest, now) for digest in pages.digests()), default=None)

    def claim_due(self) -> Iterator[Summary]:
        """Claim one after the other that is due, and say what it tells; none on an empty day."""
        for digest, day in self._due_now():
            if self._claim(digest, day):
                summary = self._summary(digest, day)
                if summary.interviews:
                    yield summary

    @again_when_lost
    def give_back(self, summary: Summary) -> None:
        """Have it claimed again: certainly nobody was told of it."""
        with self._book.write() as pages:
            pages.give_digest_back(summary.digest, summary.day)

    @again_when_lost
    def _is_kept(self, digest: Digest, by: Actor) -> bool:
        with self._book.read() as pages:
            only_recruiters(pages, by)
            return digest in pages.digests()

    @again_when_lost
    def _due_now(self) -> list[tuple[Digest, date]]:
        with self._book.read() as pages:
            return [*_due(pages.digests(), self._clock.now())]

    @again_when_lost
    def _summary(self, digest: Digest, day: date) -> Summary:
        with self._book.read() as pages:
            return _summary(pages, digest, day, self._clock.now())

    @again_when_lost
    def _write(self, digest: Digest, by: Actor) -> None:
        with self._book.write() as pages:
            only_recruiters(pages, by)
            pages.keep_digest(digest)
            for each, day in _due((digest,), self._clock.now()):
                pages.claim_digest(each, day)  # its time is past today: it comes the next day

    @again_when_lost
    def _claim(self, digest: Digest, day: date) -> bool:
        with self._book.write() as pages:
            return pages.claim_digest(digest, day)


def _next(digest: Digest, now: datetime) -> datetime:
    zone = ZoneInfo(digest.time_zone)
    day = now.astimezone(zone).date()
    while not (_has_one(digest, day) and _moment(digest, day) > now):
        day += DAY
    return _moment(digest, day)


def _due(digests: tuple[Digest, ...], now: datetime) -> Iterator[tuple[Digest, date]]:
    for digest in digests:
        day = now.astimezone(ZoneInfo(digest.time_zone)).date()
        if _has_one(digest, day) and _moment(digest, day) <= now:
            yield digest, day


def _has_one(digest: Digest, day: date) -> bool:
    return digest.days is Days.DAILY or day.weekday() < SATURDAY


def _moment(digest: Digest, day: date) -> datetime:
    # Two instants of one zone are compared by their clocks alone: so it is given in another one.
    local = datetime.combine(day, digest.at, tzinfo=ZoneInfo(digest.time_zone))
    return datetime.fromtimestamp(local.timestamp(), tz=ZoneInfo("UTC"))


def _summary(pages: Pages, digest: Digest, day: date, now: datetime) -> Summary:
    zone = ZoneInfo(digest.time_zone)
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    search = Search(statuses=LIVE, starts_from=today, starts_before=today + DAY, per_page=MOST)
    found = pages.search(digest.workspace_id, search).interviews
    waiting = [kept for kept in found if any(kept.waits_for(side) for side in Side)]
    return Summary(
        digest=digest,
        day=day,
        is_too_late=now >= _moment(digest, day) + LATE,
        maker=pages.person(digest.workspace_id, digest.by_id),
        interviews=(*waiting, *(kept for kept in found if kept not in waiting)),
        unanswered=len(waiting),
        conflicts=sum(kept.forced for kept in found),
    )
