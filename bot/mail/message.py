"""A letter as an e-mail: plain text and HTML with the same content, and the calendar file.

All headers are written by the standard library, which refuses a line break in any of them; the
texts are on one line before they come here.
"""

from __future__ import annotations

import functools
import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING

from bot.interviews.model import Kept, Person
from bot.interviews.notices import Notice
from bot.mail.addresses import address
from bot.mail.letter import Letter, writer_of
from bot.words.text import cut, one_line

if TYPE_CHECKING:
    from jinja2 import Template

NAME = 80
FILE = "interview.ics"


def mailbox(person: Person) -> Address | None:
    """Give a person's address with their name; None when there is none to write to."""
    return address(person.email, _in_header(cut(one_line(person.title), NAME)))


def _in_header(text: str) -> str:
    """Give a line for a header: what looks like an encoded word (RFC 2047) is none any more."""
    return text.replace("=?", "= ?")


def message_id(notice: Notice, domain: str) -> str:
    """Give the letter's id: the same for a second copy of the same notice."""
    return f"<{hashlib.sha256(notice.key.encode()).hexdigest()[:32]}@{domain}>"


def message_of(
    letter: Letter, notice: Notice, kept: Kept, sent_at: datetime, *, source: Address, to: Address
) -> EmailMessage:
    """Make the e-mail: everything but the calendar file, which `finish` adds."""
    message = EmailMessage(policy=SMTP)
    message["From"] = source
    message["To"] = to
    reply_to = _reads_answers(notice, kept, to)
    if reply_to:
        message["Reply-To"] = reply_to
    message["Subject"] = _in_header(letter.subject)
    message["Date"] = sent_at
    message["Message-ID"] = message_id(notice, source.domain)
    # All letters about an interview refer to one that never was, so that they form one thread.
    message["References"] = f"<interview-{kept.id}.{kept.workspace_id}@{source.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(as_text(letter))
    message.add_alternative(_template().render(letter=letter), subtype="html")
    return message


def finish(message: EmailMessage, letter: Letter, file: bytes, method: str) -> None:
    """Add the calendar file: for programs that act on it by themselves, and to be opened by hand.

    What is said of the whole content comes last, since it would move into the first part of it.
    """
    if method != "PUBLISH":
        text = file.decode()
        message.add_alternative(text, subtype="calendar", params={"method": method})
    message.add_attachment(file, "application", "ics", filename=FILE)
    message["Content-Language"] = letter.language


def as_text(letter: Letter) -> str:
    """Give the letter as plain text."""
    blocks = [
        [letter.greeting],
        [letter.sentence],
        [f"{was} → {now}" for was, now in letter.changes],
        list(letter.facts_in_lines),
        list(letter.remarks),
        [letter.how_to_answer],
        [letter.foot],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _reads_answers(notice: Notice, kept: Kept, to: Address) -> Address | None:
    """Give where answers go: to whoever wrote what is passed on, else to the recruiter."""
    reads = writer_of(notice, kept) or kept.owner
    found = mailbox(reads) if reads and reads.active else None
    return None if found is None or found.addr_spec == to.addr_spec else found


@functools.cache
def _template() -> Template:
    # Loading it takes a tenth of a second, which is a waste where no letter is written.
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415 - see above

    loader = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=loader, autoescape=True).get_template("letter.html")
