"""Being let in by Slack: what it would later refuse in silence is asked first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import NamedTuple

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.calls import UNREACHABLE
from bot.slack.post import SHUT_OUT

ASKED_AGAIN_AFTER = 30.0  # seconds: an answer that may be so old is no news to who watches
REINSTALL = (
    "Update the app from manifest.yml on its page under App Manifest, then reinstall it to the "
    "workspace."
)


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
    except SlackApiError as error:
        raise NotConnected(
            f"Slack does not accept SLACK_BOT_TOKEN ({error.response['error']}). Copy the "
            "Bot User OAuth Token from your app's page, under Install App."
        ) from None
    except OSError as error:
        raise NotConnected(f"{client.base_url} cannot be reached: {error}") from None
    headers = {key.lower(): value for key, value in answer.headers.items()}
    granted = headers.get("x-oauth-scopes", "").split(",")
    scopes = frozenset(scope.strip() for scope in granted) - {""}
    _demand(needed, scopes)
    said = headers.get("date")
    identity = {
        key: answer[key] for key in ("team", "team_id", "user_id", "bot_id") if key in answer
    }
    return Admission(identity, scopes, parsedate_to_datetime(said) if said else None)


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
        return str(client.apps_connections_open(app_token=app_token)["url"])
    except SlackApiError as error:
        raise app_token_refused(error) from None
    except OSError as error:
        raise NotConnected(f"{client.base_url} cannot be reached: {error}") from None


def app_token_refused(error: SlackApiError) -> NotConnected:
    """Say what to do where Slack does not accept the app-level token."""
    return NotConnected(
        f"Slack does not accept SLACK_APP_TOKEN ({error.response['error']}). Make an "
        "App-Level Token with connections:write on your app's page, under Basic "
        "Information, and see that Socket Mode is on."
    )
