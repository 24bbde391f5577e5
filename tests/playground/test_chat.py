"""chat.* and conversations.*: messages and where they go."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

DIVIDER = [{"type": "divider"}]
POST = "chat.postMessage"
METADATA = {"event_type": "notice", "event_payload": {"key": "k1"}}


def refusal(deed: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        deed(**arguments)
    return str(refused.value.response["error"])


def test_a_message_to_a_person_goes_to_their_direct_message(house: Any) -> None:
    posted = house.client.chat_postMessage(channel="U1", text="Hello *Ana*")
    assert posted["channel"] == "D1"
    assert posted["message"]["bot_id"] == "B0BOT"
    assert house.ana.last() == "Hello *Ana*"
    assert house.bob.messages() == []
    unread = {each["id"]: each["unread"] for each in house.ana.state()["conversations"]}
    assert unread == {"D1": 1, "C1": 0, "C2": 0}


def test_a_message_without_anything_is_refused(house: Any) -> None:
    assert refusal(house.client.api_call, api_method=POST, json={"channel": "U1"}) == "no_text"


def test_invalid_blocks_are_told_where(house: Any) -> None:
    with pytest.raises(SlackApiError) as refused:
        house.client.chat_postMessage(channel="U1", text="x", blocks=[{"type": "section"}] * 51)
    answer = refused.value.response
    assert answer["error"] == "invalid_blocks"
    pointer = "no more than 50 items allowed [json-pointer:/blocks]"
    assert f"[ERROR] {pointer}" in answer["response_metadata"]["messages"]
    assert pointer in answer["errors"]
    assert house.ana.messages() == []


def test_blocks_that_are_no_list_are_refused(house: Any) -> None:
    wrong = refusal(house.client.chat_postMessage, channel="U1", text="x", blocks="{")
    assert wrong == "invalid_blocks_format"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("U9", "channel_not_found"),
        ("C9", "channel_not_found"),
        ("U3", "user_disabled"),
        ("U0BOT", "cannot_dm_bot"),
    ],
)
def test_a_message_to_nobody_is_refused(house: Any, channel: str, error: str) -> None:
    assert refusal(house.client.chat_postMessage, channel=channel, text="x") == error


def test_a_direct_message_closes_when_its_member_is_deactivated(house: Any) -> None:
    channel = house.client.conversations_open(users="U2")["channel"]["id"]
    house.driver.changes_member("U2", deleted=True)
    assert refusal(house.client.chat_postMessage, channel=channel, text="x") == "user_disabled"
    assert refusal(house.client.conversations_open, users="U2") == "user_disabled"


def test_the_app_writes_only_where_it_is(house: Any) -> None:
    house.client.chat_postMessage(channel="#hiring", text="x")
    house.served.call(house.playground.remove_app_from("C2"))
    assert refusal(house.client.chat_postMessage, channel="C2", text="x") == "not_in_channel"


def test_an_update_takes_the_channels_id_and_never_the_users(house: Any) -> None:
    posted = house.client.chat_postMessage(channel="U1", text="Old", blocks=DIVIDER)
    by_user = refusal(house.client.chat_update, channel="U1", ts=posted["ts"], text="New")
    assert by_user == "channel_not_found"
    house.client.chat_update(channel="D1", ts=posted["ts"], text="New", blocks=[])
    message = house.ana.messages()[-1]
    assert (message["text"], message["blocks"], message["edited"]) == ("New", [], True)


def test_an_update_without_blocks_keeps_them(house: Any) -> None:
    posted = house.client.chat_postMessage(
        channel="U1", text="Old", blocks=DIVIDER, metadata=METADATA
    )
    house.client.chat_update(channel="D1", ts=posted["ts"], text="New")
    message = house.ana.messages()[-1]
    assert message["blocks"][0]["type"] == "divider"
    assert message["metadata"] == METADATA


def test_only_own_messages_that_are_there_can_be_changed(house: Any) -> None:
    house.ana.types("Hello")
    ts = house.ana.messages()[-1]["ts"]
    assert refusal(house.client.chat_update, channel="D1", ts=ts, text="x") == "cant_update_message"
    assert refusal(house.client.chat_delete, channel="D1", ts=ts) == "cant_delete_message"
    assert refusal(house.client.chat_delete, channel="D1", ts="1.000000") == "message_not_found"


def test_a_deleted_message_is_gone(house: Any) -> None:
    posted = house.client.chat_postMessage(channel="U1", text="Hello")
    house.client.chat_delete(channel="D1", ts=posted["ts"])
    assert house.ana.messages() == []
    assert refusal(house.client.chat_delete, channel="D1", ts=posted["ts"]) == "message_not_found"


def test_an_ephemeral_message_is_seen_by_one_and_cannot_be_changed(house: Any) -> None:
    posted = house.client.chat_postEphemeral(channel="C1", user="U1", text="Psst")
    assert house.ana.last() == "Psst"
    assert house.bob.messages() == []
    ts = posted["message_ts"]
    assert refusal(house.client.chat_update, channel="C1", ts=ts, text="x") == "message_not_found"
    stranger = refusal(house.client.chat_postEphemeral, channel="D1", user="U2", text="x")
    assert stranger == "user_not_in_channel"
    gone = refusal(house.client.chat_postEphemeral, channel="C1", user="U3", text="x")
    assert gone == "user_not_in_channel"


def test_a_permalink_names_the_message(house: Any) -> None:
    posted = house.client.chat_postMessage(channel="U1", text="Hello")
    link = house.client.chat_getPermalink(channel="D1", message_ts=posted["ts"])["permalink"]
    assert link == f"{house.served.base_url}/archives/D1/p{posted['ts'].replace('.', '')}"
    unknown = refusal(house.client.chat_getPermalink, channel="D1", message_ts="1.000000")
    assert unknown == "message_not_found"


@pytest.mark.parametrize(
    "metadata",
    [
        {"event_type": "notice"},
        {"event_type": "notice", "event_payload": "k"},
        {"event_type": "notice", "event_payload": {}, "more": 1},
    ],
)
def test_metadata_has_a_type_and_a_payload(house: Any, metadata: Any) -> None:
    wrong = refusal(house.client.chat_postMessage, channel="U1", text="x", metadata=metadata)
    assert wrong == "invalid_metadata_format"


def test_a_history_is_newest_first_in_pages_and_shows_metadata_when_asked(house: Any) -> None:
    posted = [
        house.client.chat_postMessage(channel="U1", text=str(number), metadata=METADATA)["ts"]
        for number in range(3)
    ]
    first = house.client.conversations_history(channel="D1", limit=2)
    assert [each["text"] for each in first["messages"]] == ["2", "1"]
    assert first["has_more"] is True
    assert "metadata" not in first["messages"][0]
    cursor = first["response_metadata"]["next_cursor"]
    second = house.client.conversations_history(
        channel="D1", cursor=cursor, include_all_metadata=True
    )
    assert second["messages"][0]["metadata"] == METADATA
    since = house.client.conversations_history(channel="D1", oldest=posted[1])
    assert [each["ts"] for each in since["messages"]] == [posted[2]]
    inclusive = house.client.conversations_history(channel="D1", oldest=posted[1], inclusive=True)
    assert len(inclusive["messages"]) == 2


def test_a_thread_is_read_apart_from_the_history_in_which_it_begins(house: Any) -> None:
    first, other = (
        house.client.chat_postMessage(channel="U1", text=text)["ts"] for text in ("hello", "more")
    )
    house.client.chat_postMessage(channel="D1", text="below", thread_ts=first)
    history = house.client.conversations_history(channel="D1")["messages"]
    counted = [(each["ts"], each.get("reply_count")) for each in history]
    assert counted == [(other, None), (first, 1)]
    thread = house.client.conversations_replies(channel="D1", ts=first)["messages"]
    assert [each["text"] for each in thread] == ["hello", "below"]
    unknown = refusal(house.client.conversations_replies, channel="D1", ts="1.1")
    assert unknown == "thread_not_found"


def test_a_history_never_holds_ephemeral_messages(house: Any) -> None:
    house.client.conversations_open(users="U1")
    house.client.chat_postEphemeral(channel="D1", user="U1", text="Psst")
    assert house.client.conversations_history(channel="D1")["messages"] == []


def test_a_direct_message_is_opened_once(house: Any) -> None:
    first = house.client.conversations_open(users=["U1"])
    again = house.client.conversations_open(users=["U1"], return_im=True)
    assert first["channel"]["id"] == again["channel"]["id"] == "D1"
    assert again["already_open"] is True
    assert again["channel"]["user"] == "U1"


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("", "users_list_not_supplied"),
        ("U9", "user_not_found"),
        ("U0BOT", "cannot_dm_bot"),
        ("U1,U2", "missing_scope"),
        (",".join(f"U{number}" for number in range(9)), "too_many_users"),
    ],
)
def test_a_direct_message_that_cannot_be_opened(house: Any, users: str, error: str) -> None:
    assert refusal(house.client.conversations_open, users=users) == error


class TestWithoutAMessagesTab:
    @pytest.fixture
    def manifest(self, make: Any) -> dict[str, Any]:
        return make.manifest(features={"app_home": {"home_tab_enabled": True}})

    def test_nobody_is_written_to(self, house: Any) -> None:
        error = refusal(house.client.chat_postMessage, channel="U1", text="x")
        assert error == "messages_tab_disabled"
