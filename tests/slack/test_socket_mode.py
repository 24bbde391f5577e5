"""The house over Socket Mode: it stays connected, answers everything, and says what went wrong."""

import json
import logging
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from slack_bolt import BoltResponse
from slack_sdk import WebClient

from bot.admission import NotConnected
from bot.clock import monotonic
from bot.deadline import Patience
from bot.demo import APP_TOKEN, BOT_TOKEN
from bot.house import House
from bot.settings import Settings
from bot.slack.envelopes import MOST_BYTES, Envelopes
from bot.slack.socket_mode import Pace, SocketMode
from bot.words import Words

pytestmark = pytest.mark.slow

REFERENCE = re.compile(r"quote ([0-9a-f]{8}) to whoever runs this bot")
BOTH = pytest.mark.parametrize("socket_mode", [False, True], ids=["HTTP", "Socket Mode"])


@pytest.fixture
def socket_mode() -> bool:
    return True


@pytest.fixture
def pace() -> Pace:
    return Pace(
        answer=2, ping=0.2, pong=0.6, close=0.1, linger=1, steady=60,
        first_pause=0.02, longest_pause=0.1, finish=5, answering=Patience(work=15, answer=5),
    )  # fmt: skip


@pytest.fixture
def sockets(acme: Any) -> Any:
    """Slack's side of the connections."""
    return acme.demo.playground.sockets


@pytest.fixture
def in_loop(acme: Any) -> Callable[[Any], Any]:
    """Let something happen on Slack's side."""
    import asyncio  # noqa: PLC0415 - only here

    return lambda work: asyncio.run_coroutine_threadsafe(work, acme.demo._loop).result(5)


@contextmanager
def impatient(sockets: Any) -> Iterator[None]:
    """Let an acknowledgement take a third of a second: for one that does not come."""
    patience, sockets.seconds = sockets.seconds, 0.3
    yield
    sockets.seconds = patience


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until it is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.01)


class Relay:
    """A way to the playground's port that can break: cut, or silent in both directions."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open: list[socket.socket] = []
        self._silent: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"ws://127.0.0.1:{self._listening.getsockname()[1]}"
        Thread(target=self._accept, daemon=True).start()

    def silence(self) -> None:
        """Swallow what comes on the connections that there are; new ones are not touched."""
        self._silent.update(self._open)

    def cut(self) -> None:
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.cut()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        for each in (*self._open, self._listening):
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self._port))
                self._open += [near, far]
                for here, there in ((near, far), (far, near)):
                    Thread(target=self._carry, args=(here, there), daemon=True).start()

    def _carry(self, here: socket.socket, there: socket.socket) -> None:
        with suppress(OSError):
            while data := here.recv(65_536):
                if here not in self._silent:
                    there.sendall(data)
            if here not in self._silent:
                there.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def relay(acme: Any, sockets: Any, in_loop: Any) -> Iterator[Relay]:
    """A relay that the house's present connection goes through."""
    relay = Relay(int(acme.url.rpartition(":")[2]))
    sockets.address = relay.address
    in_loop(sockets.disconnect("refresh_requested"))
    until(lambda: bool(relay._open) and sockets.connections == 1)
    yield relay
    relay.close()


def asks_for_help(person: Any) -> None:
    person.types("/interview help")
    assert "What you can do" in person.last()


# The way in


def settings_with(acme: Any, tmp_path: Path, app_token: str) -> Settings:
    return Settings.for_demo(
        database_url=f"sqlite:///{tmp_path / 'other.sqlite3'}",
        slack_api_url=f"{acme.url}/slack-api/",
        slack_bot_token=BOT_TOKEN,
        slack_app_token=app_token,
    )


def test_a_token_that_slack_does_not_accept_is_refused_with_what_to_do(
    acme: Any, tmp_path: Path
) -> None:
    house = House(settings_with(acme, tmp_path, "xapp-wrong"))
    with pytest.raises(NotConnected, match=r"SLACK_APP_TOKEN \(invalid_auth\).*connections:write"):
        house.connect()
    house.close()


def test_a_connection_that_cannot_be_opened_is_refused_at_the_start(
    acme: Any, tmp_path: Path, sockets: Any
) -> None:
    sockets.address = "ws://127.0.0.1:9"
    house = House(settings_with(acme, tmp_path, APP_TOKEN))
    with pytest.raises(NotConnected, match="its connection cannot be opened"):
        house.connect()
    house.close()


