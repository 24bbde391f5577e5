"""Lines that are typed: what they lead to, and that a keyboard is enough."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def tab_to(page: Page, field: Locator) -> None:
    """Press Tab until the field has the focus, ten times at most."""
    for _ in range(10):
        page.keyboard.press("Tab")
        if field.evaluate("element => element.contains(document.activeElement)"):
            return
    pytest.fail(f"{field} cannot be reached by Tab")


def test_a_mistyped_word_is_offered_as_it_was_meant(acme: Any, window: Any) -> None:
    acme.books()
    sam = window("sam")
    sam.says("/interview lsit week")
    sam.sees("I don't know “lsit week”. Did you mean:")
    sam.picture("typo")
    sam.presses("list week")
    sam.sees("This week's interviews", "Friday 27 November, 15:00", "Ana Ruiz with Pat Chen")
    sam.picture("list")


def test_words_that_are_left_over_stand_in_the_form(window: Any) -> None:
    sam = window("sam")
    sam.says("/interview @ana with @pat fri 3pm banana")
    form = sam.form("New interview")
    expect(form.dialog).to_contain_text("“banana”")
    expect(form.field("Who is interviewed?")).to_have_value("Ana Ruiz")
    expect(form.field("Time")).to_have_value("15:00")
    sam.picture("form-left-over")


def test_an_interview_is_booked_by_keyboard_alone(window: Any) -> None:
    sam, ana = window("sam"), window("ana")
    keyboard = sam.page.keyboard
    keyboard.type("/interview new")
    keyboard.press("Enter")
    form = sam.form("New interview")
    for label, query, name in (
        ("Who is interviewed?", "ana", "Ana Ruiz"),
        ("Who interviews?", "pat", "Pat Chen"),
    ):
        field = form.field(label)
        if not field.evaluate("element => element === document.activeElement"):
            tab_to(sam.page, field)
        keyboard.press("Control+a")
        keyboard.type(query)
        expect(form.dialog.get_by_role("option", name=name)).to_be_visible()
        keyboard.press("Enter")
        expect(field).to_have_value(name)
    # The same in every order in which a browser's language writes a day and a time.
    for label, typed in (("Day", "02022027"), ("Time", "1010AM")):
        tab_to(sam.page, form.field(label))
        keyboard.type(typed)
    tab_to(sam.page, form.field("Length"))
    keyboard.type("45")
    tab_to(sam.page, form.dialog.get_by_role("radiogroup"))
    keyboard.press("ArrowDown")
    expect(form.field("Phone call")).to_be_checked()
    tab_to(sam.page, form.dialog.get_by_role("button", name="Book"))
    keyboard.press("Enter")
    expect(form.dialog).to_have_count(0)
    ana.sees("Sam from Acme has arranged a phone interview for you with Pat Chen.")
    sam.sees("Tuesday, 2 February 2027, 10:10–10:55")
    expect(sam.line).to_be_focused()


def test_a_read_back_whose_form_was_sent_books_nothing_twice(window: Any) -> None:
    sam = window("sam")
    sam.says("/interview @ana with @pat fri 3pm video at https://meet.example.com/ana")
    sam.presses("Open form")
    form = sam.form("New interview")
    form.presses("Book")
    expect(form.dialog).to_have_count(0)
    sam.sees("Booked: Ana Ruiz is interviewed by Pat Chen.")
    sam.presses("Book")
    expect(sam.log).to_contain_text("That was done already. This is how it stands now.")
    sam.says("/interview list")
    expect(sam.log.get_by_role("button", name="Open", exact=True)).to_have_count(1)
