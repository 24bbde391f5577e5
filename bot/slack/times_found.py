"""Times that were found for two people: a button for each, which says the line that arranges it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.interviews.doing.done import Done
from bot.interviews.model import DEFAULT_LENGTH, Actor, Kept, Person, Side
from bot.interviews.people.openings import Opening, Wanted
from bot.interviews.plans import Booking, Deed, InterviewChange
from bot.slack.blocks import Block, actions, button, section
from bot.slack.cards import Message
from bot.slack.desk import Desk, Reply
from bot.slack.finding import the_one_named
from bot.slack.grammar import Line
from bot.slack.lines import say_button
from bot.slack.lists import days_of
from bot.slack.presses import Press, action_id
from bot.slack.times_typed import MINUTE, day_said

A_WHILE = timedelta(days=14)  # in which is looked when no day was said
KINDS = {"video_call": "video", "phone_call": "phone", "in_person": "onsite"}


def find(desk: Desk, actor: Actor, line: Line, _text: str) -> Reply:
    """Show a few times with no other interview of the two; a button goes on to book it."""
    desk.interviews.check(Deed.BOOK, by=actor)
    interviewee, interviewer = (the_one_named(desk, actor, who) for who in line.people)
    length = line.length or DEFAULT_LENGTH
    since, until = _when(desk, actor, line)
    people = (interviewee, interviewer)
    found = desk.diary.openings(people, Wanted(since, until, length), by=actor)
    kind = KINDS[line.filters.kind] if line.filters.kind else ""

    def booking(moment: str) -> str:
        lasts = f"{length // MINUTE}m"
        return f"{_sign(interviewee)} with {_sign(interviewer)} {moment} {lasts} {kind}".strip()

    buttons = _buttons(desk, actor, found, booking)
    key = "find.found" if buttons else "find.nothing"
    return desk.say(
        actor, key, *buttons,
        interviewee=interviewee.first_name, interviewer=interviewer.first_name, length=length,
    )  # fmt: skip


def another_time(desk: Desk, actor: Actor, kept: Kept) -> Message:
    """Show three times for an interview that came to nothing; a button goes on to move it."""
    now = desk.now()
    people = [kept.person(side) for side in Side]
    wanted = Wanted(now, now + A_WHILE, kept.length)
    found = desk.diary.openings(people, wanted, by=actor, most=3)
    buttons = _buttons(desk, actor, found, lambda moment: f"{kept.id} move {moment}")
    return desk.say(
        actor, "find.found" if buttons else "find.nothing", *buttons,
        interviewee=people[0].first_name, interviewer=people[1].first_name, length=kept.length,
    )  # fmt: skip


def instead(desk: Desk, actor: Actor, done: Done, line: str) -> list[Block]:
    """Give the three times nearest to one that is taken, each with the button that does it then."""
    plan, kept = done.plan, done.after
    if not isinstance(plan, Booking | InterviewChange):
        return []
    people = [kept.person(side) for side in Side]
    buttons = []
    for opening in desk.diary.nearest(people, kept.interview.start_at, kept.length, by=actor):
        then = plan.but(start_at=opening.start_at, end_at=opening.end_at, force=False)
        interview_id = done.before.id if done.before else None
        draft, _ = desk.interviews.draft(then, by=actor, interview_id=interview_id, line=line)
        about = f"{opening.start_at:%d%H%M}"
        buttons.append(
            button(_label(desk, actor, opening), action_id(Press.DO_DRAFT, about), draft.id)
        )
    return [section(desk.words(actor).say("find.instead")), *actions(*buttons)] if buttons else []


def _when(desk: Desk, actor: Actor, line: Line) -> tuple[datetime, datetime]:
    day = day_said(desk, actor, line.when) if line.when else None
    if day is None and line.filters.day is None:
        return desk.now(), desk.now() + A_WHILE
    return days_of(line.filters.day, day, desk.now().astimezone(desk.zone(actor)))


def _sign(person: Person) -> str:
    """Give what stands for somebody in a line that is typed."""
    if person.slack_user_id:
        return f"<@{person.slack_user_id}>"
    return person.email or f'"{person.title}"'


def _label(desk: Desk, actor: Actor, opening: Opening) -> str:
    return desk.form_words(actor).span(opening.start_at, opening.end_at)


def _buttons(
    desk: Desk, actor: Actor, found: Sequence[Opening], line: Callable[[str], str]
) -> list[Block]:
    words = desk.form_words(actor)
    buttons = [
        each
        for number, opening in enumerate(found)
        for each in say_button(
            _label(desk, actor, opening),
            line(f"{opening.start_at.astimezone(words.zone):%Y-%m-%d %H:%M}"),
            number,
        )
    ]
    return actions(*buttons)
