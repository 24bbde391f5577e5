"""What is written with a deed, what a rehearsal leaves, and two writers at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.interviews.model import Door
from bot.interviews.plans import Acceptance, Cancellation, InterviewChange
from bot.interviews.refusals import Refusal, Refused

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_booking_is_written_with_who_did_it_when_and_through_which_door(house: Any) -> None:
    done = house.do(house.booking(), None, house.by("rita", Door.API))
    [entry] = house.history(done.after)
    assert (entry.deed, entry.by_id, entry.door) == ("book", house.person("rita").id, Door.API)
    assert entry.version == 1
    was = {"interviewee_kind": "verified", "interviewee_updated_at": "2026-11-02T08:00:00Z"}
    assert entry.before == was  # all that there was
    assert entry.after["start_at"] == "2026-11-20T14:00:00Z"
    assert (entry.after["status"], entry.after["interviewee_kind"]) == ("pending", "interview")
    assert entry.after["owner_id"] == house.person("rita").id
    assert house.NOW <= entry.at < house.NOW + HOUR


def test_each_deed_adds_one_line_from_where_the_last_one_ended(house: Any) -> None:
    kept = house.book_one()
    kept = house.propose(kept, "ana")
    kept = house.decline(kept, "pat")
    kept = house.accept(kept, "ana")
    kept = house.cannot(kept, "pat")
    kept = house.change(kept, location="Room 2")
    kept = house.cancel(kept, reason="ill")
    entries = house.history(kept)
    assert [entry.deed for entry in entries] == [
        "book", "amend", "decline", "accept", "cannot", "change", "cancel",
    ]  # fmt: skip
    assert [entry.version for entry in entries] == list(range(1, 8))
    for earlier, later in pairwise(entries):
        assert later.before == earlier.after
    assert (entries[-1].after["status"], entries[-1].after["reason"]) == ("cancelled", "ill")


def test_a_line_holds_every_stored_value(house: Any) -> None:
    kept = house.accept(house.book_one(), "ana")
    after = house.history(kept)[-1].after
    beside = {"id", "workspace_id", "driver_id"}
    assert set(house.row(kept)) - beside <= set(after)
    assert after["interviewee_answer"]["says"] == "yes"


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_deed_whose_notices_cannot_be_written_did_not_happen(house: Any) -> None:
    kept = house.book_one()
    with house.book.write() as pages:
        pages._connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON notices BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    before = house.everything()
    with pytest.raises(IntegrityError, match="full"):
        house.cancel(kept)
    assert house.everything() == before


@pytest.mark.parametrize(
    "rehearse",
    [
        lambda house, _: house.interviews.rehearse(
            house.booking(interviewee="bob", interviewer="zoe"), by=house.by("sam")
        ),
        lambda house, kept: house.interviews.rehearse(
            Cancellation(), by=house.by("sam"), interview_id=kept.id
        ),
    ],
    ids=["book", "cancel"],
)
def test_a_rehearsal_says_what_would_be_done_and_leaves_nothing(
    house: Any, rehearse: Callable[[Any, Any], Any]
) -> None:
    kept = house.book_one()
    before, commits = house.everything(), house.commits
    done = rehearse(house, kept)
    assert done.notices
    assert (house.everything(), house.commits) == (before, commits)


def test_a_rehearsal_is_refused_as_the_deed_would_be(house: Any) -> None:
    house.book_one()
    house.refuses(
        lambda: house.interviews.rehearse(house.booking(interviewee="bob"), by=house.by("sam")),
        Refusal.BUSY,
        "start_at",
    )


def test_the_courier_is_woken_after_a_deed_and_not_after_a_refusal(house: Any) -> None:
    kept = house.book_one()
    assert house.commits == 1
    house.refuses(lambda: house.decline(kept), Refusal.NOTHING_PROPOSED)
    assert house.commits == 1


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What each call gave, or the refusal that it met, all of them started together."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        gate.wait()
        try:
            return call()
        except Refused as refused:
            return refused.key

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_of_two_who_book_the_same_interviewer_at_once_one_wins(house: Any) -> None:
    plans = [house.booking(interviewee=name) for name in ("ana", "bob")]
    sam = house.by("sam")
    outcomes = at_once(*(lambda plan=plan: house.do(plan, None, sam) for plan in plans))
    assert outcomes.count(Refusal.BUSY) == 1
    won = next(outcome for outcome in outcomes if outcome is not Refusal.BUSY)
    lost = next(plan for plan in plans if plan != won.plan)
    with house.book.read() as pages:
        application = pages.application(1, lost.interviewee_id)
    assert (application.kind, application.updated_at) == ("verified", house.APPLIED_AT)


def test_two_deeds_at_once_are_both_done_one_after_the_other(house: Any) -> None:
    kept = house.book_one()
    ana, pat = house.by("ana"), house.by("pat")
    at_once(
        lambda: house.do(Acceptance(), kept, ana),
        lambda: house.do(Acceptance(), kept, pat),
        lambda: house.change(kept, location="Room 2"),
    )
    stored = house.stored(kept)
    assert stored.version == 4
    assert (stored.interviewee_answer.says, stored.interviewer_answer.says) == ("yes", "yes")
    assert stored.interview.location == "Room 2"


def test_of_two_who_cancel_at_once_the_second_hears_that_it_is_done(house: Any) -> None:
    kept = house.book_one()
    outcomes = at_once(lambda: house.cancel(kept, "sam"), lambda: house.cancel(kept, "pat"))
    assert outcomes.count(Refusal.ALREADY_CANCELLED) == 1


def test_what_somebody_else_changed_meanwhile_is_told_with_both_values(house: Any) -> None:
    kept = house.book_one()
    house.move(kept, START + HOUR, "rita")
    house.change(kept, interviewer="lee")
    house.change(kept, location=None, kind="phone_call")
    refused = house.refuses(
        lambda: house.do(InterviewChange(location="Room 3"), kept, version=kept.version),
        Refusal.STALE,
    )
    changes = {change.field: (change.was, change.now, change.by) for change in refused.changes}
    assert changes == {
        "start_at": (START, START + HOUR, "rita"),
        "end_at": (START + house.LENGTH, START + HOUR + house.LENGTH, "rita"),
        "kind": ("video_call", "phone_call", "sam"),
        "location": ("https://meet.example/27", None, "sam"),
        "interviewer_id": ("pat", "lee", "sam"),
    }
    assert refused.kept == house.stored(kept)


def test_only_what_changed_since_it_was_seen_is_told(house: Any) -> None:
    house.change(house.book_one(), location=None)
    house.change(house.stored(1), kind="phone_call")
    house.propose(house.stored(1), "ana")
    refused = house.refuses(
        lambda: house.do(InterviewChange(location="3"), 1, version=2), Refusal.STALE
    )
    assert {(change.field, change.was, change.by) for change in refused.changes} == {
        ("kind", "video_call", "sam"),
        ("amend_start_at", None, "ana"),
        ("amend_end_at", None, "ana"),
    }


def test_another_interviewee_is_told_by_name(house: Any) -> None:
    kept = house.book_one()
    house.change(kept, "rita", interviewee="bob")
    refused = house.refuses(
        lambda: house.do(InterviewChange(location="3"), kept, version=1), Refusal.STALE
    )
    assert [(c.field, c.was, c.now) for c in refused.changes] == [("interviewee_id", "ana", "bob")]


def test_an_answer_or_a_change_there_and_back_makes_nobodys_form_stale(house: Any) -> None:
    kept = house.book_one()
    house.accept(kept, "ana")
    house.move(kept, START + HOUR)
    house.move(kept, START)
    assert house.do(InterviewChange(location="Room 3"), kept, version=kept.version).after
