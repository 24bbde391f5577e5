"""What comes by itself at the start of an interview and after its end: pure functions.

At the start the last reminder becomes what matters then, without a sound, and so it does at the
end; so are the cards of the recruiter and of whoever is asked to stand in. After the end whoever
interviewed is asked how it was: five minutes after, an hour after, and at nine on their next
working day; at most three times, and no longer than until they have said so. Nor is it asked of who
did not come, unless that is taken back: then five minutes after that.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from bot.interviews.model import Attendance, Kept, Person
from bot.interviews.notices import STILL_TO_COME, Notice, What
from bot.interviews.people.attention import zone_of
from bot.interviews.people.availability import SATURDAY
from bot.interviews.planning.tellings import concerned

FIRST, SECOND = timedelta(minutes=5), timedelta(hours=1)  # after the end
MORNING = time(9)
MOST = 3


def is_to_come(kept: Kept, now: datetime) -> bool:
    """Whether it is on, and has not begun."""
    return kept.is_live and kept.interview.start_at > now


def is_not_over(kept: Kept, now: datetime) -> bool:
    """Whether it is on, and has not ended."""
    return kept.is_live and kept.interview.end_at > now


def proposed_for_later(kept: Kept, now: datetime) -> datetime | None:
    """Give a time that is proposed for after its end, as long as that is to come.

    So long it can be answered, though the interview has begun.
    """
    proposed = kept.interview.amend_start_at
    is_open = proposed is not None and proposed > max(now, kept.interview.end_at)
    return proposed if is_open else None


def of_the_day(kept: Kept, now: datetime, *, asks_feedback: bool) -> tuple[Notice, ...]:
    """Give what is planned for the day of a live interview that is not over."""
    interview = kept.interview
    if not is_not_over(kept, now):
        return ()
    begins, ends_then = (What.BEGUN, interview.start_at), (What.ENDED, interview.end_at)
    what, due_at = begins if is_to_come(kept, now) else ends_then
    found = [_notice(kept, person_id, what, due_at, now) for person_id in have_a_card(kept)]
    if asks_feedback:
        due_at = interview.end_at + FIRST
        found.append(_notice(kept, kept.interviewer_person.id, What.FEEDBACK, due_at, now, 1))
    return tuple(found)


def of_whoever_is_asked(before: Kept, after: Kept, now: datetime) -> tuple[Notice, ...]:
    """Give what draws the card anew of somebody who is asked to stand in now.

    From the start on they can no longer take it.
    """
    asked_id = after.asked_id
    if asked_id is None or asked_id == before.asked_id or not is_to_come(after, now):
        return ()
    return (_notice(after, asked_id, What.BEGUN, after.interview.start_at, now),)


def have_a_card(kept: Kept) -> list[int]:
    """Give the ids of whoever has to do with an interview, or is asked to stand in."""
    ids = [person.id for person in concerned(kept).values()]
    asked_id = kept.asked_id
    return ids if asked_id is None or asked_id in ids else [*ids, asked_id]


def ends(notice: Notice, kept: Kept, person: Person, now: datetime) -> Notice | None:
    """Give what draws a card anew, once it was drawn since the start; None = nothing any more.

    That is at the end, and when a time passes that was proposed for after it.
    """
    end_at = kept.interview.end_at
    due_at = end_at if end_at > now else proposed_for_later(kept, now)
    if due_at is None or notice.what not in {What.BEGUN, What.ENDED}:
        return None
    return _notice(kept, person.id, What.ENDED, due_at, now)


def asked_again(notice: Notice, kept: Kept, person: Person, now: datetime) -> Notice | None:
    """Give the next time at which feedback is asked, once it was asked now; None = no more."""
    if notice.what is not What.FEEDBACK or notice.about >= MOST:
        return None
    second = kept.interview.end_at + SECOND
    due_at = second if notice.about == 1 and now < second else _next_morning(person, now)
    about = notice.about + 1 if due_at == second else MOST
    return _notice(kept, person.id, What.FEEDBACK, due_at, now, about)


def waits_for_feedback(kept: Kept, now: datetime) -> bool:
    """Whether whoever interviewed is still to say how it was: it is over, and they met."""
    is_over = kept.is_live and kept.interview.end_at <= now
    return is_over and wants_feedback(kept) and not kept.interviewee_person.is_forgotten


def wants_feedback(kept: Kept) -> bool:
    """Whether there is something to say that was not said; not of who did not come, say."""
    never_met = kept.attendance == Attendance.NO_SHOW or (
        kept.needs_cover and kept.attendance is None
    )
    return kept.feedback is None and not never_met


def came_after_all(before: Kept, after: Kept, now: datetime) -> bool:
    """Whether it is no longer said that nobody came to an interview that is over by now."""
    said = before.attendance == Attendance.NO_SHOW and after.attendance != Attendance.NO_SHOW
    return said and after.is_live and after.interview.end_at <= now


def asked_after_all(kept: Kept, notices: Sequence[Notice], now: datetime) -> tuple[Notice, ...]:
    """Give the question how it was, where it was not asked because nobody had come, it was said.

    `notices` are those of the interview: it is asked in five minutes, unless that is planned
    anyway, or it was asked three times.
    """
    person_id, start_at = kept.interviewer_person.id, kept.interview.start_at
    theirs = [
        each
        for each in notices
        if (each.what, each.person_id, each.start_at) == (What.FEEDBACK, person_id, start_at)
    ]
    asked = sum(each.ts is not None for each in theirs)
    if not theirs or asked == MOST or any(each.state in STILL_TO_COME for each in theirs):
        return ()
    return (_notice(kept, person_id, What.FEEDBACK, now + FIRST, now, asked + 1),)


def _next_morning(person: Person, now: datetime) -> datetime:
    """Give nine o'clock of their next working day, by their clock."""
    zone = zone_of(person) or UTC
    day = now.astimezone(zone).date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, MORNING, zone)


def _notice(
    kept: Kept, person_id: int, what: What, due_at: datetime, now: datetime, about: int = 0
) -> Notice:
    return Notice.on(
        kept, person_id, what, now,
        about=about,
        loud=what is What.FEEDBACK,
        due_at=due_at,
        lead_time=kept.interview.start_at - due_at,
        start_at=kept.interview.start_at,
    )  # fmt: skip
