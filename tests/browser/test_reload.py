"""A window that is loaded anew: what was typed is still there, whatever was open."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_form_that_was_half_filled_in_is_found_as_it_was_left(acme: Any, window: Any) -> None:
    sam = window("sam")
    sam.says("/interview new")
    form = sam.form("New interview")
    form.picks("Who is interviewed?", "ana", "Ana Ruiz")
    form.picks("Who interviews?", "pat", "Pat Chen")
    form.field("Length").select_option("1 hour")
    form.field("Video call").check()
    expect(form.field("Link")).to_be_visible()
    form.fills(Day="2026-11-27", Time="15:00", Link="https://meet.example.com/half-typed")
    sam.page.reload()  # at once: nothing waits for what was typed last to be kept
    expect(form.field("Who is interviewed?")).to_have_value("Ana Ruiz")
    expect(form.field("Who interviews?")).to_have_value("Pat Chen")
    expect(form.field("Day")).to_have_value("2026-11-27")
    expect(form.field("Time")).to_have_value("15:00")
    expect(form.field("Length")).to_have_value("60")
    expect(form.field("Video call")).to_be_checked()
    expect(form.field("Link")).to_have_value("https://meet.example.com/half-typed")
    form.presses("Book")
    expect(form.dialog).to_have_count(0)
    sam.sees("Ana Ruiz is interviewed by Pat Chen", "15:00–16:00")
    assert acme.kept(1).interview.location == "https://meet.example.com/half-typed"


def test_what_a_form_complained_of_is_still_said(window: Any) -> None:
    sam = window("sam")
    sam.says("/interview @ana with @pat 3pm phone banana")
    form = sam.form("New interview")
    form.field("Day").fill("2026-11-20")
    expect(form.field("When")).to_have_value("Fri 20 Nov 2026, 15:00–15:30 Madrid")
    form.presses("Book")
    expect(form.dialog).to_contain_text("has already passed. Please choose a later time.")
    sam.page.reload()
    expect(form.dialog).to_contain_text("has already passed. Please choose a later time.")
    expect(form.field("Day")).to_have_value("2026-11-20")
    expect(form.field("Day")).to_have_attribute("aria-invalid", "true")


def test_a_form_that_is_sent_while_the_window_goes_is_sent_once(acme: Any, window: Any) -> None:
    sam, ana = window("sam"), window("ana")
    sam.says("/interview @ana with @pat fri 3pm 45m banana")
    form = sam.form("New interview")
    form.field("Phone call").check()
    expect(form.field("Phone number")).to_be_visible()
    with sam.page.expect_request("**/playground/submit"):
        form.presses("Book")
    sam.page.reload()
    ana.sees("Sam from Acme has arranged a phone interview for you with Pat Chen.")
    expect(form.dialog).to_have_count(0)
    assert acme.kept(1).version == 1
    sam.says("/interview list")
    expect(sam.log.get_by_role("button", name="Open", exact=True)).to_have_count(1)