@contextmanager
def serve(acme: Any, tmp_path: Path, app_token: str) -> Iterator[subprocess.Popen[str]]:
    variables = {
        "INTERVIEW_BOT_DATABASE_URL": f"sqlite:///{tmp_path / 'served.sqlite3'}",
        "INTERVIEW_BOT_PORT": "0",
        "SLACK_API_URL": f"{acme.url}/slack-api/",
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": app_token,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        env=variables, cwd=tmp_path, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as served:  # fmt: skip
        try:
            yield served
        finally:
            served.kill()


@pytest.mark.slow
def test_serve_says_in_one_sentence_that_the_token_is_wrong(acme: Any, tmp_path: Path) -> None:
    with serve(acme, tmp_path, "xapp-wrong") as served:
        _, said = served.communicate(timeout=60)
    assert served.returncode == 1
    assert "Error: Slack does not accept SLACK_APP_TOKEN (invalid_auth)." in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_serve_needs_no_signing_secret_answers_health_and_stops_at_once(
    acme: Any, tmp_path: Path, sockets: Any
) -> None:
    with serve(acme, tmp_path, APP_TOKEN) as served:
        assert served.stdout is not None
        assert "Connected to Acme by Socket Mode." in served.stdout.readline()
        assert "The API is off" in served.stdout.readline()
        said = re.search(r"health is at (http://\S+)/health", served.stdout.readline())
        assert said
        assert sockets.connections == 2
        assert httpx.get(f"{said[1]}/health", trust_env=False).json() == {"status": "ok"}
        assert httpx.post(f"{said[1]}/slack/events", trust_env=False).status_code == 404
        served.send_signal(signal.SIGTERM)
        served.communicate(timeout=60)
    assert served.returncode == 0
    until(lambda: bool(sockets.connections == 1))


# Answers


@BOTH
@pytest.mark.parametrize("how", ["command", "button", "form"])
def test_when_a_listener_breaks_the_person_sees_a_reference_that_is_in_the_log(
    acme: Any, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    acme.books()
    acme.sam.types("/interview 1")
    if how == "form":
        acme.sam.presses("Cancel interview")

    def breaks() -> None:
        raise RuntimeError("broken")

    acme.house._slack.app.use(breaks)
    with caplog.at_level(logging.ERROR):
        {
            "command": lambda: acme.sam.types("/interview help"),
            "button": lambda: acme.sam.presses("Record Ana's yes"),
            "form": acme.sam.submits,
        }[how]()
    found = REFERENCE.search(acme.sam.sees())
    assert found
    logged = [record for record in caplog.records if record.message == "unexpected_error"]
    assert [vars(record)["reference"] for record in logged] == [found[1]]


def test_what_nobody_listens_to_is_answered_too(acme: Any) -> None:
    acme.house._slack.app._listeners.clear()
    acme.sam.types("/interview help")
    assert REFERENCE.search(acme.sam.last())


def test_an_event_that_breaks_comes_again(acme: Any, sockets: Any) -> None:
    tries: list[str] = []

    def breaks_once(body: dict[str, Any], next: Callable[[], None]) -> None:  # noqa: A002 - Bolt's
        if "event" in body:
            tries.append(body["event_id"])
            if len(tries) == 1:
                raise RuntimeError("broken")
        next()

    acme.house._slack.app.use(breaks_once)
    with impatient(sockets):
        acme.sam.types("help", "D0SAM")
    acme.sam.waits_for("What you can do")
    assert len(set(tries)) == sockets.connections == 1


def test_an_event_whose_acknowledgement_is_lost_is_answered_once(acme: Any, sockets: Any) -> None:
    acme.driver.fails("ack", "lost")
    with impatient(sockets):
        acme.sam.types("list today", "D0SAM")
    acme.sam.waits_for("Today's interviews")
    until(lambda: not acme.demo.playground.events._running)
    answers = [each for each in acme.sam.messages() if "Today's interviews" in str(each)]
    assert len(answers) == 1
    assert sockets.connections == 1


def test_a_lost_acknowledgement_is_a_time_out_and_pressing_again_does_it_once(
    acme: Any, sockets: Any
) -> None:
    acme.sam.types("/interview @ana with @pat fri 3pm 45m video at https://meet.example.com/x")
    acme.driver.fails("ack", "lost")
    with impatient(sockets), pytest.raises(AssertionError, match="operation_timeout"):
        acme.sam.presses("Book")
    assert sockets.connections == 1
    with suppress(AssertionError):  # there may be no button left to press
        acme.sam.presses("Book")
    acme.settle()
    assert len(acme.stored()["interviews"]) == 1


def test_an_answer_that_is_too_long_for_a_frame_comes_all_the_same(acme: Any) -> None:
    answer = BoltResponse(status=200, body={"text": "x" * 30_000, "response_type": "ephemeral"})
    acme.house._slack.app.use(lambda: answer)
    acme.sam.types("/interview help")
    assert acme.sam.last() == "x" * 30_000
    assert acme.demo.playground.sockets.connections == 1


def acknowledged(payload: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    envelope = {"envelope_id": "1", "type": "interactive", "payload": payload}
    envelopes = Envelopes(lambda _: BoltResponse(status=200, body=answer), Words(None, None))
    frame = envelopes.acknowledge(envelope | {"accepts_response_payload": True})
    assert frame is not None
    assert len(frame.encode()) <= MOST_BYTES
    said: dict[str, Any] = json.loads(frame)
    return said


def test_too_many_options_become_fewer_and_the_last_stays() -> None:
    options = [
        {"text": {"type": "plain_text", "text": "ä" * 75}, "value": str(n)} for n in range(100)
    ]
    said = acknowledged({"type": "block_suggestion"}, {"options": options})
    kept = said["payload"]["options"]
    assert (kept[0], kept[-1]) == (options[0], options[-1])
    assert len(kept) > 20


def test_a_view_that_is_too_long_for_a_frame_is_said_under_its_first_field() -> None:
    view = {"blocks": [{"type": "input", "block_id": "name", "element": {}}]}
    said = acknowledged(
        {"type": "view_submission", "view": view},
        {"response_action": "update", "view": {"private_metadata": "x" * 30_000}},
    )
    assert said["payload"]["response_action"] == "errors"
    assert REFERENCE.search(said["payload"]["errors"]["name"])


# Staying connected


@pytest.mark.slow
def test_a_warning_brings_a_new_connection_before_the_old_one_closes(
    acme: Any, sockets: Any, in_loop: Any
) -> None:
    sockets.warning_seconds = 0.3
    in_loop(sockets.disconnect("warning"))
    until(lambda: bool(sockets.connections == 2))
    while sockets.connections == 2:
        asks_for_help(acme.sam)
    assert sockets.connections == 1
    asks_for_help(acme.sam)


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled"])
@pytest.mark.slow
def test_after_any_good_bye_it_connects_again(
    acme: Any, sockets: Any, in_loop: Any, reason: str
) -> None:
    in_loop(sockets.disconnect(reason))
    until(lambda: bool(sockets.connections == 1))
    asks_for_help(acme.sam)


def test_a_connection_that_breaks_is_replaced(acme: Any, sockets: Any, relay: Relay) -> None:
    relay.cut()
    until(lambda: bool(len(relay._open) == 4 and sockets.connections == 1))
    asks_for_help(acme.sam)


@pytest.mark.slow
def test_a_connection_that_is_silently_dead_is_noticed_and_replaced(
    acme: Any, sockets: Any, relay: Relay
) -> None:
    relay.silence()
    with impatient(sockets), pytest.raises(AssertionError, match="operation_timeout"):
        acme.sam.types("/interview help")
    until(lambda: bool(len(relay._open) == 4 and sockets.connections == 2))
    with impatient(sockets), suppress(AssertionError):  # the old one may be believed in
        acme.sam.types("/interview help")
    acme.sam.types("/interview help") if "timeout" in acme.sam.last() else None
    assert "What you can do" in acme.sam.last()


@pytest.mark.slow
def test_while_slack_is_away_it_goes_on_trying(acme: Any, sockets: Any, in_loop: Any) -> None:
    acme.driver.fails("apps.connections.open", "broken", times=2)
    acme.driver.fails("apps.connections.open", "lost", times=2)
    acme.driver.fails("apps.connections.open", "limited", times=2)
    in_loop(sockets.disconnect("refresh_requested"))
    until(lambda: bool(sockets.connections == 1))
    asks_for_help(acme.sam)


def test_pauses_grow_up_to_half_a_minute() -> None:
    pauses = [Pace().pause(failures) for failures in (0, 1, 2, 3, 4, 5, 6, 100)]
    assert pauses == [0, 1, 2, 4, 8, 16, 30, 30]


def test_what_is_not_understood_changes_nothing(acme: Any, sockets: Any, in_loop: Any) -> None:
    for frame in ("nonsense", "[]", "{}", '{"type": "later"}', '{"envelope_id": "1"}'):
        in_loop(sockets._open[0].send_text(frame))
    asks_for_help(acme.sam)


def test_two_connections_share_what_comes(acme: Any, sockets: Any, pace: Pace) -> None:
    heard: list[str] = []

    def hear(request: Any) -> BoltResponse:
        heard.append(request.body["command"])
        answer: BoltResponse = acme.house._slack.app.dispatch(request)
        return answer

    client = WebClient(base_url=f"{acme.url}/slack-api/", retry_handlers=[])
    second = SocketMode(client, APP_TOKEN, Envelopes(hear, Words(None, None)), monotonic, pace)
    second.start()
    try:
        for _ in range(4):
            asks_for_help(acme.sam)
    finally:
        second.stop()
    assert len(heard) == 2
    until(lambda: bool(sockets.connections == 1))
    asks_for_help(acme.sam)


# Stopping


def test_stopping_finishes_what_is_in_hand(acme: Any, sockets: Any) -> None:
    begun: list[bool] = []

    def slowly(next: Callable[[], None]) -> None:  # noqa: A002 - Bolt's own name
        begun.append(True)
        time.sleep(0.2)
        next()

    acme.house._slack.app.use(slowly)
    typing = Thread(target=acme.sam.types, args=["/interview help"])
    typing.start()
    until(lambda: bool(begun))
    acme.house._slack.socket_mode.stop()
    typing.join(30)
    assert "What you can do" in acme.sam.last()
    assert sockets.connections == 0


@pytest.mark.slow
def test_a_dead_connection_does_not_hold_up_the_end(acme: Any, relay: Relay) -> None:
    relay.silence()
    begun = time.monotonic()
    acme.house._slack.socket_mode.stop()
    assert time.monotonic() - begun < 8  # by itself a good-bye waits for ten seconds
