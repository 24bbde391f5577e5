"""Calls to Slack for somebody who waits: none takes longer than there is time for.

The courier's own calls, for which nobody waits, stand in `post`.
"""

from __future__ import annotations

import functools
import logging
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from socket import gaierror
from traceback import clear_frames
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.deadline import TookTooLong, answering, seconds_left
from bot.workers import elsewhere

log = logging.getLogger(__name__)

LONGEST = 10.0  # seconds, where nobody waits
OK = 200
TOO_MANY = 429
SERVER_ERROR = 500

# What a call may end with instead of an answer; TookTooLong is an OSError too.
UNREACHABLE = (SlackClientError, OSError, HTTPException)


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Whom to trust, read once: read for each call, as urllib does, it costs more than the call."""
    trusted = ssl.create_default_context()
    trusted.set_alpn_protocols(["http/1.1"])  # as http.client does
    return trusted


def trusted_at(url: str) -> ssl.SSLContext | None:
    """Whom to trust at an address; None where nothing is encrypted."""
    return _trusted() if url.startswith("https:") else None


def time_for_a_call() -> float:
    """Give the time-out of the next call: half of the time that is left.

    So there is always time to go on without its answer, or to say that there was none.
    TookTooLong: there is no time left at all.
    """
    left = seconds_left()
    return LONGEST if left is None else left / 2


@contextmanager
def calling() -> Iterator[None]:
    """Let somebody else work meanwhile, and close the connection of an answer that breaks off.

    slack_sdk 3.47 leaves that open, and keeps it in a circle until memory is tidied: the frame of
    the call holds the error (`last_error` in `BaseClient`), which holds the frame.
    """
    try:
        with elsewhere():
            yield
    except Exception as error:
        clear_frames(error.__traceback__)
        raise


class NotSlack(OSError):  # noqa: N818 - it reads as what it says
    """Whatever answers at Slack's address is not Slack: a proxy, or another program."""


@contextmanager
def _of_slack() -> Iterator[None]:
    """Say NotSlack of what slack_sdk 3.47 takes for an object that Slack has written."""
    try:
        yield
    except SlackApiError as error:
        _whole_answer(error.response)
        raise
    except (AttributeError, UnicodeDecodeError) as error:
        raise NotSlack from error


def _whole_answer(answer: SlackResponse) -> SlackResponse:
    if not isinstance(answer.data, dict):
        raise NotSlack
    return answer


class OneTryClient(WebClient):
    """A client that never tries again by itself: a lost reply would post twice."""

    def __init__(self, token: str | None, base_url: str, timeout: float = LONGEST) -> None:
        # slack_sdk hands any number of seconds on, not only whole ones.
        seconds: Any = timeout
        super().__init__(
            token=token,
            base_url=base_url,
            timeout=seconds,
            ssl=trusted_at(base_url),
            retry_handlers=[],
        )

    def api_call(self, api_method: str, **given: Any) -> SlackResponse:
        """Call one method of the Web API; everything that slack_sdk raises is raised.

        NotSlack: the answer is none that Slack gives.
        """
        with calling(), _of_slack():
            return _whole_answer(super().api_call(api_method, **given))


class HurriedClient(OneTryClient):
    """A client whose every call keeps within the time that is left."""

    @property  # type: ignore[override]  # the same
    def timeout(self) -> float:
        """How long the next call may take, in seconds."""
        return time_for_a_call()

    @timeout.setter
    def timeout(self, _: float) -> None:
        """Slack's client sets its own once; there is none to be kept."""


def is_away(error: BaseException) -> bool:
    """Whether Slack cannot be asked just now: no answer, an error of its own, or too many calls."""
    if not isinstance(error, SlackApiError):
        return isinstance(error, UNREACHABLE)
    status = error.response.status_code
    return bool(status == TOO_MANY or status >= SERVER_ERROR)


def was_not_done(error: BaseException) -> bool:
    """Whether what was asked of Slack can be asked again without being done twice."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TookTooLong | ConnectionRefusedError | gaierror):
        return True
    return isinstance(error, SlackApiError) and is_away(error)


def answer_press(client: WebClient, body: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
    """Answer whoever pressed a button in a message; say whether they have the answer.

    Where the address for it fails it comes as a new message, which only they see.
    """
    if answer_by(body["response_url"], answer):
        return True
    place = {"channel": body["channel"]["id"], "user": body["user"]["id"]}
    try:
        with answering():
            client.chat_postEphemeral(**place, text=answer["text"], blocks=answer["blocks"])
    except UNREACHABLE as error:
        log.warning("answer_not_given", extra={"error": type(error).__name__})
        return False
    return True


def answer_by(response_url: str, answer: Mapping[str, Any]) -> bool:
    """Answer a press or a command where it was made; say whether that certainly went well.

    Slack answers 404 once the address was used five times or is half an hour old.
    """
    try:
        with answering(), calling():
            client = WebhookClient(
                response_url, timeout=_whole(), ssl=trusted_at(response_url), retry_handlers=[]
            )
            status = client.send_dict(dict(answer)).status_code
    except UNREACHABLE as error:
        log.warning("answer_not_given", extra={"error": type(error).__name__})
        return False
    if status != OK:
        log.warning("answer_not_given", extra={"status": status})
    return status == OK


def _whole() -> Any:
    """Give the time for a call, for a signature that says int and hands any number on."""
    return time_for_a_call()
