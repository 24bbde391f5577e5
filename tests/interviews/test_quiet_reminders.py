"""Reminders that would come at night, and people who want to hear little."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.interviews.model import Kept, Person, Preferences
from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.people.attention import quiet_until
from bot.interviews.planning.reminders import LeadTimes, reminders
from bot.interviews.plans import Reminding, RemindingNow
from bot.interviews.refusals import Refusal

MADRID = ZoneInfo("Europe/Madrid")
MINUTES, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MARCH = datetime(2026, 3, 26, tzinfo=UTC)  # clocks change on the 29th
LEADS = (DAY, 12 * HOUR, HOUR, 10 * MINUTES)


def friday(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-20 {clock}").replace(tzinfo=MADRID).astimezone(UTC)


def ways(house: Any, kept: Kept, name: str = "ana") -> dict[timedelta, tuple[str, State, Any]]:
    """When each of somebody's reminders is due by the clock of Madrid, its state and reason."""
    wanted = house.person(name).id
    return {
        n.lead_time: (f"{n.due_at.astimezone(MADRID):%a %H:%M}", n.state, n.reason)
        for n in house.notices(kept, What.REMINDER)
        if n.person_id == wanted and n.state in {State.PLANNED, State.SKIPPED}
    }


def sent(house: Any, name: str) -> list[timedelta]:
    told = [n for n, _, p, _ in house.post.delivered if p.title == name]
    return [n.lead_time for n in told if n.what is What.REMINDER]


def test_a_reminder_at_night_comes_when_quiet_hours_end(house: Any) -> None:
    house.prefer("ana", lead_times=LEADS)
    kept = house.book_one(start_at=friday("12:00"))
    assert ways(house, kept) == {
        DAY: ("Thu 12:00", State.PLANNED, None),
        12 * HOUR: ("Fri 08:00", State.PLANNED, Reason.QUIET_HOURS),
        HOUR: ("Fri 11:00", State.PLANNED, None),
        10 * MINUTES: ("Fri 11:50", State.PLANNED, None),
    }
    house.pass_until(friday("13:00"))
    assert sent(house, "ana") == [*LEADS]


def test_one_that_a_nearer_one_overtakes_by_then_is_held_back(house: Any) -> None:
    kept = house.book_one(start_at=friday("08:05"))
    assert ways(house, kept) == {
        DAY: ("Thu 08:05", State.PLANNED, None),
        HOUR: ("Fri 07:05", State.SKIPPED, Reason.QUIET_HOURS),
        10 * MINUTES: ("Fri 07:55", State.PLANNED, None),
    }


def test_before_an_interview_in_quiet_hours_every_reminder_comes_in_time(house: Any) -> None:
    kept = house.book_one(start_at=friday("07:00"))
    assert ways(house, kept)[HOUR] == ("Fri 06:00", State.PLANNED, None)
    assert ways(house, kept)[10 * MINUTES] == ("Fri 06:50", State.PLANNED, None)


def test_the_last_reminder_comes_when_it_is_due_even_at_night(house: Any) -> None:
    house.prefer("ana", lead_times=(12 * HOUR,))
    kept = house.book_one(start_at=friday("12:00"))
    assert ways(house, kept) == {12 * HOUR: ("Fri 00:00", State.PLANNED, None)}


def test_after_a_pause_that_ends_at_night_a_late_reminder_waits_for_the_morning(house: Any) -> None:
    house.prefer("ana", lead_times=(16 * HOUR, HOUR))
    kept = house.book_one(start_at=friday("12:00"))
    house.courier.sweep()
    house.clock.move_to(friday("03:00"))  # due at 20:00, when nobody was there
    house.courier.sweep()
    assert sent(house, "ana") == []
    assert ways(house, kept)[16 * HOUR][:2] == ("Fri 08:00", State.PLANNED)
    with house.book.read() as pages:  # it waits as it should, and nothing is late
        assert pages.queue(house.clock.now()).waiting == 0
    house.clock.move_to(friday("08:00"))
    house.courier.sweep()
    assert sent(house, "ana") == [16 * HOUR]


def test_a_late_reminder_in_quiet_hours_gives_way_to_one_that_comes_before_they_end(
    house: Any,
) -> None:
    house.prefer("ana", lead_times=(12 * HOUR, 10 * MINUTES))
    kept = house.book_one(start_at=friday("08:05"))
    house.courier.sweep()
    house.clock.move_to(friday("03:00"))  # the first was due at 20:05
    house.courier.sweep()
    first = next(n for n in house.notices(kept, What.REMINDER) if n.lead_time == 12 * HOUR)
    assert (first.state, first.reason) == (State.REPLACED, Reason.NEARER_REMINDER)


