"""Slack's bad days, as an app meets them."""

import time
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.faults import Fault
from bot.playground.weather import Chance, Outage, Storm
from bot.slack.calls import OneTryClient


def texts(house: Any) -> list[str]:
    return [message["text"] for message in house.ana.messages()]


def test_what_is_accepted_late_stands_there_although_the_app_gave_up(house: Any) -> None:
    house.playground.fail("chat.postMessage", Fault("late", 2))
    hasty = WebClient("xoxb-playground", base_url=house.client.base_url, retry_handlers=[])
    hasty.timeout = 0.1
    with pytest.raises(OSError, match="timed out"):
        hasty.chat_postMessage(channel="U1", text="Hello")
    assert texts(house) == []
    until = time.monotonic() + 30
    while not texts(house):
        assert time.monotonic() < until
        time.sleep(0.02)
    assert texts(house) == ["Hello"]


def test_a_connection_that_is_reset_in_the_middle_of_the_reply_hides_that_it_was_done(
    house: Any,
) -> None:
    house.playground.fail("chat.postMessage", Fault("reset"))
    with pytest.raises(ConnectionResetError):
        OneTryClient("xoxb-playground", house.client.base_url).chat_postMessage(
            channel="U1", text="Hello"
        )
    assert texts(house) == ["Hello"]
    house.client.chat_postMessage(channel="U1", text="And again")
    assert texts(house) == ["Hello", "And again"]


def test_every_call_takes_as_long_as_the_latency(house: Any) -> None:
    house.playground.faults.latency = 0.1
    began = time.monotonic()
    house.client.chat_postMessage(channel="U1", text="Hello")
    assert time.monotonic() - began >= 0.1


@pytest.mark.parametrize("kind", ["broken", "limited"])
def test_in_an_outage_nothing_is_done_until_it_is_over(house: Any, kind: Any) -> None:
    lasts = True
    house.playground.faults.turn(Outage(lambda: lasts, kind))
    with pytest.raises(SlackApiError):
        house.client.chat_postMessage(channel="U1", text="Lost")
    lasts = False
    house.client.chat_postMessage(channel="U1", text="Hello")
    assert texts(house) == ["Hello"]


def test_in_a_storm_few_calls_get_through_and_the_others_are_told_when(house: Any) -> None:
    house.playground.faults.turn(Storm(of=3, seconds=7, lasts=lambda: True))
    for _ in range(2):
        with pytest.raises(SlackApiError) as refused:
            house.client.chat_postMessage(channel="U1", text="Lost")
        assert refused.value.response.headers["Retry-After"] == "7"
    house.client.chat_postMessage(channel="U1", text="Hello")
    assert texts(house) == ["Hello"]


def test_chance_is_the_same_for_one_seed_whatever_else_is_called() -> None:
    def met(seed: int, *others: str) -> list[Fault | None]:
        chance, found = Chance(seed, 0.5, 1), []
        for _ in range(50):
            found.append(chance.fault_for("chat.postMessage"))
            for other in others:
                chance.fault_for(other)
        return found

    assert met(1) == met(1) == met(1, "chat.update", "event")
    assert met(1) != met(2)
    assert {fault.kind for fault in met(1) if fault} <= set(Chance.CALLS)
