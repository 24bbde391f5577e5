"""An interview as it is kept, made of the people who meet in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.interviews.casting import shown_interviewee, shown_interviewer
from bot.interviews.model import Application, Interview, Kept, Kind, Person, Status


def applied(person: Person, at: datetime, **given: Any) -> Application:
    """Make an application of somebody, last changed then."""
    known = {"id": 9, "kind": "interview"} | given
    return Application(
        workspace_id=person.workspace_id, driver_id=person.id, updated_at=at, **known
    )


def arranged(
    application: Application,
    interviewee: Person,
    interviewer: Person,
    start_at: datetime,
    /,
    **given: Any,
) -> Kept:
    """Make a video call of 45 minutes, which waits for both answers.

    `given` are other fields of the interview or of what is kept.
    """
    beside = {name: given.pop(name) for name in [*given] if name in Kept.model_fields}
    fields = {
        "id": 27,
        "amend_end_at": None, "amend_start_at": None, "amended_by": None,
        "end_at": start_at + timedelta(minutes=45),
        "interviewee": shown_interviewee(application, interviewee),
        "interviewee_id": application.id,
        "interviewer": shown_interviewer(interviewer),
        "interviewer_id": interviewer.id,
        "kind": Kind.VIDEO_CALL,
        "location": None,
        "start_at": start_at,
        "status": Status.PENDING,
    } | given  # fmt: skip
    known = {
        "version": 1,
        "workspace_id": interviewee.workspace_id,
        "owner": None,
        "interviewee_person": interviewee,
        "interviewer_person": interviewer,
        "application": application,
    } | beside
    return Kept(interview=Interview(**fields), **known)
