"""The table of verbs: the one place that the reading of lines and the help both come from.

A new verb is one entry here, its sentence `help.<verb>` in the catalogue, and its reading in
`sentences.py` if it has words of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple

from bot.slack.grammar.line import Verb


class Takes(Enum):
    """What follows a verb once the interview is known."""

    NOTHING = auto()
    BOOKING = auto()  # time, place, kind, people: in any order
    TIME = auto()
    REASON = auto()  # whatever is said
    PEOPLE = auto()
    MINUTES = auto()  # and for whom
    FILTERS = auto()
    TOPIC = auto()
    LEAD_TIMES = auto()
    DIGEST = auto()


class VerbEntry(NamedTuple):
    """What is known of a verb.

    `examples` are whole lines as they are typed after the command, and are shown in the help.
    """

    verb: Verb
    words: tuple[str, ...]
    takes: Takes
    examples: tuple[str, ...]
    concerns_one: bool = False  # one interview, by its number or by the person it is with
    must_name_it: bool = False  # and without a number or a person it has to be asked which
    may_be_suggested: bool = True  # for a mistyped word; never for what cannot be taken back
    particles: tuple[str, ...] = ()  # may stand right after the verb, and say nothing more

    @property
    def help_key(self) -> str:
        """The key of its sentence in the help."""
        return f"help.{self.verb.value}"


VERBS: tuple[VerbEntry, ...] = (
    VerbEntry(
        Verb.BOOK,
        ("book", "schedule"),
        Takes.BOOKING,
        (
            "@ana with @pat fri 3pm 45m video",
            "book @ana with @pat fri 3pm at Room 2",
            'for "Ana Ruiz <ana@example.com>" with @pat mon 10:00 phone',
        ),
    ),
    VerbEntry(Verb.NEW, ("new",), Takes.BOOKING, ("new",)),
    VerbEntry(Verb.SEVERAL, ("several",), Takes.REASON, ("several",)),
    VerbEntry(
        Verb.SHOW,
        ("show", "open", "status"),
        Takes.NOTHING,
        ("27", "@ana"),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.EDIT,
        ("edit",),
        Takes.BOOKING,
        ("27 edit",),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.CHANGE,
        ("move", "reschedule", "change"),
        Takes.BOOKING,
        (
            "27 move fri 4pm",
            "27 move +30m",
            "@ana move tomorrow",
            "27 for 1h",
            "27 at Room Bilbao",
            "27 kind phone",
            "27 with @lee",
            "27 fri 4pm 1h with @lee phone at Room 2",
        ),
        concerns_one=True,
        must_name_it=True,
        particles=("to",),
    ),
    VerbEntry(
        Verb.SWAP,
        ("swap",),
        Takes.PEOPLE,
        ("27 swap @pat @lee",),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.CANCEL,
        ("cancel", "delete"),
        Takes.REASON,
        ("27 cancel", "27 cancel Pat is ill"),
        concerns_one=True,
        must_name_it=True,
        may_be_suggested=False,
    ),
    VerbEntry(
        Verb.ACCEPT,
        ("accept", "confirm", "yes"),
        Takes.PEOPLE,
        ("27 accept", "27 accept for @ana"),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.DECLINE,
        ("decline",),
        Takes.PEOPLE,
        ("27 decline", "27 decline for @ana"),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.WITHDRAW,
        ("withdraw", "reject"),
        Takes.REASON,
        ("27 withdraw",),
        concerns_one=True,
        must_name_it=True,
        may_be_suggested=False,
    ),
    VerbEntry(
        Verb.CANNOT,
        ("can't", "can’t", "cant", "cannot"),
        Takes.REASON,
        ("27 can't make it", "27 can't make it I am ill"),
        concerns_one=True,
        must_name_it=True,
        particles=("make", "it", "come"),
    ),
    VerbEntry(
        Verb.PROPOSE,
        ("propose",),
        Takes.TIME,
        ("27 propose thu 11:00",),
        concerns_one=True,
        must_name_it=True,
        particles=("to",),
    ),
    VerbEntry(
        Verb.OWNER,
        ("owner",),
        Takes.PEOPLE,
        ("27 owner @lee",),
        concerns_one=True,
        must_name_it=True,
        particles=("to",),
    ),
    VerbEntry(
        Verb.ASK,
        ("ask",),
        Takes.PEOPLE,
        ("27 ask @lee",),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.LATE,
        ("late",),
        Takes.MINUTES,
        ("27 late 10", "27 late 10 for @ana"),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.CAME,
        ("came",),
        Takes.NOTHING,
        ("27 came",),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.NO_SHOW,
        ("noshow", "no-show"),
        Takes.NOTHING,
        ("27 noshow",),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.FEEDBACK,
        ("feedback",),
        Takes.NOTHING,
        ("27 feedback",),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.UNDO,
        ("undo",),
        Takes.NOTHING,
        ("27 undo",),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.WHY,
        ("why",),
        Takes.NOTHING,
        ("27 why",),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.PREVIEW,
        ("preview",),
        Takes.NOTHING,
        ("27 preview",),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.HISTORY,
        ("history",),
        Takes.NOTHING,
        ("27 history",),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.REMIND,
        ("remind",),
        Takes.LEAD_TIMES,
        ("27 remind 24h, 1h, 10m", "27 remind off", "27 remind usual", "27 remind now"),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.ICS,
        ("ics",),
        Takes.NOTHING,
        ("27 ics",),
        concerns_one=True,
        must_name_it=True,
    ),
    VerbEntry(
        Verb.LIST,
        ("list",),
        Takes.FILTERS,
        (
            "list",
            "today",
            "list next week @ana",
            "unanswered",
            "list mine kind:video",
            "list cancelled",
        ),
    ),
    VerbEntry(
        Verb.EXPORT,
        ("export",),
        Takes.FILTERS,
        ("export week", "export next week @ana", "export friday", "export kind:video"),
    ),
    VerbEntry(
        Verb.FIND,
        ("find",),
        Takes.FILTERS,
        ("find 45m @ana @pat next week", "find 1h @ana @pat friday video"),
    ),
    VerbEntry(
        Verb.RECRUITER,
        ("recruiter",),
        Takes.PEOPLE,
        ("recruiter @sam", "recruiter @sam remove"),
    ),
    VerbEntry(
        Verb.DIGEST,
        ("digest",),
        Takes.DIGEST,
        ("digest #hiring weekdays 9:00", "digest #hiring daily 8am", "digest #hiring off"),
    ),
    VerbEntry(Verb.FORGET, ("forget",), Takes.PEOPLE, ("forget @ana",), may_be_suggested=False),
    VerbEntry(Verb.ME, ("me", "settings"), Takes.NOTHING, ("me",)),
    VerbEntry(Verb.HELP, ("help", "?"), Takes.TOPIC, ("help", "help move")),
)

BY_WORD: Mapping[str, VerbEntry] = {word: entry for entry in VERBS for word in entry.words}
BY_VERB: Mapping[Verb, VerbEntry] = {entry.verb: entry for entry in VERBS}
