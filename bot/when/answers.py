"""What comes out of reading a time: an answer, a question or a refusal."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Question(StrEnum):
    """Why a text cannot be answered without asking; the key of a sentence.

    The values each carries stand behind it.
    """

    MISSING_TIME = "missing_time"  # no values
    FUZZY = "fuzzy"  # no values
    NEXT_WEEKDAY = "next_weekday"  # no values
    WEEKDAY_TODAY = "weekday_today"  # no values
    AM_PM = "am_pm"  # no values
    NUMERIC_DATE = "numeric_date"  # no values
    ZONE_ABBREVIATION = "zone_abbreviation"  # zone: the abbreviation, as in English
    ZONE_SEASON = "zone_season"  # zone: the abbreviation, as in English
    CONTRADICTION = "contradiction"  # no values
    FOLD = "fold"  # no values
    MIDNIGHT = "midnight"  # no values
    MANY = "many"  # no values
    OPEN = "open"  # no values
    GONE = "gone"  # no values
    LENGTH_OR_SHIFT = "length_or_shift"  # no values
    DAY_THERE = "day_there"  # no values
    SEVERAL_READINGS = "several_readings"  # no values
    MISSING_START = "missing_start"  # no values


class Reason(StrEnum):
    """Why a text is refused; the key of a sentence, with the values each carries."""

    NOT_UNDERSTOOD = "not_understood"  # words: what was not understood, as typed; may be empty
    TOO_LONG = "too_long"  # limit: how many characters are read
    PAST = "past"  # no values
    NONEXISTENT = "nonexistent"  # time: the clock time that is skipped, HH:MM
    IMPOSSIBLE_DATE = "impossible_date"  # no values
    RECURRENCE = "recurrence"  # no values
    BACKWARDS = "backwards"  # no values


@dataclass(frozen=True)
class Answer:
    """A time that was understood.

    `start` and `end` are aware, in the zone that was said or else the speaker's, in whole
    minutes unless seconds were typed. `end` is None when no length was said.
    """

    start: dt.datetime
    end: dt.datetime | None = None


@dataclass(frozen=True)
class Ask:
    """A question back. Up to four candidates, all in the future, each a possible answer.

    `date` is the day that was understood when only the time of day is missing.
    """

    question: Question
    candidates: tuple[Answer, ...] = ()
    date: dt.date | None = None
    values: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Refuse:
    """Nothing can be made of the text."""

    reason: Reason
    values: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Context:
    """The interview that is being moved: aware start and end."""

    start: dt.datetime
    end: dt.datetime


Outcome = Answer | Ask | Refuse


class Halted(Exception):  # noqa: N818 - it is an outcome on its way up, not an error
    """Ends the reading early with a question or a refusal."""

    def __init__(self, outcome: Ask | Refuse) -> None:
        super().__init__(outcome)
        self.outcome = outcome


def refused(reason: Reason, **values: str) -> Halted:
    """Make the refusal to raise."""
    return Halted(Refuse(reason, values))
