"""What is written to the bot: the same lines as after the command, without it.

A direct message is answered in the conversation; where the bot is mentioned, whoever did so alone
sees the answer.

What the bot does not understand of what the two of an interview write to it goes to their recruiter
(`passing_on`), and what the recruiter answers goes back.

A message brings no trigger, so a form comes as a button that opens it. Slack sends an event again
when it thinks the first one was lost, or when it is told that it could not be answered; each is
answered once.
"""

from __future__ import annotations

import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import BoltResponse

from bot.deadline import answering
from bot.interviews.model import Actor, Role
from bot.slack.blocks import actions, context, section
from bot.slack.calls import UNREACHABLE, was_not_done
from bot.slack.cards import Message
from bot.slack.conversation import answer
from bot.slack.desk import Desk, Opens
from bot.slack.errors import safely
from bot.slack.helping import introduction
from bot.slack.home import is_new
from bot.slack.lines import say_button
from bot.slack.lists import next_ones
from bot.slack.passing_on import answer_in_private, is_a_line

log = logging.getLogger(__name__)

WRITTEN = frozenset({None, "file_share", "thread_broadcast"})  # subtypes of what somebody wrote
REMEMBERED = 1_000  # events; Slack repeats one for about six minutes


class Heard:
    """Which events were heard already."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ids: OrderedDict[str, None] = OrderedDict()

    def first_time(self, event_id: str) -> bool:
        """Note an event; False when it had been noted before."""
        with self._lock:
            if event_id in self._ids:
                return False
            self._ids[event_id] = None
            if len(self._ids) > REMEMBERED:
                self._ids.popitem(last=False)
            return True

    def forget(self, event_id: str) -> None:
        """Let an event count as not heard, so that it is taken when it comes again."""
        with self._lock:
            self._ids.pop(event_id, None)


def listen(desk: Desk) -> Callable[..., BoltResponse | None]:
    """Give the listener of messages in the conversation with the bot."""
    heard = Heard()

    def message(event: dict[str, Any], body: dict[str, Any]) -> BoltResponse | None:
        if event.get("channel_type") != "im" or not _is_news(event, body, heard):
            return None
        reply = _reply(desk, event, lambda actor: _answer_in_private(desk, actor, event))
        thread = {"thread_ts": event["thread_ts"]} if event.get("thread_ts") else {}

        def send() -> None:
            desk.client.chat_postMessage(
                channel=event["channel"],
                text=reply.text,
                blocks=reply.blocks,
                unfurl_links=False,
                **thread,
            )

        return _sent(send, heard, body["event_id"])

    return message


def mentioned(desk: Desk, bot_user: str) -> Callable[..., BoltResponse | None]:
    """Give the listener of messages in channels that mention the bot."""
    heard = Heard()
    mention = re.compile(rf"<@{re.escape(bot_user)}(\|[^>]*)?>")

    def app_mention(event: dict[str, Any], body: dict[str, Any]) -> BoltResponse | None:
        if not _is_news(event, body, heard):
            return None
        text = mention.sub(" ", event.get("text") or "").strip()
        reply = _reply(desk, event, lambda actor: _answer(desk, actor, text))
        thread = {"thread_ts": event["thread_ts"]} if event.get("thread_ts") else {}

        def send() -> None:
            desk.client.chat_postEphemeral(
                channel=event["channel"],
                user=event["user"],
                text=reply.text,
                blocks=reply.blocks,
                **thread,
            )

        return _sent(send, heard, body["event_id"])

    return app_mention


def _is_news(event: Mapping[str, Any], body: Mapping[str, Any], heard: Heard) -> bool:
    """Whether somebody typed it, and it was not answered before."""
    if event.get("subtype") not in WRITTEN or event.get("bot_id") or "user" not in event:
        return False
    return heard.first_time(body["event_id"])


def _reply(desk: Desk, event: Mapping[str, Any], answered: Callable[[Actor], Message]) -> Message:
    return safely(desk, lambda: desk.directory.actor(event["user"]), answered)


def _sent(send: Callable[[], None], heard: Heard, event_id: str) -> BoltResponse | None:
    """Send the answer; where Slack certainly did not take it, the event is to come again."""
    try:
        with answering():
            send()
    except UNREACHABLE as error:
        log.warning("message_not_answered", extra={"error": type(error).__name__})
        if was_not_done(error):
            heard.forget(event_id)
            return BoltResponse(status=503)
    return None


def _answer_in_private(desk: Desk, actor: Actor, event: Mapping[str, Any]) -> Message:
    """Answer a direct message, unless it is for somebody else: then it is passed on.

    Nothing is done with a file, and whoever sent one is told so.
    """
    text, files = event.get("text") or "", event.get("files")
    if files and not text.strip():
        return desk.say(actor, "message.no_files")
    reply = answer_in_private(desk, actor, event) or _answer(desk, actor, text)
    no_files = [context(desk.words(actor).say("message.no_files"))] if files else []
    return Message(reply.text, [*reply.blocks, *no_files])


def _answer(desk: Desk, actor: Actor, text: str) -> Message:
    if actor.person.role is Role.DRIVER and not is_a_line(actor, text):  # who need not know any
        if is_new(desk, actor):
            said = [desk.words(actor).say("message.for_nobody"), *introduction(desk, actor)]
            return Message(said[0], [*map(section, said)])
        mine = next_ones(desk, actor)
        only_buttons = desk.words(actor).say("message.only_buttons")
        return Message(only_buttons, [section(only_buttons), *mine.blocks])
    reply = answer(desk, actor, text)
    if not isinstance(reply, Opens):
        return reply
    again = say_button(desk.form_words(actor).say("button.open_form"), text, 0)
    return desk.say(actor, "message.form" if again else "line.too_long", *actions(*again))
