"""The mail of people who are not in the workspace: an SMTP server on this machine, and in-boxes.

It takes whatever it is handed, whoever it is for, keeps it in memory, and sends nothing on.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

ACCEPTED = "250 OK"
CALLED = "localhost"


@dataclass(frozen=True)
class Letter:
    """One e-mail, as it came in."""

    number: int
    recipients: tuple[str, ...]
    message: EmailMessage

    def header(self, name: str) -> str:
        """Give a header, decoded; empty when there is none."""
        return str(self.message.get(name, "")).strip()

    def text(self) -> str:
        """Give the plain text."""
        return self._body("plain")

    def html(self) -> str:
        """Give the HTML."""
        return self._body("html")

    def files(self) -> dict[str, bytes]:
        """Give what is attached, by its name."""
        return {
            part.get_filename() or "file": bytes(part.get_content())
            for part in self.message.iter_attachments()
        }

    def _body(self, kind: str) -> str:
        body = self.message.get_body((kind,))
        return str(body.get_content()) if body else ""


class MailRoom:
    """Receives mail once it is `open`, in the event loop that it is opened in.

    `bound` is the socket on which it listens; `arrived` is called for each letter.
    """

    def __init__(self, bound: socket.socket) -> None:
        self.url = f"smtp://127.0.0.1:{bound.getsockname()[1]}"
        self.letters: list[Letter] = []
        self.arrived: Callable[[], None] | None = None
        self._bound = bound
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Begin to receive."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._answers, sock=self._bound)

    def close(self) -> None:
        """Receive nothing more."""
        if self._server is not None:
            self._server.close()
        self._bound.close()

    def to(self, address: str) -> list[Letter]:
        """Give the letters to an address, the oldest first."""
        return [letter for letter in self.letters if address in letter.recipients]

    def addresses(self) -> list[str]:
        """Give whoever has mail, the latest first."""
        latest = {each: letter.number for letter in self.letters for each in letter.recipients}
        return sorted(latest, key=lambda each: -latest[each])

    def _answers(self) -> SMTP:
        return SMTP(self, hostname=CALLED, ident="Playground", enable_SMTPUTF8=True)

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep a letter."""
        content: Any = envelope.content or b""
        message = message_from_bytes(content, policy=default)
        number = len(self.letters) + 1
        self.letters.append(Letter(number, tuple(envelope.rcpt_tos), message))
        if self.arrived is not None:
            self.arrived()
        return ACCEPTED
