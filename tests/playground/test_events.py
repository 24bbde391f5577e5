"""The Events API: shapes, retries, and what the app may read."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from bot.playground.installation import SlackApp
from bot.playground.line import HttpLine, NoAnswerError
from bot.playground.looking import NotPossibleError


def bodies(house: Any) -> list[dict[str, Any]]:
    return [json.loads(body) for _, body in house.requests]


def test_a_direct_message_is_an_event(house: Any) -> None:
    house.keeps(house.app.event("message"), [])
    house.ana.types("Hello <there> & @bob, see x.org/a")
    headers, _ = house.requests[0]
    body = bodies(house)[0]
    assert headers["content-type"] == "application/json"
    assert body["type"] == "event_callback"
    assert body["event_id"].startswith("Ev")
    assert isinstance(body["event_time"], int)
    assert body["authorizations"][0]["user_id"] == "U0BOT"
    event = body["event"]
    assert event["type"] == "message"
    assert event["channel_type"] == "im"
    assert (event["channel"], event["user"]) == ("D1", "U1")
    assert event["text"] == "Hello &lt;there&gt; &amp; <@U2>, see <http://x.org/a|x.org/a>"
    assert event["ts"] == event["event_ts"] == house.ana.messages()[-1]["ts"]


def test_a_mention_in_a_channel_is_an_event_and_plain_talk_is_not(house: Any) -> None:
    house.keeps(house.app.event("app_mention"), [])
    house.ana.types("Nobody asked", channel="C1")
    house.ana.types("@tiny hello", channel="C1")
    assert [body["event"]["type"] for body in bodies(house)] == ["app_mention"]
    assert bodies(house)[0]["event"]["text"] == "<@U0BOT> hello"


def test_a_mention_in_the_direct_message_comes_as_a_message_only(house: Any) -> None:
    house.keeps(house.app.event("message"), [])
    house.ana.types("@tiny hello")
    assert [body["event"]["type"] for body in bodies(house)] == ["message"]


def test_an_event_that_fails_comes_again_three_times_with_the_same_id(house: Any) -> None:
    @house.app.event("message")
    def broken() -> None:
        raise RuntimeError("broken")

    house.ana.types("Hello")
    house.served.call(house.playground.events.settled())
    numbers = [headers.get("x-slack-retry-num") for headers, _ in house.requests]
    reasons = {headers.get("x-slack-retry-reason") for headers, _ in house.requests[1:]}
    assert numbers == [None, "1", "2", "3"]
    assert reasons == {"http_error"}
    assert len({body["event_id"] for body in bodies(house)}) == 1


def test_a_retry_that_is_taken_is_the_last(house: Any) -> None:
    tries: list[str] = []

    @house.app.event("message")
    def second_time_lucky(event: dict[str, Any]) -> None:
        tries.append(event["text"])
        if len(tries) == 1:
            raise RuntimeError("broken")

    house.ana.types("Hello")
    house.served.call(house.playground.events.settled())
    assert tries == ["Hello", "Hello"]


def test_an_event_may_come_twice(house: Any) -> None:
    house.keeps(house.app.event("message"), [])
    house.driver.fails("event", "duplicate")
    house.ana.types("Hello")
    first, second = bodies(house)
    assert first["event_id"] == second["event_id"]


def test_a_changed_zone_and_a_deactivation_are_told(house: Any) -> None:
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.event("user_change"), kept)
    house.driver.changes_member("U2", tz="Asia/Kolkata", locale="hi-IN")
    house.driver.changes_member("U2", deleted=True)
    first, second = [body["event"]["user"] for body in kept]
    assert (first["tz"], first["tz_offset"], first["locale"]) == ("Asia/Kolkata", 19800, "hi-IN")
    assert first["profile"]["email"] == "bob@acme.example"
    assert second["deleted"] is True


def test_opening_the_home_is_an_event_with_its_tab(house: Any) -> None:
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.event("app_home_opened"), kept)
    assert house.ana.home() == ""
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "Hi"}}
    house.client.views_publish(user_id="U1", view={"type": "home", "blocks": [section]})
    assert house.ana.home() == "Hi"
    first, second = [body["event"] for body in kept]
    assert (first["tab"], first["user"], first["channel"]) == ("home", "U1", "D1")
    assert "view" not in first
    assert second["view"]["type"] == "home"


def test_the_app_is_told_that_it_was_removed(house: Any, manifest: dict[str, Any]) -> None:
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    house.playground.workspace.app.manifest["settings"]["event_subscriptions"]["bot_events"] = [
        *events,
        "app_uninstalled",
        "tokens_revoked",
    ]
    house.keeps(house.app.event("app_uninstalled"), [])
    house.keeps(house.app.event("tokens_revoked"), [])
    house.served.call(house.playground.uninstall())
    names = [body["event"]["type"] for body in bodies(house)]
    assert names == ["tokens_revoked", "app_uninstalled"]


def test_an_app_that_was_removed_hears_nothing_more(house: Any, make: Any) -> None:
    actions = {"type": "actions", "elements": [make.button("Yes")]}
    house.client.chat_postMessage(channel="U1", text="Hi", blocks=[actions])
    house.served.call(house.playground.uninstall())
    house.ana.types("Hello?")
    with pytest.raises(NotPossibleError, match="app_uninstalled"):
        house.ana.presses("Yes")
    with pytest.raises(NotPossibleError, match="not a valid command"):
        house.ana.types("/tiny")
    assert house.requests == []


class TestWithFewScopesAndEvents:
    @pytest.fixture
    def manifest(self, make: Any) -> dict[str, Any]:
        whole = make.manifest(oauth_config={"scopes": {"bot": ["chat:write", "im:history"]}})
        subscribed = {"bot_events": ["message.im", "user_change"]}
        whole["settings"] = {"event_subscriptions": subscribed}
        return dict(whole)

    def test_what_is_not_subscribed_or_not_granted_is_not_sent(self, house: Any) -> None:
        house.keeps(house.app.event("message"), [])
        house.ana.home()
        house.driver.changes_member("U2", tz=None)
        house.ana.types("@tiny", channel="C1")
        assert house.requests == []
        house.ana.types("Hello")
        assert len(house.requests) == 1


class TestAReadOnlyMessagesTab:
    @pytest.fixture
    def manifest(self, make: Any) -> dict[str, Any]:
        tabs = {"messages_tab_enabled": True, "messages_tab_read_only_enabled": True}
        return dict(make.manifest(features={"app_home": tabs}))

    def test_nobody_can_type_there(self, house: Any) -> None:
        with pytest.raises(AssertionError, match="turned off"):
            house.ana.types("Hello")


def test_with_echoes_the_app_hears_itself(house: Any) -> None:
    house.playground.events._echoes = True
    posted = house.client.chat_postMessage(channel="U1", text="Old")
    house.client.chat_update(channel="D1", ts=posted["ts"], text="New")
    house.client.chat_delete(channel="D1", ts=posted["ts"])
    house.served.call(house.playground.events.settled())
    events = {body["event"].get("subtype"): body["event"] for body in bodies(house)}
    assert events[None]["bot_id"] == "B0BOT"
    assert events["message_changed"]["message"]["text"] == "New"
    assert events["message_changed"]["previous_message"]["text"] == "Old"
    assert events["message_deleted"]["deleted_ts"] == posted["ts"]


def test_the_page_hears_of_every_change(house: Any) -> None:
    url = f"{house.served.base_url}/playground/events?as=U1"
    with httpx.stream("GET", url, timeout=30, trust_env=False) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = (line for line in stream.iter_lines() if line)
        first = json.loads(next(lines).removeprefix("data: "))["revision"]
        house.client.chat_postMessage(channel="U1", text="Hello")
        second = json.loads(next(lines).removeprefix("data: "))["revision"]
        assert second > first
        assert house.ana.state()["revision"] == second


def test_the_page_does_not_hear_of_what_others_see(house: Any) -> None:
    before = house.bob.state()["revision"]
    house.client.chat_postMessage(channel="U1", text="Hello")
    assert house.bob.state()["revision"] == before


def test_what_somebody_does_while_the_workspace_closes_fails_and_breaks_nothing() -> None:
    app = SlackApp({}, "xoxb-closed", "secret", "http://127.0.0.1:9/slack/events")
    line = HttpLine(app, machine_time=lambda: 0.0)

    async def speak_after_hanging_up() -> None:
        await line.close()
        await line.post_form({"command": "/anything"})

    # In a thread of its own: a browser that is open elsewhere has a loop in this one.
    with ThreadPoolExecutor() as apart, pytest.raises(NoAnswerError) as failed:
        apart.submit(lambda: asyncio.run(speak_after_hanging_up())).result()
    assert failed.value.reason == "connection_failed"
