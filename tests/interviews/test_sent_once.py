"""What one form sends is carried out once, however often it arrives."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.interviews.plans import InterviewChange
from bot.interviews.refusals import Refusal, Refused

DATABASES = pytest.mark.parametrize("database", ["sqlite", "postgresql"])
START = datetime(2026, 11, 20, 14, tzinfo=UTC)


def test_sent_again_it_shows_what_it_made_and_does_nothing(house: Any) -> None:
    first = house.do(house.booking(force=True), None, once="V1")
    before = house.everything()
    again = house.do(house.booking(force=True), None, once="V1")
    assert (first.again, again.again) == (False, True)
    assert again.after == first.after
    assert house.everything() == before


def test_another_form_with_the_same_in_it_is_another_deed(house: Any) -> None:
    first = house.do(house.booking(force=True), None, once="V1")
    other = house.do(house.booking(force=True), None, once="V2")
    assert other.after.id != first.after.id


def test_what_was_refused_or_changed_nothing_may_be_sent_again(house: Any) -> None:
    kept = house.book_one()
    with pytest.raises(Refused) as refused:
        house.do(InterviewChange(end_at=START), kept, once="V1")
    assert refused.value.key is Refusal.END_BEFORE_START
    house.do(InterviewChange(kind=kept.interview.kind), kept, once="V1")
    done = house.do(InterviewChange(end_at=START + timedelta(hours=2)), kept, once="V1")
    assert not done.again
    assert done.after.interview.end_at == START + timedelta(hours=2)


@DATABASES
def test_sent_by_several_at_the_same_moment_it_is_one_booking(house: Any) -> None:
    def book(_: int) -> Any:
        return house.do(house.booking(force=True), None, once="V1")

    with ThreadPoolExecutor(6) as together:
        done = list(together.map(book, range(6)))
    assert sorted(each.again for each in done) == [False] + [True] * 5
    assert len({each.after.id for each in done}) == 1
