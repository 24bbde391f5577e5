"""Whether the token is still good is asked now and then, and believed until Slack says so."""

from typing import Any

import pytest

from bot.admission import ASKED_AGAIN_AFTER, StillLetIn
from bot.slack.calls import OneTryClient

ASK = "auth.test"
REVOKED = {"ok": False, "error": "token_revoked"}


class Seconds:
    """A clock that shows what it is set to."""

    def __init__(self) -> None:
        self.shown = 1000.0

    def __call__(self) -> float:
        return self.shown


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def still(slack: Any, seconds: Seconds) -> StillLetIn:
    return StillLetIn(OneTryClient("xoxb-1", slack.url, 5.0), seconds)


def test_a_revoked_token_is_noticed_and_so_is_that_it_is_good_again(
    slack: Any, still: StillLetIn, seconds: Seconds
) -> None:
    slack.next(ASK, REVOKED)
    assert not still()
    seconds.shown += ASKED_AGAIN_AFTER
    assert still()


def test_slack_is_asked_once_in_a_while_however_often_somebody_wants_to_know(
    slack: Any, still: StillLetIn, seconds: Seconds
) -> None:
    assert [still() for _ in range(3)] == [True] * 3
    slack.next(ASK, REVOKED)
    seconds.shown += ASKED_AGAIN_AFTER - 0.1
    assert still()
    seconds.shown += 0.1
    assert [still() for _ in range(3)] == [False] * 3
    assert slack.methods() == [ASK, ASK]


@pytest.mark.parametrize("answer", [None, {"ok": False, "error": "internal_error"}])
def test_that_slack_is_away_says_nothing_about_the_token(
    slack: Any, still: StillLetIn, seconds: Seconds, answer: Any
) -> None:
    slack.next(ASK, answer)
    assert still()
    slack.next(ASK, REVOKED)
    slack.next(ASK, answer)
    for _ in range(2):
        seconds.shown += ASKED_AGAIN_AFTER
        assert not still()
