"""A list of interviews, each with its button."""

from __future__ import annotations

from datetime import datetime

from bot.interviews.model import Kept, Person
from bot.interviews.ports.book import Page
from bot.slack import presses
from bot.slack.blocks import Block, actions, button, context, escape, section
from bot.slack.cards.buttons import own_buttons
from bot.slack.cards.message import Message, view_of
from bot.slack.cards.times import shown_moment
from bot.slack.presses import Press, Pressed
from bot.words import Worded, Words
from bot.words.standing import in_short
from bot.words.view import Setting, View

MOST = 20
FOOT = (Press.TODAY, Press.NEEDS_ANSWER, Press.SETTINGS)


def listing(  # noqa: PLR0913 - a list is described by keywords
    page: Page,
    reader: Person,
    words: Words,
    now: datetime,
    setting: Setting,
    heading: str,
    *,
    more: str | None = None,
    earlier: int = 0,
    asks: bool = False,
) -> Message:
    """Give a list under its heading (in words already), at most twenty lines.

    An empty one says what to do next. `more` is the value of the button for the next page, if
    there is one; `earlier` is how many stood on the pages before. `asks`: what waits for the
    reader's answer has the buttons for it, of few interviews.
    """
    words = words.escaping(escape)
    shown = page.interviews[:MOST]
    views = [view_of(kept, reader, words, now, setting) for kept in shown]
    lines = [block for view in views for block in _lines(view, asks=asks)]
    blocks = [section(f"*{heading}*"), *(lines or [_empty(reader, words)])]
    rest = page.total - earlier - len(shown)
    if rest > 0 and shown:
        blocks.append(context(words.say("list.more", count=rest)))
    return Message(heading, [*blocks, *_foot(reader, words.escaping(str), more)])


def _lines(view: View, *, asks: bool) -> list[Block]:
    line = section(in_one_line(view), open_button(view))
    waits = asks and view.waits_for_reader and not view.has_started
    return [line, *actions(*own_buttons(view))] if waits else [line]


def open_button(view: View) -> Block:
    """Give the button that shows the card of an interview in a list."""
    return button_of(view.kept.id, view.plain)


def button_of(interview_id: int, plain: Words) -> Block:
    """Give the same for an interview by its number."""
    return button(
        plain.say("button.open"),
        presses.action_id(Press.OPEN, interview_id),
        Pressed(interview_id=interview_id).packed(),
    )


def in_one_line(view: View) -> Worded:
    """Give an interview as a list shows it: when, who, how, and how it stands.

    To one of the two, who is the other.
    """
    kept: Kept = view.kept
    return view.words.say(
        "list.line.own" if view.side else "list.line",
        id=kept.id,
        start=shown_moment(view.words, kept.interview.start_at),
        interviewee=kept.interviewee_person,
        interviewer=kept.interviewer_person,
        person=kept.person(view.side.other) if view.side else None,
        kind=kept.interview.kind,
        state=in_short(view),
    )


def _empty(reader: Person, words: Words) -> Block:
    return section(words.say("list.empty.recruiter" if reader.is_recruiter else "list.empty"))


def _foot(reader: Person, plain: Words, more: str | None) -> list[Block]:
    buttons = [
        button(plain.say(f"button.{press.value}"), presses.action_id(press)) for press in FOOT
    ]
    if more is not None:
        buttons.insert(0, button(plain.say("button.more"), presses.action_id(Press.MORE), more))
    if reader.is_recruiter:
        new = button(plain.say("button.new"), presses.action_id(Press.NEW), style="primary")
        buttons.insert(0, new)
    return actions(*buttons)
