"""What `doctor` says of the mail server, and `serve` at start."""

from __future__ import annotations

import socket
import threading
from typing import Any

import pytest

from bot.doctor import Verdict, examine
from bot.mail.server import MailServer
from bot.mail.trouble import trouble
from bot.server import bind
from bot.settings import Settings

pytestmark = pytest.mark.slow


def found(book_url: str, **given: Any) -> tuple[Verdict, str]:
    settings = Settings.for_demo(
        database_url=book_url, slack_api_url="http://127.0.0.1:9/", **given
    )
    finding = next(each for each in examine(settings) if each.what == "e-mail")
    return finding.verdict, finding.says


def test_without_a_mail_server_doctor_says_who_is_not_told(book_url: str) -> None:
    verdict, says = found(book_url)
    assert verdict is Verdict.WELL
    assert "INTERVIEW_BOT_SMTP_URL is not set" in says


def test_a_server_that_answers_is_well(book_url: str, office: Any) -> None:
    verdict, says = found(book_url, smtp_url=office.url(), mail_from="a@acme.example")
    assert (verdict, says) == (
        Verdict.WELL, f"127.0.0.1:{office.port} answers and asks for no login.",
    )  # fmt: skip
    assert office.letters == []


def test_a_server_that_is_not_there_is_wrong(book_url: str) -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
    verdict, says = found(book_url, smtp_url=f"smtp://127.0.0.1:{port}", mail_from="a@acme.example")
    assert verdict is Verdict.WRONG
    assert says == (
        f"The mail server 127.0.0.1:{port} cannot be reached "
        "(smtp_connect_ConnectionRefusedError). Look at INTERVIEW_BOT_SMTP_URL. "
        "Whatever is to go by e-mail waits meanwhile."
    )


def test_a_login_that_is_refused_is_said_without_being_shown(offices: Any) -> None:
    office = offices(auth_require_tls=False)
    office._how["authenticator"] = office.authenticate
    said = trouble(MailServer.at(office.url("sam:hush@")), "acme.example")
    assert said is not None
    assert "does not accept the login (smtp_login_535)" in said
    assert "hush" not in said
    assert trouble(MailServer.at(office.url("sam:s3cret%3A%40@")), "acme.example") is None


def test_certificates_that_nobody_vouches_for_are_said(offices: Any, certificates: Any) -> None:
    office = offices(tls_context=certificates.server)
    server = MailServer.at(office.url("sam:s3cret%3A%40@"))
    said = trouble(server, "acme.example")
    assert said is not None
    assert "cannot be trusted" in said
    assert trouble(server, "acme.example", certificates.trusting) is not None  # knows no login


@pytest.mark.parametrize(
    ("greeting", "hangs", "why"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", False, "cannot be reached (smtp_connect_"),
        (b"554 nobody here\r\n", False, "refuses to talk to this machine (smtp_connect_554)"),
        (b"", False, "cannot be reached (smtp_connect_SMTPServerDisconnected)"),
        (b"", True, "cannot be reached (smtp_connect_"),
        (b"220 hello\r\n", False, "does not speak SMTP (smtp_hello_SMTPServerDisconnected)"),
        (b"220 hello\r\n", True, "does not speak SMTP (smtp_hello_"),
    ],
)
def test_what_does_not_talk_as_a_mail_server_does_is_said(
    greeting: bytes, why: str, *, hangs: bool
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port, over = other.getsockname()[1], threading.Event()

        def answers() -> None:
            here, _ = other.accept()
            with here:
                here.sendall(greeting)
                over.wait(10 if hangs else 0)

        threading.Thread(target=answers, daemon=True).start()
        said = trouble(MailServer.at(f"smtp://127.0.0.1:{port}"), "acme.example", within=0.5)
        over.set()
    assert said is not None
    assert f"The mail server 127.0.0.1:{port} {why}" in said
    assert "Look at INTERVIEW_BOT_SMTP_URL. Whatever is to go by e-mail waits" in said


@pytest.mark.parametrize(
    "url",
    ["smtp://", "smtp:host", "http://host", "smtp://host/path", "smtp://host:99999", "smtp://u@h"],
)
def test_what_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the settings say it in their own words
        MailServer.at(url)
