"""files.* of the Web API, to send and to delete (docs.slack.dev/messaging/working-with-files).

An app asks for an address, puts the file there, and then says where it is to be shown: only then
anybody sees it.
"""

import json
import re
from typing import Any

from bot.playground.calls import Call
from bot.playground.conversations import Conversation
from bot.playground.installation import BOT_USER
from bot.playground.shelf import File, as_slack_file
from bot.playground.tickets import SlackError

LARGEST = 1_000_000_000  # bytes
CHANNEL = re.compile(r"[CGDZ][A-Z0-9]+")  # a member's id is none, unlike in chat.postMessage


def get_upload_url(call: Call) -> dict[str, Any]:
    """files.getUploadURLExternal: an address for a file of that name and length, good once."""
    length = call.number("length", 0)
    if not call.text("filename") or length <= 0:
        raise SlackError("missing_argument")
    if length > LARGEST:
        raise SlackError("file_upload_size_restricted")
    file, ticket = call.workspace.shelf.expect(call.text("filename"), length)
    return {"upload_url": f"{call.base_url}/upload/v1/{ticket}", "file_id": file.id}


def complete_upload(call: Call) -> dict[str, Any]:
    """files.completeUploadExternal: shows files that were put there, once, in a conversation."""
    titles = _titles(call)
    files = [_arrived(call, file_id) for file_id in titles]
    conversation = _conversation(call)
    for file in files:
        file.title, file.complete = titles[file.id] or file.name, True
    shown = [as_slack_file(file, call.base_url) for file in files]
    if conversation is not None:
        message = call.workspace.post(
            conversation,
            user=BOT_USER,
            text=call.text("initial_comment"),
            from_app=True,
            thread_ts=call.text("thread_ts") or None,
            files=shown,
        )
        call.events.echo(conversation, message)
    return {"files": shown}


def delete(call: Call) -> dict[str, Any]:
    """files.delete: a file of the app's own, out of the messages that show it too."""
    file_id = call.text("file")
    if call.workspace.shelf.files.pop(file_id, None) is None:
        raise SlackError("file_not_found")
    for conversation in call.workspace.conversations.values():
        for message in conversation.messages:
            message.files = [each for each in message.files if each["id"] != file_id]
        call.workspace.touch(conversation.members)
    return {}


def _titles(call: Call) -> dict[str, str]:
    """Return the title by the file's id, as the call gives them."""
    given: Any = call.arguments.get("files")
    try:
        asked = json.loads(given) if isinstance(given, str) else given
        titles = {str(each["id"]): str(each.get("title") or "") for each in asked}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise SlackError("invalid_arguments", ["[ERROR] must be a valid array: files"]) from None
    if not titles:
        raise SlackError("invalid_arguments", ["[ERROR] no items: files"])
    return titles


def _arrived(call: Call, file_id: str) -> File:
    file = call.workspace.shelf.files.get(file_id)
    if file is None or file.content is None or file.complete:
        raise SlackError("file_not_found")
    return file


def _conversation(call: Call) -> Conversation | None:
    """Return where the files are to be shown; None keeps them to the app itself."""
    if not call.text("channel_id"):
        return None
    if not CHANNEL.fullmatch(call.text("channel_id")):
        raise SlackError("invalid_arguments", ["[ERROR] failed to match pattern: channel_id"])
    return call.conversation("channel_id")
