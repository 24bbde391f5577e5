"""What stands in a form that came back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from bot.interviews.texts import readable
from bot.slack.forms.choice import Choice

CHOSEN = "selected_option"
SHOWN = {  # the key of what was entered -> the key of what the form showed
    "value": "initial_value",
    CHOSEN: "initial_option",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
}


def base(block_id: str) -> str:
    """Give the field for which a block stands: `location` of `location:2`."""
    return block_id.partition(":")[0]


def inputs(view: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give the input blocks of a view, from the top."""
    return [block for block in view["blocks"] if block["type"] == "input"]


def block_of(view: Mapping[str, Any], field: str) -> dict[str, Any] | None:
    """Give the input block of a field, whatever its revision; None when the view has none."""
    return next((block for block in inputs(view) if base(block["block_id"]) == field), None)


class Entries:
    """The entries of a view as Slack sends it, asked for by the names of fields.

    What was emptied is None. What Slack says nothing about was not touched: then it is what the
    form showed. A field that the view does not have is None too.
    """

    def __init__(self, view: Mapping[str, Any]) -> None:
        self._view = view
        self._state: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}

    def carried(self) -> dict[str, Any]:
        """What rode in the private_metadata."""
        carried: dict[str, Any] = json.loads(self._view.get("private_metadata") or "{}")
        return carried

    def text(self, field: str) -> str | None:
        """A text as it was typed; Refused (UNREADABLE_TEXT) when it cannot be shown."""
        text = self._entered(field, "value")
        return readable(text, field) if text else None

    def shown(self, field: str) -> str | None:
        """The text that a field showed before anything was typed."""
        block = block_of(self._view, field)
        return block["element"].get("initial_value") if block else None

    def day(self, field: str) -> date | None:
        """A day."""
        day = self._entered(field, "selected_date")
        return date.fromisoformat(day) if day else None

    def clock(self, field: str) -> time | None:
        """A clock time."""
        clock = self._entered(field, "selected_time")
        return time.fromisoformat(clock) if clock else None

    def option(self, field: str) -> str | None:
        """The value of the option that was chosen."""
        option = self._entered(field, CHOSEN)
        return option["value"] if option else None

    def person(self, field: str) -> Choice | None:
        """Who was chosen."""
        option = self._entered(field, CHOSEN)
        return Choice(token=option["value"], label=option["text"]["text"]) if option else None

    def ticked(self, field: str) -> bool:
        """Whether the box is ticked."""
        return bool(self._entered(field, "selected_options"))

    def _entered(self, field: str, key: str) -> Any:
        block = block_of(self._view, field)
        if block is None:
            return None
        element = block["element"]
        entered = self._state.get(block["block_id"], {}).get(element["action_id"])
        return element.get(SHOWN[key]) if entered is None else entered.get(key)
