"""From what stands in the form of an interview to the plan it asks for."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from bot.interviews.model import Actor, Person
from bot.interviews.plans import Booking, InterviewChange
from bot.interviews.refusals import Refusal, Refused
from bot.slack.desk import Desk
from bot.slack.finding import application_of
from bot.slack.form_times import exact_span
from bot.slack.forms.choice import APPLICATION, PERSON, SLACK, Choice
from bot.slack.forms.interview import (
    INTERVIEWEE_FIELD,
    INTERVIEWER_FIELD,
    InterviewForm,
    complete,
)


class Missing(Exception):  # noqa: N818 - a question back
    """Something is to be chosen yet; `key` is the sentence, `field` where it stands."""

    def __init__(self, key: str, field: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.field = field
        self.values: dict[str, Any] = values


def plan_of(desk: Desk, actor: Actor, form: InterviewForm) -> Booking | InterviewChange:
    """Give the plan that a form asks for: a booking, or what was changed and nothing else.

    Refused: something is missing, or somebody cannot be picked. Unclear: an hour that does not
    exist or exists twice. Missing: somebody has several applications, and one is to be chosen.
    """
    complete(form)
    if form.interview_id is None:
        return Booking(
            **_times(desk, actor, form),
            kind=form.kind,
            location=form.location,
            interviewee_id=_interviewee_id(desk, actor, form.interviewee),
            interviewer_id=_interviewer_id(desk, actor, form.interviewer),
            force=form.force,
        )
    return _change(desk, actor, form)


def _change(desk: Desk, actor: Actor, form: InterviewForm) -> InterviewChange:
    """Compare the form with the interview as it stands: only what differs is a change."""
    kept = desk.interviews.get(form.interview_id or 0, by=actor)
    shown = InterviewForm.of(kept, ZoneInfo(form.zone))
    changed: dict[str, Any] = {}
    if (form.date, form.time) != (shown.date, shown.time):
        changed |= _times(desk, actor, form)
    elif form.minutes != shown.minutes:
        start_at = kept.interview.start_at
        span = _times(desk, actor, form)
        changed |= {"start_at": start_at, "end_at": start_at + (span["end_at"] - span["start_at"])}
    if form.kind != shown.kind:
        changed["kind"] = form.kind
    if form.location != shown.location:
        changed["location"] = form.location
    if _token(form.interviewee) != _token(shown.interviewee):
        changed["interviewee_id"] = _interviewee_id(desk, actor, form.interviewee)
    if _token(form.interviewer) != _token(shown.interviewer):
        changed["interviewer_id"] = _interviewer_id(desk, actor, form.interviewer)
    return InterviewChange(**changed, force=form.force)


def _token(choice: Choice | None) -> str | None:
    return choice.token if choice else None


def _times(desk: Desk, actor: Actor, form: InterviewForm) -> dict[str, Any]:
    span = exact_span(desk, actor, form)
    return {"start_at": span.start_at, "end_at": span.end_at}


def _interviewee_id(desk: Desk, actor: Actor, choice: Choice | None) -> int | None:
    if choice is None:
        return None
    if choice.names == APPLICATION:
        return int(choice.key)
    person = _person(desk, actor, choice, INTERVIEWEE_FIELD)
    application = application_of(desk, actor, person)
    if application is None:
        raise Missing("form.which_application", INTERVIEWEE_FIELD, person=person.title)
    return application.id


def _interviewer_id(desk: Desk, actor: Actor, choice: Choice | None) -> int | None:
    return _person(desk, actor, choice, INTERVIEWER_FIELD).id if choice else None


def _person(desk: Desk, actor: Actor, choice: Choice, field: str) -> Person:
    person = None
    if choice.names == SLACK:
        person = desk.directory.pick(choice.key, field)
    elif choice.names == PERSON and choice.key.isdigit():
        person = desk.people.get(actor.person.workspace_id, int(choice.key))
    if person is None:
        raise Refused(Refusal.UNKNOWN_PERSON, field)
    return person
