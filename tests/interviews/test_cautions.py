"""What is pointed out before somebody is told, and refuses nothing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.interviews.cautions import Cautious, cautions
from bot.interviews.model import Kind
from bot.interviews.plans import Cancellation

START = datetime(2026, 11, 20, 14, tzinfo=UTC)  # a Friday, 15:00 in Madrid
DAY = timedelta(days=1)


def found(house: Any, **given: Any) -> list[tuple[Cautious, dict[str, Any]]]:
    done = house.interviews.rehearse(house.booking(**given), by=house.by("sam"))
    return [(caution.key, caution.values) for caution in done.cautions]


def in_zones(house: Any, ana: str | None, pat: str | None) -> None:
    house.set_person("ana", time_zone=ana)
    house.set_person("pat", time_zone=pat)


def test_an_ordinary_interview_gives_no_cause(house: Any) -> None:
    assert found(house) == []


def test_nobody_tells_who_is_not_in_slack(house: Any) -> None:
    assert found(house, interviewee="mia") == [(Cautious.NOBODY_TELLS, {"person": "mia"})]


def test_what_is_called_off_gives_no_cause_but_that_nobody_tells(house: Any) -> None:
    in_zones(house, "America/Los_Angeles", "Asia/Tokyo")
    kept = house.book_one(interviewee="mia", start_at=START + DAY, location=None)
    done = house.interviews.rehearse(Cancellation(), by=house.by("sam"), interview_id=kept.id)
    assert [each.key for each in done.cautions] == [Cautious.NOBODY_TELLS]


def test_a_zone_that_is_not_known_cannot_be_watched(house: Any) -> None:
    in_zones(house, None, "Europe/Madrid")
    at_night = START.replace(hour=3)
    assert found(house, start_at=at_night) == [
        (Cautious.ODD_HOUR, {"person": "pat", "time": "04:00"}),
        (Cautious.ZONE_UNKNOWN, {"person": "ana"}),
    ]


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("America/Los_Angeles", "06:00"), ("Asia/Kolkata", "19:30"), ("Asia/Tokyo", "23:00")],
)
def test_an_hour_outside_the_day_is_odd_where_it_is_one(house: Any, zone: str, hour: str) -> None:
    in_zones(house, zone, "Europe/Madrid")
    assert found(house)[0] == (Cautious.ODD_HOUR, {"person": "ana", "time": hour})


@pytest.mark.parametrize(
    ("hour", "minutes", "odd"),
    [(8, 45, False), (7, 45, True), (18, 60, False), (18, 61, True), (23, 120, True)],
)
def test_the_day_is_from_eight_to_nineteen(
    house: Any, hour: int, minutes: int, *, odd: bool
) -> None:
    in_zones(house, "UTC", "UTC")
    start_at = START.replace(hour=hour)
    keys = {key for key, _ in found(
        house, start_at=start_at, end_at=start_at + timedelta(minutes=minutes)
    )}  # fmt: skip
    assert keys == ({Cautious.ODD_HOUR} if odd else set())


def test_a_weekend_is_one_where_somebody_is(house: Any) -> None:
    in_zones(house, "Pacific/Auckland", "UTC")
    assert (Cautious.WEEKEND, {"person": "ana"}) in found(house)
    assert (Cautious.WEEKEND, {"person": "pat"}) not in found(house)


def test_what_is_so_for_both_is_said_once_without_a_name(house: Any) -> None:
    saturday, april = START + DAY, datetime(2027, 4, 7, 13, tzinfo=UTC)
    in_zones(house, "Europe/Madrid", "Europe/Berlin")
    assert found(house, start_at=saturday) == [(Cautious.WEEKEND, {})]
    assert found(house, start_at=april) == [(Cautious.CLOCK_CHANGE, {})]
    in_zones(house, None, "Europe/Berlin")
    assert (Cautious.WEEKEND, {"person": "pat"}) in found(house, start_at=saturday)


def test_of_a_proposal_the_proposed_time_is_judged(house: Any) -> None:
    in_zones(house, "UTC", "UTC")
    friday = house.book_one()
    saturday = house.propose(friday, start_at=START + DAY)
    assert [each.key for each in house.interviews.cautions(saturday)] == [Cautious.WEEKEND]


def test_a_clock_change_between_now_and_then_is_pointed_out(house: Any) -> None:
    in_zones(house, "Europe/Madrid", "UTC")
    in_april = datetime(2027, 4, 7, 13, tzinfo=UTC)
    assert found(house, start_at=in_april) == [(Cautious.CLOCK_CHANGE, {"person": "ana"})]


@pytest.mark.parametrize("location", [None, "", " "])
def test_a_video_call_needs_a_link(house: Any, location: str | None) -> None:
    assert found(house, location=location) == [(Cautious.NO_LINK, {})]
    assert found(house, location=location, kind=Kind.PHONE_CALL) == []


def test_an_overlap_that_was_insisted_on_is_pointed_out(house: Any) -> None:
    house.book_one()
    assert found(house, interviewee="bob", force=True) == [(Cautious.OVERLAPS, {})]


def test_cautions_come_in_the_order_of_their_weight(house: Any) -> None:
    in_zones(house, "Europe/Madrid", "America/Los_Angeles")
    sunday = START + 2 * DAY
    keys = [key for key, _ in found(house, start_at=sunday, location=None, interviewee="mia")]
    assert keys == sorted(keys, key=list(Cautious).index)
    assert keys[0] is Cautious.NOBODY_TELLS
    assert keys[-1] is Cautious.NO_LINK


def test_a_caution_is_seen_again_on_the_interview_as_it_stands(house: Any) -> None:
    kept = house.book_one(location=None)
    assert [caution.key for caution in house.interviews.cautions(kept)] == [Cautious.NO_LINK]


def test_a_public_holiday_is_pointed_out_for_each_person_who_has_it(house: Any) -> None:
    in_zones(house, "Europe/Madrid", "Europe/London")
    done = house.interviews.rehearse(house.booking(), by=house.by("sam"))

    def holiday(day: date, zone: str) -> str | None:
        return "Our Day" if (day, zone) == (START.date(), "Europe/London") else None

    given = [(each.key, each.values) for each in cautions(done.after, START - DAY, holiday)]
    assert given == [(Cautious.HOLIDAY, {"person": "pat", "holiday": "Our Day"})]
