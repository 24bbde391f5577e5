"""Letters are handed to a real mail server, and every failure says what is known of it."""

from __future__ import annotations

import contextlib
import hashlib
import socket
import ssl
import threading
import time
from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.notices import BY_MAIL, Reason
from bot.interviews.ports.post import NotBegun, Receipt, Undelivered
from bot.mail.server import MailServer, talk
from bot.server import bind

pytestmark = pytest.mark.slow

LOGIN = "sam:s3cret%3A%40@"


def deliver(writer: Any, url: str, *, context: Any = None, timeout: float = 30, **more: Any) -> Any:
    post = writer.post(url, context, timeout)
    return post.deliver(writer.notice(**more), writer.kept(), writer.ana, None)


def fails(writer: Any, url: str, **more: Any) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        deliver(writer, url, **more)
    return caught.value


def known_of(failed: Undelivered) -> tuple[str, bool, bool]:
    return failed.detail, failed.certain, failed.for_good


def test_a_letter_is_handed_over_and_its_id_is_made_of_the_notice(office: Any, writer: Any) -> None:
    receipt = deliver(writer, office.url())
    made_of_key = hashlib.sha256(b"Ev1.booked").hexdigest()[:32]
    assert receipt == Receipt(channel=BY_MAIL, ts=f"<{made_of_key}@acme.example>")
    [envelope], [message] = office.letters, office.messages()
    assert (envelope.mail_from, envelope.rcpt_tos) == (
        "interviews@acme.example", ["ana@example.com"],
    )  # fmt: skip
    assert message["Message-ID"] == receipt.ts
    assert deliver(writer, office.url()).ts == receipt.ts


def test_the_login_is_given_once_the_line_is_secure(
    offices: Any, writer: Any, certificates: Any
) -> None:
    office = offices(tls_context=certificates.server, auth_required=True)
    office._how["authenticator"] = office.authenticate
    deliver(writer, office.url(LOGIN), context=certificates.trusting)
    assert office.logins == [("sam", "s3cret:@")]
    assert len(office.letters) == 1


def test_a_line_can_be_secure_from_the_first_byte(
    offices: Any, writer: Any, certificates: Any
) -> None:
    office = offices(tls=certificates.server)
    deliver(writer, office.url(scheme="smtps"), context=certificates.trusting)
    assert len(office.letters) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_nothing_is_told_to_a_server_that_nobody_vouches_for(
    offices: Any, writer: Any, certificates: Any, scheme: str
) -> None:
    how = {"smtp": "tls_context", "smtps": "tls"}
    office = offices(**{how[scheme]: certificates.server})
    failed = fails(writer, office.url(LOGIN, scheme), context=ssl.create_default_context())
    where = {"smtp": "tls", "smtps": "connect"}[scheme]
    assert known_of(failed) == (f"smtp_{where}_SSLCertVerificationError", True, False)
    assert (office.logins, office.letters) == ([], [])


def test_a_login_that_is_refused_waits_for_a_better_one(offices: Any, writer: Any) -> None:
    office = offices(auth_require_tls=False)
    office._how["authenticator"] = office.authenticate
    failed = fails(writer, office.url("sam:wrong@"))
    assert known_of(failed) == ("smtp_login_535", True, False)
    deliver(writer, office.url(LOGIN))  # in the clear, to this machine
    assert len(office.letters) == 1


@pytest.mark.allow_hosts(["127.0.0.1", "127.0.0.2"])
def test_a_login_never_leaves_this_machine_in_the_clear(offices: Any, writer: Any) -> None:
    office = offices(auth_require_tls=False)
    office._how["authenticator"] = office.authenticate
    with socket.create_server(("127.0.0.2", 0)) as elsewhere:
        # What stands for another machine passes on what it hears, and reads along.
        heard = _reading_along(elsewhere, office.port)
        url = f"smtp://{LOGIN}127.0.0.2:{elsewhere.getsockname()[1]}"
        failed = fails(writer, url)
        assert known_of(failed) == ("smtp_offers_no_tls", True, False)
        assert b"ehlo" in b"".join(heard)
        assert b"AUTH" not in b"".join(heard).upper()
    assert office.logins == []


def _reading_along(elsewhere: socket.socket, port: int) -> list[bytes]:
    heard: list[bytes] = []

    def pass_on(source: socket.socket, target: socket.socket, *, note: bool) -> None:
        with source, target, contextlib.suppress(OSError):
            while data := source.recv(4096):
                if note:
                    heard.append(data)
                target.sendall(data)

    def take() -> None:
        here, _ = elsewhere.accept()
        there = socket.create_connection(("127.0.0.1", port))
        for source, target, note in ((here, there, True), (there, here, False)):
            threading.Thread(
                target=pass_on, args=(source, target), kwargs={"note": note}, daemon=True
            ).start()

    threading.Thread(target=take, daemon=True).start()
    return heard


def test_a_server_that_is_not_there_has_accepted_nothing(writer: Any) -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
    failed = fails(writer, f"smtp://127.0.0.1:{port}")
    assert known_of(failed) == ("smtp_connect_ConnectionRefusedError", True, False)


