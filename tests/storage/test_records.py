from datetime import UTC, datetime, timedelta

import pytest

from bot.interviews.model import Door, HistoryEntry, Kept, Kind, Seen, Side
from bot.interviews.plans import (
    Acceptance,
    Booking,
    Cancellation,
    Cannot,
    Declining,
    Draft,
    Handover,
    InterviewChange,
    Plan,
    Proposal,
    Rejection,
    plan_data,
)
from bot.interviews.ports.book import Conflict
from storage import SqlBook

NOON = datetime(2026, 3, 2, 12, 0, 0, 5_000, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def test_the_history_comes_back_whole_the_oldest_first(book: SqlBook, kept: Kept) -> None:
    booked = HistoryEntry(
        workspace_id=kept.workspace_id,
        interview_id=kept.id,
        person_id=kept.interviewee_person.id,
        version=1,
        deed="book",
        by_id=kept.interviewer_person.id,
        door=Door.SLACK,
        at=NOON,
        before=None,
        after={"start_at": "2026-03-02T12:00:00.005Z", "nested": {"ids": [1, None, "é"]}},
    )
    moved = HistoryEntry(
        workspace_id=kept.workspace_id,
        interview_id=kept.id,
        version=2,
        deed="change",
        by_id=None,
        door=Door.CLOCK,
        at=NOON,
        before={},
    )
    appointed = booked.but(interview_id=None, version=None)
    with book.write() as pages:
        for entry in (booked, appointed, moved):
            pages.add_history(entry)
        found = pages.history(kept.workspace_id, kept.id)
    assert [entry.but(id=0) for entry in found] == [booked, moved]
    assert found[0].id < found[1].id


@pytest.mark.parametrize(
    "plan",
    [
        Booking(
            kind=Kind.PHONE_CALL,
            start_at=NOON,
            end_at=NOON + HALF_HOUR,
            interviewee_id=1,
            interviewer_id=2,
        ),
        InterviewChange(location=None),
        InterviewChange(start_at=NOON, end_at=NOON + HALF_HOUR, force=True),
        Proposal(amend_start_at=NOON, amend_end_at=NOON + HALF_HOUR, side=Side.INTERVIEWER),
        Acceptance(seen=Seen(start_at=NOON)),
        Declining(),
        Cannot(reason="ill"),
        Cancellation(),
        Rejection(reason="“no”"),
        Handover(owner_id=3),
    ],
    ids=lambda plan: f"{plan.deed} {sorted(plan.model_fields_set)}",
)
def test_a_plan_waits_as_a_draft_and_what_was_not_given_stays_so(
    book: SqlBook, kept: Kept, plan: Plan
) -> None:
    draft = Draft(
        id="d1",
        workspace_id=kept.workspace_id,
        by_id=kept.interviewer_person.id,
        plan=plan,
        made_at=NOON,
        line="27 move tomorrow 3pm",
        interview_id=kept.id,
        version=1,
    )
    with book.write() as pages:
        pages.add_draft(draft)
    with book.read() as pages:
        found = pages.draft(kept.workspace_id, "d1")
        assert pages.draft(kept.workspace_id, "d2") is None
    assert found == draft
    assert found
    assert type(found.plan) is type(plan)
    assert plan_data(found.plan) == plan_data(plan)


def test_a_draft_is_carried_out_once(book: SqlBook, kept: Kept) -> None:
    draft = Draft(
        id="d1",
        workspace_id=kept.workspace_id,
        by_id=kept.interviewer_person.id,
        plan=Cannot(),
        made_at=NOON,
    )
    with book.write() as pages:
        pages.add_draft(draft)
        pages.finish_draft(kept.workspace_id, "d1", kept.id)
        assert pages.draft(kept.workspace_id, "d1") == draft.but(done_interview_id=kept.id)
        with pytest.raises(Conflict):
            pages.finish_draft(kept.workspace_id, "d1", kept.id)
