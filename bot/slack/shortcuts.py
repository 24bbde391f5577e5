"""Shortcuts: "New interview" from anywhere in Slack, and on a message with whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.interviews.model import Actor
from bot.interviews.plans import Deed
from bot.interviews.refusals import Refused
from bot.slack.calls import UNREACHABLE
from bot.slack.cards import Message
from bot.slack.commands import opened
from bot.slack.desk import Desk, Opens
from bot.slack.errors import safely
from bot.slack.forms.choice import Choice
from bot.slack.opening import interview_view, interviewee_choice, new_form
from bot.slack.viewing import modal_of

NEW = "new_interview"  # the callback_id, of both
LINE = "new"  # what a button says that tries again


def listen(desk: Desk) -> Callable[..., None]:
    """Give the listener of both; what cannot be done is said in a window of its own."""

    def shortcut(ack: Callable[..., Any], body: dict[str, Any]) -> None:
        reply = safely(
            desk,
            lambda: desk.directory.actor(body["user"]["id"]),
            lambda actor: opened(desk, actor, body["trigger_id"], _form(desk, actor, body), LINE),
        )
        if isinstance(reply, Message):
            _say(desk, body, reply)
        ack()

    return shortcut


def _form(desk: Desk, actor: Actor, body: dict[str, Any]) -> Opens:
    desk.interviews.check(Deed.BOOK, by=actor)
    form = new_form(desk, actor, interviewee=_author(desk, actor, body))
    return Opens(interview_view(desk, actor, form))


def _author(desk: Desk, actor: Actor, body: dict[str, Any]) -> Choice | None:
    """Give who wrote the message, to be interviewed; nobody for a bot's, or one's own."""
    author = (body.get("message") or {}).get("user")
    if not author or author == actor.person.slack_user_id:
        return None
    try:
        person = desk.directory.pick(author, "interviewee_id")
    except Refused:
        return None
    return interviewee_choice(desk, actor, person)


def _say(desk: Desk, body: dict[str, Any], message: Message) -> None:
    words = desk.form_words(desk.directory.actor(body["user"]["id"]))
    try:
        desk.client.views_open(trigger_id=body["trigger_id"], view=modal_of(message, words))
    except UNREACHABLE:  # the form did not open either: whoever waits sees that nothing came
        return
