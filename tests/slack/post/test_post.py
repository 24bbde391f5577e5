"""Notices go out as direct messages; every failure says what is known of it."""

import contextlib
import gc
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.clock import monotonic
from bot.deadline import Patience, somebody_waits
from bot.interviews.notices import Reason
from bot.interviews.ports.post import Receipt, Undelivered
from bot.slack.calls import OneTryClient, answer_by


def deliver(delivery: Any, notice: Any = None, card: Any = None, person: Any = None) -> Receipt:
    kept = delivery.kept()
    notice = notice or delivery.notice()
    return delivery.post().deliver(notice, kept, person or delivery.ana, card)


def fails(delivery: Any, **given: Any) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        deliver(delivery, **given)
    return caught.value


def test_a_loud_notice_is_one_new_message_that_can_be_found_again(
    slack: Any, delivery: Any
) -> None:
    receipt = deliver(delivery)
    assert receipt == Receipt(channel="D1", ts="1795787400.000200")
    assert slack.methods() == ["chat.postMessage"]
    sent = slack.sent("chat.postMessage")
    assert sent["channel"] == "D1"
    assert sent["text"].startswith("15:00 (Madrid time), in 10 minutes: your video interview")
    assert sent["metadata"] == {
        "event_type": "interview_notice",
        "event_payload": {"key": "a-key"},
    }
    assert sent["unfurl_links"] is False
    assert sent["unfurl_media"] is False
    assert sent["blocks"]


def test_the_earlier_card_shrinks_to_a_line_that_points_to_the_new_one(
    slack: Any, delivery: Any
) -> None:
    card = delivery.card()
    deliver(delivery, card=card)
    assert slack.methods() == ["chat.postMessage", "chat.getPermalink", "chat.update"]
    shrunk = slack.sent("chat.update")
    assert (shrunk["channel"], shrunk["ts"]) == ("D1", card.ts)
    assert len(shrunk["blocks"]) == 1
    line = shrunk["blocks"][0]["elements"][0]["text"]
    assert "https://acme.slack.com/archives/D1/p1795787400000200" in line


@pytest.mark.parametrize("method", ["chat.getPermalink", "chat.update"])
def test_a_card_that_cannot_shrink_is_no_reason_to_post_again(
    slack: Any, delivery: Any, method: str
) -> None:
    slack.next(method, {"ok": False, "error": "internal_error"})
    assert deliver(delivery, card=delivery.card()).ts == "1795787400.000200"


def test_a_quiet_notice_edits_the_card(slack: Any, delivery: Any) -> None:
    card = delivery.card()
    receipt = deliver(delivery, notice=delivery.notice(loud=False), card=card)
    assert receipt == Receipt(channel="D1", ts=card.ts)
    assert slack.methods() == ["chat.update"]


def test_a_quiet_notice_without_a_card_has_nothing_to_edit(slack: Any, delivery: Any) -> None:
    failed = fails(delivery, notice=delivery.notice(loud=False))
    assert (failed.reason, failed.for_good, failed.certain) == (Reason.NO_CARD, True, True)
    assert slack.calls == []


def test_direct_messages_are_opened_once_and_remembered(slack: Any, delivery: Any) -> None:
    ana = delivery.ana.but(slack_channel_id=None)
    deliver(delivery, person=ana)
    assert slack.sent("conversations.open")["users"] == "U1"
    assert slack.sent("chat.postMessage")["channel"] == "D77"
    assert delivery.remembered == [(1, "D77")]


def test_who_is_not_in_slack_cannot_be_reached(slack: Any, delivery: Any) -> None:
    nowhere = delivery.ana.but(slack_user_id=None, slack_channel_id=None)
    failed = fails(delivery, person=nowhere)
    assert (failed.reason, failed.for_good) == (Reason.NO_CHANNEL, True)
    assert slack.calls == []


@pytest.mark.parametrize(
    "error",
    [
        "user_disabled", "messages_tab_disabled", "restricted_action_read_only_channel",
        "invalid_blocks", "missing_scope", "cannot_dm_bot",
    ],
)  # fmt: skip
def test_what_slack_refuses_for_good_is_not_tried_again(
    slack: Any, delivery: Any, error: str
) -> None:
    slack.next("chat.postMessage", {"ok": False, "error": error})
    failed = fails(delivery)
    assert (failed.reason, failed.for_good, failed.certain) == (Reason.REFUSED, True, True)
    assert failed.detail == error


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"Retry_After": "7"}, 7),
        ({}, 30),
        ({"Retry_After": "soon"}, 30),
        ({"Retry_After": "inf"}, 30),
        ({"Retry_After": "99999999999"}, 3600),
    ],
)
def test_slack_is_left_alone_for_as_long_as_it_asks(
    slack: Any, delivery: Any, headers: dict[str, str], pause: int
) -> None:
    slack.next("chat.postMessage", {"ok": False, "error": "ratelimited"}, 429, **headers)
    failed = fails(delivery)
    assert failed.retry_after == timedelta(seconds=pause)
    assert (failed.for_good, failed.certain) == (False, True)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ({"ok": False, "error": "internal_error"}, 200),
        ({"ok": False, "error": "fatal_error"}, 200),
        ("<html>bad gateway</html>", 502),
        ("", 503),
        (None, 200),
    ],
)
def test_what_may_have_arrived_is_said_to_be_in_doubt(
    slack: Any, delivery: Any, answer: Any, status: int
) -> None:
    slack.next("chat.postMessage", answer, status)
    failed = fails(delivery)
    assert (failed.for_good, failed.certain) == (False, False)
    assert slack.methods() == ["chat.postMessage"]  # and it was not posted twice


