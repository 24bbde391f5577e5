"""Views: the stack of modals that a member has open, and App Homes."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.playground.blockkit import completed, judge_view, too_large, with_names
from bot.playground.installation import APP, BOT, TEAM
from bot.playground.state import state_values, still_typed
from bot.playground.tickets import SlackError

STACK = 3


@dataclass
class View:
    """A view as a member has it before them."""

    id: str
    user: str
    source: dict[str, Any]
    hash: str
    root: str
    previous: str | None = None
    typed: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks, each with its id."""
        blocks: list[dict[str, Any]] = self.source["blocks"]
        return blocks


def as_slack_view(view: View) -> dict[str, Any]:
    """Return the view object that stands in payloads and in answers to views.* methods."""
    source = view.source
    return {
        "id": view.id,
        "team_id": TEAM,
        "type": source["type"],
        "blocks": view.blocks,
        "private_metadata": source.get("private_metadata", ""),
        "callback_id": source.get("callback_id", ""),
        "state": {"values": state_values(view.blocks, view.typed)},
        "hash": view.hash,
        "title": source.get("title"),
        "clear_on_close": source.get("clear_on_close", False),
        "notify_on_close": source.get("notify_on_close", False),
        "close": source.get("close"),
        "submit": source.get("submit"),
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": APP,
        "external_id": source.get("external_id", ""),
        "app_installed_team_id": TEAM,
        "bot_id": BOT,
    }


def accepted_view(view: Any, surface: Literal["modal", "home"]) -> dict[str, Any]:
    """Return the view as Slack stores it; SlackError when Slack would not take it."""
    problems = judge_view(view, surface)
    if problems:
        raise SlackError("invalid_arguments", problems)
    if too_large(view):
        raise SlackError("view_too_large")
    whole: dict[str, Any] = completed({**view, "blocks": []})
    whole["blocks"] = with_names(view["blocks"], _random_name)
    return whole


def _random_name() -> str:
    return secrets.token_urlsafe(4)


class Views:
    """The open views of everybody, and their Homes.

    `changed` is called with the id of the member whose views have changed; `now` is the
    machine's time, of which hashes are made.
    """

    def __init__(self, *, now: Callable[[], float], changed: Callable[[str], None]) -> None:
        self._now = now
        self._changed = changed
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, user: str) -> list[View]:
        """Return the member's open views, the bottom one first."""
        return self._stacks.setdefault(user, [])

    def home(self, user: str) -> View | None:
        """Return the member's App Home, if one was published."""
        return self._homes.get(user)

    def find(self, view_id: str) -> View | None:
        """Return an open view or a Home by its id."""
        everything = [*self._homes.values(), *(each for s in self._stacks.values() for each in s)]
        return next((each for each in everything if each.id == view_id), None)

    def find_external(self, external_id: str) -> View | None:
        """Return an open view by the id that the app gave it."""
        everything = [each for stack in self._stacks.values() for each in stack]
        everything += self._homes.values()
        known = (each for each in everything if each.source.get("external_id") == external_id)
        return next(known, None)

    def open(self, user: str, view: Any) -> View:
        """Put a new view before the member, alone: other open ones go."""
        source = self._accepted(view)
        self._stacks[user] = []
        return self._put(user, source)

    def push(self, user: str, view: Any) -> View:
        """Put a new view on top of the member's stack, of three at most."""
        source = self._accepted(view)
        if len(self.stack(user)) >= STACK:
            raise SlackError("push_limit_reached")
        return self._put(user, source)

    def update(self, view: View, source: Any) -> View:
        """Replace what stands in a view; what was typed stays where the ids are the same."""
        surface: Literal["modal", "home"] = "home" if view.source["type"] == "home" else "modal"
        accepted = self._accepted(source, surface, other_than=view)
        view.typed = still_typed(view.blocks, accepted["blocks"], view.typed)
        view.source, view.errors, view.hash = accepted, {}, self._hash()
        self._changed(view.user)
        return view

    def publish(self, user: str, source: Any) -> View:
        """Replace the member's Home, or make their first."""
        home = self._homes.get(user)
        if home is not None:
            return self.update(home, source)
        accepted = self._accepted(source, "home")
        view_id = _new_id()
        home = View(view_id, user, accepted, self._hash(), root=view_id)
        self._homes[user] = home
        self._changed(user)
        return home

    def close(self, view: View) -> None:
        """Take one view away; what lies on top of it or under it stays."""
        stack = self.stack(view.user)
        if view in stack:
            stack.remove(view)
        self._changed(view.user)

    def clear(self, user: str) -> None:
        """Take all views of a member away."""
        self._stacks[user] = []
        self._changed(user)

    def show_errors(self, view: View, errors: dict[str, str]) -> None:
        """Show sentences under fields."""
        view.errors = errors
        self._changed(view.user)

    def _accepted(
        self,
        view: Any,
        surface: Literal["modal", "home"] = "modal",
        other_than: View | None = None,
    ) -> dict[str, Any]:
        accepted = accepted_view(view, surface)
        external_id = accepted.get("external_id")
        if external_id and self.find_external(external_id) not in (None, other_than):
            raise SlackError("duplicate_external_id")
        return accepted

    def _put(self, user: str, source: dict[str, Any]) -> View:
        stack = self.stack(user)
        view_id = _new_id()
        view = View(view_id, user, source, self._hash(), root=stack[0].id if stack else view_id)
        view.previous = stack[-1].id if stack else None
        stack.append(view)
        self._changed(user)
        return view

    def _hash(self) -> str:
        return f"{int(self._now())}.{secrets.token_hex(4)}"


def _new_id() -> str:
    return "V" + secrets.token_hex(5).upper()
