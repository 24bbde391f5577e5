"""What comes as a file: an interview's calendar file, and a table of interviews."""

import io
import re
from typing import Any

import pytest

from bot.files import read_lines, write_table
from bot.interviews.model import Search
from bot.slack.files import MOST

pytestmark = pytest.mark.slow


def test_the_calendar_file_is_the_one_that_the_api_gives(play: Any, acme: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam: [Book]
        sam: 1 ics
        sam | I have sent you interview-1.ics: it is in our direct messages.
        sam + Open this to put the interview into your calendar.
        sam + [file: interview-1.ics]
        pat .
        ana .
    """)
    given = acme.calls(acme.sam, "GET", "/interviews/1.ics").content
    made_at = re.compile(rb"DTSTAMP:\w+")
    assert made_at.sub(b"", acme.sam.downloads()) == made_at.sub(b"", given)
    assert b"UID:interview-1." in given


def test_everybody_gets_the_file_of_their_own_interviews_alone(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam: [Book]
        ana: 1 ics
        ana + [file: interview-1.ics]
        pat: ics @ana
        pat + [file: interview-1.ics]
        lee: 1 ics
        lee | There is no interview
        lee ! [file
        bob: 1 ics
        bob ! [file
    """)


def numbers(acme: Any) -> set[str]:
    rows = read_lines(io.BytesIO(acme.sam.downloads()))
    return {row.data["interview"]["id"] for row in rows if "interview" in row.data}


def test_a_table_is_what_the_command_line_exports(play: Any, acme: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam: [Book]
        sam: @bob with @lee tomorrow 4pm 30m phone
        sam: [Book]
        sam: 2 cancel
        sam: [Cancel interview]
        sam: @bob with @lee 30 nov 4pm 30m phone
        sam: [Book]
        sam: export week
        sam | I have sent you interviews-2026-11-23.csv
        sam + This week's interviews: 2 interviews, those called off too
        sam + [file: interviews-2026-11-23.csv]
        ana .
    """)
    house = acme.house
    week = Search(starts_from="2026-11-22T23:00Z", starts_before="2026-11-29T23:00Z")
    assert acme.sam.downloads() == b"".join(write_table(house.mover.take_out(week)))
    assert numbers(acme) == {"1", "2"}


ASKED = (
    ("today", "Today's interviews: 1 interview,", {"1"}),
    ("tomorrow", "Tomorrow's interviews: 1 interview,", {"2"}),
    ("next week", "Next week's interviews: 1 interview,", {"3"}),
    ("30 nov", "Interviews on Mon 30 Nov 2026: 1 interview,", {"3"}),
    ("", "Coming interviews: 3 interviews,", {"1", "2", "3"}),
    ("@bob", "Coming interviews: 2 interviews,", {"2", "3"}),
    ("unanswered", "Waiting for an answer: 3 interviews,", {"1", "2", "3"}),
    ("kind:video", "Coming interviews: 1 interview,", {"1"}),
)


def test_whatever_can_be_listed_can_be_exported(acme: Any) -> None:
    acme.books("@ana with @pat today 5pm 45m video at https://meet.example.com/x")
    acme.books("@bob with @lee tomorrow 4pm 30m phone")
    acme.books("@bob with @lee 30 nov 4pm 30m phone")
    for asked, heading, found in ASKED:
        acme.sam.types(f"/interview export {asked}")
        sent = [each["text"] for each in acme.sam.messages() if each["files"]]
        assert sent[-1].startswith(heading)
        assert numbers(acme) == found


def test_a_table_is_for_recruiters_and_says_when_there_is_nothing_in_it(play: Any) -> None:
    play("""
        pat: export week
        pat | Only recruiters can do that.
        sam: export today
        sam | There is no interview in that, so there is nothing to send.
        sam: export @nobody
        sam | I know nobody called nobody
        sam: export purple
        sam | I know nobody called purple
    """)


def test_more_than_can_be_sent_while_somebody_waits_is_said_and_not_tried(
    says: Any, acme: Any
) -> None:
    acme.books()
    with acme.house.book.write() as pages:
        kept = acme.kept(1)
        for _ in range(MOST):
            pages.add_interview(kept)
    said = says(acme.sam, "export").text
    assert re.match(r"That is 1,?001 interviews, and I send at most 1,?000 at once.", said)


def test_an_app_that_was_installed_before_says_what_it_needs(acme: Any) -> None:
    acme.books()
    acme.demo.playground.workspace.app.manifest["oauth_config"]["scopes"]["bot"].remove(
        "files:write"
    )
    acme.sam.types("/interview 1 ics")
    assert "update the app from its manifest and to install it again" in acme.sam.last()
    assert "files:write" in acme.sam.last()


def test_what_slack_does_not_take_is_said(acme: Any) -> None:
    acme.books()
    for method, kind in (
        ("conversations.open", "broken"),
        ("files.getUploadURLExternal", "limited"),
        ("files.completeUploadExternal", "dropped"),
    ):
        acme.driver.fails(method, kind)
        acme.sam.types("/interview 1 ics")
        answers = [each["text"] for each in acme.sam.messages() if each["ephemeral"]]
        assert answers[-1].startswith("Slack does not take the file just now."), method
    acme.sam.types("/interview 1 ics")
    assert acme.sam.downloads().startswith(b"BEGIN:VCALENDAR")
