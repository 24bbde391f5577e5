"""The app's manifest: what Slack is told about this bot when somebody creates the app.

It asks for the scopes and events that are used, and for no other. Slack's reference:
https://docs.slack.dev/reference/app-manifest
"""

from typing import Any

import yaml

SCOPES = (
    "commands",  # the slash command
    "chat:write",  # cards and reminders, and their edits
    "im:write",  # opens the direct message that they go to
    "im:history",  # reads what people write to the bot, and whether a message arrived already
    "app_mentions:read",  # the same words where somebody mentions the bot
    "users:read",  # names, time zones, languages, who was deactivated
    "users:read.email",  # somebody picked in Slack is matched with people already known
    "usergroups:read",  # recruiters may be appointed as a group
    "files:write",  # calendar files and tables, into the direct message
)
# Without these everything else works: an app that was installed before they were asked for goes on.
SPARED = frozenset({"files:write"})
EVENTS = (
    "app_home_opened",  # draws the Home of whoever opens it
    "user_change",  # keeps names, zones, languages and deactivation fresh
    "message.im",  # the same words as after the command, in a direct message to the bot
    "app_mention",  # and in a channel, answered for whoever mentions it alone
)
SHORTCUTS = {  # where one is offered, and what it does
    "global": "Open the form for a new interview",
    "message": "Open the form for an interview with whoever wrote this",
}
USAGE_HINT = "@ana with @pat fri 3pm 45m video · 27 move fri 4pm · list today · help"


def manifest(command: str = "/interview", url: str | None = None) -> dict[str, Any]:
    """Return the manifest for an app which listens to `command`.

    `url` is the address at which Slack reaches the bot from outside, such as
    `https://interviews.example.com`; commands, interactions and events are then posted to
    `/slack/events` below it. Without it the app uses Socket Mode, and needs no address.
    """
    request_url = None if url is None else f"{url.rstrip('/')}/slack/events"
    return {
        "display_information": {
            "name": "Interview Bot",
            "description": "Run interviews from Slack, and make sure nobody misses one.",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Interview Bot", "always_online": True},
            "shortcuts": [_shortcut(place, said) for place, said in SHORTCUTS.items()],
            "slash_commands": [_slash_command(command, request_url)],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": _settings(request_url),
    }


def to_yaml(app_manifest: dict[str, Any]) -> str:
    """Return the manifest as YAML: in its own order, the same text every time."""
    return yaml.safe_dump(app_manifest, sort_keys=False, allow_unicode=True, width=100)


def _slash_command(command: str, request_url: str | None) -> dict[str, Any]:
    slash_command: dict[str, Any] = {
        "command": command,
        "description": "Book, move and answer interviews",
        "usage_hint": USAGE_HINT,
        # Turns a typed "@ana" into "<@U123|ana>"; without it the bot could only guess at names.
        "should_escape": True,
    }
    if request_url is not None:
        slash_command["url"] = request_url
    return slash_command


def _shortcut(place: str, does: str) -> dict[str, str]:
    return {
        "name": "New interview",
        "type": place,
        "callback_id": "new_interview",
        "description": does,
    }


def _settings(request_url: str | None) -> dict[str, Any]:
    events: dict[str, Any] = {"bot_events": list(EVENTS)}
    interactivity: dict[str, Any] = {"is_enabled": True}
    if request_url is not None:
        events = {"request_url": request_url} | events
        interactivity |= {"request_url": request_url, "message_menu_options_url": request_url}
    return {
        "event_subscriptions": events,
        "interactivity": interactivity,
        "org_deploy_enabled": False,
        "socket_mode_enabled": request_url is None,
        "token_rotation_enabled": False,
    }
