"""An interview stays the same event in people's calendars, whoever its letters come from."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from bot.clock import Clock
from bot.house import House
from bot.interviews.model import Actor, Door, Kind, Person, Role
from bot.interviews.plans import Booking, InterviewChange, Plan
from bot.settings import Settings

pytestmark = pytest.mark.slow
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
START, LENGTH = NOW + timedelta(days=3), timedelta(minutes=30)


def house_of(book_url: str, office: Any, mail_from: str) -> House:
    settings = Settings.for_demo(
        database_url=book_url, slack_api_url="http://127.0.0.1:1/", company="Acme",
        smtp_url=office.url(), mail_from=mail_from,
    )  # fmt: skip
    house = House(settings, Clock(NOW))
    house.mail()
    return house


def does(house: House, sam: Person, plan: Plan, interview_id: int | None = None) -> None:
    house.interviews.do(plan, by=Actor(person=sam, door=Door.API), interview_id=interview_id)
    assert house.heartbeat is not None
    house.heartbeat.sweep()


def test_a_new_sender_moves_the_event_that_the_old_one_made(book_url: str, office: Any) -> None:
    with closing(house_of(book_url, office, "interviews@acme.example")) as house:
        workspace = house.only_workspace()
        with house.book.write() as pages:
            sam, mia = (
                pages.add_person(
                    Person(id=0, workspace_id=workspace, title=name, role=role, email=email)
                )
                for name, role, email in (
                    ("Sam", Role.OPERATOR, None), ("Mia", Role.DRIVER, "mia@example.net"),
                )
            )  # fmt: skip
        [application] = house.people.open_applications(mia, by=Actor(person=sam, door=Door.API))
        does(house, sam, Booking(
            kind=Kind.PHONE_CALL, start_at=START, end_at=START + LENGTH, location="+34 600 000 000",
            interviewee_id=application.id, interviewer_id=sam.id,
        ))  # fmt: skip
    with closing(house_of(book_url, office, "people@acme-group.example")) as house:
        later = START + timedelta(hours=1)
        does(house, sam, InterviewChange(start_at=later, end_at=later + LENGTH), 1)
    files = [
        icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")[0]
        for message in office.messages()
        for part in message.iter_attachments()
    ]
    senders = [message["From"].addresses[0].addr_spec for message in office.messages()]
    assert senders == ["interviews@acme.example", "people@acme-group.example"]
    assert len({event["UID"] for event in files}) == 1
    assert [event["SEQUENCE"] for event in files] == [1, 2]
