"""The mail server: where it is, and a talk with it that ends in time, whatever the server does.

A letter counts as accepted from the answer to its last line on. Whatever goes wrong before that
line was sent, nothing was accepted for certain; when the answer to it is lost, nobody can tell.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from typing import Any
from urllib.parse import unquote, urlsplit

from bot.clock import monotonic
from bot.interviews.notices import Reason
from bot.interviews.ports.post import Undelivered

PORTS = {"smtp": 587, "smtps": 465}
THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})
GOES_ON = frozenset({250, 251})
SEND_IT = 354
FOR_GOOD = 500
LATER = 0.1  # seconds: a time-out says better what happened
PARTS_WITHIN = 1.0  # seconds: for a good-bye, which is of no consequence


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed over. `secure`: TLS from the first byte, else by STARTTLS."""

    host: str
    port: int
    secure: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def at(cls, url: str) -> MailServer:
        """Read `smtp://user:password@host:587` or `smtps://…:465`; ValueError for anything else."""
        parts = urlsplit(url)
        is_whole = parts.scheme in PORTS and parts.hostname and parts.path in {"", "/"}
        if not is_whole or parts.query or parts.fragment or bool(parts.username) != bool(
            parts.password
        ):  # fmt: skip
            raise ValueError("no mail server")
        return cls(
            host=str(parts.hostname),
            port=parts.port or PORTS[parts.scheme],
            secure=parts.scheme == "smtps",
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
        )

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine, so that nobody can listen in between."""
        return self.host in THIS_MACHINE


class _Line(smtplib.SMTP):
    """A line on which each answer is there by `until`, or nothing more is heard.

    A time-out alone begins anew with each byte that comes.
    """

    def __init__(self, until: float, *given: Any, **more: Any) -> None:
        self._until = until
        super().__init__(*given, **more)

    def getreply(self) -> tuple[int, bytes]:
        """Read an answer, however slowly it comes."""
        left = max(self._until - monotonic(), 0) + LATER
        watch = threading.Timer(left, self._hang_up)
        watch.daemon = True
        watch.start()
        try:
            return super().getreply()
        finally:
            watch.cancel()

    def _hang_up(self) -> None:
        with contextlib.suppress(OSError):
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)


class _SecureLine(_Line, smtplib.SMTP_SSL):
    """The same, by TLS from the first byte."""


class Talk:
    """A talk with the server, all of it within `seconds`; `called` is what we call ourselves.

    Undelivered says what went wrong by where and how: its detail holds codes and nothing else.
    """

    def __init__(
        self, server: MailServer, called: str, seconds: float, context: ssl.SSLContext | None = None
    ) -> None:
        self._server = server
        self._until = monotonic() + seconds
        self._context = context or ssl.create_default_context()
        self._client = self._step("connect", lambda: self._connect(called))

    def sign_in(self) -> None:
        """Turn to TLS, and log in where a login is set: never in the clear, except right here."""
        server, client = self._server, self._client
        self._step("hello", client.ehlo_or_helo_if_needed)
        if not server.secure and client.has_extn("starttls"):
            self._step("tls", lambda: client.starttls(context=self._context))
            self._step("hello", client.ehlo_or_helo_if_needed)
        elif not server.secure and server.user and not server.is_here:
            raise Undelivered("smtp_offers_no_tls")
        if server.user and server.password:
            user, password = server.user, server.password
            self._step("login", lambda: client.login(user, password))

    def hand_over(self, message: EmailMessage, sender: str, recipient: str) -> None:
        """Hand over a letter; Undelivered when it was not accepted, or nobody can tell."""
        client = self._client
        in_ascii = recipient.isascii() and sender.isascii()
        if not in_ascii and not client.has_extn("smtputf8"):
            raise Undelivered("smtp_only_ascii", reason=Reason.REFUSED, for_good=True)
        options = [] if in_ascii else ["SMTPUTF8"]
        content = message.as_bytes(policy=SMTP if in_ascii else SMTPUTF8)
        self._answer("from", lambda: client.mail(sender, options), GOES_ON, lasting=False)
        self._answer("to", lambda: client.rcpt(recipient), GOES_ON)
        self._answer("data", lambda: client.docmd("DATA"), {SEND_IT})
        self._answer("content", lambda: self._send(content), GOES_ON, certain=False)

    def part(self) -> None:
        """Say good-bye."""
        with contextlib.suppress(OSError):
            self._limit(PARTS_WITHIN)
            self._client.quit()
        self._client.close()

    def _connect(self, called: str) -> smtplib.SMTP:
        server, left = self._server, self._left()
        if server.secure:
            return _SecureLine(
                self._until, server.host, server.port, called, timeout=left, context=self._context
            )
        return _Line(self._until, server.host, server.port, called, timeout=left)

    def _send(self, content: bytes) -> tuple[int, bytes]:
        """Send the content, with its full stop; a line that begins with one gets a second."""
        self._client.send(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")
        code, said = self._client.getreply()
        return code, said

    def _answer(
        self,
        where: str,
        say: Callable[[], tuple[int, bytes]],
        expected: frozenset[int] | set[int],
        *,
        lasting: bool = True,
        certain: bool = True,
    ) -> None:
        """Say something and expect an answer; `lasting`: a refusal of it is one for good."""
        code, _ = self._step(where, say, certain=certain)
        if code not in expected:
            for_good = lasting and code >= FOR_GOOD
            reason = Reason.REFUSED if for_good else None
            raise Undelivered(f"smtp_{where}_{code}", reason=reason, for_good=for_good)

    def _step(self, where: str, do: Callable[[], Any], *, certain: bool = True) -> Any:
        try:
            if where != "connect":
                self._limit(self._left())
            return do()
        except smtplib.SMTPResponseException as refused:
            raise Undelivered(f"smtp_{where}_{refused.smtp_code}") from None
        except (OSError, ValueError) as error:  # ValueError: what cannot be said in SMTP at all
            detail = f"smtp_{where}_{type(error).__name__}"
            raise Undelivered(detail, certain=certain) from None

    def _left(self) -> float:
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _limit(self, seconds: float) -> None:
        if self._client.sock is not None:
            self._client.sock.settimeout(seconds)


@contextlib.contextmanager
def talk(
    server: MailServer, called: str, seconds: float, context: ssl.SSLContext | None = None
) -> Iterator[Talk]:
    """Begin a talk with the server and sign in; it ends with the block."""
    begun = Talk(server, called, seconds, context)
    try:
        begun.sign_in()
        yield begun
    finally:
        begun.part()
