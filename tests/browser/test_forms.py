"""Booking and changing by form, and what the form says when something stands against it."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_booking_by_form_is_corrected_where_it_was_wrong(window: Any) -> None:
    sam, ana = window("sam"), window("ana")
    sam.says("/interview new")
    form = sam.form("New interview")
    sam.picture("form-empty")
    form.presses("Book")
    expect(form.dialog.get_by_text("Please complete this required field.").first).to_be_visible()
    sam.picture("form-required")
    form.picks("Who is interviewed?", "ana", "Ana Ruiz")
    form.picks("Who interviews?", "pat", "Pat Chen")
    form.fills(Day="2026-11-20", Time="15:00")
    form.field("Video call").check()
    form.field("Link").fill("https://meet.example.com/ana")
    form.presses("Book")
    expect(form.field("Day")).to_have_attribute("aria-invalid", "true")
    expect(form.field("Day")).to_be_focused()
    expect(form.dialog).to_contain_text("has already passed. Please choose a later time.")
    sam.picture("form-past")
    form.field("Day").fill("2026-11-27")
    form.presses("Book")
    expect(form.dialog).to_have_count(0)
    ana.sees("Sam from Acme has arranged a video interview for you with Pat Chen.")
    sam.sees("Ana Ruiz is interviewed by Pat Chen", "15:00–15:30")


def test_a_conflict_names_the_other_interview_and_can_be_booked_anyway(
    acme: Any, window: Any
) -> None:
    acme.books()
    sam, bob = window("sam"), window("bob")
    sam.says("/interview new")
    form = sam.form("New interview")
    form.picks("Who is interviewed?", "bob", "Bob Silva")
    form.picks("Who interviews?", "pat", "Pat Chen")
    form.fills(Day="2026-11-27", Time="15:15")
    form.field("Phone call").check()
    form.field("Phone number").fill("+34 600 000 000")
    form.presses("Book")
    found = form.dialog.get_by_text("Pat Chen already has interview #1 then")
    expect(found.first).to_be_in_viewport()
    expect(form.field("Book anyway")).to_be_in_viewport()
    sam.picture("form-conflict")
    form.field("Book anyway").check()
    form.presses("Book")
    expect(form.dialog).to_have_count(0)
    bob.sees("Sam from Acme has arranged a phone interview for you with Pat Chen.")


def test_a_form_that_has_grown_stale_shows_what_the_other_recruiter_changed(
    acme: Any, window: Any
) -> None:
    acme.books()
    acme.sam.types("/interview recruiter @lee")
    sam, lee = window("sam"), window("lee")
    for recruiter in (sam, lee):
        recruiter.says("/interview 1 edit")
        recruiter.form("Interview #1")
    form = lee.form("Interview #1")
    form.field("Time").fill("16:00")
    form.presses("Save")
    expect(form.dialog).to_have_count(0)
    form = sam.form("Interview #1")
    form.field("Length").select_option("1 hour")
    form.presses("Save")
    expect(form.dialog).to_contain_text("Somebody else changed this interview meanwhile.")
    expect(form.dialog).to_contain_text("(Lee Okafor)")
    expect(form.field("Length")).to_have_value("60")
    sam.picture("form-stale")
    form.presses("Save")
    expect(form.dialog).to_have_count(0)
    expect(sam.log).to_contain_text("16:00–17:00")


def test_an_interview_is_moved_from_its_card(acme: Any, window: Any) -> None:
    acme.books()
    sam, ana = window("sam"), window("ana")
    sam.presses("Edit")
    form = sam.form("Interview #1")
    sam.picture("form-edit")
    form.field("Day").fill("2026-11-30")
    form.presses("Save")
    expect(form.dialog).to_have_count(0)
    ana.sees("Sam Rivera has moved your interview.", "Monday, 30 November 2026, 14:00–14:45")
    ana.picture("moved-ana")
    sam.sees("Monday, 30 November 2026, 15:00–15:45")
