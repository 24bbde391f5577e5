"""What stands in one line of a file: a user, an interview as the API answers, or its feedback."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from bot.interviews.doing.checks import check_location, check_times
from bot.interviews.model import (
    Feedback,
    Instant,
    Interview,
    Kept,
    Recommendation,
    Role,
    Status,
    Value,
    instant,
)
from bot.interviews.moving.faults import Fault, Why
from bot.interviews.people.people import MAX_NAME
from bot.interviews.refusals import Refusal, Refused
from bot.interviews.texts import readable

MOST = 2**53 - 1  # the highest id: what other programs read from JSON without losing digits
MAX_TEXT = 2_000  # characters
DIGITS = re.compile(r"[0-9]{1,16}")
ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*")
PROPOSAL = ("amend_start_at", "amend_end_at", "amended_by")
OBJECTS = frozenset({"interviewee", "driver", "interviewer"})

# What pydantic finds, by the beginning of its name for it.
BY_TYPE = {
    "missing": Why.MISSING,
    "extra_forbidden": Why.UNKNOWN_FIELD,
    "int": Why.NOT_AN_ID,
    "datetime": Why.NOT_A_TIME,
    "timezone": Why.NOT_A_TIME,
    "string_pattern": Why.NOT_A_SLACK_ID,
    "string": Why.NOT_A_TEXT,
    "enum": Why.NOT_ONE_OF,
    "bool": Why.NOT_YES_OR_NO,
    "model": Why.NOT_AN_OBJECT,
}


class UserLine(Value):
    """A person, with what the API's body does not show. What is left out is left as it is."""

    id: int
    title: str
    role: Role | None = None
    email: str | None = None
    phone_number: str | None = None
    contact_phone_number: str | None = None
    image: str | None = None
    slack_user_id: Annotated[str, Field(pattern=r"^[UW][A-Z0-9_]+$")] | None = None
    time_zone: str | None = None
    locale: str | None = None
    active: bool | None = None  # written only for who has left


class FeedbackLine(Value):
    """How an interview was, which the API's body does not show; `by_id` is who says so."""

    interview_id: int
    recommendation: Recommendation
    notes: str | None = None
    private_notes: str | None = None
    by_id: int
    at: Instant

    @classmethod
    def of(cls, kept: Kept) -> Self | None:
        """Give what stands in the line of an interview; None = nobody has said yet how it was."""
        if kept.feedback is None:
            return None
        return cls(interview_id=kept.id, **dict(kept.feedback))

    def feedback(self) -> Feedback:
        """Give what is kept of it."""
        return Feedback(**{name: getattr(self, name) for name in Feedback.model_fields})


Entry = UserLine | Interview | FeedbackLine
ROOTS: Mapping[str, type[Entry]] = {
    "user": UserLine,
    "interview": Interview,
    "feedback": FeedbackLine,
}


def root_of(entry: Entry) -> str:
    """Give the one key of the object that holds it."""
    return next(root for root, kind in ROOTS.items() if isinstance(entry, kind))


