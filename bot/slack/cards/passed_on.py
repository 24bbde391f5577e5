"""What people write to each other through the bot: quoted, with the interview that it is about."""

from __future__ import annotations

from collections.abc import Iterator

from bot.interviews.model import Side
from bot.interviews.notices import TEXT, Notice, What
from bot.slack import presses
from bot.slack.blocks import Block, actions, button, context, quote, section
from bot.slack.cards.listing import in_one_line, open_button
from bot.slack.cards.message import Message
from bot.slack.grammar import ONESELF, Verb, read_line
from bot.slack.lines import say_button
from bot.slack.presses import Press, Pressed
from bot.words.catalogue import SOURCE
from bot.words.telling import notice_line, sentence
from bot.words.view import View, first_name


def passed_on(notice: Notice, view: View) -> Message:
    """Give the message: who wrote, what, and about which interview; its card is one button away."""
    written = notice.values.get(TEXT)
    blocks = [
        section(f"*{notice_line(notice, view, lasting=True)}*"),
        section(sentence(notice, view)),
        *([quote(written)] if isinstance(written, str) else []),
        *([section(in_one_line(view), open_button(view))] if view.capacity else []),
        *_answer(notice, view),
    ]
    return Message(notice_line(notice, view), blocks)


def _forget(notice: Notice, writer: int, view: View) -> list[Block]:
    """Give the button that goes on to forget whoever asks for that."""
    line = read_line(str(notice.values.get(TEXT)), SOURCE)
    people = [view.kept.person(side) for side in Side if view.kept.person(side).id == writer]
    if (line.verb, line.people) != (Verb.FORGET, (ONESELF,)) or not people:
        return []
    label = view.plain.say("button.forget_person", person=first_name(people[0]))
    return say_button(label, f"{Verb.FORGET.value} <@{people[0].slack_user_id}>", 0)


def _answer(notice: Notice, view: View) -> Iterator[Block]:
    writer = notice.values.get("by_id")
    if notice.what is What.WROTE and isinstance(writer, int):
        pressed = Pressed(interview_id=view.kept.id, person_id=writer).packed()
        label = view.plain.say("button.answer")
        answer = button(label, presses.action_id(Press.ANSWER), pressed, style="primary")
        yield from actions(answer, *_forget(notice, writer, view))
    if notice.what is not What.NOT_PASSED_ON:
        yield context(view.words.say(f"passed_on.{notice.what.value}"))