def test_who_wants_only_what_they_must_do_gets_the_last_reminder_once_they_said_yes(
    house: Any,
) -> None:
    house.prefer("ana", only_musts=True)
    kept = house.accept(house.book_one(), "ana")
    house.pass_until(house.START + HOUR)
    assert sent(house, "ana") == [10 * MINUTES]
    skipped = [n for n in house.notices(kept, What.REMINDER) if n.state is State.SKIPPED]
    assert [(n.lead_time, n.reason) for n in skipped if n.person_id == house.person("ana").id] == [
        (DAY, Reason.ONLY_MUSTS), (HOUR, Reason.ONLY_MUSTS),
    ]  # fmt: skip


def test_who_wants_only_what_they_must_do_is_still_asked_while_they_have_not_answered(
    house: Any,
) -> None:
    house.prefer("ana", only_musts=True)
    house.book_one()
    house.pass_until(house.START)
    assert sent(house, "ana") == [DAY, HOUR, 10 * MINUTES]


def test_new_settings_plan_the_reminders_of_coming_interviews_anew(house: Any) -> None:
    kept = house.book_one()
    before = ways(house, kept, "pat")
    house.prefer("ana", lead_times=(2 * HOUR,))
    assert [*ways(house, kept)] == [2 * HOUR]
    assert ways(house, kept, "pat") == before
    withdrawn = [n for n in house.notices(kept, What.REMINDER) if n.state is State.REPLACED]
    assert {n.reason for n in withdrawn} == {Reason.REPLANNED}
    house.prefer("ana")
    assert [*ways(house, kept)] == [DAY, HOUR, 10 * MINUTES]


def test_settings_that_change_no_reminder_leave_them_alone(house: Any) -> None:
    kept = house.book_one()
    before = house.notices(kept)
    house.prefer("ana", works_from=time(7), room="https://meet.example/ana")
    assert house.notices(kept) == before


def test_the_same_settings_once_more_leave_everything_as_it_is(house: Any) -> None:
    house.prefer("ana", lead_times=(HOUR,))
    before = house.everything()
    house.prefer("ana", lead_times=(HOUR,))
    assert house.everything() == before


def test_nobody_unknown_has_settings(house: Any) -> None:
    stranger = house.by("ana").but(person=house.person("ana").but(id=999))
    house.refuses(
        lambda: house.preferring.prefer(Preferences(only_musts=True), by=stranger),
        Refusal.UNKNOWN_PERSON,
        "person",
    )


def test_an_interviewers_own_times_are_kept_beside_the_question_that_waits(house: Any) -> None:
    house.prefer("pat", lead_times=(HOUR,))
    kept = house.book_one()
    assert [*ways(house, kept, "pat")] == [DAY, HOUR]
    house.accept(kept, "pat")
    house.pass_until(house.START)
    assert sent(house, "pat") == [HOUR]


def test_who_asks_to_be_reminded_a_day_before_is_even_when_they_have_answered(house: Any) -> None:
    house.prefer("pat", lead_times=(DAY,))
    house.accept(house.book_one(), "pat")
    house.pass_until(house.START)
    assert sent(house, "pat") == [DAY]


def test_what_an_interview_is_reminded_by_comes_before_what_people_prefer(house: Any) -> None:
    house.prefer("ana", lead_times=(HOUR,))
    kept = house.do(Reminding(lead_times=(30 * MINUTES, 3 * HOUR)), house.book_one()).after
    assert kept.lead_times == (3 * HOUR, 30 * MINUTES)
    assert [*ways(house, kept)] == [*ways(house, kept, "pat")] == [3 * HOUR, 30 * MINUTES]
    kept = house.do(Reminding(lead_times=()), kept).after
    assert ways(house, kept) == ways(house, kept, "pat") == {}
    kept = house.do(Reminding(lead_times=None), kept).after
    assert [*ways(house, kept)] == [HOUR]


def test_asked_for_now_both_are_reminded_at_once_and_later_as_planned(house: Any) -> None:
    house.prefer("ana", only_musts=True)
    kept = house.accept(house.book_one(), "ana")
    house.clock.move_to(friday("02:00"))  # at night: somebody asked for it
    house.courier.sweep()
    house.post.delivered.clear()
    house.do(RemindingNow(), kept)
    house.courier.sweep()
    assert house.post.messages() == [("ana", What.REMINDER), ("pat", What.REMINDER)]
    house.pass_until(house.START)
    assert sent(house, "ana")[1:] == [10 * MINUTES]


