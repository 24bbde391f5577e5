"""The app as it is installed in the workspace: what its manifest grants and asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TEAM = "T0PLAYGROUND"
APP = "A0PLAYGROUND"
BOT_USER = "U0BOT"
BOT = "B0BOT"
VERIFICATION_TOKEN = "playground-verification"  # noqa: S105  the deprecated field of every payload; opens nothing


@dataclass(frozen=True)
class SlackApp:
    """An app and where it is reached.

    `manifest` is the app manifest as a mapping; commands, scopes, events and tabs come from it
    (docs.slack.dev/reference/app-manifest). With `socket_mode_enabled` in it, the app is reached
    over the websockets that it opens with `app_token`; else commands, interactions and events are
    posted to `request_url`, whatever addresses the manifest names.
    """

    manifest: Mapping[str, Any]
    bot_token: str
    signing_secret: str
    request_url: str = ""
    app_token: str = ""
    app_scopes: tuple[str, ...] = ("connections:write",)

    @property
    def name(self) -> str:
        """The app's name."""
        return str(self._at("display_information", "name") or "App")

    @property
    def bot_name(self) -> str:
        """The display name of the bot user."""
        return str(self._at("features", "bot_user", "display_name") or self.name)

    @property
    def commands(self) -> list[Mapping[str, Any]]:
        """The slash commands of the manifest."""
        return list(self._at("features", "slash_commands") or [])

    def command(self, name: str) -> Mapping[str, Any] | None:
        """Return the command of that name (with its slash), or None."""
        return next((each for each in self.commands if each["command"] == name), None)

    def shortcuts(self, kind: str) -> list[Mapping[str, Any]]:
        """The shortcuts that are "global", or on a "message"."""
        every = self._at("features", "shortcuts") or []
        return [each for each in every if each["type"] == kind]

    @property
    def scopes(self) -> list[str]:
        """The bot token's scopes."""
        return list(self._at("oauth_config", "scopes", "bot") or [])

    @property
    def events(self) -> list[str]:
        """The bot events that the app subscribes to."""
        return list(self._at("settings", "event_subscriptions", "bot_events") or [])

    @property
    def interactive(self) -> bool:
        """Whether presses and submissions are sent at all."""
        return bool(self._at("settings", "interactivity", "is_enabled"))

    @property
    def socket_mode(self) -> bool:
        """Whether the app is reached over websockets that it opens itself."""
        return bool(self._at("settings", "socket_mode_enabled"))

    @property
    def home_tab(self) -> bool:
        """Whether the app has a Home tab."""
        return bool(self._at("features", "app_home", "home_tab_enabled"))

    @property
    def messages_tab(self) -> bool:
        """Whether the app may write to people directly."""
        return bool(self._at("features", "app_home", "messages_tab_enabled"))

    @property
    def may_be_written_to(self) -> bool:
        """Whether people may type in the app's messages tab."""
        read_only = bool(self._at("features", "app_home", "messages_tab_read_only_enabled"))
        return self.messages_tab and not read_only

    def _at(self, *path: str) -> Any:
        found: Any = self.manifest
        for key in path:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found
