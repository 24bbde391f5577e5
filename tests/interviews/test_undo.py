"""Undo: what was before is there again to the letter, and only who had heard of it hears."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.interviews.changes import facts
from bot.interviews.doing.undoing import UNDO_FOR, offers_undo
from bot.interviews.model import Door, Kept
from bot.interviews.notices import Reason, State, What
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.planning.second_thoughts import SECOND_THOUGHTS, takes_nothing_back
from bot.interviews.plans import Handover, InterviewChange, Reminding, RemindingNow, Undo
from bot.interviews.ports.post import Undelivered
from bot.interviews.refusals import Refusal
from bot.interviews.service import Interviews

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)

Way = Callable[[Any, Kept], Kept]


def prepared(house: Any) -> Kept:
    """An interview that has something of everything: both answers, another time, a reason."""
    kept = house.accept(house.book_one(), "ana")
    kept = house.cannot(kept, "pat", reason="ill")
    return house.propose(kept, "ana")


WAYS: dict[str, tuple[str, Way]] = {
    "a move": ("sam", lambda house, kept: house.move(kept, house.START + DAY)),
    "a place": ("sam", lambda house, kept: house.change(kept, location="Room 2")),
    "another interviewer": ("sam", lambda house, kept: house.change(kept, interviewer="lee")),
    "another interviewee": ("sam", lambda house, kept: house.change(kept, interviewee="bob")),
    "a proposal": ("pat", lambda house, kept: house.propose(kept, "pat", house.START + 2 * DAY)),
    "a yes": ("pat", lambda house, kept: house.accept(kept, "pat")),
    "a no": ("pat", lambda house, kept: house.decline(kept, "pat")),
    "a cancellation": ("sam", lambda house, kept: house.cancel(kept, reason="ill")),
    "a withdrawal": ("ana", lambda house, kept: house.reject(kept, "ana", reason="moved")),
    "another recruiter": (
        "sam",
        lambda house, kept: house.do(Handover(owner_id=house.person("rita").id), kept).after,
    ),
}


@pytest.fixture
def waiting(house: Any) -> Iterator[Any]:
    """The house as it is in earnest: others hear of what a recruiter did 15 seconds later."""
    house.interviews = Interviews(house.book, house.clock, LeadTimes(), house._committed)
    return house


def in_words(kept: Kept) -> dict[str, Any]:
    return {name: value for name, value in facts(kept).items() if name != "version"}


@pytest.mark.parametrize("way", WAYS)
def test_every_value_is_as_it_was(house: Any, way: str) -> None:
    by, deed = WAYS[way]
    before = prepared(house)
    after = deed(house, before)
    house.clock.move_to(house.clock.now() + UNDO_FOR - 20 * SECOND)
    undone = house.do(Undo(version=after.version), after, by).after
    assert in_words(undone) == in_words(before)
    assert house.stored(before) == undone
    assert house.history(before)[-1].deed == "undo"


def test_a_booking_that_is_undone_is_cancelled_and_the_application_as_it_was(house: Any) -> None:
    before = house.application("ana")
    kept = house.book_one()
    undone = house.do(Undo(), kept).after
    assert undone.interview.status == "cancelled"
    assert house.application("ana") == undone.application == before


def test_an_application_that_another_interview_changed_since_stays_as_it_is(house: Any) -> None:
    first = house.book_one()
    second = house.book_one(start_at=house.START + DAY)
    house.cancel(first)
    house.clock.move_to(house.clock.now() + SECOND)
    house.reject(second, "ana")
    house.do(Undo(), first)
    assert house.application("ana").kind == "rejected"


def test_of_what_is_undone_in_time_nobody_else_hears(waiting: Any) -> None:
    kept = waiting.book_one()
    waiting.courier.sweep()
    waiting.do(Undo(), kept)
    waiting.clock.move_to(waiting.NOW + DAY)
    waiting.courier.sweep()
    assert {who.title for _, _, who, _ in waiting.post.delivered} == {"sam"}
    ended = {
        (n.state, n.reason)
        for n in waiting.notices(kept, What.BOOKED)
        if n.person_id != waiting.person("sam").id
    }
    assert ended == {(State.REPLACED, Reason.UNDONE)}


def test_otherwise_everybody_else_hears_a_little_later(waiting: Any) -> None:
    waiting.book_one()
    waiting.clock.move_to(waiting.NOW + SECOND_THOUGHTS - 5 * SECOND)
    waiting.courier.sweep()
    assert [who for who, _ in waiting.post.messages()] == ["sam"]  # who can undo it there
    waiting.clock.move_to(waiting.NOW + SECOND_THOUGHTS + 5 * SECOND)
    waiting.courier.sweep()
    assert [who for who, _ in waiting.post.messages()] == ["sam", "ana", "pat"]


def test_what_is_undone_after_some_have_heard_is_told_to_those_alone(waiting: Any) -> None:
    kept = waiting.book_one()
    waiting.post.troubles = {waiting.person("pat").id: [Undelivered("away")]}
    waiting.clock.move_to(waiting.NOW + SECOND_THOUGHTS + 5 * SECOND)
    waiting.courier.sweep()
    waiting.do(Undo(), kept)
    waiting.clock.move_to(waiting.NOW + DAY)
    waiting.courier.sweep()
    assert ("ana", What.CANCELLED) in waiting.post.messages()
    assert "pat" not in {who for who, _ in waiting.post.messages()}


NO_WAIT: dict[str, tuple[str, Way]] = {
    "through the API": (
        "lee",
        lambda house, kept: (
            house.do(
                InterviewChange(interviewer_id=house.person("lee").id),
                kept,
                house.by("sam", Door.API),
            ).after
        ),
    ),
    "by who answers": ("sam", lambda house, kept: house.cannot(kept, "pat")),
    "by who answers, a recruiter": ("ana", lambda house, kept: house.propose(kept, "rita")),
    "by the interviewer": ("ana", lambda house, kept: house.cancel(kept, "pat")),
    "near the start": ("ana", lambda house, kept: house.cancel(kept)),
}


@pytest.mark.parametrize("way", NO_WAIT)
def test_nothing_else_waits(waiting: Any, way: str) -> None:
    who, deed = NO_WAIT[way]
    kept = waiting.book_one(interviewer="rita" if "recruiter" in way else "pat")
    near = timedelta(hours=2) if "near" in way else 5 * HOUR
    waiting.clock.move_to(waiting.START - near)
    kept = deed(waiting, kept)
    held = {
        waiting.name(n.person_id): n.held_for
        for n in waiting.notices(kept)
        if n.loud and n.version == kept.version and n.lead_time is None
    }
    assert held[who] == timedelta(0)


def test_who_is_reminded_on_demand_is_reminded_at_once(waiting: Any) -> None:
    told = waiting.do(RemindingNow(), waiting.book_one()).notices
    assert [n.due_at == n.created_at for n in told if n.is_asked_for] == [True, True]


def test_what_makes_no_sound_waits_as_well_but_for_who_did_it(waiting: Any) -> None:
    kept = waiting.change(waiting.book_one(), location="Room 2")
    held = {waiting.name(n.person_id): n.held_for for n in waiting.notices(kept, What.CHANGED)}
    assert held == {"ana": SECOND_THOUGHTS, "pat": SECOND_THOUGHTS, "sam": timedelta(0)}


def test_a_second_more_than_two_hours_before_it_waits(waiting: Any) -> None:
    kept = waiting.book_one()
    waiting.clock.move_to(waiting.START - 2 * HOUR - SECOND)
    kept = waiting.cancel(kept)
    held = {n.held_for for n in waiting.notices(kept, What.CANCELLED) if n.loud}
    assert held == {SECOND_THOUGHTS}


def test_what_is_on_its_way_when_it_is_undone_is_not_told_any_more(house: Any) -> None:
    kept = house.book_one()
    house.post.meanwhile = lambda: house.do(Undo(), kept)
    house.courier.sweep()
    house.courier.sweep()
    assert house.post.messages() == [("ana", What.BOOKED), ("ana", What.CANCELLED)]
    of_pat = [n for n in house.notices(kept) if n.person_id == house.person("pat").id]
    ended = [(n.what, n.state, n.reason) for n in of_pat if n.lead_time is None]
    assert ended == [
        (What.BOOKED, State.REPLACED, Reason.UNDONE),
        (What.CANCELLED, State.SKIPPED, Reason.NEVER_TOLD),
    ]


def test_who_has_not_heard_of_a_move_does_not_hear_that_it_is_undone(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.move(kept, house.START + DAY)
    house.post.meanwhile = lambda: house.do(Undo(), kept)
    house.courier.sweep()
    house.courier.sweep()
    of_pat = [what for who, what in house.post.messages() if who == "pat"]
    assert of_pat == [What.BOOKED]
    undone = [n for n in house.notices(kept, What.UNDONE) if house.name(n.person_id) == "pat"]
    assert [(n.state, n.reason) for n in undone] == [(State.SKIPPED, Reason.NEVER_TOLD)]


def test_who_heard_of_it_by_the_message_of_another_deed_hears_that_it_is_undone(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.move(kept, house.START + DAY)
    moved = house.move(kept, house.START + 2 * DAY)
    house.clock.move_to(house.clock.now() + 90 * SECOND)
    house.courier.sweep()
    assert house.post.messages().count(("ana", What.MOVED)) == 1
    house.do(Undo(), moved)
    house.courier.sweep()
    assert ("ana", What.UNDONE) in house.post.messages()


def test_a_reminder_in_between_gives_no_sound_to_what_was_undone(house: Any) -> None:
    kept = house.accept(house.book_one(), "pat")
    house.clock.move_to(house.START - HOUR - 30 * SECOND)
    house.courier.sweep()
    house.do(Reminding(lead_times=(HOUR, HOUR / 2)), kept)
    house.courier.sweep()
    house.clock.move_to(house.START - HOUR + SECOND)
    house.courier.sweep()
    assert house.post.delivered[-1][0].what is What.REMINDER
    house.do(Undo(), kept)
    assert {n.loud for n in house.notices(kept, What.UNDONE)} == {False}


def test_two_changes_in_a_row_are_told_by_one_message(waiting: Any) -> None:
    kept = waiting.book_one()
    waiting.clock.move_to(waiting.NOW + 5 * SECOND)
    waiting.change(kept, location="Room 2", start_at=waiting.START + HOUR,
                   end_at=waiting.START + 2 * HOUR)  # fmt: skip
    waiting.clock.move_to(waiting.NOW + HOUR)
    waiting.courier.sweep()
    told = [what for who, what in waiting.post.messages() if who == "ana"]
    assert told == [What.BOOKED]


def test_a_proposal_that_was_taken_back_is_not_told_by_the_message_of_a_move(
    waiting: Any,
) -> None:
    kept = waiting.book_one()
    waiting.pass_until(waiting.NOW + HOUR)
    kept = waiting.move(kept, waiting.START + DAY)
    waiting.clock.move_to(waiting.clock.now() + SECOND)
    waiting.decline(waiting.propose(kept, "sam"), "sam")
    waiting.pass_until(waiting.clock.now() + UNDO_FOR)
    told = [what for who, what in waiting.post.messages() if who == "ana"]
    assert told == [What.BOOKED, What.MOVED]


def test_reminders_are_those_of_the_time_that_stands_again(house: Any) -> None:
    kept = house.book_one()
    planned = {(n.person_id, n.due_at) for n in house.notices(kept, What.REMINDER)}
    kept = house.move(kept, house.START + DAY)
    house.do(Undo(), kept)
    again = house.notices(kept, What.REMINDER)
    assert {(n.person_id, n.due_at) for n in again if n.state is State.PLANNED} == planned
    assert {n.start_at for n in again if n.reason is Reason.MOVED} == {
        house.START, house.START + DAY,
    }  # fmt: skip


def test_a_reminder_that_came_due_while_the_change_stood_comes_after_all(house: Any) -> None:
    kept = house.accept(house.book_one(), "pat")
    house.clock.move_to(house.START - HOUR - SECOND)
    house.courier.sweep()
    kept = house.cancel(kept)
    house.clock.move_to(house.START - HOUR + SECOND)
    house.do(Undo(), kept)
    house.courier.sweep()
    last = house.post.delivered[-1][0]
    assert (last.what, last.lead_time) == (What.REMINDER, HOUR)


def test_a_time_that_was_given_away_meanwhile_is_not_taken_back(house: Any) -> None:
    kept = house.move(house.book_one(), house.START + DAY)
    other = house.book_one(interviewee="bob")
    refused = house.refuses(lambda: house.do(Undo(), kept), Refusal.BUSY, "start_at")
    assert refused.values["other_id"] == other.id


def test_what_the_same_person_did_through_the_api_is_undone_in_chat(house: Any) -> None:
    kept = house.book_one()
    change = InterviewChange(location="Room 2")
    house.do(change, kept, house.by("sam", Door.API))
    assert house.do(Undo(), kept).after.interview.location == kept.interview.location


def test_pressed_twice_it_is_done_once(house: Any) -> None:
    moved = house.move(house.book_one(), house.START + DAY)
    plan = Undo(version=moved.version)
    undone = house.do(plan, moved).after
    again = house.do(plan, moved)
    assert (again.after, again.notices) == (undone, ())
    assert [entry.deed for entry in house.history(moved)] == ["book", "change", "undo"]
    house.refuses(lambda: house.do(plan, moved, "rita"), Refusal.STALE)
    earlier = Undo(version=moved.version - 1)
    house.refuses(lambda: house.do(earlier, moved), Refusal.STALE)


def test_what_was_done_since_is_not_taken_for_undone(house: Any) -> None:
    kept = house.book_one()
    house.move(kept, house.START + DAY)
    house.refuses(lambda: house.do(Undo(version=kept.version), kept), Refusal.STALE)


def test_of_what_the_history_does_not_say_nothing_is_undone(house: Any) -> None:
    kept = house.book_one()
    with house.book.write() as pages:
        changed = pages.save_interview(kept.but(owner=None))
    for plan in (Undo(), Undo(version=changed.version)):
        house.refuses(lambda plan=plan: house.do(plan, kept), Refusal.NOTHING_TO_UNDO)


def test_whoever_did_something_can_undo_it_once(house: Any) -> None:
    done = house.do(InterviewChange(location="Room 2"), house.book_one())
    assert done.can_be_undone
    assert not house.do(InterviewChange(location="Room 2"), done.after).can_be_undone
    assert not house.do(RemindingNow(), done.after).can_be_undone


@pytest.mark.parametrize("by", ["sam", "pat", "ana", "lee"])
def test_it_is_offered_to_whoever_did_it_alone_and_only_for_two_minutes(
    house: Any, by: str
) -> None:
    kept = house.accept(house.book_one(), "ana")
    told = {notice.person_id: notice for notice in house.notices(kept, What.ANSWERED)}
    person, now = house.person(by), house.clock.now()
    notice = told.get(person.id, told[house.person("ana").id])
    assert offers_undo(notice, kept, person, now) is (by == "ana")
    assert not offers_undo(notice, kept, person, now + UNDO_FOR + SECOND)
    later = house.accept(kept, "pat")
    assert not offers_undo(notice, later, person, now)


def test_it_is_not_offered_for_what_cannot_be_undone(house: Any) -> None:
    kept = house.cannot(house.book_one())
    left = house.leave(kept, "lee")  # who has nothing to do with it any more
    assert offers(house, left, "lee") == [False]
    house.courier.sweep()
    cancelled = house.cancel(left)
    house.courier.sweep()
    taken_back = house.do(Undo(), cancelled).after
    assert offers(house, taken_back, "sam") == [False]


def test_what_is_no_longer_offered_is_taken_off_that_card_and_once(house: Any) -> None:
    kept = house.book_one()
    house.clock.move_to(house.NOW + 5 * SECOND)
    house.courier.sweep()
    house.pass_until(house.NOW + HOUR)
    [settled] = house.notices(kept, What.SETTLED)
    assert (house.name(settled.person_id), settled.state) == ("sam", State.SENT)
    assert not offers_undo(settled, kept, house.person("sam"), settled.due_at)


def offers(house: Any, kept: Kept, name: str) -> list[bool]:
    """Whether each notice to somebody of the last deed offers to take it back."""
    person, now = house.person(name), house.clock.now()
    told = [each for each in house.notices(kept) if each.version == kept.version]
    return [
        offers_undo(each, kept, person, now)
        for each in told
        if each.person_id == person.id and each.lead_time is None
    ]


def test_a_card_that_was_drawn_meanwhile_shows_again_what_was_before(waiting: Any) -> None:
    house, kept = waiting, waiting.book_one()
    house.clock.move_to(house.NOW + 10 * SECOND)
    house.change(kept, location="Room 2")
    house.pass_until(house.NOW + 20 * SECOND)  # Ana is told of the booking, and not yet of Room 2
    house.do(Undo(), kept)
    house.pass_until(house.NOW + HOUR)
    told = [
        (notice.what, notice.loud, shown.interview.location)
        for notice, shown, person, _ in house.post.delivered
        if person.title == "ana"
    ]
    place = kept.interview.location
    assert told == [(What.BOOKED, True, "Room 2"), (What.UNDONE, False, place)]


@pytest.mark.parametrize("way", ["another interviewee", "a cancellation"])
def test_what_somebody_did_not_hear_because_of_what_is_undone_shows_on_their_card(
    waiting: Any, way: str
) -> None:
    house, kept = waiting, waiting.book_one()
    house.pass_until(house.NOW + HOUR)
    kept = house.cannot(kept)
    house.clock.move_to(house.clock.now() + SECOND)
    WAYS[way][1](house, kept)
    house.clock.move_to(house.clock.now() + SECOND)
    house.courier.sweep()
    assert ("ana", What.CANNOT) not in house.post.edits()
    house.do(Undo(), kept)
    house.pass_until(house.clock.now() + HOUR)
    assert ("ana", What.UNDONE) in house.post.edits()
    assert ("ana", What.UNDONE) not in house.post.messages()


def test_an_invitation_that_was_kept_back_by_what_is_undone_comes_after_all(waiting: Any) -> None:
    kept = waiting.move(waiting.book_one(), waiting.START + DAY)
    kept = waiting.cancel(kept)
    waiting.pass_until(waiting.NOW + UNDO_FOR / 2)
    waiting.do(Undo(), kept)
    waiting.pass_until(waiting.NOW + HOUR)
    others = [each for each in waiting.post.messages() if each[0] != "sam"]
    assert sorted(others) == [("ana", What.BOOKED), ("pat", What.BOOKED)]
    assert not waiting.notices(kept, What.UNDONE)  # which says less than that they are invited


def test_a_move_that_was_kept_back_by_what_is_undone_is_told_as_of_before(waiting: Any) -> None:
    kept = waiting.book_one()
    waiting.pass_until(waiting.NOW + HOUR)
    for days in (1, 2):
        kept = waiting.move(kept, waiting.START + days * DAY)
    waiting.clock.move_to(waiting.clock.now() + SECOND_THOUGHTS - 5 * SECOND)
    kept = waiting.cancel(kept)
    waiting.pass_until(waiting.clock.now() + 10 * SECOND)  # the moves are due, but not that
    waiting.do(Undo(), kept)
    waiting.pass_until(waiting.clock.now() + UNDO_FOR)
    [told] = [n for n, _, who, _ in waiting.post.delivered if n.what is What.MOVED and n.loud
              and who.title == "ana"]  # fmt: skip
    assert datetime.fromisoformat(told.values["was"]["start_at"]) == waiting.START


def test_of_what_was_kept_back_the_newest_is_told_which_may_want_an_answer(waiting: Any) -> None:
    kept = waiting.book_one()
    waiting.pass_until(waiting.NOW + HOUR)
    kept = waiting.propose(waiting.move(kept, waiting.START + DAY), "sam")
    waiting.clock.move_to(waiting.clock.now() + SECOND_THOUGHTS - 5 * SECOND)
    kept = waiting.cancel(kept)
    waiting.pass_until(waiting.clock.now() + 10 * SECOND)
    waiting.do(Undo(), kept)
    waiting.pass_until(waiting.clock.now() + UNDO_FOR)
    told = [what for who, what in waiting.post.messages() if who == "ana"]
    assert told == [What.BOOKED, What.PROPOSED]


def test_who_was_told_in_the_instant_of_the_deed_itself_has_heard_of_it(waiting: Any) -> None:
    house, kept = waiting, waiting.book_one()
    house.courier.sweep()  # whoever books is told at once
    [entry] = house.history(kept.id)
    house.clock.move_to(house.NOW + 20 * SECOND)
    house.do(Undo(), kept)
    booked, cancelled = (
        next(each for each in house.notices(kept, what) if house.name(each.person_id) == "sam")
        for what in (What.BOOKED, What.CANCELLED)
    )
    assert not takes_nothing_back(cancelled, [booked.but(settled_at=entry.at)])
    assert takes_nothing_back(cancelled, [booked.but(version=9, settled_at=entry.at)])
