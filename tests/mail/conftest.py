"""A real SMTP server that does as it is told, and a post that hands letters to it."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from arranging import applied, arranged

from bot.interviews.model import (
    Kept,
    Person,
    Role,
    Side,
    Status,
)
from bot.interviews.notices import Notice, What
from bot.mail.addresses import sender
from bot.mail.post import MailPost
from bot.mail.server import MailServer
from bot.server import bind
from bot.words.view import Setting

NOW = datetime(2026, 11, 27, 13, 50, tzinfo=UTC)
START = datetime(2026, 11, 27, 14, tzinfo=UTC)  # Friday, 15:00 in Madrid
SOURCE = sender("Acme interviews <interviews@acme.example>")


class Office:
    """An SMTP server in a thread. It takes every letter, unless it was told something else.

    `answers` holds what it says instead to MAIL, RCPT or DATA, one after the other; with `vanish`
    it breaks the connection at that point, and with `silent` it says nothing more from there on.
    """

    def __init__(self, **how: Any) -> None:
        self.letters: list[Envelope] = []
        self.logins: list[tuple[str, str]] = []
        self.answers: dict[str, list[str]] = {}
        self.vanish: str | None = None
        self.silent: str | None = None
        self._tls = how.pop("tls", None)
        self._how = how
        self._bound = bind("127.0.0.1", 0)
        self.port = self._bound.getsockname()[1]
        self._open = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._work()), daemon=True)
        self._thread.start()
        assert self._open.wait(10)

    def url(self, login: str = "", scheme: str = "smtp", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{login}{host}:{self.port}"

    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(each.content, policy=default) for each in self.letters]

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._closed.set)
        self._thread.join(5)

    def authenticate(self, _s: Any, _x: Any, _e: Any, _mechanism: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        self.logins.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=given.password == b"s3cret:@", handled=False)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return await self._says("MAIL", server)

    async def handle_RCPT(  # noqa: N802 - the same
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _: list[str]
    ) -> str:
        said = await self._says("RCPT", server)
        if said.startswith("2"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(  # noqa: N802 - the same
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        said = self.answers.get("DATA") or ["250 OK"]
        if said[0].startswith("2"):
            self.letters.append(envelope)
        return await self._says("DATA", server)

    async def _says(self, where: str, server: SMTP) -> str:
        if self.silent == where:
            await asyncio.sleep(60)
        if self.vanish == where:
            assert server.transport is not None
            server.transport.abort()
        return self.answers[where].pop(0) if self.answers.get(where) else "250 OK"

    async def _work(self) -> None:
        def answers() -> SMTP:
            return SMTP(self, hostname="localhost", **{"enable_SMTPUTF8": True} | self._how)

        self._loop, self._closed = asyncio.get_running_loop(), asyncio.Event()
        server = await self._loop.create_server(answers, sock=self._bound, ssl=self._tls)
        self._open.set()
        await self._closed.wait()
        server.close()


class Standing:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW


class Writer:
    """An interview, and what there is to tell of it."""

    NOW, START = NOW, START

    def __init__(self) -> None:
        self.ana = Person(
            id=1, workspace_id=1, title="Ana Ruiz", email="ana@example.com",
            time_zone="Europe/Madrid", locale="en-GB", phone_number="+34 600 111 222",
        )  # fmt: skip
        self.pat = Person(
            id=2, workspace_id=1, title="Pat Chen", email="pat@acme.example",
            time_zone="America/New_York", role=Role.INTERVIEWER,
        )  # fmt: skip
        self.sam = Person(
            id=3, workspace_id=1, title="Sam Rivera", email="sam@acme.example",
            time_zone="Europe/Madrid", role=Role.OPERATOR,
        )  # fmt: skip
        self.setting = Setting(company="Acme", mails=True)

    def post(
        self, url: str, context: ssl.SSLContext | None = None, timeout: float = 30
    ) -> MailPost:
        seconds = timedelta(seconds=timeout)
        server = MailServer.at(url)
        return MailPost(
            server, SOURCE, self.setting, Standing(), lambda: NOW, seconds, "a1b2", context
        )

    def kept(self, **changes: Any) -> Kept:
        """The interview, with other fields of its own or of what is kept beside it."""
        ana, pat = changes.pop("ana", self.ana), changes.pop("pat", self.pat)
        known = {"location": "https://meet.example.com/a", "version": 3, "owner": self.sam}
        return arranged(applied(ana, NOW), ana, pat, START, **known | changes)

    def proposed(self) -> Kept:
        start = START + timedelta(days=3)
        return self.kept(
            status=Status.AMENDED, amended_by=Side.INTERVIEWEE, amend_start_at=start,
            amend_end_at=start + timedelta(minutes=45), status_before=Status.PENDING,
        )  # fmt: skip

    def notice(self, what: What = What.BOOKED, person: Person | None = None, **more: Any) -> Notice:
        known = {
            "workspace_id": 1, "interview_id": 27, "person_id": (person or self.ana).id,
            "what": what, "version": 3, "loud": True, "due_at": NOW, "created_at": NOW,
            "key": f"Ev1.{what.value}", "values": {"by": "Sam Rivera", "by_id": 3},
        }  # fmt: skip
        return Notice(**known | more)


@pytest.fixture
def writer() -> Writer:
    return Writer()


@pytest.fixture
def offices() -> Iterator[Callable[..., Office]]:
    """Open mail servers; they are closed at the end."""
    with contextlib.ExitStack() as open_ones:

        def opened(**how: Any) -> Office:
            return open_ones.enter_context(contextlib.closing(Office(**how)))

        yield opened


@pytest.fixture
def office(offices: Callable[..., Office]) -> Office:
    return offices()


class Certificates:
    """Those of the server, and of whoever trusts them."""

    def __init__(self) -> None:
        authority = trustme.CA()
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1", "localhost").configure_cert(self.server)
        self.trusting = ssl.create_default_context()
        authority.configure_trust(self.trusting)


@pytest.fixture(scope="session")
def certificates() -> Certificates:
    return Certificates()


@pytest.fixture
def mail() -> bool:
    return True
