"""Undo of what was booked at once: each booking by itself, by the rules of undo.

What happened to one of them since stands, and it is said why.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from bot.deadline import TookTooLong
from bot.interviews.doing.done import Done
from bot.interviews.model import Actor, Kept
from bot.interviews.plans import BOOKED, Undo
from bot.interviews.refusals import Refused
from bot.slack.blocks import Block, section
from bot.slack.cards import Message
from bot.slack.cards.done import undo_all_row, who_hear
from bot.slack.desk import Desk
from bot.words import Words
from bot.words.text import cut

Left = dict[str, list[str]]  # by the reason why: in one line each


def in_one_line(kept: Kept, words: Words) -> str:
    """Give an interview as one line of what was booked."""
    interview = kept.interview
    return words.say(
        "several.line",
        id=kept.id,
        interviewee=kept.interviewee_person,
        interviewer=kept.interviewer_person,
        when=words.span(interview.start_at, interview.end_at),
    )


def undo_several(desk: Desk, actor: Actor, value: str) -> Message:
    """Take bookings back, and say what came of each.

    When there is no time left the rest waits for the button, which stands there again.
    """
    undone, left, rest = _undone(desk, actor, json.loads(value))
    blocks = [*_said(desk, actor, undone), *_why_not(left, desk.words(actor))]
    if rest:
        blocks.append(section(desk.words(actor).say("several.undo_rest")))
    return Message("", [*blocks, *undo_all_row(rest, desk.form_words(actor))])


def _undone(
    desk: Desk, actor: Actor, interview_ids: Sequence[int]
) -> tuple[list[Done], Left, list[int]]:
    """Undo one after the other; what there was no time for comes last."""
    undone, left, rest = list[Done](), Left(), [*interview_ids]
    for interview_id in interview_ids:
        try:
            plan = Undo(version=BOOKED)
            undone.append(desk.interviews.do(plan, by=actor, interview_id=interview_id))
        except TookTooLong:
            break
        except Refused as refused:
            present = desk.interviews.get(interview_id, by=actor)
            words = desk.words(actor)
            left.setdefault(words.refused(refused), []).append(in_one_line(present, words))
        rest.remove(interview_id)
    return undone, left, rest


def _said(desk: Desk, actor: Actor, undone: Sequence[Done]) -> Iterator[Block]:
    if not undone:
        return
    words = desk.words(actor)
    people = who_hear(undone, actor.person, words, desk.setting)
    yield section(cut(words.say("done.undone", people=people), 3000))
    for done in undone:
        yield section(in_one_line(done.after, words))


def _why_not(left: Left, words: Words) -> Iterator[Block]:
    for why, lines in left.items():
        yield from (section(line) for line in lines)
        yield section(words.say("several.not_undone", why=why))
