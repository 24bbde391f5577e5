"""From a plan to a reply: whatever would make a sound for somebody is read back first."""

from __future__ import annotations

from bot.interviews.changes import Stale
from bot.interviews.doing.done import Done
from bot.interviews.model import Actor
from bot.interviews.planning.tellings import told_to
from bot.interviews.plans import Deed, Plan
from bot.interviews.refusals import Refusal, Refused
from bot.slack.blocks import Block, section
from bot.slack.cards import Message, read_back
from bot.slack.desk import Desk
from bot.slack.forms.stale import change_in_words
from bot.slack.times_found import instead


def offer(
    desk: Desk, actor: Actor, plan: Plan, interview_id: int | None = None, line: str = ""
) -> Message:
    """Read a plan back with a button that does it; an answer that rings nobody is given at once.

    A time that is taken is offered to a recruiter all the same, with the other interview named.
    """
    above: list[Block] = []
    try:
        draft, done = desk.interviews.draft(plan, by=actor, interview_id=interview_id, line=line)
    except Refused as refused:
        if refused.key is not Refusal.BUSY:
            raise
        above.append(section(desk.words(actor).refused(refused)))
        plan = plan.but(force=True)
        draft, done = desk.interviews.draft(plan, by=actor, interview_id=interview_id, line=line)
        above += instead(desk, actor, done, line)
    if done.after == done.before:
        return desk.say(actor, "read.nothing", *desk.card(actor, done.after).blocks)
    if plan.deed is not Deed.CHANGE and not told_to(done.notices, actor.person.id):
        return desk.done(actor, desk.interviews.carry_out(draft.id, by=actor))
    return _above(above, _read_back(desk, actor, done, draft.id))


def carry_out(desk: Desk, actor: Actor, draft_id: str) -> Message:
    """Do what was read back; when somebody changed it meanwhile, read it back anew."""
    try:
        done = desk.interviews.carry_out(draft_id, by=actor)
    except Stale as stale:
        draft = desk.interviews.open_draft(draft_id, by=actor)
        try:
            fresh = offer(desk, actor, draft.plan, draft.interview_id, draft.line)
        except Refused as refused:
            return desk.refused(actor, refused, stale.kept)
        sentences = [section(desk.words(actor).refused(stale))]
        sentences += [section(change_in_words(each, desk.words(actor))) for each in stale.changes]
        return _above(sentences, fresh)
    except Refused as refused:
        return _as_it_stands(desk, actor, refused, draft_id)
    return desk.done(actor, done)


def _as_it_stands(desk: Desk, actor: Actor, refused: Refused, draft_id: str) -> Message:
    """Say why not, above the interview that it was about."""
    interview_id = desk.interviews.open_draft(draft_id, by=actor).interview_id
    present = desk.interviews.get(interview_id, by=actor) if interview_id else None
    return desk.refused(actor, refused, present)


def drop(desk: Desk, actor: Actor, draft_id: str) -> Message:
    """Leave it undone; what was done before shows what came of it."""
    draft = desk.interviews.open_draft(draft_id, by=actor)
    if draft.done_interview_id is None:
        return desk.say(actor, "done.dropped")
    present = desk.interviews.get(draft.done_interview_id, by=actor)
    return desk.say(actor, "done.again", *desk.card(actor, present).blocks)


def _read_back(desk: Desk, actor: Actor, done: Done, draft_id: str) -> Message:
    words = desk.words(actor)
    return read_back(done, draft_id, actor.person, words, desk.now(), desk.setting)


def _above(blocks: list[Block], message: Message) -> Message:
    return Message(message.text, [*blocks, *message.blocks])
