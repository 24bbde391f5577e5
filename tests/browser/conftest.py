"""The whole product in real windows: somebody at each, and all of them open at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
NAMED = {
    "alertdialog", "article", "button", "checkbox", "combobox", "ComboBoxSelect", "Date",
    "DateTime", "dialog", "group", "heading", "image", "InputTime", "link", "listbox",
    "listBoxOption", "log", "menu", "menuitem", "navigation", "option", "radio",
    "radiogroup", "region", "spinbutton", "textbox",
}  # fmt: skip
# What sticks out at a side of the window, or is cut off: text for eyes, and all one may act on.
CUT = """() => [...document.querySelectorAll(
    "button, a, input, select, textarea, label, h1, h2, h3, p, span, dialog"
  )]
  .filter((each) => each.checkVisibility() && !each.closest(".unseen, .skip"))
  .filter((each) => {
    const { left, right } = each.getBoundingClientRect();
    const scrolls = each.matches("input, textarea")
      || getComputedStyle(each).overflowX === "visible";
    return left < 0 || right > innerWidth || (!scrolls && each.scrollWidth > each.clientWidth + 1);
  })
  .map((each) => `${each.tagName} ${each.className}: ${each.textContent}`)"""
# What fades in has its colours at the end; what turns round while one waits never ends.
STILL = """() => Promise.allSettled(document.getAnimations()
  .filter((each) => each.effect.getTiming().iterations !== Infinity)
  .map((each) => each.finished)).then(() => null)"""
SCREENSHOTS = Path(__file__).parents[2] / "screenshots"


class Window:
    """The window of one person."""

    def __init__(self, page: Page, *, pictured: bool) -> None:
        self.page = page
        self._pictured = pictured
        self.log = page.get_by_role("log")
        self.clock = page.get_by_role("region", name="House clock")
        self.line = page.get_by_role("textbox", name="Message")
        self.newest = self.log.get_by_role("article").last

    def says(self, line: str) -> None:
        self.line.fill(line)
        self.line.press("Enter")

    def button(self, name: str) -> Locator:
        """The newest button of that name."""
        return self.log.get_by_role("button", name=name, exact=True).last

    def presses(self, name: str) -> None:
        self.button(name).click()

    def form(self, name: str) -> Form:
        """The form of that name, once it is open."""
        dialog = self.page.get_by_role("dialog", name=name)
        dialog.wait_for()
        return Form(dialog)

    def sees(self, *sentences: str) -> None:
        """The newest message comes to say all of this."""
        from playwright.sync_api import expect  # noqa: PLC0415 - as in the fixture of Chromium

        for sentence in sentences:
            expect(self.newest).to_contain_text(sentence)

    def suits_everybody(self) -> None:
        """Whoever cannot see the screen, or not its colours, or has a narrow one, finds all of it.

        WCAG 2.2, A and AA, as far as axe can judge that; each thing to act on and each place that
        one may be led to has a name in Chromium's own tree for screen readers; nothing is cut.
        """
        self.page.evaluate(STILL)
        found = Axe().run(self.page, options=WCAG)
        assert found.violations_count == 0, found.generate_report()
        assert [each for each in self.spoken() if each[0] in NAMED and not each[1]] == []
        assert self.page.evaluate(CUT) == []

    def suits_everybody_in_the_dark(self) -> None:
        """The same where only colours and width differ from a screen that was judged whole."""
        self.page.evaluate(STILL)
        found = Axe().run(self.page, options=COLOURS)
        assert found.violations_count == 0, found.generate_report()
        assert self.page.evaluate(CUT) == []

    def spoken(self) -> list[tuple[str, str]]:
        """The role and the name of everything that a screen reader is told of."""
        session = self.page.context.new_cdp_session(self.page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        session.detach()
        told = [node for node in nodes if not node["ignored"]]
        return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in told]

    def picture(self, name: str) -> None:
        """Keep what is seen now, for somebody who wants to look: with `pytest --pictures`."""
        if not self._pictured:
            return
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")


class Form:
    """A form that is open in a window."""

    def __init__(self, dialog: Locator) -> None:
        self.dialog = dialog

    def field(self, label: str) -> Locator:
        return self.dialog.get_by_label(re.compile(rf"^{re.escape(label)}( \(optional\))?$"))

    def picks(self, label: str, query: str, name: str) -> None:
        """Look for somebody by a few letters, and take them."""
        self.dialog.get_by_role("combobox", name=label).fill(query)
        self.dialog.get_by_role("option", name=name).click()

    def presses(self, name: str) -> None:
        self.dialog.get_by_role("button", name=name, exact=True).click()

    def fills(self, **values: str) -> None:
        """Type into fields, by label."""
        for label, value in values.items():
            self.field(label).fill(value)


@pytest.fixture
def window(acme: Any, windows: Any, pytestconfig: pytest.Config) -> Callable[..., Window]:
    """Open a window as that person; with `options` of the browser, such as a narrow screen."""

    pictured = bool(pytestconfig.getoption("--pictures"))

    def opened(name: str, **options: Any) -> Window:
        person = getattr(acme, name)
        page = windows.open(f"{acme.url}/?as={person.id}", **options)
        return Window(page, pictured=pictured)

    return opened
