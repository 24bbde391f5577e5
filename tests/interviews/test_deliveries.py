"""When sending fails: again later, given up, in doubt, or taken over by another courier."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.interviews.doing.undoing import UNDO_FOR
from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.plans import Ask, Taking, Undo
from bot.interviews.ports.ledger import Lease
from bot.interviews.ports.post import Undelivered
from bot.interviews.sending.courier import Courier
from bot.interviews.sending.delivery import LONGEST_TRIED, MOST_ATTEMPTS, Delivery
from bot.interviews.sending.looking import Looking
from bot.interviews.sending.marks import write_down
from bot.interviews.sending.terms import Terms

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
SECONDS, MINUTES = timedelta(seconds=1), timedelta(minutes=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LEASE, GRACE = Terms().lease, Terms().grace


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest) -> str:
    """Claims and leases are the database's own in each."""
    return str(request.param)


def trouble(house: Any, name: str, *troubles: Exception) -> None:
    house.post.troubles[house.person(name).id] = list(troubles)


def one(house: Any, kept: Any, name: str, what: What) -> Notice:
    """The notice about this that was written first for that person."""
    wanted = house.person(name).id
    return next(n for n in house.notices(kept, what) if n.person_id == wanted)


def heard(house: Any, name: str) -> list[str]:
    return [what.value for who, what in house.post.messages() if who == name]


def pass_by(house: Any, time: timedelta) -> None:
    house.clock.move_to(house.clock.now() + time)


def refused_for_good() -> Undelivered:
    return Undelivered("account_inactive", reason=Reason.REFUSED, for_good=True)


def test_what_is_refused_for_good_is_given_up_and_the_recruiter_is_told_once(house: Any) -> None:
    kept = house.book_one()
    trouble(house, "ana", refused_for_good())
    house.courier.sweep()
    given_up = one(house, kept, "ana", What.BOOKED)
    assert (given_up.state, given_up.reason) == (State.FAILED, Reason.REFUSED)
    assert given_up.detail == "account_inactive"
    assert heard(house, "sam") == ["booked", "untold"]
    told = one(house, kept, "sam", What.UNTOLD)
    assert told.values == {
        "person_id": given_up.person_id, "what": "booked", "detail": "account_inactive",
    }  # fmt: skip
    trouble(house, "ana", refused_for_good())
    house.clock.move_to(START - DAY)
    house.courier.sweep()
    assert heard(house, "sam") == ["booked", "untold", "unanswered"]


def test_a_recruiter_who_interviews_herself_is_told_too(house: Any) -> None:
    house.book_one("rita", interviewer="rita")
    trouble(house, "ana", refused_for_good())
    house.courier.sweep()
    assert heard(house, "rita") == ["booked", "untold"]


