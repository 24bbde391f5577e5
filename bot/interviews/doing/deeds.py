"""What each deed makes of an interview: one function a deed, in `DEEDS` (and in `cover`).

A deed gets the interview as it stands and gives it back as it is to be, or raises Refused.
Permission and state were asked before (`permissions`, `transitions`); saving, history and
notices follow after (`scribe`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.interviews.casting import (
    Scene,
    shown_interviewee,
    shown_interviewer,
    the_applicant,
    the_interviewer,
)
from bot.interviews.changes import arrangement
from bot.interviews.doing.checks import (
    check_free,
    check_not_held,
    check_not_started,
    check_people,
    check_times,
)
from bot.interviews.doing.reminding import remind, remind_now
from bot.interviews.doing.rooms import in_their_room
from bot.interviews.doing.transitions import Becomes, next_status
from bot.interviews.doing.undoing import undo
from bot.interviews.model import (
    Answer,
    Interview,
    Kept,
    Proposed,
    Says,
    Seen,
    Side,
    Status,
)
from bot.interviews.permissions import side_for
from bot.interviews.plans import (
    BOOKED,
    Acceptance,
    Booking,
    Cancellation,
    Declining,
    Deed,
    Handover,
    InterviewChange,
    Proposal,
    Rejection,
)
from bot.interviews.refusals import Refusal, Refused

MOST_COUNTERED = 5  # proposals that another one answered, kept with the interview
NO_PROPOSAL = {"amend_start_at": None, "amend_end_at": None, "amended_by": None}
NO_ANSWERS = {"interviewee_answer": None, "interviewer_answer": None}
NOTHING_OF_THE_DAY = {"attendance": None, "late": None, "feedback": None}


def book(scene: Scene, plan: Booking) -> Kept:
    """Make a new interview; its application's kind becomes `interview`."""
    application, interviewee = the_applicant(scene, plan.interviewee_id)
    interviewer = the_interviewer(scene, plan.interviewer_id)
    application = application.but(kind="interview", updated_at=scene.now)
    kept = Kept(
        interview=Interview(
            id=0,
            **NO_PROPOSAL,
            end_at=plan.end_at,
            interviewee=shown_interviewee(application, interviewee),
            interviewee_id=application.id,
            interviewer=shown_interviewer(interviewer),
            interviewer_id=interviewer.id,
            kind=plan.kind,
            location=_place(plan.location),
            start_at=plan.start_at,
            status=Status.PENDING,
        ),
        version=BOOKED,
        workspace_id=scene.workspace_id,
        owner=scene.by.person,
        interviewee_person=interviewee,
        interviewer_person=interviewer,
        application=application,
    )
    check_people(kept)
    check_times(plan.start_at, plan.end_at, scene.now)
    forced = check_free(scene, kept, force=plan.force)
    return in_their_room(kept.but(forced=forced))


def change(scene: Scene, kept: Kept, plan: InterviewChange, becomes: Becomes) -> Kept:
    """Change what is given. New times or people make it pending, without proposal or answers."""
    given = plan.given()
    after = _with_people(scene, kept, given)
    plain = ("kind", "start_at", "end_at")
    fields: dict[str, Any] = {name: given[name] for name in plain if name in given}
    if "location" in given:
        fields["location"] = _place(given["location"])
    after = after.but(interview=after.interview.but(**fields))
    if "location" not in given and given.keys() & {"kind", "interviewer_id"}:
        after = in_their_room(after, kept)
    rearranged = arrangement(after.interview) != arrangement(kept.interview)
    if not rearranged:
        return after
    check_not_held(scene, kept)
    check_people(after)
    _check_new_times(scene, kept, after)
    return after.but(
        interview=after.interview.but(
            **NO_PROPOSAL, status=next_status(kept, becomes, rearranged=True)
        ),
        forced=check_free(scene, after, force=plan.force),
        status_before=None,
        **NO_ANSWERS,
        **NOTHING_OF_THE_DAY,
    )


