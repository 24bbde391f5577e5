"""Answers to what is pressed on the Home, and in what that opens: they are shown in a modal."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient

from bot.deadline import answering
from bot.slack.blocks import Block, plain
from bot.slack.calls import UNREACHABLE
from bot.slack.cards import Message
from bot.slack.forms.inputs import TITLE
from bot.words import Words

log = logging.getLogger(__name__)

CALLBACK_ID = "shown_form"


def is_in_a_view(body: Mapping[str, Any]) -> bool:
    """Whether it was pressed on the Home or in a modal, and not in a message."""
    return "view" in body


def is_on_the_home(body: Mapping[str, Any]) -> bool:
    """Whether it was pressed on the Home itself."""
    return is_in_a_view(body) and body["view"]["type"] == "home"


def shown(client: WebClient, body: Mapping[str, Any], message: Message, words: Words) -> bool:
    """Show a message in a modal: a new one from the Home, else in place of what stood there.

    Says whether Slack shows it.
    """
    view = modal_of(message, words)
    try:
        with answering():
            if is_on_the_home(body):
                client.views_open(trigger_id=body["trigger_id"], view=view)
            else:
                client.views_update(view_id=body["view"]["id"], view=view)
    except UNREACHABLE as error:
        log.warning("answer_not_given", extra={"error": type(error).__name__})
        return False
    return True


def modal_of(message: Message, words: Words) -> Block:
    """Give a message as a modal with nothing to fill in."""
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain(words.say("home.shown"), TITLE),
        "close": plain(words.say("form.done"), TITLE),
        "blocks": message.blocks,
    }
