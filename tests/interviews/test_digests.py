"""When a digest is due, over clock changes, and that each day is told once."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.interviews.digest import Days, Digest
from bot.interviews.digests import Digests, _next
from bot.interviews.refusals import Refusal

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def a_digest(clock: time = time(9), zone: str = "Europe/Madrid", **given: Any) -> Digest:
    digest = {"workspace_id": 1, "channel": "C1", "by_id": 1, "days": Days.WEEKDAYS}
    return Digest(**digest | {"at": clock, "time_zone": zone} | given)


@pytest.fixture
def digests(house: Any) -> Digests:
    return Digests(house.book, house.clock, lambda: None, ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("digest", "now", "then"),
    [
        (a_digest(), "2026-11-23 07:59", "2026-11-23 08:00"),
        (a_digest(), "2026-11-23 08:00", "2026-11-24 08:00"),
        (a_digest(), "2026-11-20 08:00", "2026-11-23 08:00"),  # from Friday to Monday
        (a_digest(days=Days.DAILY), "2026-11-20 08:00", "2026-11-21 08:00"),
        (a_digest(), "2026-10-23 07:00", "2026-10-26 08:00"),  # in between the clock goes back
        (a_digest(time(2, 30), days=Days.DAILY), "2026-10-25 00:00", "2026-10-25 00:30"),
        (a_digest(time(2, 30), days=Days.DAILY), "2026-10-25 00:30", "2026-10-26 01:30"),
        (a_digest(time(2, 30), days=Days.DAILY), "2026-03-29 00:00", "2026-03-29 01:30"),
        (a_digest(zone="America/New_York"), "2026-11-23 13:00", "2026-11-23 14:00"),
    ],
)
def test_it_comes_at_its_clock_time_once_a_day(digest: Digest, now: str, then: str) -> None:
    assert _next(digest, at(now)) == at(then)


def instants(house: Any, until: datetime, step: timedelta) -> Iterator[datetime]:
    while house.clock.now() < until:
        yield house.clock.now()
        house.clock.move_to(house.clock.now() + step)


def test_a_channel_is_told_once_of_its_digest_and_one_that_is_shut_gets_none(
    house: Any, digests: Digests
) -> None:
    told, sam = [], house.by("sam")
    planned = digests.planned("C1", Days.DAILY, time(9), by=sam)
    assert not digests.start(planned, lambda: False, by=sam)
    assert digests.next_due() is None
    for digest in (planned, planned, planned.but(at=time(10))):
        assert digests.start(digest, lambda: told.append("C1") is None, by=sam)
    assert told == ["C1", "C1"]
    house.refuses(
        lambda: digests.start(planned, lambda: True, by=house.by("pat")), Refusal.ONLY_RECRUITERS
    )


def test_each_day_is_told_once_whoever_looks_and_however_often(
    house: Any, digests: Digests
) -> None:
    other = Digests(house.book, house.clock, lambda: None, ZoneInfo("UTC"))
    digests.keep(digests.planned("C1", Days.DAILY, time(9), by=house.by("sam")), by=house.by("sam"))
    house.book_one(start_at=house.NOW + 2 * DAY)
    house.book_one(start_at=house.NOW + 3 * DAY)
    told = []
    for now in instants(house, house.NOW + 4 * DAY, HOUR / 2):
        told += [(now.date(), len(each.interviews)) for each in digests.claim_due()]
        told += [(now.date(), len(each.interviews)) for each in other.claim_due()]
    days = [(house.NOW + days * DAY).date() for days in (2, 3)]
    assert told == [(day, 1) for day in days]


def test_one_that_is_set_up_after_its_time_comes_the_next_day_as_it_was_said(
    house: Any, digests: Digests
) -> None:
    house.clock.move_to(house.NOW.replace(hour=9, minute=30) + DAY)
    house.book_one(start_at=house.clock.now() + HOUR)
    sam = house.by("sam")
    planned = digests.planned("C1", Days.DAILY, time(9), by=sam)
    zone = ZoneInfo(planned.time_zone)
    planned = planned.but(at=(house.clock.now().astimezone(zone) - HOUR).time())
    digests.keep(planned, by=sam)
    for _ in range(2):
        assert [*digests.claim_due()] == []
        assert digests.next_of(planned) > house.clock.now()
        house.clock.move_to(house.clock.now() + 3 * HOUR)


def test_one_that_is_given_back_is_claimed_again(house: Any, digests: Digests) -> None:
    sam = house.by("sam")
    digests.keep(digests.planned("C1", Days.DAILY, time(9), by=sam), by=sam)
    house.book_one(start_at=house.NOW + DAY)
    house.clock.move_to(house.NOW + DAY - HOUR)
    (summary,) = digests.claim_due()
    digests.give_back(summary)
    house.clock.move_to(house.clock.now() + timedelta(minutes=10))
    (again,) = digests.claim_due()
    assert (again.is_too_late, again.day) == (False, summary.day)
    assert [*digests.claim_due()] == []


def test_after_a_long_pause_a_digest_is_not_made_up_for_and_who_set_it_up_is_told(
    house: Any, digests: Digests
) -> None:
    sam = house.by("sam")
    digests.keep(digests.planned("C1", Days.DAILY, time(9), by=sam), by=sam)
    house.book_one(start_at=house.NOW + DAY + 5 * HOUR)
    house.clock.move_to(house.NOW + DAY + 2 * HOUR)
    (missed,) = digests.claim_due()
    assert (missed.is_too_late, missed.maker) == (True, sam.person)
    assert [*digests.claim_due()] == []
    assert digests.next_due() == at("2026-11-18 08:00")


def test_who_waits_for_an_answer_comes_first_and_is_counted(house: Any, digests: Digests) -> None:
    sam, tomorrow = house.by("sam"), house.NOW + DAY
    digests.keep(digests.planned("C1", Days.WEEKDAYS, time(10), by=sam), by=sam)
    first = house.book_one(start_at=tomorrow + HOUR)
    house.accept(house.accept(first, "ana"), "pat")
    second = house.book_one(start_at=tomorrow + HOUR, interviewee="bob", force=True)
    house.clock.move_to(tomorrow)
    (summary,) = digests.claim_due()
    assert [kept.id for kept in summary.interviews] == [second.id, first.id]
    assert (summary.unanswered, summary.conflicts) == (1, 1)


def test_which_digest_a_new_one_replaces_is_known_before(house: Any, digests: Digests) -> None:
    sam = house.by("sam")
    early = digests.planned("C1", Days.DAILY, time(9), by=sam)
    assert digests.replaced(early, by=sam) is None
    digests.keep(early, by=sam)
    assert digests.replaced(early, by=sam) is None
    assert digests.replaced(early.but(at=time(10)), by=sam) == early
    assert digests.replaced(early.but(channel="C2"), by=sam) is None
    assert digests.replaced(early.but(workspace_id=2), by=sam) is None


def test_only_recruiters_set_digests_up_and_end_them(house: Any, digests: Digests) -> None:
    pat, sam = house.by("pat"), house.by("sam")
    planned = digests.planned("C1", Days.DAILY, time(9), by=sam)
    for deed in (
        lambda: digests.planned("C1", Days.DAILY, time(9), by=pat),
        lambda: digests.replaced(planned, by=pat),
        lambda: digests.keep(planned, by=pat),
        lambda: digests.drop("C1", by=pat),
    ):
        house.refuses(deed, Refusal.ONLY_RECRUITERS)
    digests.keep(planned, by=sam)
    digests.keep(planned.but(at=time(10)), by=sam)
    assert digests.next_due() == at("2026-11-17 09:00")
    assert digests.drop("C1", by=sam)
    assert not digests.drop("C1", by=sam)
    assert digests.next_due() is None
