"""Once told to stop, the post begins nothing more."""

from typing import Any

import pytest

from bot.interviews.ports.post import NotBegun


def test_nothing_is_posted_or_looked_for_and_cards_may_still_change(
    slack: Any, delivery: Any
) -> None:
    post, kept, ana = delivery.post(), delivery.kept(), delivery.ana
    post.stop()
    for begins in (
        lambda: post.deliver(delivery.notice(), kept, ana, None),
        lambda: post.deliver(delivery.notice(), kept, ana.but(slack_channel_id=None), None),
        lambda: post.find(delivery.notice(), kept, ana, None),
    ):
        with pytest.raises(NotBegun) as caught:
            begins()
        assert caught.value.certain
    assert slack.methods() == []
    post.deliver(delivery.notice(loud=False), kept, ana, delivery.card())
    assert slack.methods() == ["chat.update"]
