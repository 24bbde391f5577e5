"""How often Slack is asked: in turns, half as often after a complaint, and not at all meanwhile."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.ports.post import Undelivered
from bot.slack.buckets import BAD_LUCK, POST, QUIET, Buckets, Rates


class Hand:
    """A clock turned by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def buckets(hand: Hand) -> Buckets:
    return Buckets(Rates(), hand)


def test_in_a_workspace_five_messages_leave_in_a_second(buckets: Buckets) -> None:
    waits = [buckets.turn(f"D{number}", 60) for number in range(6)]
    assert waits == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1.0])


def test_in_one_conversation_one_message_leaves_in_a_second(buckets: Buckets) -> None:
    assert [buckets.turn("D1", 60) for _ in range(3)] == pytest.approx([0, 1, 2])


def test_a_turn_that_is_too_far_off_is_not_kept(buckets: Buckets) -> None:
    waits = [buckets.turn("D1", 1.5) for _ in range(5)]
    assert waits == pytest.approx([0, 1, 2, 2, 2])


def test_after_a_complaint_all_pause_and_then_go_half_as_fast(buckets: Buckets, hand: Hand) -> None:
    buckets.complained(POST, 30)
    buckets.complained(POST, 30)  # of the same burst
    assert buckets.pause(POST) == 30
    assert [buckets.turn(f"D{number}", 60) for number in range(3)] == pytest.approx(
        [30, 30.4, 30.8]
    )
    hand.seconds += 31
    buckets.complained(POST, 10)
    assert [buckets.turn(f"C{number}", 60) for number in range(2)] == pytest.approx([10, 10.8])


def test_after_a_quiet_minute_it_is_tried_twice_as_fast_again(buckets: Buckets, hand: Hand) -> None:
    buckets.complained(POST, 1)
    hand.seconds += QUIET + 1
    assert [buckets.turn(f"D{number}", 60) for number in range(3)] == pytest.approx([0, 0.2, 0.4])


def test_a_complaint_about_edits_holds_up_no_message(buckets: Buckets) -> None:
    buckets.complained("chat.update", 30)
    assert buckets.turn("D1", 60) == 0
    assert buckets.pause("chat.update") == 30


def test_when_slack_complains_of_one_message_the_others_wait_too(slack: Any, delivery: Any) -> None:
    post = delivery.post()
    slack.next(POST, {"ok": False, "error": "ratelimited"}, 429, Retry_After="7")
    with pytest.raises(Undelivered):
        post.deliver(delivery.notice(), delivery.kept(), delivery.ana, None)
    wait = post.turn(delivery.notice(), delivery.pat, timedelta(minutes=1))
    assert timedelta(seconds=6) < wait <= timedelta(seconds=7)
    assert post.turn(delivery.notice(loud=False), delivery.pat, timedelta(0)) == timedelta(0)


def test_while_edits_are_to_be_left_alone_an_earlier_card_stays_as_it_is(
    slack: Any, delivery: Any
) -> None:
    post, card = delivery.post(), delivery.card()
    slack.next("chat.update", {"ok": False, "error": "ratelimited"}, 429, Retry_After="7")
    for _ in range(2):
        post.deliver(delivery.notice(), delivery.kept(), delivery.ana, card)
    assert slack.methods().count("chat.update") == 1


def test_when_slack_answers_nothing_any_more_it_is_left_alone_for_longer_and_longer(
    buckets: Buckets, hand: Hand
) -> None:
    for _ in range(BAD_LUCK - 1):
        buckets.failed()
    assert buckets.pause(POST) == 0
    pauses = []
    for _ in range(7):
        buckets.failed()
        pauses.append(buckets.pause(POST))
        buckets.failed()  # it was in the air with the last one
        hand.seconds += pauses[-1]
    assert pauses == [1, 2, 4, 8, 16, 32, 60]
    buckets.worked()
    buckets.failed()
    assert buckets.pause(POST) == 0
