"""Slash commands: what the app gets, and what a member sees of its answer."""

import hashlib
import hmac
from threading import Event
from typing import Any
from urllib.parse import parse_qs

import pytest

from bot.playground.driver import AppFailedError
from bot.playground.looking import NotPossibleError


def answers(house: Any, answer: Any, command: str = "/tiny") -> None:
    def listener(ack: Any) -> None:
        ack(answer) if isinstance(answer, str) else ack(**answer)

    house.app.command(command)(listener)


def test_a_command_has_every_field_that_slack_sends(house: Any) -> None:
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.command("/tiny"), kept)
    house.ana.types("/tiny hello  there ", channel="C2")
    body = kept[0]
    assert body["trigger_id"].count(".") == 2
    assert body["response_url"].startswith(f"{house.served.base_url}/response/")
    del body["trigger_id"], body["response_url"]
    assert body == {
        "token": "playground-verification",
        "team_id": "T0PLAYGROUND",
        "team_domain": "acme",
        "channel_id": "C2",
        "channel_name": "hiring",
        "user_id": "U1",
        "user_name": "ana",
        "command": "/tiny",
        "text": "hello  there",
        "api_app_id": "A0PLAYGROUND",
        "is_enterprise_install": "false",
    }


def test_in_the_direct_message_the_channel_is_called_directmessage(house: Any) -> None:
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.command("/tiny"), kept)
    house.ana.types("/tiny")
    assert (kept[0]["channel_id"], kept[0]["channel_name"]) == ("D1", "directmessage")


def test_a_request_is_signed_by_its_raw_body(house: Any) -> None:
    house.keeps(house.app.command("/tiny"), [])
    house.ana.types("/tiny ñ & more")
    headers, body = house.requests[0]
    stamp = headers["x-slack-request-timestamp"]
    digest = hmac.new(b"signing-secret", f"v0:{stamp}:{body}".encode(), hashlib.sha256)
    assert headers["x-slack-signature"] == f"v0={digest.hexdigest()}"
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(body)["text"] == ["ñ &amp; more"]


def test_with_should_escape_people_and_links_are_marked(house: Any) -> None:
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.command("/tiny"), kept)
    house.ana.types("/tiny @bob <now> at https://x.org/a?b=1&c=2, ana@x.com #hiring @nobody")
    assert kept[0]["text"] == (
        "<@U2|bob> &lt;now&gt; at <https://x.org/a?b=1&amp;c=2|https://x.org/a?b=1&amp;c=2>, "
        "<mailto:ana@x.com|ana@x.com> <#C2|hiring> @nobody"
    )


def test_without_should_escape_the_text_is_raw(house: Any) -> None:
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.command("/raw"), kept)
    house.ana.types("/raw @bob <now> https://x.org")
    assert kept[0]["text"] == "@bob <now> https://x.org"


def test_an_empty_answer_shows_nothing(house: Any) -> None:
    house.keeps(house.app.command("/tiny"), [])
    house.ana.types("/tiny")
    assert house.ana.sees() == ""


def test_a_text_is_seen_by_who_typed_and_nobody_else(house: Any) -> None:
    answers(house, "Hello & welcome")
    house.ana.types("/tiny", channel="C1")
    message = house.ana.messages("C1")[-1]
    assert message["text"] == "Hello & welcome"
    assert message["ephemeral"] is True
    assert house.bob.messages("C1") == []


def test_an_answer_in_channel_is_seen_by_all_with_the_command(house: Any) -> None:
    answers(house, {"text": "Hello", "response_type": "in_channel"})
    house.ana.types("/tiny now", channel="C1")
    assert [each["text"] for each in house.bob.messages("C1")] == ["/tiny now", "Hello"]


def test_blocks_are_shown(house: Any, make: Any) -> None:
    blocks = [{"type": "actions", "elements": [make.button("Press me")]}]
    answers(house, {"text": "Hello", "blocks": blocks})
    house.ana.types("/tiny")
    assert house.ana.last() == "[Press me]"


def test_invalid_blocks_are_a_visible_failure(house: Any) -> None:
    answers(house, {"text": "Hello", "blocks": [{"type": "alert", "text": {}}]})
    with pytest.raises(AppFailedError, match="unsupported type: alert"):
        house.ana.types("/tiny")
    assert house.ana.last() == "/tiny failed with the error “invalid_blocks”"


def test_no_answer_in_three_seconds_is_operation_timeout(house: Any) -> None:
    over = Event()

    @house.app.command("/tiny")
    def slow(ack: Any) -> None:
        over.wait(30)
        ack("too late")

    house.playground._line._seconds = 0.1
    with pytest.raises(AppFailedError) as failure:
        house.ana.types("/tiny")
    over.set()
    assert failure.value.error == "operation_timeout"
    assert house.ana.last() == "/tiny failed with the error “operation_timeout”"


def test_an_exception_is_dispatch_failed(house: Any) -> None:
    @house.app.command("/tiny")
    def broken() -> None:
        raise RuntimeError("broken")

    with pytest.raises(AppFailedError) as failure:
        house.ana.types("/tiny")
    assert failure.value.error == "dispatch_failed"
    assert house.ana.last() == "/tiny failed with the error “dispatch_failed”"


def test_a_command_that_the_manifest_does_not_name_reaches_nobody(house: Any) -> None:
    with pytest.raises(NotPossibleError, match="not a valid command"):
        house.ana.types("/other")
    assert house.requests == []


def test_the_deactivated_and_bots_type_nothing(house: Any) -> None:
    with pytest.raises(NotPossibleError, match="account_inactive"):
        house.driver.person("U3").types("/tiny")
    with pytest.raises(NotPossibleError, match="user_not_found"):
        house.driver.person("U0BOT").types("/tiny")
