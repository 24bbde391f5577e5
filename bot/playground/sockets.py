"""Socket Mode: Slack's envelopes over websockets that the app has opened itself.

docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import contextlib
import json
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.faults import Faults
from bot.playground.installation import APP, SlackApp
from bot.playground.line import Answer, NoAnswerError, Retry
from bot.playground.tickets import SlackError

PATH = "/link/"
MOST_CONNECTIONS = 10
CONNECTION_SECONDS = 18_060  # what Slack's `hello` promises: about five hours
# Not documented; what Slack's servers say when they close: "Max frame length of 20480 has been
# exceeded" (github.com/revelrylabs/slax/pull/614).
MOST_BYTES = 20_480
TOO_BIG = 1009
ANSWERED = {"view_submission", "block_suggestion"}  # the interactions that take a payload back
REASONS = {"warning", "refresh_requested", "link_disabled"}


class Sockets:
    """The websockets of the app, and the line to it that they make.

    `address` is where the playground is reached by them (`ws://…`, without a slash at the end);
    `seconds` is how long the app may take to acknowledge an envelope, `warning_seconds` how long
    a connection still lives after it was told that it will be closed.
    """

    def __init__(
        self,
        app: SlackApp,
        faults: Faults,
        *,
        address: str,
        seconds: float = 3.0,
        warning_seconds: float = 10.0,
    ) -> None:
        self.address = address
        self.seconds = seconds
        self.warning_seconds = warning_seconds
        self._app = app
        self._faults = faults
        self._tickets: set[str] = set()
        self._open: list[WebSocket] = []
        self._asked: dict[str, tuple[WebSocket, asyncio.Future[Any]]] = {}
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def connections(self) -> int:
        """How many connections the app holds."""
        return len(self._open)

    def give_address(self, request: Request) -> dict[str, Any]:
        """Answer `apps.connections.open`: an address that opens one connection, once.

        SlackError for any token but the app's own app-level token with `connections:write`, and
        for one that does not come in the header.
        """
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token:
            raise SlackError("missing_args")
        if token == self._app.bot_token:
            raise SlackError("not_allowed_token_type")
        if not self._app.app_token or token != self._app.app_token:
            raise SlackError("invalid_auth")
        if "connections:write" not in self._app.app_scopes:
            provided = ",".join(self._app.app_scopes)
            raise SlackError("missing_scope", needed="connections:write", provided=provided)
        if not self._app.socket_mode:
            raise SlackError("access_denied")
        ticket = secrets.token_urlsafe(18)
        self._tickets.add(ticket)
        return {"url": f"{self.address}{PATH}?ticket={ticket}&app_id={APP}"}

    async def handle(self, websocket: WebSocket) -> None:
        """Serve one connection: greet, then hear what is acknowledged, until it ends."""
        ticket = websocket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await websocket.close()
            return
        self._tickets.discard(ticket)
        await websocket.accept()
        if len(self._open) >= MOST_CONNECTIONS:
            await self._dismiss(websocket, "too_many_websockets", 0)
            return
        self._open.append(websocket)
        try:
            await websocket.send_json(self._hello())
            await self._hear_all(websocket)
        except WebSocketDisconnect:
            pass
        finally:
            self._forget(websocket)

    async def disconnect(self, reason: str) -> None:
        """Tell every connection to go, for one of Slack's `REASONS`; after a warning, it lingers.

        ValueError for any other reason.
        """
        if reason not in REASONS:
            raise ValueError(f"{reason!r} is none of {', '.join(sorted(REASONS))}")
        linger = self.warning_seconds if reason == "warning" else 0
        for websocket in list(self._open):
            await self._dismiss(websocket, reason, linger)

    async def post_form(self, fields: Mapping[str, str]) -> Answer:
        """Send a command."""
        return await self._ask("slash_commands", fields, takes_answer=True)

    async def post_payload(self, payload: Mapping[str, Any]) -> Answer:
        """Send an interaction."""
        takes_answer = payload["type"] in ANSWERED
        return await self._ask("interactive", payload, takes_answer=takes_answer)

    async def post_event(self, event: Mapping[str, Any], retry: Retry | None) -> bool:
        """Send an event. The app cannot refuse it: it acknowledges, or gets it again."""
        tried = {"retry_attempt": 0, "retry_reason": ""}
        if retry is not None:
            tried = {"retry_attempt": retry.number, "retry_reason": retry.reason}
        await self._ask("events_api", event, takes_answer=False, **tried)
        return True

    async def close(self) -> None:
        """Close all connections."""
        for task in self._closing:
            task.cancel()
        for websocket in list(self._open):
            await _close(websocket)

    async def _ask(
        self, kind: str, payload: Mapping[str, Any], *, takes_answer: bool, **more: Any
    ) -> Answer:
        """Give an envelope to one of the connections, and return what its acknowledgement says."""
        if not self._open:
            raise NoAnswerError("dispatch_failed", "no_connection")
        websocket = self._open[0]
        self._open.append(self._open.pop(0))
        envelope_id = str(uuid4())
        envelope = {"envelope_id": envelope_id, "type": kind, "payload": dict(payload)}
        acknowledged = asyncio.get_running_loop().create_future()
        self._asked[envelope_id] = (websocket, acknowledged)
        try:
            async with asyncio.timeout(self.seconds):
                await _send(websocket, envelope | {"accepts_response_payload": takes_answer} | more)
                answer = await acknowledged
        except TimeoutError:
            raise NoAnswerError("operation_timeout", "timeout") from None
        finally:
            del self._asked[envelope_id]
        return _answer_in(answer, takes_answer=takes_answer)

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "debug_info": {
                "host": "playground",
                "build_number": 1,
                "approximate_connection_time": CONNECTION_SECONDS,
            },
            "connection_info": {"app_id": APP},
        }

    async def _hear_all(self, websocket: WebSocket) -> None:
        async for text in websocket.iter_text():
            if len(text.encode()) > MOST_BYTES:
                await _close(websocket, TOO_BIG, f"Max frame length of {MOST_BYTES} exceeded.")
                return
            self._hear(websocket, text)

    def _hear(self, websocket: WebSocket, text: str) -> None:
        """Take an acknowledgement; one that belongs to nothing, or comes too late, is ignored."""
        try:
            said = json.loads(text)
        except ValueError:
            return
        envelope_id = said.get("envelope_id") if isinstance(said, dict) else None
        asked_by, acknowledged = self._asked.get(str(envelope_id), (None, None))
        if acknowledged is None or acknowledged.done() or asked_by is not websocket:
            return
        if self._faults.take("ack") is None:
            acknowledged.set_result(said)

    async def _dismiss(self, websocket: WebSocket, reason: str, linger: float) -> None:
        debug_info = {"host": "playground"}
        await _send(websocket, {"type": "disconnect", "reason": reason, "debug_info": debug_info})
        if not linger:
            self._forget(websocket)
            await _close(websocket)
            return
        task = asyncio.get_running_loop().create_task(self._close_after(websocket, linger))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _close_after(self, websocket: WebSocket, linger: float) -> None:
        """Close it after so many seconds, once what it got by then is acknowledged."""
        await asyncio.sleep(linger)
        self._forget(websocket)
        asked = [answer for asked, answer in self._asked.values() if asked is websocket]
        if asked:
            await asyncio.wait(asked, timeout=self.seconds)
        await _close(websocket)

    def _forget(self, websocket: WebSocket) -> None:
        """Give it nothing more."""
        if websocket in self._open:
            self._open.remove(websocket)


def _answer_in(acknowledgement: Mapping[str, Any], *, takes_answer: bool) -> Answer:
    payload = acknowledgement.get("payload")
    if payload is None:
        return Answer("", is_json=False)
    if not takes_answer:
        raise NoAnswerError("dispatch_failed", "payload_not_accepted")
    return Answer(json.dumps(payload), is_json=True)


async def _send(websocket: WebSocket, message: Mapping[str, Any]) -> None:
    """Send; what cannot be sent any more is lost, as on any wire."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        await websocket.send_json(dict(message))


async def _close(websocket: WebSocket, code: int = 1000, reason: str = "") -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        await websocket.close(code, reason)
