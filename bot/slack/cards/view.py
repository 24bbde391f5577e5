"""One interview as one reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.interviews.model import Kept, Person, Side
from bot.interviews.tellings import Concerned
from bot.slack.blocks import cut, escape
from bot.slack.cards.message import Setting, first_name
from bot.words import Worded, Words


@dataclass(frozen=True)
class View:
    """An interview, its reader, the words that fit both, and the instant at which it is read.

    `words` are for mrkdwn (they escape); `plain` says the same where nothing is marked.
    """

    kept: Kept
    reader: Person
    words: Words
    now: datetime
    setting: Setting

    @classmethod
    def of(cls, kept: Kept, reader: Person, words: Words, now: datetime, setting: Setting) -> View:
        """Make a view; whatever the words escaped before, they escape for mrkdwn in it."""
        return cls(kept, reader, words.escaping(escape), now, setting)

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
