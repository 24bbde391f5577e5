"""What the recruiter is told at night: what is not urgent waits for their morning."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.interviews.model import Kept, Preferences
from bot.interviews.notices import Reason, State, What
from bot.interviews.plans import Declining
from bot.interviews.ports.post import Undelivered

MADRID = ZoneInfo("Europe/Madrid")
MINUTES, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LATE, MORNING = "2026-11-19 23:00", "2026-11-20 08:00"  # a day before the interview, by Madrid


def at(clock: str) -> datetime:
    return datetime.fromisoformat(clock).replace(tzinfo=MADRID).astimezone(UTC)


def heard(house: Any, name: str = "sam") -> list[What]:
    bad_news = {What.UNANSWERED, What.NO_LINK, What.UNTOLD, What.DECLINED}
    return [what for who, what in house.post.messages() if who == name and what in bad_news]


def at_night(house: Any, **given: Any) -> Kept:
    """Book an interview that starts so late that a day before it the recruiter is asleep."""
    kept: Kept = house.book_one(start_at=at(LATE) + DAY, force=True, **given)
    house.pass_until(at(LATE) - 2 * HOUR - MINUTES)
    return kept


def test_that_nobody_answered_waits_for_the_morning(house: Any) -> None:
    kept = at_night(house)
    house.pass_until(at(MORNING) - MINUTES)
    assert heard(house) == []
    house.pass_until(at(MORNING))
    assert heard(house) == [What.UNANSWERED]
    assert [n.state for n in house.notices(kept, What.UNANSWERED)] == [State.SENT]


def test_who_answers_before_the_morning_spares_the_recruiter_the_message(house: Any) -> None:
    kept = at_night(house)
    house.pass_until(at(LATE) + HOUR)
    house.accept(house.accept(kept, "ana"), "pat")
    house.pass_until(at(MORNING))
    assert heard(house) == []


def test_a_missing_link_waits_a_day_before_and_not_an_hour_before(house: Any) -> None:
    kept = at_night(house, location=None)
    house.accept(house.accept(kept, "ana"), "pat")
    house.pass_until(at(MORNING) - MINUTES)
    assert heard(house) == []
    house.pass_until(at(MORNING))
    assert heard(house) == [What.NO_LINK]
    house.pass_until(at(LATE) + DAY - HOUR)  # at ten in the evening
    assert heard(house) == [What.NO_LINK, What.NO_LINK]


def test_what_is_told_an_hour_before_comes_then_as_the_last_reminder_does(house: Any) -> None:
    kept = house.book_one(start_at=at("2026-11-20 08:30"), location=None, force=True)
    house.accept(house.accept(kept, "ana"), "pat")
    house.pass_until(at("2026-11-20 07:30"))
    assert [n.state for n in house.notices(kept, What.NO_LINK)] == [State.SENT, State.SENT]


def test_what_a_recruiter_has_to_act_upon_or_did_themselves_does_not_wait(house: Any) -> None:
    house.nobody_stands_in()
    kept = house.book_one(start_at=at(LATE) + 2 * DAY, force=True)
    house.pass_until(at(LATE))
    house.cannot(kept, "pat")
    house.courier.sweep()
    assert ("sam", What.CANNOT) in house.post.messages()
    kept = house.change(
        kept,
        interviewer="pat",
        start_at=at(LATE) + 3 * DAY,
        end_at=at(LATE) + 3 * DAY + HOUR,
        force=True,
    )
    house.propose(kept, "ana", at(LATE) + 4 * DAY, force=True)
    house.courier.sweep()
    house.do(Declining(), kept, "sam")
    house.courier.sweep()
    assert house.post.edits()[-1] == ("sam", What.DECLINED)


def test_a_nearer_one_that_comes_by_the_morning_speaks_for_both(house: Any) -> None:
    by_day = Preferences(quiet_from=time(8), quiet_until=time(7, 30))
    house.set_person("sam", preferences=by_day)
    kept = house.book_one(start_at=at("2026-11-20 08:10"), location=None, force=True)
    house.accept(house.accept(kept, "ana"), "pat")
    house.pass_until(at("2026-11-20 08:10"))
    first, last = house.notices(kept, What.NO_LINK)
    assert (first.state, first.reason) == (State.REPLACED, Reason.NEARER_REMINDER)
    assert last.state is State.SENT


def test_what_was_turned_down_at_night_waits_unless_the_interview_is_nearer(house: Any) -> None:
    kept = at_night(house)
    house.pass_until(at(LATE) - HOUR)
    house.decline(house.propose(kept, "ana"), "pat")
    house.pass_until(at(MORNING) - MINUTES)
    assert heard(house) == []
    assert What.DECLINED in heard(house, "ana")  # who proposed it hears at once
    house.pass_until(at(MORNING))
    assert heard(house) == [What.UNANSWERED, What.DECLINED]


def test_what_was_turned_down_before_an_interview_in_the_night_is_told_at_once(house: Any) -> None:
    kept = house.book_one(start_at=at("2026-11-20 05:00"), force=True)
    house.pass_until(at(LATE))
    house.propose(kept, "ana", at("2026-11-20 06:00"), force=True)
    house.decline(house.stored(kept.id), "pat")
    house.courier.sweep()
    assert heard(house)[-1] is What.DECLINED


@pytest.mark.parametrize("then", ["proposed anew", "moved"])
def test_what_was_turned_down_is_not_told_once_it_is_history(house: Any, then: str) -> None:
    kept = at_night(house)
    house.pass_until(at(LATE) - HOUR)
    kept = house.decline(house.propose(kept, "ana"), "pat")
    house.courier.sweep()
    if then == "moved":
        house.move(kept, at(LATE) + 3 * DAY, "rita")
    else:
        house.propose(kept, "pat", at(LATE) + 3 * DAY)
    house.pass_until(at(MORNING))
    assert What.DECLINED not in heard(house)
    [told] = [n for n in house.notices(kept, What.DECLINED) if n.loud and n.person_id == sam(house)]
    assert (told.state, told.reason) == (State.REPLACED, Reason.OVERTAKEN)


@pytest.mark.parametrize("then", ["answered", "moved, and not shown"])
def test_what_was_turned_down_is_told_in_the_morning_where_the_card_does_not_say_better(
    house: Any, then: str
) -> None:
    kept = at_night(house)
    house.pass_until(at(LATE) - HOUR)
    kept = house.decline(house.propose(kept, "ana"), "pat")
    house.courier.sweep()
    if then == "answered":
        house.accept(kept, "ana")
    else:
        gone = Undelivered("message_not_found", reason=Reason.NO_CARD, for_good=True)
        house.post.troubles[sam(house)] = [gone]
        house.move(kept, at(LATE) + 3 * DAY, "rita")
    house.pass_until(at(MORNING))
    assert What.DECLINED in heard(house)


def test_who_could_not_be_told_is_said_in_the_morning(house: Any) -> None:
    kept = house.book_one(start_at=at(LATE) + 3 * DAY)
    house.pass_until(at(LATE))
    refused = Undelivered("user_disabled", reason=Reason.REFUSED, for_good=True)
    house.post.troubles[house.person("ana").id] = [refused]
    house.move(kept, at(LATE) + 4 * DAY)
    house.courier.sweep()
    assert heard(house) == []
    house.pass_until(at(MORNING))
    assert heard(house) == [What.UNTOLD]


def test_why_says_when_it_comes_and_that_it_waits(house: Any) -> None:
    kept = at_night(house)
    told = house.interviews.account.why(kept.id, by=house.by("sam"))
    [watch] = [each for each in told if each.notice.what is What.UNANSWERED]
    assert (watch.notice.due_at, watch.waits, watch.why_not) == (at(MORNING), True, None)


def sam(house: Any) -> int:
    number: int = house.person("sam").id
    return number
