"""What still holds when it is to be sent: one thing is different at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.interviews.cases import Case
from bot.interviews.model import Attendance, Kept
from bot.interviews.notices import Card, Notice, Reason, State, What
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.plans import Handover, RemindingNow
from bot.interviews.sending.holding import Ending, no_longer_holds, put_off

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
MINUTES, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OVERTAKEN = (State.REPLACED, Reason.OVERTAKEN)
MOVED = (State.REPLACED, Reason.MOVED)
NOT_LIVE = (State.REPLACED, Reason.NOT_LIVE)
NO_PART = (State.REPLACED, Reason.NO_LONGER_CONCERNED)
NEARER = (State.REPLACED, Reason.NEARER_REMINDER)


def looked_at(
    house: Any, notice: Notice, kept: Kept, *others: Notice, now: datetime | None = None
) -> Ending | None:
    person = next(p for p in map(house.person, ("ana", "pat", "sam")) if p.id == notice.person_id)
    now = now or house.clock.now()
    return no_longer_holds(Case(notice, kept, person, None, others), LeadTimes(), now)


def about(house: Any, kept: Kept, name: str, what: What) -> Notice:
    """The first notice of that kind for somebody."""
    wanted = house.person(name).id
    found: list[Notice] = house.notices(kept, what)
    return next(notice for notice in found if notice.person_id == wanted)


@pytest.mark.parametrize(
    ("different", "ending"),
    [
        ({}, OVERTAKEN),
        ({"state": State.PLANNED}, None),
        ({"loud": False}, None),
        ({"version": 1}, None),
        ({"what": What.REMINDER}, None),
        ({"what": What.UNTOLD}, None),
    ],
)
def test_only_a_newer_message_that_was_sent_overtakes_one(
    house: Any, different: dict[str, Any], ending: Ending | None
) -> None:
    kept = house.book_one()
    booked = about(house, kept, "ana", What.BOOKED)
    moved = about(house, house.move(kept, START + HOUR), "ana", What.MOVED)
    newer = moved.but(**{"state": State.SENT} | different)
    assert looked_at(house, booked, kept, newer) == ending


def test_that_somebody_cannot_come_is_never_overtaken(house: Any) -> None:
    house.nobody_stands_in()
    kept = house.cannot(house.book_one())
    told = about(house, kept, "sam", What.CANNOT)
    newer = told.but(what=What.DECLINED, version=told.version + 1, state=State.SENT)
    assert looked_at(house, told, kept, newer) is None


def test_that_somebody_cannot_come_is_not_said_once_they_can(house: Any) -> None:
    kept = house.cannot(house.book_one())
    told = about(house, kept, "sam", What.CANNOT)
    assert looked_at(house, told, house.accept(kept, "pat")) == OVERTAKEN


def test_an_edit_without_a_card_is_not_sent(house: Any) -> None:
    kept = house.accept(house.book_one())
    answered = about(house, kept, "sam", What.ANSWERED)
    assert looked_at(house, answered, kept) == (State.SKIPPED, Reason.NO_CARD)


@pytest.mark.parametrize(
    ("different", "now", "ending"),
    [
        ({"state": State.SENT}, START - DAY, NEARER),
        ({"state": State.UNKNOWN}, START - DAY, NEARER),
        ({"state": State.PLANNED}, START - HOUR, NEARER),
        ({"state": State.PLANNED}, START - 2 * HOUR, None),
        ({"state": State.REPLACED}, START - HOUR, None),
        ({"state": State.SENT, "start_at": START + DAY}, START - DAY, None),
        ({"state": State.SENT, "lead_time": DAY}, START - DAY, None),
        ({"state": State.SENT, "lead_time": 2 * DAY}, START - DAY, None),
    ],
)
def test_a_reminder_gives_way_to_a_nearer_one_that_was_sent_or_is_late_as_well(
    house: Any, different: dict[str, Any], now: datetime, ending: Ending | None
) -> None:
    kept = house.book_one()
    of_ana = [n for n in house.notices(kept, What.REMINDER) if house.name(n.person_id) == "ana"]
    a_day, an_hour, _ = of_ana
    assert looked_at(house, a_day, kept, an_hour.but(**different), now=now) == ending


def test_a_message_that_speaks_of_no_start_makes_no_reminder_needless(house: Any) -> None:
    kept = house.book_one()
    reminder = about(house, kept, "ana", What.REMINDER)
    booked = about(house, kept, "ana", What.BOOKED).but(state=State.SENT)
    assert looked_at(house, reminder, kept, booked) is None


@pytest.mark.parametrize(
    ("lead_time", "ending"), [(DAY, (State.SKIPPED, Reason.ANSWERED)), (10 * MINUTES, None)]
)
def test_who_has_answered_is_reminded_of_the_interview_and_not_of_the_answer(
    house: Any, lead_time: timedelta, ending: Ending | None
) -> None:
    kept = house.accept(house.book_one(), "pat")
    reminder = about(house, kept, "pat", What.REMINDER).but(lead_time=lead_time)
    assert looked_at(house, reminder, kept) == ending


def test_who_can_no_longer_come_is_reminded_whatever_they_want_to_hear(house: Any) -> None:
    house.prefer("pat", lead_times=(2 * HOUR, HOUR), only_musts=True)
    kept = house.cannot(house.book_one())
    reminder = about(house, kept, "pat", What.REMINDER).but(lead_time=2 * HOUR)
    assert looked_at(house, reminder, kept) is None


def test_who_is_reminded_on_demand_has_mostly_answered(house: Any) -> None:
    kept = house.accept(house.book_one(), "pat")
    house.clock.move_to(START - DAY)
    told = house.do(RemindingNow(), kept).notices
    [asked_for] = [n for n in told if house.name(n.person_id) == "pat"]
    assert looked_at(house, asked_for.but(lead_time=DAY), kept) is None


@pytest.mark.parametrize("what", [What.BEGUN, What.FEEDBACK])
@pytest.mark.parametrize(
    ("way", "ending"), [("cancel", NOT_LIVE), ("move", MOVED), ("replace", NO_PART)]
)
def test_what_comes_on_the_day_comes_to_the_two_who_meet_then(
    house: Any, what: What, way: str, ending: Ending
) -> None:
    kept = house.book_one()
    of_the_day = about(house, kept, "pat", what)
    after = {
        "cancel": lambda: house.cancel(kept),
        "move": lambda: house.move(kept, START + HOUR),
        "replace": lambda: house.change(kept, interviewer="lee"),
    }[way]()
    assert looked_at(house, of_the_day, after) == ending


def test_at_the_start_only_a_card_that_is_there_changes(house: Any) -> None:
    kept = house.book_one()
    begun, pat = about(house, kept, "pat", What.BEGUN), house.person("pat")
    assert looked_at(house, begun, kept) == (State.SKIPPED, Reason.NO_CARD)
    card = Card(
        workspace_id=1, interview_id=kept.id, person_id=pat.id, channel="D", ts="1.0", notice_id=1
    )
    case = Case(begun, kept.but(attendance=Attendance.NO_SHOW), pat, card, ())
    assert no_longer_holds(case, LeadTimes(), START) is None


def test_how_it_was_is_not_asked_of_what_did_not_take_place(house: Any) -> None:
    kept = house.book_one()
    feedback = about(house, kept, "pat", What.FEEDBACK)
    assert looked_at(house, feedback, kept) is None
    missed = kept.but(attendance=Attendance.NO_SHOW)
    assert looked_at(house, feedback, missed) == (State.SKIPPED, Reason.ANSWERED)


@pytest.mark.parametrize(
    ("different", "ending"),
    [
        ({}, OVERTAKEN),
        ({"state": State.UNKNOWN}, OVERTAKEN),
        ({"state": State.PLANNED}, None),
        ({"version": 0}, None),
        ({"what": What.CANNOT}, None),
    ],
)
def test_that_nobody_stands_in_is_said_once(
    house: Any, different: dict[str, Any], ending: Ending | None
) -> None:
    kept = house.cannot(house.book_one())
    unfilled = about(house, kept, "sam", What.UNFILLED)
    later = unfilled.but(**{"state": State.SENT, "version": kept.version + 1} | different)
    assert looked_at(house, unfilled, kept, later) == ending


def test_that_nobody_stands_in_is_not_said_once_somebody_does(house: Any) -> None:
    kept = house.cannot(house.book_one())
    unfilled = about(house, kept, "sam", What.UNFILLED)
    assert looked_at(house, unfilled, house.take(kept)) == OVERTAKEN


def test_who_is_asked_to_stand_in_again_does_not_hear_that_it_is_over(house: Any) -> None:
    kept, lee = house.cannot(house.book_one()), house.person("lee")
    house.accept(kept, "pat")
    [over] = house.notices(kept, What.OFFER_OVER)
    again = Case(over, house.cannot(kept), lee, None, ())
    assert (over.person_id, no_longer_holds(again, LeadTimes(), START - DAY)) == (lee.id, OVERTAKEN)


@pytest.mark.parametrize(
    ("different", "ending"),
    [
        ({}, OVERTAKEN),
        ({"state": State.UNKNOWN}, OVERTAKEN),
        ({"state": State.EXPIRED}, None),
        ({"what": What.BOOKED}, None),  # which it draws anew
        ({"settled_at": START - 5 * DAY}, None),
    ],
)
def test_a_card_loses_its_undo_unless_something_newer_stands_on_it(
    house: Any, different: dict[str, Any], ending: Ending | None
) -> None:
    kept, sam = house.book_one(), house.person("sam")
    house.courier.sweep()
    with house.book.read() as pages:
        card = pages.card(1, kept.id, sam.id)
    settled = about(house, kept, "sam", What.SETTLED)
    newer = about(house, kept, "sam", What.BOOKED).but(
        **{"what": What.UNANSWERED, "settled_at": START} | different
    )
    case = Case(settled, kept, sam, card, (newer,))
    assert no_longer_holds(case, LeadTimes(), START) == ending


def test_no_card_loses_its_undo_that_is_not_there_or_shows_something_newer(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    settled = about(house, kept, "sam", What.SETTLED)
    assert looked_at(house, settled, kept) == (State.SKIPPED, Reason.NO_CARD)
    with house.book.read() as pages:
        card = pages.card(1, kept.id, settled.person_id)
    case = Case(settled, kept, house.person("sam"), card, ())
    later = settled.created_at + HOUR
    moved = settled.but(what=What.MOVED, state=State.SENT, settled_at=later, version=2)
    newer = Case(settled, kept, house.person("sam"), card, (moved,))
    assert no_longer_holds(newer, LeadTimes(), START) == OVERTAKEN
    assert no_longer_holds(case, LeadTimes(), START) is None


def test_a_card_loses_its_undo_also_when_a_deed_came_of_which_its_reader_is_not_told(
    house: Any,
) -> None:
    kept = house.book_one()
    house.courier.sweep()
    settled = about(house, kept, "sam", What.SETTLED)
    with house.book.read() as pages:
        card = pages.card(1, kept.id, house.person("sam").id)

    def looked(present: Any) -> Any:
        return no_longer_holds(
            Case(settled, present, house.person("sam"), card, ()), LeadTimes(), START
        )

    kept = house.do(RemindingNow(), kept).after
    assert looked(kept) is None
    assert looked(house.do(Handover(owner_id=house.person("rita").id), kept).after) == NO_PART
    assert looked(house.cancel(kept)) == NOT_LIVE


@pytest.mark.parametrize("owner", ["rita", None])
def test_only_its_recruiter_is_told_what_is_still_missing(house: Any, owner: str | None) -> None:
    kept = house.book_one()
    watch = about(house, kept, "sam", What.UNANSWERED)
    assert looked_at(house, watch, kept) is None
    handed_over = kept.but(owner=owner and house.person(owner))
    assert looked_at(house, watch, handed_over) == NO_PART


def test_a_reminder_and_that_the_link_is_missing_do_not_speak_for_each_other(house: Any) -> None:
    kept = house.book_one(interviewer="sam", location=None)
    [reminder, *_] = (n for n in house.notices(kept, What.REMINDER) if n.lead_time == HOUR)
    watch = about(house, kept, "sam", What.NO_LINK)
    sent = reminder.but(person_id=watch.person_id, lead_time=DAY, state=State.SENT)
    assert looked_at(house, watch, kept, sent) is None
    [an_hour] = (n for n in house.notices(kept, What.NO_LINK) if n.lead_time == HOUR)
    reminder = reminder.but(person_id=watch.person_id, lead_time=2 * HOUR)
    assert looked_at(house, reminder, kept, an_hour.but(state=State.SENT)) is None


def test_what_a_recruiter_is_told_who_interviews_as_well_is_put_off_as_reminders_are(
    house: Any,
) -> None:
    kept = house.book_one("sam", interviewer="sam")
    watch, sam = about(house, kept, "sam", What.UNANSWERED), house.person("sam")
    at_night = START - DAY + 12 * HOUR
    case = Case(watch, kept, sam, None, ())
    assert put_off(case, LeadTimes(), at_night) is not None
    declined = Case(watch.but(what=What.DECLINED, lead_time=None), kept, sam, None, ())
    assert put_off(declined, LeadTimes(), at_night) is None
    reminder = about(house, kept, "sam", What.REMINDER)
    assert put_off(Case(reminder, kept, sam, None, ()), LeadTimes(), at_night) is not None