def test_that_somebody_could_not_be_told_is_told_after_the_end_as_well(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.cancel(kept)
    trouble(house, "ana", refused_for_good())
    house.courier.sweep()
    assert heard(house, "sam") == ["booked", "untold"]


def test_a_recruiter_who_cannot_be_told_either_is_no_endless_loop(house: Any) -> None:
    kept = house.book_one()
    trouble(house, "ana", refused_for_good())
    trouble(house, "sam", *(refused_for_good() for _ in range(9)))
    house.courier.sweep()
    assert one(house, kept, "sam", What.UNTOLD).state is State.FAILED
    assert heard(house, "pat") == ["booked"]


def test_a_failed_edit_is_noted_and_bothers_nobody(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.accept(kept, "pat")
    trouble(house, "ana", refused_for_good())
    house.courier.sweep()
    assert one(house, kept, "ana", What.ANSWERED).state is State.FAILED
    assert heard(house, "sam") == ["booked"]


def test_a_card_that_is_gone_is_no_failure(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.accept(kept, "pat")
    trouble(house, "ana", Undelivered("gone", reason=Reason.NO_CARD, for_good=True))
    house.courier.sweep()
    notice = one(house, kept, "ana", What.ANSWERED)
    assert (notice.state, notice.reason) == (State.SKIPPED, Reason.NO_CARD)


def test_what_was_not_posted_for_certain_is_sent_again_later_each_time(house: Any) -> None:
    kept = house.book_one()
    trouble(house, "ana", *(Undelivered("busy") for _ in range(3)))
    pauses = []
    for _ in range(3):
        tried_at = house.clock.now()
        house.courier.sweep()
        notice = one(house, kept, "ana", What.BOOKED)
        assert notice.state is State.PLANNED
        pauses.append(round((notice.due_at - tried_at) / SECONDS))
        house.clock.move_to(notice.due_at)
    house.courier.sweep()
    assert pauses == [2, 4, 8]
    assert heard(house, "ana") == ["booked"]
    assert one(house, kept, "ana", What.BOOKED).attempt == 4


def test_a_channel_that_asks_to_be_left_alone_is_left_alone(house: Any) -> None:
    kept = house.book_one()
    trouble(house, "ana", Undelivered("ratelimited", retry_after=30 * SECONDS))
    house.courier.sweep()
    wait = one(house, kept, "ana", What.BOOKED).due_at - house.clock.now()
    assert 29 * SECONDS < wait <= 30 * SECONDS


def test_what_was_tried_for_a_day_is_given_up_and_the_recruiter_told(house: Any) -> None:
    kept = house.book_one()
    with house.book.write() as pages:
        pages._connection.exec_driver_sql(f"UPDATE notices SET attempt = {MOST_ATTEMPTS - 1}")  # noqa: S608 - a number of ours
    pass_by(house, LONGEST_TRIED)
    trouble(house, "ana", Undelivered("busy"))
    house.courier.sweep()
    notice = one(house, kept, "ana", What.BOOKED)
    assert (notice.state, notice.reason) == (State.FAILED, Reason.TRIED_OFTEN)
    assert heard(house, "sam") == ["booked", "untold"]


def test_one_who_cannot_be_reached_holds_up_nobody_else(house: Any) -> None:
    house.book_one()
    trouble(house, "ana", Undelivered("busy"))
    house.courier.sweep()
    assert house.post.messages() == [("pat", What.BOOKED), ("sam", What.BOOKED)]


def test_a_notice_that_breaks_stops_no_other(house: Any, caplog: pytest.LogCaptureFixture) -> None:
    house.book_one()
    trouble(house, "ana", KeyError("no such sentence"))
    house.courier.sweep()
    assert house.post.messages() == [("pat", What.BOOKED), ("sam", What.BOOKED)]
    assert "notice_broke" in caplog.text


def in_doubt(*, arrived: bool) -> Undelivered:
    return Undelivered("reply_lost" if arrived else "timeout", certain=False)


def nobody_may_look(house: Any) -> None:
    house.post.blind = Undelivered("missing_scope", reason=Reason.REFUSED, for_good=True)


@pytest.mark.parametrize("arrived", [True, False])
def test_what_may_have_arrived_is_looked_for_and_is_there_once_in_the_end(
    house: Any, *, arrived: bool
) -> None:
    kept = house.book_one()
    trouble(house, "ana", in_doubt(arrived=arrived))
    house.courier.sweep()
    looked_for = State.SENT if arrived else State.CLAIMED
    assert one(house, kept, "ana", What.BOOKED).state is looked_for
    pass_by(house, GRACE)
    house.courier.sweep()
    assert one(house, kept, "ana", What.BOOKED).state is State.SENT
    assert heard(house, "ana") == ["booked"]
    house.accept(kept, "pat")
    house.courier.sweep()
    assert ("ana", What.ANSWERED) in house.post.edits()


def test_where_nobody_may_look_it_is_not_doubled_and_the_doubt_is_kept(house: Any) -> None:
    kept = house.book_one()
    nobody_may_look(house)
    trouble(house, "ana", in_doubt(arrived=False))
    house.courier.sweep()
    pass_by(house, HOUR)
    house.courier.sweep()
    notice = one(house, kept, "ana", What.BOOKED)
    assert (notice.state, notice.reason) == (State.UNKNOWN, Reason.IN_DOUBT)
    assert heard(house, "ana") == []


def test_who_was_told_nothing_of_taking_over_is_asked_once_that_is_undone(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    kept = house.do(Ask(person_id=house.person("rita").id), house.cannot(kept, "pat")).after
    kept = house.do(Taking(), kept, "rita").after
    trouble(house, "rita", in_doubt(arrived=False))
    house.courier.sweep()
    house.do(Undo(version=kept.version), kept, "rita")
    pass_by(house, LEASE)
    house.courier.sweep()
    pass_by(house, GRACE)
    house.courier.sweep()
    assert heard(house, "rita") == ["offered"]


@pytest.mark.parametrize("is_known", [True, False], ids=["is known", "is not known yet"])
def test_who_may_have_heard_of_it_hears_that_it_is_undone(house: Any, is_known: bool) -> None:
    kept = house.book_one()
    nobody_may_look(house)
    trouble(house, "ana", in_doubt(arrived=False))
    house.courier.sweep()
    if is_known:
        pass_by(house, UNDO_FOR / 2)
        house.courier.sweep()
    house.do(Undo(), kept)
    pass_by(house, HOUR)
    house.courier.sweep()
    assert one(house, kept, "ana", What.BOOKED).state is State.UNKNOWN
    assert heard(house, "ana") == ["cancelled"]


def test_where_nobody_may_look_a_reminder_is_sent_again(house: Any) -> None:
    house.book_one()
    house.courier.sweep()
    nobody_may_look(house)
    house.clock.move_to(START - DAY)
    trouble(house, "ana", in_doubt(arrived=False))
    house.courier.sweep()
    pass_by(house, LEASE)
    house.courier.sweep()
    assert heard(house, "ana") == ["booked", "reminder"]


def test_what_cannot_be_looked_for_now_is_looked_for_later(house: Any) -> None:
    kept = house.book_one()
    house.post.blind = Undelivered("internal_error")
    trouble(house, "ana", in_doubt(arrived=True))
    house.courier.sweep()
    for _ in range(3):
        pass_by(house, LEASE)
        house.courier.sweep()
        assert one(house, kept, "ana", What.BOOKED).state is State.CLAIMED
    house.post.blind = None
    pass_by(house, LEASE)
    house.courier.sweep()
    assert one(house, kept, "ana", What.BOOKED).state is State.SENT
    assert heard(house, "ana") == ["booked"]


@pytest.mark.parametrize("arrived", [True, False])
def test_who_may_have_been_invited_hears_of_the_cancellation_only_after_the_invitation(
    house: Any, *, arrived: bool
) -> None:
    kept = house.book_one()
    trouble(house, "ana", in_doubt(arrived=arrived))
    house.courier.sweep()
    house.cancel(kept)
    house.courier.sweep()
    assert heard(house, "ana") == (["booked", "cancelled"] if arrived else [])
    pass_by(house, GRACE)
    house.courier.sweep()
    assert heard(house, "ana") == (["booked", "cancelled"] if arrived else [])


def test_who_may_have_been_invited_is_told_of_the_cancellation_in_any_case(house: Any) -> None:
    kept = house.book_one()
    nobody_may_look(house)
    trouble(house, "ana", in_doubt(arrived=False))
    house.courier.sweep()
    house.cancel(kept)
    pass_by(house, LEASE)
    house.courier.sweep()
    assert heard(house, "ana") == ["cancelled"]


def test_a_courier_whose_lease_runs_out_sends_nothing_more_under_it(house: Any) -> None:
    kept = house.book_one()
    house.post.meanwhile = lambda: pass_by(house, LEASE * 2 / 3)
    house.courier.sweep()
    claims = {notice.lease_token for notice, *_ in house.post.delivered if notice.loud}
    assert len(claims) > 1  # what was left was given back, and claimed anew
    assert {notice.attempt for notice in house.notices(kept, What.BOOKED)} == {1}
    assert sorted(house.post.messages()) == [(n, What.BOOKED) for n in ("ana", "pat", "sam")]


def test_a_message_that_had_to_wait_does_not_come_after_a_newer_one(house: Any) -> None:
    kept = house.book_one()
    trouble(house, "ana", Undelivered("ratelimited", retry_after=30 * SECONDS))
    house.courier.sweep()
    house.move(kept, START + HOUR)
    house.courier.sweep()
    pass_by(house, MINUTES)
    house.courier.sweep()
    assert heard(house, "ana") == ["moved"]
    notice = one(house, kept, "ana", What.BOOKED)
    assert (notice.state, notice.reason) == (State.REPLACED, Reason.OVERTAKEN)


def test_a_reminder_that_had_to_wait_does_not_come_after_a_nearer_one(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.clock.move_to(START - 12 * MINUTES)
    trouble(house, "ana", Undelivered("ratelimited", retry_after=5 * MINUTES))
    house.courier.sweep()
    house.clock.move_to(START - 9 * MINUTES)
    house.courier.sweep()
    house.clock.move_to(START - 6 * MINUTES)
    house.courier.sweep()
    assert heard(house, "ana") == ["booked", "reminder"]
    for notice in house.notices(kept, What.REMINDER)[:2]:  # the day and the hour before
        assert (notice.state, notice.reason) == (State.REPLACED, Reason.NEARER_REMINDER)


def crash_with_everything_claimed(house: Any) -> None:
    """What a courier leaves that is killed between claim and sending."""
    now = house.clock.now()
    with house.book.write() as pages:
        pages.claim(now, Lease(token="killed", taken_at=now, until=now + LEASE), 100)


def test_what_a_killed_courier_held_is_taken_over_when_its_lease_has_run_out(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.clock.move_to(START - DAY)
    crash_with_everything_claimed(house)
    assert house.courier.sweep() == 0
    pass_by(house, LEASE)
    house.courier.sweep()  # looks for it
    assert heard(house, "ana") == ["booked"]
    pass_by(house, GRACE)
    house.courier.sweep()  # looks for it once more
    assert heard(house, "ana") == ["booked", "reminder"]
    assert one(house, kept, "ana", What.REMINDER).attempt == 3


def test_a_request_that_a_killed_courier_had_not_sent_is_sent(house: Any) -> None:
    kept = house.book_one()
    crash_with_everything_claimed(house)
    for time in (LEASE, GRACE):
        pass_by(house, time)
        house.courier.sweep()
    assert one(house, kept, "ana", What.BOOKED).state is State.SENT
    assert heard(house, "ana") == ["booked"]


def test_a_request_that_a_killed_courier_may_have_sent_is_not_doubled_where_nobody_may_look(
    house: Any,
) -> None:
    kept = house.book_one()
    nobody_may_look(house)
    crash_with_everything_claimed(house)
    pass_by(house, LEASE)
    house.courier.sweep()
    notice = one(house, kept, "ana", What.BOOKED)
    assert (notice.state, notice.reason) == (State.UNKNOWN, Reason.IN_DOUBT)


def test_an_edit_that_a_killed_courier_held_is_made(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.accept(kept, "pat")
    crash_with_everything_claimed(house)
    pass_by(house, LEASE)
    house.courier.sweep()
    assert ("ana", What.ANSWERED) in house.post.edits()


def test_an_edit_that_may_have_been_made_is_made_again(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.accept(kept, "pat")
    trouble(house, "ana", Undelivered("reply_lost", certain=False))
    house.courier.sweep()
    pass_by(house, 5 * SECONDS)
    house.courier.sweep()
    assert house.post.edits().count(("ana", What.ANSWERED)) == 2


def test_what_is_refused_for_good_without_a_reason_was_refused(house: Any) -> None:
    kept = house.book_one()
    trouble(house, "ana", Undelivered("no_permission", for_good=True))
    house.courier.sweep()
    given_up = one(house, kept, "ana", What.BOOKED)
    assert (given_up.state, given_up.reason) == (State.FAILED, Reason.REFUSED)


def test_only_whose_lease_it_is_writes_how_it_ended(house: Any) -> None:
    kept = house.book_one()
    nobody_may_look(house)
    trouble(house, "ana", refused_for_good())

    def take_over() -> None:
        pass_by(house, LEASE)
        house.another_courier().sweep()

    house.post.meanwhile = take_over
    house.courier.sweep()  # comes back from Slack, refused, when its lease is long over
    notice = one(house, kept, "ana", What.BOOKED)
    assert (notice.state, notice.reason) == (State.UNKNOWN, Reason.IN_DOUBT)
    assert house.notices(kept, What.UNTOLD) == []


def test_two_couriers_share_the_work_and_send_nothing_twice(house: Any) -> None:
    house.book_one()
    house.post.meanwhile = lambda: house.another_courier().sweep()
    house.courier.sweep()
    assert sorted(house.post.messages()) == [(n, What.BOOKED) for n in ("ana", "pat", "sam")]


def test_while_one_message_is_in_the_air_the_next_one_to_the_same_person_waits(
    house: Any,
) -> None:
    kept = house.book_one()

    def move_and_sweep_elsewhere() -> None:
        house.move(kept, START + HOUR)
        house.another_courier().sweep()
        assert house.post.messages() == []

    house.post.meanwhile = move_and_sweep_elsewhere
    house.courier.sweep()
    assert heard(house, "ana") == heard(house, "pat") == ["booked", "moved"]


def test_a_message_that_is_accepted_late_is_found_by_the_second_look(house: Any) -> None:
    kept = house.book_one()
    trouble(house, "ana", in_doubt(arrived=False))
    house.courier.sweep()
    late = one(house, kept, "ana", What.BOOKED)
    assert late.looked_at is not None
    house.post.delivered.append((late, kept, house.person("ana"), None))
    pass_by(house, GRACE)
    house.courier.sweep()
    assert one(house, kept, "ana", What.BOOKED).state is State.SENT
    assert heard(house, "ana") == ["booked"]


def test_between_the_two_looks_nothing_is_sent(house: Any) -> None:
    kept = house.book_one()
    trouble(house, "ana", in_doubt(arrived=False))
    house.courier.sweep()
    pass_by(house, GRACE - SECONDS)
    house.another_courier().sweep()
    assert one(house, kept, "ana", What.BOOKED).state is State.CLAIMED
    assert heard(house, "ana") == []


def test_what_was_sent_again_is_looked_for_twice_again(house: Any) -> None:
    kept = house.book_one()
    trouble(house, "ana", in_doubt(arrived=False), in_doubt(arrived=False))
    house.courier.sweep()
    pass_by(house, GRACE)
    house.courier.sweep()  # sent again, and again nobody knows
    assert one(house, kept, "ana", What.BOOKED).state is State.CLAIMED
    house.courier.sweep()
    assert heard(house, "ana") == []
    pass_by(house, GRACE)
    house.courier.sweep()
    assert heard(house, "ana") == ["booked"]


def test_a_courier_that_dies_while_it_sends_again_leaves_a_new_doubt(house: Any) -> None:
    kept = house.book_one()
    trouble(house, "ana", in_doubt(arrived=False), KeyError("it dies here"))
    house.courier.sweep()
    pass_by(house, GRACE)
    house.courier.sweep()
    assert one(house, kept, "ana", What.BOOKED).looked_at is None
    pass_by(house, LEASE)
    house.courier.sweep()
    assert heard(house, "ana") == []  # it was looked for once
    pass_by(house, GRACE)
    house.courier.sweep()
    assert heard(house, "ana") == ["booked"]


def test_where_a_look_must_wait_until_the_start_it_counts_as_not_allowed(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.post.blind = Undelivered("ratelimited", retry_after=50 * SECONDS)
    house.clock.move_to(START - 10 * MINUTES)
    trouble(house, "ana", in_doubt(arrived=False))
    house.courier.sweep()
    assert heard(house, "ana") == ["booked"]
    house.clock.move_to(START - 40 * SECONDS)
    house.courier.sweep()
    assert heard(house, "ana") == ["booked", "reminder"]
    house.change(kept, location="Room 2")
    trouble(house, "ana", in_doubt(arrived=False))
    house.courier.sweep()
    notice = one(house, kept, "ana", What.CHANGED)
    assert (notice.state, notice.reason) == (State.UNKNOWN, Reason.IN_DOUBT)


def test_who_lost_the_lease_makes_no_card_of_the_message(house: Any) -> None:
    kept = house.book_one()
    nobody_may_look(house)

    def take_over() -> None:
        pass_by(house, LEASE)
        house.another_courier().sweep()

    house.post.meanwhile = take_over
    house.courier.sweep()  # its message to Ana arrives when another one has given it up
    with house.book.read() as pages:
        assert pages.card(1, kept.id, house.person("ana").id) is None


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_machine_clock_that_is_set_by_two_hours_does_no_harm(house: Any, hours: int) -> None:
    ahead = 0 * HOUR

    def machine_now() -> datetime:
        return house.clock.now() + ahead

    def courier() -> Courier:
        return Courier(house.book, house.post, house.clock, machine_now, LeadTimes(), at_once=1)

    kept = house.book_one()
    now = machine_now()
    with house.book.ledger() as pages:
        pages.claim(house.clock.now(), Lease(token="killed", taken_at=now, until=now + LEASE), 100)

    def set_clock() -> None:
        nonlocal ahead
        ahead = hours * HOUR

    set_clock()
    for time in (SECONDS, LEASE, GRACE):
        pass_by(house, time)
        courier().sweep()
    assert sorted(house.post.messages()) == [(n, What.BOOKED) for n in ("ana", "pat", "sam")]
    house.move(kept, START + HOUR)
    ahead = 0 * HOUR
    house.post.meanwhile = set_clock  # while one is in the air
    for time in (SECONDS, LEASE, GRACE):
        pass_by(house, time)
        courier().sweep()
    assert heard(house, "ana") == heard(house, "pat") == ["booked", "moved"]


def test_a_move_that_is_taken_back_while_a_reminder_is_looked_at_costs_nobody_the_reminder(
    house: Any,
) -> None:
    kept = house.book_one()
    house.courier.sweep()
    away = house.move(kept, START + HOUR)
    house.courier.sweep()
    kept = house.move(away, START)
    house.courier.sweep()
    house.clock.move_to(START - 10 * MINUTES)
    now = house.clock.now()
    with house.book.ledger() as pages:
        (reminder,) = (
            notice
            for notice in pages.claim(now, Lease(token="t", taken_at=now, until=now + LEASE), 100)
            if notice.person_id == house.person("pat").id
        )
    elsewhere = house.move(kept, START + DAY)
    house.move(elsewhere, START)
    with house.book.ledger() as pages:  # it was looked at while the interview was elsewhere
        ended = pages.end(
            reminder, State.REPLACED, now, reason=Reason.MOVED, version=elsewhere.version
        )
    assert not ended
    for time in (LEASE, GRACE):
        pass_by(house, time)
        house.courier.sweep()
    assert "reminder" in heard(house, "pat")


def test_what_was_tried_often_within_a_day_is_not_given_up(house: Any) -> None:
    kept = house.book_one()
    invitation = one(house, kept, "ana", What.BOOKED)
    often = house.courier._delivery._tried_often
    tried = invitation.but(attempt=MOST_ATTEMPTS)
    assert not often(tried)
    assert often(tried.but(created_at=house.clock.now() - LONGEST_TRIED))


def test_what_has_its_turn_later_than_its_lease_lasts_is_put_off_until_then(house: Any) -> None:
    kept = house.book_one()
    house.post.turn = lambda *_: HOUR
    house.courier.sweep()
    put_off = one(house, kept, "ana", What.BOOKED)
    assert (put_off.state, put_off.lease_token) == (State.PLANNED, None)
    assert HOUR - SECONDS < put_off.due_at - house.clock.now() <= HOUR
    assert house.post.delivered == []


def test_what_was_not_begun_when_the_courier_is_stopped_is_given_back(house: Any) -> None:
    kept = house.book_one()
    house.post.meanwhile = house.courier.stop
    house.courier.sweep()
    assert len(house.post.delivered) == 1
    left = [notice for notice in house.notices(kept, What.BOOKED) if notice.state is State.PLANNED]
    assert [notice.lease_token for notice in left] == [None, None]


def test_what_comes_back_unsent_when_its_lease_is_over_is_sent_again_at_once(house: Any) -> None:
    house.book_one()
    trouble(house, "ana", Undelivered("busy"))
    house.post.meanwhile = lambda: pass_by(house, LEASE)
    house.courier.sweep()
    assert heard(house, "ana") == ["booked"]


def test_only_whose_lease_it_is_plans_what_follows(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.clock.move_to(kept.interview.end_at)
    house.courier.sweep()

    def take_over() -> None:
        with house.book.write() as pages:
            pages._connection.exec_driver_sql("UPDATE notices SET lease_token = 'another'")

    house.clock.move_to(kept.interview.end_at + 5 * MINUTES)
    house.post.meanwhile = take_over
    house.courier.sweep()
    assert heard(house, "pat")[-1] == "feedback"
    assert len(house.notices(kept, What.FEEDBACK)) == 1


@pytest.mark.parametrize("meanwhile", [False, True], ids=["before", "meanwhile"])
def test_of_what_is_gone_nothing_is_sent(house: Any, *, meanwhile: bool) -> None:
    kept = house.book_one()
    now, clock = house.clock.now(), house.clock
    lease = Lease(token="ours", taken_at=now, until=now + LEASE)
    with house.book.write() as pages:
        [claimed, *_] = pages.claim(now, lease, 1)
    looking, stopped = Looking(house.book, clock.now), threading.Event()
    delivery = Delivery(
        house.book, looking, house.post, clock, clock.now, LeadTimes(), Terms(), stopped
    )
    [look] = looking.at([claimed])
    gone = replace(look, case=None)
    if meanwhile:
        gone = replace(look, notice=claimed.but(interview_id=999), edition=look.edition - 1)
    with house.book.write() as pages:
        write_down([delivery.deal_with(gone)], pages)
    [notice] = [each for each in house.notices(kept) if each.id == claimed.id]
    assert (notice.state, notice.reason) == (State.SKIPPED, Reason.NO_LONGER_CONCERNED)
    assert house.post.delivered == []