def amend(scene: Scene, kept: Kept, plan: Proposal, becomes: Becomes) -> Kept:
    """Put another time before the other side; the old one stands until they accept."""
    side = side_for(plan, kept, scene.by)
    interview = kept.interview
    check_not_started(kept, scene.now)
    check_times(plan.amend_start_at, plan.amend_end_at, scene.now, "amend_")
    if (plan.amend_start_at, plan.amend_end_at) == (interview.start_at, interview.end_at):
        raise Refused(Refusal.SAME_TIME, "amend_start_at", start_at=interview.start_at)
    moved = interview.but(start_at=plan.amend_start_at, end_at=plan.amend_end_at)
    check_free(scene, kept.but(interview=moved), "amend_start_at", force=plan.force)
    proposed = interview.but(
        amend_start_at=plan.amend_start_at,
        amend_end_at=plan.amend_end_at,
        amended_by=side,
        status=next_status(kept, becomes),
    )
    before = kept.status_before if interview.status is Status.AMENDED else interview.status
    return kept.but(interview=proposed, status_before=before, countered=_countered(kept, proposed))


def _countered(kept: Kept, proposed: Interview) -> tuple[Proposed, ...] | None:
    """Give what was proposed before; of more than are kept the oldest is in the history alone."""
    last, earlier = Proposed.of(kept.interview), kept.countered or ()
    if last is None or last == Proposed.of(proposed):
        return kept.countered
    return (*earlier, last)[-MOST_COUNTERED:]


def accept(scene: Scene, kept: Kept, plan: Acceptance, becomes: Becomes) -> Kept:
    """Say yes for one side. A yes to a proposal makes the proposed time the time."""
    side = side_for(plan, kept, scene.by)
    _check_seen(plan.seen, kept)
    status = next_status(kept, becomes)
    if kept.interview.status is Status.AMENDED:
        return _accept_proposal(scene, kept, side, status, force=plan.force)
    given = kept.answer(side)
    if given is not None and given.says is Says.YES:
        raise Refused(Refusal.ALREADY_ANSWERED, person=kept.person(side).title)
    answer = answered(scene, Says.YES, kept.interview.start_at)
    return kept.but(interview=kept.interview.but(status=status), **{f"{side}_answer": answer})


def _accept_proposal(scene: Scene, kept: Kept, side: Side, status: Status, *, force: bool) -> Kept:
    interview = kept.interview
    start_at, end_at = interview.amend_start_at, interview.amend_end_at
    if start_at is None or end_at is None:
        raise Refused(Refusal.NOTHING_PROPOSED, id=kept.id)
    if side is interview.amended_by:
        other, proposer = kept.person(side.other), kept.person(side)
        theirs = proposer.title if proposer.id != scene.by.person.id else None
        raise Refused(Refusal.OWN_PROPOSAL, person=other.title, proposer=theirs)
    check_times(start_at, end_at, scene.now)
    moved = kept.but(interview=interview.but(start_at=start_at, end_at=end_at))
    forced = check_free(scene, moved, force=force)
    yes = answered(scene, Says.YES, start_at)  # who proposed a time has said yes to it
    return moved.but(
        interview=moved.interview.but(**NO_PROPOSAL, status=status),
        forced=forced,
        status_before=None,
        interviewee_answer=yes,
        interviewer_answer=yes,
        **NOTHING_OF_THE_DAY,
    )


def decline(scene: Scene, kept: Kept, plan: Declining, becomes: Becomes) -> Kept:
    """Turn the other side's proposal down, or take one's own back: the earlier time stands."""
    side_for(plan, kept, scene.by)
    _check_seen(plan.seen, kept)
    interview = kept.interview.but(**NO_PROPOSAL, status=next_status(kept, becomes))
    return kept.but(interview=interview, status_before=None)


def cancel(scene: Scene, kept: Kept, plan: Cancellation, becomes: Becomes) -> Kept:
    """Call it off; the application's kind becomes `verified`. Refused once it took place."""
    check_not_held(scene, kept)
    return _end(scene, kept, plan.reason, becomes, "verified")


