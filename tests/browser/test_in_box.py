"""The letters of people outside, as a mail program shows them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LINE = 'for "Mia Long <mia@example.net>" with @pat fri 3pm 45m video at https://meet.example.com/x'
SUBJECT = "15:00 (Madrid time), Fri 27 Nov: your video interview with Acme. Open to answer."


@pytest.fixture
def mail() -> bool:
    return True


def test_a_letter_is_read_answered_to_and_put_into_a_calendar(
    acme: Any, window: Callable[..., Any], windows: Any
) -> None:
    sam = window("sam")
    sam.page.get_by_role("link", name="E-mail of people outside (0)").wait_for()
    box = windows.open(f"{acme.url}/mail")
    acme.books(LINE)
    sam.page.get_by_role("link", name="E-mail of people outside (1)").wait_for()
    sam.suits_everybody()
    box.get_by_role("link", name=SUBJECT).click()
    expect(box.get_by_role("heading", name=SUBJECT)).to_be_visible()
    expect(box.get_by_text("Sam Rivera <sam@acme.example>")).to_be_visible()
    framed = box.frame_locator("iframe")
    expect(framed.get_by_text("Does the time suit you?")).to_be_visible()
    expect(framed.get_by_role("link", name="https://meet.example.com/x")).to_be_visible()
    with box.expect_download() as file:
        box.get_by_role("link", name="interview.ics").click()
    assert file.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(("width", "colours"), [(1200, "light"), (390, "dark")])
def test_the_in_box_and_the_letters_suit_everybody(
    acme: Any, window: Callable[..., Any], width: int, colours: Any
) -> None:
    acme.books(LINE)
    seen = window("sam", viewport={"width": width, "height": 800}, color_scheme=colours)
    for path in ("/mail", "/mail/1", "/mail/1/html"):
        seen.page.goto(f"{acme.url}{path}")
        expect(seen.page.get_by_text(re.compile("Mia|mia@example.net")).first).to_be_visible()
        if not path.endswith("html"):
            seen.suits_everybody()
        seen.picture(f"mail_{path.replace('/', '_')}_{width}_{colours}")
