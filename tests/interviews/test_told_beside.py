"""Two interviews that begin within the hour: one early reminder tells both."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.interviews.cases import Case
from bot.interviews.notices import Card, Reason, State, What
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.plans import Reminding
from bot.interviews.sending.merging import tells_as_well

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
MINUTES, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def two(house: Any) -> Any:
    """Pat talks with Ana at two and with Bob an hour later; both know of it."""
    house.prefer("pat", lead_times=(2 * HOUR, 10 * MINUTES))
    pair = house.book_one(), house.book_one(interviewee="bob", start_at=START + HOUR)
    for kept in pair:
        house.accept(kept, "pat")
    house.courier.sweep()
    return pair


def reminded(house: Any, until: datetime) -> list[tuple[int, Any, list[int]]]:
    """Of which interview Pat is reminded, how long before, and of which others as well."""
    house.post.delivered.clear()
    house.pass_until(until)
    return [
        (n.interview_id, n.lead_time, [also["id"] for also in n.values.get("also", [])])
        for n, _, person, _ in house.post.delivered
        if person.title == "pat" and n.what is What.REMINDER
    ]


def test_the_first_early_reminder_tells_of_both_and_the_last_ones_come_alone(
    house: Any, two: Any
) -> None:
    first, second = two
    assert reminded(house, START + HOUR) == [
        (first.id, 2 * HOUR, [second.id]),
        (first.id, 10 * MINUTES, []),
        (second.id, 10 * MINUTES, []),
    ]
    ended = [n for n in house.notices(second, What.REMINDER) if n.reason is Reason.TOLD_WITH]
    assert [(n.lead_time, n.state) for n in ended] == [(2 * HOUR, State.REPLACED)]


def test_what_is_said_of_the_other_is_when_with_whom_and_how(house: Any, two: Any) -> None:
    reminded(house, START)
    told = next(n for n, *_ in house.post.delivered if n.values.get("also"))
    assert told.values["also"] == [
        {
            "id": two[1].id, "kind": "video_call", "start_at": "2026-11-20T15:00:00Z",
            "person": "bob", "waits": False,
        }
    ]  # fmt: skip


def test_one_that_was_called_off_is_not_told_of(house: Any, two: Any) -> None:
    first, second = two
    house.cancel(second)
    assert reminded(house, START) == [(first.id, 2 * HOUR, []), (first.id, 10 * MINUTES, [])]


def test_one_that_begins_more_than_an_hour_later_is_told_by_its_own(house: Any, two: Any) -> None:
    first, second = two
    house.move(second, START + HOUR + MINUTES)
    house.accept(second, "pat")
    assert reminded(house, START)[:2] == [(first.id, 2 * HOUR, []), (second.id, 2 * HOUR, [])]


def test_a_reminder_less_than_an_hour_before_tells_of_its_own_alone(house: Any, two: Any) -> None:
    house.prefer("pat", lead_times=(59 * MINUTES, 10 * MINUTES))
    first, second = two
    assert reminded(house, START + HOUR) == [
        (first.id, 59 * MINUTES, []),
        (first.id, 10 * MINUTES, []),
        (second.id, 59 * MINUTES, []),
        (second.id, 10 * MINUTES, []),
    ]


def test_the_last_reminder_is_not_merged_however_early_it_comes(house: Any, two: Any) -> None:
    house.prefer("pat", lead_times=(2 * HOUR,))
    first, second = two
    assert reminded(house, START) == [(first.id, 2 * HOUR, []), (second.id, 2 * HOUR, [])]


def test_one_that_began_long_before_is_told_by_its_own(house: Any, two: Any) -> None:
    first, _ = two
    long = house.book_one(
        interviewee="mia", start_at=START - 2 * HOUR, end_at=START - HOUR + MINUTES
    )
    house.do(Reminding(lead_times=(HOUR, 10 * MINUTES)), house.accept(long, "pat"))
    house.do(Reminding(lead_times=(190 * MINUTES, 10 * MINUTES)), first)
    house.courier.sweep()
    assert reminded(house, START)[:2] == [(first.id, 190 * MINUTES, []), (long.id, HOUR, [])]


def test_one_that_comes_more_than_an_hour_later_or_came_already_comes_alone(
    house: Any, two: Any
) -> None:
    first, second = two
    longer = 4 * HOUR + MINUTES
    house.do(Reminding(lead_times=(longer, 10 * MINUTES)), second)
    assert reminded(house, START)[:2] == [(second.id, longer, []), (first.id, 2 * HOUR, [])]
    assert all("also" not in notice.values for notice, *_ in house.post.delivered)


@pytest.mark.parametrize(
    ("of_first", "of_second"),
    [((2 * HOUR,), (150 * MINUTES, 10 * MINUTES)), ((2 * HOUR, 10 * MINUTES), (150 * MINUTES,))],
    ids=["tells", "is told"],
)
def test_no_last_reminder_tells_of_another_or_is_told_by_one(
    house: Any, two: Any, of_first: Any, of_second: Any
) -> None:
    first, second = two
    house.do(Reminding(lead_times=of_first), first)
    house.do(Reminding(lead_times=of_second), second)
    assert reminded(house, START)[:2] == [
        (first.id, 2 * HOUR, []), (second.id, 150 * MINUTES, []),
    ]  # fmt: skip


def test_a_later_reminder_of_the_other_is_not_told_before_its_time(house: Any, two: Any) -> None:
    first, second = two
    house.accept(house.move(second, START - 45 * MINUTES), "pat")
    house.do(Reminding(lead_times=(50 * MINUTES, 10 * MINUTES)), second)
    house.courier.sweep()
    assert reminded(house, START)[:2] == [(first.id, 2 * HOUR, []), (second.id, 50 * MINUTES, [])]


def test_an_invitation_that_speaks_for_a_reminder_tells_of_its_own_alone(
    house: Any, two: Any
) -> None:
    kept, beside = two
    pat = house.person("pat")
    of_both = [house.notices(each, What.REMINDER) for each in (kept, beside)]
    reminder, other = (next(n for n in of if n.lead_time == 2 * HOUR) for of in of_both)
    card = Card(
        workspace_id=1, interview_id=beside.id, person_id=pat.id, channel="D", ts="1.0", notice_id=1
    )
    case = Case(reminder, kept, pat, None, (), (Case(other, beside, pat, card, ()),))
    assert tells_as_well(case, reminder, LeadTimes(), reminder.due_at)[1] == (other,)
    invitation = reminder.but(what=What.BOOKED)
    assert tells_as_well(case, invitation, LeadTimes(), reminder.due_at) == (invitation, ())


def test_one_who_never_heard_of_the_other_interview_is_not_told_of_it_so(
    house: Any, two: Any
) -> None:
    first, second = two
    with house.book.write() as pages:
        pages._connection.exec_driver_sql(f"DELETE FROM cards WHERE interview_id = {second.id}")  # noqa: S608 - a number of ours
    assert (first.id, 2 * HOUR, []) in reminded(house, START)


def test_one_that_was_answered_is_not_asked_about_beside_one_that_was_not(house: Any) -> None:
    first, second = house.book_one(), house.book_one(interviewee="bob", start_at=START + HOUR)
    house.accept(second, "pat")
    house.courier.sweep()
    assert reminded(house, START - DAY + HOUR) == [(first.id, DAY, [])]
