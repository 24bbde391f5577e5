"""A database as a company has it after a while: people, and interviews they were told of."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any

import storage
from bot.clock import Clock, machine_now
from bot.demo import COMPANY, SAM
from bot.interviews.model import Actor, Door, Kind, Person
from bot.interviews.notices import Notice
from bot.interviews.people.people import People, Profile
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.plans import Booking
from bot.interviews.ports.post import Receipt
from bot.interviews.sending.courier import Courier
from bot.interviews.service import Interviews
from bot.playground.installation import TEAM

STAFF = 20  # the first of them recruits, the others interview
CANDIDATES = 20
ZONES = ("Europe/Madrid", "America/New_York", "Europe/London")
FIRST_IN = timedelta(days=9)  # nobody is reminded while something is measured
APART = timedelta(hours=2)
AGO = timedelta(hours=1)  # when everything was booked


class AnyPost:
    """A post that takes everything."""

    def reaches(self, _: Person) -> bool:
        return True

    def pause(self) -> timedelta:
        return timedelta(0)

    def turn(self, *_: object) -> timedelta:
        return timedelta(0)

    def stop(self) -> None:
        pass

    def deliver(self, notice: Notice, _kept: Any, person: Person, _card: Any) -> Receipt:
        return Receipt(channel=f"D{person.id}", ts=str(notice.id))

    def find(self, *_: Any) -> None:
        """Nothing is ever in doubt."""


def fill(url: str, interviews: int) -> None:
    """Make a new database with that many interviews, everybody told."""
    storage.migrate(url)
    now = machine_now()
    clock, lead_times = Clock(now - AGO), LeadTimes()
    with contextlib.closing(storage.open_book(url)) as book:
        people = People(book, clock, lambda: frozenset({SAM}))
        with book.write() as pages:
            workspace = pages.workspace(TEAM, COMPANY)
        met = [people.meet(workspace, _profile(number)) for number in range(STAFF + CANDIDATES)]
        sam = Actor(person=met[0], door=Door.SLACK)
        deeds = Interviews(book, clock, lead_times, lambda: None, pause=timedelta(0))
        for number in range(interviews):
            interviewer = met[1 + number % (STAFF - 1)]
            candidate = met[STAFF + number % CANDIDATES]
            application = people.open_applications(candidate, by=sam)[0]
            start_at = clock.now() + FIRST_IN + number * APART
            deeds.do(_booking(start_at, application.id, interviewer.id), by=sam)
        courier = Courier(book, AnyPost(), clock, machine_now, lead_times)
        courier.sweep()
        clock.move_to(now)  # by then nothing can be undone any more
        courier.sweep()


def _profile(number: int) -> Profile:
    return Profile(
        slack_user_id=f"U0PERSON{number}" if number else SAM,
        name=f"Robin Number {number}",
        email=f"robin{number}@example.com",
        time_zone=ZONES[number % len(ZONES)],
        locale="en-GB",
    )


def _booking(start_at: Any, interviewee_id: int, interviewer_id: int) -> Booking:
    return Booking(
        kind=Kind.VIDEO_CALL,
        start_at=start_at,
        end_at=start_at + timedelta(minutes=45),
        interviewee_id=interviewee_id,
        interviewer_id=interviewer_id,
        location="https://meet.example.com/room",
    )
