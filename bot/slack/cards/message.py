"""What a message is, and the words in which it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.interviews.model import Kept, Person
from bot.slack.blocks import Block, escape
from bot.words import Words
from bot.words.text import cut
from bot.words.view import Setting, View

TEXT = 4_000  # Slack recommends no more (docs.slack.dev/reference/methods/chat.postMessage)


@dataclass(frozen=True)
class Message:
    """A message: `text` is what a lock screen and a screen reader show, `blocks` the rest."""

    text: str
    blocks: list[Block]

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", cut(self.text, TEXT))


def words_for(reader: Person, setting: Setting) -> Words:
    """Give the words in which cards speak to a reader: their language, their zone, escaped."""
    return Words.of(reader, setting.default_zone, escape)


def view_of(kept: Kept, reader: Person, words: Words, now: datetime, setting: Setting) -> View:
    """Make a view; whatever the words escaped before, they escape for mrkdwn in it."""
    return View(kept, reader, words.escaping(escape), now, setting)
