"""Nothing leaves this machine: the demo calls nobody, and its page asks nobody else for anything.

What the pages of all other tests ask for is watched by the fixture that opens their windows.
"""

import contextlib
import re
import signal
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DEMO = [str(Path(sysconfig.get_path("scripts")) / "interview-bot"), "demo", "--no-browser"]
# At a time at which nobody has an interview in the demo, whatever day it is.
LINE = "/interview @ana with @pat fri 7:10am 45m video at https://meet.example.com/ana"
# Python runs a module of this name at start. It notes every address that a socket is connected to
# or sends to, and every name that is looked up.
WITNESS = """
import sys
CALLS = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0}
def note(event, given):
    if event in CALLS:
        called = given[CALLS[event]]
        with open(__file__ + ".calls", "a") as calls:
            print(called[0] if isinstance(called, tuple) else called, file=calls)
sys.addaudithook(note)
"""


@pytest.fixture
def watched_demo(tmp_path: Path) -> Iterator[str]:
    """The demo as people start it, in a process whose calls are noted; gives its address."""
    (tmp_path / "sitecustomize.py").write_text(WITNESS, encoding="utf-8")
    with subprocess.Popen(  # noqa: S603 - our own command
        [*DEMO, "--port", "0"],
        env={"HOME": str(tmp_path), "PYTHONPATH": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    ) as demo:
        try:
            assert demo.stdout is not None
            found = re.search(r"(http://127\.0\.0\.1:\d+)/", demo.stdout.readline())
            assert found
            yield found[1]
            demo.send_signal(signal.SIGINT)
            assert demo.wait(30) == 0
        finally:
            demo.kill()


def types(line: Locator, text: str, *, until: Locator) -> None:
    """Type it until it is read back: a window that is not ready yet may miss what is typed."""
    for patience in (10_000, 20_000, 30_000):
        line.fill(text)
        line.press("Enter")
        with contextlib.suppress(AssertionError):
            expect(until).to_be_visible(timeout=patience)
            return
    expect(until).to_be_visible()


def test_no_request_leaves_the_machine(watched_demo: str, windows: Any, tmp_path: Path) -> None:
    sam, ana = (windows.open(f"{watched_demo}/?as={user}") for user in ("U0SAM", "U0ANA"))
    line = sam.get_by_role("textbox", name="Message")
    book = sam.get_by_role("button", name="Book", exact=True).last
    types(line, LINE, until=book)
    book.click()
    invited = ana.get_by_role("log")
    expect(invited).to_contain_text("Sam from Acme has arranged a video interview")
    ana.get_by_role("button", name="I'll be there").click()
    expect(invited).to_contain_text("You said yes")
    forward, clock = (
        sam.get_by_role("button", name="Next reminder"),
        sam.get_by_role("region", name="House clock"),
    )
    while "Interview in" not in invited.inner_text():
        before = clock.inner_text()
        forward.click()
        expect(clock).not_to_have_text(before)
    line.fill("/interview new")
    line.press("Enter")
    expect(sam.get_by_role("dialog", name="New interview")).to_be_visible()
    assert windows.asked == {"127.0.0.1"}
    called = set((tmp_path / "sitecustomize.py.calls").read_text(encoding="utf-8").split())
    assert called == {"127.0.0.1"}
