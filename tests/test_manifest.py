import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.manifest import manifest, to_yaml
from bot.slack.shortcuts import NEW

ROOT = Path(__file__).parents[1]
OUTSIDE = "https://interviews.example.com"


def test_the_file_at_the_root_is_what_the_command_prints() -> None:
    assert (ROOT / "manifest.yml").read_text(encoding="utf-8") == to_yaml(manifest())


@pytest.mark.parametrize("url", [None, OUTSIDE])
def test_the_yaml_says_the_same_as_the_manifest(url: str | None) -> None:
    assert yaml.safe_load(to_yaml(manifest(url=url))) == manifest(url=url)


def test_without_an_address_the_app_uses_socket_mode_and_no_address_is_asked_for() -> None:
    assert manifest()["settings"]["socket_mode_enabled"] is True
    assert "url" not in re.findall(r"\w+", to_yaml(manifest()))
    assert "request_url" not in to_yaml(manifest())


@pytest.mark.parametrize("url", [OUTSIDE, f"{OUTSIDE}/"])
def test_with_an_address_slack_sends_everything_to_one_place_below_it(url: str) -> None:
    with_address = manifest(url=url)
    settings = with_address["settings"]
    assert settings["socket_mode_enabled"] is False
    assert {
        with_address["features"]["slash_commands"][0]["url"],
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        settings["interactivity"]["message_menu_options_url"],
    } == {f"{OUTSIDE}/slack/events"}


def test_the_command_can_have_another_name() -> None:
    assert manifest("/hire")["features"]["slash_commands"][0]["command"] == "/hire"


def test_typed_names_arrive_as_people() -> None:
    assert manifest()["features"]["slash_commands"][0]["should_escape"] is True


# docs.slack.dev/reference/methods: which scope each method of the Web API needs; None = none.
SCOPE_OF = {
    "auth_test": None,
    "chat_delete": "chat:write",
    "chat_getPermalink": None,
    "chat_postEphemeral": "chat:write",
    "chat_postMessage": "chat:write",
    "chat_update": "chat:write",
    "conversations_history": "im:history",
    "conversations_open": "im:write",
    "conversations_replies": "im:history",
    "files_delete": "files:write",
    "files_upload_v2": "files:write",
    "usergroups_users_list": "usergroups:read",
    "users_info": "users:read",
    "users_list": "users:read",
    "users_lookupByEmail": "users:read.email",
    "views_open": None,
    "views_publish": None,
    "views_push": None,
    "views_update": None,
}
SLACKS = {method.partition("_")[0] for method in SCOPE_OF}  # the families of methods
EVENT_OF = {"message": "message.im"}  # the type of an event that is subscribed to by another name


def sources() -> str:
    files = [*(ROOT / "bot" / "slack").rglob("*.py"), *(ROOT / "bot" / "house").glob("*.py")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_scope_is_needed_by_a_method_that_is_called_and_none_is_missing() -> None:
    called = re.findall(r"client(?:\([A-Z_]*\))?\.([a-z]+_\w+)\(", sources())
    called += [name.replace(".", "_") for name in re.findall(r'"([a-z]+\.[a-zA-Z]+)"', sources())]
    needed = {SCOPE_OF[method] for method in called if method in SCOPE_OF} - {None}
    unknown = [m for m in called if m not in SCOPE_OF and m.partition("_")[0] in SLACKS]
    assert unknown in ([], ["api_call"])
    assert needed | {"commands", "app_mentions:read"} == set(
        manifest()["oauth_config"]["scopes"]["bot"]
    )


def test_every_event_and_command_has_a_listener_and_the_other_way_round() -> None:
    app = (ROOT / "bot" / "slack" / "app.py").read_text(encoding="utf-8")
    heard = [EVENT_OF.get(event, event) for event in re.findall(r'app\.event\("(\w+)"\)', app)]
    assert heard == manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert app.count("app.command(") == len(manifest()["features"]["slash_commands"])
    assert {each["callback_id"] for each in manifest()["features"]["shortcuts"]} == {NEW}


@pytest.mark.parametrize(
    ("place", "limit"),
    [
        (("display_information", "name"), 35),
        (("display_information", "description"), 140),
        (("features", "bot_user", "display_name"), 80),
        (("features", "shortcuts"), 10),
        (("features", "shortcuts", 0, "name"), 24),
        (("features", "shortcuts", 0, "description"), 150),
        (("features", "slash_commands"), 50),
        (("features", "slash_commands", 0, "command"), 32),
        (("features", "slash_commands", 0, "description"), 2000),
        (("features", "slash_commands", 0, "usage_hint"), 1000),
        (("oauth_config", "scopes", "bot"), 255),
        (("settings", "event_subscriptions", "bot_events"), 100),
    ],
)
def test_nothing_is_longer_than_slack_allows(place: tuple[str | int, ...], limit: int) -> None:
    found: Any = manifest()
    for step in place:
        found = found[step]
    assert 0 < len(found) <= limit
