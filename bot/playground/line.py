"""The line from Slack to the app, and what comes back: here by signed posts.

The other line is `sockets.Sockets`; which of the two an app has, its manifest says.
"""

import asyncio
import hashlib
import hmac
import json
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

import httpx

from bot.playground.installation import SlackApp

FORM = "application/x-www-form-urlencoded"
SUCCESS = range(200, 300)
# The line leads to this machine, over plain HTTP: a proxy named in the environment must not see
# it, and reading the machine's certificate authorities would take longer than a whole exchange.
NO_AUTHORITIES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class NoAnswerError(Exception):
    """The app did not answer as it must; `error` is the name that Slack shows to the person."""

    def __init__(self, error: str, reason: str) -> None:
        super().__init__(error)
        self.error = error
        self.reason = reason


@dataclass(frozen=True)
class Answer:
    """What the app answered: 200, and a body or none."""

    body: str
    is_json: bool

    def as_object(self) -> dict[str, Any] | None:
        """Return the JSON object of the body; None when the body is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return None
        return found if isinstance(found, dict) else None


@dataclass(frozen=True)
class Retry:
    """That an event comes again: for the how manieth time, and why."""

    number: int
    reason: str


class Line(Protocol):
    """A way to the app. Whatever it does not answer as it must is a NoAnswerError."""

    async def post_form(self, fields: Mapping[str, str]) -> Answer:
        """Send a command."""
        ...

    async def post_payload(self, payload: Mapping[str, Any]) -> Answer:
        """Send an interaction."""
        ...

    async def post_event(self, event: Mapping[str, Any], retry: Retry | None) -> bool:
        """Send an event; say whether to try again is of use: False when the app refused that."""
        ...

    async def close(self) -> None:
        """Hang up."""
        ...


class HttpLine:
    """Posts to the app's request URL, signed with its secret (version v0).

    `seconds` is how long the app may take; after it the post counts as `operation_timeout`.
    """

    def __init__(
        self, app: SlackApp, *, machine_time: Callable[[], float], seconds: float = 3.0
    ) -> None:
        self._app = app
        self._machine_time = machine_time
        self._seconds = seconds
        self._client = httpx.AsyncClient(
            timeout=None,  # noqa: S113  the whole exchange is timed, in _post
            trust_env=False,
            verify=NO_AUTHORITIES,
        )

    async def post_form(self, fields: Mapping[str, str]) -> Answer:
        """Send a command or, as `payload=`, an interaction; NoAnswerError unless it says 200."""
        response = await self._post(urlencode(fields), FORM, {})
        if response.status_code != httpx.codes.OK:
            raise NoAnswerError("dispatch_failed", f"http_status_{response.status_code}")
        kind = response.headers.get("content-type", "")
        return Answer(response.text, kind.startswith("application/json"))

    async def post_payload(self, payload: Mapping[str, Any]) -> Answer:
        """Send an interaction."""
        return await self.post_form({"payload": json.dumps(payload)})

    async def post_event(self, event: Mapping[str, Any], retry: Retry | None) -> bool:
        """Send an event; say whether to try again is of use: False when the app refused that.

        NoAnswerError (its reason one of Slack's `x-slack-retry-reason`) when it was not taken.
        """
        headers = {}
        if retry is not None:
            headers["X-Slack-Retry-Num"] = str(retry.number)
            headers["X-Slack-Retry-Reason"] = retry.reason
        response = await self._post(json.dumps(event), "application/json", headers)
        if response.status_code in SUCCESS:
            return True
        if response.headers.get("x-slack-no-retry") == "1":
            return False
        raise NoAnswerError("dispatch_failed", "http_error")

    async def close(self) -> None:
        """Hang up."""
        await self._client.aclose()

    async def _post(self, body: str, kind: str, headers: Mapping[str, str]) -> httpx.Response:
        if self._client.is_closed:  # the workspace is closing: nobody is there any more
            raise NoAnswerError("dispatch_failed", "connection_failed")
        signed = {"Content-Type": kind, "User-Agent": "Slackbot 1.0", **self._signature(body)}
        try:
            async with asyncio.timeout(self._seconds):
                return await self._client.post(
                    self._app.request_url, content=body, headers={**signed, **headers}
                )
        except TimeoutError:
            raise NoAnswerError("operation_timeout", "http_timeout") from None
        except httpx.HTTPError:
            raise NoAnswerError("dispatch_failed", "connection_failed") from None

    def _signature(self, body: str) -> dict[str, str]:
        stamp = str(int(self._machine_time()))
        secret = self._app.signing_secret.encode()
        digest = hmac.new(secret, f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
