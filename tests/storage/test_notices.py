from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.interviews.model import Kept
from bot.interviews.notices import Notice, Reason, State, What
from storage import SqlBook

HOUR = timedelta(hours=1)


@pytest.fixture
def ledger(book: SqlBook, kept: Kept) -> Callable[[], tuple[Notice, ...]]:
    def notices() -> tuple[Notice, ...]:
        with book.read() as pages:
            return pages.notices(kept.workspace_id, kept.id)

    return notices


def states(notices: tuple[Notice, ...]) -> list[State]:
    return [notice.state for notice in notices]


def test_every_field_of_a_notice_comes_back(
    book: SqlBook, kept: Kept, reminder: Any, noon: datetime
) -> None:
    written = reminder(
        kept,
        loud=False,
        values={"by": "Rita", "was": {"start_at": "2026-03-01", "ids": [1, None]}},
        state=State.CLAIMED,
        reason=Reason.IN_DOUBT,
        detail="ratelimited",
        due_at=noon + timedelta(milliseconds=1),
        settled_at=noon + timedelta(milliseconds=2),
        lease_token="t",
        lease_until=noon + timedelta(milliseconds=3),
        attempt=2,
        first_attempt_at=noon + timedelta(milliseconds=4),
        channel="D1",
        ts="1.2",
    )
    with book.write() as pages:
        pages.plan([written])
        (found,) = pages.notices(kept.workspace_id, kept.id)
    assert found == written.but(id=found.id)
    assert repr(found) == repr(Notice.model_validate(dict(found)))  # words are their members


def test_notices_come_back_in_the_order_in_which_they_were_written(
    book: SqlBook, kept: Kept, notice: Any, reminder: Any, ledger: Any
) -> None:
    with book.write() as pages:
        pages.plan([reminder(kept), notice(kept), reminder(kept, lead_time=2 * HOUR)])
        pages.plan([])
        pages.plan([notice(kept, what=What.MOVED, version=2)])
    assert [(row.what, row.lead_time) for row in ledger()] == [
        (What.REMINDER, HOUR),
        (What.BOOKED, None),
        (What.REMINDER, 2 * HOUR),
        (What.MOVED, None),
    ]


@pytest.mark.parametrize("state", list(State))
def test_a_reminder_is_planned_again_only_when_the_earlier_one_no_longer_counts(
    book: SqlBook, kept: Kept, reminder: Any, ledger: Any, state: State
) -> None:
    counts = state in {State.PLANNED, State.CLAIMED, State.UNKNOWN, State.SENT}
    with book.write() as pages:
        pages.plan([reminder(kept, state=state)])
        pages.plan([reminder(kept, version=9)])
    assert states(ledger()) == ([state] if counts else [state, State.PLANNED])


@pytest.mark.parametrize("state", list(State))
def test_the_same_thing_about_the_same_version_is_told_once(
    book: SqlBook, kept: Kept, notice: Any, ledger: Any, state: State
) -> None:
    with book.write() as pages:
        pages.plan([notice(kept, state=state)])
        pages.plan([notice(kept, key="again")])
        pages.plan([notice(kept, version=2), notice(kept, what=What.MOVED)])
        pages.plan([notice(kept, person_id=kept.interviewer_person.id)])
    assert states(ledger()) == [state, *[State.PLANNED] * 3]


def test_two_alike_in_one_plan_become_one(
    book: SqlBook, kept: Kept, reminder: Any, ledger: Any
) -> None:
    with book.write() as pages:
        pages.plan([reminder(kept), reminder(kept), reminder(kept)])
    assert len(ledger()) == 1


def test_an_interview_moved_there_and_back_has_its_reminder_again(
    book: SqlBook, kept: Kept, reminder: Any, ledger: Any, noon: datetime
) -> None:
    with book.write() as pages:
        for version, start_at in enumerate((noon, noon + HOUR, noon), start=1):
            pages.withdraw_reminders(kept.id, Reason.MOVED, noon)
            pages.plan([reminder(kept, start_at=start_at, version=version)])
    assert states(ledger()) == [State.REPLACED, State.REPLACED, State.PLANNED]
    assert ledger()[2].start_at == noon


def test_reminders_switched_off_and_on_are_planned_again(
    book: SqlBook, kept: Kept, reminder: Any, ledger: Any, noon: datetime
) -> None:
    with book.write() as pages:
        for _ in range(3):
            pages.plan([reminder(kept)])
            pages.withdraw_reminders(kept.id, Reason.OVERTAKEN, noon)
        pages.plan([reminder(kept)])
    assert states(ledger()) == [*[State.REPLACED] * 3, State.PLANNED]


def test_a_reminder_that_was_sent_is_not_sent_again_when_the_interview_comes_back(
    book: SqlBook, kept: Kept, reminder: Any, ledger: Any, noon: datetime
) -> None:
    with book.write() as pages:
        pages.plan([reminder(kept, state=State.SENT)])
        pages.plan([reminder(kept, start_at=noon + HOUR)])
        pages.withdraw_reminders(kept.id, Reason.MOVED, noon)
        pages.plan([reminder(kept)])
    assert states(ledger()) == [State.SENT, State.REPLACED]


def test_withdrawing_takes_only_what_is_planned_and_a_reminder(
    book: SqlBook, kept: Kept, notice: Any, reminder: Any, ledger: Any, noon: datetime
) -> None:
    with book.write() as pages:
        pages.plan(
            [
                notice(kept),
                reminder(kept),
                reminder(kept, lead_time=2 * HOUR, state=State.CLAIMED),
            ]
        )
        pages.withdraw_reminders(kept.id + 1, Reason.MOVED, noon)
        pages.withdraw_reminders(kept.id, Reason.NOT_LIVE, noon)
    booked, withdrawn, in_the_air = ledger()
    assert booked.state is State.PLANNED
    assert in_the_air.state is State.CLAIMED
    assert (withdrawn.state, withdrawn.reason, withdrawn.settled_at) == (
        State.REPLACED,
        Reason.NOT_LIVE,
        noon,
    )


def test_a_notice_about_nobody_is_an_error(book: SqlBook, kept: Kept, notice: Any) -> None:
    with pytest.raises(IntegrityError), book.write() as pages:
        pages.plan([notice(kept, person_id=999)])
