"""Slow and broken surroundings: everybody has an answer in time, and nothing is done twice."""

import contextlib
import json
import logging
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Barrier, Thread, Timer
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.deadline import Patience
from bot.demo import TEAM
from bot.interviews.model import Search
from bot.playground import Member
from bot.playground.driver import AppFailedError, Driver

pytestmark = pytest.mark.slow

LINE = "@ana with @pat fri 3pm 45m video at https://meet.example.com/x"
NOT_OPENED = "Slack did not open the form in time. Nothing was lost: try again."
AWAY = "Slack could not be reached just now, so nothing was done."
TOO_LONG = "That took too long just now, so nothing was done."
DONE_BEFORE = "That was done already."
OUTDATED = "This is an old "
SLOW = 3.8  # seconds: longer than the house waits when it is in a hurry
# Twice what it is in life, since a machine that is busy with other tests is half as fast.
PRESSED = {"patience": Patience(work=2.4, answer=1.2), "ack_seconds": 6.0}
IN_A_HURRY = pytest.mark.parametrize("hurry", [PRESSED], ids=[""])
TRIES_AGAIN_SOON = {"patience": Patience(work=15, answer=5), "ack_seconds": 5.0}


def booked(acme: Any) -> int:
    with acme.house.book.read() as pages:
        return int(pages.search(acme.house.workspace_id, Search()).total)


@contextmanager
def locked(acme: Any) -> Iterator[sqlite3.Connection]:
    """Another process writes to the database, and takes its time."""
    file = acme.house.book._writing._engine.url.database
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


@IN_A_HURRY
def test_a_form_that_slack_opens_late_or_not_at_all_comes_with_a_button(acme: Any) -> None:
    for kind in ("slow", "broken", "lost", "dropped", "reset", "limited"):
        acme.driver.fails("views.open", kind, seconds=SLOW)
        acme.sam.types("/interview @ana with @pat video")
        assert NOT_OPENED in acme.sam.last()
        if acme.sam.view():  # Slack had opened it all the same
            acme.sam.closes()
    acme.sam.presses("Open form")
    assert "Who is interviewed?: <Ana Ruiz>" in acme.sam.view()


@IN_A_HURRY
@pytest.mark.slow
def test_who_is_not_known_yet_cannot_be_read_while_slack_is_away(acme: Any) -> None:
    for kind in ("slow", "broken", "lost", "limited"):
        acme.driver.fails("users.info", kind, seconds=SLOW)
        acme.sam.types(f"/interview {LINE}")
        assert AWAY in acme.sam.last()
    acme.sam.types(f"/interview {LINE}")
    assert "Book this interview?" in acme.sam.last()


@IN_A_HURRY
@pytest.mark.slow
def test_who_is_known_will_do_however_slow_slack_is(acme: Any) -> None:
    acme.books()
    acme.driver.fails("users.info", "slow", times=2, seconds=SLOW)
    acme.sam.types("/interview @ana with @pat tue 3pm video at https://meet.example.com/y")
    assert "Book this interview?" in acme.sam.last()


@IN_A_HURRY
@pytest.mark.slow
def test_slow_calls_that_add_up_end_in_time(acme: Any) -> None:
    acme.driver.fails("users.lookupByEmail", "slow", times=4, seconds=1)
    acme.sam.types('/interview for "Kim <kim@x.org>" with lee@acme.example fri 5pm phone')
    assert AWAY in acme.sam.last()


@IN_A_HURRY
@pytest.mark.slow
def test_a_button_whose_answer_is_lost_on_one_way_is_answered_another_way(acme: Any) -> None:
    for kind in ("slow", "broken", "lost", "limited"):
        acme.sam.types(f"/interview {LINE}")
        acme.driver.fails("response_url", kind, seconds=SLOW)
        acme.sam.presses("Never mind")
        assert "Left as it was. Nobody was told." in acme.sam.last()


