"""Keys alone are enough, from an empty line to a booked interview, and to its end."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# A click that a key makes has no detail; any other comes from a mouse or a finger.
WATCHED = """
  globalThis.pointed = [];
  for (const kind of ["pointerdown", "mousedown", "mousemove", "click", "wheel"])
    addEventListener(kind, (event) => {
      if (kind !== "click" || event.detail > 0) pointed.push(kind);
    }, true);
"""


def tab_to(page: Page, field: Locator) -> None:
    """Press Tab until the field has the focus, as often as it takes to come round at most."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if field.evaluate("element => element.contains(document.activeElement)"):
            return
    pytest.fail(f"{field} cannot be reached by Tab")


@pytest.fixture
def keys(window: Any) -> Any:
    """Open a window in which every use of a mouse is seen."""

    def opened(name: str) -> Any:
        at_desk = window(name)
        at_desk.page.evaluate(WATCHED)
        return at_desk

    return opened


def picks(window: Any, form: Any, label: str, query: str, name: str) -> None:
    """Look for somebody, and go down the list to them."""
    field = form.field(label)
    if not field.evaluate("element => element === document.activeElement"):
        tab_to(window.page, field)
    window.page.keyboard.press("Control+a")
    window.page.keyboard.type(query)
    wanted = form.dialog.get_by_role("option", name=name)
    expect(wanted).to_be_visible()
    while wanted.get_attribute("aria-selected") != "true":
        window.page.keyboard.press("ArrowDown")
    window.page.keyboard.press("Enter")
    expect(field).to_have_value(name)


def test_an_interview_is_booked_by_keyboard_alone_and_a_mistake_mended(keys: Any) -> None:
    sam, ana = keys("sam"), keys("ana")
    keyboard = sam.page.keyboard
    keyboard.type("/interview new")
    keyboard.press("Enter")
    form = sam.form("New interview")
    picks(sam, form, "Who is interviewed?", "a", "Ana Ruiz")
    picks(sam, form, "Who interviews?", "p", "Pat Chen")
    # The same in every order in which a browser's language writes a day and a time.
    for label, typed in (("Day", "02022026"), ("Time", "1010AM")):
        tab_to(sam.page, form.field(label))
        keyboard.type(typed)
    tab_to(sam.page, form.field("Length"))
    keyboard.type("45")
    tab_to(sam.page, form.dialog.get_by_role("radiogroup"))
    keyboard.press("ArrowDown")
    expect(form.field("Phone call")).to_be_checked()
    book = form.dialog.get_by_role("button", name="Book")
    expect(form.field("When")).to_have_value("Mon 2 Feb 2026, 10:10–10:55 Madrid")
    tab_to(sam.page, book)
    keyboard.press("Enter")
    expect(form.field("Day")).to_be_focused()
    expect(form.field("Day")).to_have_accessible_description(
        "Mon 2 Feb 2026, 10:10 (Madrid time) has already passed. Please choose a later time."
    )
    keyboard.type("02022027")
    keyboard.press("Tab")
    expect(form.field("When")).to_have_value("Tue 2 Feb 2027, 10:10–10:55 Madrid")
    tab_to(sam.page, book)
    keyboard.press("Enter")
    expect(form.dialog).to_have_count(0)
    ana.sees("Sam from Acme has arranged a phone interview for you with Pat Chen.")
    sam.sees("Tuesday, 2 February 2027, 10:10–10:55")
    expect(sam.line).to_be_focused()
    assert sam.page.evaluate("pointed") == []


def test_days_and_times_are_changed_by_arrow_keys(acme: Any, keys: Any) -> None:
    acme.books()
    sam = keys("sam")
    sam.page.keyboard.type("/interview 1 edit")
    sam.page.keyboard.press("Enter")
    form = sam.form("Interview #1")
    expect(form.field("When")).to_be_focused()
    tab_to(sam.page, form.field("Day"))
    sam.page.keyboard.press("ArrowRight")
    sam.page.keyboard.press("ArrowUp")
    tab_to(sam.page, form.field("Time"))
    sam.page.keyboard.press("ArrowUp")
    expect(form.field("When")).to_have_value("Sat 28 Nov 2026, 16:00–16:45 Madrid")
    tab_to(sam.page, form.dialog.get_by_role("button", name="Save"))
    sam.page.keyboard.press("Enter")
    expect(form.dialog).to_have_count(0)
    sam.sees("Saturday, 28 November 2026, 16:00–16:45")
    assert sam.page.evaluate("pointed") == []


def test_whoever_withdraws_by_keyboard_is_asked_once_more(acme: Any, keys: Any) -> None:
    acme.books()
    ana = keys("ana")
    keyboard = ana.page.keyboard
    keyboard.press("Shift+Tab")
    for _ in range(10):
        if ana.button("I can't come").evaluate("element => element === document.activeElement"):
            break
        keyboard.press("Shift+Tab")
    keyboard.press("Enter")
    form = ana.form("I can't come")
    expect(form.field("Find another time")).to_be_focused()
    keyboard.press("ArrowDown")
    expect(form.field("Withdraw my application")).to_be_checked()
    keyboard.press("Enter")
    question = ana.form("Withdraw?")
    keyboard.press("Escape")
    expect(form.dialog).to_be_visible()
    expect(form.field("Withdraw my application")).to_be_checked()
    tab_to(ana.page, form.dialog.get_by_role("button", name="Continue"))
    keyboard.press("Enter")
    tab_to(ana.page, question.dialog.get_by_role("button", name="Withdraw"))
    keyboard.press("Enter")
    expect(question.dialog).to_have_count(0)
    expect(form.dialog).to_have_count(0)
    ana.sees("All the best to you!")
    assert ana.page.evaluate("pointed") == []


def test_a_key_is_kept_that_comes_before_the_answer_about_the_form_beneath(
    acme: Any, keys: Any
) -> None:
    acme.books()
    ana = keys("ana")
    ana.presses("I can't come")
    form = ana.form("I can't come")
    form.field("Withdraw my application").check()
    held = []
    ana.page.route("**/playground/submit", lambda route: held.append((route, route.fetch())))
    form.presses("Continue")
    ana.form("Withdraw?")
    ana.page.keyboard.press("Escape")
    route, answer = held.pop()
    route.fulfill(response=answer)
    expect(form.dialog).to_be_visible()
    expect(form.field("Withdraw my application")).to_be_checked()
