"""What comes by itself after the end: when whoever interviewed is asked how it was."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.interviews.cautions import Caution, Cautious, cautions
from bot.interviews.model import Door
from bot.interviews.notices import State, What
from bot.interviews.people.availability import is_at_work, load
from bot.interviews.planning.afterwards import asked_again, ends, waits_for_feedback
from bot.interviews.plans import (
    Attending,
    Cancellation,
    GivenFeedback,
    Handover,
    InterviewChange,
    Plan,
    RunningLate,
    Undo,
)
from bot.interviews.refusals import Refusal

MADRID = ZoneInfo("Europe/Madrid")
MINUTES, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LATER = datetime(2027, 1, 11, 9, tzinfo=UTC)


def asked(house: Any) -> list[str]:
    """When Pat was asked how it was, by the clock of Madrid."""
    return [
        f"{notice.settled_at.astimezone(MADRID):%a %H:%M}"
        for notice in house.notices(1, What.FEEDBACK)
        if notice.settled_at is not None and notice.ts is not None
    ]


def test_it_is_asked_five_minutes_after_an_hour_after_and_the_next_morning(house: Any) -> None:
    house.set_person("pat", time_zone="Europe/Madrid")
    house.book_one(start_at=datetime(2026, 11, 19, 14, tzinfo=UTC))
    house.pass_until(house.START + 5 * DAY)
    assert asked(house) == ["Thu 15:50", "Thu 16:45", "Fri 09:00"]


def test_who_could_not_make_it_is_not_asked_unless_they_met_after_all(house: Any) -> None:
    for day, came in enumerate([False, True]):
        start_at = datetime(2026, 11, 19 + day, 14, tzinfo=UTC)
        kept = house.cannot(house.book_one(start_at=start_at))
        house.pass_until(start_at + MINUTES)
        if came:
            house.do(Attending(came=True), kept, "sam")
        house.pass_until(start_at + 2 * HOUR)
        states = {notice.state for notice in house.notices(kept, What.FEEDBACK)}
        assert (State.SENT in states) is came


def test_whether_it_waits_for_feedback_depends_on_whether_they_met_and_it_was_said(
    house: Any,
) -> None:
    kept = house.book_one()
    end_at = kept.interview.end_at
    assert not waits_for_feedback(kept, end_at - MINUTES)
    house.clock.move_to(end_at)
    assert waits_for_feedback(kept, end_at)
    nothing = {"slack_user_id": None, "email": None, "phone_number": None}
    forgotten = kept.interviewee_person.but(active=False, **nothing)
    assert not waits_for_feedback(kept.but(interviewee_person=forgotten), end_at)
    missed = house.do(Attending(came=False), kept).after
    assert not waits_for_feedback(missed, end_at)
    assert not waits_for_feedback(house.cancel(missed), end_at)


def test_feedback_that_was_given_is_waited_for_no_more_and_of_what_is_off_neither(
    house: Any,
) -> None:
    kept = house.book_one()
    house.clock.move_to(kept.interview.end_at)
    given = house.do(GivenFeedback(recommendation="yes"), kept, "pat").after
    assert not waits_for_feedback(given, house.clock.now())
    off = house.cancel(house.book_one(interviewee="bob", start_at=house.START + DAY))
    assert not waits_for_feedback(off, off.interview.end_at)


def test_in_quiet_hours_it_waits_until_they_end(house: Any) -> None:
    house.set_person("pat", time_zone="Europe/Madrid")
    house.book_one(start_at=datetime(2026, 11, 19, 20, tzinfo=UTC))  # until 21:45 there
    house.pass_until(house.START + 5 * DAY)
    assert asked(house)[0] == "Fri 08:00"


def test_a_zone_that_this_machine_does_not_know_is_none(house: Any) -> None:
    person = house.set_person("pat", time_zone="Mars/Olympus_Mons")
    kept = house.stored(house.book_one())
    [notice, *_] = house.notices(kept, What.FEEDBACK)
    again = asked_again(notice, kept, person, kept.interview.end_at + 2 * HOUR)
    assert again is not None
    assert again.due_at.astimezone(UTC).hour == 9
    assert is_at_work(person, kept.interview.start_at, kept.interview.end_at)
    assert load(person, [], kept.interview.start_at) == 0
    unknown = Caution(key=Cautious.ZONE_UNKNOWN, values={"person": "pat"})
    assert unknown in cautions(kept, house.NOW)


def test_a_card_is_drawn_anew_at_the_end_unless_that_has_passed(house: Any) -> None:
    kept = house.stored(house.book_one())
    [begun, *_] = house.notices(kept, What.BEGUN)
    person, end_at = kept.interviewee_person, kept.interview.end_at
    drawn = ends(begun, kept, person, end_at - MINUTES)
    assert drawn is not None
    assert (drawn.what, drawn.due_at) == (What.ENDED, end_at)
    assert ends(begun, kept, person, end_at) is None


def test_a_card_is_drawn_anew_as_well_when_a_proposed_time_passes_that_was_for_later(
    house: Any,
) -> None:
    kept = house.propose(house.book_one(), "ana", house.START + HOUR)
    [begun, *_] = house.notices(kept, What.BEGUN)
    person, end_at = kept.interviewee_person, kept.interview.end_at
    drawn = [ends(begun, kept, person, now) for now in (house.START, end_at, house.START + HOUR)]
    assert [each and each.due_at for each in drawn] == [end_at, house.START + HOUR, None]
    house.pass_until(house.START + 2 * HOUR)
    assert [each.state for each in house.notices(kept, What.ENDED)].count(State.SENT) == 6


def test_what_was_said_of_it_counts_once_however_often_it_is_sent(house: Any) -> None:
    kept = house.book_one()
    house.clock.move_to(kept.interview.end_at)
    said = GivenFeedback(recommendation="yes", notes="Clear thinker")
    first = house.do(said, kept, "pat").after
    house.clock.move_to(house.clock.now() + MINUTES)
    assert house.do(said, first, "pat").after == first
    assert house.do(said.but(recommendation="no"), first, "pat").after.version > first.version


def ended(house: Any, name: str) -> bool:
    """Whether somebody's card was drawn anew at the end."""
    person_id = house.person(name).id
    found = [each for each in house.notices(1, What.ENDED) if each.person_id == person_id]
    return [each.state for each in found if each.state is not State.REPLACED] == [State.SENT]


