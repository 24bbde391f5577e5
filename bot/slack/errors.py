"""What is said when something goes wrong: one place, for everything that people type and press.

A refusal is shown as its sentence. Slack out of reach is said as such, and so is what would have
taken longer than somebody may be let wait: nothing was done then.
Anything unexpected is shown with a reference, and the same reference stands in the log.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from slack_bolt import BoltResponse

from bot.deadline import TookTooLong
from bot.interviews.model import Actor
from bot.interviews.ports.book import Away, Conflict, NotKept, Unsure
from bot.interviews.refusals import Refused
from bot.slack.blocks import section
from bot.slack.calls import answer_by, is_away
from bot.slack.cards import Message
from bot.slack.desk import Desk, Reply
from bot.slack.form_plans import Missing
from bot.slack.forms.entries import inputs
from bot.slack.times_typed import Unclear
from bot.words import Words

log = logging.getLogger(__name__)
KNOWN: Mapping[type[Exception], str] = {
    NotKept: "error.not_kept",
    Away: "error.away",
    Unsure: "error.unsure",
}

Made = TypeVar("Made", bound=Reply | None)


def safely(
    desk: Desk, actor: Callable[[], Actor], reply: Callable[[Actor], Made]
) -> Made | Message:
    """Give the reply, or the message that says why there is none. Never raises."""
    words = Words(None, desk.setting.default_zone)
    try:
        acting = actor()
        words = desk.words(acting)
        return reply(acting)
    except Refused as refused:
        return _said(words.refused(refused))
    except (Missing, Unclear) as unclear:
        return _said(words.say(unclear.key, **unclear.values))
    except Exception as error:  # noqa: BLE001 - the last place where anything can be said
        return _said(sentence_for(error, words))


def sentence_for(error: Exception, words: Words) -> str:
    """Say what went wrong, and log what nobody foresaw under the reference that is shown."""
    if isinstance(error, TookTooLong | Conflict):
        log.warning("took_too_long")
        return words.say("error.took_too_long")
    if is_away(error):
        log.warning("slack_unreachable", extra={"error": type(error).__name__})
        return words.say("error.slack_unreachable")
    reference = secrets.token_hex(4)
    log.error("unexpected_error", exc_info=error, extra={"reference": reference})
    key = next((key for kind, key in KNOWN.items() if isinstance(error, kind)), "error.unexpected")
    return words.say(key, reference=reference)


def words_of(desk: Desk, slack_user_id: str) -> Words:
    """Give the words for somebody in Slack, in plain text; English when it can't be known who."""
    try:
        return desk.form_words(desk.directory.actor(slack_user_id))
    except Exception:  # noqa: BLE001 - something has to be said in any case
        return Words(None, desk.setting.default_zone)


def last_words(desk: Desk) -> Callable[..., BoltResponse | None]:
    """Give what Bolt does with an error that a listener let fall: whoever waits is told.

    An event stays unanswered, so that Slack sends it again.
    """

    def failed(error: Exception, body: dict[str, Any]) -> BoltResponse | None:
        sentence = sentence_for(error, Words(None, desk.setting.default_zone))
        said = said_instead(body, sentence)
        if said is not None:
            return BoltResponse(status=200, body=said)
        if body.get("type") == "block_actions" and body.get("response_url"):
            answer = {"text": sentence, "response_type": "ephemeral", "replace_original": False}
            return BoltResponse(status=200) if answer_by(body["response_url"], answer) else None
        return None

    return failed


def said_instead(body: Mapping[str, Any], sentence: str) -> dict[str, Any] | None:
    """Give the answer that puts a sentence before whoever waits; None where none is shown."""
    if "command" in body:
        return {"response_type": "ephemeral", "text": sentence}
    if body.get("type") == "view_submission" and (fields := inputs(body["view"])):
        return {"response_action": "errors", "errors": {fields[0]["block_id"]: sentence}}
    return None


def _said(sentence: str) -> Message:
    return Message(sentence, [section(sentence)])
