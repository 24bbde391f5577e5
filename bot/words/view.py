"""One interview as one reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from pydantic import Field

from bot.interviews.cautions import Holiday, never
from bot.interviews.model import Colleague, Kept, Person, Side, Value
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.planning.tellings import Concerned
from bot.words.text import cut
from bot.words.worded import Worded
from bot.words.words import NAME, Words

FIRST_NAME = 24


class Setting(Value):
    """What the house says of itself in messages."""

    company: str
    command: str = "/interview"
    default_zone: ZoneInfo = Field(default_factory=lambda: ZoneInfo("UTC"))
    lead_times: LeadTimes = Field(default_factory=LeadTimes)
    holiday: Holiday = never
    mails: bool = False  # whether e-mail goes to people who are not in Slack


@dataclass(frozen=True)
class View:
    """An interview, its reader, the words that fit both, and the instant at which it is read.

    `words` escape for where they will stand; `plain` says the same where nothing is marked.
    """

    kept: Kept
    reader: Person
    words: Words
    now: datetime
    setting: Setting

    @cached_property
    def plain(self) -> Words:
        """The same words for plain_text."""
        return self.words.escaping(str)

    @cached_property
    def side(self) -> Side | None:
        """On which side the reader sits."""
        return self.kept.side_of(self.reader.id)

    @cached_property
    def capacity(self) -> Concerned | None:
        """The reader's nearest capacity; None: it is none of theirs (any more)."""
        if self.side is not None:
            return Concerned(self.side.value)
        if self.kept.asked_id == self.reader.id:
            return Concerned.ASKED
        return Concerned.OWNER if self.runs else None

    @property
    def runs(self) -> bool:
        """Whether the reader runs it: a recruiter, or whoever it was handed to."""
        owner = self.kept.owner
        return self.reader.is_recruiter or (owner is not None and owner.id == self.reader.id)

    @property
    def has_started(self) -> bool:
        """Whether it has begun."""
        return self.now >= self.kept.interview.start_at

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.now >= self.kept.interview.end_at

    def others(self) -> Iterator[Person]:
        """Give the people of the interview but for the reader."""
        for side in Side:
            person = self.kept.person(side)
            if person.id != self.reader.id:
                yield person

    def meeting(self) -> Worded:
        """Give what it is: "video interview"."""
        return self.words.say(f"meeting.{self.kept.interview.kind.value}")

    def company(self, limit: int = 60) -> str:
        """Give the company's name, no longer than that."""
        return cut(self.setting.company, limit)

    def owner_name(self) -> str | None:
        """Give the first name of the recruiter, if there is one."""
        return first_name(self.kept.owner) if self.kept.owner else None

    def waits_for(self, side: Side) -> bool:
        """Whether that side's yes is still to come."""
        return self.kept.waits_for(side)

    @property
    def waits_for_reader(self) -> bool:
        """Whether the reader's own answer is waited for."""
        return self.side is not None and self.waits_for(self.side)


def name(person: Person | Colleague) -> str:
    """Give a person's whole name, short enough for any place."""
    return cut(person.title, NAME)


def first_name(person: Person | Colleague) -> str:
    """Give the first name alone, short enough for a button."""
    return cut(person.first_name, FIRST_NAME)