class Unsound(Exception):  # noqa: N818 - it reads as what it says
    """A line cannot be used; the faults say why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def read_line(line: int, data: Any) -> Entry:
    """Give what stands in a line, from its JSON data; Unsound says all that is wrong with it.

    Ids may be text of digits, as the API takes them; times carry their offset.
    """
    if not isinstance(data, dict) or len(data) != 1 or not data.keys() <= ROOTS.keys():
        raise Unsound([Fault.of(line, None, Why.NOT_ONE_THING)])
    ((root, fields),) = data.items()
    if not isinstance(fields, dict):
        raise Unsound([Fault.of(line, root, Why.NOT_AN_OBJECT)])
    faults: list[Fault] = []
    proper = _proper(line, "", fields, faults)
    entry = _validated(line, ROOTS[root], proper, faults)
    if isinstance(entry, Interview):
        faults += _unsound_interview(line, entry)
    if faults or entry is None:
        raise Unsound(faults)
    return entry


def _proper(line: int, path: str, fields: dict[Any, Any], faults: list[Fault]) -> dict[str, Any]:
    """Give the fields with their ids and times read; what cannot be read is noted, and null."""
    proper: dict[str, Any] = {}
    for name, value in fields.items():
        field = f"{path}{name}"
        if isinstance(value, dict) and name in OBJECTS:
            proper[name] = _proper(line, f"{field}.", value, faults)
            continue
        try:
            proper[name] = value if value is None else READ.get(name, _text)(value, field)
        except Refused as refused:
            faults.append(Fault.refused(line, refused))
        except _Unreadable as unreadable:
            faults.append(Fault.of(line, field, unreadable.why, most=MOST))
        proper.setdefault(name)
    return proper


class _Unreadable(Exception):  # noqa: N818 - it reads as what it says
    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def _id(value: Any, _field: str) -> int:
    number = int(value) if isinstance(value, str) and DIGITS.fullmatch(value) else value
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= MOST:
        raise _Unreadable(Why.NOT_AN_ID)
    return number


def _time(value: Any, _field: str) -> datetime:
    try:
        return instant(datetime.fromisoformat(value if ISO.fullmatch(value) else ""))
    except (TypeError, ValueError, OverflowError):  # no text, no time or no zone, beyond all years
        raise _Unreadable(Why.NOT_A_TIME) from None


def _text(value: Any, field: str) -> Any:
    if isinstance(value, str):
        readable(value, field)
        if len(value) > MAX_TEXT and field != "location":  # which has a sentence of its own
            raise _Unreadable(Why.TEXT_TOO_LONG)
    return value


def _name(value: Any, field: str) -> Any:
    if isinstance(value, str):
        if not readable(value, field).strip():
            raise Refused(Refusal.REQUIRED, field)
        if len(value) > MAX_NAME:
            raise Refused(Refusal.NAME_TOO_LONG, field, limit=MAX_NAME)
    return value


def _zone(value: Any, _field: str) -> Any:
    try:
        return ZoneInfo(value).key
    except (KeyError, ValueError, OSError, TypeError):  # whatever ZoneInfo says of a wrong name
        raise _Unreadable(Why.NOT_A_ZONE) from None


READ: Mapping[str, Callable[[Any, str], Any]] = {
    **dict.fromkeys(("id", "interviewee_id", "interviewer_id", "interview_id", "by_id"), _id),
    **dict.fromkeys(
        ("start_at", "end_at", "amend_start_at", "amend_end_at", "updated_at", "at"), _time
    ),
    "title": _name,
    "time_zone": _zone,
}


def _validated(
    line: int, root: type[Entry], proper: dict[str, Any], faults: list[Fault]
) -> Entry | None:
    try:
        return root.model_validate(proper)
    except ValidationError as error:
        noted = {fault.field for fault in faults}
        found = (_found(line, each) for each in error.errors())
        faults += [fault for fault in found if fault.field not in noted]
        return None


def _found(line: int, error: ErrorDetails) -> Fault:
    kinds = (why for kind, why in BY_TYPE.items() if error["type"].startswith(kind))
    known = error.get("ctx", {}).get("expected", "")
    field = ".".join(str(part) for part in error["loc"])
    return Fault.of(line, field, next(kinds, Why.NOT_ONE_OF), known=known, most=MOST)


def _unsound_interview(line: int, interview: Interview) -> Iterator[Fault]:
    """Say what no interview may be, however old: whether it has passed is not asked."""
    for side in ("interviewee", "interviewer"):
        said, shown = getattr(interview, f"{side}_id"), getattr(interview, side).id
        if said != shown:
            yield Fault.of(line, f"{side}_id", Why.IDS_DIFFER, side=side, said=said, shown=shown)
    yield from _unsound_proposal(line, interview)
    for check in CHECKS:
        try:
            check(interview)
        except Refused as refused:
            yield Fault.refused(line, refused)


def _unsound_proposal(line: int, interview: Interview) -> Iterator[Fault]:
    given = [getattr(interview, name) is not None for name in PROPOSAL]
    if any(given) != all(given) or (interview.status is Status.AMENDED and not all(given)):
        yield Fault.of(line, "amend_start_at", Why.HALF_A_PROPOSAL)
    elif any(given) and interview.status in {Status.PENDING, Status.SCHEDULED}:
        yield Fault.of(line, "amend_start_at", Why.PROPOSAL_LEFT_OVER)


def _check_own_times(interview: Interview) -> None:
    check_times(interview.start_at, interview.end_at, interview.start_at)


def _check_proposed_times(interview: Interview) -> None:
    start_at, end_at = interview.amend_start_at, interview.amend_end_at
    if start_at is not None and end_at is not None:
        check_times(start_at, end_at, start_at, "amend_")


def _check_place(interview: Interview) -> None:
    check_location(interview.location)


def _check_two_people(interview: Interview) -> None:
    if interview.interviewee.driver.id == interview.interviewer.id:
        raise Refused(Refusal.SAME_PERSON, "interviewer_id", person=interview.interviewer.title)


CHECKS = (_check_own_times, _check_proposed_times, _check_place, _check_two_people)
