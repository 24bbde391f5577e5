"""Undo without a number: what somebody did last, be it to one interview or several bookings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.interviews.doing.done import Done
from bot.interviews.model import Actor, Kept
from bot.interviews.plans import BOOKED, Undo
from bot.interviews.refusals import Refused
from bot.slack.blocks import context, section, sections
from bot.slack.cards import Message
from bot.slack.cards.done import undo_all_row, who_hear
from bot.slack.desk import Desk
from bot.slack.readback import offer
from bot.slack.several_undone import in_one_line


def offer_undo_of_last(desk: Desk, actor: Actor, text: str) -> Message | None:
    """Read back what taking back would do; None = there is nothing that they still can."""
    last = desk.interviews.account.done_last(by=actor)
    if len(last) > 1:
        return _offer_several(desk, actor, last)
    if not last:
        return None
    return offer(desk, actor, Undo(version=last[0].version), last[0].id, text)


def _offer_several(desk: Desk, actor: Actor, last: Sequence[Kept]) -> Message:
    words = desk.words(actor)
    people = who_hear(_rehearsed(desk, actor, last), actor.person, words, desk.setting)
    told = words.say("read.told", people=people) if people else words.say("read.nobody_told")
    headline = words.say("several.take_back")
    lines = sections(*(in_one_line(kept, words) for kept in last))
    undo = undo_all_row([kept.id for kept in last], desk.form_words(actor))
    return Message(headline, [section(f"*{headline}*"), *lines, context(told), *undo])


def _rehearsed(desk: Desk, actor: Actor, last: Sequence[Kept]) -> Iterator[Done]:
    """Give what becomes of each; one to which something happened since is refused, and stays."""
    for kept in last:
        try:
            yield desk.interviews.rehearse(Undo(version=BOOKED), by=actor, interview_id=kept.id)
        except Refused:
            continue
