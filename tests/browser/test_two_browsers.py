"""One person at two browsers, which know nothing of each other: at a desk and on a phone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Response, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LINE = "/interview @ana with @pat fri 3pm 45m video at https://meet.example.com/ana"
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def both(window: Any) -> Any:
    """Sam at a desk, and Sam on the phone."""
    return window("sam"), window("sam", **PHONE)


def test_what_is_pressed_in_both_is_done_once_and_shown_in_both(acme: Any, both: Any) -> None:
    desk, phone = both
    desk.says(LINE)
    phone.sees("Book this interview?")
    held: list[Any] = []  # Each presses before the other's answer is there.
    for each in both:
        each.page.route("**/playground/press", lambda route: held.append(route))  # noqa: PLW0108 - Playwright wants a function
        with each.page.expect_request("**/playground/press"):
            each.presses("Book")
    for route in held:
        route.continue_()
    # Both answers stand in one place, and either may be the last to come.
    answer = re.compile(r"Booked: Ana Ruiz|That was done already\. This is how it stands now\.")
    for each in both:
        expect(each.log).to_contain_text(answer)
        expect(each.log).to_contain_text("I'll tell you here what they answer.")
    desk.says("/interview list")
    phone.sees("Coming interviews")
    expect(phone.newest.get_by_role("button", name="Open", exact=True)).to_have_count(1)
    assert acme.kept(1).version == 1


def kept_with(text: str) -> Callable[[Response], bool]:
    """Recognise the answer to the draft in which that stands: one without it may come before."""
    return lambda answer: (
        answer.url.endswith("/playground/draft") and text in str(answer.request.post_data_json)
    )


def test_a_form_goes_on_at_the_other_one(acme: Any, both: Any) -> None:
    desk, phone = both
    desk.says("/interview @ana with @pat fri 3pm banana")
    there, here = desk.form("New interview"), phone.form("New interview")
    there.field("Phone call").check()
    expect(here.field("Phone number")).to_be_visible()
    with desk.page.expect_response(kept_with("+34 600 111 222")):
        there.field("Phone number").fill("+34 600 111 222")
    phone.page.reload()
    expect(here.field("Phone number")).to_have_value("+34 600 111 222")
    here.presses("Book")
    for form in (there, here):
        expect(form.dialog).to_have_count(0)
    desk.sees("Ana Ruiz is interviewed by Pat Chen", "15:00–15:30")
    assert acme.kept(1).interview.location == "+34 600 111 222"


def test_two_people_who_change_one_interview_at_once_hear_of_each_other(
    acme: Any, window: Any
) -> None:
    acme.books()
    sam, ana = window("sam"), window("ana", **PHONE)
    sam.presses("Edit")
    form = sam.form("Interview #1")
    ana.presses("I'll be there")
    ana.sees("You said yes")
    form.field("Time").fill("16:00")
    form.presses("Save")
    expect(form.dialog).to_have_count(0)
    ana.sees("Sam Rivera has moved your interview.", "You have not answered yet")
    sam.sees("Ana has not answered yet", "16:00–16:45")
