"""What was done and told, for whoever may know: the ledger and the history, read."""

from datetime import timedelta
from typing import Any

from bot.interviews.model import Door, Says
from bot.interviews.notices import OF_THE_DAY, Reason, State, What
from bot.interviews.plans import InterviewChange, Reminding
from bot.interviews.ports.post import Undelivered
from bot.interviews.refusals import Refusal

HOUR = timedelta(hours=1)


def test_every_notice_is_there_and_what_was_not_told_has_a_reason(house: Any) -> None:
    kept = house.book_one(start_at=house.NOW + 3 * HOUR)
    house.courier.sweep()
    kept = house.accept(house.move(kept, house.START), "pat")
    house.courier.sweep()
    kept = house.cancel(kept)
    told = house.interviews.account.why(kept.id, by=house.by("sam"))
    telling = {each.id for each in house.notices(kept) if each.what is not What.SETTLED}
    assert {each.notice.id for each in told} == telling
    assert {each.notice.state for each in told} >= {
        State.SENT, State.PLANNED, State.SKIPPED, State.REPLACED,
    }  # fmt: skip
    for each in told:
        is_told = each.notice.state in {State.SENT, State.PLANNED}
        assert (each.why_not is None) == is_told, each


def test_what_was_planned_otherwise_since_is_known_from_what_nobody_was_told(house: Any) -> None:
    kept = house.book_one()
    house.do(Reminding(lead_times=(2 * HOUR,)), kept)
    told = house.interviews.account.why(kept.id, by=house.by("sam"))
    assert {each.notice.what for each in told if each.is_replanned} >= {What.REMINDER}
    house.cancel(kept)
    told = house.interviews.account.why(kept.id, by=house.by("sam"))
    off = [each for each in told if each.why_not is Reason.NOT_LIVE]
    assert off
    assert not any(each.is_replanned for each in off)


def test_it_comes_in_the_order_of_time(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    told = house.interviews.account.why(kept.id, by=house.by("sam"))
    times = [each.notice.settled_at or each.notice.due_at for each in told]
    assert times == sorted(times)


def test_a_preview_holds_new_messages_to_come_and_knows_what_will_be_left_out(house: Any) -> None:
    kept = house.accept(house.book_one(), "pat")
    to_come = house.interviews.account.preview(kept.id, by=house.by("sam"))
    assert all(each.notice.loud and each.notice.state is State.PLANNED for each in to_come)
    left_out = {(house.name(e.notice.person_id), e.why_not) for e in to_come if e.why_not}
    assert left_out == {("pat", Reason.ANSWERED)}


def test_what_will_come_true_is_what_was_previewed(house: Any) -> None:
    kept = house.accept(house.book_one(), "pat")
    house.courier.sweep()
    before = len(house.post.delivered)
    to_come = house.interviews.account.preview(kept.id, by=house.by("sam"))
    for due_at in sorted({each.notice.due_at for each in to_come}):
        house.clock.move_to(due_at)
        house.courier.sweep()
    told = [notice.id for notice, *_ in house.post.delivered[before:] if notice.loud]
    assert told == [each.notice.id for each in to_come if not each.why_not]


def test_who_cannot_be_reached_will_not_be_told(house: Any) -> None:
    kept = house.book_one(interviewee="mia")
    told = house.interviews.account.preview(kept.id, by=house.by("sam"))
    not_told = {house.name(each.notice.person_id) for each in told if each.why_not}
    assert not_told == {"mia"}
    assert {each.why_not for each in told} == {None, Reason.NO_CHANNEL}


def test_what_somebody_else_was_told_keeps_nothing_from_anybody(house: Any) -> None:
    kept = house.book_one()
    later = Undelivered("ratelimited", retry_after=HOUR)
    house.post.troubles[house.person("ana").id] = [later, later]
    house.courier.sweep()
    house.move(kept, house.START + HOUR)
    house.courier.sweep()
    assert ("pat", What.MOVED) in house.post.messages()
    to_come = house.interviews.account.preview(kept.id, by=house.by("sam"))
    [booked] = [each for each in to_come if each.notice.what is What.BOOKED]
    assert (house.name(booked.notice.person_id), booked.why_not) == ("ana", None)


def test_the_two_who_meet_see_what_concerns_themselves(house: Any) -> None:
    kept = house.book_one()
    for name in ("ana", "pat"):
        told = house.interviews.account.why(kept.id, by=house.by(name))
        assert {house.name(each.notice.person_id) for each in told} == {name}
        house.refuses(
            lambda by=name: house.interviews.account.history(kept.id, by=house.by(by)),
            Refusal.ONLY_RECRUITERS,
        )
    for read in (house.interviews.account.why, house.interviews.account.history):
        house.refuses(
            lambda read=read: read(kept.id, by=house.by("zoe")), Refusal.NO_SUCH_INTERVIEW
        )


def test_the_history_says_who_did_what_through_which_door_and_what_it_changed(house: Any) -> None:
    kept = house.book_one()
    house.do(InterviewChange(location="Room 2"), kept, house.by("rita", Door.API))
    house.change(kept, interviewer="lee", interviewee="bob")
    house.accept(kept, "bob")
    booked, placed, swapped, said = house.interviews.account.history(kept.id, by=house.by("sam"))
    assert (booked.by.title, booked.entry.deed, booked.changes) == ("sam", "book", ())
    assert (placed.by.title, placed.entry.door) == ("rita", Door.API)
    changed = [(each.field, each.was, each.now) for each in placed.changes]
    assert changed == [("location", "https://meet.example/27", "Room 2")]
    changed = [(each.field, each.was, each.now) for each in swapped.changes]
    assert changed == [("interviewee_id", "ana", "bob"), ("interviewer_id", "pat", "lee")]
    changed = {each.field: (each.was, each.now) for each in said.changes}
    assert changed["interviewee_answer"] == (None, Says.YES)


def test_whoever_it_was_handed_to_sees_all_of_it(house: Any) -> None:
    kept = house.book_one("rita")
    house.people.dismiss(house.person("rita").id, by=house.by("sam"))
    told = house.interviews.account.why(kept.id, by=house.by("rita"))
    assert {each.notice.what for each in told} == {
        What.BOOKED, What.REMINDER, What.UNANSWERED, *OF_THE_DAY - {What.ENDED},
    }  # fmt: skip
    assert {house.name(each.notice.person_id) for each in told} == {"ana", "pat", "rita"}


def test_any_recruiter_sees_all_of_it_also_of_what_nobody_owns(house: Any) -> None:
    kept = house.book_one()
    with house.book.write() as pages:
        pages.save_interview(kept.but(owner=None))
    told = {
        name: {
            house.name(each.notice.person_id)
            for each in house.interviews.account.why(kept.id, by=house.by(name))
        }
        for name in ("rita", "pat")
    }
    assert told == {"rita": {"ana", "pat", "sam"}, "pat": {"pat"}}
