"""What is said when something was done: who hears of it, and a button that takes it back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.interviews.doing.done import Done
from bot.interviews.model import Colleague, Kept, Person
from bot.interviews.notices import NO_NEWS, Notice
from bot.interviews.people.channels import is_told
from bot.interviews.planning.tellings import told_to
from bot.interviews.plans import Deed
from bot.slack import presses
from bot.slack.blocks import Block, actions, button, escape, section
from bot.slack.cards.living import living_card
from bot.slack.cards.message import Message, view_of
from bot.slack.cards.readback import asked_by, people_of
from bot.slack.presses import Press, Pressed
from bot.words import Worded, Words
from bot.words.telling import sentence
from bot.words.view import Setting, View, name


def done_card(done: Done, reader: Person, words: Words, now: datetime, setting: Setting) -> Message:
    """Say what was done, with a button that undoes it, above the interview as it stands now."""
    words = words.escaping(escape)
    said = _sentence(done, view_of(done.after, reader, words, now, setting))
    card = living_card(done.after, reader, words, now, setting)
    undo = undo_row(done.after, words.escaping(str)) if done.can_be_undone else []
    return Message(said, [section(said), *undo, *card.blocks])


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
    hear = {one.id: name(one) for done in dones for one in _hear(done, reader, setting)}
    return words.several([*hear.values()]) if hear else None


def _hear(done: Done, reader: Person, setting: Setting) -> Iterator[Person | Colleague]:
    ids = told_to(done.notices, reader.id)
    yield from (
        one for one in people_of(done) if one.id in ids and is_told(one, mails=setting.mails)
    )
    yield from (one for one in asked_by(done) if one.id in ids)


def _sentence(done: Done, view: View) -> Worded:
    words = view.words
    if done.again:
        return words.say("done.again")
    people = who_hear([done], view.reader, words, view.setting)
    if done.plan.deed is Deed.UNDO:
        return words.say("done.undone", people=people)
    held = max((notice.held_for for notice in done.notices), default=timedelta(0))
    if held and people:
        return words.say("done.held", count=int(held.total_seconds()), people=people)
    told = _told_to_the_reader(done, view)
    return sentence(told, view) if told else words.say("done.done")


def _told_to_the_reader(done: Done, view: View) -> Notice | None:
    """Give what says it on the card of whoever did it; of reminders the line's answer says more."""
    if done.plan.deed is Deed.REMIND:
        return None
    return next(
        (
            notice
            for notice in done.notices
            if notice.person_id == view.reader.id and notice.what not in NO_NEWS
        ),
        None,
    )
