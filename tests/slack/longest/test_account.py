"""What was done and told, at its longest."""

from datetime import timedelta
from typing import Any

from bot.interviews.account import Deeds, Telling
from bot.interviews.changes import RECORDED, FieldChange
from bot.interviews.doing.cover import MOST_ASKED
from bot.interviews.doing.done import Done
from bot.interviews.model import Attendance, Door, HistoryEntry, Kind, Recommendation, Says, Status
from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.plans import Booking, Deed
from bot.slack.cards import done_card, history_card, preview_card, told_card

MANY = 40  # more than are shown


def telling(longest: Any, state: State, why_not: Reason | None) -> Telling:
    notice = Notice(
        workspace_id=1, interview_id=1, person_id=1, what=What.REMINDER, version=1, loud=True,
        due_at=longest.now, lead_time=timedelta(days=1), state=state, key="k",
        created_at=longest.now, detail=longest.sort.place,
    )  # fmt: skip
    return Telling(notice=notice, person=longest.ana, by_mail=False, why_not=why_not)


def test_who_was_told_what(longest: Any, fits: Any) -> None:
    kept, words = longest.kept(), longest.words(longest.sam)
    told = [
        each
        for state, why_not in (
            (State.UNKNOWN, Reason.IN_DOUBT),
            (State.PLANNED, None),
            (State.FAILED, Reason.REFUSED),
        )
        for each in [telling(longest, state, why_not)] * MANY
    ]
    for message in (told_card(told, kept, words), preview_card(told, kept, words)):
        fits.message(message)


def test_what_was_done(longest: Any, fits: Any) -> None:
    values: dict[str, Any] = {
        "kind": Kind.PHONE_CALL, "status": Status.PENDING, "interviewee_answer": Says.CANNOT,
        "interviewer_answer": Says.YES, "attendance": Attendance.NO_SHOW,
        "recommendation": Recommendation.STRONG_NO, "interviewee_late": timedelta(minutes=55),
        "interviewer_late": timedelta(minutes=55), "refused": (longest.sort.name,) * MOST_ASKED,
    }  # fmt: skip
    changes = tuple(
        FieldChange(field=field, was=value, now=value, by="")
        for field in RECORDED
        if (
            value := values.get(field, longest.now if field.endswith("_at") else longest.sort.place)
        )
    )
    entry = HistoryEntry(
        workspace_id=1, interview_id=1, version=1, deed=Deed.AMEND, by_id=3, door=Door.API,
        at=longest.now,
    )  # fmt: skip
    deeds = [Deeds(entry=entry, by=longest.sam, changes=changes)] * MANY
    fits.message(history_card(deeds, longest.kept(), longest.words(longest.sam)))


def test_what_was_just_done(longest: Any, fits: Any) -> None:
    plan = Booking(
        kind=Kind.PHONE_CALL, start_at=longest.now, end_at=longest.now, interviewee_id=9,
        interviewer_id=2,
    )  # fmt: skip
    notices = tuple(
        telling(longest, State.PLANNED, None).notice.but(
            person_id=person.id, what=What.BOOKED, lead_time=None,
            due_at=longest.now + timedelta(seconds=15),
        )
        for person in (longest.ana, longest.pat)
    )  # fmt: skip
    done = Done(plan=plan, before=None, after=longest.kept(), notices=notices)
    mailed = longest.setting.but(mails=True)
    for setting in (longest.setting, mailed):
        message = done_card(done, longest.sam, longest.words(longest.sam), longest.now, setting)
        fits.message(message)
