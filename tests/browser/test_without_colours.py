"""Whoever sees no colour, or has put their own in place of the page's, misses nothing.

The browser takes all colours of the page away here (`forced-colors`), and each pair of states still
has to look different: by a word, a sign, a line or a shape.
"""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def plain(acme: Any, window: Any) -> Any:
    """Sam's window without a colour of its own, with one interview in it."""
    acme.books()
    return window("sam", forced_colors="active", reduced_motion="reduce")


def looks(element: Locator) -> bytes:
    """Give the picture of where the element stands; it may be built anew at any moment."""
    expect(element).to_be_in_viewport()
    box = element.bounding_box()
    assert box is not None
    return element.page.screenshot(clip=box, animations="disabled", caret="hide")


def test_where_one_is_and_what_is_new_can_be_seen(acme: Any, plain: Any) -> None:
    place = plain.page.get_by_role("link", name="Interview Bot")
    here = looks(place)
    plain.page.get_by_role("link", name="general").click()
    expect(place).not_to_have_attribute("aria-current", "page")
    elsewhere = looks(place)
    acme.pat.types("/interview 1 accept")
    acme.settle()
    acme.sam.types("/interview")
    expect(place).to_contain_text("unread")
    assert len({here, elsewhere, looks(place)}) == 3
    people = plain.page.get_by_role("navigation")
    expect(people.get_by_role("link").filter(has_text="you")).to_contain_text("Sam Rivera")


def test_what_has_the_focus_can_be_seen(plain: Any) -> None:
    for element in (
        plain.button("Edit"),
        plain.log.get_by_role("link", name="Join").last,
        plain.page.get_by_role("link", name="general"),
    ):
        box = element.locator("xpath=..")  # a line around it stands outside of it
        before = looks(box)
        plain.page.keyboard.press("Tab")  # from now on the browser shows where the keys go
        element.focus()
        assert looks(box) != before


def test_what_is_wrong_chosen_and_marked_can_be_seen(plain: Any) -> None:
    plain.says("/interview new")
    form = plain.form("New interview")
    field = form.dialog.locator(".block", has_text="Who is interviewed?").first
    before = looks(field)
    form.presses("Book")
    expect(form.field("Who is interviewed?")).to_have_attribute("aria-invalid", "true")
    assert looks(field) != before
    expect(field).to_contain_text("Please complete this required field.")
    kind = form.dialog.get_by_role("radiogroup")
    before = looks(kind)
    form.field("Phone call").check()
    expect(form.field("Phone number")).to_be_visible()
    assert looks(kind) != before
    form.field("Who is interviewed?").fill("an")
    option = form.dialog.get_by_role("option").first
    expect(option).to_have_attribute("aria-selected", "true")
    plain.picture("without-colours")
    marked = looks(option)
    plain.page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "false")
    assert looks(option) != marked


def test_who_sees_an_answer_and_what_cannot_be_pressed_is_said(acme: Any, plain: Any) -> None:
    plain.says("/interview help")
    plain.sees("Only visible to you")
    forward = plain.clock.get_by_role("button", name="Next reminder")
    possible = looks(forward)
    acme.sam.presses("Cancel interview")
    acme.sam.submits()
    acme.settle()
    expect(forward).to_be_disabled()
    assert looks(forward) != possible
