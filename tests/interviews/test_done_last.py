"""What somebody did last and can still take back: be it to one, or all that they booked at once."""

from datetime import timedelta
from typing import Any

from bot.interviews.doing.undoing import UNDO_FOR
from bot.interviews.model import Door
from bot.interviews.planning.several import GATHERED
from bot.interviews.plans import RemindingNow, Undo

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def last(house: Any, who: str = "sam") -> list[int]:
    return [kept.id for kept in house.interviews.account.done_last(by=house.by(who))]


def later(house: Any, time: timedelta) -> None:
    house.clock.move_to(house.clock.now() + time)


def book(house: Any, days: int, by: str = "sam", door: Door = Door.SLACK) -> Any:
    plan = house.booking(start_at=house.START + days * DAY)
    return house.interviews.do(plan, by=house.by(by, door)).after


def test_it_is_all_that_was_booked_at_once_and_nothing_of_others(house: Any) -> None:
    first, second = book(house, 0), book(house, 1)
    book(house, 2, by="rita")
    assert last(house) == [first.id, second.id]
    later(house, UNDO_FOR + SECOND)
    assert last(house) == []


def test_what_was_booked_a_little_later_is_by_itself(house: Any) -> None:
    book(house, 0)
    later(house, GATHERED + SECOND)
    second = book(house, 1)
    assert last(house) == [second.id]


def test_so_is_what_another_program_booked(house: Any) -> None:
    book(house, 0, door=Door.API)
    assert [book(house, 1, door=Door.API).id] == last(house)


def test_it_is_the_one_that_was_changed_last(house: Any) -> None:
    first, _ = book(house, 0), book(house, 1)
    house.change(first, location="Room 2", kind="in_person")
    assert last(house) == [first.id]
    house.prefer("sam", only_musts=True)  # which is no deed to an interview
    assert last(house) == [first.id]
    house.do(Undo(), first)
    assert last(house) == []


def test_of_what_cannot_be_undone_there_is_nothing(house: Any) -> None:
    kept = book(house, 0)
    house.do(RemindingNow(), kept)
    assert last(house) == []


def test_nor_of_what_they_may_see_no_more(house: Any) -> None:
    kept = house.change(book(house, 0), "rita", location="https://meet.example/28")
    assert last(house, "rita") == [kept.id]
    house.people.dismiss(house.person("rita").id, by=house.by("sam"))
    assert last(house, "rita") == []
