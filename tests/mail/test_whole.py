"""The whole bot with people outside Slack, over a real mail server."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from bot.cli.logs import one_line_an_event
from bot.clock import Clock, monotonic
from bot.house import House
from bot.interviews.model import Actor, Door, Kind, Person, Role
from bot.interviews.notices import BY_MAIL, Notice, Reason, State, What
from bot.interviews.plans import Booking
from bot.interviews.sending.terms import Terms
from bot.playground.mail import Letter
from bot.settings import Settings

pytestmark = pytest.mark.slow
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MIA = 'for "Mia Long <mia@example.net>"'
LINE = f"{MIA} with @pat fri 3pm 45m video at https://meet.example.com/x"


def letters(acme: Any, to: str = "mia@example.net") -> list[Letter]:
    found: list[Letter] = acme.demo.mail.to(to)
    return found


def notices(acme: Any, interview_id: int, email: str) -> list[Notice]:
    with acme.house.book.read() as pages:
        person = pages.person_with_email(acme.house.workspace_id, email)
        found = pages.notices(acme.house.workspace_id, interview_id)
    return [notice for notice in found if notice.person_id == person.id]


def endings(acme: Any, interview_id: int, email: str) -> list[tuple[Any, ...]]:
    found = notices(acme, interview_id, email)
    return [(each.what, each.state, each.reason) for each in found if each.lead_time is None]


def test_somebody_outside_is_invited_moved_reminded_and_told_that_it_is_off(acme: Any) -> None:
    acme.sam.types(f"/interview {LINE}")
    seen = acme.sam.sees()
    assert "Will be told by e-mail: Mia Long" in seen
    assert "so I can't tell them" not in seen
    acme.sam.presses("Book")
    acme.settle()
    [invitation] = letters(acme)
    assert "Sam from Acme has arranged a video interview for you" in invitation.text()
    acme.sam.types("/interview 1 move +30m")
    acme.sam.presses("Move")
    acme.settle()
    assert "15:00–15:45 Madrid → Fri 27 Nov 2026, 15:30–16:15 Madrid" in letters(acme)[1].text()
    acme.turn_clock(to=datetime(2026, 11, 27, 14, 20, tzinfo=UTC))
    said = [letter.header("Subject") for letter in letters(acme)[2:]]
    assert said == [
        "15:30 (Madrid time), in 24 hours: your video interview with Acme. Open to answer.",
        "15:30 (Madrid time), in 1 hour: your video interview with Acme. Open to join.",
        "15:30 (Madrid time), in 10 minutes: your video interview with Acme. Open to join.",
    ]
    acme.sam.types("/interview 1 cancel Pat is ill")
    acme.sam.presses("Cancel interview")
    acme.settle()
    last = letters(acme)[-1]
    assert "Why: Pat is ill" in last.text()
    files = [icalendar.Calendar.from_ical(each.files()["interview.ics"]) for each in letters(acme)]
    events = [file.walk("VEVENT")[0] for file in files]
    assert len({event["UID"] for event in events}) == 1
    sequences = [event["SEQUENCE"] for event in events]
    assert sequences == sorted(sequences)
    assert [file["METHOD"] for file in files] == ["REQUEST"] * 5 + ["CANCEL"]
    sent = [each for each in notices(acme, 1, "mia@example.net") if each.state is State.SENT]
    assert {each.channel for each in sent} == {BY_MAIL}
    assert {each.ts for each in sent} == {each.header("Message-ID") for each in letters(acme)}
    assert letters(acme, "pat@acme.example") == []  # who is in Slack gets none


def test_a_letter_is_not_edited(acme: Any) -> None:
    acme.sam.types(f"/interview {MIA} with @pat 4 dec 3pm 45m video at https://meet.example.com/x")
    acme.sam.presses("Book")
    acme.settle()
    changed = '{"interview": {"location": "https://meet.example.com/y"}}'
    assert acme.calls(acme.sam, "PATCH", "/interviews/1", changed).status_code == 200
    acme.settle()
    assert endings(acme, 1, "mia@example.net")[1] == (
        What.CHANGED, State.SKIPPED, Reason.NO_CARD,
    )  # fmt: skip
    assert len(letters(acme)) == 1


def test_what_slack_refuses_for_good_goes_by_mail(acme: Any) -> None:
    """Ana has closed her account meanwhile, and the bot has not heard of it."""
    acme.books()
    assert letters(acme, "ana@example.com") == []
    acme.demo.playground.workspace.members["U0ANA"] = (
        acme.demo.playground.workspace.members["U0ANA"].changed(deleted=True)
    )  # fmt: skip
    acme.sam.types("/interview 1 move +30m")
    acme.sam.presses("Move")
    acme.settle()
    [letter] = letters(acme, "ana@example.com")
    assert "Sam Rivera has moved your interview." in letter.text()
    moved = notices(acme, 1, "ana@example.com")[-1]
    told = next(each for each in notices(acme, 1, "ana@example.com") if each.what is What.MOVED)
    assert (told.state, told.channel) == (State.SENT, BY_MAIL)
    assert moved.state is not State.FAILED
    assert "could not reach" not in acme.sam.sees()


def test_who_is_known_to_have_left_slack_gets_mail(acme: Any) -> None:
    acme.books()
    ana = acme.person(acme.ana)
    with acme.house.book.write() as pages:
        pages.save_person(ana.but(active=False))
    acme.sam.types("/interview 1 cancel")
    acme.sam.presses("Cancel interview")
    acme.settle()
    assert len(letters(acme, "ana@example.com")) == 1


@pytest.mark.parametrize("mail", [False])
def test_without_a_mail_server_nothing_is_different(acme: Any) -> None:
    acme.sam.types(f"/interview {LINE}")
    assert "Mia Long is not in Slack, so I can't tell them." in acme.sam.sees()
    acme.sam.presses("Book")
    acme.settle()
    assert endings(acme, 1, "mia@example.net") == [
        (What.BOOKED, State.SKIPPED, Reason.NO_CHANNEL),
    ]  # fmt: skip


def test_the_apis_calendar_file_is_the_same_event_as_the_letters(acme: Any) -> None:
    acme.sam.types(f"/interview {LINE}")
    acme.sam.presses("Book")
    acme.settle()
    published = acme.calls(acme.sam, "GET", "/interviews/1.ics").content
    [mailed] = icalendar.Calendar.from_ical(letters(acme)[0].files()["interview.ics"]).walk(
        "VEVENT"
    )
    [fetched] = icalendar.Calendar.from_ical(published).walk("VEVENT")
    for field in ("UID", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS"):
        assert fetched[field].to_ical() == mailed[field].to_ical(), field
    assert b"METHOD:PUBLISH" in published
    assert b"ATTENDEE" not in published  # nobody's address goes out by the API


def test_the_in_box_shows_letters_as_a_mail_program_does(acme: Any) -> None:
    acme.sam.types(f"/interview {LINE}")
    acme.sam.presses("Book")
    acme.settle()
    get = acme.wire._client.get
    subject = "15:00 (Madrid time), Fri 27 Nov: your video interview with Acme. Open to answer."
    assert subject in get("/mail").text
    assert get("/mail/count").json() == 1
    page = get("/mail/1")
    for said in (subject, "mia@example.net", "interviews@acme.example", "sam@acme.example",
                 "Does the time suit you?", "sandbox", 'src="/mail/1/html"'):  # fmt: skip
        assert said in page.text
    framed = get("/mail/1/html")
    assert "sandbox" in framed.headers["content-security-policy"]
    assert "<strong>" in framed.text
    file = get("/mail/1/files/interview.ics")
    assert file.headers["content-disposition"] == "attachment"
    assert file.content.startswith(b"BEGIN:VCALENDAR")
    for nowhere in ("/mail/2", "/mail/2/html", "/mail/1/files/other", "/mail/x"):
        assert get(nowhere).status_code == 404
    assert acme.sam.state()["letters"] == 1


class Alone:
    """A house without Slack, which tells Mia of interviews by that mail server."""

    def __init__(self, book_url: str, url: str) -> None:
        settings = Settings.for_demo(
            database_url=book_url, slack_api_url="http://127.0.0.1:1/", company="Acme",
            smtp_url=url, mail_from="interviews@acme.example",
            lead_times="interviewee=1h;interviewer=off",
        )  # fmt: skip
        self.house = House(settings, Clock(NOW))
        self.house.terms = Terms().scaled(0.1)
        workspace = self.house.only_workspace()
        with self.house.book.write() as pages:
            sam, pat, mia = (
                pages.add_person(
                    Person(id=0, workspace_id=workspace, title=name, role=role, email=email)
                )
                for name, role, email in (
                    ("Sam Rivera", Role.OPERATOR, None),
                    ("Pat Chen", Role.INTERVIEWER, None),
                    ("Mia Long", Role.DRIVER, "mia@example.net"),
                )
            )
        assert self.house.mail() == "interviews@acme.example"
        self._by = Actor(person=sam, door=Door.API)
        self._pat, self._mia = pat, mia

    def books(self) -> None:
        start_at = NOW + timedelta(days=3)
        booking = Booking(
            kind=Kind.PHONE_CALL, start_at=start_at, end_at=start_at + timedelta(minutes=30),
            interviewee_id=self.house.people.open_applications(self._mia, by=self._by)[0].id,
            interviewer_id=self._pat.id, location="+34 600 000 000",
        )  # fmt: skip
        self.house.interviews.do(booking, by=self._by)
        self.settle()

    def settle(self) -> None:
        assert self.house.heartbeat is not None
        self.house.heartbeat.sweep()

    def told(self, what: What = What.BOOKED) -> Notice:
        """What became of the notice to Mia."""
        with self.house.book.read() as pages:
            found = pages.notices(self._mia.workspace_id, 1)
        return next(each for each in found if (each.person_id, each.what) == (self._mia.id, what))


@pytest.fixture
def alone(book_url: str, office: Any) -> Iterator[Alone]:
    alone = Alone(book_url, office.url())
    yield alone
    alone.house.close()


def test_without_slack_people_are_told_by_mail_alone(alone: Alone, office: Any) -> None:
    alone.books()
    assert [envelope.rcpt_tos for envelope in office.letters] == [["mia@example.net"]]
    assert (alone.told().state, alone.told().channel) == (State.SENT, BY_MAIL)


def test_a_server_that_is_busy_is_asked_again(alone: Alone, office: Any) -> None:
    office.answers["RCPT"] = ["451 later", "452 much later"]
    alone.books()
    assert (alone.told().state, office.letters) == (State.PLANNED, [])
    for _ in range(2):
        alone.house.move_clock(alone.house.clock.now() + timedelta(seconds=10))
    assert alone.told().state is State.SENT
    assert len(office.letters) == 1


def test_an_address_that_is_refused_fails_with_its_reason(alone: Alone, office: Any) -> None:
    office.answers["RCPT"] = ["550 nobody here"]
    alone.books()
    told = alone.told()
    assert (told.state, told.reason, told.detail) == (State.FAILED, Reason.REFUSED, "smtp_to_550")


def test_an_invitation_whose_answer_was_lost_is_not_doubled_and_a_reminder_is(
    alone: Alone, office: Any
) -> None:
    office.vanish = "DATA"
    alone.books()
    wait_until(lambda: alone.told().state is not State.CLAIMED, alone.settle)
    assert (alone.told().state, alone.told().reason) == (State.UNKNOWN, Reason.IN_DOUBT)
    assert len(office.letters) == 1
    alone.house.move_clock(NOW + timedelta(days=3, minutes=-59))
    wait_until(lambda: alone.told(What.REMINDER).state is State.FAILED, alone.settle)
    assert alone.told(What.REMINDER).reason is Reason.IN_DOUBT
    first, second = office.messages()[1:]  # and no third one
    assert first["Message-ID"] == second["Message-ID"]  # so that a program can tell


def wait_until(holds: Callable[[], bool], meanwhile: Callable[[], None]) -> None:
    deadline = monotonic() + 30
    while not holds():
        assert monotonic() < deadline
        meanwhile()


def test_nothing_of_anybody_stands_in_the_log(
    alone: Alone, office: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    office.answers["MAIL"] = ["450 Mia Long, mia@example.net"]
    office.answers["RCPT"] = ["550 Mia Long, mia@example.net"]
    alone.books()
    alone.house.move_clock(alone.house.clock.now() + timedelta(seconds=10))
    assert alone.told().state is State.FAILED
    assert "notice_not_sent" in caplog.text
    log = "\n".join(one_line_an_event().format(record) for record in caplog.records)
    assert "smtp_to_550" in log
    assert not re.search(r"mia|long|example|acme|rivera|\+34", log, re.IGNORECASE)
