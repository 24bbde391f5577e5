"""What the two people who meet do from their own windows, and what the others see of it."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def three(acme: Any, window: Any) -> Any:
    """Sam, Ana and Pat, with an interview on Friday at 15:00 in Madrid."""
    acme.books()
    return [window(name) for name in ("sam", "ana", "pat")]


def test_another_time_is_proposed_and_accepted_while_all_three_look_on(three: Any) -> None:
    sam, ana, pat = three
    ana.presses("Another time")
    form = ana.form("Another time")
    expect(form.dialog).to_contain_text("Now: Fri 27 Nov 2026, 14:00–14:45 London (09:00 New York)")
    form.field("Time").fill("16:00")
    ana.picture("another-time")
    form.presses("Propose")
    expect(form.dialog).to_have_count(0)
    sam.sees("New time proposed by Ana", "17:00–17:45", "The old time stands until Pat accepts.")
    pat.sees("The old time stands until you accept.")
    ana.sees("You proposed a new time")
    for window, name in zip(three, ("sam", "ana", "pat"), strict=True):
        window.picture(f"proposed-{name}")
    pat.presses("Accept")
    ana.sees("Pat Chen has accepted the new time.", "You said yes · Pat said yes")
    sam.sees("Ana said yes · Pat said yes", "17:00–17:45")
    expect(pat.newest.get_by_role("button", name="Accept")).to_have_count(0)
    ana.picture("accepted-ana")


def test_a_cancelled_interview_leaves_no_button_and_no_reminder(three: Any) -> None:
    sam, ana, pat = three
    sam.presses("Cancel interview")
    form = sam.form("Cancel interview")
    form.field("Why?").fill("Pat is ill")
    sam.picture("cancel")
    form.presses("Cancel interview")
    for window in (ana, pat):
        window.sees("Sam Rivera has cancelled this interview.", "Why: Pat is ill")
    ana.picture("cancelled-ana")
    expect(ana.log.get_by_role("button", name="I'll be there")).to_have_count(0)
    expect(sam.clock.get_by_role("button", name="Next reminder")).to_be_disabled()


def test_who_cannot_come_is_led_to_another_time_before_the_end(three: Any) -> None:
    sam, ana, _ = three
    ana.presses("I can't come")
    form = ana.form("I can't come")
    expect(form.field("Find another time")).to_be_checked()
    ana.picture("cannot-come")
    form.field("Withdraw my application").check()
    form.presses("Continue")
    question = ana.form("Withdraw?")
    expect(question.dialog).to_contain_text("This ends your application")
    ana.picture("withdraw")
    question.presses("Withdraw")
    sam.sees("Ana Ruiz has withdrawn, so this interview is off.")
    ana.sees("All the best to you!")
    ana.says("Thank you all the same")
    sam.sees("Ana Ruiz has written to me", "Thank you all the same")
    sam.newest.get_by_role("button", name="Reply in thread").click()
    expect(sam.page.get_by_text("Leave the thread")).to_be_visible()
    sam.suits_everybody()
    sam.says("You are welcome")
    sam.sees("I'm passing your answer on to Ana Ruiz.")
    expect(sam.newest.get_by_role("button", name="In a thread")).to_be_visible()
    ana.sees("Sam Rivera answers you:", "You are welcome")


def test_the_clock_brings_each_reminder_in_its_turn(three: Any) -> None:
    sam, ana, pat = three
    ana.presses("I'll be there")
    sam.sees("Ana said yes")
    forward = sam.clock.get_by_role("button", name="Next reminder")
    for house_time, left in (
        ("15:00 Thu, 26 Nov 2026", "24 hours"),
        ("14:00 Fri, 27 Nov 2026", "1 hour"),
        ("14:50 Fri, 27 Nov 2026", "10 minutes"),
    ):
        forward.click()
        expect(sam.clock).to_contain_text(house_time)
        ana.sees(f"14:00 (London time) · Interview in {left} · video call")
        ana.picture(f"reminder-{left.replace(' ', '-')}")
    pat.sees("09:00 (New York time) · Interview in 10 minutes · video call")
    expect(pat.newest.get_by_role("link", name="Join")).to_have_attribute(
        "href", "https://meet.example.com/x"
    )
    pat.picture("reminder-pat")
    for window in (ana, pat):
        headers = window.log.get_by_role("article").filter(has_text="Interview in 10 minutes")
        expect(headers).to_have_count(1)
    forward.click()
    expect(sam.clock).to_contain_text("15:00 Fri, 27 Nov 2026")
    expect(pat.newest.get_by_role("button", name="Didn't come")).to_be_visible()
    pat.picture("begun-pat")
