"""Being let in by Slack: what it would later refuse in silence is asked first."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import NamedTuple

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.calls import OK, UNREACHABLE, NotSlack, is_away
from bot.slack.post import DOUBTFUL, LIMITED, SHUT_OUT

IDENTITY = ("team", "team_id", "user_id")  # without which nobody is answered
ASKED_AGAIN_AFTER = 30.0  # seconds: an answer that may be so old is no news to who watches
REINSTALL = (
    "Update the app from manifest.yml on its page under App Manifest, then reinstall it to the "
    "workspace."
)
ENTRY_REFUSED = (
    "Slack does not accept SLACK_BOT_TOKEN ({code}). Copy the Bot User OAuth Token from your app's "
    "page, under Install App."
)
LISTENING_REFUSED = (
    "Slack does not accept SLACK_APP_TOKEN ({code}). Make an App-Level Token with "
    "connections:write on your app's page, under Basic Information, and see that Socket Mode is on."
)
NOT_SLACK = "what answers there is not Slack"
CODE = re.compile("[a-z_]+")  # as Slack's errors are; what else answers there may say a whole page


class NotConnected(Exception):  # noqa: N818 - the answer of Slack, in words
    """Slack does not let us in, or not far enough; the message says what to do."""


class Admission(NamedTuple):
    """Who we are to Slack."""

    identity: Mapping[str, str]  # team, team_id, user_id and bot_id, as auth.test gives them
    scopes: frozenset[str]  # what the token may do
    asked_at: datetime | None  # by Slack's clock, to the second; None where it does not say


def let_in(client: WebClient, needed: AbstractSet[str]) -> Admission:
    """Show the bot token, and see that it may do all that is `needed` (scopes).

    NotConnected: Slack cannot be reached, does not accept the token, or it lacks a scope.
    """
    try:
        answer = client.auth_test()
        _demand_text(answer, *IDENTITY)
    except UNREACHABLE as error:
        raise not_connected(client, error, ENTRY_REFUSED) from None
    headers = {key.lower(): value for key, value in answer.headers.items()}
    granted = headers.get("x-oauth-scopes", "").split(",")
    scopes = frozenset(scope.strip() for scope in granted) - {""}
    _demand(needed, scopes)
    said = headers.get("date")
    identity = {
        key: answer[key] for key in ("team", "team_id", "user_id", "bot_id") if key in answer
    }
    return Admission(identity, scopes, parsedate_to_datetime(said) if said else None)


def _demand_text(answer: SlackResponse, *names: str) -> None:
    """See that the answer says what Slack's always does; NotSlack."""
    if not all(isinstance(answer.get(name), str) for name in names):
        raise NotSlack


def _demand(needed: AbstractSet[str], granted: AbstractSet[str]) -> None:
    missing = sorted(needed - granted)
    if missing:
        raise NotConnected(f"The token lacks {', '.join(missing)}. {REINSTALL}")


class StillLetIn:
    """Whether Slack still accepts the bot token, which may be revoked at any time.

    Slack is asked by whoever wants to know, at most once in a while; whoever comes meanwhile is
    told what it said last. That it cannot be reached says nothing about the token.
    """

    def __init__(self, client: WebClient, monotonic: Callable[[], float]) -> None:
        self._client = client
        self._monotonic = monotonic
        self._asking = Lock()
        self._asked_at = -ASKED_AGAIN_AFTER
        self._is_let_in = True

    def __call__(self) -> bool:
        """Say whether it does; threads may share it."""
        if self._asking.acquire(blocking=False):
            try:
                if self._monotonic() - self._asked_at >= ASKED_AGAIN_AFTER:
                    self._ask()
                    self._asked_at = self._monotonic()
            finally:
                self._asking.release()
        return self._is_let_in

    def _ask(self) -> None:
        try:
            self._client.auth_test()
        except SlackApiError as refused:
            if refused.response.get("error") in SHUT_OUT:
                self._is_let_in = False
        except UNREACHABLE:
            return
        else:
            self._is_let_in = True


def let_listen(client: WebClient, app_token: str) -> str:
    """Show the app-level token; give the address at which Socket Mode would listen.

    NotConnected: Slack cannot be reached, or does not accept the token.
    """
    try:
        answer = client.apps_connections_open(app_token=app_token)
        _demand_text(answer, "url")
        return str(answer["url"])
    except UNREACHABLE as error:
        raise not_connected(client, error, LISTENING_REFUSED) from None


def not_connected(client: WebClient, error: Exception, refused: str) -> NotConnected:
    """Say what is `refused`, with Slack's code for it, or that Slack cannot be asked at all."""
    code = _code_of(error)
    if code is not None:
        return NotConnected(refused.format(code=code))
    return NotConnected(
        f"Slack cannot be asked at {client.base_url} just now ({_reason_of(error)}). See that this "
        "machine is online and may call that address; whatever is to be told waits meanwhile."
    )


def _code_of(error: Exception) -> str | None:
    if not isinstance(error, SlackApiError) or is_away(error):
        return None
    code = str(error.response.get("error"))
    return code if CODE.fullmatch(code) and code not in DOUBTFUL | LIMITED else None


def _reason_of(error: Exception) -> str:
    if isinstance(error, SlackApiError):
        code, status = str(error.response.get("error")), error.response.status_code
        if status == OK:
            return code if CODE.fullmatch(code) else NOT_SLACK
        return f"HTTP {status}"
    if isinstance(error, NotSlack):
        return NOT_SLACK
    cause = getattr(error, "reason", error)
    return getattr(cause, "strerror", None) or str(cause)
