"""Buttons: each press of `presses.Press` has one function in `PRESSES`.

What the bot itself offered acts at once. A button on a message that has grown old does what it
says only while that is still true; otherwise the present state is shown.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt import BoltResponse

from bot.interviews.doing.done import Done
from bot.interviews.model import Actor, Kept, Side
from bot.interviews.plans import (
    Acceptance,
    Ask,
    Attending,
    Declining,
    Deed,
    Leaving,
    Plan,
    RunningLate,
    Taking,
    Undo,
)
from bot.interviews.refusals import Refused
from bot.slack import (
    conversation,
    digests,
    forgetting,
    home,
    lists,
    one_interview,
    passing_on,
    readback,
    viewing,
)
from bot.slack.calls import answer_press
from bot.slack.cards import Message, how_late, standing_in, text_to_send
from bot.slack.commands import opened
from bot.slack.desk import Desk, Opens, Reply
from bot.slack.errors import safely, words_of
from bot.slack.forms.ending import Ending
from bot.slack.helping import help_about
from bot.slack.home import Homes
from bot.slack.opening import ending_view, form_of_draft, interview_view, proposal_view
from bot.slack.preferences import open_preferences
from bot.slack.presses import Press, Pressed, is_of_several, press_of
from bot.slack.several_undone import undo_several
from bot.slack.times_found import another_time

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Acted:
    """A deed was done: a living card follows by itself, an answer of one's own is replaced."""

    done: Done


Answer = Callable[[Desk, Actor, str], Reply | Acted]


def listen(desk: Desk, homes: Homes) -> Callable[..., BoltResponse | None]:
    """Give the listener of all buttons in messages, on the Home and in what that opens.

    Where no answer can be given Slack is told that it failed, and shows so: whoever presses again
    sees what came of it.
    """

    def pressed(ack: Callable[..., Any], body: dict[str, Any]) -> BoltResponse | None:
        action = body["actions"][0]
        press = press_of(action["action_id"])
        if press is not None and press in PRESSES:
            reply = safely(
                desk,
                lambda: desk.directory.actor(body["user"]["id"]),
                lambda actor: _answer(desk, actor, press, action.get("value") or "", body),
            )
            if viewing.is_on_the_home(body):
                home.show(homes, body["user"]["id"])
            replaces = (_is_ephemeral(body) and press in REPLACES) or press is Press.FORGET
            if isinstance(reply, Message) and not _answered(desk, body, reply, replaces=replaces):
                return BoltResponse(status=500)
        ack()
        return None

    return pressed


def outdated(desk: Desk) -> Callable[..., BoltResponse | None]:
    """Give the listener of buttons that only an earlier version of this bot had."""

    def pressed(ack: Callable[..., Any], body: dict[str, Any]) -> BoltResponse | None:
        log.warning("unknown_action", extra={"action": body["actions"][0]["action_id"]})
        if "response_url" in body:  # in a form there is no place for a sentence before it is sent
            actor = partial(desk.directory.actor, body["user"]["id"])
            reply = safely(desk, actor, lambda actor: _outdated(desk, actor))
            if not _answered(desk, body, reply, replaces=False):
                return BoltResponse(status=500)
        ack()
        return None

    return pressed


def _outdated(desk: Desk, actor: Actor) -> Message:
    return desk.say(actor, "error.outdated_button", *lists.next_ones(desk, actor).blocks)


def _answered(desk: Desk, body: dict[str, Any], reply: Message, *, replaces: bool) -> bool:
    if viewing.is_in_a_view(body):
        words = words_of(desk, body["user"]["id"])
        return viewing.shown(desk.client, body, reply, words)
    answer = {"text": reply.text, "blocks": reply.blocks, "response_type": "ephemeral"}
    return answer_press(desk.client, body, answer | {"replace_original": replaces})


def _answer(
    desk: Desk, actor: Actor, press: Press, value: str, body: dict[str, Any]
) -> Reply | None:
    outcome = PRESSES[press](desk, actor, value)
    if isinstance(outcome, Acted):
        done = outcome.done
        if done.after == done.before:  # so no card follows that would show it
            return desk.say(actor, "done.again", *desk.card(actor, done.after).blocks)
        return desk.done(actor, done) if _stays_as_it_is(body) else None
    return opened(desk, actor, body["trigger_id"], outcome, value if press is Press.SAY else "")


def _stays_as_it_is(body: dict[str, Any]) -> bool:
    """Whether no courier and no Home brings up to date what was pressed in."""
    if viewing.is_in_a_view(body):
        return not viewing.is_on_the_home(body)
    return _is_ephemeral(body) or is_of_several(body["actions"][0]["action_id"])


def _is_ephemeral(body: dict[str, Any]) -> bool:
    return bool(body.get("container", {}).get("is_ephemeral"))


def _do(make: Callable[[Pressed], Plan], desk: Desk, actor: Actor, value: str) -> Reply | Acted:
    """Do a deed at once; when it is refused, say so above the card as it stands."""
    pressed = Pressed.unpacked(value)
    try:
        done = desk.interviews.do(make(pressed), by=actor, interview_id=pressed.interview_id)
    except Refused as refused:
        return desk.refused(actor, refused, _present(desk, actor, pressed.interview_id))
    return Acted(done)


def _present(desk: Desk, actor: Actor, interview_id: int) -> Kept | None:
    """Give an interview, unless it is none of theirs (any more)."""
    try:
        return desk.interviews.get(interview_id, by=actor)
    except Refused:
        return None


def _yes(side: Side | None, pressed: Pressed) -> Plan:
    return Acceptance(side=side, seen=pressed.seen)


