"""What an interview is.

`Interview` is the domain model and, field for field and in this order, the body that the
API answers with. `Kept` is the interview as it is kept: with its version, its owner, each
side's answer and the people concerned, none of which the API's body shows.

All values are frozen. A changed value is made by `Value.but`, which validates again.
All times are instants: aware, in UTC, to the millisecond.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

MAX_LOCATION = 2_000  # characters; the API's own limit
MAX_REASON = 2_000
MAX_LENGTH = timedelta(hours=24)
DEFAULT_LENGTH = timedelta(minutes=30)


def instant(moment: datetime) -> datetime:
    """Give an aware datetime in UTC, cut to the millisecond.

    A naive one is a ValueError, and so is one in the first or the last year of the calendar, which
    not every zone can show.
    """
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    if moment.tzinfo is UTC and not moment.microsecond % 1000 and MINYEAR < moment.year < MAXYEAR:
        return moment  # as nearly all are: they were read, and are only looked at again
    try:
        moment = moment.astimezone(UTC)
    except OverflowError as beyond:
        raise ValueError("the calendar ends before this instant") from beyond
    if not MINYEAR < moment.year < MAXYEAR:
        raise ValueError("not every zone can show this instant")
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def written(moment: datetime) -> str:
    """Write an instant, which is in UTC, as the API does: with three decimals and a Z."""
    return f"{moment.isoformat(timespec='milliseconds')[:-6]}Z"


Instant = Annotated[AwareDatetime, AfterValidator(instant)]


class Value(BaseModel):
    """A frozen value: compared by content, and never changed in place."""

    # What is logged of an error never shows the values, which are somebody's own.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def but(self, **changes: Any) -> Self:
        """Give the same value with these fields changed, validated again (ValidationError)."""
        return type(self).model_validate(
            {name: getattr(self, name) for name in self.model_fields_set} | changes
        )

    @classmethod
    def restored(cls, fields: dict[str, Any]) -> Self:
        """Give the value of all these fields, in their order: validated once, and not again.

        So does unpickling; pydantic's `model_construct` takes longer than validating.
        """
        value = cls.__new__(cls)
        put = object.__setattr__
        put(value, "__dict__", fields)
        put(value, "__pydantic_fields_set__", frozenset(fields))
        put(value, "__pydantic_extra__", None)
        put(value, "__pydantic_private__", None)
        return value


class Kind(StrEnum):
    """How the two meet."""

    VIDEO_CALL = "video_call"
    PHONE_CALL = "phone_call"
    IN_PERSON = "in_person"


class Status(StrEnum):
    """Where the arrangement stands. What happened on the day is kept beside it, never in it."""

    PENDING = "pending"
    SCHEDULED = "scheduled"
    AMENDED = "amended"
    CANCELLED = "cancelled"
    REJECTED = "rejected"


LIVE = frozenset({Status.PENDING, Status.SCHEDULED, Status.AMENDED})


class Side(StrEnum):
    """The two sides of an interview."""

    INTERVIEWEE = "interviewee"
    INTERVIEWER = "interviewer"

    @property
    def other(self) -> Side:
        """The side across the table."""
        return Side.INTERVIEWER if self is Side.INTERVIEWEE else Side.INTERVIEWEE


class Role(StrEnum):
    """What a person is in the workspace; it lives on the person, never in a token."""

    DRIVER = "driver"
    INTERVIEWER = "interviewer"
    OPERATOR = "operator"
    ADMIN = "admin"


RECRUITERS = frozenset({Role.OPERATOR, Role.ADMIN})
STAFF = RECRUITERS | {Role.INTERVIEWER}
RANK = {role: rank for rank, role in enumerate(Role)}  # picking somebody never lowers a role


class Door(StrEnum):
    """Through which door a deed came in."""

    SLACK = "slack"
    API = "api"
    CLOCK = "clock"
    FILE = "file"
    CONSOLE = "console"  # the command line


class Channel(StrEnum):
    """By which way somebody wants to be told."""

    SLACK = "slack"
    MAIL = "mail"


class Preferences(Value):
    """How somebody wants to be told. Clock times are those of their own zone.

    None: as Slack says, or as the house does. Hours that end when they begin are none at all; those
    that end before they begin go on over midnight.
    """

    time_zone: str | None = None  # an IANA name
    locale: str | None = None
    works_from: time = time(9)
    works_until: time = time(18)
    quiet_from: time = time(21)
    quiet_until: time = time(8)
    lead_times: tuple[timedelta, ...] | None = None
    channel: Channel = Channel.SLACK  # where there is more than one way to them
    only_musts: bool = False  # only what they must do
    room: str | None = None  # where they interview by video when no link is given


def _first_word(name: str) -> str:
    return (name.split() or [name])[0]


class Person(Value):
    """Somebody known in a workspace. `title` is the full name (the API's own word)."""

    id: int
    workspace_id: int
    title: str
    role: Role = Role.DRIVER
    email: str | None = None
    phone_number: str | None = None
    contact_phone_number: str | None = None
    image: str | None = None
    slack_user_id: str | None = None
    slack_channel_id: str | None = None  # the D… channel of their direct messages, once opened
    time_zone: str | None = None  # an IANA name; None = not known
    locale: str | None = None
    active: bool = True
    preferences: Preferences | None = None  # None = they never said

    @property
    def prefers(self) -> Preferences:
        """How they want to be told."""
        return self.preferences or AS_USUAL

    @property
    def is_recruiter(self) -> bool:
        """Whether every interview of the workspace is theirs to run."""
        return self.role in RECRUITERS

    @property
    def is_forgotten(self) -> bool:
        """Whether nothing is kept of them any more but that there was somebody."""
        return not (self.active or self.slack_user_id or self.email or self.phone_number)

    @property
    def first_name(self) -> str:
        """The first word of the name: all that a lock screen may show."""
        return _first_word(self.title)


AS_USUAL = Preferences()


class Application(Value):
    """One person's application: what the API calls an interviewee. One person may have several."""

    id: int
    workspace_id: int
    driver_id: int
    kind: str
    updated_at: Instant
    currency: str | None = None
    label: str | None = None  # the job or the depot, to tell several apart; never in the API's body


class Driver(Value):
    """The person behind an application, as the API shows them."""

    id: int
    image: str | None
    phone_number: str | None
    title: str


class Interviewee(Value):
    """An application as the API shows it."""

    id: int
    currency: str | None
    driver: Driver
    kind: str
    updated_at: Instant


class Interviewer(Value):
    """The person who interviews, as the API shows them."""

    id: int
    contact_phone_number: str | None
    image: str | None
    title: str


class Interview(Value):
    """An interview: exactly the API's body, in its key order."""

    id: int
    amend_end_at: Instant | None
    amend_start_at: Instant | None
    amended_by: Side | None
    end_at: Instant
    interviewee: Interviewee
    interviewee_id: int
    interviewer: Interviewer
    interviewer_id: int
    kind: Kind
    location: str | None
    start_at: Instant
    status: Status


class Says(StrEnum):
    """What a side has answered."""

    YES = "yes"
    CANNOT = "cannot"


class Answer(Value):
    """One side's answer, kept beside the status: for which start, by whom, through which door."""

    says: Says
    start_at: Instant
    by_id: int
    door: Door
    at: Instant
    reason: str | None = None


class Colleague(Value):
    """Somebody who is asked to stand in: who, and their full name."""

    id: int
    title: str

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return _first_word(self.title)

    @classmethod
    def of(cls, person: Person) -> Self:
        """Give what is kept of a person who is asked."""
        return cls(id=person.id, title=person.title)


class Cover(Value):
    """Who is asked to stand in for an interviewer who can't make it, and who said no.

    `asked` is None while nobody is being asked.
    """

    asked: Colleague | None = None
    refused: tuple[Colleague, ...] = ()


class Proposed(Value):
    """A time that one side proposed, and the other answered by another proposal."""

    side: Side
    start_at: Instant
    end_at: Instant

    @classmethod
    def of(cls, interview: Interview) -> Self | None:
        """Give what is proposed now, if anything."""
        side, start_at = interview.amended_by, interview.amend_start_at
        if side is None or start_at is None or interview.amend_end_at is None:
            return None
        return cls(side=side, start_at=start_at, end_at=interview.amend_end_at)


class Attendance(StrEnum):
    """Whether who is interviewed was there."""

    CAME = "came"
    NO_SHOW = "no_show"


class Late(Value):
    """One side says that it is running late, and by how many minutes."""

    side: Side
    minutes: int


class Recommendation(StrEnum):
    """What whoever interviewed would do."""

    STRONG_YES = "strong_yes"
    YES = "yes"
    NO = "no"
    STRONG_NO = "strong_no"


class Feedback(Value):
    """What whoever interviewed says afterwards; the private notes are for recruiters alone."""

    recommendation: Recommendation
    notes: str | None = None
    private_notes: str | None = None
    by_id: int
    at: Instant


class Kept(Value):
    """An interview as it is kept, with the people concerned."""

    interview: Interview
    version: int
    workspace_id: int
    owner: Person | None  # "the recruiter": who booked it, or was handed it
    interviewee_person: Person
    interviewer_person: Person
    application: Application
    interviewee_answer: Answer | None = None
    interviewer_answer: Answer | None = None
    status_before: Status | None = None  # what a declined proposal goes back to
    reason: str | None = None  # why it was cancelled or rejected
    lead_times: tuple[timedelta, ...] | None = None  # None = the house's own
    forced: bool = False  # booked in spite of another interview at that time
    attendance: str | None = None  # on the day: one of Attendance
    reminded_at: Instant | None = None  # when a recruiter last had the two reminded at once
    cover: Cover | None = None  # only while its interviewer can't make it
    late: Late | None = None  # what was said of it last
    feedback: Feedback | None = None
    countered: tuple[Proposed, ...] | None = None  # while a time is proposed: what was before it

    @property
    def id(self) -> int:
        """The interview's id."""
        return self.interview.id

    @property
    def is_live(self) -> bool:
        """Neither cancelled nor rejected."""
        return self.interview.status in LIVE

    @property
    def length(self) -> timedelta:
        """From start to end."""
        return self.interview.end_at - self.interview.start_at

    def person(self, side: Side) -> Person:
        """Who sits on that side."""
        return self.interviewee_person if side is Side.INTERVIEWEE else self.interviewer_person

    def answer(self, side: Side) -> Answer | None:
        """What that side has answered, if anything."""
        return self.interviewee_answer if side is Side.INTERVIEWEE else self.interviewer_answer

    @property
    def needs_cover(self) -> bool:
        """Whether its interviewer can't make it, and nobody else interviews instead."""
        answer = self.interviewer_answer
        return self.is_live and answer is not None and answer.says is Says.CANNOT

    @property
    def asked_id(self) -> int | None:
        """The id of whoever is asked to stand in."""
        return self.cover.asked.id if self.cover and self.cover.asked else None

    def waits_for(self, side: Side) -> bool:
        """Whether that side's yes is still to come."""
        if self.interview.status is Status.AMENDED:
            return self.interview.amended_by is not side
        answer = self.answer(side)
        return answer is None or answer.says is not Says.YES

    def side_of(self, person_id: int) -> Side | None:
        """On which side that person sits; None = on neither."""
        if self.interviewee_person.id == person_id:
            return Side.INTERVIEWEE
        return Side.INTERVIEWER if self.interviewer_person.id == person_id else None


class Seen(Value):
    """The times that somebody saw when they answered, so that a yes never lands on others."""

    start_at: Instant
    amend_start_at: Instant | None = None

    @classmethod
    def of(cls, interview: Interview) -> Self:
        """What a person sees of this interview now."""
        return cls(start_at=interview.start_at, amend_start_at=interview.amend_start_at)


class Actor(Value):
    """Who does a deed, and through which door. `workspace_admin`: an admin of the Slack team.

    `acts_as` narrows what they are to an interview, where a door has one way in for staff
    (INTERVIEWER) and another for who applies (INTERVIEWEE); None = whatever they are.
    """

    person: Person
    door: Door
    workspace_admin: bool = False
    acts_as: Side | None = None


class Token(Value):
    """What a token says of itself: its id (JWT's `jti`), whose it is, when it was issued."""

    jti: str
    person_id: int
    issued_at: Instant


class Bearer(Value):
    """Who acts by a token, known by that alone: who it is, is looked up where they act."""

    token: Token
    door: Door
    acts_as: Side | None = None  # as an Actor's


class Revocation(Value):
    """Tokens that are no longer good: one by its id, or all of a person's issued until `at`."""

    workspace_id: int
    jti: str | None = None
    person_id: int | None = None
    at: Instant


class HistoryEntry(Value):
    """One line of the append-only history. `before` and `after` hold the row's fields as JSON.

    Before a booking there is the application alone.
    """

    id: int = 0
    workspace_id: int
    interview_id: int | None
    person_id: int | None = None  # whom an appointment concerns
    version: int | None
    deed: str
    by_id: int | None
    door: Door
    at: Instant
    before: dict[str, Any] | None = None
    after: dict[str, Any] = Field(default_factory=dict)


class Search(Value):
    """What a list asks for; all given conditions hold together. Ordered by start, then id."""

    person_id: int | None = None  # only interviews this person has a part in, or owns
    side: Side | None = None  # with person_id: only those in which they sit on that side
    interviewer_id: int | None = None
    interviewee_id: int | None = None  # an application
    text: str | None = None  # in the name of one of the two, whatever its case
    statuses: frozenset[Status] | None = None
    kind: Kind | None = None
    starts_from: Instant | None = None  # inclusive
    starts_before: Instant | None = None  # exclusive
    ends_after: Instant | None = None  # exclusive: still to come, or going on
    unanswered: bool = False  # live, and a side has not said yes
    page: int = Field(default=1, ge=1)
    per_page: int = Field(default=20, ge=1, le=100)
