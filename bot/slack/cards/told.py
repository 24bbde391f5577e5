"""What a notice says: one line for the lock screen, one sentence, and the living card below."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot.interviews.doing.undoing import offers_undo
from bot.interviews.model import Kept, Person
from bot.interviews.notices import CONVERSATION, Notice, What
from bot.slack.blocks import Block, context, header, section
from bot.slack.cards.booked import booked
from bot.slack.cards.done import undo_row
from bot.slack.cards.living import card_blocks, card_line, old_to_new
from bot.slack.cards.message import Message, view_of
from bot.slack.cards.passed_on import passed_on
from bot.slack.cards.times import shown_moment, shown_span
from bot.words import Words
from bot.words.telling import (
    changes,
    notice_line,
    reminder_number,
    sentence,
    still_asked,
    time_left,
    told_as_well,
)
from bot.words.view import Setting, View


def told(
    notice: Notice, kept: Kept, reader: Person, words: Words, now: datetime, setting: Setting
) -> Message:
    """Give the message of a notice.

    `notice.values` are read as `bot.interviews.planning.tellings` writes them: `by` (name),
    `by_id`, `was` (what is different now, as it was), `reason`; every one of them may be missing.
    """
    view = view_of(kept, reader, words, now, setting)
    if notice.what in CONVERSATION:
        return passed_on(notice, view)
    if notice.what is What.SEVERAL:
        return booked(notice, view)
    undo = undo_row(kept, view.plain) if offers_undo(notice, kept, reader, now) else []
    if notice.says is not notice.what:
        notice = notice.but(what=notice.says)
    head, text = _head(notice, view)
    changed = changes(notice, view, partial(shown_span, view.words))
    said = " ".join([sentence(notice, view), *still_asked(notice, view)])
    lines = [said, *(old_to_new(old, new) for old, new in changed)]
    card = card_blocks(view, reminder_number(notice, view))
    blocks = [head, section("\n".join(lines)), *undo, *card]
    also = told_as_well(notice, view, partial(shown_moment, view.words))
    return Message(text, [*blocks, *(context(line) for line in also)])


def _head(notice: Notice, view: View) -> tuple[Block, str]:
    """The first block says what the lock screen says, and a reminder's says it large.

    An edit calls nobody, so it says what stays true: when it is, and what.
    """
    if not notice.loud and view.capacity is not None:
        return section(f"*{card_line(view, lasting=True)}*"), card_line(view)
    text = notice_line(notice, view)
    if notice.what is not What.REMINDER:
        return section(f"*{notice_line(notice, view, lasting=True)}*"), text
    title = view.plain.say(
        "notice.reminder.header",
        left=None if view.has_started else time_left(view),
        kind=view.kept.interview.kind,
        clock=view.plain.clock_and_zone(view.kept.interview.start_at),
    )
    return header(title), text
