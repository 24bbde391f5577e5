"""Take the README's picture from the running demo: `.venv/bin/python tests/take_picture.py`."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from bot.clock import Clock
from bot.demo import SAM, Demo, fill

PICTURE = Path(__file__).parent.parent / ".github" / "demo.png"
LINE = "/interview @ana with @pat fri 3pm 45m video at https://meet.example.com/ana"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def take() -> None:
    """Type the README's line as the recruiter, and keep what the browser shows."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        clock = Clock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
        with Demo(f"sqlite:///{folder}/demo.sqlite3", clock=clock) as demo:
            fill(demo.house)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            page.goto(f"{demo.url}/?as={SAM}")
            page.get_by_role("combobox").or_(page.get_by_role("textbox")).last.fill(LINE)
            page.keyboard.press("Enter")
            page.get_by_role("button", name="Book", exact=True).wait_for()
            page.screenshot(path=PICTURE)
            browser.close()


if __name__ == "__main__":
    take()
