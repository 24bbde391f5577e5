"""Something else answers at Slack's address, such as a proxy: a sentence says so, not an error."""

import re
from typing import Any

import pytest

from bot.admission import NotConnected, StillLetIn, let_in, let_listen
from bot.clock import monotonic
from bot.interviews.ports.post import Undelivered
from bot.slack.calls import OneTryClient

NO_OBJECTS: list[Any] = [[], [1], '"yes"', "null"]
LACKING: list[Any] = [{"ok": True}, {"ok": True, "team": 5, "team_id": None, "url": 5}]


@pytest.mark.parametrize("status", [200, 404])
@pytest.mark.parametrize("answer", NO_OBJECTS)
def test_what_is_no_object_is_not_slacks(slack: Any, answer: Any, status: int) -> None:
    is_not_slack(slack, answer, status)


@pytest.mark.parametrize("answer", LACKING)
def test_a_yes_that_says_nothing_is_not_slacks(slack: Any, answer: Any) -> None:
    is_not_slack(slack, answer)


def is_not_slack(slack: Any, answer: Any, status: int = 200) -> None:
    client = OneTryClient("xoxb-1", slack.url, 5.0)
    slack.next("auth.test", answer, status)
    says = f"cannot be asked at {slack.url} just now (what answers there is not Slack). See that"
    with pytest.raises(NotConnected, match=re.escape(says)):
        let_in(client, set())
    slack.next("apps.connections.open", answer, status)
    with pytest.raises(NotConnected, match="what answers there is not Slack"):
        let_listen(client, "xapp-1")
    slack.next("auth.test", answer, status)
    assert StillLetIn(client, monotonic)()


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("<html><p>Please log in</p></html>", "what answers there is not Slack"),
        ("", "what answers there is not Slack"),
        ({"ok": False, "error": "internal_error"}, "internal_error"),
    ],
)
def test_a_page_is_not_taken_for_an_answer(slack: Any, answer: Any, why: str) -> None:
    slack.next("auth.test", answer)
    with pytest.raises(NotConnected, match=rf"cannot be asked at http:\S+ just now \({why}\)"):
        let_in(OneTryClient("xoxb-1", slack.url, 5.0), set())


def test_whether_something_else_posted_a_message_is_in_doubt(slack: Any, delivery: Any) -> None:
    slack.next("chat.postMessage", [1])
    with pytest.raises(Undelivered) as undelivered:
        delivery.post().deliver(delivery.notice(), delivery.kept(), delivery.ana, None)
    assert (undelivered.value.detail, undelivered.value.certain) == ("NotSlack", False)