def test_a_room_is_where_a_video_call_takes_place_when_no_link_is_given(house: Any) -> None:
    house.prefer("pat", room="https://meet.example/pat")
    kept = house.book_one(location=None)
    assert kept.interview.location == "https://meet.example/pat"
    kept = house.change(kept, kind="phone_call")
    assert kept.interview.location is None
    kept = house.change(kept, kind="video_call")
    assert kept.interview.location == "https://meet.example/pat"
    kept = house.change(kept, interviewer="lee")
    assert kept.interview.location is None


def test_a_new_room_is_where_video_calls_take_place_that_had_no_link(house: Any) -> None:
    bare = house.book_one(location=None)
    given = house.book_one(interviewee="bob", start_at=house.START + DAY)
    phone = house.book_one(
        interviewee="bob", start_at=house.START + 2 * DAY, kind="phone_call", location=None
    )
    house.prefer("pat", room="https://meet.example/pat")
    kept = house.stored(bare.id)
    assert kept.interview.location == "https://meet.example/pat"
    assert kept.interview.status == bare.interview.status
    assert [entry.by_id for entry in house.history(kept)][-1] == house.person("pat").id
    assert house.stored(given.id).version == given.version
    assert house.stored(phone.id).interview.location is None
    house.prefer("pat", room="https://meet.example/new")
    assert house.stored(bare.id).interview.location == "https://meet.example/new"
    house.prefer("pat", room=None)
    assert house.stored(bare.id).interview.location == "https://meet.example/new"


def test_a_new_room_is_none_of_a_call_by_phone_though_it_had_the_one_before(house: Any) -> None:
    house.prefer("pat", room="https://meet.example/pat")
    kept = house.book_one(kind="phone_call", location="https://meet.example/pat")
    house.prefer("pat", room="https://meet.example/new")
    assert house.stored(kept.id).interview.location == "https://meet.example/pat"


def test_a_room_that_stays_as_it_was_fills_in_no_link_that_was_taken_away(house: Any) -> None:
    house.prefer("pat", room="https://meet.example/pat")
    kept = house.change(house.book_one(), location=None)
    house.prefer("pat", room="https://meet.example/pat", only_musts=True)
    assert house.stored(kept.id).interview.location is None


def test_a_link_that_is_given_stays_whoever_interviews(house: Any) -> None:
    house.prefer("lee", room="https://meet.example/lee")
    kept = house.change(house.book_one(), interviewer="lee")
    assert kept.interview.location == "https://meet.example/27"
    kept = house.change(kept, location=None)
    assert kept.interview.location is None
    assert house.move(kept, house.START + HOUR).interview.location is None


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some.integers(0, 5 * 24 * 60).map(lambda each: MARCH + each * MINUTES),
    some.lists(some.integers(1, 30 * 60).map(lambda each: each * MINUTES), max_size=5),
    some.integers(0, 23).map(time),
    some.integers(0, 23).map(time),
    some.sampled_from(["Europe/Madrid", "America/New_York", "Australia/Lord_Howe"]),
)
def test_at_night_nobody_is_reminded_but_urgently(
    a_kept: Kept, start: datetime, leads: Any, starts: time, ends: time, zone: str
) -> None:
    prefers = Preferences(lead_times=tuple(leads), quiet_from=starts, quiet_until=ends)
    person = a_kept.interviewee_person.but(preferences=prefers, time_zone=zone)
    interview = a_kept.interview.but(start_at=start, end_at=start + HOUR)
    kept = a_kept.but(interviewee_person=person, interview=interview)
    theirs = [
        n
        for n in reminders(kept, LeadTimes(), start - 3 * DAY)
        if n.person_id == person.id and n.state is State.PLANNED and n.lead_time
    ]
    last = max((n.due_at for n in theirs), default=start)
    for notice in theirs:
        check(notice, last, start, person)
    dues = [n.due_at for n in theirs]
    assert dues == sorted(dues)
    assert len(set(dues)) == len(dues) or starts == ends


def check(notice: Notice, last: datetime, start: datetime, person: Person) -> None:
    night_ends = quiet_until(person, notice.due_at)
    assert notice.lead_time is not None
    assert start - notice.lead_time <= notice.due_at <= last < start
    if night_ends is not None and notice.due_at != last:
        assert start <= night_ends  # it begins before the night is over
    if notice.reason is Reason.QUIET_HOURS:
        assert notice.due_at > start - notice.lead_time


@pytest.fixture
def a_kept(house: Any) -> Kept:
    kept: Kept = house.book_one()
    return kept
