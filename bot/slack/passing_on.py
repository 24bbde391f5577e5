"""What somebody writes that is no line for the bot goes to their recruiter, and the answer back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.interviews.model import Actor, Role
from bot.interviews.people.passing_on import Behind, Passed
from bot.slack.blocks import Block, context, section
from bot.slack.cards import Message
from bot.slack.desk import Desk, Opens
from bot.slack.forms import answer
from bot.slack.forms.answer import AnswerForm
from bot.slack.grammar import ONESELF, Verb, read_line
from bot.slack.grammar.unwrap import unwrapped
from bot.slack.lists import next_ones
from bot.slack.presses import Pressed
from bot.words.view import first_name, name

MENTION = re.compile(r"<@(?P<id>\w+)>")
NAMES = 3  # of recruiters, in the sentence that says who has it


def answer_in_private(desk: Desk, actor: Actor, event: Mapping[str, Any]) -> Message | None:
    """Answer what was written to somebody else: it is passed on; None: the bot is meant.

    A reply below something that was passed on is the answer to whoever wrote that; so is one below
    an interview's card about which somebody wrote, unless the bot understands it.
    """
    behind, text = _behind(desk, actor, event), event.get("text") or ""
    if behind and behind.writer_id and (behind.quotes or not _is_any_line(actor, text)):
        person = desk.passing_on.answer(
            behind.interview_id,
            behind.writer_id,
            typed(desk, event),
            by=actor,
            once=_once(event),
        )
        return desk.say(actor, "passed_on.answered", person=person)
    if is_a_line(actor, text):
        return None
    about = behind.interview_id if behind else None
    passed = desk.passing_on.pass_on(
        typed(desk, event), by=actor, once=_once(event), interview_id=about
    )
    return _said(desk, actor, passed) if passed else None


def _said(desk: Desk, actor: Actor, passed: Passed) -> Message:
    """Say who has it now, above the buttons of whoever need not know any command."""
    words = desk.words(actor)
    people, when = passed.to[:NAMES], words.moment(passed.kept.interview.start_at)
    on_lock_screens = words.say("passed_on.to", people=[*map(first_name, people)], when=when)
    said = words.say("passed_on.to", people=[*map(name, people)], when=when)
    nearest = [context(words.say("passed_on.nearest"))] if passed.is_one_of else []
    mine = next_ones(desk, actor).blocks if actor.person.role is Role.DRIVER else []
    return Message(on_lock_screens, [section(said), *nearest, *mine])


def typed(desk: Desk, event: Mapping[str, Any]) -> str:
    """Give a message as it was typed: Slack's marks taken off, its lines as they were."""

    def named(mention: re.Match[str]) -> str:
        person = desk.people.known(desk.directory.workspace_id, mention["id"])
        return f"@{person.title}" if person else mention[0]

    lines = (event.get("text") or "").splitlines()
    return "\n".join(unwrapped(MENTION.sub(named, line)) for line in lines)


def open_answer(desk: Desk, actor: Actor, value: str) -> Opens:
    """Open the form that answers; Refused NO_SUCH_INTERVIEW."""
    pressed = Pressed.unpacked(value)
    kept = desk.interviews.get(pressed.interview_id, by=actor)
    person = desk.people.get(actor.person.workspace_id, pressed.person_id or 0)
    form = AnswerForm(interview_id=kept.id, person_id=pressed.person_id or 0)
    words = desk.form_words(actor)
    about = words.say("form.answer_to", person=person.title) if person else ""
    return Opens(answer.build(form, words, about=about))


def send_answer(desk: Desk, actor: Actor, view: Mapping[str, Any]) -> Block | None:
    """Pass the answer on that stands in a form; the form closes."""
    form = answer.read(view)
    desk.passing_on.answer(
        form.interview_id, form.person_id, form.text, by=actor, once=str(view["id"])
    )
    return None


def is_a_line(actor: Actor, text: str) -> bool:
    """Whether the bot is meant, and understands it.

    Booking, and people by their names alone, are for recruiters, whose lines all are the bot's. Who
    is interviewed need not know any line: one is meant where a verb follows an interview's number,
    and where they want to be forgotten.
    """
    line = read_line(text, actor.person.locale or "en")
    if (line.verb, line.people) == (Verb.FORGET, (ONESELF,)):
        return True
    if actor.person.role is Role.DRIVER:
        is_said = line.verb not in {Verb.UNKNOWN, Verb.SHOW} and not line.left_over
        return is_said and line.interview_id is not None
    if line.verb is Verb.UNKNOWN:
        return bool(line.suggestions)
    by_name = line.subject is not None and line.subject.slack_id is None
    return not (line.verb is Verb.BOOK or by_name or line.left_over)


def _is_any_line(actor: Actor, text: str) -> bool:
    line = read_line(text, actor.person.locale or "en")
    return line.verb is not Verb.UNKNOWN or bool(line.suggestions)


def _behind(desk: Desk, actor: Actor, event: Mapping[str, Any]) -> Behind | None:
    thread = event.get("thread_ts")
    return desk.passing_on.behind(event["channel"], thread, by=actor) if thread else None


def _once(event: Mapping[str, Any]) -> str:
    return f"{event['channel']}.{event['ts']}"
