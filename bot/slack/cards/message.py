"""What a message is, and what all messages know of the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pydantic import Field

from bot.interviews.cautions import Holiday, never
from bot.interviews.model import Person, Value
from bot.interviews.reminders import LeadTimes
from bot.slack.blocks import Block, cut, escape
from bot.words import Words

TEXT = 4_000  # Slack recommends no more (docs.slack.dev/reference/methods/chat.postMessage)
NAME = 80
FIRST_NAME = 24


@dataclass(frozen=True)
class Message:
    """A message: `text` is what a lock screen and a screen reader show, `blocks` the rest."""

    text: str
    blocks: list[Block]

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", cut(self.text, TEXT))


class Setting(Value):
    """What the house says of itself in messages."""

    company: str
    command: str = "/interview"
    default_zone: ZoneInfo = Field(default_factory=lambda: ZoneInfo("UTC"))
    lead_times: LeadTimes = Field(default_factory=LeadTimes)
    holiday: Holiday = never


def words_for(reader: Person, setting: Setting) -> Words:
    """Give the words in which cards speak to a reader: their language, their zone, escaped."""
    return Words.of(reader, setting.default_zone, escape)


def is_over(end_at: datetime, now: datetime) -> bool:
    """Whether it has ended."""
    return now.astimezone(UTC) >= end_at


def name(person: Person) -> str:
    """Give a person's whole name, short enough for any place."""
    return cut(person.title, NAME)


def first_name(person: Person) -> str:
    """Give the first name alone, short enough for a button."""
    return cut(person.first_name, FIRST_NAME)
