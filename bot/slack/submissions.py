"""Forms that are sent, and what moves in them before that.

The rules run before the acknowledgement: a refusal stands under its field and the form stays
open with everything that was typed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from bot.deadline import answering
from bot.interviews.changes import Stale
from bot.interviews.doing.done import Done
from bot.interviews.model import Actor
from bot.interviews.people.people import Newcomer
from bot.interviews.planning.tellings import concerned
from bot.interviews.plans import (
    Cancellation,
    Cannot,
    Deed,
    GivenFeedback,
    Plan,
    Proposal,
    Rejection,
)
from bot.interviews.refusals import Refusal, Refused
from bot.slack import viewing
from bot.slack.blocks import Block
from bot.slack.calls import UNREACHABLE
from bot.slack.desk import Desk
from bot.slack.errors import sentence_for, words_of
from bot.slack.finding import with_email
from bot.slack.form_plans import Missing, plan_of
from bot.slack.form_times import exact_span, instead, with_text
from bot.slack.forms import (
    answer,
    answers,
    ending,
    feedback,
    interview,
    person,
    preferences,
    proposal,
    several,
)
from bot.slack.forms.choice import Choice
from bot.slack.forms.ending import Ending, EndingForm, Wish
from bot.slack.forms.entries import base, inputs
from bot.slack.forms.errors import error_fields
from bot.slack.forms.stale import caught_up
from bot.slack.forms.times import TimedForm, newly_typed
from bot.slack.opening import interview_view, proposal_view, view_of_proposal
from bot.slack.passing_on import send_answer
from bot.slack.preferences import keep_preferences
from bot.slack.several import book_several, read_several
from bot.slack.times_typed import Unclear
from bot.words import Words

log = logging.getLogger(__name__)

View = Mapping[str, Any]
Next = Block | None  # the view that comes now; None = the form closes
Submit = Callable[[Desk, Actor, View], Next]


def listen(desk: Desk) -> Callable[..., None]:
    """Give the listener of all forms that are sent."""

    def submitted(ack: Callable[..., Any], body: dict[str, Any]) -> None:
        view = body["view"]
        words = Words(None, desk.setting.default_zone)
        try:
            actor = desk.directory.actor(body["user"]["id"])
            words = desk.form_words(actor)
            following = SUBMITS[view["callback_id"]](desk, actor, view)
        except Refused as refused:
            ack(**_refused(view, error_fields(view, refused, words), words.refused(refused), words))
        except (Missing, Unclear) as unclear:
            sentence = words.say(unclear.key, **unclear.values)
            ack(**_refused(view, _under(view, unclear.field, sentence), sentence, words))
        except Exception as error:  # noqa: BLE001 - the form stays open, and says so
            unforeseen = sentence_for(error, words)
            ack(**_refused(view, _under(view, None, unforeseen), unforeseen, words))
        else:
            ack(**_followed_by(view, following))

    return submitted


def _followed_by(sent: View, view: Next) -> dict[str, Any]:
    """Let a view take the place of what was sent; what asks once more stands on it, to go back."""
    if view is None:
        on_a_card = sent.get("previous_view_id") and sent["callback_id"] != person.CALLBACK_ID
        return {"response_action": "clear"} if on_a_card else {}
    return {
        "response_action": "push" if view["callback_id"] in STANDS_ON_TOP else "update",
        "view": view,
    }


def outdated(desk: Desk) -> Callable[..., None]:
    """Give the listener of forms that only an earlier version of this bot had."""

    def submitted(ack: Callable[..., Any], body: dict[str, Any]) -> None:
        view = body["view"]
        log.warning("unknown_form", extra={"form": view["callback_id"]})
        words = words_of(desk, body["user"]["id"])
        sentence = words.say("error.outdated_form")
        said = answers.said(view["title"]["text"], [sentence], words)
        ack(response_action="update", view=said)

    return submitted


def _refused(view: View, errors: dict[str, str], sentence: str, words: Words) -> dict[str, Any]:
    """Answer under a field; a form without one is replaced by the sentence."""
    if errors:
        return {"response_action": "errors", "errors": errors}
    said = answers.said(view["title"]["text"], [sentence], words)
    return {"response_action": "update", "view": said}


def _under(view: View, field: str | None, sentence: str) -> dict[str, str]:
    """Put a sentence under the input of a field, or under the first one."""
    blocks = [block["block_id"] for block in inputs(view)]
    found = next((block for block in blocks if base(block) == field), None)
    return {found or blocks[0]: sentence} if blocks else {}


def _interview(desk: Desk, actor: Actor, view: View) -> Next:
    form = interview.read(view)
    text = newly_typed(view)
    if text:
        fresh = with_text(desk, actor, form, text)
        if _times_of(fresh) != _times_of(form):  # nobody saw yet what was read
            return interview_view(desk, actor, fresh, [_look_again(desk, actor)])
        form = fresh
    plan = plan_of(desk, actor, form)
    try:
        done = desk.interviews.do(
            plan,
            by=actor,
            interview_id=form.interview_id,
            version=form.version,
            draft_id=form.draft_id,
            once=view["id"],
        )
    except Stale as stale:
        words = desk.form_words(actor)
        return interview_view(desk, actor, caught_up(form, stale.kept, stale.changes, words))
    except Refused as refused:
        if refused.key is not Refusal.BUSY:
            raise
        return _busy(desk, actor, form, plan, refused)
    return _after(desk, actor, view, done)


def _busy(
    desk: Desk, actor: Actor, form: interview.InterviewForm, plan: Plan, refused: Refused
) -> Next:
    """Show the form again with what is in the way of its time, and with other times."""
    conflict = desk.form_words(actor).refused(refused)
    taken = desk.interviews.rehearse(plan.but(force=True), by=actor, interview_id=form.interview_id)
    other_times = instead(desk, actor, taken.after)
    form = form.replacing(conflict=conflict, force=False)
    return interview_view(desk, actor, form, about_when=other_times)


def _proposal(desk: Desk, actor: Actor, view: View) -> Next:
    form = proposal.read(view)
    text = newly_typed(view)
    if text:
        fresh = with_text(desk, actor, form, text)
        if _times_of(fresh) != _times_of(form):
            kept = desk.interviews.get(form.interview_id, by=actor)
            return view_of_proposal(desk, actor, fresh, kept, [_look_again(desk, actor)])
        form = fresh
    span = exact_span(desk, actor, form)
    plan = Proposal(amend_start_at=span.start_at, amend_end_at=span.end_at, side=form.side)
    return _do(desk, actor, view, plan, form.interview_id)


def _times_of(form: TimedForm) -> tuple[object, ...]:
    return (form.date, form.time, form.minutes)


def _look_again(desk: Desk, actor: Actor) -> str:
    return desk.form_words(actor).say("form.look_again")


def _cannot_come(desk: Desk, actor: Actor, view: View) -> Next:
    form = ending.read(view)
    kept = desk.interviews.get(form.interview_id, by=actor)
    if form.wish is Wish.WITHDRAW:
        asked = form.but(ending=Ending.WITHDRAW, wish=None)
        return ending.build(asked, desk.form_words(actor), about=desk.about(actor, kept))
    return proposal_view(desk, actor, kept).view


def _ending(plan: Callable[..., Plan], desk: Desk, actor: Actor, view: View) -> Next:
    form: EndingForm = ending.read(view)
    return _do(desk, actor, view, plan(reason=form.reason), form.interview_id)


def _feedback(desk: Desk, actor: Actor, view: View) -> Next:
    form = feedback.read(view)
    plan = GivenFeedback(
        recommendation=form.recommendation, notes=form.notes, private_notes=form.private_notes
    )
    return _do(desk, actor, view, plan, form.interview_id)


def _do(desk: Desk, actor: Actor, view: View, plan: Plan, interview_id: int) -> Next:
    done = desk.interviews.do(plan, by=actor, interview_id=interview_id, once=view["id"])
    return _after(desk, actor, view, done)


def _after(desk: Desk, actor: Actor, view: View, done: Done) -> Next:
    """Close the form: what came of it, and Undo, stand on the card of whoever has one.

    Whoever has none sees it in place of the form. One that was sent before, its answer having come
    too late, says so.
    """
    words = desk.form_words(actor)
    if not done.again:
        mine = concerned(done.after).values()
        has_a_card = any(person.id == actor.person.id for person in mine)
        return None if has_a_card else viewing.modal_of(desk.done(actor, done), words)
    stands = [words.say("done.again"), desk.span_in_words(actor, done.after)]
    return answers.said(view["title"]["text"], stands, words)


def _person(desk: Desk, actor: Actor, view: View) -> Next:
    desk.interviews.check(Deed.BOOK, by=actor)
    form = person.read(view)
    newcomer = Newcomer(name=form.name or "", email=form.email, phone_number=form.phone)
    met = with_email(desk, actor, newcomer, person.EMAIL_FIELD, once=view["id"])
    behind = form.entered(Choice.of_person(met.id, met.title))
    if behind is None or not form.view_id:
        return None
    try:
        fresh = interview_view(desk, actor, behind)
        with answering():
            desk.client.views_update(view_id=form.view_id, view=fresh)
    except UNREACHABLE as error:
        log.warning("form_not_updated", extra={"error": type(error).__name__})
        words = desk.form_words(actor)
        noted = words.say("form.person_noted", person=met.title)
        return answers.said(view["title"]["text"], [noted], words)
    return None


def _ends_with(plan: Callable[..., Plan]) -> Submit:
    return lambda desk, actor, view: _ending(plan, desk, actor, view)


STANDS_ON_TOP = frozenset({Ending.WITHDRAW, several.TABLE})  # of what was sent, to go back to
SUBMITS: Mapping[str, Submit] = {
    interview.CALLBACK_ID: _interview,
    proposal.CALLBACK_ID: _proposal,
    feedback.CALLBACK_ID: _feedback,
    answer.CALLBACK_ID: send_answer,
    person.CALLBACK_ID: _person,
    preferences.CALLBACK_ID: keep_preferences,
    several.CALLBACK_ID: read_several,
    several.TABLE: book_several,
    Ending.CANNOT_COME: _cannot_come,
    Ending.WITHDRAW: _ends_with(Rejection),
    Ending.CANNOT_MAKE_IT: _ends_with(Cannot),
    Ending.CANCEL: _ends_with(Cancellation),
}
