"""Messages that the app posts: what Slack takes, and how it keeps them."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from bot.playground.blockkit import judge_message_blocks, with_names
from bot.playground.conversations import Conversation, Message
from bot.playground.installation import BOT_USER
from bot.playground.tickets import SlackError
from bot.playground.workspace import Workspace

TEXT_CHARACTERS = 40_000
ATTACHMENTS = 100
METADATA_BYTES = 8_000


def accepted_blocks(blocks: Any) -> list[dict[str, Any]]:
    """Return a message's blocks as Slack keeps them; SlackError when it would not take them."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = judge_message_blocks(blocks)
    if problems:
        raise SlackError("invalid_blocks", problems)
    return with_names(blocks, lambda: secrets.token_urlsafe(4))


def accepted_metadata(metadata: Any) -> dict[str, Any] | None:
    """Return a message's metadata; SlackError unless it has `event_type` and `event_payload`."""
    if not metadata:
        return None
    sound = (
        isinstance(metadata, dict)
        and set(metadata) == {"event_type", "event_payload"}
        and isinstance(metadata["event_type"], str)
        and isinstance(metadata["event_payload"], dict)
    )
    if not sound:
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata, ensure_ascii=False).encode()) > METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return dict(metadata)


def accepted_attachments(attachments: Any) -> list[dict[str, Any]]:
    """Return a message's attachments; SlackError when there are too many."""
    if not isinstance(attachments, list):
        raise SlackError("invalid_attachments")
    if len(attachments) > ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return attachments


def accepted_content(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of a message, as fields of `Message`; SlackError when there is none.

    A text over 40,000 characters is cut.
    """
    text = str(given.get("text") or "")
    content = {
        "text": text[:TEXT_CHARACTERS],
        "blocks": accepted_blocks(given.get("blocks") or []),
        "attachments": accepted_attachments(given.get("attachments") or []),
        "metadata": accepted_metadata(given.get("metadata")),
    }
    if not (text.strip() or content["blocks"] or content["attachments"]):
        raise SlackError("no_text")
    return content


def post_as_app(
    workspace: Workspace,
    conversation: Conversation,
    given: Mapping[str, Any],
    *,
    reader: str | None = None,
) -> Message:
    """Post a message by the app; with a `reader`, an ephemeral one. SlackError as Slack refuses."""
    content = accepted_content(given)
    return workspace.post(
        conversation,
        user=BOT_USER,
        from_app=True,
        reader=reader,
        thread_ts=given.get("thread_ts") or None,
        **content,
    )


def edit(workspace: Workspace, message: Message, given: Mapping[str, Any]) -> None:
    """Change a message in place.

    What is absent stays as it was; an empty list of blocks, or an empty metadata object, takes
    them away (docs.slack.dev/reference/methods/chat.update).
    """
    changes: dict[str, Any] = {}
    if given.get("text") is not None:
        changes["text"] = str(given["text"])
    if given.get("blocks") is not None:
        changes["blocks"] = accepted_blocks(given["blocks"])
    if given.get("attachments") is not None:
        changes["attachments"] = accepted_attachments(given["attachments"])
    if given.get("metadata") is not None:
        changes["metadata"] = accepted_metadata(given["metadata"])
    if not any(key in changes for key in ("text", "blocks", "attachments")):
        raise SlackError("no_text")
    if len(changes.get("text", "")) > TEXT_CHARACTERS:
        raise SlackError("msg_too_long")
    for key, value in changes.items():
        setattr(message, key, value)
    message.edited_ts = workspace.next_ts()
