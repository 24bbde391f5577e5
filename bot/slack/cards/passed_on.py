"""What people write to each other through the bot: quoted, with the interview that it is about."""

from __future__ import annotations

from collections.abc import Iterator

from bot.interviews.notices import TEXT, Notice, What
from bot.slack import presses
from bot.slack.blocks import Block, actions, button, context, quote, section
from bot.slack.cards.listing import in_one_line, open_button
from bot.slack.cards.message import Message
from bot.slack.presses import Press, Pressed
from bot.words.telling import notice_line, sentence
from bot.words.view import View


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


def _answer(notice: Notice, view: View) -> Iterator[Block]:
    writer = notice.values.get("by_id")
    if notice.what is What.WROTE and isinstance(writer, int):
        pressed = Pressed(interview_id=view.kept.id, person_id=writer).packed()
        label = view.plain.say("button.answer")
        yield from actions(button(label, presses.action_id(Press.ANSWER), pressed, style="primary"))
    if notice.what is not What.NOT_PASSED_ON:
        yield context(view.words.say(f"passed_on.{notice.what.value}"))
