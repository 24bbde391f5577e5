"""The Bolt app: which listener hears what.

Everything that Slack sends has its listener here, and the manifest names nothing else; a test
compares the two. The listeners answer before the acknowledgement (`process_before_response`), so
that whoever types or presses sees the outcome, and a failure is never lost after it.

What only an earlier version of the bot had (its buttons stand in messages for years) is heard
last, and said to be outdated.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.slack import actions, commands, form_actions, home, messages, shortcuts, submissions
from bot.slack.desk import Desk
from bot.slack.errors import last_words
from bot.slack.forms.inputs import ACTION
from bot.slack.home import Homes
from bot.slack.presses import Press

log = logging.getLogger(__name__)

OF_A_FORM = re.compile(f"^{ACTION}")
OF_A_MESSAGE = re.compile(rf"^({'|'.join(press.value for press in Press)})(:.*)?$")
ANY_FORM = re.compile(f"^({'|'.join(submissions.SUBMITS)})$")
ANYTHING = re.compile("")


def make_app(desk: Desk, team: Mapping[str, str], signing_secret: str, homes: Homes) -> App:
    """Make the app for one team. `team` is what auth.test answered, so Slack is not asked again."""
    known = AuthorizeResult(
        enterprise_id=None,
        team_id=team["team_id"],
        bot_id=team.get("bot_id"),
        bot_user_id=team.get("user_id"),
        bot_token=desk.client.token,
    )
    app = App(
        name="interview-bot",  # else Bolt looks through all modules for whoever calls it
        signing_secret=signing_secret,
        client=WebClient(base_url=desk.client.base_url, timeout=desk.client.timeout),
        authorize=lambda: known,
        process_before_response=True,
        logger=logging.getLogger("slack_bolt"),
    )
    _listen(app, desk, homes, team.get("user_id") or "")
    app.error(last_words(desk))
    return app


def _listen(app: App, desk: Desk, homes: Homes, bot_user_id: str) -> None:
    """Register every listener; the first that fits is asked."""
    app.command(ANYTHING)(commands.listen(desk))  # its name is a setting, and may have changed
    app.action(OF_A_MESSAGE)(actions.listen(desk, homes))
    app.action(OF_A_FORM)(form_actions.listen(desk))
    app.options(OF_A_FORM)(form_actions.suggest(desk))
    app.shortcut(shortcuts.NEW)(shortcuts.listen(desk))
    app.view(ANY_FORM)(submissions.listen(desk))
    app.event("app_home_opened")(home.listen(homes))
    app.event("user_change")(_changed(desk))
    app.event("message")(messages.listen(desk))
    app.event("app_mention")(messages.mentioned(desk, bot_user_id))
    app.action(ANYTHING)(actions.outdated(desk))
    app.view(ANYTHING)(submissions.outdated(desk))
    app.options(ANYTHING)(form_actions.nobody)
    app.event(ANYTHING)(_not_for_us)


def _changed(desk: Desk) -> Callable[..., None]:
    def user_change(event: dict[str, Any]) -> None:
        desk.directory.changed(event["user"])

    return user_change


def _not_for_us() -> None:
    """Take an event that an older manifest subscribed to, so that Slack does not send it again."""
