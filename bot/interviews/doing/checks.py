"""What a value must be: times, places, people, and no double booking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.interviews.casting import Scene
from bot.interviews.model import MAX_LENGTH, MAX_LOCATION, MAX_REASON, Door, Kept
from bot.interviews.plans import Plan
from bot.interviews.refusals import Refusal, Refused
from bot.interviews.texts import readable

REQUIRED = ("kind", "start_at", "end_at", "interviewee_id", "interviewer_id")
GRACE = timedelta(minutes=5)  # how far in the past a new start may lie
SHORTEST_LEAD, LONGEST_LEAD = timedelta(minutes=1), timedelta(days=14)
MOST_REMINDERS = 6  # for one person and interview


def check_plan(plan: Plan) -> None:
    """Refuse what no interview could take: nothing where something is needed, and such texts.

    Asked first of all, so that it is said whatever has become of the interview.
    """
    for field in REQUIRED:
        if field in plan.model_fields_set and getattr(plan, field) is None:
            raise Refused(Refusal.REQUIRED, field)
    check_location(getattr(plan, "location", None))
    check_reason(getattr(plan, "reason", None))
    check_lead_times(getattr(plan, "lead_times", None))


def check_times(start_at: datetime, end_at: datetime, now: datetime, prefix: str = "") -> None:
    """Refuse an end not after the start, more than 24 hours, and a start that has passed.

    `prefix` is put before the names of the fields ("amend_" for a proposal).
    """
    if end_at <= start_at:
        raise Refused(Refusal.END_BEFORE_START, f"{prefix}end_at", start_at=start_at, end_at=end_at)
    if end_at - start_at > MAX_LENGTH:
        raise Refused(Refusal.TOO_LONG, f"{prefix}end_at", limit=MAX_LENGTH)
    if start_at < now - GRACE:
        raise Refused(Refusal.IN_THE_PAST, f"{prefix}start_at", start_at=start_at)


def check_not_started(kept: Kept, now: datetime) -> None:
    """Refuse to propose another time once the interview has begun."""
    start_at = kept.interview.start_at
    if now >= start_at:
        raise Refused(Refusal.ALREADY_STARTED, "amend_start_at", start_at=start_at)


def check_not_held(scene: Scene, kept: Kept) -> None:
    """Refuse to arrange anew or call off what is over and took place, as far as anybody said.

    Of one of which nobody said so it may be that it never did: a new time is how that is mended.
    The API's contract, which knows nothing of what was said, has both done at any time.
    """
    is_over = kept.interview.end_at <= scene.now
    if is_over and kept.took_place and scene.by.door is not Door.API:
        raise Refused(Refusal.TOOK_PLACE, id=kept.id, person=kept.interviewee_person.title)


def check_not_too_early(kept: Kept, now: datetime, ahead: timedelta = timedelta(0)) -> None:
    """Refuse to say what is of the day before its start, or longer `ahead` of it than that."""
    since = kept.interview.start_at - ahead
    if since > now:
        raise Refused(Refusal.TOO_EARLY, id=kept.id, since=since)


def check_feedback(kept: Kept, now: datetime) -> None:
    """Refuse to say how it was before it has begun, and of whoever was forgotten since."""
    check_not_too_early(kept, now)
    if kept.interviewee_person.is_forgotten:
        raise Refused(Refusal.FORGOTTEN)


def check_location(location: str | None, field: str = "location") -> None:
    """Refuse a place over 2,000 characters or with characters that cannot be shown."""
    if location is None:
        return
    if len(location) > MAX_LOCATION:
        raise Refused(Refusal.LOCATION_TOO_LONG, field, limit=MAX_LOCATION)
    readable(location, field)


def check_reason(reason: str | None, field: str = "reason") -> None:
    """Refuse a reason over 2,000 characters or with characters that cannot be shown."""
    if reason is None:
        return
    if len(reason) > MAX_REASON:
        raise Refused(Refusal.REASON_TOO_LONG, field, limit=MAX_REASON)
    readable(reason, field)


def check_lead_times(lead_times: Sequence[timedelta] | None) -> None:
    """Refuse more than six reminders, and one that nobody would be helped by."""
    if lead_times is None:
        return
    helps = all(SHORTEST_LEAD <= time <= LONGEST_LEAD for time in lead_times)
    if not helps or len(lead_times) > MOST_REMINDERS:
        raise Refused(
            Refusal.LEAD_TIMES, "lead_times",
            shortest=SHORTEST_LEAD, longest=LONGEST_LEAD, most=MOST_REMINDERS,
        )  # fmt: skip


def check_people(kept: Kept) -> None:
    """Refuse the same person on both sides, and somebody who has left."""
    if kept.interviewee_person.id == kept.interviewer_person.id:
        raise Refused(Refusal.SAME_PERSON, "interviewer_id", person=kept.interviewer_person.title)
    for person, field in (
        (kept.interviewee_person, "interviewee_id"),
        (kept.interviewer_person, "interviewer_id"),
    ):
        if not person.active:
            raise Refused(Refusal.DEACTIVATED_PERSON, field, person=person.title)


def check_free(scene: Scene, kept: Kept, field: str = "start_at", *, force: bool = False) -> bool:
    """Refuse its time when one of the two already has a live interview then.

    A recruiter may insist (`force`) and is told which interview it is; anybody else only hears
    that there is one. Says whether the time is taken nevertheless. Touching is no overlap.
    """
    ids = (kept.interviewee_person.id, kept.interviewer_person.id)
    interview, by = kept.interview, scene.by.person
    others = scene.pages.overlapping(
        kept.workspace_id, ids, interview.start_at, interview.end_at, except_id=kept.id or None
    )
    if not others:
        return False
    if force and by.is_recruiter:
        return True
    other = others[0]
    person = next(
        p for p in (kept.interviewer_person, kept.interviewee_person) if other.side_of(p.id)
    )
    if not by.is_recruiter:
        raise Refused(Refusal.TAKEN, field, person=person.first_name)
    raise Refused(
        Refusal.BUSY,
        field,
        person=person.title,
        other_id=other.id,
        other_start=other.interview.start_at,
        other_length=other.length,
    )
