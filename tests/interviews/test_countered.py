"""Proposals that another one answered: the last five stay until the proposal is settled."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.model import Side
from bot.interviews.plans import Undo

DAY = timedelta(days=1)


def countered(house: Any, most: int) -> Any:
    """An interview with so many proposals, by the two in turn, each a day later."""
    kept = house.book_one()
    for number in range(most):
        by = ("ana", "pat")[number % 2]
        kept = house.propose(kept, by, house.START + (number + 3) * DAY)
    return kept


def days(house: Any, kept: Any) -> list[int]:
    """How many days after the start each earlier proposal was."""
    stored = house.stored(kept).countered or ()
    return [(each.start_at - house.START).days for each in stored]


def test_a_proposal_stays_when_it_is_answered_by_another_one(house: Any) -> None:
    kept = countered(house, 3)
    assert days(house, kept) == [3, 4]
    assert [each.side for each in kept.countered] == [Side.INTERVIEWEE, Side.INTERVIEWER]
    assert all(each.end_at - each.start_at == kept.length for each in kept.countered)


def test_a_sixth_counter_proposal_is_taken_and_the_oldest_is_in_the_history_alone(
    house: Any,
) -> None:
    kept = countered(house, 6)
    assert days(house, kept) == [3, 4, 5, 6, 7]
    kept = house.propose(kept, "ana", house.START + 9 * DAY)
    assert days(house, kept) == [4, 5, 6, 7, 8]
    proposed = [entry.after["amend_start_at"] for entry in house.history(kept)]
    assert len(set(proposed) - {None}) == 7


def test_the_same_proposal_made_twice_answers_nothing(house: Any) -> None:
    kept = countered(house, 2)
    again = house.propose(kept, "pat", house.START + 4 * DAY)
    assert again == kept


@pytest.mark.parametrize("settle", ["accept", "decline", "take_back", "move", "cancel"])
def test_what_was_proposed_before_goes_once_the_proposal_is_settled_and_undo_brings_it_back(
    house: Any, settle: str
) -> None:
    kept = countered(house, 2)  # Pat's stands
    deeds = {
        "accept": lambda: house.accept(kept, "ana"),
        "decline": lambda: house.decline(kept, "ana"),
        "take_back": lambda: house.decline(kept, "pat"),
        "move": lambda: house.move(kept, house.START + 10 * DAY),
        "cancel": lambda: house.cancel(kept),
    }
    settled = deeds[settle]()
    assert house.stored(settled).countered is None
    by = {"accept": "ana", "decline": "ana", "take_back": "pat"}.get(settle, "sam")
    undone = house.do(Undo(), settled, by).after
    assert house.stored(undone).countered == kept.countered


def test_another_place_leaves_what_was_proposed(house: Any) -> None:
    kept = countered(house, 2)
    assert house.change(kept, location="https://meet.example/28").countered == kept.countered
