"""What a card shows on the day and after it: who is late, who came, how it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.interviews.model import Attendance, Kept, Person, Side
from bot.interviews.planning.tellings import Concerned
from bot.slack import presses
from bot.slack.blocks import actions, button, escape, marked, section
from bot.slack.cards.message import Message
from bot.slack.presses import Press, Pressed
from bot.words import Worded, Words
from bot.words.standing import late
from bot.words.text import cut
from bot.words.view import View, first_name

MINUTES = (5, 10, 15)
NOTES = 1_000  # escaped characters of each


def presses_of_the_day(view: View) -> list[Press]:
    """Give what the reader can say once it has begun."""
    if view.capacity in {None, Concerned.ASKED}:
        return []
    came = view.kept.attendance == Attendance.CAME
    found = [Press.RUNNING_LATE] if view.side and not (view.is_over or came) else []
    if view.capacity is Concerned.INTERVIEWEE:
        return found
    missed = view.kept.attendance == Attendance.NO_SHOW
    if missed:
        found = [Press.CAME]  # whoever was given up may come after all
    elif not came:
        found = [Press.CAME, *found, Press.NO_SHOW]
    if missed and view.reader.is_recruiter:
        found.append(Press.REBOOK)
    nothing_to_say = missed or view.kept.interviewee_person.is_forgotten
    if view.side is Side.INTERVIEWER and view.is_over and not nothing_to_say:
        found.append(Press.FEEDBACK)
    return found


def lines_of_the_day(view: View) -> Iterator[Worded]:
    """Say who is late to both, and to staff who came and how it was."""
    kept, say = view.kept, view.words.say
    if kept.is_live and not (view.is_over or kept.attendance):
        yield from late(view)
    if view.capacity in {None, Concerned.ASKED, Concerned.INTERVIEWEE}:
        return
    if kept.attendance in set(Attendance):
        yield say(f"day.{kept.attendance}", person=first_name(kept.interviewee_person))
    yield from _feedback(view)


def how_late(kept: Kept, reader: Person, words: Words) -> Message:
    """Ask by how much, with a button for each of a few answers."""
    plain = words.escaping(str)
    sentence = words.say("day.how_late.you" if kept.side_of(reader.id) else "day.how_late")
    buttons = [
        button(
            plain.length(timedelta(minutes=minutes)),
            presses.action_id(Press.LATE_BY, minutes),
            Pressed(interview_id=kept.id, minutes=minutes).packed(),
        )
        for minutes in MINUTES
    ]
    return Message(sentence, [section(sentence), *actions(*buttons)])


def _feedback(view: View) -> Iterator[Worded]:
    feedback, say = view.kept.feedback, view.words.say
    if feedback is None:
        return
    recommendation = say(f"feedback.{feedback.recommendation.value}")
    yield say("feedback.given", person=first_name(view.kept.interviewer_person),
              recommendation=recommendation)  # fmt: skip
    if feedback.notes:
        yield say("feedback.notes", notes=_short(feedback.notes))
    if feedback.private_notes and (view.runs or feedback.by_id == view.reader.id):
        yield say("feedback.private_notes", notes=_short(feedback.private_notes))


def _short(notes: str) -> Worded:
    return marked(cut(escape(notes), NOTES))
