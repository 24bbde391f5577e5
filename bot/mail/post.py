"""Delivers notices as e-mails. A letter is never edited, and cannot be looked for afterwards."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage

from bot.interviews.model import Kept, Person
from bot.interviews.notices import BY_MAIL, Card, Notice, Reason, What
from bot.interviews.ports.book import HouseClock
from bot.interviews.ports.post import NotBegun, Receipt, Undelivered
from bot.mail.letter import words_for, write
from bot.mail.message import finish, mailbox, message_of
from bot.mail.server import MailServer, talk
from bot.words.calendar import Invitation, calendar_file
from bot.words.view import Setting

AT_ONCE = 3  # connections: as many as the large providers allow one sender
LINE_WITHIN = 1.0  # seconds to wait for one of them: others have messages to send meanwhile
LINES_BUSY = timedelta(seconds=5)


class MailPost:
    """The post by e-mail, through one server.

    `source` is the sender. A letter is handed over within the `timeout`, by the machine's time,
    which `machine_now` tells. `context` says whose certificates are good. The `calendar_name` is
    the workspace's.
    """

    def __init__(
        self,
        server: MailServer,
        source: Address,
        setting: Setting,
        clock: HouseClock,
        machine_now: Callable[[], datetime],
        timeout: timedelta,
        calendar_name: str,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._server = server
        self._source = source
        self._setting = setting
        self._clock = clock
        self._machine_now = machine_now
        self._timeout = timeout
        self._calendar_name = calendar_name
        self._context = context
        self._stopped = False
        self._lines = threading.BoundedSemaphore(AT_ONCE)

    def reaches(self, person: Person) -> bool:
        """Whether they have an address that can be written to."""
        return mailbox(person) is not None

    def pause(self) -> timedelta:
        """Say that letters can leave at any time."""
        return timedelta(0)

    def turn(self, _notice: Notice, _person: Person, _longest: timedelta) -> timedelta:
        """Say that it need not wait: the server says so itself when it is too much."""
        return timedelta(0)

    def stop(self) -> None:
        """Begin no other letter."""
        self._stopped = True

    def find(
        self, _notice: Notice, _kept: Kept, _person: Person, _card: Card | None
    ) -> Receipt | None:
        """Refuse for good: nobody can look into a stranger's letter box."""
        raise Undelivered("mail_cannot_be_looked_for", for_good=True)

    def deliver(self, notice: Notice, kept: Kept, person: Person, _card: Card | None) -> Receipt:
        """Hand a letter over to the server; Undelivered says whether it may have been accepted."""
        to = mailbox(person)
        if to is None:
            raise Undelivered("no_address", reason=Reason.NO_CHANNEL, for_good=True)
        if not notice.loud:
            raise Undelivered("a_letter_stays", reason=Reason.NO_CARD, for_good=True)
        message = self._message(notice, kept, person, to)
        with self._a_line(notice):
            self._send(message, to)
        return Receipt(channel=BY_MAIL, ts=str(message["Message-ID"]))

    def _message(self, notice: Notice, kept: Kept, person: Person, to: Address) -> EmailMessage:
        now = self._clock.now()
        letter = write(notice, kept, person, now, self._setting)
        message = message_of(letter, notice, kept, now, source=self._source, to=to)
        if notice.what is What.SEVERAL:  # a calendar file says one
            message["Content-Language"] = letter.language
            return message
        only_runs_it = kept.side_of(person.id) is None and _runs(person, kept)
        invites = None if only_runs_it else Invitation(self._source.addr_spec, person)
        words = words_for(kept, person, self._setting)
        file = calendar_file(
            kept,
            words,
            self._setting.company,
            now,
            calendar_name=self._calendar_name,
            invitation=invites,
        )
        finish(message, letter, file, invites.method(kept) if invites else "PUBLISH")
        return message

    def _send(self, message: EmailMessage, to: Address) -> None:
        seconds = self._timeout.total_seconds()
        with talk(self._server, self._source.domain, seconds, self._context) as begun:
            begun.hand_over(message, self._source.addr_spec, to.addr_spec)

    @contextmanager
    def _a_line(self, notice: Notice) -> Iterator[None]:
        """Take one of the few lines, while there is enough of the notice's claim left to use it."""
        if not self._lines.acquire(timeout=LINE_WITHIN):
            raise Undelivered("mail_lines_busy", retry_after=LINES_BUSY)
        try:
            if self._stopped:
                raise NotBegun("stopped")
            ends = notice.lease_until
            if ends is not None and self._machine_now() + self._timeout > ends:
                raise Undelivered("lease_over")
            yield
        finally:
            self._lines.release()


def _runs(person: Person, kept: Kept) -> bool:
    return kept.owner is not None and kept.owner.id == person.id
