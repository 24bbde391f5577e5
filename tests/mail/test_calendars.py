"""The calendar files of an interview's letters, in a real calendar server."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import icalendar
import pytest
from radicale.app import Application
from radicale.config import load

from bot.interviews.model import Status
from bot.words import Words
from bot.words.calendar import Invitation, calendar_file

pytestmark = pytest.mark.slow
CALENDAR = "/ana/interviews"
DAY = timedelta(days=1)
ALL = b"""<?xml version="1.0"?>
<c:calendar-query xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:d="DAV:">
<d:prop><c:calendar-data/></d:prop>
<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/></c:comp-filter></c:filter>
</c:calendar-query>"""


class Silent(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


class Calendar:
    """Somebody's calendar at a server, and the mail program that puts invitations into it."""

    def __init__(self, port: int) -> None:
        self._port = port
        assert self._ask("MKCOL", "/ana/")[0] == 201
        assert self._ask("MKCALENDAR", CALENDAR + "/")[0] == 201

    def receives(self, file: bytes) -> None:
        """Do what a mail program does with an invitation (RFC 5546), by the server's own rules.

        One is put there by its UID, unless the one that is there is newer; a cancellation takes it
        away. What the server keeps says no METHOD (RFC 4791, 4.1).
        """
        read = icalendar.Calendar.from_ical(file)
        method = read.pop("METHOD")
        [event] = read.walk("VEVENT")
        path = f"{CALENDAR}/{event['UID']}.ics"
        known = [each for each in self.events() if each["UID"] == event["UID"]]
        assert all(each["SEQUENCE"] < event["SEQUENCE"] for each in known)
        if method == "CANCEL":
            assert self._ask("DELETE", path)[0] == 200
        else:
            assert method == "REQUEST"
            assert self._ask("PUT", path, read.to_ical())[0] in {201, 204}

    def events(self) -> list[icalendar.Event]:
        status, answer = self._ask("REPORT", CALENDAR + "/", ALL)
        assert status == 207
        files = answer.decode().split("BEGIN:VCALENDAR")[1:]
        return [
            icalendar.Calendar.from_ical(
                "BEGIN:VCALENDAR" + file.split("END:VCALENDAR")[0] + "END:VCALENDAR"
            ).walk("VEVENT")[0]
            for file in files
        ]

    def _ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        kind = "application/xml" if method == "REPORT" else "text/calendar"
        connection.request(method, path, body, {"Content-Type": kind, "Depth": "1"})
        answer = connection.getresponse()
        said = answer.status, answer.read()
        connection.close()
        return said


@pytest.fixture
def calendar(tmp_path: Path) -> Iterator[Calendar]:
    configuration = load()
    configuration.update(
        {
            "auth": {"type": "none"},
            "rights": {"type": "authenticated"},
            "storage": {"filesystem_folder": str(tmp_path)},
        },
        "test",
        privileged=True,
    )
    server = WSGIServer(("127.0.0.1", 0), Silent)
    server.set_app(Application(configuration))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Calendar(server.server_port)
    server.shutdown()
    thread.join(5)
    server.server_close()


def test_booked_moved_moved_and_cancelled_leaves_one_event_and_then_none(
    calendar: Calendar, writer: Any
) -> None:
    words = Words.of(writer.ana, writer.setting.default_zone)
    invitation = Invitation("interviews@acme.example", writer.ana)

    def receives(version: int, days: int, status: Status = Status.PENDING) -> None:
        start = writer.START + days * DAY
        end = start + timedelta(minutes=45)
        kept = writer.kept(version=version, start_at=start, end_at=end, status=status)
        calendar.receives(
            calendar_file(
                kept, words, "Acme", writer.NOW, calendar_name="a1b2", invitation=invitation
            )
        )

    receives(1, days=0)
    receives(2, days=3)
    receives(4, days=1)
    [event] = calendar.events()
    assert event.decoded("dtstart") == writer.START + DAY
    assert event["SUMMARY"] == "Interview with Acme: video call"
    receives(5, days=1, status=Status.CANCELLED)
    assert calendar.events() == []


def test_two_interviews_are_two_events(calendar: Calendar, writer: Any) -> None:
    words = Words.of(writer.ana, writer.setting.default_zone)
    invitation = Invitation("interviews@acme.example", writer.ana)
    for number in (27, 28):
        kept = writer.kept(id=number)
        calendar.receives(
            calendar_file(
                kept, words, "Acme", writer.NOW, calendar_name="a1b2", invitation=invitation
            )
        )
    assert len(calendar.events()) == 2
