"""Channels, direct messages, and the messages in them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal


@dataclass
class Message:
    """A message; `reader` is set when it is ephemeral and only that member sees it.

    `ts` is Slack's timestamp and the message's identity, `at` what the house clock said when it
    was posted (aware).
    """

    ts: str
    at: datetime
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    reader: str | None = None
    edited_ts: str | None = None
    from_app: bool = False


@dataclass
class Conversation:
    """A channel or a direct message between a member and the app."""

    id: str
    kind: Literal["channel", "im"]
    name: str
    members: set[str]
    messages: list[Message] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)

    def find(self, ts: str) -> Message | None:
        """Return the message with that timestamp, ephemeral ones included."""
        return next((each for each in reversed(self.messages) if each.ts == ts), None)

    def below(self, message: Message) -> list[Message]:
        """Return the lasting messages in the thread of that one, oldest first."""
        return [
            each
            for each in self.messages
            if each.reader is None and each.thread_ts == message.ts != each.ts
        ]

    def seen_by(self, user: str) -> list[Message]:
        """Return what that member sees, oldest first."""
        return [each for each in self.messages if each.reader in {None, user}]

    def unread(self, user: str) -> int:
        """Count what others have written since that member last looked."""
        last = self.read.get(user, "")
        return sum(each.ts > last and each.user != user for each in self.seen_by(user))
