"""Who does a deed, through which door, and by which token."""

from __future__ import annotations

from enum import StrEnum

from bot.interviews.model.interview import Side
from bot.interviews.model.person import Person
from bot.interviews.model.value import Instant, Value


class Door(StrEnum):
    """Through which door a deed came in."""

    SLACK = "slack"
    API = "api"
    CLOCK = "clock"
    FILE = "file"
    CONSOLE = "console"  # the command line


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
