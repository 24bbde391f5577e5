"""What somebody booked at once: one line each, with a button that shows its card; and Undo."""

from __future__ import annotations

from functools import partial
from itertools import zip_longest

from bot.interviews.notices import Notice
from bot.interviews.planning.several import LISTED
from bot.slack.blocks import BLOCKS, section
from bot.slack.cards.done import undo_all_row
from bot.slack.cards.listing import button_of
from bot.slack.cards.message import Message
from bot.slack.cards.times import shown_span
from bot.words.telling import booked_together, notice_line, sentence
from bot.words.view import View


def booked(notice: Notice, view: View) -> Message:
    """Give the message: a block for each, since there are as many as a message has blocks.

    So what they are is said in the first of them, and beside fifty of them there is no room for
    the button that takes all back.
    """
    texts: list[str] = [*booked_together(notice, view, partial(shown_span, view.words))]
    texts[:1] = ["\n".join((f"*{sentence(notice, view)}*", *texts[:1]))]
    buttons = [button_of(each["id"], view.plain) for each in notice.values.get(LISTED, ())]
    blocks = [section(*each) for each in zip_longest(texts, buttons)]
    numbers = [each["id"] for each in notice.values.get(LISTED, ())]
    undo = undo_all_row(numbers, view.plain) if len(blocks) < BLOCKS else []
    return Message(notice_line(notice, view), [*blocks, *undo])
