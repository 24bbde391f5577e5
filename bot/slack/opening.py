"""Opening forms: filled with what is known, and reading back what they would do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.interviews.model import DEFAULT_LENGTH, Actor, Kept, Person, Side
from bot.interviews.plans import Booking, Draft, InterviewChange
from bot.interviews.refusals import Refusal, Refused
from bot.slack.blocks import Block
from bot.slack.cards.times import span_for
from bot.slack.desk import Desk, Opens
from bot.slack.finding import application_of
from bot.slack.form_plans import Missing, plan_of
from bot.slack.form_times import span_of, with_words
from bot.slack.forms import ending, interview, proposal
from bot.slack.forms.choice import Choice
from bot.slack.forms.ending import Ending, EndingForm, Wish
from bot.slack.forms.interview import InterviewForm
from bot.slack.forms.proposal import ProposalForm
from bot.slack.times_typed import MINUTE, Span, Unclear


def interview_view(
    desk: Desk,
    actor: Actor,
    form: InterviewForm,
    asked: Sequence[str] = (),
    about_when: Sequence[Block] = (),
) -> Block:
    """Give the view of the form, with a line that tells the time to each, and warns.

    What stands in the form is rehearsed for that line, so it says what the button would do.
    `asked` are questions to whoever fills it in, `about_when` those about the time alone.
    """
    if form.when is None:
        form = with_words(desk, actor, form)
    read_back = [*asked, *_rehearsed(desk, actor, form)]
    words = desk.form_words(actor)
    return interview.build(form, words, read_back=read_back, about_when=about_when)


def _rehearsed(desk: Desk, actor: Actor, form: InterviewForm) -> list[str]:
    words = desk.form_words(actor)
    try:
        plan = plan_of(desk, actor, form)
        done = desk.interviews.rehearse(plan, by=actor, interview_id=form.interview_id)
    except Refused as refused:
        shown_above = refused.key is Refusal.BUSY and form.conflict is not None
        return [] if shown_above or refused.key is Refusal.REQUIRED else [words.refused(refused)]
    except (Missing, Unclear):
        return []
    return [
        desk.span_in_words(actor, done.after),
        *(words.caution(caution) for caution in done.cautions),
    ]


def new_form(desk: Desk, actor: Actor, **known: object) -> InterviewForm:
    """Give the form for a new interview; whoever opens it interviews, until they say otherwise."""
    own = Choice.of_person(actor.person.id, actor.person.title)
    form = InterviewForm(
        zone=desk.zone(actor).key, minutes=DEFAULT_LENGTH // MINUTE, interviewer=own
    )
    return form.but(**{name: value for name, value in known.items() if value is not None})


def edit_form(desk: Desk, actor: Actor, kept: Kept, **changed: object) -> InterviewForm:
    """Give the form of an interview, with some things changed already."""
    form = InterviewForm.of(kept, desk.zone(actor))
    return form.but(**{name: value for name, value in changed.items() if value is not None})


def times_for_form(span: Span | None, day: date | None, zone: ZoneInfo) -> dict[str, object]:
    """Give a time as a form holds it; of an unclear one, the day alone."""
    if span is None:
        return {"date": day} if day else {}
    start = span.start_at.astimezone(zone)
    return {
        "date": start.date(),
        "time": start.time().replace(second=0, microsecond=0),
        "minutes": max(1, -(-(span.end_at - span.start_at) // MINUTE)),
    }


def interviewee_choice(desk: Desk, actor: Actor, person: Person | None) -> Choice | None:
    """Give the choice of a person who is interviewed; None when it must be asked for which job."""
    application = application_of(desk, actor, person) if person else None
    return Choice.of_application(application.id, person.title) if application and person else None


def interviewer_choice(person: Person | None) -> Choice | None:
    """Give the choice of a person who interviews."""
    return Choice.of_person(person.id, person.title) if person else None


def form_of_draft(desk: Desk, actor: Actor, draft: Draft) -> InterviewForm:
    """Give the form with a draft in it."""
    plan = draft.plan
    if isinstance(plan, Booking):
        done = desk.interviews.rehearse(plan.but(force=True), by=actor)
        form = InterviewForm.of(done.after, desk.zone(actor))
        return form.but(interview_id=None, version=None, draft_id=draft.id)
    if not isinstance(plan, InterviewChange) or draft.interview_id is None:
        raise TypeError("only a booking and a change have a form")
    forced = plan.but(force=True)
    done = desk.interviews.rehearse(forced, by=actor, interview_id=draft.interview_id)
    form = InterviewForm.of(done.after, desk.zone(actor))
    return form.but(version=draft.version, draft_id=draft.id)


def proposal_view(
    desk: Desk, actor: Actor, kept: Kept, day: date | None = None, remarks: Sequence[str] = ()
) -> Opens:
    """Open "Another time": from the time that was proposed last, else from the present one.

    `remarks` say what was not understood of a line; `day` is what was.
    """
    zone = desk.zone(actor)
    present = Span(kept.interview.start_at, kept.interview.end_at)
    if kept.interview.amend_start_at and kept.interview.amend_end_at:
        present = Span(kept.interview.amend_start_at, kept.interview.amend_end_at)
    fields = times_for_form(present, None, zone) | ({"date": day} if day else {})
    form = ProposalForm(interview_id=kept.id, zone=zone.key, version=kept.version, **fields)
    return Opens(view_of_proposal(desk, actor, with_words(desk, actor, form), kept, remarks))


def view_of_proposal(
    desk: Desk,
    actor: Actor,
    form: ProposalForm,
    kept: Kept,
    remarks: Sequence[str] = (),
    about_when: Sequence[Block] = (),
) -> Block:
    """Give the view of a proposal, with a line that tells its time to each."""
    words = desk.form_words(actor)
    span = span_of(form)
    people = [kept.person(side) for side in Side]
    said = [span_for(words, span.start_at, span.end_at, people)] if span else []
    return proposal.build(
        form,
        words,
        present=desk.span_in_words(actor, kept),
        remarks=remarks,
        read_back=said,
        about_when=about_when,
    )


def ending_view(
    desk: Desk, actor: Actor, kept: Kept, which: Ending, reason: str | None = None
) -> Opens:
    """Open one of the forms with which somebody says that it will not be, and why."""
    words = desk.form_words(actor)
    wish = Wish.ANOTHER_TIME if which is Ending.CANNOT_COME else None
    form = EndingForm(
        ending=which, interview_id=kept.id, version=kept.version, wish=wish, reason=reason
    )
    return Opens(ending.build(form, words, about=desk.about(actor, kept)))
