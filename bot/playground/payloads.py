"""The payloads that an app gets, in Slack's own shapes.

From docs.slack.dev/reference/interaction-payloads and
docs.slack.dev/interactivity/implementing-slash-commands.
"""

import json
from typing import Any

from bot.playground.conversations import Conversation, Message
from bot.playground.installation import APP, BOT, BOT_USER, TEAM, VERIFICATION_TOKEN
from bot.playground.members import Member
from bot.playground.state import state_values
from bot.playground.views import View, as_slack_view
from bot.playground.workspace import Workspace


def channel_name(conversation: Conversation) -> str:
    """Return the name by which payloads call a conversation."""
    return "directmessage" if conversation.kind == "im" else conversation.name


def as_slack_message(message: Message, *, metadata: bool = False) -> dict[str, Any]:
    """Return the message object of payloads, answers and histories."""
    shape: dict[str, Any] = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": TEAM,
    }
    if message.from_app:
        shape |= {"bot_id": BOT, "app_id": APP}
    if message.blocks:
        shape["blocks"] = message.blocks
    if message.attachments:
        shape["attachments"] = message.attachments
    if message.files:
        shape |= {"subtype": "file_share", "files": message.files, "upload": True}
    if message.thread_ts is not None:
        shape["thread_ts"] = message.thread_ts
    if message.edited_ts is not None:
        shape["edited"] = {"user": message.user, "ts": message.edited_ts}
    if metadata and message.metadata:
        shape["metadata"] = message.metadata
    return shape


def command_form(
    workspace: Workspace,
    member: Member,
    conversation: Conversation,
    *,
    command: str,
    text: str,
    trigger_id: str,
    response_url: str,
) -> dict[str, str]:
    """Return the form of a slash command."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "team_domain": workspace.domain,
        "channel_id": conversation.id,
        "channel_name": channel_name(conversation),
        "user_id": member.id,
        "user_name": member.name,
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def interaction(workspace: Workspace, kind: str, member: Member) -> dict[str, Any]:
    """Return what all interactions share."""
    return {
        "type": kind,
        "user": {
            "id": member.id,
            "username": member.name,
            "name": member.name,
            "team_id": TEAM,
        },
        "api_app_id": APP,
        "token": VERIFICATION_TOKEN,
        "team": {"id": TEAM, "domain": workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def in_message(conversation: Conversation, message: Message, state: Any) -> dict[str, Any]:
    """Return what an interaction says about the message it comes from.

    An ephemeral message itself is not sent along, only its container.
    """
    ephemeral = message.reader is not None
    shape: dict[str, Any] = {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": conversation.id,
            "is_ephemeral": ephemeral,
        },
        "channel": {"id": conversation.id, "name": channel_name(conversation)},
        "state": {"values": state_values(message.blocks, state)},
    }
    if not ephemeral:
        shape["message"] = as_slack_message(message, metadata=True)
    return shape


def in_view(view: View) -> dict[str, Any]:
    """Return what an interaction says about the view it comes from."""
    return {"container": {"type": "view", "view_id": view.id}, "view": as_slack_view(view)}


def event_envelope(event: dict[str, Any], event_id: str, event_time: int) -> dict[str, Any]:
    """Return the outer event."""
    context = json.dumps({"et": event["type"], "tid": TEAM, "aid": APP})
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": event_time,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": context.encode().hex(),
    }
