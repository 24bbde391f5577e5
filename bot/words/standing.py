"""How an interview stands, for every door: its state, its reasons, its time to everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.interviews.model import Person, Says, Side, Status
from bot.interviews.planning.tellings import Concerned
from bot.words.view import View, first_name
from bot.words.worded import Worded


def their_times(view: View, moment: datetime) -> str:
    """Give the local time of everybody else whose clock differs: "Ana: 15:00 Madrid"."""
    return " · ".join(
        view.words.say("card.their_time", person=first_name(person), time=time)
        for person in view.others()
        if (time := view.words.elsewhere(moment, person))
    )


def state(view: View) -> Worded:
    """Give how it stands: "Waiting for answers", "New time proposed by Ana", "On", "Under way"."""
    kept = view.kept
    status = kept.interview.status
    if kept.is_live and view.is_over:
        return view.words.say("card.state.over")
    proposer = kept.interview.amended_by
    answer = kept.interviewer_answer
    if kept.is_live and answer is not None and answer.says is Says.CANNOT and proposer is None:
        return by_whom(view, "card.state.cannot", kept.interviewer_person)
    if kept.is_live and view.has_started and proposer is None:  # nobody is waited for any more
        return view.words.say("card.state.begun")
    by = kept.person(proposer if status is Status.AMENDED and proposer else Side.INTERVIEWEE)
    return by_whom(view, f"card.state.{status.value}", by)


def in_short(view: View) -> Worded:
    """Give how it stands, or whose answer it waits for, where that is one person's."""
    kept = view.kept
    waiting = [side for side in Side if view.waits_for(side)]
    if not kept.is_live or view.has_started or kept.needs_cover or kept.interview.amended_by:
        return state(view)
    return answer(view, waiting[0]) if len(waiting) == 1 else state(view)


def answer(view: View, side: Side) -> Worded:
    """Give what that side has answered: "Ana said yes", "You have not answered yet"."""
    given = view.kept.answer(side)
    key = given.says.value if given else "none"
    if side is view.side:
        return view.words.say(f"card.answer.{key}.you")
    return view.words.say(f"card.answer.{key}", person=first_name(view.kept.person(side)))


def late(view: View) -> Iterator[Worded]:
    """Say who is running late and by how much, if somebody is."""
    if view.kept.late:
        person = view.kept.person(view.kept.late.side)
        minutes = timedelta(minutes=view.kept.late.minutes)
        yield by_whom(view, "day.late", person, minutes=minutes)


def by_whom(view: View, key: str, person: Person, **values: Any) -> Worded:
    """Say it of that person, or of the reader, where that makes another sentence."""
    if person.id == view.reader.id and view.words.knows(f"{key}.you"):
        return view.words.say(f"{key}.you", **values)
    return view.words.say(key, person=first_name(person), **values)


def reasons_for(view: View) -> list[tuple[str, Person, str | None]]:
    """Give what is said, of whom, and why.

    A reason is for those who arrange it, and for whoever gave it; a cancellation's for all.
    """
    kept = view.kept
    found: list[tuple[str, Person, str | None]] = []
    answer = kept.interviewer_answer
    arranges = view.capacity not in {Concerned.INTERVIEWEE, Concerned.ASKED}
    if answer and answer.says is Says.CANNOT and arranges:
        found.append((f"card.reason.{answer.says.value}", kept.interviewer_person, answer.reason))
    is_withdrawn = kept.interview.status is Status.REJECTED
    if not is_withdrawn or view.capacity is not Concerned.INTERVIEWER:
        found.append(("card.reason", kept.interviewee_person, kept.reason))
    return found
