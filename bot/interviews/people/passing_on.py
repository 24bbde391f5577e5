"""What the two write to the bot and it does not understand goes to the interview's recruiter.

What the recruiter answers goes back the same way. Both are notices, so nothing is lost while Slack
is away, and what was written stands in the notice alone.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.interviews.model import LIVE, Actor, Kept, Person, Search, Value, instant
from bot.interviews.notices import CONVERSATION, TEXT, Notice, What
from bot.interviews.people.channels import is_told
from bot.interviews.people.people import for_recruiters
from bot.interviews.permissions import may_see, runs, visible
from bot.interviews.ports.book import Book, HouseClock, Pages
from bot.interviews.races import again_when_lost
from bot.interviews.refusals import Refusal, Refused
from bot.interviews.texts import readable

LONGEST = 2_000  # characters
NUMBER = re.compile(r"#(\d{1,9})\b")
MOST_SAID = 5  # interviews that are looked at
MOST, WITHIN = 5, timedelta(minutes=1)  # of one person about one interview
A_NUMBER = 0x7FFF_FFFF  # what a column holds everywhere


class Passed(Value):
    """Something that was passed on: about which interview, and to whom.

    `is_one_of` says that the writer has several to come, of which this is the nearest.
    """

    kept: Kept
    to: tuple[Person, ...]
    is_one_of: bool = False


class Behind(Value):
    """What a message is about to which somebody replies, and whom of those who wrote they answer.

    `quotes` says that it is what that one wrote; otherwise they wrote about it at some time, and
    the reply may be for the bot.
    """

    interview_id: int
    writer_id: int | None
    quotes: bool


class PassingOn:
    """Passes on what people write; `committed` is called after what was stored.

    `mails` says that e-mail goes to whoever is not in Slack.
    `once` names what was sent (an event, a form): sent again, it is not passed on a second time.
    Refused: REQUIRED (nothing), UNREADABLE_TEXT, TEXT_TOO_LONG, WRITES_A_LOT.
    """

    def __init__(
        self, book: Book, clock: HouseClock, committed: Callable[[], None], *, mails: bool = False
    ) -> None:
        self._mails = mails
        self._book = book
        self._clock = clock
        self._committed = committed

    def pass_on(
        self, text: str, *, by: Actor, once: str, interview_id: int | None = None
    ) -> Passed | None:
        """Tell the recruiter of their interview what somebody wrote; None = there is nobody to.

        The interview is the one said, else one that the text names ("#5"), as long as they may know
        of it; else their nearest that is to come, else the one in which they are asked to stand in,
        else their last. Without a recruiter of its own who can be told all hear of it. Of
        recruiters nothing is passed on.
        """
        passed = None if by.person.is_recruiter else self._pass_on(text, by, once, interview_id)
        if passed:
            self._committed()
        return passed

    def answer(self, interview_id: int, to_id: int, text: str, *, by: Actor, once: str) -> Person:
        """Tell somebody what their recruiter answers; gives who hears it.

        Refused also: NO_SUCH_INTERVIEW, ONLY_RECRUITERS; UNKNOWN_PERSON: who wrote
        nothing, or was forgotten since.
        """
        person = self._answer(interview_id, to_id, text, by, once)
        self._committed()
        return person

    @again_when_lost
    def behind(self, channel: str, ts: str, *, by: Actor) -> Behind | None:
        """Give what the message is about that the bot wrote to somebody there, if it is one."""
        with self._book.read() as pages:
            notice = pages.posted_as(by.person.workspace_id, by.person.id, channel, ts)
            if notice is None or notice.what is What.SEVERAL:
                return None
            return _behind(pages, notice)

    @again_when_lost
    def _pass_on(self, text: str, by: Actor, once: str, interview_id: int | None) -> Passed | None:
        with self._book.write() as pages:
            said = [interview_id, *map(int, NUMBER.findall(text))]
            meant = _said(pages, by, said) or _meant(pages, by, self._clock.now())
            passed = meant and meant.but(to=_recruiters(pages, meant.kept, by, mails=self._mails))
            if not passed or not passed.to:
                return None
            self._tell(pages, passed.kept, What.WROTE, passed.to, text, by, once)
            return passed

    @again_when_lost
    def _answer(self, interview_id: int, to_id: int, text: str, by: Actor, once: str) -> Person:
        with self._book.write() as pages:
            kept = visible(pages, interview_id, by)
            if not runs(kept, by):
                raise for_recruiters(pages, by)
            person = pages.person(kept.workspace_id, to_id)
            wrote = {
                notice.values.get("by_id")
                for notice in pages.notices(kept.workspace_id, kept.id)
                if notice.what is What.WROTE
            }
            if person is None or person.id not in wrote or not is_told(person, mails=self._mails):
                raise Refused(Refusal.UNKNOWN_PERSON)
            self._tell(pages, kept, What.WROTE_BACK, (person,), text, by, once)
            return person

    def _tell(
        self,
        pages: Pages,
        kept: Kept,
        what: What,
        people: Sequence[Person],
        text: str,
        by: Actor,
        once: str,
    ) -> None:
        now = instant(self._clock.now())
        _check(pages, kept, text, by, now)
        values = {"by": by.person.title, "by_id": by.person.id, TEXT: text.strip()}
        about = zlib.crc32(once.encode()) & A_NUMBER  # so that what comes again counts once
        more = {"about": about, "values": values}
        pages.plan([Notice.on(kept, person.id, what, now, **more) for person in people])


def _check(pages: Pages, kept: Kept, text: str, by: Actor, now: datetime) -> None:
    if not readable(text, TEXT).strip():
        raise Refused(Refusal.REQUIRED, TEXT)
    if len(text) > LONGEST:
        raise Refused(Refusal.TEXT_TOO_LONG, TEXT, limit=LONGEST)
    lately = {
        notice.about
        for notice in pages.notices(kept.workspace_id, kept.id)
        if notice.what in CONVERSATION
        and notice.values.get("by_id") == by.person.id
        and notice.created_at > now - WITHIN
    }
    if len(lately) >= MOST:
        raise Refused(Refusal.WRITES_A_LOT, TEXT)


def _behind(pages: Pages, notice: Notice) -> Behind:
    """Give whom a reply answers: whoever wrote it, else who wrote last to the same person."""
    wrote = [
        each.values["by_id"]
        for each in pages.notices(notice.workspace_id, notice.interview_id)
        if each.what is What.WROTE and each.person_id == notice.person_id
    ]
    quotes = notice.what is What.WROTE
    writer_id = notice.values["by_id"] if quotes else next(reversed(wrote), None)
    return Behind(interview_id=notice.interview_id, writer_id=writer_id, quotes=quotes)


def _said(pages: Pages, by: Actor, interview_ids: Sequence[int | None]) -> Passed | None:
    """Give the first of these of which they may know."""
    for number in interview_ids[:MOST_SAID]:
        kept = pages.interview(by.person.workspace_id, number) if number is not None else None
        if kept is not None and may_see(kept, by):
            return Passed(kept=kept, to=())
    return None


def _offered(pages: Pages, by: Actor) -> Passed | None:
    """Give an interview in which they are asked to stand in."""
    offered = pages.offered_to(by.person, MOST_SAID)
    found = (pages.interview(by.person.workspace_id, number) for number in offered)
    return next(
        (
            Passed(kept=kept, to=())
            for kept in found
            if kept is not None and kept.is_live and kept.asked_id == by.person.id
        ),
        None,
    )


def _meant(pages: Pages, by: Actor, now: datetime) -> Passed | None:
    """Give the interview that somebody writes about who does not say about which."""
    theirs = Search(person_id=by.person.id, per_page=1)
    coming = pages.search(
        by.person.workspace_id, theirs.but(statuses=LIVE, ends_after=instant(now))
    )
    if coming.interviews:
        return Passed(kept=coming.interviews[0], to=(), is_one_of=coming.total > 1)
    offered = _offered(pages, by)
    if offered is not None:
        return offered
    total = pages.search(by.person.workspace_id, theirs).total
    past = pages.search(by.person.workspace_id, theirs.but(page=max(total, 1))).interviews
    return Passed(kept=past[0], to=()) if past else None


def _recruiters(pages: Pages, kept: Kept, by: Actor, *, mails: bool) -> tuple[Person, ...]:
    """Give who runs it, if they can be told; else every recruiter who can."""

    def hears(person: Person) -> bool:
        return person.active and person.id != by.person.id and is_told(person, mails=mails)

    if kept.owner and hears(kept.owner):
        return (kept.owner,)
    return tuple(filter(hears, pages.recruiters(kept.workspace_id)))
