"""What the courier sends, when, in which order, and what it does not send any more."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.clock import machine_now, monotonic
from bot.deadline import Patience, somebody_waits
from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.sending.courier import Courier

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
MINUTES, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest) -> str:
    """Claims and leases are the database's own in each."""
    return str(request.param)


def of(house: Any, kept: Any, name: str, *whats: What) -> list[Notice]:
    """What that person was to be told, in the order in which it was written."""
    wanted = house.person(name).id
    return [notice for notice in house.notices(kept, *whats) if notice.person_id == wanted]


def endings(house: Any, kept: Any, name: str, what: What) -> list[tuple[State, Reason | None]]:
    return [(notice.state, notice.reason) for notice in of(house, kept, name, what)]


def heard(house: Any, name: str) -> list[str]:
    """The new messages that reached somebody, in order."""
    return [what.value for who, what in house.post.messages() if who == name]


def test_what_is_due_is_sent_and_nothing_else(house: Any) -> None:
    kept = house.book_one()
    assert house.courier.sweep() == 3
    assert house.post.messages() == [(n, What.BOOKED) for n in ("ana", "pat", "sam")]
    assert {n.state for n in house.notices(kept, What.REMINDER)} == {State.PLANNED}
    assert house.courier.sweep() == 0
    [settled] = house.notices(kept, What.SETTLED)  # of whoever booked it
    assert house.courier.next_due() == settled.due_at
    house.clock.move_to(settled.due_at)
    assert house.courier.sweep() == 1
    assert house.courier.next_due() == START - DAY


def test_nothing_planned_is_nothing_to_wait_for(house: Any) -> None:
    assert house.courier.next_due() is None
    house.cancel(house.book_one())
    house.courier.sweep()
    assert house.courier.next_due() is None


def test_a_sweep_that_finds_nothing_waits_for_nobody_who_writes(house: Any) -> None:
    house.book_one()
    house.courier.sweep()
    with house.book.write(), somebody_waits(Patience(), monotonic()):
        assert house.courier.sweep() == 0


