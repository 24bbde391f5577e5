"""Who and which interview a line means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.interviews.model import LIVE, Actor, Application, Kept, Person, Search, Side
from bot.interviews.people.people import Newcomer
from bot.interviews.planning.afterwards import waits_for_feedback
from bot.interviews.refusals import Refusal, Refused
from bot.slack.desk import Desk
from bot.slack.grammar import ONESELF, Line, Who

FEW = 5
FRESH, MOST = timedelta(weeks=2), 100  # what it may be asked of without its number


@dataclass(frozen=True)
class Several:
    """More than one could be meant."""

    people: tuple[Person, ...]


@dataclass(frozen=True)
class Nobody:
    """Nobody of that name is known."""

    name: str


class WhichPerson(Exception):  # noqa: N818 - it is a question back to whoever typed
    """Several people are called what was typed: it is asked which of them."""

    def __init__(self, who: Who, people: Sequence[Person]) -> None:
        super().__init__(who)
        self.who = who
        self.people = people


Found = Person | Several | Nobody


def find_person(desk: Desk, actor: Actor, who: Who, field: str) -> Found:
    """Find the person somebody named: by mention, by e-mail address, by name, or as "me".

    An address that nobody has is somebody who is not in Slack: they are noted. Refused: a bot,
    somebody who has left, and looking people up by name for whoever is no recruiter.
    """
    if who == ONESELF:
        return actor.person
    if who.slack_id:
        return desk.directory.pick(who.slack_id, field)
    if who.email:
        newcomer = Newcomer(name=who.name or who.email.partition("@")[0], email=who.email)
        return with_email(desk, actor, newcomer, field)
    return _named(desk, actor, who.name or "", field)


def with_email(desk: Desk, actor: Actor, newcomer: Newcomer, field: str, once: str = "") -> Person:
    """Give the member of the team with a newcomer's e-mail address; else note the newcomer.

    `once` names the form that was sent, which notes one person however often it is sent. Refused:
    a bot, somebody who has left, and noting people for whoever is no recruiter.
    """
    member = desk.directory.with_email(newcomer.email) if newcomer.email else None
    if member is not None:
        return desk.people.pick(actor.person.workspace_id, member, field)
    return desk.people.introduce(newcomer, by=actor, once=once)


def _named(desk: Desk, actor: Actor, name: str, field: str) -> Found:
    known = desk.people.find(name, by=actor, most=FEW)
    exact = tuple(person for person in known if person.title.casefold() == name.casefold())
    by_word = tuple(person for person in known if has_word(person.title, name))
    people = exact or by_word
    if not people:
        members = desk.directory.members(name)
        found = [member for member in members if has_word(member.name, name)][:FEW]
        workspace_id = actor.person.workspace_id
        people = tuple(desk.people.pick(workspace_id, member, field) for member in found)
    if len(people) == 1:
        return people[0]
    return Several(people) if people else Nobody(name)


def has_word(title: str, name: str) -> bool:
    """Whether a name stands in somebody's whole name, as a word of it."""
    return f" {name.casefold()} " in f" {title.casefold()} "


def application_of(desk: Desk, actor: Actor, person: Person) -> Application | None:
    """Give the application that somebody is interviewed for; None = several, it must be asked."""
    waiting = desk.people.open_applications(person, by=actor)
    return waiting[0] if len(waiting) == 1 else None


def coming(desk: Desk, actor: Actor, person: Person) -> tuple[Kept, ...]:
    """Give a person's coming interviews, as far as the actor may see them."""
    search = Search(person_id=person.id, statuses=LIVE, ends_after=desk.now(), per_page=FEW)
    found = desk.interviews.search(search, by=actor).interviews
    return tuple(kept for kept in found if kept.side_of(person.id) is not None)


def to_rate(desk: Desk, actor: Actor) -> tuple[Kept, ...]:
    """Give the interviews of the last two weeks of which they are still to say how it was."""
    now = desk.now()
    search = Search(
        person_id=actor.person.id, side=Side.INTERVIEWER, statuses=LIVE,
        starts_from=now - FRESH, starts_before=now, per_page=MOST,
    )  # fmt: skip
    found = desk.interviews.search(search, by=actor).interviews
    return tuple(kept for kept in found if waits_for_feedback(kept, now))


def which_interviews(desk: Desk, actor: Actor, line: Line) -> tuple[Kept, ...]:
    """Give the interviews that a line can mean: by its number, or the coming ones of a person.

    Refused when there is none that the actor may see.
    """
    if line.interview_id is not None:
        return (desk.interviews.get(line.interview_id, by=actor),)
    if line.subject is None:
        raise Refused(Refusal.NO_SUCH_INTERVIEW)
    person = find_subject(desk, actor, line.subject)
    return coming(desk, actor, person) if person else ()


def find_subject(desk: Desk, actor: Actor, who: Who) -> Person | None:
    """Find the person whose interview is meant, among people who are known; None = nobody.

    WhichPerson when several are called like that.
    """
    if who == ONESELF:
        return actor.person
    if who.slack_id:
        return desk.people.known(actor.person.workspace_id, who.slack_id)
    named = who.email or who.name or ""
    found = desk.people.find(named, by=actor, most=FEW)
    exact = [p for p in found if named.casefold() in {p.title.casefold(), p.email}]
    people = exact or [p for p in found if has_word(p.title, named)]
    if len(people) > 1:
        raise WhichPerson(who, people)
    return people[0] if people else None


def the_one_named(desk: Desk, actor: Actor, who: Who) -> Person:
    """Give the one person that somebody named; Refused: nobody; WhichPerson: several."""
    found = find_person(desk, actor, who, "person")
    if isinstance(found, Several):
        raise WhichPerson(who, found.people)
    if isinstance(found, Nobody):
        raise Refused(Refusal.UNKNOWN_PERSON, "person", person=name_of(who))
    return found


def name_of(who: Who) -> str:
    """Give what somebody was called, for a sentence."""
    return who.name or who.email or who.slack_id or ""
