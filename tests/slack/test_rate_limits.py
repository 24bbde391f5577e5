"""The bot where Slack limits every call as it says it may."""

import time
from typing import Any


def test_a_message_that_slack_limits_comes_a_moment_later_and_once(acme: Any) -> None:
    acme.demo.playground.rates.on = True
    for hour in (2, 3):
        acme.sam.types(f"/interview @ana with @pat fri {hour}pm video at https://x.example.com/y")
        acme.sam.presses("Book")
    until = time.monotonic() + 30
    while not len(acme.ana.messages()) == len(acme.pat.messages()) == 2:
        assert time.monotonic() < until
        acme.settle()
        time.sleep(0.05)
    acme.settle()
    for person in (acme.ana, acme.pat):
        first, second = (message["text"] for message in person.messages())
        assert first != second