def test_a_deed_whose_answer_was_lost_is_shown_when_pressed_again(
    acme: Any, socket_mode: bool
) -> None:
    acme.sam.types(f"/interview {LINE}")
    acme.driver.fails("response_url", "broken")
    acme.driver.fails("chat.postEphemeral", "broken")
    # An envelope is acknowledged whatever became of it; only over HTTP does Slack see a failure.
    failure = pytest.raises(AppFailedError, match="dispatch_failed")
    with contextlib.nullcontext() if socket_mode else failure:
        acme.sam.presses("Book")
    acme.sam.presses("Book")
    assert DONE_BEFORE in acme.sam.sees()
    assert booked(acme) == 1


@IN_A_HURRY
@pytest.mark.slow
def test_while_another_process_writes_nothing_is_done_and_that_is_said(
    acme: Any, nothing_comes_of_it: Any
) -> None:
    acme.books()
    acme.sam.types("/interview 1 edit")
    acme.sam.fills({"Time": "16:00"})
    acme.ana.types("/interview 1")
    with nothing_comes_of_it(acme.pat), locked(acme):
        assert TOO_LONG in str(acme.sam.submits())
        acme.ana.presses("I'll be there")
        assert TOO_LONG in acme.ana.sees()
        acme.sam.types("/interview list")  # reading goes on
        assert "#1" in acme.sam.last()
    acme.ana.presses("I'll be there")
    assert acme.sam.submits() == {}
    assert acme.kept(1).version == 3


def test_a_short_wait_for_another_process_is_not_noticed(acme: Any) -> None:
    acme.sam.types(f"/interview {LINE}")
    with locked(acme) as other:
        Timer(0.2, lambda: other.execute("ROLLBACK")).start()
        acme.sam.presses("Book")
        assert "Booked: " in acme.sam.sees()
    assert booked(acme) == 1


@pytest.fixture
def team() -> tuple[Member, ...]:
    crowd = (Member(f"UX{n}", f"x{n}", f"Zed {n}", f"z{n}@x.org", None) for n in range(1_500))
    return (*TEAM, *crowd)


