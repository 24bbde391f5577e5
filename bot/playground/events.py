"""The Events API: what the app is told, and told again when it did not answer."""

import asyncio
import secrets
from collections.abc import Coroutine, Sequence
from typing import Any

from bot.playground.conversations import Conversation, Message
from bot.playground.faults import Faults
from bot.playground.installation import BOT, BOT_USER
from bot.playground.line import Line, NoAnswerError, Retry
from bot.playground.members import Member, as_slack_user
from bot.playground.payloads import as_slack_message, event_envelope
from bot.playground.workspace import Workspace

# What an app must be allowed to read before Slack sends it an event.
SCOPE_OF_EVENT = {
    "message.im": "im:history",
    "message.channels": "channels:history",
    "app_mention": "app_mentions:read",
    "user_change": "users:read",
}
# What an app is told when it is taken out, and the last that it is told.
FAREWELL = {"tokens_revoked", "app_uninstalled"}


class Events:
    """Sends events that the app subscribes to and may read.

    `retry_delays` are the pauses in seconds before each further delivery of an event which the
    app did not answer with 2xx in time.
    """

    def __init__(
        self,
        workspace: Workspace,
        line: Line,
        faults: Faults,
        *,
        retry_delays: Sequence[float],
        echoes: bool,
    ) -> None:
        self._workspace = workspace
        self._line = line
        self._faults = faults
        self._retry_delays = retry_delays
        self._echoes = echoes
        self._running: set[asyncio.Task[None]] = set()

    async def message(self, conversation: Conversation, message: Message) -> None:
        """Tell of what a member wrote."""
        event = {
            **as_slack_message(message),
            "channel": conversation.id,
            "event_ts": message.ts,
            "channel_type": conversation.kind,
            "client_msg_id": secrets.token_hex(16),
            "blocks": _rich_text(message.text),
        }
        await self.send(f"message.{_kind(conversation)}", event)
        if conversation.kind == "channel" and f"<@{BOT_USER}>" in message.text:
            mention = {key: value for key, value in event.items() if key != "channel_type"}
            await self.send("app_mention", {**mention, "type": "app_mention"})

    def echo(
        self,
        conversation: Conversation,
        message: Message,
        subtype: str | None = None,
        previous: dict[str, Any] | None = None,
    ) -> None:
        """Tell the app, later, of what it wrote, changed or deleted itself, as Slack does."""
        if not self._echoes:
            return
        place = {"channel": conversation.id, "channel_type": conversation.kind}
        event: dict[str, Any] = {**as_slack_message(message), "bot_id": BOT, "event_ts": message.ts}
        if subtype is not None:
            stamp = self._workspace.next_ts()
            event = {"type": "message", "subtype": subtype, "hidden": True, "ts": stamp}
            event |= {"event_ts": stamp, "previous_message": previous}
        if subtype == "message_changed":
            event["message"] = as_slack_message(message)
        if subtype == "message_deleted":
            event["deleted_ts"] = message.ts
        self._later(self.send(f"message.{_kind(conversation)}", {**event, **place}))

    async def home_opened(self, member: Member, tab: str, view: dict[str, Any] | None) -> None:
        """Tell that somebody looks at the app's Home or Messages tab."""
        stamp = self._workspace.next_ts()
        event: dict[str, Any] = {"type": "app_home_opened", "user": member.id, "tab": tab}
        event |= {"channel": self._workspace.direct(member.id).id, "event_ts": stamp}
        if view is not None:
            event["view"] = view
        await self.send("app_home_opened", event)

    async def user_change(self, member: Member) -> None:
        """Tell that somebody's profile, zone, locale or membership changed."""
        user = as_slack_user(
            member,
            now=self._workspace.clock.now(),
            email="users:read.email" in self._workspace.app.scopes,
            locale=True,
        )
        stamp = self._workspace.next_ts()
        event = {"type": "user_change", "user": user, "cache_ts": int(float(stamp))}
        await self.send("user_change", {**event, "event_ts": stamp})

    async def uninstalled(self) -> None:
        """Tell that the app was taken out of the workspace."""
        await self.send("tokens_revoked", {"type": "tokens_revoked", "tokens": {"bot": [BOT_USER]}})
        await self.send("app_uninstalled", {"type": "app_uninstalled"})

    async def send(self, name: str, event: dict[str, Any]) -> None:
        """Deliver one event, once the app has answered or not; further tries go on by themselves.

        `name` is the event's name in the manifest.
        """
        app = self._workspace.app
        scope = SCOPE_OF_EVENT.get(name)
        if not self._workspace.installed and name not in FAREWELL:
            return
        if name not in app.events or (scope is not None and scope not in app.scopes):
            return
        event_id = f"Ev{secrets.token_hex(5).upper()}"
        envelope = event_envelope(event, event_id, int(self._workspace.machine_time()))
        fault = self._faults.take("event")
        for _ in range(2 if fault is not None and fault.kind == "duplicate" else 1):
            reason = await self._deliver(envelope, None)
            if reason is not None:
                self._later(self._again(envelope, reason))

    async def _deliver(self, envelope: dict[str, Any], retry: Retry | None) -> str | None:
        try:
            await self._line.post_event(envelope, retry)
        except NoAnswerError as problem:
            return problem.reason
        return None

    async def _again(self, envelope: dict[str, Any], reason: str | None) -> None:
        for number, delay in enumerate(self._retry_delays, start=1):
            await asyncio.sleep(delay)
            reason = await self._deliver(envelope, Retry(number, str(reason)))
            if reason is None:
                return

    async def close(self) -> None:
        """Give up on what is still to be delivered."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def settled(self) -> None:
        """Wait until nothing is being delivered, further tries included."""
        while self._running:
            await asyncio.gather(*self._running)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)


def _kind(conversation: Conversation) -> str:
    return "im" if conversation.kind == "im" else "channels"


def _rich_text(text: str) -> list[dict[str, Any]]:
    """Return the block that Slack makes of typed words; people's names are not told apart in it."""
    words = {"type": "text", "text": text}
    section = {"type": "rich_text_section", "elements": [words]}
    return [{"type": "rich_text", "block_id": secrets.token_hex(2), "elements": [section]}]
