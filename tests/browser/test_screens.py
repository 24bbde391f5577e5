"""Every screen on a narrow one, light and dark, and pictures of them all."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LINE = "/interview @ana with @pat fri 3pm 45m video at https://meet.example.com/ana"
WIDTH = 360


def fits(window: Any) -> bool:
    """Whether nothing sticks out at the right, of the page or of a form."""
    wide = f"[...document.querySelectorAll('html, dialog')].every(e => e.scrollWidth <= {WIDTH})"
    return bool(window.page.evaluate(wide))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_everything(acme: Any, window: Any, scheme: str) -> None:
    phone = {"viewport": {"width": WIDTH, "height": 740}, "color_scheme": scheme}
    sam, ana = window("sam", **phone), window("ana", **phone)
    sam.picture(f"{scheme}-360-first")
    for line, seen in (
        (LINE, "Book this interview?"),
        ("/interview help", "What you can do with"),
    ):
        sam.says(line)
        sam.sees(seen)
        sam.picture(f"{scheme}-360-{line.split()[1].strip('@')}")
        assert fits(sam)
    sam.presses("Book")
    ana.sees("Sam from Acme has arranged")
    ana.picture(f"{scheme}-360-invited")
    ana.presses("Another time")
    form = ana.form("Another time")
    ana.picture(f"{scheme}-360-another-time")
    assert fits(ana)
    form.field("Time").fill("16:00")
    form.presses("Propose")
    expect(form.dialog).to_have_count(0)
    ana.sees("You proposed a new time")
    sam.says("/interview list")
    sam.sees("Coming interviews")
    expect(sam.newest).to_be_in_viewport(ratio=0.5)
    sam.picture(f"{scheme}-360-list")
    sam.says("/interview new")
    sam.form("New interview")
    sam.picture(f"{scheme}-360-form")
    assert fits(sam)
    acme.turn_clock(to="upcoming")
    ana.sees("Interview in 24 hours")
    ana.picture(f"{scheme}-360-reminder")
    assert fits(ana)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_desk_shows_everything(window: Any, scheme: str) -> None:
    desk = {"viewport": {"width": 1280, "height": 860}, "color_scheme": scheme}
    sam, ana, pat = (window(name, **desk) for name in ("sam", "ana", "pat"))
    for name, each in (("sam", sam), ("ana", ana), ("pat", pat)):
        each.picture(f"{scheme}-first-{name}")
    sam.says(LINE)
    sam.sees("Book this interview?")
    sam.picture(f"{scheme}-read-back")
    sam.presses("Open form")
    form = sam.form("New interview")
    sam.picture(f"{scheme}-form")
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
