"""Every screen, wide and narrow, light and dark: it suits everybody; with a picture on demand."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LINE = "/interview @ana with @pat fri 3pm 45m video at https://meet.example.com/ana"


def looked_at(window: Any, name: str) -> None:
    """A screen has to suit everybody; a picture of it is kept where one is asked for."""
    window.picture(name)
    if name.startswith("dark"):
        window.suits_everybody_in_the_dark()
    else:
        window.suits_everybody()


PHONES = pytest.mark.parametrize(
    "phone",
    [
        {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
        {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    ],
    ids=["light-360", "dark-320"],
)


@PHONES
def test_a_phone_shows_a_recruiter_everything(window: Any, phone: Any) -> None:
    sam = window("sam", **phone)
    name = f"{phone['color_scheme']}-phone"
    looked_at(sam, f"{name}-first")
    sam.page.get_by_role("button", name="People and conversations").click()
    expect(sam.page.get_by_role("navigation")).to_be_visible()
    looked_at(sam, f"{name}-people")
    sam.page.get_by_role("link", name="Interview Bot").click()
    sam.clock.get_by_role("button", name="Move the clock").click()
    looked_at(sam, f"{name}-clock")
    sam.clock.get_by_role("button", name="Move the clock").click()
    for line, seen in (
        ("/interview help", "What you can do with"),
        ("/interview lsit week", "Did you mean"),
        (LINE, "Book this interview?"),
    ):
        sam.says(line)
        sam.sees(seen)
        looked_at(sam, f"{name}-{line.split()[1].strip('@')}")
    sam.presses("Book")
    sam.sees("I'll tell you here what they answer.")
    sam.says("/interview list")
    sam.sees("Coming interviews")
    expect(sam.newest).to_be_in_viewport(ratio=0.5)
    looked_at(sam, f"{name}-list")
    sam.line.press_sequentially("/in")
    expect(sam.page.get_by_role("option")).to_be_visible()
    looked_at(sam, f"{name}-suggestion")
    sam.says("/interview new")
    form = sam.form("New interview")
    looked_at(sam, f"{name}-form")
    form.presses("Book")
    expect(form.dialog.get_by_text("Please complete this required field.").first).to_be_visible()
    looked_at(sam, f"{name}-errors")
    form.field("Who is interviewed?").fill("an")
    expect(form.dialog.get_by_role("option").first).to_be_visible()
    looked_at(sam, f"{name}-options")


@PHONES
def test_a_phone_shows_everything_to_whoever_is_interviewed(
    acme: Any, window: Any, phone: Any
) -> None:
    acme.books()
    ana = window("ana", **phone)
    name = f"{phone['color_scheme']}-phone"
    looked_at(ana, f"{name}-invited")
    ana.presses("I can't come")
    form = ana.form("I can't come")
    looked_at(ana, f"{name}-cannot-come")
    form.field("Withdraw my application").check()
    form.presses("Continue")
    question = ana.form("Withdraw?")
    looked_at(ana, f"{name}-withdraw")
    question.presses("Back")
    form.presses("Never mind")
    expect(ana.page.get_by_role("dialog")).to_have_count(0)
    ana.presses("Another time")
    form = ana.form("Another time")
    looked_at(ana, f"{name}-another-time")
    form.field("Time").fill("16:00")
    form.presses("Propose")
    expect(form.dialog).to_have_count(0)
    ana.sees("You proposed a new time")
    acme.turn_clock(to="upcoming")
    ana.sees("Interview in 24 hours")
    looked_at(ana, f"{name}-reminder")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_desk_shows_everything(window: Any, scheme: str) -> None:
    desk = {"viewport": {"width": 1280, "height": 860}, "color_scheme": scheme}
    sam, ana, pat = (window(name, **desk) for name in ("sam", "ana", "pat"))
    for name, each in (("sam", sam), ("ana", ana), ("pat", pat)):
        looked_at(each, f"{scheme}-first-{name}")
    sam.says(LINE)
    sam.sees("Book this interview?")
    looked_at(sam, f"{scheme}-read-back")
    sam.presses("Open form")
    form = sam.form("New interview")
    looked_at(sam, f"{scheme}-form")
    form.presses("Book")
    expect(form.dialog).to_have_count(0)
    pat.sees("Can you be there?")
    for name, each in (("sam", sam), ("ana", ana), ("pat", pat)):
        each.picture(f"{scheme}-booked-{name}")
    for line, seen in (
        ("/interview", "Your next interviews"),
        ("/interview list week", "This week's interviews"),
        ("/interview help", "What you can do with"),
        ("/interview help move", "What you can do with"),
        ("/interview 1", "Waiting for answers"),
    ):
        sam.says(line)
        sam.sees(seen)
        sam.picture(f"{scheme}-{line.removeprefix('/').replace(' ', '-')}")