def reject(scene: Scene, kept: Kept, plan: Rejection, becomes: Becomes) -> Kept:
    """Withdraw the application; its kind becomes `rejected`."""
    return _end(scene, kept, plan.reason, becomes, "rejected")


def hand_over(scene: Scene, kept: Kept, plan: Handover, _becomes: Becomes) -> Kept:
    """Give the interview another recruiter."""
    owner = scene.pages.person(scene.workspace_id, plan.owner_id)
    if owner is None:
        raise Refused(Refusal.UNKNOWN_PERSON, "owner_id")
    if not (owner.active and owner.is_recruiter):
        raise Refused(Refusal.NOT_A_RECRUITER, "owner_id", person=owner.title)
    return kept.but(owner=owner)


DEEDS: Mapping[Deed, Callable[[Scene, Kept, Any, Becomes], Kept]] = {
    Deed.CHANGE: change,
    Deed.AMEND: amend,
    Deed.ACCEPT: accept,
    Deed.DECLINE: decline,
    Deed.CANCEL: cancel,
    Deed.REJECT: reject,
    Deed.HAND_OVER: hand_over,
    Deed.UNDO: undo,
    Deed.REMIND: remind,
    Deed.REMIND_NOW: remind_now,
}


def answered(scene: Scene, says: Says, start_at: datetime, reason: str | None = None) -> Answer:
    """Give the actor's answer to an interview that starts then."""
    return Answer(
        says=says,
        start_at=start_at,
        by_id=scene.by.person.id,
        door=scene.by.door,
        at=scene.now,
        reason=reason or None,
    )


def _end(scene: Scene, kept: Kept, reason: str | None, becomes: Becomes, kind: str) -> Kept:
    application = kept.application.but(kind=kind, updated_at=scene.now)
    interview = kept.interview.but(
        **NO_PROPOSAL,
        status=next_status(kept, becomes),
        interviewee=shown_interviewee(application, kept.interviewee_person),
    )
    return kept.but(
        interview=interview, application=application, reason=reason or None, status_before=None
    )


def _with_people(scene: Scene, kept: Kept, given: Mapping[str, Any]) -> Kept:
    shown: dict[str, Any] = {}
    people: dict[str, Any] = {}
    if given.get("interviewee_id", kept.interview.interviewee_id) != kept.interview.interviewee_id:
        application, person = the_applicant(scene, given["interviewee_id"])
        shown |= {
            "interviewee_id": application.id,
            "interviewee": shown_interviewee(application, person),
        }
        people |= {"application": application, "interviewee_person": person}
    if given.get("interviewer_id", kept.interview.interviewer_id) != kept.interview.interviewer_id:
        person = the_interviewer(scene, given["interviewer_id"])
        shown |= {"interviewer_id": person.id, "interviewer": shown_interviewer(person)}
        people |= {"interviewer_person": person}
    return kept.but(interview=kept.interview.but(**shown), **people) if people else kept


def _check_new_times(scene: Scene, before: Kept, after: Kept) -> None:
    """Check times only when they change: an unchanged start in the past may stand."""
    now = scene.now
    if after.interview.start_at == before.interview.start_at:
        now = min(now, after.interview.start_at)
    check_times(after.interview.start_at, after.interview.end_at, now)


def _check_seen(seen: Seen | None, kept: Kept) -> None:
    """Refuse an answer to times that stand no more; a proposal that is the time by now does."""
    interview = kept.interview
    if seen is None or seen == Seen.of(interview):
        return
    if interview.amended_by is not None:
        raise Refused(Refusal.PROPOSED_MEANWHILE, id=kept.id)
    if seen.amend_start_at == interview.start_at:
        return
    if seen.start_at == interview.start_at:
        raise Refused(Refusal.NOTHING_PROPOSED, id=kept.id)
    raise Refused(Refusal.MOVED_MEANWHILE, id=kept.id, start_at=interview.start_at)


def _place(location: str | None) -> str | None:
    return location if location and location.strip() else None
