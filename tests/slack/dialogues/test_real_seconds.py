"""One reminder by the machine's own clock and the real scheduler: nothing here turns a clock."""

import contextlib
from datetime import datetime, timedelta

from bot.demo import ANA, PAT, SAM, Demo
from bot.interviews.model import Actor, Door, Kind
from bot.interviews.plans import Booking
from bot.playground.driver import Driver

# The reminder is due after a second; a slow machine has half a minute to show it in.
SOON, LEAD_TIME = timedelta(seconds=31), timedelta(seconds=30)


def test_the_reminder_is_there_before_the_start(book_url: str) -> None:
    lead_times = {"interviewee": (LEAD_TIME,), "interviewer": ()}
    with (
        Demo(book_url, lead_times=lead_times) as demo,
        contextlib.closing(Driver(demo.url)) as driver,
    ):
        for user in (SAM, PAT, ANA):
            driver.person(user).types("/interview")
        start_at = _book_soon(demo)
        ana = driver.person(ANA)
        ana.waits_for("Sam from Acme has arranged a video interview for you with Pat Chen.")
        ana.waits_for("Interview in")
        assert demo.house.clock.now() < start_at
        assert "Interview in" in ana.last()
        reminded_at = datetime.fromisoformat(ana.messages()[-1]["at"])
        assert reminded_at >= start_at - LEAD_TIME


def _book_soon(demo: Demo) -> datetime:
    house = demo.house
    sam, pat, ana = (house.people.known(house.workspace_id, user) for user in (SAM, PAT, ANA))
    assert sam
    assert pat
    assert ana
    by = Actor(person=sam, door=Door.SLACK)
    application = house.people.open_applications(ana, by=by)[0]
    start_at = house.clock.now() + SOON
    house.interviews.do(
        Booking(
            kind=Kind.VIDEO_CALL,
            start_at=start_at,
            end_at=start_at + timedelta(minutes=30),
            interviewee_id=application.id,
            interviewer_id=pat.id,
        ),
        by=by,
    )
    return start_at
