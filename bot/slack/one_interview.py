"""What a line does to one interview: one table, `ABOUT`, one function a verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.interviews.model import LIVE, Actor, Kept, Search, Side
from bot.interviews.permissions import runs
from bot.interviews.plans import (
    Acceptance,
    Ask,
    Attending,
    Cancellation,
    Cannot,
    Declining,
    Deed,
    Handover,
    InterviewChange,
    Leaving,
    Plan,
    Proposal,
    Rejection,
    RunningLate,
    Taking,
    Undo,
)
from bot.interviews.refusals import Refusal, Refused
from bot.slack import booking
from bot.slack.blocks import actions, section
from bot.slack.cards import Message, history_card, how_late, preview_card, told_card
from bot.slack.desk import Desk, Opens, Reply
from bot.slack.files import send_calendar_file
from bot.slack.finding import (
    application_of,
    coming,
    find_subject,
    name_of,
    the_one_named,
    which_interviews,
)
from bot.slack.forms import feedback
from bot.slack.forms.ending import Ending
from bot.slack.forms.feedback import FeedbackForm
from bot.slack.grammar import ONESELF, Line, Verb, Who
from bot.slack.lines import say_button, with_number
from bot.slack.lists import show_list
from bot.slack.opening import edit_form, ending_view, interview_view, proposal_view
from bot.slack.readback import offer
from bot.slack.reminding import remind
from bot.slack.times_typed import MINUTE, Unclear, read_span
from bot.slack.which_time import which_time
from bot.words.text import cut

QUOTED = 1_400  # characters of what was typed that a form quotes
About = Callable[[Desk, Actor, Line, str, Kept], Reply]


def about_one(desk: Desk, actor: Actor, line: Line, text: str) -> Reply:
    """Do what a line says to the interview that it means; several could be meant → asked which.

    A refusal stands above the interview as it is: its buttons are what can be done.
    """
    found = which_interviews(desk, actor, line)
    if line.verb is Verb.SHOW and line.interview_id is None:
        return _show_person(desk, actor, line)
    if not found:
        raise Refused(Refusal.NO_SUCH_INTERVIEW)
    if len(found) > 1:
        return _which(desk, actor, line, text, found)
    try:
        return ABOUT[line.verb](desk, actor, line, text, found[0])
    except Refused as refused:
        return desk.refused(actor, refused, desk.interviews.get(found[0].id, by=actor))


def _which(desk: Desk, actor: Actor, line: Line, text: str, found: tuple[Kept, ...]) -> Message:
    words = desk.form_words(actor)
    who = line.subject or Who()
    buttons = [
        each
        for kept in found
        for each in say_button(
            words.say("line.this_one", id=kept.id, start=kept.interview.start_at),
            with_number(text, who, kept.id),
            kept.id,
        )
    ]
    key = "line.which" if buttons else "line.too_long"
    person = find_subject(desk, actor, who)
    name = person.title if person else name_of(who)
    return desk.say(actor, key, *actions(*buttons), name=name)


def _show_person(desk: Desk, actor: Actor, line: Line) -> Reply:
    who = line.subject or Who()
    person = find_subject(desk, actor, who)
    if person is None and who.slack_id and actor.person.is_recruiter:
        person = desk.directory.pick(who.slack_id, "person")
    if person is None:
        return desk.say(actor, "line.nobody", name=name_of(who), command=desk.setting.command)
    theirs = coming(desk, actor, person)
    if len(theirs) == 1:
        return desk.card(actor, theirs[0])
    search = Search(person_id=person.id, statuses=LIVE, ends_after=desk.now())
    return show_list(desk, actor, search, "list.of_person", person=person)


def _show(desk: Desk, actor: Actor, _line: Line, _text: str, kept: Kept) -> Reply:
    return desk.card(actor, kept)


def _edit(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    if line != Line(verb=line.verb, interview_id=line.interview_id, subject=line.subject):
        return booking.change(desk, actor, line, text, kept)
    return open_edit(desk, actor, kept)


def open_edit(desk: Desk, actor: Actor, kept: Kept) -> Opens:
    """Open the form of an interview."""
    desk.interviews.check(Deed.CHANGE, by=actor, kept=kept)
    return Opens(interview_view(desk, actor, edit_form(desk, actor, kept)))


def _change(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    """Change it; to whoever may only propose another time, that is offered instead."""
    try:
        return booking.change(desk, actor, line, text, kept)
    except Refused as refused:
        only_time = Line(
            verb=line.verb, interview_id=line.interview_id, subject=line.subject,
            when=line.when, length=line.length,
        )  # fmt: skip
        if refused.key is not Refusal.ONLY_RECRUITERS or line != only_time or not line.when:
            raise
        proposed = _propose(desk, actor, line, text, kept)
        if isinstance(proposed, Opens):
            raise
        sentence = desk.words(actor).refused(refused)
        return Message(proposed.text, [section(sentence), *proposed.blocks])


def _offer(desk: Desk, actor: Actor, text: str, kept: Kept, plan: Plan) -> Reply:
    return offer(desk, actor, plan, kept.id, text)


def _swap(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    desk.interviews.check(Deed.CHANGE, by=actor, kept=kept)
    old, new = (the_one_named(desk, actor, line.people[number]) for number in (0, 1))
    side = kept.side_of(old.id)
    if side is None:
        return desk.say(actor, "line.not_in_it", person=old, id=kept.id)
    if side is Side.INTERVIEWER:
        plan = InterviewChange(interviewer_id=new.id)
    else:
        application = application_of(desk, actor, new)
        if application is None:
            return open_edit(desk, actor, kept)
        plan = InterviewChange(interviewee_id=application.id)
    return _offer(desk, actor, text, kept, plan)


def _cancel(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    return _offer(desk, actor, text, kept, Cancellation(reason=line.reason))


def _withdraw(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    return _offer(desk, actor, text, kept, Rejection(reason=line.reason))


def _cannot(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    if kept.side_of(actor.person.id) is Side.INTERVIEWEE:
        desk.interviews.check(Deed.REJECT, by=actor, kept=kept)
        return ending_view(desk, actor, kept, Ending.CANNOT_COME, line.reason)
    desk.interviews.check(Deed.CANNOT, by=actor, kept=kept)
    if line.reason is None:
        return ending_view(desk, actor, kept, Ending.CANNOT_MAKE_IT)
    return _offer(desk, actor, text, kept, Cannot(reason=line.reason))


def _accept(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    if kept.asked_id == actor.person.id and not line.people:
        return _offer(desk, actor, text, kept, Taking())
    side = _side_named(line, kept)
    return _offer(desk, actor, text, kept, Acceptance(side=side))


def _side_named(line: Line, kept: Kept) -> Side | None:
    """Give the side of whoever is named by "for @ana"; None = nobody was, or whoever types."""
    if not line.people or line.people == (ONESELF,):
        return None
    who = line.people[0]
    for side in Side:
        person = kept.person(side)
        if who.slack_id and who.slack_id == person.slack_user_id:
            return side
        named = (who.name or "").casefold()
        if named and f" {named} " in f" {person.title.casefold()} ":
            return side
        if who.email and who.email.casefold() == (person.email or "").casefold():
            return side
    names = {side.value: kept.person(side).title for side in Side}
    raise Refused(Refusal.WHOSE_ANSWER, "person", **names)


def _decline(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    if kept.asked_id == actor.person.id and not line.people:
        return _offer(desk, actor, text, kept, Leaving())
    return _offer(desk, actor, text, kept, Declining(side=_side_named(line, kept)))


def _propose(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    desk.interviews.check(Deed.AMEND, by=actor, kept=kept)
    try:
        span = read_span(desk, actor, line.when, line.length, kept)
    except Unclear as unclear:
        if unclear.candidates:
            return which_time(desk, actor, text, unclear)
        words = desk.form_words(actor)
        said = words.say("form.left_over", text=cut(line.when or "", QUOTED))
        why = words.say(unclear.key, **unclear.values)
        return proposal_view(desk, actor, kept, unclear.day, (said, why))
    if span is None:
        return proposal_view(desk, actor, kept)
    plan = Proposal(amend_start_at=span.start_at, amend_end_at=span.end_at)
    return _offer(desk, actor, text, kept, plan)


def _owner(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    desk.interviews.check(Deed.HAND_OVER, by=actor, kept=kept)
    person = the_one_named(desk, actor, line.people[0])
    return _offer(desk, actor, text, kept, Handover(owner_id=person.id))


def _ask(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    desk.interviews.check(Deed.ASK, by=actor, kept=kept)
    person = the_one_named(desk, actor, line.people[0])
    return _offer(desk, actor, text, kept, Ask(person_id=person.id))


def _late(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    if line.length is None:
        return how_late(kept, actor.person, desk.words(actor))
    plan = RunningLate(minutes=line.length // MINUTE, side=_side_named(line, kept))
    return _offer(desk, actor, text, kept, plan)


def _attend(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    return _offer(desk, actor, text, kept, Attending(came=line.verb is Verb.CAME))


def open_feedback(desk: Desk, actor: Actor, kept: Kept) -> Reply:
    """Open the form that asks how it was."""
    desk.interviews.check(Deed.FEEDBACK, by=actor, kept=kept)
    words = desk.form_words(actor)
    return Opens(feedback.build(FeedbackForm.of(kept), words, about=desk.about(actor, kept)))


def _undo(desk: Desk, actor: Actor, _line: Line, text: str, kept: Kept) -> Reply:
    return _offer(desk, actor, text, kept, Undo(version=kept.version))


def _why(desk: Desk, actor: Actor, _line: Line, _text: str, kept: Kept) -> Reply:
    told = desk.interviews.account.why(kept.id, by=actor)
    return told_card(told, kept, desk.words(actor), with_history=runs(kept, actor))


def _preview(desk: Desk, actor: Actor, _line: Line, _text: str, kept: Kept) -> Reply:
    to_come = desk.interviews.account.preview(kept.id, by=actor)
    return preview_card(to_come, kept, desk.words(actor), with_history=runs(kept, actor))


def _history(desk: Desk, actor: Actor, _line: Line, _text: str, kept: Kept) -> Reply:
    deeds = desk.interviews.account.history(kept.id, by=actor)
    return history_card(deeds, kept, desk.words(actor))


ABOUT: Mapping[Verb, About] = {
    Verb.SHOW: _show,
    Verb.EDIT: _edit,
    Verb.CHANGE: _change,
    Verb.SWAP: _swap,
    Verb.CANCEL: _cancel,
    Verb.ACCEPT: _accept,
    Verb.DECLINE: _decline,
    Verb.WITHDRAW: _withdraw,
    Verb.CANNOT: _cannot,
    Verb.PROPOSE: _propose,
    Verb.OWNER: _owner,
    Verb.ASK: _ask,
    Verb.LATE: _late,
    Verb.CAME: _attend,
    Verb.NO_SHOW: _attend,
    Verb.FEEDBACK: lambda desk, actor, _line, _text, kept: open_feedback(desk, actor, kept),
    Verb.UNDO: _undo,
    Verb.WHY: _why,
    Verb.PREVIEW: _preview,
    Verb.HISTORY: _history,
    Verb.REMIND: remind,
    Verb.ICS: lambda desk, actor, _line, _text, kept: send_calendar_file(desk, actor, kept),
}
