"""The front desk: what every listener has at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk import WebClient

from bot.interviews.diary import Diary
from bot.interviews.digests import Digests
from bot.interviews.doing.done import Done
from bot.interviews.forgetting.forgetting import Forgetting
from bot.interviews.model import Actor, Kept, Person, Search, Side
from bot.interviews.people.passing_on import PassingOn
from bot.interviews.people.people import People
from bot.interviews.preferring import Preferring
from bot.interviews.refusals import Refused
from bot.interviews.service import Interviews
from bot.slack.blocks import Block, section
from bot.slack.cards import Message, Setting, done_card, living_card, words_for
from bot.slack.cards.times import read_span
from bot.slack.directory import Directory
from bot.words import Worded, Words
from bot.words.text import cut, one_line
from bot.words.view import first_name, name


@dataclass(frozen=True)
class Opens:
    """A form is to be opened, instead of saying something."""

    view: Block


Reply = Message | Opens
Called = Callable[[Person], str]
QUOTED = 500  # characters of what was typed, so that the sentence around it stays whole


def quoted(value: Any) -> Any:
    """Give a value as a sentence quotes it: of a very long text the beginning alone."""
    return cut(one_line(value), QUOTED) if type(value) is str else value


def _with(called: Called, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        each: called(value) if isinstance(value, Person) else quoted(value)
        for each, value in values.items()
    }


@dataclass(frozen=True)
class Desk:
    """The rules, the people and the words, for one Slack team."""

    interviews: Interviews
    people: People
    directory: Directory
    client: WebClient
    setting: Setting
    now: Callable[[], datetime]
    preferring: Preferring
    digests: Digests
    diary: Diary
    forgetting: Forgetting
    calendar_name: Callable[[], str]  # of the workspace, in calendar files
    table: Callable[[Search, Actor], Iterator[bytes]]  # refused to whoever may not have it
    passing_on: PassingOn

    def words(self, actor: Actor) -> Words:
        """Give the words in which messages speak to them."""
        return words_for(actor.person, self.setting)

    def form_words(self, actor: Actor) -> Words:
        """Give the words in which forms speak to them: plain text on one line."""
        return Words.of(actor.person, self.setting.default_zone, one_line)

    def zone(self, actor: Actor) -> ZoneInfo:
        """Give the zone in which they type and read times."""
        return self.words(actor).zone

    def say(self, actor: Actor, key: str, *after: Block, **values: Any) -> Message:
        """Say one sentence, with blocks after it; of a very long value the beginning is quoted.

        Somebody who is a value is called by the first name alone on lock screens.
        """
        on_lock_screens, said = self.both(actor, key, **values)
        return Message(on_lock_screens, [section(said), *after])

    def both(self, actor: Actor, key: str, **values: Any) -> tuple[Worded, Worded]:
        """Give a sentence as lock screens may show it, and whole."""
        say = partial(self.words(actor).say, key)
        return say(**_with(first_name, values)), say(**_with(name, values))

    def refused(self, actor: Actor, refused: Refused, kept: Kept | None = None) -> Message:
        """Say why not, above the interview as it stands: its buttons are what can be done."""
        sentence = self.words(actor).refused(refused)
        card = self.card(actor, kept) if kept else None
        return Message(sentence, [section(sentence), *(card.blocks if card else [])])

    def done(self, actor: Actor, done: Done) -> Message:
        """Say that it is done, above the interview as it stands now, and how it can be undone."""
        return done_card(done, actor.person, self.words(actor), self.now(), self.setting)

    def card(self, actor: Actor, kept: Kept) -> Message:
        """Give the interview's card as they may see it."""
        return living_card(kept, actor.person, self.words(actor), self.now(), self.setting)

    def span_in_words(self, actor: Actor, kept: Kept) -> str:
        """Give an interview's time in their zone, and everybody else's local time; plain text."""
        return read_span(kept, self.form_words(actor))

    def about(self, actor: Actor, kept: Kept) -> str:
        """Say in a form which interview it is: with whom, and when by everybody's clock."""
        people = [kept.person(side) for side in Side if kept.person(side).id != actor.person.id]
        names = [one_line(name(person)) for person in people]
        return " · ".join([*names, self.span_in_words(actor, kept)])
