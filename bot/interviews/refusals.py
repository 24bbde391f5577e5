"""Every reason for which a deed is refused.

A refusal is a key with values and the field it concerns; `bot.words` makes the sentence.
Each key has one kind, from which a door takes its own answer (an HTTP status, a place in a
form). The keys are the whole list: a new one needs its sentence and its line in the tests
of the doors.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Doing(StrEnum):
    """What somebody may not do that is no deed to an interview, where a sentence wants a deed."""

    THAT = "that"


class RefusalKind(StrEnum):
    """What a door must know of a refusal."""

    NOT_FOUND = "not_found"  # no such thing, for this person
    FORBIDDEN = "forbidden"  # somebody else may
    STALE = "stale"  # somebody else changed it meanwhile
    STATE = "state"  # not in this state
    VALUE = "value"  # not with this value


class Refusal(StrEnum):
    """The keys."""

    NO_SUCH_INTERVIEW = "no_such_interview"
    NO_SUCH_DRAFT = "no_such_draft"
    ONLY_RECRUITERS = "only_recruiters"
    ONLY_ITS_PEOPLE = "only_its_people"
    ONLY_THE_INTERVIEWER = "only_the_interviewer"
    ONLY_THE_INTERVIEWER_RATES = "only_the_interviewer_rates"
    NOT_ASKED_HOW_IT_WAS = "not_asked_how_it_was"  # whoever was interviewed
    ONLY_THE_INTERVIEWEE = "only_the_interviewee"
    ONLY_STAFF_CANCEL = "only_staff_cancel"
    ONLY_STAFF_SAY = "only_staff_say"
    ONLY_FOR_ONESELF = "only_for_oneself"
    ONLY_APPOINTERS = "only_appointers"
    ONLY_STAFF = "only_staff"
    STALE = "stale"
    MOVED_MEANWHILE = "moved_meanwhile"
    PROPOSED_MEANWHILE = "proposed_meanwhile"
    ALREADY_CANCELLED = "already_cancelled"
    ALREADY_REJECTED = "already_rejected"
    ALREADY_ANSWERED = "already_answered"
    NOTHING_PROPOSED = "nothing_proposed"
    OWN_PROPOSAL = "own_proposal"
    NO_LONGER_ASKED = "no_longer_asked"
    TOO_EARLY = "too_early"
    ALREADY_OVER = "already_over"
    TOOK_PLACE = "took_place"
    NO_COVER_NEEDED = "no_cover_needed"
    WHOSE_ANSWER = "whose_answer"
    NOTHING_TO_UNDO = "nothing_to_undo"
    UNDO_NOT_YOURS = "undo_not_yours"
    UNDO_TOO_LATE = "undo_too_late"
    ALREADY_STARTED = "already_started"
    REQUIRED = "required"
    END_BEFORE_START = "end_before_start"
    TOO_LONG = "too_long"
    IN_THE_PAST = "in_the_past"
    UNKNOWN_PERSON = "unknown_person"
    DEACTIVATED_PERSON = "deactivated_person"
    BOT_PERSON = "bot_person"
    SAME_PERSON = "same_person"
    SAME_TIME = "same_time"
    BUSY = "busy"  # for recruiters: names the other interview
    TAKEN = "taken"  # for everybody else: only that there is one
    LOCATION_TOO_LONG = "location_too_long"
    REASON_TOO_LONG = "reason_too_long"
    NAME_TOO_LONG = "name_too_long"
    TEXT_TOO_LONG = "text_too_long"
    WRITES_A_LOT = "writes_a_lot"
    NOT_A_RECRUITER = "not_a_recruiter"
    CANNOT_BE_ASKED = "cannot_be_asked"
    LATE_BY = "late_by"
    RECRUITER_BY_SETTINGS = "recruiter_by_settings"
    UNREADABLE_TEXT = "unreadable_text"
    LEAD_TIMES = "lead_times"
    JUST_REMINDED = "just_reminded"
    HAS_BEGUN = "has_begun"
    UNKNOWN_ZONE = "unknown_zone"
    FORGET_ONESELF = "forget_oneself"
    IS_A_RECRUITER = "is_a_recruiter"
    STILL_TO_COME = "still_to_come"
    FORGOTTEN = "forgotten"


KINDS: Mapping[Refusal, RefusalKind] = {
    Refusal.NO_SUCH_INTERVIEW: RefusalKind.NOT_FOUND,
    Refusal.NO_SUCH_DRAFT: RefusalKind.NOT_FOUND,
    Refusal.ONLY_RECRUITERS: RefusalKind.FORBIDDEN,
    Refusal.ONLY_ITS_PEOPLE: RefusalKind.FORBIDDEN,
    Refusal.ONLY_THE_INTERVIEWER: RefusalKind.FORBIDDEN,
    Refusal.ONLY_THE_INTERVIEWER_RATES: RefusalKind.FORBIDDEN,
    Refusal.NOT_ASKED_HOW_IT_WAS: RefusalKind.FORBIDDEN,
    Refusal.ONLY_THE_INTERVIEWEE: RefusalKind.FORBIDDEN,
    Refusal.ONLY_STAFF_CANCEL: RefusalKind.FORBIDDEN,
    Refusal.ONLY_STAFF_SAY: RefusalKind.FORBIDDEN,
    Refusal.ONLY_FOR_ONESELF: RefusalKind.FORBIDDEN,
    Refusal.ONLY_APPOINTERS: RefusalKind.FORBIDDEN,
    Refusal.ONLY_STAFF: RefusalKind.FORBIDDEN,
    Refusal.STALE: RefusalKind.STALE,
    Refusal.MOVED_MEANWHILE: RefusalKind.STALE,
    Refusal.PROPOSED_MEANWHILE: RefusalKind.STALE,
    Refusal.ALREADY_CANCELLED: RefusalKind.STATE,
    Refusal.ALREADY_REJECTED: RefusalKind.STATE,
    Refusal.ALREADY_ANSWERED: RefusalKind.STATE,
    Refusal.NOTHING_PROPOSED: RefusalKind.STATE,
    Refusal.OWN_PROPOSAL: RefusalKind.STATE,
    Refusal.NO_LONGER_ASKED: RefusalKind.FORBIDDEN,
    Refusal.TOO_EARLY: RefusalKind.STATE,
    Refusal.ALREADY_OVER: RefusalKind.STATE,
    Refusal.TOOK_PLACE: RefusalKind.STATE,
    Refusal.NO_COVER_NEEDED: RefusalKind.STATE,
    Refusal.WHOSE_ANSWER: RefusalKind.STATE,
    Refusal.NOTHING_TO_UNDO: RefusalKind.STATE,
    Refusal.UNDO_NOT_YOURS: RefusalKind.FORBIDDEN,
    Refusal.UNDO_TOO_LATE: RefusalKind.STATE,
    Refusal.ALREADY_STARTED: RefusalKind.STATE,
    Refusal.REQUIRED: RefusalKind.VALUE,
    Refusal.END_BEFORE_START: RefusalKind.VALUE,
    Refusal.TOO_LONG: RefusalKind.VALUE,
    Refusal.IN_THE_PAST: RefusalKind.VALUE,
    Refusal.UNKNOWN_PERSON: RefusalKind.VALUE,
    Refusal.DEACTIVATED_PERSON: RefusalKind.VALUE,
    Refusal.BOT_PERSON: RefusalKind.VALUE,
    Refusal.SAME_PERSON: RefusalKind.VALUE,
    Refusal.SAME_TIME: RefusalKind.VALUE,
    Refusal.BUSY: RefusalKind.VALUE,
    Refusal.TAKEN: RefusalKind.VALUE,
    Refusal.LOCATION_TOO_LONG: RefusalKind.VALUE,
    Refusal.REASON_TOO_LONG: RefusalKind.VALUE,
    Refusal.NAME_TOO_LONG: RefusalKind.VALUE,
    Refusal.TEXT_TOO_LONG: RefusalKind.VALUE,
    Refusal.WRITES_A_LOT: RefusalKind.STATE,
    Refusal.NOT_A_RECRUITER: RefusalKind.VALUE,
    Refusal.CANNOT_BE_ASKED: RefusalKind.VALUE,
    Refusal.LATE_BY: RefusalKind.VALUE,
    Refusal.RECRUITER_BY_SETTINGS: RefusalKind.VALUE,
    Refusal.UNREADABLE_TEXT: RefusalKind.VALUE,
    Refusal.LEAD_TIMES: RefusalKind.VALUE,
    Refusal.JUST_REMINDED: RefusalKind.STATE,
    Refusal.HAS_BEGUN: RefusalKind.STATE,
    Refusal.UNKNOWN_ZONE: RefusalKind.VALUE,
    Refusal.FORGET_ONESELF: RefusalKind.VALUE,
    Refusal.IS_A_RECRUITER: RefusalKind.VALUE,
    Refusal.STILL_TO_COME: RefusalKind.STATE,
    Refusal.FORGOTTEN: RefusalKind.STATE,
}


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A deed was refused, and nothing was stored.

    `values` fill the sentence (names, ids, datetimes, numbers); `field` is the field of the
    plan that is to be corrected, or None when the whole deed is refused.
    """

    def __init__(self, key: Refusal, field: str | None = None, **values: Any) -> None:
        super().__init__(key.value)
        self.key = key
        self.field = field
        self.values: Mapping[str, Any] = values

    @property
    def kind(self) -> RefusalKind:
        """What a door must know of it."""
        return KINDS[self.key]
