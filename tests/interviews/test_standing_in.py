"""Who is asked to stand in for an interviewer who can't make it, and in which order."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.interviews.cautions import Cautious
from bot.interviews.doing.cover import candidates
from bot.interviews.model import Kept, Role
from bot.interviews.notices import Reason, What
from bot.interviews.people.availability import is_at_work
from bot.interviews.plans import Ask, Cannot, Handover, Leaving, Reminding, Taking
from bot.interviews.ports.post import Undelivered
from bot.interviews.refusals import Refusal

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def could(house: Any, kept: Kept) -> list[tuple[str, int]]:
    with house.book.read() as pages:
        return [(each.person.title, each.load) for each in candidates(pages, kept)]


def asked(kept: Kept) -> str | None:
    return kept.cover.asked.title if kept.cover and kept.cover.asked else None


def test_staff_only_are_asked_and_recruiters_after_all_others(house: Any) -> None:
    house.set_person("zoe", role=Role.INTERVIEWER)
    assert could(house, house.book_one()) == [("lee", 0), ("zoe", 0), ("rita", 0)]


def test_whoever_holds_the_fewest_interviews_that_week_comes_first(house: Any) -> None:
    house.set_person("zoe", role=Role.INTERVIEWER)
    house.book_one(interviewer="lee", interviewee="bob", start_at=house.START - DAY)
    house.book_one(interviewer="zoe", interviewee="bob", start_at=house.START + 5 * DAY)
    assert could(house, house.book_one())[:2] == [("zoe", 0), ("lee", 1)]


def test_nobody_is_asked_who_has_an_interview_then_but_one_that_touches_is_none(house: Any) -> None:
    kept = house.book_one()
    ends_at = kept.interview.end_at
    house.book_one(interviewer="lee", interviewee="bob", start_at=ends_at)
    assert "lee" in dict(could(house, kept))
    house.book_one(interviewer="rita", interviewee="mia", start_at=ends_at - HOUR / 4)
    assert "rita" not in dict(could(house, kept))


@pytest.mark.parametrize(
    "unfit",
    [{"active": False}, {"slack_user_id": None}, {"time_zone": "Asia/Tokyo"}, {"role": "driver"}],
    ids=str,
)
def test_nobody_is_asked_who_has_left_or_is_not_in_slack_or_not_at_work(
    house: Any, unfit: dict[str, Any]
) -> None:
    house.set_person("lee", **unfit)
    assert "lee" not in dict(could(house, house.book_one()))


@pytest.mark.parametrize(
    ("local", "minutes", "at_work"),
    [
        ("2026-11-20 09:00", 45, True),
        ("2026-11-20 08:59", 45, False),
        ("2026-11-20 17:15", 45, True),
        ("2026-11-20 17:16", 45, False),
        ("2026-11-21 11:00", 45, False),  # a Saturday
        ("2026-11-20 17:00", 24 * 60, False),
    ],
)
def test_working_hours_are_nine_to_six_on_weekdays_by_ones_own_clock(
    house: Any, local: str, minutes: int, *, at_work: bool
) -> None:
    lee = house.person("lee")
    start = datetime.fromisoformat(f"{local}+01:00")  # in Madrid, in November
    assert is_at_work(lee, start, start + timedelta(minutes=minutes)) is at_work
    assert is_at_work(lee.but(time_zone=None), start, start + timedelta(minutes=minutes))


def test_three_are_asked_one_after_the_other_and_no_fourth(house: Any) -> None:
    for name in ("zoe", "bob"):
        house.set_person(name, role=Role.INTERVIEWER)
    kept = house.do(Cannot(reason="ill"), house.book_one(), "pat").after
    names = []
    while (name := asked(kept)) is not None:
        names.append(name)
        kept = house.do(Leaving(), kept, name).after
    assert names == ["bob", "lee", "zoe"]
    assert [each.title for each in kept.cover.refused] == names
    assert could(house, kept) == [("rita", 0)]


def test_once_it_has_begun_nobody_is_asked_and_nobody_takes_it(house: Any) -> None:
    kept = house.do(Cannot(reason="ill"), house.book_one(), "pat").after
    other = house.book_one(interviewee="bob", interviewer="zoe")
    house.clock.move_to(house.START)
    house.refuses(lambda: house.do(Taking(), kept, "lee"), Refusal.NO_LONGER_ASKED)
    ask = Ask(person_id=house.person("rita").id)
    house.refuses(lambda: house.do(ask, kept), Refusal.CANNOT_BE_ASKED, "person_id")
    assert asked(house.do(Cannot(reason="ill"), other, "zoe").after) is None


def test_only_whoever_is_asked_sees_the_interview(house: Any) -> None:
    kept = house.do(Cannot(reason="ill"), house.book_one(), "pat").after
    assert house.interviews.get(kept.id, by=house.by("lee")) == kept
    house.do(Leaving(), kept, "lee")
    house.refuses(
        lambda: house.interviews.get(kept.id, by=house.by("lee")), Refusal.NO_SUCH_INTERVIEW
    )


@pytest.mark.parametrize("deed", ["move", "cancel", "change"])
def test_nobody_is_asked_any_more_once_it_is_not_needed(house: Any, deed: str) -> None:
    kept = house.do(Cannot(reason="ill"), house.book_one(), "pat").after
    ways = {
        "move": lambda: house.move(kept, house.START + DAY),
        "cancel": lambda: house.cancel(kept),
        "change": lambda: house.change(kept, interviewer="rita"),
    }
    after = ways[deed]()
    assert after.cover is None
    assert ("lee", "offer_over", False) in house.told(after)


def test_a_change_of_place_leaves_the_question_open(house: Any) -> None:
    kept = house.do(Cannot(reason="ill"), house.book_one(), "pat").after
    after = house.change(kept, location="Room 2")
    assert asked(after) == "lee"
    assert ("lee", "offered", False) in house.told(after)


def test_a_recruiter_who_is_asked_as_well_hears_once_of_what_changes(house: Any) -> None:
    kept = house.do(Cannot(reason="ill"), house.book_one(), "pat").after
    kept = house.do(Ask(person_id=house.person("sam").id), kept).after
    told = house.told(house.change(kept, location="Room 2", by="rita"))
    assert [what for who, what, _ in told if who == "sam"] == ["changed"]


def test_from_the_start_on_the_card_of_who_is_asked_no_longer_asks(house: Any) -> None:
    kept = house.do(Cannot(reason="ill"), house.book_one(), "pat").after
    house.do(Reminding(lead_times=(HOUR,)), kept)  # plans anew what comes by the clock
    house.pass_until(house.START + HOUR)
    assert ("lee", What.BEGUN) in house.post.edits()


def test_somebody_who_said_no_may_be_asked_once_more_by_the_recruiter(house: Any) -> None:
    kept = house.do(Cannot(reason="ill"), house.book_one(), "pat").after
    kept = house.do(Leaving(), kept, "lee").after
    kept = house.do(Ask(person_id=house.person("lee").id), kept).after
    assert (asked(kept), kept.cover.refused) == ("lee", ())


def cautioned(house: Any, kept: Kept, name: str) -> list[str]:
    """Of what one is warned who is about to ask somebody."""
    ask = Ask(person_id=house.person(name).id)
    done = house.interviews.rehearse(ask, by=house.by("sam"), interview_id=kept.id)
    return [each.key for each in done.cautions if each.values == {"person": name}]


def test_whoever_asks_is_warned_of_who_said_no_or_applies_or_is_not_at_work(house: Any) -> None:
    house.book_one(interviewee="bob", interviewer="zoe", start_at=house.START + 5 * DAY)
    kept = house.do(Cannot(reason="ill"), house.book_one(), "pat").after
    kept = house.do(Leaving(), kept, "lee").after
    assert cautioned(house, kept, "lee") == [Cautious.SAID_NO]
    assert cautioned(house, kept, "bob") == [Cautious.APPLIES]
    assert cautioned(house, kept, "zoe") == []
    house.set_person("zoe", time_zone="Asia/Tokyo")
    assert cautioned(house, kept, "zoe") == [Cautious.NOT_AT_WORK]


@pytest.mark.parametrize("name", ["ana", "pat", "mia"])
def test_neither_of_the_two_is_asked_nor_anybody_outside_slack(house: Any, name: str) -> None:
    kept = house.do(Cannot(reason="ill"), house.book_one(), "pat").after
    ask = Ask(person_id=house.person(name).id)
    house.refuses(lambda: house.do(ask, kept), Refusal.CANNOT_BE_ASKED, "person_id")


def test_who_is_asked_to_stand_in_is_told(house: Any) -> None:
    house.cannot(house.book_one())
    house.courier.sweep()
    assert ("lee", What.OFFERED) in house.post.messages()


def test_other_reminders_leave_it_planned_that_nobody_stands_in(house: Any) -> None:
    kept = house.cannot(house.book_one())
    house.do(Reminding(lead_times=()), kept)
    house.prefer("ana", lead_times=(HOUR,))
    house.clock.move_to(kept.interview.start_at - 2 * DAY)
    house.courier.sweep()
    assert ("sam", What.UNFILLED) in house.post.messages()


def test_whoever_runs_it_by_now_is_not_asked_to_stand_in_any_more(house: Any) -> None:
    kept = house.cannot(house.book_one())
    house.do(Ask(person_id=house.person("rita").id), kept)
    house.do(Handover(owner_id=house.person("rita").id), kept)
    house.change(kept, interviewer="lee")
    house.courier.sweep()
    assert ("rita", What.OFFERED) not in house.post.messages()
    offered = {n.person_id: n.reason for n in house.notices(kept, What.OFFERED)}
    assert offered[house.person("rita").id] is Reason.NO_LONGER_CONCERNED


def test_who_took_over_before_the_question_reached_them_has_a_card_of_it(house: Any) -> None:
    kept = house.cannot(house.book_one(), "pat")
    house.post.troubles[house.person("lee").id] = [Undelivered("away")]
    house.courier.sweep()
    house.take(kept, "lee")
    house.clock.move_to(house.clock.now() + HOUR)
    house.courier.sweep()
    assert [what for who, what in house.post.messages() if who == "lee"] == [What.TAKEN]
