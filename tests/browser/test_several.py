"""Several bookings at once, and files, as they look in the window."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_several_are_read_back_as_a_table_and_booked(acme: Any, window: Any) -> None:
    acme.books("@ana with @pat fri 3pm 45m video at https://meet.example.com/x")
    sam = window("sam")
    sam.says("/interview new")
    sam.form("New interview").presses("Several at once")
    form = sam.form("Several interviews")
    lines = ("@ana with @lee fri 4pm phone", "@bob with @pat fri 3:30pm phone", "@bob fri 5pm")
    form.field("One interview per line").fill("\n".join(lines))
    form.presses("Read back")
    expect(form.dialog).to_contain_text("1 understood, 1 doubtful, and 1 not understood.")
    sam.suits_everybody()
    sam.picture("several")
    form.dialog.get_by_role("radio", name="All 2 of them").check()
    form.presses("Book")
    expect(form.dialog).to_contain_text("2 interviews are booked.")


def test_a_file_is_downloaded_by_its_link(acme: Any, window: Any) -> None:
    acme.books()
    sam = window("sam")
    sam.says("/interview 1 ics")
    link = sam.log.get_by_role("link", name="interview-1.ics")
    with sam.page.expect_download() as downloading:
        link.click()
    assert downloading.value.suggested_filename == "interview-1.ics"
    assert downloading.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR")
    sam.suits_everybody()
    sam.picture("file")
