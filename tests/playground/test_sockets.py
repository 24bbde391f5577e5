"""Socket Mode as Slack serves it: the way in, envelopes, acknowledgements, good-byes."""

import contextlib
import json
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

pytestmark = pytest.mark.slow

TOKEN = "xapp-playground"
Json = dict[str, Any]


@pytest.fixture
def manifest(make: Any) -> Json:
    whole: Json = make.manifest()
    whole["settings"]["socket_mode_enabled"] = True
    return whole


@pytest.fixture
def ack_seconds() -> float:
    return 0.3


class Hand:
    """One connection, held in one's own hand: `does` says how an envelope is acknowledged."""

    def __init__(self, wire: ClientConnection) -> None:
        self.wire = wire
        self.hello: Json = self.hears()
        self.envelopes: list[Json] = []
        self.does: Callable[[Json], Json | None] = lambda _: {}
        self._thread = Thread(target=self._listen, daemon=True)

    def hears(self) -> Json:
        """Give the next message."""
        message: Json = json.loads(self.wire.recv(2))
        return message

    def listens(self) -> "Hand":
        """Acknowledge whatever comes, from now on."""
        self._thread.start()
        return self

    def _listen(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            for frame in self.wire:
                envelope = json.loads(frame)
                self.envelopes.append(envelope)
                answer = self.does(envelope)
                if answer is not None:
                    said = {"envelope_id": envelope["envelope_id"]} | answer
                    self.wire.send(json.dumps(said))


Opens = Callable[[], Hand]


def address(house: Any, token: str = TOKEN) -> str:
    return str(house.client.apps_connections_open(app_token=token)["url"])


@pytest.fixture
def opens(house: Any) -> Iterator[Opens]:
    """Open a connection, and wait for its greeting."""
    with contextlib.ExitStack() as wires:
        yield lambda: Hand(wires.enter_context(connect(address(house))))


def refused(call: Callable[[], Any]) -> Json:
    with pytest.raises(SlackApiError) as refusal:
        call()
    return dict(refusal.value.response.data)


@pytest.mark.parametrize(
    ("token", "error"),
    [("xapp-other", "invalid_auth"), ("xoxb-playground", "not_allowed_token_type")],
)
def test_only_the_apps_own_token_opens_a_connection(house: Any, token: str, error: str) -> None:
    assert refused(lambda: address(house, token))["error"] == error


def test_the_token_comes_in_the_header(house: Any) -> None:
    url = f"{house.client.base_url}apps.connections.open"
    answer = httpx.post(url, data={"token": TOKEN}, trust_env=False)
    assert answer.json()["error"] == "missing_args"


def test_the_token_needs_its_scope_and_the_app_its_setting(house: Any, manifest: Json) -> None:
    app = house.playground.sockets._app
    object.__setattr__(app, "app_scopes", ())
    assert refused(lambda: address(house))["needed"] == "connections:write"
    object.__setattr__(app, "app_scopes", ("connections:write",))
    manifest["settings"]["socket_mode_enabled"] = False
    assert refused(lambda: address(house))["error"] == "access_denied"


def test_the_apps_token_opens_connections_and_nothing_else(house: Any) -> None:
    client = WebClient(TOKEN, base_url=house.client.base_url, retry_handlers=[])
    assert refused(client.auth_test)["error"] == "not_allowed_token_type"


def test_an_address_opens_one_connection(house: Any) -> None:
    url = address(house)
    assert parse_qs(urlsplit(url).query)["app_id"] == ["A0PLAYGROUND"]
    with connect(url), pytest.raises(InvalidStatus):
        connect(url).__enter__()
    with pytest.raises(InvalidStatus):
        connect(url.replace("ticket=", "ticket=x")).__enter__()


def test_every_connection_is_greeted(opens: Opens) -> None:
    assert opens().hello["num_connections"] == 1
    hello = opens().hello
    assert hello["type"] == "hello"
    assert hello["num_connections"] == 2
    assert hello["connection_info"] == {"app_id": "A0PLAYGROUND"}
    assert hello["debug_info"]["approximate_connection_time"] > 0


def test_a_command_comes_in_an_envelope_and_its_acknowledgement_is_the_answer(
    house: Any, opens: Opens
) -> None:
    hand = opens().listens()
    hand.does = lambda _: {"payload": {"text": "Hello you"}}
    house.ana.types("/tiny hello")
    envelope = hand.envelopes[0]
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert (envelope["payload"]["command"], envelope["payload"]["text"]) == ("/tiny", "hello")
    assert "retry_attempt" not in envelope
    assert house.ana.last() == "Hello you"
    assert house.requests == []


def test_an_event_says_how_often_it_was_tried(house: Any, opens: Opens) -> None:
    hand = opens().listens()
    hand.does = lambda envelope: {} if envelope["retry_attempt"] == 2 else None
    house.ana.types("Hello")
    house.served.call(house.playground.events.settled())
    tried = [(each["retry_attempt"], each["retry_reason"]) for each in hand.envelopes]
    assert tried == [(0, ""), (1, "timeout"), (2, "timeout")]
    assert len({each["payload"]["event_id"] for each in hand.envelopes}) == 1
    assert len({each["envelope_id"] for each in hand.envelopes}) == 3
    assert hand.envelopes[0]["accepts_response_payload"] is False


def test_presses_take_no_payload_back_and_forms_do(house: Any, opens: Opens, make: Any) -> None:
    hand = opens().listens()
    house.client.chat_postMessage(
        channel="U1", text="?", blocks=[{"type": "actions", "elements": [make.button("Yes")]}]
    )

    def opened(envelope: Json) -> Json:
        trigger = envelope["payload"]["trigger_id"]
        house.client.views_open(trigger_id=trigger, view=make.modal())
        return {}

    hand.does = opened
    house.ana.presses("Yes")
    assert hand.envelopes[0]["type"] == "interactive"
    assert hand.envelopes[0]["accepts_response_payload"] is False
    errors = {"response_action": "errors", "errors": {"name": "Too short."}}
    hand.does = lambda _: {"payload": errors}
    house.ana.fills({"name": "A"})
    assert house.ana.submits() == {"name": "Too short."}
    assert hand.envelopes[1]["accepts_response_payload"] is True
    house.ana.closes()
    with pytest.raises(AssertionError, match="payload_not_accepted"):
        house.ana.presses("Yes")


@pytest.mark.parametrize("drops", [False, True])
def test_without_an_acknowledgement_the_person_sees_a_time_out(
    house: Any, opens: Opens, *, drops: bool
) -> None:
    hand = opens().listens()
    if drops:
        house.driver.fails("ack", "lost")
    else:
        hand.does = lambda _: None
    with pytest.raises(AssertionError, match="operation_timeout"):
        house.ana.types("/tiny")
    assert "operation_timeout" in house.ana.last()
    hand.does = lambda _: {"payload": {"text": "Hello"}}
    house.ana.types("/tiny")
    assert house.ana.last() == "Hello"


def test_without_a_connection_nothing_can_be_delivered(house: Any) -> None:
    with pytest.raises(AssertionError, match="no_connection"):
        house.ana.types("/tiny")


def test_what_acknowledges_nothing_is_ignored(house: Any, opens: Opens) -> None:
    hand = opens()
    for frame in ('{"envelope_id": "nobody"}', "not json", "[]", "{}"):
        hand.wire.send(frame)
    hand.listens().does = lambda _: {"payload": {"text": "Hello"}}
    house.ana.types("/tiny")
    assert house.ana.last() == "Hello"


def test_only_the_connection_that_got_an_envelope_acknowledges_it(house: Any, opens: Opens) -> None:
    first, other = opens().listens(), opens()

    def elsewhere(envelope: Json) -> None:
        other.wire.send(json.dumps({"envelope_id": envelope["envelope_id"]}))

    first.does = elsewhere
    with pytest.raises(AssertionError, match="operation_timeout"):
        house.ana.types("/tiny")


def test_each_envelope_goes_to_one_of_the_connections(house: Any, opens: Opens) -> None:
    first, second = opens().listens(), opens().listens()
    for _ in range(4):
        house.ana.types("/tiny")
    assert (len(first.envelopes), len(second.envelopes)) == (2, 2)


def test_a_frame_that_is_too_long_ends_the_connection(house: Any, opens: Opens) -> None:
    hand = opens().listens()
    hand.does = lambda _: {"payload": {"text": "x" * 20_480}}
    with pytest.raises(AssertionError, match="operation_timeout"):
        house.ana.types("/tiny")
    hand._thread.join(2)
    assert hand.wire.close_code == 1009


def test_there_are_ten_connections_at_most(opens: Opens) -> None:
    for _ in range(10):
        opens()
    eleventh = opens()
    assert (eleventh.hello["type"], eleventh.hello["reason"]) == (
        "disconnect",
        "too_many_websockets",
    )
    with pytest.raises(ConnectionClosed):
        eleventh.hears()


def test_after_a_warning_a_connection_still_lives_for_a_while(house: Any, opens: Opens) -> None:
    house.playground.sockets.warning_seconds = 0.2
    hand = opens()
    house.served.call(house.playground.sockets.disconnect("warning"))
    assert hand.hears()["reason"] == "warning"
    hand.listens().does = lambda _: {"payload": {"text": "Still here"}}
    house.ana.types("/tiny")
    assert house.ana.last() == "Still here"
    hand._thread.join(2)
    assert not hand._thread.is_alive()
    assert house.playground.sockets.connections == 0


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled"])
def test_other_good_byes_end_a_connection_at_once(house: Any, opens: Opens, reason: str) -> None:
    hand = opens()
    house.served.call(house.playground.sockets.disconnect(reason))
    assert hand.hears()["reason"] == reason
    with pytest.raises(ConnectionClosed):
        hand.hears()


def test_slack_gives_no_other_reasons(house: Any) -> None:
    with pytest.raises(ValueError, match="is none of"):
        house.served.call(house.playground.sockets.disconnect("boredom"))
