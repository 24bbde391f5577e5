"""The Web API through an unchanged slack_sdk: tokens, scopes, arguments, people."""

import json
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError


def refusal(deed: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        deed(**arguments)
    return str(refused.value.response["error"])


def raw(house: Any, method: str, **request: Any) -> dict[str, Any]:
    url = f"{house.served.base_url}/slack-api/{method}"
    answer: dict[str, Any] = httpx.post(url, trust_env=False, **request).json()
    return answer


def test_auth_test_says_who_the_bot_is(house: Any) -> None:
    answer = house.client.auth_test()
    assert answer["user_id"] == "U0BOT"
    assert answer["bot_id"] == "B0BOT"
    assert answer["team"] == "Acme"
    assert "chat:write" in answer.headers["x-oauth-scopes"]


def test_a_wrong_token_or_none_is_refused(house: Any) -> None:
    wrong = WebClient("xoxb-other", base_url=house.client.base_url)
    assert refusal(wrong.auth_test) == "invalid_auth"
    assert raw(house, "auth.test")["error"] == "not_authed"


def test_after_the_app_was_removed_its_token_is_dead(house: Any) -> None:
    house.served.call(house.playground.uninstall())
    assert refusal(house.client.auth_test) == "account_inactive"


def test_a_method_that_slack_does_not_have_is_refused(house: Any) -> None:
    assert refusal(house.client.api_call, api_method="chat.shout") == "unknown_method"


@pytest.mark.parametrize(
    "request_of",
    [
        lambda arguments: {"params": arguments},
        lambda arguments: {"data": arguments},
        lambda arguments: {"json": arguments},
    ],
    ids=["query", "form", "json"],
)
def test_arguments_are_read_wherever_they_stand(house: Any, request_of: Any) -> None:
    blocks = json.dumps([{"type": "divider"}])
    arguments = {"channel": "U1", "text": "Hello", "blocks": blocks, "token": "xoxb-playground"}
    answer = raw(house, "chat.postMessage", **request_of(arguments))
    assert answer["ok"] is True
    assert answer["message"]["blocks"][0]["type"] == "divider"


def test_a_body_that_is_no_json_object_is_refused(house: Any) -> None:
    as_json = {"headers": {"content-type": "application/json"}}
    assert raw(house, "api.test", content="{", **as_json)["error"] == "invalid_json"
    assert raw(house, "api.test", content="[]", **as_json)["error"] == "json_not_object"


def test_users_info_shows_a_person(house: Any) -> None:
    user = house.client.users_info(user="U1")["user"]
    assert user["tz"] == "Europe/Madrid"
    assert user["tz_offset"] == 3600
    assert user["is_admin"] is True
    assert user["profile"]["email"] == "ana@acme.example"
    assert "locale" not in user
    with_locale = house.client.users_info(user="U2", include_locale=True)["user"]
    assert with_locale["locale"] == "es-ES"


def test_the_offset_of_a_zone_follows_the_house_clock(house: Any) -> None:
    house.driver.moves_clock(to="2027-07-01T00:00:00+00:00")
    assert house.client.users_info(user="U1")["user"]["tz_offset"] == 7200


def test_a_bot_and_a_deactivated_member_have_no_zone(house: Any) -> None:
    assert "tz" not in house.client.users_info(user="U0BOT")["user"]
    gone = house.client.users_info(user="U3")["user"]
    assert gone["deleted"] is True
    assert "tz" not in gone
    assert refusal(house.client.users_info, user="U9") == "user_not_found"


def test_users_list_comes_in_pages_with_bots_and_slackbot(house: Any) -> None:
    pages = [page["members"] for page in house.client.users_list(limit=2)]
    assert [[each["id"] for each in page] for page in pages] == [
        ["USLACKBOT", "U1"],
        ["U2", "U3"],
        ["U0BOT"],
    ]
    assert refusal(house.client.users_list, cursor="junk") == "invalid_cursor"


def test_people_are_found_by_their_address(house: Any) -> None:
    found = house.client.users_lookupByEmail(email="BOB@acme.example")
    assert found["user"]["id"] == "U2"
    assert refusal(house.client.users_lookupByEmail, email="x@y.z") == "users_not_found"
    gone = refusal(house.client.users_lookupByEmail, email="cleo@acme.example")
    assert gone == "users_not_found"


def test_the_members_of_a_user_group_are_listed(house: Any) -> None:
    assert house.client.usergroups_users_list(usergroup="S1")["users"] == ["U1", "U2"]
    assert refusal(house.client.usergroups_users_list, usergroup="S9") == "no_such_subteam"


class TestWithoutScopes:
    @pytest.fixture
    def manifest(self, make: Any) -> dict[str, Any]:
        return make.manifest(oauth_config={"scopes": {"bot": ["commands", "users:read"]}})

    def test_a_call_is_refused_and_told_what_it_needs(self, house: Any) -> None:
        with pytest.raises(SlackApiError) as refused:
            house.client.chat_postMessage(channel="U1", text="Hello")
        assert refused.value.response.data == {
            "ok": False,
            "error": "missing_scope",
            "needed": "chat:write",
            "provided": "commands,users:read",
        }

    @pytest.mark.parametrize(
        ("method", "arguments", "needed"),
        [
            ("conversations.open", {"users": "U1"}, "im:write"),
            ("conversations.history", {"channel": "D1"}, "im:history"),
            ("conversations.history", {"channel": "C1"}, "channels:history"),
            ("users.lookupByEmail", {"email": "a@x"}, "users:read.email"),
            ("usergroups.users.list", {"usergroup": "S1"}, "usergroups:read"),
            ("files.getUploadURLExternal", {"filename": "a", "length": 1}, "files:write"),
            ("files.completeUploadExternal", {"files": "[]"}, "files:write"),
        ],
    )
    def test_each_method_needs_its_own(
        self, house: Any, method: str, arguments: dict[str, str], needed: str
    ) -> None:
        house.ana.state()
        with pytest.raises(SlackApiError) as refused:
            house.client.api_call(method, params=arguments)
        assert refused.value.response["needed"] == needed

    def test_an_address_is_not_shown(self, house: Any) -> None:
        assert "email" not in house.client.users_info(user="U1")["user"]["profile"]
