"""The sheet on which a line is read: each word, and what it was found to be part of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from enum import Enum, auto
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from bot.interviews.digest import Days
from bot.interviews.model import Kind
from bot.slack.grammar.keywords import CLOCK_UNITS, KEYWORDS, OF, month_names
from bot.slack.grammar.line import ListDay, Remind, Who
from bot.slack.grammar.own_words import in_english
from bot.slack.grammar.unwrap import Sort, Word
from bot.when import time_words

_LONGEST_TIME = 40  # characters of one word: a time stamp has fewer


class Role(Enum):
    """What words were found to be."""

    VERB = auto()
    PARTICLE = auto()  # says nothing by itself
    ID = auto()
    SUBJECT = auto()
    PERSON = auto()  # of a booking: on which side is not said
    INTERVIEWEE = auto()
    INTERVIEWER = auto()
    OPERAND = auto()  # whom a swap, an owner or a recruiter is about
    WHEN = auto()
    LENGTH = auto()
    PLACE = auto()
    KIND = auto()
    REASON = auto()
    DAY = auto()
    UNANSWERED = auto()
    MINE = auto()
    CALLED_OFF = auto()
    REMOVE = auto()
    TOPIC = auto()
    LEAD_TIMES = auto()
    ONCE_OR_TWICE = auto()
    REMIND = auto()
    CHANNEL = auto()
    UNKNOWN_CHANNEL = auto()
    DAYS = auto()
    CLOCK = auto()
    OFF = auto()
    FOR_NUMBER = auto()


Worth = (
    str
    | int
    | Who
    | time
    | timedelta
    | tuple[timedelta, ...]
    | Kind
    | ListDay
    | Remind
    | Days
    | None
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Some words that stand together, from `start` up to `end`, and what they are worth."""

    role: Role
    start: int
    end: int
    worth: Worth = None


_START = attrgetter("start")


class Sheet:
    """A line being read. A word belongs to one finding at most; without any it is left over."""

    def __init__(self, words: tuple[Word, ...], locale: str) -> None:
        self.words = words
        self._keys = in_english([word.key for word in words], locale)
        self.locale = locale
        self.findings: list[Finding] = []
        self.mistyped: int | None = None  # which word may be a verb with a slip in it

    def __len__(self) -> int:
        return len(self.words)

    def find(self, role: Role, start: int, end: int, worth: Worth = None) -> int:
        """Note what the words from `start` up to `end` are, and give `end`."""
        self.findings.append(Finding(role, start, end, worth))
        return end

    def found(self, *roles: Role) -> list[Finding]:
        """Give what was found in these roles, in the order of the line."""
        found = [each for each in self.findings if each.role in roles]
        return sorted(found, key=_START) if len(found) > 1 else found

    def keep(self, *roles: Role) -> None:
        """Forget what was found in any other role: those words are left over."""
        self.findings = self.found(*roles)

    def replace(self, finding: Finding, role: Role) -> None:
        """Give a finding another role."""
        self.findings.remove(finding)
        self.find(role, finding.start, finding.end, finding.worth)

    def is_free(self, at: int) -> bool:
        """Whether the word stands for nothing yet."""
        return not any(each.start <= at < each.end for each in self.findings)

    def left_over(self) -> list[int]:
        """Give the words that stand for nothing."""
        taken = {at for each in self.findings for at in range(each.start, each.end)}
        return [at for at in range(len(self)) if at not in taken]

    def left_over_runs(self) -> list[tuple[int, int]]:
        """Give the words that stand for nothing as runs of neighbours (start, end)."""
        runs = groupby(enumerate(self.left_over()), key=lambda pair: pair[1] - pair[0])
        return [(group[0][1], group[-1][1] + 1) for group in (list(each) for _, each in runs)]

    def key(self, at: int) -> str:
        """Give what to look a word up by; empty beyond the line and for what is not plain."""
        return self._keys[at] if 0 <= at < len(self._keys) else ""

    def is_own(self, at: int) -> bool:
        """Whether the word is one of the speaker's own that stands for an English one."""
        return self.key(at) != (self.words[at].key if 0 <= at < len(self) else "")

    def sort(self, at: int) -> Sort | None:
        """Give the sort of a word; None beyond the line."""
        return self.words[at].sort if 0 <= at < len(self) else None

    def text(self, start: int, end: int) -> str:
        """Give words in one string, without the stop after the last."""
        words = self.words[start:end]
        return " ".join([*(word.text for word in words[:-1]), *(word.said for word in words[-1:])])

    def keys(self, start: int, end: int) -> tuple[str, ...]:
        """Give what to look several words up by."""
        return tuple(self.key(at) for at in range(start, end))

    @cached_property
    def _months(self) -> frozenset[str]:
        return month_names(self.locale)

    def is_month(self, at: int) -> bool:
        """Whether the word names a month."""
        return self.key(at) in self._months

    def is_keyword(self, at: int) -> bool:
        """Whether the word says what the next ones are."""
        return self.key(at) in KEYWORDS

    def is_number(self, at: int) -> bool:
        """Whether the word is a bare number."""
        key = self.key(at)
        return key.isascii() and key.isdigit()

    def begins_a_time(self, at: int) -> bool:
        """Whether a bare number belongs to the word after it: "27 Nov", "3 pm", but not "27 fri".

        Before "Nov 28" it does not: that date has its number already.
        """
        following = at + 2 if self.key(at + 1) in OF else at + 1
        if self.is_month(following):
            return not self._may_be_a_day(following + 1)
        return self.key(at + 1) in CLOCK_UNITS or self._needs_a_number(at)

    def _may_be_a_day(self, at: int) -> bool:
        return self.is_number(at) and 1 <= len(self.key(at)) <= len("31")

    def _needs_a_number(self, at: int) -> bool:
        number, unit = self.key(at), self.key(at + 1)
        if not unit or self.is_number(at + 1):
            return False
        return all(time_words([number, unit], self.locale)) and not any(
            time_words([unit], self.locale)
        )

    def times(self, start: int) -> tuple[bool, ...]:
        """Say for each word of the line whether it reads as part of a time.

        What stands before `start` is out of sight, and no part of one.
        """
        read = [False] * len(self)
        for first, end in self._plain_runs(start):
            said = [word.said for word in self.words[first:end]]
            read[first:end] = time_words(said, self.locale)
        return tuple(read)

    def is_signed_name(self, at: int) -> bool:
        """Whether the word is a name with its sign, such as "@ana"."""
        key = self.key(at)
        return self.sort(at) is Sort.PLAIN and key.startswith("@") and len(key) > 1

    def _could_be_time(self, at: int) -> bool:
        plain = self.sort(at) is Sort.PLAIN and not self.is_signed_name(at)
        return plain and len(self.words[at].text) <= _LONGEST_TIME

    def _plain_runs(self, start: int) -> Iterator[tuple[int, int]]:
        plain = [at for at in range(start, len(self)) if self._could_be_time(at)]
        for _, group in groupby(enumerate(plain), key=lambda pair: pair[1] - pair[0]):
            run = list(group)
            yield run[0][1], run[-1][1] + 1
