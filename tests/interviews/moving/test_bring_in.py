"""An import keeps what the file says, tells nobody, and does nothing twice."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews.model import Actor, Door, Role, Says, Search, Side, Status
from bot.interviews.moving.gathering import Slot, overlapping
from bot.interviews.notices import OF_THE_DAY, Reason, State, What
from bot.interviews.plans import Acceptance, Attending, Cannot, RunningLate, Undo
from bot.interviews.refusals import Refusal
from bot.words import EPOCH
from storage.tables import history

MOVED = {"start_at": "2026-11-24T10:00:00.000Z", "end_at": "2026-11-24T10:45:00.000Z"}


def planned(house: Any, interview_id: int) -> list[tuple[str, timedelta]]:
    return [
        (house.name(notice.person_id), notice.lead_time)
        for notice in house.notices(interview_id)
        if notice.state is State.PLANNED and notice.what is What.REMINDER
    ]


def test_an_interview_comes_in_with_every_value_and_both_people(moving: Any, shown: Any) -> None:
    brought = moving.brings(shown(location="", interviewee__kind="van", status="cancelled"))
    assert (brought.interviews_added, brought.people_added) == (1, 2)
    kept = moving.house.stored(27)
    assert kept.interview.interviewee.model_dump(mode="json")["updated_at"].endswith("06.209000Z")
    assert (kept.interview.location, kept.interview.interviewee.kind) == ("", "van")
    assert (kept.interview.status, kept.version, kept.owner) == (Status.CANCELLED, 1, None)
    assert moving.person(1036).role is Role.DRIVER
    assert moving.person(1040).role is Role.INTERVIEWER


def test_nobody_is_told_and_everybody_is_reminded_of_what_is_to_come(
    moving: Any, shown: Any
) -> None:
    moving.brings(shown())
    planned_now = {What.REMINDER, *OF_THE_DAY} - {What.ENDED}
    assert {notice.what for notice in moving.house.notices(27)} == planned_now
    assert sorted(planned(moving.house, 27)) == [
        ("Patrick Waelchi", timedelta(minutes=10)),
        ("Patrick Waelchi", timedelta(hours=24)),
        ("Rodolfo Feil", timedelta(minutes=10)),
        ("Rodolfo Feil", timedelta(hours=1)),
        ("Rodolfo Feil", timedelta(hours=24)),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "cancelled"},
        {"status": "rejected"},
        {"start_at": "2026-11-16T08:00:00Z", "end_at": "2026-11-16T09:30:00Z"},
    ],
)
def test_what_is_off_or_has_begun_has_no_reminders(moving: Any, shown: Any, changes: Any) -> None:
    moving.brings(shown(**changes))
    assert moving.house.notices(27) == []


def test_the_history_says_that_it_was_imported(moving: Any, shown: Any) -> None:
    moving.brings(shown())
    [entry] = moving.house.history(27)
    assert (entry.deed, entry.door, entry.by_id, entry.version) == ("import", Door.FILE, None, 1)
    assert (entry.before, entry.after["status"]) == (None, "scheduled")


def test_the_same_file_again_changes_nothing(moving: Any, shown: Any) -> None:
    user = {"user": {"id": 1036, "title": "Rodolfo Feil", "phone_number": "123", "email": "r@x.y"}}
    moving.brings(user, shown())
    before = moving.house.everything()
    again = moving.brings(user, shown())
    assert moving.house.everything() == before
    assert (again.interviews_added, again.interviews_changed) == (0, 0)
    assert (again.people_added, again.people_changed, again.interviews) == (0, 0, 1)


def test_what_a_file_says_once_more_takes_no_answer_away(moving: Any, shown: Any) -> None:
    moving.brings(shown(status="pending"))
    pat = Actor(person=moving.person(1040), door=Door.SLACK)
    said = moving.house.interviews.do(Cannot(), by=pat, interview_id=27).after
    moving.brings(shown(status="pending"))
    assert moving.house.stored(27) == said


def test_a_line_that_moves_an_interview_replaces_its_reminders(moving: Any, shown: Any) -> None:
    moving.brings(shown())
    moving.brings(shown(**MOVED))
    kept = moving.house.stored(27)
    assert kept.version == 2
    withdrawn = [n for n in moving.house.notices(27) if n.state is State.REPLACED]
    assert [notice.reason for notice in withdrawn] == [
        Reason.MOVED
    ] * 8  # the reminders, the start for each of the two, and feedback
    assert {n.start_at for n in moving.house.notices(27) if n.state is State.PLANNED} == {
        kept.interview.start_at
    }
    assert [entry.version for entry in moving.house.history(27)] == [1, 2]
    assert moving.house.history(27)[1].before == moving.house.history(27)[0].after


def test_a_line_that_calls_an_interview_off_withdraws_its_reminders(
    moving: Any, shown: Any
) -> None:
    moving.brings(shown())
    moving.brings(shown(status="cancelled"))
    assert {(n.state, n.reason) for n in moving.house.notices(27)} == {
        (State.REPLACED, Reason.NOT_LIVE)
    }


def test_answers_go_when_the_time_changes_and_stay_when_it_does_not(
    moving: Any, shown: Any
) -> None:
    moving.brings(shown(status="pending"))
    sam = moving.house.by("sam")
    moving.house.interviews.do(Acceptance(side=Side.INTERVIEWEE), by=sam, interview_id=27)
    moving.brings(shown(location="Room 2"))
    assert moving.house.stored(27).interviewee_answer.says is Says.YES
    moving.brings(shown(location="Room 2", **MOVED))
    assert moving.house.stored(27).interviewee_answer is None


@pytest.mark.parametrize(
    "line", [MOVED, {"status": "cancelled"}, {"status": "pending"}], ids=["moved", "off", "pending"]
)
def test_nobody_is_asked_to_stand_in_where_a_file_says_that_nobody_has_to(
    moving: Any, shown: Any, line: Any
) -> None:
    moving.brings(shown())
    pat = Actor(person=moving.person(1040), door=Door.SLACK)
    asked = moving.house.interviews.do(Cannot(reason="ill"), by=pat, interview_id=27).after
    assert asked.cover.asked.title == "lee"
    moving.brings(shown(location="Room 2"))
    assert moving.house.stored(27).cover == asked.cover
    moving.brings(shown(**line))
    assert moving.house.stored(27).cover is None
    moving.house.refuses(lambda: moving.house.take(27), Refusal.NO_LONGER_ASKED)


def test_who_came_and_who_was_late_is_of_the_time_that_a_file_replaces(
    moving: Any, shown: Any
) -> None:
    moving.brings(shown())
    moving.house.clock.move_to(moving.house.START)
    for plan in (RunningLate(minutes=10, side=Side.INTERVIEWEE), Attending(came=True)):
        moving.house.do(plan, 27)
    moving.brings(shown(location="Room 2"))
    kept = moving.house.stored(27)
    assert (kept.late.minutes, kept.attendance) == (10, "came")
    moving.brings(shown(**MOVED))
    kept = moving.house.stored(27)
    assert (kept.late, kept.attendance) == (None, None)


def test_a_proposal_that_is_declined_goes_back_to_what_the_import_found(
    moving: Any, shown: Any
) -> None:
    moving.brings(shown())
    proposal = {
        "amend_start_at": MOVED["start_at"], "amend_end_at": MOVED["end_at"],
        "amended_by": "interviewee", "status": "amended",
    }  # fmt: skip
    moving.brings(shown(**proposal))
    assert moving.house.stored(27).status_before is Status.SCHEDULED
    moving.brings(shown(**proposal, location="Room 2"))
    assert moving.house.stored(27).status_before is Status.SCHEDULED
    moving.brings(shown())
    assert moving.house.stored(27).status_before is None


def test_what_was_proposed_before_stays_until_a_file_says_something_else(
    moving: Any, shown: Any
) -> None:
    proposal = {
        "amend_start_at": MOVED["start_at"], "amend_end_at": MOVED["end_at"],
        "amended_by": "interviewee", "status": "amended",
    }  # fmt: skip
    moving.brings(shown(**proposal))
    pat = Actor(person=moving.person(1040), door=Door.SLACK)
    countered = moving.house.propose(moving.house.stored(27), pat).countered
    assert countered
    stands = moving.house.stored(27).interview.model_dump(mode="json")
    moving.brings({"interview": stands | {"location": "Room 2"}})
    assert moving.house.stored(27).countered == countered
    moving.brings(shown())
    assert moving.house.stored(27).countered is None


def test_what_overlaps_is_marked_as_forced_and_what_touches_is_not(
    moving: Any, of_two: Any
) -> None:
    def at(number: int, begins: str, ends: str, **more: Any) -> Any:
        times = {"start_at": f"2026-12-01T{begins}:00Z", "end_at": f"2026-12-01T{ends}:00Z"}
        return of_two(100 + number, 200, id=number, **times | more)

    moving.brings(
        at(1, "10:00", "11:00"),
        at(2, "10:30", "11:30"),
        at(3, "11:30", "12:00"),
        at(4, "11:30", "12:00", status="cancelled"),
    )
    forced = {number: moving.house.stored(number).forced for number in (1, 2, 3, 4)}
    assert forced == {1: True, 2: True, 3: False, 4: False}
    moving.brings(at(5, "11:45", "12:15"))
    assert moving.house.stored(5).forced
    assert not moving.house.stored(3).forced
    moving.brings(at(4, "11:30", "12:00"), at(3, "12:05", "12:35"))
    assert (moving.house.stored(3).forced, moving.house.stored(4).forced) == (True, True)


def test_a_time_that_the_file_itself_gives_up_is_free(moving: Any, of_two: Any) -> None:
    later = {"start_at": "2026-12-01T10:00:00Z", "end_at": "2026-12-01T11:00:00Z"}
    moving.brings(of_two(101, 200, id=1))
    moving.brings(of_two(101, 200, id=1, **later), of_two(102, 200, id=2))
    assert not moving.house.stored(2).forced


def test_an_application_is_brought_up_to_date(moving: Any, shown: Any) -> None:
    moving.brings(shown())
    moving.brings(shown(interviewee__kind="van"))
    assert moving.house.stored(27).application.kind == "van"


def test_why_it_was_called_off_goes_when_it_is_on_again(moving: Any, shown: Any) -> None:
    moving.brings(shown())
    moving.house.cancel(27, reason="ill")
    moving.brings(shown(interviewee__kind="verified", status="cancelled", location="Room 2"))
    assert moving.house.stored(27).reason == "ill"
    moving.brings(shown())
    assert moving.house.stored(27).reason is None


def test_what_a_file_brought_in_cannot_be_undone(moving: Any, shown: Any) -> None:
    moving.brings(shown())
    moving.house.refuses(lambda: moving.house.do(Undo(), 27), Refusal.NOTHING_TO_UNDO)


def test_an_interview_booked_here_may_be_brought_up_to_date(moving: Any) -> None:
    kept = moving.house.book_one()
    out = [entry for entry in moving.mover.take_out(Search()) if hasattr(entry, "status")]
    line = {"interview": out[0].model_dump(mode="json") | {"location": "Room 5"}}
    assert moving.brings(line).interviews_changed == 1
    after = moving.house.stored(kept)
    assert (after.interview.location, after.version, after.owner) == ("Room 5", 2, kept.owner)


def test_ids_go_on_after_the_highest_that_came_in(moving: Any, shown: Any) -> None:
    moving.brings(shown(id=5000, interviewee__id=6000, interviewee_id=6000))
    assert moving.house.book_one().id == 5001
    with moving.house.book.write() as pages:
        person = pages.add_person(moving.person(1036).but(id=0))
        assert person.id == 1041
        application = pages.application(1, 6000)
        assert pages.add_application(application.but(id=0)).id == 6001


def test_a_role_is_raised_and_never_lowered(moving: Any, of_two: Any) -> None:
    boss = {"user": {"id": 200, "title": "Person 200", "role": "admin"}}
    moving.brings(boss, of_two(100, 200))
    assert moving.person(200).role is Role.ADMIN
    moving.brings(boss | {"user": boss["user"] | {"role": "driver"}})
    assert moving.person(200).role is Role.ADMIN
    moving.brings(of_two(200, 100, id=28))
    assert (moving.person(200).role, moving.person(100).role) == (Role.ADMIN, Role.INTERVIEWER)
    with moving.house.book.read() as pages:
        of_theirs = sa.select(history.c.after).where(history.c.person_id == 100)
        raised = pages._connection.scalars(of_theirs.order_by(history.c.id))
        assert [after["role"] for after in raised] == ["driver", "interviewer"]


def test_what_a_file_does_not_know_is_not_taken_away(moving: Any) -> None:
    user = {"id": 300, "title": "Zo", "phone_number": "1", "slack_user_id": "U300", "email": "z@x"}
    moving.brings({"user": user | {"time_zone": "Europe/Madrid", "locale": "es-ES"}})
    nothing = dict.fromkeys(("slack_user_id", "email", "time_zone", "locale", "phone_number"))
    moving.brings({"user": {"id": 300, "title": "Zo"} | nothing})
    person = moving.person(300)
    assert (person.slack_user_id, person.email, person.time_zone) == (
        "U300",
        "z@x",
        "Europe/Madrid",
    )
    assert person.phone_number is None  # the API shows it, so null is what it says


def test_who_has_left_stays_away_until_a_file_says_otherwise(moving: Any) -> None:
    user = {"id": 300, "title": "Zo"}
    moving.brings({"user": user | {"active": False}})
    moving.brings({"user": user})
    assert not moving.person(300).active
    moving.brings({"user": user | {"active": True}})
    assert moving.person(300).active


def test_the_people_of_an_interview_may_come_on_a_later_line(moving: Any, shown: Any) -> None:
    moving.brings(
        shown(),
        {"user": {"id": 1036, "title": "Rodolfo Feil", "email": "rodolfo@x.y", "role": "driver"}},
    )
    assert moving.person(1036).email == "rodolfo@x.y"


def test_one_interview_in_two_lines_counts_once(moving: Any, shown: Any) -> None:
    assert moving.brings(shown(), shown()).interviews_added == 1


def test_a_dry_run_says_what_would_be_and_stores_nothing(moving: Any, shown: Any) -> None:
    before = moving.house.everything()
    would = moving.brings(shown(), rehearse=True)
    assert moving.house.everything() == before
    assert would == moving.brings(shown())


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(1, 4), st.integers(1, 4), st.integers(1, 4)),
        max_size=12,
    )
)
def test_overlaps_are_what_comparing_each_with_each_finds(drawn: Any) -> None:
    slots = [
        Slot(
            number, EPOCH + timedelta(hours=start), EPOCH + timedelta(hours=start + length), (a, b)
        )
        for number, (start, length, a, b) in enumerate(drawn)
        if a != b
    ]
    each_with_each = {
        one.interview_id
        for one in slots
        for other in slots
        if one is not other
        and set(one.people) & set(other.people)
        and one.start_at < other.end_at
        and other.start_at < one.end_at
    }
    assert overlapping(slots) == each_with_each
