"""The words, other than verbs, that steer the reading of a line.

They are English: they are commands, like the verbs (`own_words.py` has the speaker's own for the
commonest). Words of time are not here; `bot.when` knows those, in every language it reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from bot.interviews.model import Kind
from bot.slack.grammar.line import ListDay

MINUTE = frozenset({"m", "min", "mins", "minute", "minutes"})
INTERVIEWER = frozenset({"with", "interviewer"})
FOR = frozenset({"for"})
INTERVIEWEE = frozenset({"interviewee"})
LOOSE_PLACE = frozenset({"at", "in", "@"})  # a time may follow these too
PLACE = LOOSE_PLACE | {"place"}
KIND = frozenset({"kind"})
AND = frozenset({"and", "&", "+"})
SWAPPED = AND | {"with", "for", "by", "to", "->", "→"}
KEYWORDS = INTERVIEWER | FOR | INTERVIEWEE | PLACE | KIND

# These begin or join sentences, and are nobody's name.
NO_NAMES = frozenset(
    """
    a an the this that my our your i i'm i'll we we'll you he she it they can can't could would
    please hi hello hey thanks thank sorry ok okay no not don't what when where who why how is are
    to from until till by on off of or if so but because about via
    """.split()  # noqa: SIM905 - a list of words is read more easily so
)

BY_WAY_OF = frozenset({"by", "via", "on", "over", "par", "per", "por"})
KINDS: Mapping[tuple[str, ...], Kind] = {
    ("video",): Kind.VIDEO_CALL,
    ("videocall",): Kind.VIDEO_CALL,
    ("video-call",): Kind.VIDEO_CALL,
    ("video", "call"): Kind.VIDEO_CALL,
    ("video_call",): Kind.VIDEO_CALL,
    ("phone",): Kind.PHONE_CALL,
    ("telephone",): Kind.PHONE_CALL,
    ("phone-call",): Kind.PHONE_CALL,
    ("phone", "call"): Kind.PHONE_CALL,
    ("phone_call",): Kind.PHONE_CALL,
    ("in", "person"): Kind.IN_PERSON,
    ("in-person",): Kind.IN_PERSON,
    ("in_person",): Kind.IN_PERSON,
    ("onsite",): Kind.IN_PERSON,
    ("on-site",): Kind.IN_PERSON,
    ("on", "site"): Kind.IN_PERSON,
    ("face", "to", "face"): Kind.IN_PERSON,
    ("face-to-face",): Kind.IN_PERSON,
}
LONGEST_KIND = max(map(len, KINDS))

LIST_DAYS: Mapping[str, ListDay] = {day.value: day for day in ListDay if " " not in day}
UNANSWERED = "unanswered"
MINE = frozenset({"mine", "my"})
CALLED_OFF = frozenset({"cancelled", "canceled", "withdrawn"})
REMOVE = frozenset({"remove"})

# Rooms have numbers such as 2.04, which could be clocks.
ROOMS = frozenset({"room", "suite", "floor", "desk", "raum", "zimmer", "sala", "salle", "kamer"})

# After one of these a number is a clock, not the number of a room or an interview.
CLOCK_UNITS = frozenset({"am", "pm", "a.m", "p.m", "h", "hrs", "o'clock", "uhr"})
OF = frozenset({"of", "de", "di"})


@cache
def month_names(locale: str) -> frozenset[str]:
    """Give the names of months in English and in the language of a locale such as "es-ES".

    A name that is a weekday's too (Spanish "mar") is left out. An unknown locale has none of
    its own.
    """
    months: set[str] = {"sept"}
    days: set[str] = set()
    for spoken in _locales(locale):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                months |= _folded(get_month_names(width, context, spoken))
                days |= _folded(get_day_names(width, context, spoken))
    return frozenset(months - days)


def _locales(locale: str) -> tuple[Locale, ...]:
    english = Locale("en")
    try:
        return (english, Locale(locale.replace("_", "-").split("-")[0].lower()))
    except (UnknownLocaleError, ValueError, TypeError):
        return (english,)


def _folded(names: Mapping[int, str]) -> set[str]:
    return {name.casefold().rstrip(".") for name in names.values()}
