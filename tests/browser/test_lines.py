"""Lines that are typed, and what they lead to."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
