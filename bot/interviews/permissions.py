"""Who may do what.

Recruiters (operators and admins) run every interview of the workspace; an interviewer and
an interviewee have their own. Somebody who has nothing to do with an interview is not even
told that it exists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from bot.interviews.model import STAFF, Actor, Kept, Role, Search, Side, Status
from bot.interviews.plans import Acceptance, Declining, Deed, Proposal, RunningLate
from bot.interviews.ports.book import Pages
from bot.interviews.refusals import Refusal, Refused


class Capacity(StrEnum):
    """What an actor is to an interview."""

    RECRUITER = "recruiter"
    INTERVIEWER = "interviewer"
    INTERVIEWEE = "interviewee"
    ASKED = "asked"  # to stand in for the interviewer


_R, _I, _E = Capacity.RECRUITER, Capacity.INTERVIEWER, Capacity.INTERVIEWEE
_A = Capacity.ASKED

PERMITTED: Mapping[Deed, tuple[frozenset[Capacity], Refusal]] = {
    Deed.BOOK: (frozenset({_R}), Refusal.ONLY_RECRUITERS),
    Deed.CHANGE: (frozenset({_R}), Refusal.ONLY_RECRUITERS),
    Deed.AMEND: (frozenset({_R, _I, _E}), Refusal.ONLY_ITS_PEOPLE),
    Deed.ACCEPT: (frozenset({_R, _I, _E}), Refusal.ONLY_ITS_PEOPLE),
    Deed.DECLINE: (frozenset({_R, _I, _E}), Refusal.ONLY_ITS_PEOPLE),
    Deed.CANNOT: (frozenset({_I}), Refusal.ONLY_THE_INTERVIEWER),
    Deed.CANCEL: (frozenset({_R, _I}), Refusal.ONLY_STAFF_CANCEL),
    Deed.REJECT: (frozenset({_E}), Refusal.ONLY_THE_INTERVIEWEE),
    Deed.HAND_OVER: (frozenset({_R}), Refusal.ONLY_RECRUITERS),
    Deed.ASK: (frozenset({_R}), Refusal.ONLY_RECRUITERS),
    Deed.LATE: (frozenset({_R, _I, _E}), Refusal.ONLY_ITS_PEOPLE),
    Deed.ATTEND: (frozenset({_R, _I}), Refusal.ONLY_STAFF_SAY),
    Deed.FEEDBACK: (frozenset({_I}), Refusal.ONLY_THE_INTERVIEWER_RATES),
    Deed.TAKE: (frozenset({_A}), Refusal.NO_LONGER_ASKED),
    Deed.LEAVE: (frozenset({_A}), Refusal.NO_LONGER_ASKED),
    Deed.UNDO: (frozenset({_R, _I, _E}), Refusal.ONLY_ITS_PEOPLE),
    Deed.REMIND: (frozenset({_R}), Refusal.ONLY_RECRUITERS),
    Deed.REMIND_NOW: (frozenset({_R}), Refusal.ONLY_RECRUITERS),
}


def admit(by: Actor) -> None:
    """Refuse (Refused ONLY_STAFF) who only applies where staff alone are let in."""
    if by.acts_as is Side.INTERVIEWER and by.person.role is Role.DRIVER:
        raise Refused(Refusal.ONLY_STAFF)


def capacities(kept: Kept | None, by: Actor) -> frozenset[Capacity]:
    """Give what an actor is to an interview (or, without one, to any)."""
    found = set()
    if by.person.is_recruiter and by.acts_as is not Side.INTERVIEWEE:
        found.add(Capacity.RECRUITER)
    side = _own_side(kept, by) if kept else None
    if side is not None:
        found.add(Capacity(side.value))
    if kept and kept.asked_id == by.person.id:
        found.add(Capacity.ASKED)
    return frozenset(found)


def may_ever(deed: Deed, by: Actor) -> bool:
    """Whether there could be an interview to which an actor may do this."""
    sides = {_I, _A} if by.person.role in STAFF else {_E}
    return bool(PERMITTED[deed][0] & (capacities(None, by) | sides))


def unseen(deed: Deed | None, interview_id: int | None) -> Refused:
    """Say why not to somebody who may not know of an interview, if there is one of that number."""
    if deed in {Deed.TAKE, Deed.LEAVE}:
        return Refused(Refusal.NO_LONGER_ASKED)
    return Refused(Refusal.NO_SUCH_INTERVIEW, id=interview_id)


def may_see(kept: Kept, by: Actor) -> bool:
    """Whether an actor may know of this interview."""
    owns = by.acts_as is None and kept.owner is not None and kept.owner.id == by.person.id
    return owns or bool(capacities(kept, by))


def visible(pages: Pages, interview_id: int | None, by: Actor, deed: Deed | None = None) -> Kept:
    """Give an interview, unless an actor may not know of it (Refused, as `unseen` says)."""
    workspace_id = by.person.workspace_id
    kept = pages.interview(workspace_id, interview_id) if interview_id is not None else None
    if kept is None or not may_see(kept, by):
        raise unseen(deed, interview_id)
    return kept


def runs(kept: Kept, by: Actor) -> bool:
    """Whether an actor sees all of it: a recruiter, or whoever it was handed to."""
    owns = kept.owner is not None and kept.owner.id == by.person.id
    return owns or Capacity.RECRUITER in capacities(kept, by)


def only_what_they_may_see(search: Search, by: Actor) -> Search:
    """Narrow a search to what the actor may know of."""
    if Capacity.RECRUITER in capacities(None, by):
        return search
    return search.but(person_id=by.person.id, side=by.acts_as)


def permit(deed: Deed, kept: Kept | None, by: Actor, recruiters: Callable[[], str]) -> None:
    """Refuse the deed (Refused) to somebody who may not do it, and say who may.

    `recruiters` gives the recruiters' names when they are needed.
    """
    allowed, refusal = PERMITTED[deed]
    mine = capacities(kept, by)
    if not allowed & mine:
        if deed is Deed.FEEDBACK and mine == {_E}:
            refusal = Refusal.NOT_ASKED_HOW_IT_WAS
        raise Refused(
            refusal,
            deed=deed,
            who=recruiters(),
            interviewer=kept.interviewer_person.title if kept else "",
            interviewee=kept.interviewee_person.title if kept else "",
        )


def side_for(plan: Proposal | Acceptance | Declining | RunningLate, kept: Kept, by: Actor) -> Side:
    """Say on which side a proposal, a yes or a no counts.

    One's own side; a recruiter speaks for either, in a proposal for the interviewer only.
    Refused: ONLY_FOR_ONESELF, and WHOSE_ANSWER when a recruiter did not say for whom and both
    sides could be meant. Where only staff are let in it is the interviewer's as long as that side
    has not answered: such a call cannot say for whom it is. Who is late is the interviewee, unless
    the recruiter says so.
    """
    own = _own_side(kept, by)
    if plan.side is not None and plan.side is not own:
        may_speak = by.person.is_recruiter and (
            plan.deed is not Deed.AMEND or plan.side is Side.INTERVIEWER
        )
        if not may_speak:
            raise Refused(Refusal.ONLY_FOR_ONESELF, person=kept.person(plan.side).title)
    return plan.side or own or _side_meant_by_a_recruiter(plan.deed, kept, by)


def _own_side(kept: Kept, by: Actor) -> Side | None:
    side = kept.side_of(by.person.id)
    return side if by.acts_as in {None, side} else None


def _side_meant_by_a_recruiter(deed: Deed, kept: Kept, by: Actor) -> Side:
    if deed is Deed.AMEND:
        return Side.INTERVIEWER
    if deed is Deed.LATE:
        return Side.INTERVIEWEE
    proposer = kept.interview.amended_by
    if kept.interview.status is Status.AMENDED and proposer is not None:
        return proposer.other
    waiting = [side for side in Side if kept.answer(side) is None]
    if by.acts_as is Side.INTERVIEWER:
        return waiting[-1] if waiting else Side.INTERVIEWER
    if len(waiting) != 1:
        raise Refused(
            Refusal.WHOSE_ANSWER,
            id=kept.id,
            interviewee=kept.interviewee_person.title,
            interviewer=kept.interviewer_person.title,
        )
    return waiting[0]
