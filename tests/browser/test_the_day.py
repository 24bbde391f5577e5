"""The day of an interview in everybody's own window, who stands in, and what comes after it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def three(acme: Any, window: Any) -> Any:
    """Sam, Ana and Pat, with an interview on Friday at 15:00 in Madrid to which both said yes."""
    acme.books("@bob with @lee thu 3 dec 10am 30m phone")  # who could stand in
    acme.books()
    for person in (acme.ana, acme.pat):
        acme.settle()
        person.presses("I'll be there")
    acme.settle()
    return [window(name) for name in ("sam", "ana", "pat")]


def pictures(three: Any, of: str) -> None:
    for window, name in zip(three, ("sam", "ana", "pat"), strict=True):
        window.picture(f"{of}-{name}")


def tab_to(page: Page, wanted: Any) -> None:
    for _ in range(40):
        if wanted.evaluate("element => element.contains(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{wanted} cannot be reached by Tab")


def test_somebody_is_late_and_does_not_come_and_is_kindly_asked_again(
    acme: Any, three: Any
) -> None:
    sam, ana, pat = three
    acme.turn_clock(to="2026-11-27T14:00:00Z")
    sam.sees("It begins now: Ana Ruiz meets Pat Chen.")
    pat.sees("It begins now: you meet Ana Ruiz.")
    pictures(three, "day-begun")
    ana.presses("Running late")
    ana.sees("How late will you be?")
    ana.picture("day-how-late-ana")
    ana.presses("10 minutes")
    pat.sees("Just so you know: Ana is running 10 minutes late.")
    pat.presses("Didn't come")
    sam.sees("Ana Ruiz did not come.")
    pictures(three, "day-no-show")
    sam.presses("Find another time")
    sam.sees("have no other interview then")
    sam.picture("day-three-times-sam")
    times = sam.newest.get_by_role("button", name="Madrid")
    expect(times).to_have_count(3)
    times.first.click()
    sam.sees("Move this interview?")
    sam.picture("day-rebook-read-back-sam")
    sam.presses("Move")
    ana.sees("Sorry that we missed each other!")
    ana.picture("day-rebooked-ana")


def test_it_is_said_by_keys_alone_how_it_was_and_undone(acme: Any, three: Any) -> None:
    sam, ana, pat = three
    acme.turn_clock(to="2026-11-27T14:45:00Z")
    ana.sees("This interview is over. Thank you!")
    expect(ana.newest.get_by_role("button", name="Running late")).to_have_count(0)
    pictures(three, "day-over")
    acme.turn_clock(to="2026-11-27T14:50:00Z")
    pat.sees("How was your interview with Ana Ruiz?")
    pat.button("How was it?").focus()
    pat.page.keyboard.press("Enter")
    form = pat.form("How was it?")
    tab_to(pat.page, form.dialog.get_by_role("radiogroup"))
    pat.page.keyboard.press("ArrowDown")
    for label, typed in (("Notes", "Clear thinker"), ("For recruiters only", "Wants a lot")):
        tab_to(pat.page, form.field(label))
        pat.page.keyboard.type(typed)
    pat.picture("day-feedback-form-pat")
    pat.suits_everybody()
    tab_to(pat.page, form.dialog.get_by_role("button", name="Send"))
    pat.page.keyboard.press("Enter")
    expect(form.dialog).to_have_count(0)
    pat.sees("Thank you, your feedback is noted.")
    sam.sees("Pat Chen has said how it was.", "For recruiters only: Wants a lot")
    pictures(three, "day-feedback")
    tab_to(pat.page, pat.button("Undo"))
    pat.page.keyboard.press("Enter")
    pat.sees("You took your last change back.")
    expect(pat.newest).not_to_contain_text("Clear thinker")
    pat.picture("day-feedback-undone-pat")
    for line, seen in (
        ("history", "What was done to interview #2"),
        ("why", "Who was told what about interview #2"),
        ("preview", "What will be told about interview #2"),
    ):
        sam.says(f"/interview 2 {line}")
        sam.sees(seen)
        sam.picture(f"day-{line}-sam")


def test_a_colleague_stands_in(three: Any, window: Any) -> None:
    sam, ana, pat = three
    lee = window("lee")
    pat.presses("Can't make it")
    form = pat.form("Can't make it")
    form.field("Why?").fill("Flu")
    pat.picture("cannot-form-pat")
    form.presses("Send")
    lee.sees("Pat Chen can't make this interview. Could you take it over?")
    lee.picture("cannot-asked-lee")
    sam.sees("Pat can't make it")
    pictures(three, "cannot")
    lee.presses("Yes, I'll take it")
    ana.sees("Lee Okafor")
    lee.sees("You interview Ana Ruiz")
    lee.picture("cannot-taken-lee")
    pictures(three, "cannot-taken")


def test_a_time_is_looked_for_from_both_sides(three: Any) -> None:
    _, ana, pat = three
    for window, time in ((ana, "16:00"), (pat, "12:30"), (ana, "17:00")):
        window.presses("Another time")
        form = window.form("Another time")
        form.field("Time").fill(time)
        form.presses("Propose")
        expect(form.dialog).to_have_count(0)
        window.sees("You proposed a new time")
    pat.sees("Proposed before:", "(Ana)", "(you)")
    pictures(three, "countered")


def test_the_home_and_ones_settings(acme: Any, three: Any) -> None:
    pat = three[-1]
    acme.books("@bob with @pat wed 11am 30m phone")
    for window, name in zip(three, ("sam", "ana", "pat"), strict=True):
        window.page.get_by_role("link", name="Home").click()
        expect(window.page.get_by_text("This week", exact=True)).to_be_visible()
        window.suits_everybody()
        window.picture(f"home-{name}")
    pat.page.get_by_role("button", name="Settings", exact=True).click()
    form = pat.form("Settings")
    pat.picture("settings-pat")
    pat.suits_everybody()
    tab_to(pat.page, form.dialog.get_by_role("checkbox"))
    pat.page.keyboard.press("Space")
    tab_to(pat.page, form.dialog.get_by_role("button", name="Save"))
    pat.page.keyboard.press("Enter")
    expect(form.dialog).to_have_count(0)
    expect(pat.page.get_by_text("Only what you must do")).to_be_visible()
    pat.picture("home-only-musts-pat")
