"""Who takes part: the people of a plan, found, and as the API shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.interviews.model import (
    RANK,
    Actor,
    Application,
    Driver,
    Interviewee,
    Interviewer,
    Person,
    Role,
)
from bot.interviews.ports.book import Pages
from bot.interviews.refusals import Refusal, Refused


@dataclass(frozen=True)
class Scene:
    """Where a deed takes place: the open book, who acts, and the one instant that counts."""

    pages: Pages
    by: Actor
    now: datetime

    @property
    def workspace_id(self) -> int:
        """The workspace to which every question is bound."""
        return self.by.person.workspace_id


def the_applicant(scene: Scene, interviewee_id: int) -> tuple[Application, Person]:
    """Give an application and whose it is; Refused UNKNOWN_PERSON."""
    application = scene.pages.application(scene.workspace_id, interviewee_id)
    if application is None:
        raise Refused(Refusal.UNKNOWN_PERSON, "interviewee_id")
    person = scene.pages.person(scene.workspace_id, application.driver_id)
    if person is None:
        raise Refused(Refusal.UNKNOWN_PERSON, "interviewee_id")
    return application, person


def the_interviewer(scene: Scene, person_id: int) -> Person:
    """Give who interviews, by now at least an interviewer by role; Refused UNKNOWN_PERSON."""
    person = scene.pages.person(scene.workspace_id, person_id)
    if person is None:
        raise Refused(Refusal.UNKNOWN_PERSON, "interviewer_id")
    if RANK[person.role] < RANK[Role.INTERVIEWER]:  # picking somebody never lowers a role
        person = person.but(role=Role.INTERVIEWER)
        scene.pages.save_person(person)
    return person


def shown_interviewee(application: Application, person: Person) -> Interviewee:
    """Give an application as the API shows it."""
    return Interviewee(
        id=application.id,
        currency=application.currency,
        driver=Driver(
            id=person.id, image=person.image, phone_number=person.phone_number, title=person.title
        ),
        kind=application.kind,
        updated_at=application.updated_at,
    )


def shown_interviewer(person: Person) -> Interviewer:
    """Give who interviews as the API shows them."""
    return Interviewer(
        id=person.id,
        contact_phone_number=person.contact_phone_number,
        image=person.image,
        title=person.title,
    )