def test_a_server_that_says_nothing_is_left_in_time(writer: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        began = time.monotonic()
        failed = fails(writer, f"smtp://127.0.0.1:{mute.getsockname()[1]}", timeout=0.2)
        assert failed.detail.startswith("smtp_connect_")
        assert (failed.certain, failed.for_good) == (True, False)
        assert time.monotonic() - began < 20


@pytest.mark.slow
@pytest.mark.parametrize("drop", [b"2", b"220-wait\r\n"])
def test_a_server_that_never_comes_to_an_end_is_left_in_time(writer: Any, drop: bytes) -> None:
    left = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as slow:

        def drips() -> None:
            here, _ = slow.accept()
            with here, contextlib.suppress(OSError):
                while True:  # each byte comes well within the time, and there is always one more
                    here.sendall(drop)
                    time.sleep(0.02)
            left.set()

        threading.Thread(target=drips, daemon=True).start()
        failed = fails(writer, f"smtp://127.0.0.1:{slow.getsockname()[1]}", timeout=1)
        assert left.wait(30)
    assert (failed.certain, failed.for_good) == (True, False)


@pytest.mark.slow
@pytest.mark.parametrize("silent", ["MAIL", "RCPT"])
def test_a_server_that_greets_and_hangs_is_left_in_time(
    office: Any, writer: Any, silent: str
) -> None:
    office.silent = silent
    failed = fails(writer, office.url(), timeout=1)
    assert (failed.certain, failed.for_good) == (True, False)


@pytest.mark.slow
def test_a_server_that_hangs_after_the_last_line_leaves_it_in_doubt(
    office: Any, writer: Any
) -> None:
    office.silent = "DATA"
    for within in (1, 4, 16):  # a slow machine does not get so far within a second
        failed = fails(writer, office.url(), timeout=within)
        if not failed.certain:
            break
    assert (failed.certain, failed.for_good) == (False, False)


@pytest.mark.parametrize(
    ("where", "said", "detail", "for_good"),
    [
        ("MAIL", "451 later", "smtp_from_451", False),
        ("MAIL", "550 who are you", "smtp_from_550", False),  # the setting can be put right
        ("RCPT", "450 mailbox busy", "smtp_to_450", False),
        ("RCPT", "550 ana@example.com does not live here", "smtp_to_550", True),
        ("DATA", "452 no room", "smtp_content_452", False),
        ("DATA", "554 not with that text", "smtp_content_554", True),
    ],
)
def test_a_refusal_says_whether_it_is_one_for_good(
    office: Any, writer: Any, where: str, said: str, detail: str, *, for_good: bool
) -> None:
    office.answers[where] = [said]
    failed = fails(writer, office.url())
    assert known_of(failed) == (detail, True, for_good)
    assert failed.reason is (Reason.REFUSED if for_good else None)
    assert office.letters == []
    deliver(writer, office.url())  # it has said no once
    assert len(office.letters) == 1


@pytest.mark.parametrize(("where", "certain"), [("MAIL", True), ("RCPT", True), ("DATA", False)])
def test_an_answer_that_is_lost_leaves_only_the_last_in_doubt(
    office: Any, writer: Any, where: str, certain: bool
) -> None:
    office.vanish = where
    failed = fails(writer, office.url())
    assert (failed.certain, failed.for_good) == (certain, False)
    assert len(office.letters) == (0 if certain else 1)


def test_a_letter_cannot_be_looked_for_or_edited(office: Any, writer: Any) -> None:
    post, notice, kept = writer.post(office.url()), writer.notice(), writer.kept()
    with pytest.raises(Undelivered) as unseen:
        post.find(notice, kept, writer.ana, None)
    assert unseen.value.for_good
    assert fails(writer, office.url(), loud=False).reason is Reason.NO_CARD
    assert post.turn(notice, writer.ana, timedelta(0)) == timedelta(0)
    assert office.letters == []


@pytest.mark.parametrize("email", [None, "", "nobody", "a b@example.com", "a@b@", "a@[::1", "@x"])
def test_who_has_no_address_is_not_reached(office: Any, writer: Any, email: str | None) -> None:
    writer.ana = writer.ana.but(email=email)
    assert not writer.post(office.url()).reaches(writer.ana)
    assert fails(writer, office.url()).reason is Reason.NO_CHANNEL


def test_an_address_may_be_in_any_script(office: Any, writer: Any) -> None:
    writer.ana = writer.ana.but(email="añá@bücher.example")
    deliver(writer, office.url())
    assert office.letters[0].rcpt_tos == ["añá@xn--bcher-kva.example"]


def test_a_server_that_knows_ascii_alone_is_not_asked_for_more(offices: Any, writer: Any) -> None:
    office = offices()
    office._how["enable_SMTPUTF8"] = False
    writer.ana = writer.ana.but(email="añá@example.com")
    assert known_of(fails(writer, office.url())) == ("smtp_only_ascii", True, True)


def test_nothing_is_sent_under_a_claim_that_ends_first(office: Any, writer: Any) -> None:
    ends = writer.NOW + timedelta(seconds=4)
    failed = fails(writer, office.url(), lease_until=ends, lease_token="t")
    assert known_of(failed) == ("lease_over", True, False)
    assert office.letters == []


def test_lines_that_begin_with_a_full_stop_arrive_whole(office: Any, writer: Any) -> None:
    kept = writer.kept(location="..\n.\n.hidden")
    writer.post(office.url()).deliver(writer.notice(), kept, writer.ana, None)
    body = office.messages()[0].get_body(("plain",))
    assert "Where: .. . .hidden" in body.get_content()


def test_a_talk_ends_with_its_block_whatever_happens(office: Any) -> None:
    with pytest.raises(ZeroDivisionError), talk(MailServer.at(office.url()), "here", 5):
        1 / 0  # noqa: B018 - it is to fail


def test_once_told_to_stop_no_letter_is_begun(office: Any, writer: Any) -> None:
    post = writer.post(office.url(), None, 30)
    post.stop()
    with pytest.raises(NotBegun):
        post.deliver(writer.notice(), writer.kept(), writer.ana, None)
    assert office.letters == []
