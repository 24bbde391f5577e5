"""The people of a workspace: who is known, who is met, who may be picked, who is a recruiter."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from bot.interviews.model import Actor, Application, HistoryEntry, Person, Role, Value
from bot.interviews.ports.book import Book, HouseClock, Pages
from bot.interviews.races import again_when_lost
from bot.interviews.refusals import Doing, Refusal, Refused
from bot.interviews.texts import readable

APPLIES = "verified"  # the kind of an application that waits for its interview (API.md)
TURNED_DOWN = "rejected"
DIGITS = re.compile(r"[0-9]{1,18}")
MAX_NAME = 200  # characters
REMEMBERED = 1_000  # forms


class Profile(Value):
    """A member of the Slack team, as Slack describes them."""

    slack_user_id: str
    name: str
    email: str | None = None
    time_zone: str | None = None
    locale: str | None = None
    image: str | None = None
    is_bot: bool = False
    deactivated: bool = False


class Newcomer(Value):
    """Somebody who is not in Slack: a name, and what is known to reach them by."""

    name: str
    email: str | None = None
    phone_number: str | None = None


class People:
    """Meeting, finding and appointing people.

    `appointed` gives the Slack ids which the settings name as recruiters.
    """

    def __init__(
        self, book: Book, clock: HouseClock, appointed: Callable[[], frozenset[str]]
    ) -> None:
        self._book = book
        self._clock = clock
        self._appointed = appointed
        self._noted: OrderedDict[str, int] = OrderedDict()  # who came of which form

    @again_when_lost
    def known(self, workspace_id: int, slack_user_id: str) -> Person | None:
        """Give the person with that Slack id, if they were met before."""
        with self._book.read() as pages:
            return pages.person_in_slack(workspace_id, slack_user_id)

    @again_when_lost
    def get(self, workspace_id: int, person_id: int) -> Person | None:
        """Give one person by their id."""
        with self._book.read() as pages:
            return pages.person(workspace_id, person_id)

    @again_when_lost
    def called(self, workspace_id: int, name: str) -> Person | None:
        """Give the person of that id, written in digits, or with that e-mail address."""
        with self._book.read() as pages:
            if DIGITS.fullmatch(name):
                return pages.person(workspace_id, int(name))
            return pages.person_with_email(workspace_id, name)

    @again_when_lost
    def meet(self, workspace_id: int, profile: Profile) -> Person:
        """Give the person behind a Slack profile, made or brought up to date.

        Matched by Slack id, then by e-mail address. Whoever the settings name is a recruiter.
        """
        with self._book.write() as pages:
            person = pages.person_in_slack(workspace_id, profile.slack_user_id)
            if person is None and profile.email:
                person = pages.person_with_email(workspace_id, profile.email)
            if person is None:
                fresh = Person(id=0, workspace_id=workspace_id, title=profile.name)
                return pages.add_person(self._as_in_slack(fresh, profile))
            changed = self._as_in_slack(person, profile)
            if changed != person:
                pages.save_person(changed)
            return changed

    def pick(self, workspace_id: int, profile: Profile, field: str) -> Person:
        """Give the person for a part in an interview; Refused: a bot, somebody who has left."""
        if profile.is_bot:
            raise Refused(Refusal.BOT_PERSON, field, person=profile.name)
        if profile.deactivated:
            raise Refused(Refusal.DEACTIVATED_PERSON, field, person=profile.name)
        return self.meet(workspace_id, profile)

    @again_when_lost
    def remember_channel(self, person: Person, channel: str) -> None:
        """Keep the id of somebody's direct messages."""
        with self._book.write() as pages:
            present = pages.person(person.workspace_id, person.id)
            if present is not None and present.slack_channel_id != channel:
                pages.save_person(present.but(slack_channel_id=channel))

    @again_when_lost
    def introduce(self, newcomer: Newcomer, *, by: Actor, once: str = "") -> Person:
        """Note somebody who is not in Slack, for recruiters only.

        Whoever has that e-mail address already is given instead, their name left as it is.
        `once` names what was sent (the id of a form that is open): sent again, it makes no second
        person as long as this process remembers it.
        """
        with self._book.write() as pages:
            only_recruiters(pages, by)
            name = readable(newcomer.name.strip(), "name")
            if not name:
                raise Refused(Refusal.REQUIRED, "name")
            if len(name) > MAX_NAME:
                raise Refused(Refusal.NAME_TOO_LONG, "name", limit=MAX_NAME)
            email = readable((newcomer.email or "").strip(), "email") or None
            fresh = Person(
                id=0,
                workspace_id=by.person.workspace_id,
                title=name,
                email=email,
                phone_number=readable((newcomer.phone_number or "").strip(), "phone") or None,
            )
            known = pages.person_with_email(fresh.workspace_id, email) if email else None
            if known is None and once in self._noted:
                known = pages.person(fresh.workspace_id, self._noted[once])
            person = known or pages.add_person(fresh)
            self._remember(once, person)
            return person

    def _remember(self, once: str, person: Person) -> None:
        if once:
            self._noted[once] = person.id
        if len(self._noted) > REMEMBERED:
            self._noted.popitem(last=False)

    @again_when_lost
    def find(self, text: str, *, by: Actor, most: int = 20) -> tuple[Person, ...]:
        """Give known people whose name or e-mail contains the text; for recruiters only."""
        with self._book.read() as pages:
            only_recruiters(pages, by)
            return pages.people(by.person.workspace_id, text, most)

    @again_when_lost
    def open_applications(self, person: Person, *, by: Actor) -> tuple[Application, ...]:
        """Give a person's applications that were not turned down; none → one is made.

        Only recruiters may ask. More than one: the recruiter is to say which is meant.
        """
        with self._book.write() as pages:
            only_recruiters(pages, by)
            waiting = tuple(
                application
                for application in pages.applications_of(person.workspace_id, person.id)
                if application.kind != TURNED_DOWN
            )
            return waiting or (self._apply(pages, person),)

    @again_when_lost
    def applications_of(self, person: Person) -> tuple[Application, ...]:
        """Give all applications of a person, those that were turned down too."""
        with self._book.read() as pages:
            return pages.applications_of(person.workspace_id, person.id)

    def appoint(self, person_id: int, *, by: Actor) -> Person:
        """Make somebody a recruiter; recruiters and the Slack team's admins may."""
        return self._set_role(person_id, Role.OPERATOR, by)

    def dismiss(self, person_id: int, *, by: Actor) -> Person:
        """Make a recruiter an interviewer again.

        Refused for whoever the settings name: they would be one again the next moment.
        """
        return self._set_role(person_id, Role.INTERVIEWER, by)

    @again_when_lost
    def _set_role(self, person_id: int, role: Role, by: Actor) -> Person:
        with self._book.write() as pages:
            if not (by.person.is_recruiter or by.workspace_admin):
                raise Refused(Refusal.ONLY_APPOINTERS, who=recruiters_named(pages, by))
            person = pages.person(by.person.workspace_id, person_id)
            if person is None or not person.active:
                raise Refused(Refusal.UNKNOWN_PERSON, "person")
            if role is Role.INTERVIEWER:
                self._check_dismissal(person)
            elif person.is_recruiter:
                return person
            changed = person.but(role=role)
            pages.save_person(changed)
            pages.add_history(self._appointment(person, changed, by))
            return changed

    def _check_dismissal(self, person: Person) -> None:
        if not person.is_recruiter:
            raise Refused(Refusal.NOT_A_RECRUITER, "person", person=person.title)
        if person.slack_user_id in self._appointed():
            raise Refused(Refusal.RECRUITER_BY_SETTINGS, "person", person=person.title)

    def _appointment(self, before: Person, after: Person, by: Actor) -> HistoryEntry:
        return HistoryEntry(
            workspace_id=before.workspace_id,
            interview_id=None,
            person_id=before.id,
            version=None,
            deed="appoint" if after.is_recruiter else "dismiss",
            by_id=by.person.id,
            door=by.door,
            at=self._clock.now(),
            before={"role": before.role},
            after={"role": after.role},
        )

    def _as_in_slack(self, person: Person, profile: Profile) -> Person:
        named = profile.slack_user_id in self._appointed()
        role = Role.OPERATOR if named and not person.is_recruiter else person.role
        known: dict[str, Any] = {
            "email": profile.email,
            "time_zone": person.prefers.time_zone or profile.time_zone,
            "locale": person.prefers.locale or profile.locale,
            "image": profile.image,
        }
        return person.but(
            title=profile.name,
            slack_user_id=profile.slack_user_id,
            active=not profile.deactivated,
            role=role,
            **{field: value for field, value in known.items() if value},
        )

    def _apply(self, pages: Pages, person: Person) -> Application:
        return pages.add_application(
            Application(
                id=0,
                workspace_id=person.workspace_id,
                driver_id=person.id,
                kind=APPLIES,
                updated_at=self._clock.now(),
            )
        )


def only_recruiters(pages: Pages, by: Actor) -> None:
    """Refuse (Refused ONLY_RECRUITERS) whoever is none."""
    if not by.person.is_recruiter:
        raise for_recruiters(pages, by)


def for_recruiters(pages: Pages, by: Actor) -> Refused:
    """Say of what is no deed that only recruiters may do it, and who they are."""
    return Refused(Refusal.ONLY_RECRUITERS, deed=Doing.THAT, who=recruiters_named(pages, by))


def recruiters_named(pages: Pages, by: Actor) -> str:
    """Give the names of up to three recruiters, for a sentence that says who may."""
    names = [person.title for person in pages.recruiters(by.person.workspace_id)]
    return ", ".join(names[:3])
