"""The workspace in the browser, with a real app behind it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def say(page: Page, line: str) -> None:
    bar = page.get_by_role("textbox", name="Message")
    bar.fill(line)
    bar.press("Enter")


def log(page: Page) -> Any:
    return page.get_by_role("log")


def open_form(page: Page) -> Any:
    say(page, "/practice form")
    form = page.get_by_role("dialog", name="New talk")
    expect(form).to_be_visible()
    return form


def pick(form: Any, query: str, name: str) -> None:
    form.get_by_role("combobox", name="With whom?").fill(query)
    form.get_by_role("option", name=name).click()


def test_a_command_is_answered_for_its_typist_only(stage: Any) -> None:
    sam, pat = stage.window("U1", "&in=C1"), stage.window("U2", "&in=C1")
    say(sam, "/practice say hello")
    answer = log(sam).get_by_role("article").filter(has_text="You said hello, @Sam Okafor")
    expect(answer).to_contain_text("Only visible to you")
    say(pat, "good morning")
    expect(log(pat)).to_contain_text("good morning")
    expect(log(pat)).not_to_contain_text("You said")


def test_an_error_stands_under_its_field_until_it_is_corrected(stage: Any) -> None:
    sam = stage.window("U1")
    form = open_form(sam)
    title = form.get_by_label("Title")
    title.fill("wrong")
    pick(form, "ana", "Ana Ruiz")
    form.get_by_label("When").fill("2026-11-27T15:00")
    form.get_by_role("button", name="Book").click()
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_accessible_description(re.compile("That is no good title"))
    expect(title).to_be_focused()
    title.fill("Tea")
    form.get_by_role("button", name="Book").click()
    expect(form).to_have_count(0)
    # 15:00 in Madrid, whatever the zone of the machine that runs the browser.
    expect(log(sam)).to_contain_text("Tea with Ana Ruiz at 1795788000")


def test_required_fields_are_asked_for(stage: Any) -> None:
    form = open_form(stage.window("U1"))
    form.get_by_role("button", name="Book").click()
    expect(form.get_by_text("Please complete this required field.")).to_have_count(3)
    expect(form.get_by_label("Title")).to_be_focused()


def test_a_search_asks_the_app_from_the_second_letter_on(stage: Any) -> None:
    form = open_form(stage.window("U1"))
    field = form.get_by_role("combobox", name="With whom?")
    field.fill("a")
    expect(form.get_by_text("Type 1 more letter")).to_be_visible()
    field.fill("an")
    expect(form.get_by_role("option")).to_have_text(["Ana Ruiz", "Anabel Cruz"])
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Anabel Cruz")
    field.fill("zz")
    expect(form.get_by_text("Nothing found")).to_be_visible()


def test_what_is_typed_stays_unless_its_block_is_a_new_one(stage: Any) -> None:
    form = open_form(stage.window("U1"))
    form.get_by_label("Title").fill("Tea")
    form.get_by_label("Link").fill("https://meet.example")
    form.get_by_label("Phone").check()
    expect(form.get_by_label("Number")).to_have_value("")
    expect(form.get_by_label("Title")).to_have_value("Tea")
    expect(form.get_by_label("Phone")).to_be_checked()


def test_a_reload_finds_the_open_form_as_it_was(stage: Any) -> None:
    sam = stage.window("U1")
    form = open_form(sam)
    with sam.expect_response("**/playground/draft"):
        form.get_by_label("Title").fill("Tea")
    sam.reload()
    expect(form.get_by_label("Title")).to_have_value("Tea")


def test_a_message_changes_in_the_window_of_another_person(stage: Any) -> None:
    sam, pat = stage.window("U1"), stage.window("U2")
    say(sam, "/practice card @pat")
    expect(log(pat)).to_contain_text("It is open.")
    again = stage.window("U2")
    pat.get_by_role("button", name="Accept").click()
    for window in (pat, again):
        expect(log(window)).to_contain_text("It is accepted.")
        expect(log(window)).to_contain_text("(edited)")
    # The button was built anew by the update and still has the focus.
    expect(pat.get_by_role("button", name="Accept")).to_be_focused()


def test_a_deed_with_a_question_waits_for_its_answer(stage: Any) -> None:
    sam, pat = stage.window("U1"), stage.window("U2")
    say(sam, "/practice card @pat")
    decline = pat.get_by_role("button", name="Decline", exact=True)
    decline.click()
    question = pat.get_by_role("alertdialog", name="Decline it?")
    question.get_by_role("button", name="Keep it").click()
    expect(question).to_have_count(0)
    expect(decline).to_be_focused()
    expect(log(pat)).to_contain_text("It is open.")
    # And by keyboard: it opens on the answer that does nothing, and Escape gives that answer too.
    pat.keyboard.press("Enter")
    expect(question.get_by_role("button", name="Keep it")).to_be_focused()
    pat.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(decline).to_be_focused()
    pat.keyboard.press("Enter")
    expect(question.get_by_role("button", name="Keep it")).to_be_focused()
    pat.keyboard.press("Tab")
    expect(question.get_by_role("button", name="Decline it")).to_be_focused()
    pat.keyboard.press("Enter")
    expect(log(pat)).to_contain_text("It is declined.")


def test_a_time_is_shown_on_the_clock_of_who_reads(stage: Any) -> None:
    sam, pat, ana = (stage.window(person) for person in ("U1", "U2", "U3"))
    for name in ("sam", "pat", "ana"):
        say(sam, f"/practice card @{name}")
    expect(log(sam)).to_contain_text("When: Today at 18:00")
    expect(log(pat)).to_contain_text(re.compile(r"When: Today at 12:00\sPM"))
    expect(log(ana)).to_contain_text(re.compile(r"When: Today at 5:00\sPM"))
    expect(ana.get_by_role("region", name="House clock")).to_contain_text("UTC (no zone set)")


def test_the_clock_is_moved_by_its_buttons(stage: Any) -> None:
    sam = stage.window("U1")
    clock = sam.get_by_role("region", name="House clock")
    expect(clock).to_contain_text("14:50")
    clock.get_by_role("button", name="Next reminder").click()
    expect(clock).to_contain_text("16:50")
    expect(clock.get_by_role("button", name="Next reminder")).to_be_disabled()
    clock.get_by_role("button", name="+10 min").click()
    expect(clock).to_contain_text("17:00")
    clock.get_by_role("button", name="+1 hour").click()
    expect(clock).to_contain_text("18:00")
    clock.get_by_role("button", name="Next day").click()
    expect(clock).to_contain_text("18:00 Sat, 21 Nov 2026")
    clock.get_by_label("Move the clock to").fill("2026-11-25T09:05")
    clock.get_by_role("button", name="Go").click()
    expect(clock).to_contain_text("09:05 Wed, 25 Nov 2026")
    clock.get_by_label("Move the clock to").fill("2026-11-01T09:05")
    clock.get_by_role("button", name="Go").click()
    expect(sam.get_by_role("alert")).to_contain_text("only moves forward")


def test_an_app_that_does_not_answer_is_shown_as_slack_shows_it(stage: Any) -> None:
    sam = stage.window("U1")
    say(sam, "/practice silent")
    expect(log(sam)).to_contain_text("/practice failed with the error “operation_timeout”")


def test_commands_people_and_earlier_lines_are_offered(stage: Any) -> None:
    sam = stage.window("U1")
    bar = sam.get_by_role("textbox", name="Message")
    bar.press_sequentially("/pr")
    expect(sam.get_by_role("option")).to_contain_text("hello | form | card @who")
    bar.press("Enter")
    expect(bar).to_have_value("/practice ")
    bar.press_sequentially("card @p")
    expect(sam.get_by_role("option")).to_have_text(["Pat Lind@pat", "Practice@Practice"])
    bar.press("Tab")
    expect(bar).to_have_value("/practice card @pat ")
    bar.press("Enter")
    expect(bar).to_have_value("")
    bar.press("ArrowUp")
    expect(bar).to_have_value("/practice card @pat")
    bar.press("ArrowDown")
    expect(bar).to_have_value("")


def test_text_is_never_read_as_html(stage: Any) -> None:
    sam = stage.window("U1")
    say(sam, "/practice evil <img src=x onerror=alert(1)> [x](javascript:alert(1))")
    expect(log(sam)).to_contain_text("<img src=x onerror=alert(1)>")
    assert log(sam).locator("img, a, script").count() == 0


def test_everything_can_be_done_by_keyboard(stage: Any) -> None:
    sam = stage.window("U1")
    sam.keyboard.type("/practice form")
    sam.keyboard.press("Enter")
    form = sam.get_by_role("dialog", name="New talk")
    expect(form.get_by_label("Title")).to_be_focused()
    sam.keyboard.type("Tea")
    sam.keyboard.press("Tab")
    sam.keyboard.type("bo")
    expect(form.get_by_role("option", name="Bo Lind")).to_be_visible()
    sam.keyboard.press("Enter")
    expect(form.get_by_label("With whom?")).to_have_value("Bo Lind")
    inside = "document.activeElement.closest('dialog, body').tagName === 'DIALOG'"
    # Beyond the last button lies the browser's own frame, then the form begins again.
    nowhere = "document.activeElement === document.body"
    for _ in range(20):
        assert sam.evaluate(f"{inside} || {nowhere}")
        sam.keyboard.press("Tab")
    sam.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(sam.get_by_role("textbox", name="Message")).to_be_focused()


def test_the_home_tab_is_filled_when_it_is_opened(stage: Any) -> None:
    sam = stage.window("U1")
    sam.get_by_role("link", name="Home").click()
    expect(sam.get_by_role("heading", name="Your talks")).to_be_visible()
    expect(sam).to_have_url(re.compile("in=home"))
    sam.go_back()
    expect(log(sam)).to_be_visible()


def test_unread_messages_are_counted_and_read(stage: Any) -> None:
    sam, pat = stage.window("U1"), stage.window("U2", "&in=C2")
    say(sam, "/practice card @pat")
    place = pat.get_by_role("link", name="Practice")
    expect(place).to_contain_text("1 unread")
    place.click()
    expect(place).not_to_contain_text("unread")


def test_each_element_tells_the_app_what_was_chosen(stage: Any) -> None:
    sam = stage.window("U1")
    say(sam, "/practice everything")
    sam.get_by_label("Colour").select_option("Blue")
    expect(log(sam)).to_contain_text("static_select is blue")
    sam.get_by_role("combobox", name="Colleague").fill("pat")
    sam.keyboard.press("Enter")
    expect(log(sam)).to_contain_text("users_select is U2")
    sam.get_by_label("Date", exact=True).fill("2026-11-27")
    expect(log(sam)).to_contain_text("datepicker is 2026-11-27")
    sam.get_by_label("Time", exact=True).fill("15:30")
    expect(log(sam)).to_contain_text("timepicker is 15:30")
    sam.get_by_label("Date and time").fill("2026-11-27T15:00")
    expect(log(sam)).to_contain_text("datetimepicker is 1795788000")
    sam.get_by_label("Red").check()
    expect(log(sam)).to_contain_text("checkboxes is ['red']")
    sam.get_by_role("button", name="More actions").press("Enter")
    expect(sam.get_by_role("menuitem", name="Why")).to_be_focused()
    sam.keyboard.press("ArrowDown")
    sam.keyboard.press("Enter")
    expect(log(sam)).to_contain_text("overflow is settings")
    expect(sam.get_by_role("button", name="More actions")).to_be_focused()


def test_a_link_to_a_message_leads_to_it(stage: Any) -> None:
    sam, pat = stage.window("U1", "&in=C1"), stage.window("U2", "&in=C1")
    say(pat, "the message in question")
    found = log(sam).get_by_role("article")
    stamp = found.get_attribute("data-ts").replace(".", "")
    address = f"{stage.served.base_url}/archives/C1/p{stamp}"
    say(sam, f"see {address}")
    expect(pat.get_by_role("link", name=address)).to_be_visible()
    pat.get_by_role("link", name="Practice").click()
    pat.go_back()
    pat.get_by_role("link", name=address).click()
    expect(pat.get_by_role("article").first).to_be_focused()
    sam.goto(address)
    expect(sam.get_by_role("article").first).to_be_focused()
    expect(sam.get_by_role("listitem").filter(has_text="you").first).to_contain_text("Sam Okafor")


def test_a_hint_fills_the_message_bar_until_the_hints_are_put_away(stage: Any) -> None:
    sam = stage.window("U1")
    hints = sam.get_by_role("region", name="Hints")
    expect(hints).to_contain_text("Talks are booked here.")
    hints.get_by_role("button", name="Book a talk").click()
    expect(sam.get_by_role("textbox", name="Message")).to_have_value("/practice form")
    hints.get_by_role("button", name="Hide these hints").click()
    sam.reload()
    expect(log(sam)).to_be_visible()
    expect(hints).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_on_a_narrow_screen(stage: Any, tmp_path: Any, scheme: str) -> None:
    narrow = {"viewport": {"width": 360, "height": 740}, "color_scheme": scheme}
    sam = stage.window("U1", **narrow)
    expect(sam.get_by_text("Start here")).to_be_visible()
    expect(sam.get_by_role("button", name="Book a talk")).to_be_hidden()  # there is no room for it
    say(sam, "/practice card @sam")
    expect(log(sam)).to_contain_text("It is open.")
    sam.screenshot(path=tmp_path / f"{scheme}-messages.png")
    form = open_form(sam)
    sam.screenshot(path=tmp_path / f"{scheme}-form.png")
    for box in (sam.locator("html"), form):
        assert box.evaluate("element => element.scrollWidth <= 360")
    form.get_by_role("button", name="Cancel").click()
    sam.get_by_role("button", name="People and conversations").click()
    sam.get_by_role("link", name="general").click()
    expect(sam.get_by_role("heading", name="# general")).to_be_visible()


def test_the_page_is_bound_to_its_own_origin(stage: Any) -> None:
    sam = stage.window("U1")
    answer = sam.request.get(stage.served.base_url)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-dns-prefetch-control"] == "off"
    assert (
        sam.request.get(f"{stage.served.base_url}/playground/assets/..%2Fbrowser.py").status == 404
    )