@pytest.mark.slow
@IN_A_HURRY
def test_a_large_team_is_read_while_nobody_waits(acme: Any) -> None:
    acme.books()
    acme.driver.fails("users.list", "slow", times=2, seconds=SLOW / 2)
    acme.sam.types("/interview new")
    assert "Ana Ruiz" in acme.sam.options("Who is interviewed?", "ana")[0]
    until = time.monotonic() + 30
    while not any("Zed 1499" in each for each in acme.sam.options("Who interviews?", "zed 1499")):
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_button_pressed_in_two_windows_at_once_acts_once(acme: Any) -> None:
    acme.sam.types(f"/interview {LINE}")
    read_back = acme.sam.messages()[-1]
    together = Barrier(3)

    def press() -> None:
        with closing(Driver(acme.url)) as window:
            together.wait()
            window.person(acme.sam.id).presses("Book", read_back)

    windows = [Thread(target=press) for _ in range(3)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert booked(acme) == 1
    shown = acme.sam.sees()  # whichever answer comes last
    assert "Booked: " in shown or DONE_BEFORE in shown


def test_a_command_that_arrives_twice_is_done_once(acme: Any) -> None:
    acme.books()
    for _ in range(2):
        acme.wire.types(acme.ana, "1 accept")
    assert acme.kept(1).version == 2


def test_a_new_person_whose_form_is_sent_twice_is_one_person(acme: Any) -> None:
    acme.sam.types("/interview new")
    acme.sam.chooses("Who is interviewed?", "New person", query="Kim Doe")
    for _ in range(2):
        acme.wire.submits(acme.sam, acme.sam, name={"value": "Kim Doe"})
    assert [title for _, title, *_ in acme.stored()["people"]].count("Kim Doe") == 1


def test_buttons_forms_and_menus_of_an_earlier_version_are_answered(
    acme: Any, caplog: pytest.LogCaptureFixture
) -> None:
    acme.books()
    acme.sam.types("/interview 1")
    acme.wire.presses(acme.sam, "Edit", acme.sam, action_id="snooze:1")
    assert OUTDATED in acme.sam.sees()
    acme.sam.types("/interview 1 edit")
    view = acme.sam.state()["views"][-1] | {"callback_id": "form_of_yesterday"}
    sent = acme.wire._interacts("view_submission", acme.sam, {"view": view, "response_urls": []})
    assert OUTDATED in sent.text
    asked = {"view": view, "action_id": "who", "block_id": "who", "value": "a"}
    offered = acme.wire._interacts("block_suggestion", acme.sam, asked)
    assert offered.json() == {"options": []}
    pressed = {"view": view, "actions": [{"action_id": "snooze", "block_id": "x"}]}
    assert acme.wire._interacts("block_actions", acme.sam, pressed).status_code == 200
    assert acme.wire.types(acme.sam, "1", command="/hire").json()["blocks"]
    told = {record.message for record in caplog.records}
    assert {"unknown_action", "unknown_form"} <= told


def event(acme: Any, number: str, retry: int = 0, **event: Any) -> Any:
    """Send an event as Slack does, for the `retry`-th time again."""
    said = {"type": "event_callback", "team_id": "T0", "event_id": number, "event": event}
    headers = {"Content-Type": "application/json"}
    if retry:
        headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
    return acme.wire.sends(json.dumps(said), **headers)


def test_what_slack_asks_of_the_address_itself_is_answered(acme: Any) -> None:
    check = acme.wire.repeats(urlencode({"ssl_check": "1", "token": "x"}), {
        "Content-Type": "application/x-www-form-urlencoded",
    })  # fmt: skip
    assert check.status_code == 200
    asked = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"})
    verified = acme.wire.sends(asked, **{"Content-Type": "application/json"})
    assert "abc" in verified.text
    assert event(acme, "Ev1", type="channel_created").status_code == 200


def test_an_event_that_comes_three_times_is_answered_once(acme: Any) -> None:
    acme.wire.types(acme.sam, "help")  # Slack opens the conversation
    said = {
        "type": "message", "channel": "D0SAM", "channel_type": "im", "user": acme.sam.id,
        "text": "help", "ts": "1.1",
    }  # fmt: skip
    for retry in range(3):
        assert event(acme, "Ev2", retry, **said).status_code == 200
    assert len(acme.sam.messages("D0SAM")) == 1


@pytest.mark.slow
def test_what_stands_beside_a_file_is_passed_on_and_the_file_is_said_not_to_be(acme: Any) -> None:
    acme.books()
    said = {
        "type": "message", "subtype": "file_share", "channel": "D0ANA", "channel_type": "im",
        "user": acme.ana.id, "files": [{"id": "F1"}],
    }  # fmt: skip
    assert event(acme, "Ev3", ts="1.1", text="Here is my CV", **said).status_code == 200
    seen = acme.ana.waits_for("only with what you write")
    assert "I have passed this on to Sam Rivera" in seen
    notified = [message["text"] for message in acme.ana.messages("D0ANA")]
    assert "I have passed this on to Sam, about" in notified[-1]
    acme.settle()
    assert "Here is my CV" in acme.sam.last()
    assert event(acme, "Ev4", ts="1.2", text="", **said).status_code == 200
    assert acme.ana.last().startswith("I can't do anything with files")


@pytest.mark.parametrize("hurry", [TRIES_AGAIN_SOON], ids=[""])
def test_a_message_that_could_not_be_answered_is_answered_when_slack_sends_it_again(
    acme: Any,
) -> None:
    acme.driver.fails("chat.postMessage", "limited")
    acme.sam.types("help", "D0SAM")
    acme.sam.waits_for("/interview help")
    assert len(acme.sam.messages("D0SAM")) == 2  # what was typed, and one answer


def test_whatever_is_logged_of_it_has_no_personal_data(
    acme: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot")
    for method in ("users.info", "views.open", "response_url"):
        acme.driver.fails(method, "lost")
        acme.sam.types("/interview @ana with @pat")
        if acme.sam.view():
            acme.sam.closes()
    said = " ".join(str(vars(r)) for r in caplog.records if r.name.startswith("bot"))
    assert not re.search("Ana|Ruiz|@acme|example", said)
