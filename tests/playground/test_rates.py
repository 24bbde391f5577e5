"""Slack's rate limits, where a test asks for them."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.playground.rates import A_MINUTE, TIER, LimitedError, Rates
from bot.playground.webapi import METHODS


class StandingTime:
    seconds = 1_795_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def time() -> StandingTime:
    return StandingTime()


@pytest.fixture
def rates(time: StandingTime) -> Rates:
    rates = Rates(time)
    rates.on = True
    return rates


@pytest.mark.parametrize(("method", "tier"), TIER.items())
def test_a_method_is_called_as_often_in_a_minute_as_its_tier_says(
    rates: Rates, time: StandingTime, method: str, tier: int
) -> None:
    for _ in range(A_MINUTE[tier]):
        rates.count(method, "C1")
        time.seconds += 0.5
    with pytest.raises(LimitedError) as limit:
        rates.count(method, "C2")
    time.seconds += limit.value.seconds
    rates.count(method, "C2")


def test_a_conversation_takes_one_message_a_second(rates: Rates, time: StandingTime) -> None:
    rates.count("chat.postMessage", "C1")
    rates.count("chat.postMessage", "C2")
    with pytest.raises(LimitedError) as limit:
        rates.count("chat.postMessage", "C1")
    assert limit.value.seconds == 1.0
    time.seconds += 1
    rates.count("chat.postMessage", "C1")


def test_every_tier_is_that_of_a_method() -> None:
    assert METHODS.keys() >= TIER.keys()


def test_an_app_that_calls_too_often_is_told_how_long_to_wait(house: Any) -> None:
    house.playground.rates.on = True
    house.client.chat_postMessage(channel="U1", text="One")
    with pytest.raises(SlackApiError) as refused:
        house.client.chat_postMessage(channel="U1", text="Two")
    assert refused.value.response.status_code == 429
    assert refused.value.response["error"] == "ratelimited"
    assert refused.value.response.headers["Retry-After"] == "1"
    assert [each["text"] for each in house.ana.messages()] == ["One"]
    house.machine_time.ahead += 1
    house.client.chat_postMessage(channel="U1", text="Two")


def test_without_being_asked_nothing_is_limited(house: Any) -> None:
    for _ in range(3):
        house.client.chat_postMessage(channel="U1", text="Hello")
    assert len(house.ana.messages()) == 3