def test_what_was_sent_is_recorded_with_where_it_stands(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    [notice] = of(house, kept, "ana", What.BOOKED)
    assert (notice.state, notice.attempt, notice.lease_token) == (State.SENT, 1, None)
    assert notice.channel == f"D{notice.person_id}"
    assert notice.ts is not None
    assert notice.settled_at >= notice.created_at


def test_what_was_sent_is_recorded_while_others_are_still_at_it(house: Any, database: str) -> None:
    """And aside where the database is a server, which works while this process does."""

    def clerks() -> set[threading.Thread]:
        return {each for each in threading.enumerate() if each.name.startswith("courier-clerk")}

    def is_slow() -> None:
        until = time.monotonic() + 30
        while State.SENT not in {each.state for each in house.notices(kept, What.BOOKED)}:
            assert time.monotonic() < until
            time.sleep(0.01)
        new_clerks.append(clerks() - before)

    kept, before, new_clerks = house.book_one(), clerks(), list[Any]()
    house.post.meanwhile = is_slow
    courier = Courier(house.book, house.post, house.clock, machine_now, LeadTimes(), at_once=3)
    assert courier.sweep() == 3
    assert [len(each) for each in new_clerks] == [int(database == "postgresql")]


def test_a_new_message_becomes_the_living_card_and_an_edit_leaves_it(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.accept(kept, "ana")
    house.courier.sweep()
    assert house.post.edits() == [(n, What.ANSWERED) for n in ("ana", "pat", "sam")]
    with house.book.read() as pages:
        card = pages.card(1, kept.id, house.person("ana").id)
    booked, answered = of(house, kept, "ana", What.BOOKED, What.ANSWERED)
    assert (card.ts, card.notice_id) == (booked.ts, booked.id)
    assert answered.ts == booked.ts
    house.move(kept, START + HOUR)
    house.courier.sweep()
    assert [c and c.ts for n, _, p, c in house.post.delivered if p.title == "ana"] == [
        None, booked.ts, booked.ts,
    ]  # fmt: skip
    with house.book.read() as pages:
        assert pages.card(1, kept.id, house.person("ana").id).ts != card.ts


def test_somebody_hears_of_one_interview_in_the_order_in_which_it_happened(house: Any) -> None:
    kept = house.book_one()
    kept = house.move(kept, START + HOUR)
    kept = house.propose(kept, "ana", START + DAY)
    kept = house.propose(kept, "pat", START + 2 * DAY)
    house.courier.sweep()
    assert heard(house, "ana") == ["booked", "moved", "proposed"]
    assert heard(house, "pat") == ["booked", "moved", "proposed"]


def test_a_card_is_drawn_from_what_is_true_when_it_is_sent(house: Any) -> None:
    kept = house.book_one()
    moved = house.move(kept, START + HOUR)
    house.courier.sweep()
    assert {shown for _, shown, _, _ in house.post.delivered} == {moved}


@pytest.mark.parametrize("end", ["cancel", "reject"])
def test_nobody_is_told_of_what_was_called_off_before_they_heard_of_it(
    house: Any, end: str
) -> None:
    kept = getattr(house, end)(house.accept(house.book_one(), "ana"))
    house.courier.sweep()
    assert house.post.delivered == []
    assert endings(house, kept, "ana", What.BOOKED) == [(State.REPLACED, Reason.NOT_LIVE)]
    what = {"cancel": What.CANCELLED, "reject": What.REJECTED}[end]
    assert endings(house, kept, "pat", what) == [(State.SKIPPED, Reason.NEVER_TOLD)]
    assert endings(house, kept, "pat", What.ANSWERED) == [(State.REPLACED, Reason.NOT_LIVE)]


def test_a_cancellation_reaches_whoever_was_told(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.change(kept, location="Room 2")
    house.cancel(kept, "pat")
    house.courier.sweep()
    assert heard(house, "ana") == heard(house, "sam") == ["booked", "cancelled"]
    assert house.post.edits() == [("pat", What.CANCELLED)]


def test_who_was_imported_and_never_invited_hears_of_the_cancellation(house: Any) -> None:
    kept = house.book_one()
    with house.book.write() as pages:
        pages._connection.exec_driver_sql("DELETE FROM notices")
    house.cancel(kept)
    house.courier.sweep()
    assert heard(house, "ana") == ["cancelled"]


def test_a_proposal_that_is_settled_already_is_not_told_as_one(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    kept = house.decline(house.propose(kept, "ana"), "ana")
    house.courier.sweep()
    assert heard(house, "pat") == ["booked"]
    assert endings(house, kept, "pat", What.PROPOSED) == [(State.REPLACED, Reason.OVERTAKEN)]


def test_a_substitute_who_was_swapped_out_again_at_once_hears_nothing(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    kept = house.change(house.change(kept, interviewer="lee"), interviewer="pat")
    house.courier.sweep()
    assert heard(house, "lee") == []
    assert endings(house, kept, "lee", What.BOOKED) == [
        (State.REPLACED, Reason.NO_LONGER_CONCERNED)
    ]
    assert endings(house, kept, "lee", What.REPLACED_YOU) == [(State.SKIPPED, Reason.NEVER_TOLD)]


def test_who_was_swapped_out_and_in_again_is_not_told_that_they_are_out(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    kept = house.change(house.change(kept, interviewer="lee"), interviewer="pat")
    house.courier.sweep()
    assert heard(house, "pat") == ["booked", "booked"]
    assert endings(house, kept, "pat", What.REPLACED_YOU) == [(State.REPLACED, Reason.OVERTAKEN)]


def test_who_is_swapped_out_is_told_so(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.change(kept, interviewer="lee")
    house.courier.sweep()
    assert (heard(house, "pat"), heard(house, "lee")) == (["booked", "replaced_you"], ["booked"])


def test_who_is_not_in_slack_is_skipped_and_the_ledger_says_why(house: Any) -> None:
    kept = house.book_one(interviewee="mia")
    house.clock.move_to(START - DAY)
    house.courier.sweep()
    assert endings(house, kept, "mia", What.BOOKED) == [(State.SKIPPED, Reason.NO_CHANNEL)]
    assert (State.SKIPPED, Reason.NO_CHANNEL) in endings(house, kept, "mia", What.REMINDER)
    assert "mia" not in {who for who, _ in house.post.messages()}


def test_the_recruiter_hears_of_what_nobody_else_can_tell_the_other_side(house: Any) -> None:
    kept = house.propose(house.book_one(interviewee="mia"), "pat")
    house.courier.sweep()
    assert heard(house, "sam") == ["booked", "untold"]
    house.cancel(kept)  # by Sam, who read that Mia has to be told
    house.courier.sweep()
    assert "untold" not in heard(house, "sam")[2:]


def test_who_left_is_skipped(house: Any) -> None:
    kept = house.book_one()
    house.set_person("ana", active=False)
    house.courier.sweep()
    assert endings(house, kept, "ana", What.BOOKED) == [(State.SKIPPED, Reason.NO_CHANNEL)]


def test_an_edit_where_no_card_is_makes_none(house: Any) -> None:
    house.set_person("ana", slack_user_id=None)
    kept = house.book_one()
    house.courier.sweep()
    house.set_person("ana", slack_user_id="U_ANA")
    house.accept(kept, "pat")
    house.courier.sweep()
    assert endings(house, kept, "ana", What.ANSWERED) == [(State.SKIPPED, Reason.NO_CARD)]


def test_after_a_pause_what_is_late_and_useful_is_sent(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.clock.move_to(START - 6 * MINUTES)
    house.courier.sweep()
    assert heard(house, "ana") == ["booked", "reminder"]
    assert heard(house, "pat") == ["booked", "reminder"]
    assert endings(house, kept, "ana", What.REMINDER) == [
        (State.REPLACED, Reason.NEARER_REMINDER),
        (State.REPLACED, Reason.NEARER_REMINDER),
        (State.SENT, None),
    ]


def test_after_the_start_no_reminder_is_sent_and_the_ledger_says_why(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.clock.move_to(START)
    house.courier.sweep()
    assert heard(house, "ana") == ["booked"]
    assert set(endings(house, kept, "ana", What.REMINDER)) == {(State.EXPIRED, Reason.STARTED)}


def test_a_reminder_claimed_before_a_move_is_not_sent_after_it(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.clock.move_to(START - DAY)
    house.post.meanwhile = lambda: house.move(kept, START + DAY)  # while Ana's is in the air
    house.courier.sweep()
    assert endings(house, kept, "pat", What.REMINDER)[0] == (State.REPLACED, Reason.MOVED)
    assert heard(house, "pat") == ["booked", "moved"]


def test_a_reminder_claimed_before_a_swap_does_not_reach_who_is_out(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.clock.move_to(START - DAY)
    house.post.meanwhile = lambda: house.change(kept, interviewer="lee")
    house.courier.sweep()
    assert endings(house, kept, "pat", What.REMINDER)[0] == (
        State.REPLACED, Reason.NO_LONGER_CONCERNED,
    )  # fmt: skip
    assert heard(house, "pat") == ["booked", "replaced_you"]


def test_a_reminder_claimed_before_a_cancellation_is_not_sent_after_it(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.clock.move_to(START - DAY)
    house.post.meanwhile = lambda: house.cancel(kept)
    house.courier.sweep()
    assert endings(house, kept, "pat", What.REMINDER)[0] == (State.REPLACED, Reason.NOT_LIVE)
    assert heard(house, "pat") == ["booked", "cancelled"]