@pytest.mark.parametrize("error", ["team_added_to_org", "request_timeout", "something_new"])
def test_what_was_answered_with_no_certainly_did_not_arrive(
    slack: Any, delivery: Any, error: str
) -> None:
    slack.next("chat.postMessage", {"ok": False, "error": error})
    failed = fails(delivery)
    assert (failed.for_good, failed.certain) == (False, True)


def test_an_address_where_nobody_listens_received_nothing(delivery: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(Undelivered) as caught:
        delivery.post(nobody).deliver(delivery.notice(), delivery.kept(), delivery.ana, None)
    assert caught.value.certain is True
    assert caught.value.for_good is False


def test_a_slow_answer_leaves_a_doubt(delivery: Any) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        delivery.timeout = 1
        with pytest.raises(Undelivered) as caught:
            delivery.post(f"http://127.0.0.1:{silent.getsockname()[1]}/").deliver(
                delivery.notice(), delivery.kept(), delivery.ana, None
            )
    assert caught.value.certain is False


@contextlib.contextmanager
def never_finishing() -> Iterator[str]:
    """A server that begins its answer and then says no more."""
    done = threading.Event()

    def begin(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
            done.wait(10)

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        serving = threading.Thread(target=begin, args=(listening,))
        serving.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        done.set()
        serving.join()


def given_up_but_open() -> list[socket.socket]:
    every = [each for each in gc.get_objects() if type(each) is socket.socket]
    return [each for each in every if each._closed and each.fileno() != -1]


@pytest.mark.parametrize("way", ["method", "response_url"])
def test_an_answer_that_breaks_off_leaves_no_connection_open(way: str) -> None:
    gc.collect()
    gc.disable()
    try:
        with never_finishing() as url:
            if way == "method":
                with pytest.raises(TimeoutError):
                    OneTryClient("xoxb-1", url, timeout=0.2).api_call("users.info")
            else:
                with somebody_waits(Patience(work=0.2, answer=0.2), monotonic()):
                    assert not answer_by(url, {"text": "Done."})
            assert not given_up_but_open()
    finally:
        gc.enable()


def test_an_edit_that_failed_can_be_done_again(slack: Any, delivery: Any) -> None:
    slack.next("chat.update", None)
    failed = fails(delivery, notice=delivery.notice(loud=False), card=delivery.card())
    assert (failed.for_good, failed.certain) == (False, True)


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message"])
def test_a_card_that_is_gone_cannot_be_edited(slack: Any, delivery: Any, error: str) -> None:
    slack.next("chat.update", {"ok": False, "error": error})
    failed = fails(delivery, notice=delivery.notice(loud=False), card=delivery.card())
    assert (failed.reason, failed.for_good) == (Reason.NO_CARD, True)


def test_opening_messages_that_failed_posted_nothing(slack: Any, delivery: Any) -> None:
    slack.next("conversations.open", None)
    failed = fails(delivery, person=delivery.ana.but(slack_channel_id=None))
    assert (failed.for_good, failed.certain) == (False, True)


def find(delivery: Any, person: Any = None, card: Any = None) -> Receipt | None:
    notice = delivery.notice(first_attempt_at=datetime(2026, 11, 27, 13, tzinfo=UTC))
    found: Receipt | None = delivery.post().find(
        notice, delivery.kept(), person or delivery.ana, card
    )
    return found


def test_a_message_whose_reply_was_lost_is_found_by_its_key(slack: Any, delivery: Any) -> None:
    posted = {
        "ts": "1795787399.000100",
        "metadata": {"event_type": "interview_notice", "event_payload": {"key": "a-key"}},
    }
    other = {"ts": "1795787398.000100", "text": "hello"}
    slack.next("conversations.history", {"ok": True, "messages": [other, posted]})
    assert find(delivery, card=delivery.card()) == Receipt(channel="D1", ts="1795787399.000100")
    assert slack.methods() == ["conversations.history", "chat.getPermalink", "chat.update"]
    assert slack.sent("conversations.history")["oldest"] == "1795698000.000000"


def test_a_message_that_is_not_there_is_not_found(slack: Any, delivery: Any) -> None:
    slack.next("conversations.history", {"ok": True, "messages": [{"ts": "1.1", "text": "hello"}]})
    assert find(delivery) is None


def test_where_nothing_was_ever_posted_nothing_is_looked_for(slack: Any, delivery: Any) -> None:
    assert find(delivery, delivery.ana.but(slack_channel_id=None)) is None
    assert slack.calls == []


@pytest.mark.parametrize(
    ("answer", "for_good"), [({"ok": False, "error": "missing_scope"}, True), (None, False)]
)
def test_that_nobody_can_look_is_said(
    slack: Any, delivery: Any, answer: Any, *, for_good: bool
) -> None:
    slack.next("conversations.history", answer)
    with pytest.raises(Undelivered) as caught:
        find(delivery)
    assert caught.value.for_good is for_good
