"""Standing in for an interviewer who can't make it: who could, and the deeds of asking.

One colleague after the other is asked, the one with the fewest interviews that week first. After
three have said no, or when nobody is left, it is the recruiter's turn; they may ask at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from bot.interviews.casting import Scene
from bot.interviews.cautions import Caution, Cautious
from bot.interviews.doing import deeds
from bot.interviews.doing.done import Done
from bot.interviews.doing.transitions import Becomes
from bot.interviews.model import STAFF, Colleague, Cover, Kept, Person, Says, Side
from bot.interviews.people.availability import WEEK, is_at_work, is_taken, load
from bot.interviews.plans import Acceptance, Ask, Cannot, Deed, InterviewChange, Leaving, Taking
from bot.interviews.ports.book import Pages
from bot.interviews.refusals import Refusal, Refused

MOST_ASKED = 3  # one after the other, before the recruiter decides


class Candidate(NamedTuple):
    """A colleague who could stand in, and how many interviews they hold that week."""

    person: Person
    load: int


def candidates(pages: Pages, kept: Kept) -> list[Candidate]:
    """Give who could stand in, the least loaded first, recruiters after all others.

    Staff who are in Slack, at work and without another interview then, but for the two people of
    the interview, its recruiter, and whoever has said no.
    """
    interview = kept.interview
    slots = pages.slots(kept.workspace_id, interview.start_at - WEEK, interview.end_at + WEEK)
    has_a_part = (kept.interviewee_person, kept.interviewer_person, kept.owner)
    out = {each.id for each in (*has_a_part, *(kept.cover or Cover()).refused) if each}
    found = [
        Candidate(person, load(person, slots, interview.start_at))
        for person in pages.staff(kept.workspace_id)
        if person.id not in out
        and person.slack_user_id is not None
        and is_at_work(person, interview.start_at, interview.end_at)
        and not is_taken(person.id, slots, interview.start_at, interview.end_at)
    ]
    return sorted(found, key=lambda each: (each.person.is_recruiter, each.load, each.person.title))


def only_while_needed(kept: Kept) -> Kept:
    """Give it with nobody asked to stand in, once nobody has to any more."""
    return kept if kept.cover is None or kept.needs_cover else kept.but(cover=None)


def cannot(scene: Scene, kept: Kept, plan: Cannot, _becomes: Becomes) -> Kept:
    """Note that the interviewer can't make it, and ask the first colleague who could."""
    given = kept.interviewer_answer
    if given is not None and given.says is Says.CANNOT:
        raise Refused(Refusal.ALREADY_ANSWERED, person=kept.interviewer_person.title)
    answer = deeds.answered(scene, Says.CANNOT, kept.interview.start_at, plan.reason)
    return _ask_next(scene, kept.but(interviewer_answer=answer, cover=Cover()))


def leave(scene: Scene, kept: Kept, _plan: Leaving, _becomes: Becomes) -> Kept:
    """Note that a colleague can't stand in, and ask the next one."""
    refused = (*(kept.cover or Cover()).refused, Colleague.of(scene.by.person))
    return _ask_next(scene, kept.but(cover=Cover(refused=refused)))


def ask(scene: Scene, kept: Kept, plan: Ask, _becomes: Becomes) -> Kept:
    """Ask whom the recruiter has chosen, even if they are not at work then, or have said no."""
    if not kept.needs_cover:
        raise Refused(Refusal.NO_COVER_NEEDED, person=kept.interviewer_person.title)
    person = scene.pages.person(scene.workspace_id, plan.person_id)
    if person is None:
        raise Refused(Refusal.UNKNOWN_PERSON, "person_id")
    interview, cover = kept.interview, kept.cover or Cover()
    slots = scene.pages.slots(scene.workspace_id, interview.start_at, interview.end_at)
    out = (
        not person.active
        or person.slack_user_id is None
        or kept.side_of(person.id) is not None
        or is_taken(person.id, slots, interview.start_at, interview.end_at)
    )
    if out or interview.start_at <= scene.now:
        raise Refused(Refusal.CANNOT_BE_ASKED, "person_id", person=person.title)
    refused = tuple(each for each in cover.refused if each.id != person.id)
    return kept.but(cover=Cover(asked=Colleague.of(person), refused=refused))


def cautions_of_asking(pages: Pages, done: Done) -> tuple[Caution, ...]:
    """Give what should be pointed out about whom the recruiter is about to ask to stand in."""
    before, interview = done.before, done.after.interview
    if not isinstance(done.plan, Ask) or before is None:
        return ()
    person = pages.person(before.workspace_id, done.plan.person_id)
    assert person is not None  # noqa: S101 - the deed has found them
    applications = pages.applications_of(person.workspace_id, person.id)
    found = {
        Cautious.SAID_NO: person.id in {each.id for each in (before.cover or Cover()).refused},
        Cautious.APPLIES: person.role not in STAFF and applications,
        Cautious.NOT_AT_WORK: not is_at_work(person, interview.start_at, interview.end_at),
    }
    values = {"person": person.title}
    return tuple(Caution(key=key, values=values) for key, is_so in found.items() if is_so)


def take(scene: Scene, kept: Kept, _plan: Taking, becomes: Becomes) -> Kept:
    """Make whoever was asked its interviewer, by the rules of a change, with their yes.

    Refused once it has begun, and TAKEN when they have another interview then by now.
    """
    if kept.interview.start_at <= scene.now:
        raise Refused(Refusal.NO_LONGER_ASKED)
    swap = InterviewChange(interviewer_id=scene.by.person.id)
    swapped = deeds.change(scene, kept, swap, Becomes.PENDING_IF_REARRANGED)
    return deeds.accept(scene, swapped, Acceptance(side=Side.INTERVIEWER), becomes)


def _ask_next(scene: Scene, kept: Kept) -> Kept:
    cover = kept.cover or Cover()
    begun = kept.interview.start_at <= scene.now
    if begun or len(cover.refused) >= MOST_ASKED:
        return kept
    found = candidates(scene.pages, kept)
    asked = Colleague.of(found[0].person) if found else None
    return kept.but(cover=cover.but(asked=asked))


DEEDS: Mapping[Deed, Callable[[Scene, Kept, Any, Becomes], Kept]] = {
    Deed.CANNOT: cannot,
    Deed.ASK: ask,
    Deed.TAKE: take,
    Deed.LEAVE: leave,
}
