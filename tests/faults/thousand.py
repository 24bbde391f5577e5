"""A thousand notices that are due: of interviews in an hour, to both who take part."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta

from arranging import arranged
from bad_slack import PEOPLE, users

import storage
from bot.clock import machine_now
from bot.interviews.model import (
    Application,
    Kept,
    Person,
    Role,
)
from bot.interviews.notices import Notice, What

APART = timedelta(hours=3)  # the interviews of one person


def fill(
    url: str,
    many: int,
    starts_in: timedelta = timedelta(hours=1),
    due_at: datetime | None = None,
) -> None:
    """Write that many into an empty database, half of them reminders; due now unless said so."""
    due_at = due_at or machine_now()
    start_at = machine_now() + starts_in
    with contextlib.closing(storage.open_book(url)) as book, book.write() as pages:
        workspace = pages.workspace("T1", "Acme")
        people = [
            pages.add_person(
                Person(
                    id=0, workspace_id=workspace, title=user, slack_user_id=user,
                    role=Role.DRIVER if number % 2 else Role.INTERVIEWER,
                )
            )
            for number, user in enumerate(users())
        ]  # fmt: skip
        applications = [
            pages.add_application(
                Application(
                    id=0, workspace_id=workspace, driver_id=person.id, kind="interview",
                    updated_at=machine_now(),
                )
            )
            for person in people
        ]  # fmt: skip
        for number in range(0, many, 2):
            one, other = people[number % PEOPLE], people[(number + 1) % PEOPLE]
            starts = start_at + (number // PEOPLE) * APART
            kept = pages.add_interview(
                interview(one, other, applications[(number + 1) % PEOPLE], starts)
            )
            pages.plan(
                [due(kept, one, What.BOOKED, due_at), due(kept, other, What.REMINDER, due_at)]
            )


def interview(
    interviewer: Person, driver: Person, application: Application, start_at: datetime
) -> Kept:
    return arranged(application, driver, interviewer, start_at, id=0, forced=True)


def due(kept: Kept, person: Person, what: What, due_at: datetime) -> Notice:
    is_reminder = what is What.REMINDER
    return Notice(
        workspace_id=kept.workspace_id, interview_id=kept.id, person_id=person.id, what=what,
        version=1, loud=True, due_at=due_at, created_at=due_at,
        lead_time=timedelta(hours=1) if is_reminder else None,
        start_at=kept.interview.start_at if is_reminder else None,
        key=f"{kept.id}-{person.id}",
    )  # fmt: skip
