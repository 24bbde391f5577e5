"""From a line to a reminder, in three windows that follow each other by themselves."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LINE = "/interview @ana with @pat fri 3pm 45m video at https://meet.example.com/ana"


def test_an_interview_is_booked_answered_moved_and_remembered(window: Any) -> None:
    sam, ana, pat = (window(name) for name in ("sam", "ana", "pat"))
    sam.says(LINE)
    sam.sees("Book this interview?", "15:00–15:45 Madrid (Ana: 14:00 London · Pat: 09:00 New York)")
    sam.presses("Book")
    ana.sees("Sam from Acme has arranged a video interview for you with Pat Chen.", "14:00–14:45")
    ana.presses("I'll be there")
    sam.sees("Ana said yes · Pat has not answered yet")
    pat.sees("Ana said yes · You have not answered yet")
    sam.says("/interview 1 move +30m")
    sam.sees("Move this interview?", "15:30–16:15 Madrid")
    sam.presses("Move")
    pat.sees("Sam Rivera has moved your interview. Can you make the new time?", "9:30")
    ana.sees("14:30–15:15", "You have not answered yet")
    sam.clock.get_by_role("button", name="Next reminder").click()
    expect(sam.clock).to_contain_text("15:30 Thu, 26 Nov 2026")
    ana.sees("14:30 (London time) · Interview in 24 hours · video call")