def _no(pressed: Pressed) -> Plan:
    return Declining(seen=pressed.seen)


def _undo(pressed: Pressed) -> Plan:
    return Undo(version=pressed.version)


def _open(desk: Desk, actor: Actor, value: str) -> Reply:
    pressed = Pressed.unpacked(value)
    return desk.card(actor, desk.interviews.get(pressed.interview_id, by=actor))


def _if_possible(
    deed: Deed, then: Callable[[Desk, Actor, Kept], Reply], desk: Desk, actor: Actor, value: str
) -> Reply:
    """Go on with the interview, unless the deed that it leads to would be refused anyway."""
    kept = desk.interviews.get(Pressed.unpacked(value).interview_id, by=actor)
    try:
        desk.interviews.check(deed, by=actor, kept=kept)
    except Refused as refused:
        return desk.refused(actor, refused, kept)
    return then(desk, actor, kept)


def _ends(which: Ending) -> Callable[[Desk, Actor, Kept], Reply]:
    return lambda desk, actor, kept: ending_view(desk, actor, kept, which)


def _running_late(desk: Desk, actor: Actor, kept: Kept) -> Reply:
    return how_late(kept, actor.person, desk.words(actor))


def _ask_another(desk: Desk, actor: Actor, kept: Kept) -> Reply:
    return standing_in(kept, desk.diary.colleagues(kept, by=actor), desk.words(actor))


def _text_to_send(side: Side, desk: Desk, actor: Actor, value: str) -> Reply:
    kept = desk.interviews.get(Pressed.unpacked(value).interview_id, by=actor)
    return text_to_send(kept, side, desk.words(actor), desk.setting)


def _edit_draft(desk: Desk, actor: Actor, value: str) -> Reply:
    draft = desk.interviews.open_draft(value, by=actor)
    return Opens(interview_view(desk, actor, form_of_draft(desk, actor, draft)))


PRESSES: Mapping[Press, Answer] = {
    Press.BE_THERE: partial(_do, partial(_yes, None)),
    Press.ACCEPT_PROPOSAL: partial(_do, partial(_yes, None)),
    Press.RECORD_INTERVIEWEE_YES: partial(_do, partial(_yes, Side.INTERVIEWEE)),
    Press.RECORD_INTERVIEWER_YES: partial(_do, partial(_yes, Side.INTERVIEWER)),
    Press.KEEP_OLD: partial(_do, _no),
    Press.TAKE_BACK: partial(_do, _no),
    Press.UNDO: partial(_do, _undo),
    Press.CAME: partial(_do, lambda _pressed: Attending(came=True)),
    Press.NO_SHOW: partial(_do, lambda _pressed: Attending(came=False)),
    Press.RUNNING_LATE: partial(_if_possible, Deed.LATE, _running_late),
    Press.REBOOK: partial(_if_possible, Deed.CHANGE, another_time),
    Press.LATE_BY: partial(_do, lambda pressed: RunningLate(minutes=pressed.minutes)),
    Press.FEEDBACK: partial(_if_possible, Deed.FEEDBACK, one_interview.open_feedback),
    Press.TAKE_IT: partial(_do, lambda _pressed: Taking()),
    Press.LEAVE_IT: partial(_do, lambda _pressed: Leaving()),
    Press.ASK: partial(_do, lambda pressed: Ask(person_id=pressed.person_id)),
    Press.ASK_ANOTHER: partial(_if_possible, Deed.ASK, _ask_another),
    Press.ANSWER: passing_on.open_answer,
    Press.ANOTHER_TIME: partial(_if_possible, Deed.AMEND, proposal_view),
    Press.CANNOT_COME: partial(_if_possible, Deed.REJECT, _ends(Ending.CANNOT_COME)),
    Press.CANNOT_MAKE_IT: partial(_if_possible, Deed.CANNOT, _ends(Ending.CANNOT_MAKE_IT)),
    Press.CANCEL: partial(_if_possible, Deed.CANCEL, _ends(Ending.CANCEL)),
    Press.EDIT: partial(_if_possible, Deed.CHANGE, one_interview.open_edit),
    Press.TEXT_FOR_INTERVIEWEE: partial(_text_to_send, Side.INTERVIEWEE),
    Press.TEXT_FOR_INTERVIEWER: partial(_text_to_send, Side.INTERVIEWER),
    Press.UNDO_SEVERAL: undo_several,
    Press.OPEN: _open,
    Press.DO_DRAFT: readback.carry_out,
    Press.EDIT_DRAFT: _edit_draft,
    Press.DROP_DRAFT: readback.drop,
    Press.NEW: lambda desk, actor, _value: conversation.open_new(desk, actor),
    Press.TODAY: lambda desk, actor, _value: lists.today(desk, actor),
    Press.NEEDS_ANSWER: lambda desk, actor, _value: lists.unanswered(desk, actor),
    Press.START_DIGEST: digests.start,
    Press.FORGET: forgetting.carry_out,
    Press.SETTINGS: lambda desk, actor, _value: open_preferences(desk, actor),
    Press.MORE: lists.more_of_list,
    Press.SAY: conversation.answer,
    Press.HELP: lambda desk, actor, value: help_about(desk, actor, value or None),
}
# In an answer that only its reader sees, what these say takes the place of what was there.
REPLACES = frozenset(PRESSES) - {
    Press.OPEN, Press.TEXT_FOR_INTERVIEWEE, Press.TEXT_FOR_INTERVIEWER, Press.HELP,
    Press.EDIT_DRAFT, Press.ASK_ANOTHER, Press.RUNNING_LATE, Press.FEEDBACK, Press.REBOOK,
}  # fmt: skip
