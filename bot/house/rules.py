"""The rules, wired: each subject on the same book, by the same clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from bot.almanac import public_holiday
from bot.clock import Clock
from bot.files import write_table
from bot.interviews.diary import Diary
from bot.interviews.digests import Digests
from bot.interviews.forgetting.forgetting import Forgetting
from bot.interviews.model import Actor, Search
from bot.interviews.moving.mover import Mover
from bot.interviews.people.passing_on import PassingOn
from bot.interviews.people.people import People
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.preferring import Preferring
from bot.interviews.races import again_when_lost
from bot.interviews.service import Interviews
from bot.interviews.tokens import Tokens
from bot.mail.addresses import sender
from bot.settings import Settings
from bot.words import Words
from bot.words.view import Setting
from storage import SqlBook

NAMELESS = "Interviews"  # a workspace of no team and no company
GROUP = "S"  # the first letter of a user group's id


class Rules:
    """The rules of one book, each subject under its name.

    `committed` is called after whatever was stored; `pause` is how long others are told nothing of
    what a recruiter did.
    """

    def __init__(
        self,
        settings: Settings,
        book: SqlBook,
        clock: Clock,
        committed: Callable[[], None],
        pause: timedelta,
    ) -> None:
        self.settings = settings
        self.book = book
        self.clock = clock
        self.company = settings.company  # without one, the team's name once connected
        self.workspace_id = 0  # known once connected
        self.sender = sender(settings.mail_from) if settings.mail_from else None
        self.lead_times = LeadTimes(
            interviewee=settings.lead_times["interviewee"],
            interviewer=settings.lead_times["interviewer"],
            asks_feedback=settings.feedback,
        )
        self.appointed = frozenset(
            recruiter for recruiter in settings.recruiters if not recruiter.startswith(GROUP)
        )
        self.people = People(book, clock, lambda: self.appointed)
        self.diary = Diary(book, clock)
        self.tokens = Tokens(book, clock)
        self.mover = Mover(book, clock, self.lead_times, settings.company or NAMELESS)
        self.digests = Digests(book, clock, committed, settings.time_zone)
        self.preferring = Preferring(book, clock, self.lead_times, committed)
        self.forgetting = Forgetting(book, clock, committed, self._called)
        mails = self.sender is not None
        self.passing_on = PassingOn(book, clock, committed, mails=mails)
        self.interviews = Interviews(
            book, clock, self.lead_times, committed, public_holiday, mails=mails, pause=pause
        )

    def setting(self, company: str) -> Setting:
        """Give what messages are written by, for a company of that name."""
        return Setting(
            company=company,
            command=self.settings.command,
            default_zone=self.settings.time_zone,
            lead_times=self.lead_times,
            holiday=public_holiday,
            mails=self.sender is not None,
        )

    def only_workspace(self) -> int:
        """Give the workspace where no Slack says which; it is made if there is none yet."""
        return self.workspace(None, self.company or NAMELESS)

    @again_when_lost
    def workspace(self, slack_team_id: str | None, name: str) -> int:
        """Give the workspace of a Slack team; it is made, or the first one adopted, if need be."""
        with self.book.write() as pages:
            return pages.workspace(slack_team_id, name)

    @again_when_lost
    def calendar_name(self) -> str:
        """Give what keeps the workspace's interviews apart from others' in calendars."""
        with self.book.read() as pages:
            return pages.calendar_name(self.workspace_id or pages.workspace_known() or 0)

    def table(self, search: Search, by: Actor) -> Iterator[bytes]:
        """Give what is found as the lines of a table; refused to whoever may not have it."""
        return write_table(self.mover.take_out(search, by=by))

    def _called(self) -> str:
        return Words(None, self.settings.time_zone).say("forget.called")
