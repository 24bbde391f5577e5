"""Who people are in a workspace, and how they want to be told."""

from __future__ import annotations

from datetime import time, timedelta
from enum import StrEnum
from typing import Self

from bot.interviews.model.value import Instant, Value


class Role(StrEnum):
    """What a person is in the workspace; it lives on the person, never in a token."""

    DRIVER = "driver"
    INTERVIEWER = "interviewer"
    OPERATOR = "operator"
    ADMIN = "admin"


RECRUITERS = frozenset({Role.OPERATOR, Role.ADMIN})
STAFF = RECRUITERS | {Role.INTERVIEWER}
RANK = {role: rank for rank, role in enumerate(Role)}  # picking somebody never lowers a role


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


AS_USUAL = Preferences()


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


class Application(Value):
    """One person's application: what the API calls an interviewee. One person may have several."""

    id: int
    workspace_id: int
    driver_id: int
    kind: str
    updated_at: Instant
    currency: str | None = None
    label: str | None = None  # the job or the depot, to tell several apart; never in the API's body