def test_who_gets_it_once_it_has_begun_sees_on_their_card_that_it_is_over(house: Any) -> None:
    kept = house.book_one()
    house.pass_until(house.START + MINUTES)
    house.do(Handover(owner_id=house.person("rita").id), kept)
    house.pass_until(house.START + HOUR)
    assert ended(house, "rita")
    assert ended(house, "ana")


def test_a_card_that_first_comes_during_the_interview_shows_as_well_that_it_is_over(
    house: Any,
) -> None:
    kept = house.book_one()
    house.clock.move_to(house.START + MINUTES)  # until then nothing was sent
    house.courier.sweep()
    house.do(RunningLate(minutes=5), kept, "pat")
    house.pass_until(house.START + HOUR)
    assert ("ana", What.LATE) in house.post.messages()
    assert ended(house, "ana")


def test_what_is_on_again_once_it_has_begun_ends_and_how_it_was_is_asked(house: Any) -> None:
    kept = house.book_one()
    house.pass_until(house.START + MINUTES)
    house.move(kept, house.START + DAY)
    house.do(Undo(), kept)
    house.pass_until(house.START + HOUR)
    assert ended(house, "ana")
    assert len(asked(house)) == 1


def test_how_it_was_is_asked_after_the_end_also_where_that_is_moved_on_the_way(house: Any) -> None:
    kept = house.book_one()
    house.pass_until(house.START + MINUTES)
    house.change(kept, end_at=house.START + 2 * HOUR)
    house.pass_until(house.START + 2 * HOUR)
    assert not asked(house)
    house.pass_until(house.START + 2 * HOUR + 5 * MINUTES)
    assert len(asked(house)) == 1


def test_how_it_was_is_asked_once_somebody_came_after_all(house: Any) -> None:
    kept = house.book_one()
    house.pass_until(house.START + HOUR / 2)
    house.do(Attending(came=False), kept, "pat")
    house.pass_until(house.START + HOUR)
    assert not asked(house)
    house.do(Attending(came=True), kept, "pat")
    house.pass_until(house.START + HOUR + 4 * MINUTES)
    assert not asked(house)
    house.pass_until(house.START + 5 * DAY)
    assert len(asked(house)) == 3


def test_so_it_is_when_a_no_show_is_undone_but_not_when_it_is_planned_anyway(house: Any) -> None:
    kept = house.book_one()
    house.pass_until(kept.interview.end_at)
    house.do(Attending(came=False), kept, "pat")
    house.do(Undo(), kept, "pat")
    house.pass_until(house.START + HOUR)
    assert len(asked(house)) == 1
    house.do(Attending(came=False), kept, "pat")
    house.pass_until(house.START + 2 * DAY)
    house.do(Attending(came=True), kept, "pat")
    house.pass_until(house.START + 9 * DAY)
    assert len(asked(house)) == 3


def test_who_was_asked_three_times_is_asked_no_more_whatever_is_said_of_who_came(
    house: Any,
) -> None:
    kept = house.book_one()
    house.pass_until(house.START + 5 * DAY)
    house.do(Attending(came=False), kept, "pat")
    house.do(Attending(came=True), kept, "pat")
    house.pass_until(house.START + 9 * DAY)
    assert len(asked(house)) == 3


@pytest.mark.parametrize(
    "plan", [Cancellation(), InterviewChange(start_at=LATER, end_at=LATER + HOUR)]
)
def test_what_took_place_stays_as_it_was_but_through_the_api(house: Any, plan: Plan) -> None:
    kept = house.book_one()
    house.clock.move_to(house.START + DAY)
    house.do(Attending(came=True), kept)
    house.refuses(lambda: house.do(plan, kept), Refusal.TOOK_PLACE)
    house.do(plan, kept, house.by("sam", Door.API))
