"""Direct messages that are closed are opened anew; a token that is no longer good is waited for."""

from typing import Any

import pytest

from bot.interviews.notices import Reason
from bot.interviews.ports.post import Undelivered
from bot.slack.buckets import BAD_LUCK

POST = "chat.postMessage"


def refuses(slack: Any, error: str, method: str = POST) -> None:
    slack.next(method, {"ok": False, "error": error})


def fails(delivery: Any, post: Any = None) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        (post or delivery.post()).deliver(delivery.notice(), delivery.kept(), delivery.ana, None)
    return caught.value


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived"])
def test_direct_messages_that_are_closed_are_opened_anew(
    slack: Any, delivery: Any, error: str
) -> None:
    refuses(slack, error)
    delivery.post().deliver(delivery.notice(), delivery.kept(), delivery.ana, None)
    assert slack.methods() == [POST, "conversations.open", POST]
    assert slack.sent(POST)["channel"] == "D77"
    assert delivery.remembered == [(1, "D77")]


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived"])
def test_where_they_stay_closed_it_is_refused_for_good(
    slack: Any, delivery: Any, error: str
) -> None:
    refuses(slack, error)
    refuses(slack, error)
    failed = fails(delivery)
    assert (failed.reason, failed.for_good, failed.certain) == (Reason.REFUSED, True, True)
    assert slack.methods() == [POST, "conversations.open", POST]


def test_somebody_whose_messages_cannot_be_opened_is_refused_for_good(
    slack: Any, delivery: Any
) -> None:
    refuses(slack, "channel_not_found")
    refuses(slack, "user_disabled", "conversations.open")
    failed = fails(delivery)
    assert (failed.detail, failed.for_good) == ("user_disabled", True)


@pytest.mark.parametrize(
    "error", ["account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"]
)
def test_a_token_that_is_no_longer_good_is_nobodys_fault_and_waits(
    slack: Any, delivery: Any, error: str
) -> None:
    refuses(slack, error)
    failed = fails(delivery)
    assert (failed.shut_out, failed.for_good, failed.certain) == (True, False, True)
    assert failed.detail == error


def test_slack_is_soon_left_alone_when_it_accepts_the_token_no_longer(
    slack: Any, delivery: Any
) -> None:
    post = delivery.post()
    for _ in range(BAD_LUCK):
        refuses(slack, "token_revoked")
        fails(delivery, post)
    assert post.pause()
