"""Whom a menu of people offers: a token that says who is meant, and the name that is shown."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from bot.interviews.model import Value
from bot.slack.blocks import plain
from bot.words.text import cut, one_line

LABEL = 75  # characters of an option's text, by Slack's rule
TOKEN = 150  # characters of an option's value, by Slack's rule
APPLICATION, PERSON, SLACK, NEW = "application", "person", "slack", "new"


def _as_shown(label: str) -> str:
    shown: str = plain(label, LABEL)["text"]
    return shown


class Choice(Value):
    """One option of a menu of people.

    The token is `application:289`, `person:12`, `slack:U123` (a member not known yet) or
    `new:Ana` ("New person …", with what was typed). The label is kept as a menu shows it: at most
    75 characters.
    """

    token: str = Field(min_length=1, max_length=TOKEN)
    label: Annotated[str, AfterValidator(_as_shown)]

    @property
    def names(self) -> str:
        """What the token names: application, person, slack or new."""
        return self.token.partition(":")[0]

    @property
    def key(self) -> str:
        """The id that the token carries; for a new person, what was typed."""
        return self.token.partition(":")[2]

    @property
    def is_new(self) -> bool:
        """Whether "New person …" was chosen: nobody yet."""
        return self.names == NEW

    @classmethod
    def of_application(cls, application_id: int, label: str) -> Choice:
        """Choose an application."""
        return cls(token=f"{APPLICATION}:{application_id}", label=label)

    @classmethod
    def of_person(cls, person_id: int, label: str) -> Choice:
        """Choose a known person."""
        return cls(token=f"{PERSON}:{person_id}", label=label)

    @classmethod
    def of_member(cls, slack_user_id: str, label: str) -> Choice:
        """Choose a member of the workspace who is not known yet."""
        return cls(token=f"{SLACK}:{slack_user_id}", label=label)

    @classmethod
    def of_new_person(cls, typed: str, label: str) -> Choice:
        """Choose to enter somebody new; what was typed comes along, cut to what fits."""
        return cls(token=cut(f"{NEW}:{one_line(typed)}", TOKEN), label=label)
