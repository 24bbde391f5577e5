"""One call of the Web API: who calls, with which arguments, and what may go wrong with those."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from bot.playground.conversations import Conversation, Message
from bot.playground.events import Events
from bot.playground.installation import BOT_USER
from bot.playground.members import Member
from bot.playground.tickets import SlackError
from bot.playground.workspace import Workspace

JSON_ARGUMENTS = ("blocks", "attachments", "metadata", "view")
WORDS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True)
class Call:
    """The arguments of a call, and what it may touch. `base_url` is the playground's address."""

    workspace: Workspace
    events: Events
    base_url: str
    user_groups: Mapping[str, list[str]]
    arguments: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return an argument as a string; "" when it is missing."""
        value = self.arguments.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a yes or no."""
        value = self.arguments.get(name, default)
        return WORDS.get(value.lower(), default) if isinstance(value, str) else bool(value)

    def number(self, name: str, default: int) -> int:
        """Return a whole number; SlackError when it is none."""
        try:
            return int(self.arguments.get(name) or default)
        except (TypeError, ValueError):
            raise SlackError("invalid_arguments", [f"[ERROR] must be an integer: {name}"]) from None

    def demand(self, *names: str) -> None:
        """SlackError unless all of these arguments are there."""
        missing = [name for name in names if self.arguments.get(name) in (None, "")]
        if missing:
            raise SlackError(
                "invalid_arguments", [f"[ERROR] missing required field: {name}" for name in missing]
            )

    def demand_scope(self, needed: str) -> None:
        """SlackError unless the token has that scope."""
        scopes = self.workspace.app.scopes
        if needed not in scopes:
            raise SlackError("missing_scope", needed=needed, provided=",".join(scopes))

    def conversation(self, name: str = "channel") -> Conversation:
        """Return the conversation of that id, which the app must be in; a user's id is none."""
        found = self.workspace.conversations.get(self.text(name))
        if found is None:
            raise SlackError("channel_not_found")
        if BOT_USER not in found.members:
            raise SlackError("not_in_channel")
        return found

    def own_message(self, conversation: Conversation, ts: str, refusal: str) -> Message:
        """Return a lasting message of the app itself."""
        message = conversation.find(ts)
        if message is None or message.reader is not None:
            raise SlackError("message_not_found")
        if not message.from_app:
            raise SlackError(refusal)
        return message

    def member(self, user: str) -> Member:
        """Return anybody of the workspace, bots and the deactivated too."""
        if user == self.workspace.slackbot.id:
            return self.workspace.slackbot
        found = self.workspace.members.get(user)
        if found is None:
            raise SlackError("user_not_found")
        return found

    def direct(self, user: str) -> Conversation:
        """Return the direct message with somebody, opened now if need be."""
        member = self.member(user)
        if member.is_bot or member.id == self.workspace.slackbot.id:
            raise SlackError("cannot_dm_bot")
        if member.deleted:
            raise SlackError("user_disabled")
        return self.workspace.direct(user)


async def read_arguments(request: Request) -> dict[str, Any]:
    """Return the arguments of a call, from query string, form or JSON alike.

    SlackError with `invalid_json` or `json_not_object` when a JSON body is neither.
    """
    arguments: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        arguments |= _json_object(await request.body())
    else:
        async with request.form() as form:
            arguments |= {key: value for key, value in form.items() if isinstance(value, str)}
    for name in JSON_ARGUMENTS:
        if isinstance(arguments.get(name), str):
            arguments[name] = _decoded(name, arguments[name])
    return arguments


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(found, dict):
        raise SlackError("json_not_object")
    return found


def _decoded(name: str, value: str) -> Any:
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        if name == "blocks":
            raise SlackError("invalid_blocks_format") from None
        raise SlackError("invalid_arguments", [f"[ERROR] must be valid JSON: {name}"]) from None


def token_of(request: Request, arguments: Mapping[str, Any]) -> str | None:
    """Return the token of a call, from the header or the arguments."""
    header = request.headers.get("authorization", "")
    if header.lower().startswith("bearer "):
        return header[len("bearer ") :].strip()
    token = arguments.get("token")
    return str(token) if token else None
