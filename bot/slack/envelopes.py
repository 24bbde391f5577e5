"""Envelopes: what Slack sends over a websocket, and how each is acknowledged.

docs.slack.dev/apis/events-api/using-socket-mode. Bolt's own adapter leaves a failed listener
unacknowledged, so that whoever waits only sees a time-out, and sends frames of any size, which
Slack answers by closing the connection.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_bolt import BoltRequest, BoltResponse

from bot.slack.calls import answer_by
from bot.slack.errors import said_instead, sentence_for
from bot.tracing import tracing
from bot.words import Words

log = logging.getLogger(__name__)

Json = dict[str, Any]

# Slack's servers take frames of up to 20,480 bytes and close the connection upon a longer one
# (not documented; their own words are in github.com/revelrylabs/slax/pull/614).
MOST_BYTES = 20_000
OK = 200


class UnansweredError(Exception):
    """Nothing here answers that, or what answered failed."""


class Envelopes:
    """Answers envelopes by `dispatch`, as HTTP does; `words` say what cannot be done."""

    def __init__(
        self, dispatch: Callable[[BoltRequest], BoltResponse | None], words: Words
    ) -> None:
        self._dispatch = dispatch
        self._words = words

    def acknowledge(self, envelope: Mapping[str, Any]) -> str | None:
        """Give the frame that acknowledges an envelope. Never raises.

        None for an event that failed: what is not acknowledged, Slack sends again.
        """
        with tracing(envelope["envelope_id"]):
            return self._acknowledged(envelope)

    def _acknowledged(self, envelope: Mapping[str, Any]) -> str | None:
        try:
            payload = self._answer(envelope)
        except Exception as error:  # noqa: BLE001 - whoever waits is told, whatever it was
            sentence = sentence_for(error, self._words)
            if envelope["type"] == "events_api":
                return None
            payload = said_instead(envelope["payload"], sentence)
        if not envelope.get("accepts_response_payload"):
            payload = None
        return self._within_the_limit(envelope, payload)

    def _answer(self, envelope: Mapping[str, Any]) -> Json | None:
        answer = self._dispatch(
            BoltRequest(
                mode="socket_mode", body=dict(envelope["payload"]), headers=_headers(envelope)
            )
        )
        if answer is None or answer.status != OK:
            raise UnansweredError(f"status {answer.status if answer else 'none'}")
        if not answer.body:
            return None
        if answer.headers.get("content-type", [""])[0].startswith("application/json"):
            found: Json = json.loads(answer.body)
            return found
        return {"text": answer.body}

    def _within_the_limit(self, envelope: Mapping[str, Any], payload: Json | None) -> str:
        """Give the frame; what does not fit into one goes another way."""
        frame = _frame(envelope, payload)
        while _is_too_long(frame) and payload and len(payload.get("options", ())) > 1:
            options = payload["options"]
            payload = payload | {"options": [*options[: len(options) // 2 - 1], options[-1]]}
            frame = _frame(envelope, payload)
        if not _is_too_long(frame) or payload is None:
            return frame
        source: Mapping[str, Any] = envelope["payload"]
        if "command" in source and answer_by(source["response_url"], payload):
            return _frame(envelope, None)
        too_long = UnansweredError("too_long_for_a_frame")
        return _frame(envelope, said_instead(source, sentence_for(too_long, self._words)))


def _headers(envelope: Mapping[str, Any]) -> dict[str, str | Sequence[str]]:
    """Give an event's attempt and reason under the names that they have over HTTP."""
    if not envelope.get("retry_attempt"):
        return {}
    return {
        "x-slack-retry-num": str(envelope["retry_attempt"]),
        "x-slack-retry-reason": str(envelope.get("retry_reason")),
    }


def _frame(envelope: Mapping[str, Any], payload: Json | None) -> str:
    said: Json = {"envelope_id": envelope["envelope_id"]}
    if payload is not None:
        said["payload"] = payload
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _is_too_long(frame: str) -> bool:
    return len(frame.encode()) > MOST_BYTES
