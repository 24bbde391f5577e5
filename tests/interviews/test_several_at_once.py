"""Several that are booked at once: whoever books them is told by one message, and then by cards."""

from datetime import timedelta
from typing import Any

from bot.interviews.notices import Reason, State, What
from bot.interviews.planning.several import GATHERED, LISTED
from bot.interviews.plans import Undo

DAY = timedelta(days=1)


def book_two(house: Any) -> tuple[Any, Any]:
    first = house.book_one(told_with=0)
    return first, house.book_one(told_with=first.id, start_at=house.START + DAY)


def gather(house: Any) -> list[list[int]]:
    """Let the message come; give which interviews each of those that came names."""
    house.clock.move_to(house.clock.now() + GATHERED)
    house.courier.sweep()
    return [
        [each["id"] for each in notice.values[LISTED]]
        for notice, _, person, _ in house.post.delivered
        if (person.title, notice.what) == ("sam", What.SEVERAL)
    ]


def test_one_message_names_all_of_them_and_the_ledger_says_so(house: Any) -> None:
    first, second = book_two(house)
    house.courier.sweep()
    assert sorted(who for who, _ in house.post.messages()) == ["ana", "ana", "pat", "pat"]
    assert gather(house) == [[first.id, second.id]]
    for kept in (first, second):
        mine = [n for n in house.notices(kept, What.BOOKED) if house.name(n.person_id) == "sam"]
        assert [(n.state, n.reason) for n in mine] == [(State.REPLACED, Reason.TOLD_WITH)]


def test_what_is_called_off_meanwhile_is_not_named_and_of_none_nothing_is_said(house: Any) -> None:
    first, second = book_two(house)
    house.cancel(first)
    assert gather(house) == [[second.id]]
    third = house.book_one(told_with=0, start_at=house.START + 2 * DAY)
    house.cancel(third)
    assert gather(house) == [[second.id]]
    assert [n.reason for n in house.notices(third, What.SEVERAL)] == [Reason.NOT_LIVE]


def test_one_that_comes_after_the_message_begins_another_one(house: Any) -> None:
    first, second = book_two(house)
    gather(house)
    third = house.book_one(told_with=second.id, start_at=house.START + 2 * DAY)
    assert gather(house) == [[first.id, second.id], [third.id]]


def test_what_others_do_then_is_a_message_of_its_own_and_what_one_does_is_none(house: Any) -> None:
    _, second = book_two(house)
    gather(house)
    house.accept(house.change(second, location="https://meet.example/28"))
    house.accept(second, "pat")
    house.courier.sweep()
    about = [n.what for n, kept, p, _ in house.post.delivered if (p.title, kept.id) == ("sam", 2)]
    assert about == [What.ANSWERED, What.ANSWERED]
    assert ("sam", What.ANSWERED) in house.post.messages()
    assert ("sam", What.ANSWERED) in house.post.edits()


def test_that_it_was_called_off_reaches_who_was_told_by_that_message(house: Any) -> None:
    _, second = book_two(house)
    gather(house)
    house.cancel(second, "pat")
    house.courier.sweep()
    assert ("sam", What.CANCELLED) in house.post.messages()


def test_who_interviews_in_it_themselves_is_invited_as_ever(house: Any) -> None:
    house.book_one(told_with=0, interviewer="sam")
    house.courier.sweep()
    assert ("sam", What.BOOKED) in house.post.messages()
    assert gather(house) == []


def test_what_was_overtaken_by_what_is_undone_is_told_where_there_is_no_card(house: Any) -> None:
    night = house.START - 3 * DAY + timedelta(hours=9)
    _, second = book_two(house)
    gather(house)
    house.pass_until(night)
    house.post.delivered.clear()
    house.decline(house.propose(second, "pat", force=True), "ana")
    house.courier.sweep()
    assert ("sam", What.DECLINED) not in house.post.messages()  # who sleeps
    house.do(Undo(), second, "ana")
    house.courier.sweep()
    told = [what for who, what in house.post.messages() if who == "sam"]
    assert told == [What.PROPOSED]


def test_where_there_is_a_card_it_shows_that_it_was_undone(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.pass_until(house.START - 3 * DAY + timedelta(hours=9))
    house.decline(house.propose(kept, "pat", force=True), "ana")
    house.courier.sweep()
    house.post.delivered.clear()
    house.do(Undo(), kept, "ana")
    house.courier.sweep()
    assert house.post.messages() == [("pat", What.UNDONE)]
    assert ("sam", What.UNDONE) in house.post.edits()
