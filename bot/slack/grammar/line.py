"""What a typed line says: the values that reading it ends in."""

from __future__ import annotations

from datetime import time, timedelta
from enum import StrEnum

from bot.interviews.digest import Days
from bot.interviews.model import Kind, Value


class Verb(StrEnum):
    """What a line asks for."""

    MINE = "mine"  # nothing typed: my next interviews
    BOOK = "book"
    NEW = "new"  # the empty form
    SEVERAL = "several"  # the form for a booking a line
    SHOW = "show"  # one interview, or a person's
    EDIT = "edit"
    CHANGE = "change"  # any of when, length, place, kind and the two people, at once
    SWAP = "swap"
    CANCEL = "cancel"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    CANNOT = "cannot"  # make it: the interviewer; come: the interviewee
    PROPOSE = "propose"
    OWNER = "owner"
    ASK = "ask"  # somebody to stand in for the interviewer
    FIND = "find"  # times with no other interview of two people
    LATE = "late"  # by so many minutes: `length`
    CAME = "came"
    NO_SHOW = "noshow"
    FEEDBACK = "feedback"
    UNDO = "undo"
    WHY = "why"
    PREVIEW = "preview"
    HISTORY = "history"
    REMIND = "remind"
    ICS = "ics"  # its calendar file
    ME = "me"  # how I want to be told
    DIGEST = "digest"  # what is on today, told to a channel every day
    FORGET = "forget"  # takes out everything about somebody
    RECRUITER = "recruiter"
    LIST = "list"
    EXPORT = "export"  # what a list would show, as a table in a file
    HELP = "help"
    UNKNOWN = "unknown"


class Trouble(StrEnum):
    """Why a line has to be asked about."""

    TWO_INTERVIEWEES = "two_interviewees"
    TWO_INTERVIEWERS = "two_interviewers"
    TWO_INTERVIEWS = "two_interviews"
    TWO_PLACES = "two_places"
    TWO_KINDS = "two_kinds"
    TWO_LENGTHS = "two_lengths"
    TWO_DAYS = "two_days"
    TWO_CHANNELS = "two_channels"
    UNKNOWN_CHANNEL = "unknown_channel"  # `#nowhere`: Slack wraps those that it knows
    TWO_CLOCKS = "two_clocks"
    FOR_NUMBER = "for_number"  # `for 1`: an hour, or whom?
    WHICH_SIDE = "which_side"  # `27 @bob`: is Bob interviewed, or does he interview?
    WHICH_INTERVIEW = "which_interview"  # the verb needs one, and none is named
    ONCE_OR_TWICE = "once_or_twice"  # `remind 1h 30m`: how long before, or two times?
    WHO = "who"  # the verb needs a person (or two), and none is named
    TOO_MANY_PEOPLE = "too_many_people"


class ListDay(StrEnum):
    """The days that a list can be narrowed to."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"
    NEXT_WEEK = "next week"


class Remind(StrEnum):
    """What may be said of reminders in place of their times."""

    OFF = "off"
    NOW = "now"
    USUAL = "usual"


class Who(Value):
    """A person as somebody named them; at least one of the three is given.

    A mention has the Slack id (and the name that Slack shows, when it sent one), an address has
    the e-mail (and the name written before it), anything else is a name to be looked up.
    """

    slack_id: str | None = None
    email: str | None = None
    name: str | None = None


MYSELF = frozenset({"me", "myself"})
ONESELF = Who(name="me")  # whoever types


class Filters(Value):
    """What a list is narrowed to; all that is given holds together."""

    day: ListDay | None = None
    who: Who | None = None
    unanswered: bool = False
    mine: bool = False
    called_off: bool = False
    kind: Kind | None = None


class Problem(Value):
    """Something to ask about before anything is done.

    `said` are the words concerned, as typed; `people` those people whom they name. The sentence
    is that of the key `line.<trouble>`, with the value `said`.
    """

    key: Trouble
    said: tuple[str, ...] = ()
    people: tuple[Who, ...] = ()


class Suggestion(Value):
    """A word that may have been meant, and the whole line with it in its place.

    The line is as Slack sent it apart from that word, so reading it again reads the rest alike.
    """

    word: str
    line: str


class Line(Value):
    """What one typed line says. Fields that a verb has no use for are never filled.

    Each word of the line is in one of the fields, or was the word that says which field the next
    ones belong to (`with`, `at`), or is in `left_over`. `when` holds the words of a time, not yet
    read, in their order: shifts such as "+30m" too, and a bare length where it could be a shift.
    Of two people for one side neither is taken: they are in `problems`. `subject` is the person
    whose interview is meant; for SHOW, the person asked for.
    """

    verb: Verb
    interview_id: int | None = None
    subject: Who | None = None
    interviewee: Who | None = None
    interviewer: Who | None = None
    people: tuple[
        Who, ...
    ] = ()  # swap: old and new; owner, ask, recruiter, accept for, late for: one; find: two
    when: str | None = None
    length: timedelta | None = None
    place: str | None = None
    kind: Kind | None = None
    reason: str | None = None
    lead_times: tuple[timedelta, ...] | None = None
    remind: Remind | None = None
    channel: str | None = None  # Slack's id
    days: Days | None = None
    at: time | None = None
    off: bool = False
    filters: Filters = Filters()
    appoint: bool = True  # recruiter: False = no longer one
    topic: str | None = None
    left_over: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
