"""The playground's own JSON, the clock, and faults that are put in on purpose."""

import http.client
import time
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError


def test_the_state_holds_everything_that_a_member_sees(house: Any) -> None:
    house.client.chat_postMessage(channel="U1", text="Hello")
    state = house.ana.state()
    assert state["workspace"] == {"name": "Acme"}
    assert state["me"]["id"] == "U1"
    assert {each["id"] for each in state["people"]} == {"U1", "U2", "U3", "U0BOT"}
    assert state["app"]["bot_user_id"] == "U0BOT"
    assert [each["command"] for each in state["app"]["commands"]] == ["/tiny", "/raw"]
    assert state["conversations"][0] == {"id": "D1", "kind": "im", "name": "Tiny", "unread": 1}
    message = state["messages"]["D1"][0]
    assert datetime.fromisoformat(message["at"]) == house.clock.instant
    assert (message["ephemeral"], message["edited"]) == (False, False)


def test_a_city_is_called_as_in_the_language_of_whoever_reads(house: Any) -> None:
    house.driver.changes_member("U2", tz="America/Sao_Paulo")
    cities = [person["city"] for person in house.ana.state()["people"] if person["id"] == "U2"]
    assert cities == ["São Paulo"]


def test_what_was_read_is_no_longer_unread(house: Any) -> None:
    house.client.chat_postMessage(channel="U1", text="Hello")
    house.driver.post("read", {"as": "U1", "channel": "D1"})
    assert house.ana.state()["conversations"][0]["unread"] == 0


def test_the_house_clock_moves_by_seconds_to_an_instant_or_to_the_next_notice(house: Any) -> None:
    start = house.clock.instant
    assert house.ana.state()["clock"]["movable"] is True
    moved = house.driver.moves_clock(by=60)
    assert datetime.fromisoformat(moved["now"]) == start + timedelta(minutes=1)
    house.driver.moves_clock(to=start + timedelta(hours=2))
    house.driver.moves_clock(to="upcoming")
    assert house.clock.instant == start + timedelta(hours=3)
    with pytest.raises(AssertionError, match="only moves forward"):
        house.driver.moves_clock(to=start)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("type", {}),
        ("press", {"as": "U1"}),
        ("submit", {"as": "U1", "view_id": "V1"}),
        ("clock", {"to": "yesterday"}),
        ("clock", {"to": "2027-01-01T00:00:00"}),
        ("member", {"id": "U1", "changes": {"colour": "red"}}),
        ("type", {"as": "U9", "text": "x"}),
    ],
)
def test_a_call_that_makes_no_sense_is_refused_in_words(house: Any, path: str, body: Any) -> None:
    answer = httpx.post(f"{house.served.base_url}/playground/{path}", json=body, trust_env=False)
    assert answer.status_code == 400
    assert answer.json()["ok"] is False
    assert answer.json()["sentence"]


def test_a_form_of_another_site_does_nothing(house: Any) -> None:
    url = f"{house.served.base_url}/playground/type"
    answer = httpx.post(url, data={"as": "U1", "text": "x"}, trust_env=False)
    assert answer.status_code == 415


def test_a_page_is_served(house: Any) -> None:
    answer = httpx.get(house.served.base_url, trust_env=False)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")


def test_a_limited_call_says_when_to_come_back_and_does_nothing(house: Any) -> None:
    house.driver.fails("chat.postMessage", "limited", seconds=7)
    with pytest.raises(SlackApiError) as refused:
        house.client.chat_postMessage(channel="U1", text="x")
    assert refused.value.response.status_code == 429
    assert refused.value.response["error"] == "ratelimited"
    assert refused.value.response.headers["Retry-After"] == "7"
    assert house.ana.messages() == []
    house.client.chat_postMessage(channel="U1", text="x")


def test_a_broken_call_is_a_500_and_does_nothing(house: Any) -> None:
    house.driver.fails("chat.postMessage", "broken")
    with pytest.raises(SlackApiError) as refused:
        house.client.chat_postMessage(channel="U1", text="x")
    assert refused.value.response.status_code == 500
    assert house.ana.messages() == []


@pytest.mark.parametrize(("kind", "posted"), [("dropped", 1), ("lost", 0)])
def test_a_reply_may_break_off_after_or_before_the_deed(house: Any, kind: str, posted: int) -> None:
    house.driver.fails("chat.postMessage", kind)
    with pytest.raises((http.client.HTTPException, OSError)):
        house.client.chat_postMessage(channel="U1", text="x")
    assert len(house.ana.messages()) == posted


def test_a_slow_call_is_done_and_answered_late(house: Any) -> None:
    house.driver.fails("chat.postMessage", "slow", seconds=0.1)
    before = time.monotonic()
    house.client.chat_postMessage(channel="U1", text="x")
    assert time.monotonic() - before >= 0.1


def test_a_test_can_wait_for_words(house: Any) -> None:
    house.client.chat_postMessage(channel="U1", text="Hello")
    assert "Hello" in house.ana.waits_for("Hello")
    with pytest.raises(AssertionError, match="did not come"):
        house.ana.waits_for("Bye", seconds=0.05)
