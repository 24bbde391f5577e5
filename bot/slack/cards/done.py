"""What is said when something was done: who hears of it, and a button that takes it back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.interviews.doing.done import Done
from bot.interviews.model import Kept, Person
from bot.interviews.people.channels import is_told
from bot.interviews.planning.tellings import told_to
from bot.interviews.plans import Deed
from bot.slack import presses
from bot.slack.blocks import Block, actions, button, escape, section
from bot.slack.cards.living import living_card
from bot.slack.cards.message import Message
from bot.slack.cards.readback import people_of
from bot.slack.presses import Press, Pressed
from bot.words import Worded, Words
from bot.words.view import Setting, name


def done_card(done: Done, reader: Person, words: Words, now: datetime, setting: Setting) -> Message:
    """Say what was done, with a button that undoes it, above the interview as it stands now."""
    words = words.escaping(escape)
    sentence = _sentence(done, reader, words, setting)
    card = living_card(done.after, reader, words, now, setting)
    undo = undo_row(done.after, words.escaping(str)) if done.can_be_undone else []
    return Message(sentence, [section(sentence), *undo, *card.blocks])


def undo_row(kept: Kept, plain: Words) -> list[Block]:
    """Give the button that takes back what made the interview what it is."""
    made = Pressed(interview_id=kept.id, version=kept.version).packed()
    return actions(button(plain.say("button.undo"), presses.action_id(Press.UNDO), made))


def undo_all_row(interview_ids: Sequence[int], plain: Words) -> list[Block]:
    """Give the button that takes these bookings back; nothing where there are none."""
    if not interview_ids:
        return []
    value = json.dumps([*interview_ids], separators=(",", ":"))
    return actions(button(plain.say("button.undo"), presses.action_id(Press.UNDO_SEVERAL), value))


def who_hear(
    dones: Iterable[Done], reader: Person, words: Words, setting: Setting
) -> Worded | None:
    """Give the names of those whom what was done reaches by a new message; None = nobody."""
    hear = {
        one.id: name(one)
        for done in dones
        for one in people_of(done)
        if one.id in told_to(done.notices, reader.id) and is_told(one, mails=setting.mails)
    }
    return words.several([*hear.values()]) if hear else None


def _sentence(done: Done, reader: Person, words: Words, setting: Setting) -> Worded:
    if done.again:
        return words.say("done.again")
    people = who_hear([done], reader, words, setting)
    if done.plan.deed is Deed.UNDO:
        return words.say("done.undone", people=people)
    held = max((notice.held_for for notice in done.notices), default=timedelta(0))
    if not held or not people:
        return words.say("done.done")
    return words.say("done.held", count=int(held.total_seconds()), people=people)
