"""What the recruiter is told before the start, if it is still so: no answer, no link."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.model import Kept, Kind
from bot.interviews.notices import WATCHES, Reason, State, What
from bot.interviews.plans import Handover

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def heard(house: Any, name: str = "sam") -> list[What]:
    """What that person was told that no deed had told."""
    return [what for who, what in house.post.messages() if who == name and what in WATCHES]


def endings(house: Any, kept: Kept) -> list[tuple[What, State, Reason | None]]:
    return [(n.what, n.state, n.reason) for n in house.notices(kept, *WATCHES)]


def turn(house: Any, kept: Kept, before: timedelta) -> None:
    house.clock.move_to(kept.interview.start_at - before)
    house.courier.sweep()


def test_who_has_not_answered_a_day_before_is_told_once(house: Any) -> None:
    kept = house.book_one()
    turn(house, kept, DAY)
    assert heard(house) == [What.UNANSWERED]
    turn(house, kept, 2 * HOUR)
    assert heard(house) == [What.UNANSWERED]
    assert heard(house, "ana") == heard(house, "pat") == []


@pytest.mark.parametrize("answered", ["ana", "pat"])
def test_one_answer_is_not_enough(house: Any, answered: str) -> None:
    kept = house.accept(house.book_one(), answered)
    turn(house, kept, DAY)
    assert heard(house) == [What.UNANSWERED]


def test_whose_own_answer_alone_is_missing_is_asked_for_it_by_the_reminder(house: Any) -> None:
    kept = house.accept(house.book_one(interviewer="sam"), "ana")
    house.courier.sweep()
    turn(house, kept, DAY)
    assert heard(house) == []
    assert endings(house, kept) == [(What.UNANSWERED, State.REPLACED, Reason.TOLD_WITH)]


def test_of_an_answered_interview_nothing_is_told(house: Any) -> None:
    kept = house.accept(house.accept(house.book_one(), "ana"), "pat")
    turn(house, kept, DAY)
    assert heard(house) == []
    assert endings(house, kept) == [(What.UNANSWERED, State.SKIPPED, Reason.ANSWERED)]


def test_a_proposal_without_an_answer_is_none(house: Any) -> None:
    kept = house.accept(house.accept(house.book_one(), "ana"), "pat")
    house.propose(kept, "ana")
    turn(house, kept, DAY)
    assert heard(house) == [What.UNANSWERED]


def test_a_video_call_without_a_link_is_told_a_day_and_an_hour_before(house: Any) -> None:
    kept = house.book_one(location=None)
    house.accept(house.accept(kept, "ana"), "pat")
    turn(house, kept, DAY)
    turn(house, kept, HOUR)
    assert heard(house) == [What.NO_LINK, What.NO_LINK]


def test_no_answer_and_no_link_at_once_are_one_message(house: Any) -> None:
    kept = house.book_one(location=None)
    turn(house, kept, DAY)
    assert heard(house) == [What.UNANSWERED]
    assert endings(house, kept)[1] == (What.NO_LINK, State.REPLACED, Reason.TOLD_WITH)
    turn(house, kept, HOUR)
    assert heard(house) == [What.UNANSWERED, What.NO_LINK]


def test_with_a_link_there_is_nothing_more_to_tell(house: Any) -> None:
    kept = house.book_one(location=None)
    house.accept(house.accept(kept, "ana"), "pat")
    turn(house, kept, DAY)
    kept = house.change(kept, location="https://meet.example/27")
    turn(house, kept, HOUR)
    assert heard(house).count(What.NO_LINK) == 1
    last = endings(house, kept)[-1]
    assert last == (What.NO_LINK, State.REPLACED, Reason.REPLANNED)


@pytest.mark.parametrize("kind", [Kind.PHONE_CALL, Kind.IN_PERSON])
def test_only_a_video_call_needs_a_link(house: Any, kind: Kind) -> None:
    kept = house.book_one(location=None, kind=kind)
    assert {what for what, *_ in endings(house, kept)} == {What.UNANSWERED}


def test_it_moves_with_the_interview_and_goes_with_it(house: Any) -> None:
    kept = house.move(house.book_one(location=None), house.START + DAY)
    turn(house, kept, 2 * DAY)
    assert heard(house) == []
    house.cancel(kept)
    turn(house, kept, HOUR)
    assert heard(house) == []
    ended = {(state, reason) for _, state, reason in endings(house, kept)}
    assert ended == {(State.REPLACED, Reason.MOVED), (State.REPLACED, Reason.NOT_LIVE)}


def test_whoever_it_was_handed_to_is_told(house: Any) -> None:
    kept = house.book_one()
    house.do(Handover(owner_id=house.person("rita").id), kept)
    turn(house, kept, DAY)
    assert (heard(house), heard(house, "rita")) == ([], [What.UNANSWERED])


def test_after_a_pause_the_nearer_one_speaks_for_both(house: Any) -> None:
    kept = house.book_one(location=None)
    house.accept(house.accept(kept, "ana"), "pat")
    turn(house, kept, HOUR / 2)
    assert heard(house) == [What.NO_LINK]
    turn(house, kept, timedelta(0))
    assert heard(house) == [What.NO_LINK]


def test_what_was_booked_late_is_told_no_more_than_there_is_time_for(house: Any) -> None:
    kept = house.book_one(start_at=house.NOW + 5 * HOUR, location=None)
    assert endings(house, kept) == [(What.NO_LINK, State.PLANNED, None)]


def test_a_swap_leaves_them_planned_once(house: Any) -> None:
    kept = house.change(house.book_one(location=None), interviewer="lee")
    planned = [what for what, state, _ in endings(house, kept) if state is State.PLANNED]
    assert planned == [What.UNANSWERED, What.NO_LINK, What.NO_LINK]


def test_what_somebody_prefers_leaves_the_recruiters_watches(house: Any) -> None:
    kept = house.book_one(location=None)
    house.prefer("ana", lead_times=(2 * HOUR,))
    turn(house, kept, DAY)
    turn(house, kept, HOUR)
    assert heard(house) == [What.UNANSWERED, What.NO_LINK]


def test_a_recruiter_who_left_watches_nothing_any_more(house: Any) -> None:
    kept = house.book_one()
    house.set_person("sam", active=False)
    house.move(kept, house.START + DAY, "rita")
    assert endings(house, kept) == [(What.UNANSWERED, State.REPLACED, Reason.MOVED)]
