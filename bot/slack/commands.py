"""The command: what is typed is answered in the acknowledgement itself, within three seconds."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from bot.deadline import answering
from bot.interviews.model import Actor
from bot.slack.blocks import actions
from bot.slack.calls import UNREACHABLE
from bot.slack.cards import Message
from bot.slack.conversation import answer
from bot.slack.desk import Desk, Opens, Reply
from bot.slack.errors import safely
from bot.slack.lines import say_button

log = logging.getLogger(__name__)


def listen(desk: Desk) -> Callable[..., None]:
    """Give the listener of the command."""

    def command(ack: Callable[..., Any], body: dict[str, Any]) -> None:
        text = body.get("text") or ""
        reply = safely(
            desk,
            lambda: desk.directory.actor(body["user_id"]),
            lambda actor: opened(desk, actor, body["trigger_id"], answer(desk, actor, text), text),
        )
        if isinstance(reply, Message):
            ack(text=reply.text, blocks=reply.blocks, response_type="ephemeral")
        else:
            ack()

    return command


def opened(desk: Desk, actor: Actor, trigger_id: str, reply: Reply, line: str) -> Reply:
    """Open the form, if the reply is one. When Slack does not, a button tries it again."""
    if isinstance(reply, Opens):
        try:
            with answering():
                desk.client.views_open(trigger_id=trigger_id, view=reply.view)
        except UNREACHABLE as error:
            log.warning("form_not_opened", extra={"error": type(error).__name__})
            again = say_button(desk.form_words(actor).say("button.open_form"), line, 0)
            key = "line.too_long" if line and not again else "error.form_not_opened"
            return desk.say(actor, key, *actions(*again))
    return reply
