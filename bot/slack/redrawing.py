"""A form drawn anew after something moved in it: whatever moved last decides how it looks.

Slack tells of every move by itself, and of two made at once also at once. Each draws the form by
what stood in it then, and `views.update` refuses whoever comes second by its `hash`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from decimal import Decimal
from threading import Lock
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.deadline import answering
from bot.slack.blocks import Block

MOST_KNOWN = 1000  # forms in which something moved of late


class Redrawing:
    """Draws forms anew, and knows the newest move in each of them that this process was told of."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._newest: OrderedDict[str, Decimal] = OrderedDict()
        self._lock = Lock()

    def noted(self, body: Mapping[str, Any]) -> None:
        """Note a move as soon as it is told of, before it is known what it comes to."""
        view_id, at = body["view"]["id"], _at(body)
        with self._lock:
            self._newest[view_id] = max(at, self._newest.get(view_id, at))
            self._newest.move_to_end(view_id)
            while len(self._newest) > MOST_KNOWN:
                self._newest.popitem(last=False)

    def draw(self, body: Mapping[str, Any], fresh: Block) -> None:
        """Draw the form of this move anew, unless a newer move has drawn it or is about to.

        What slack_sdk raises is raised, and bot.deadline's TookTooLong.
        """
        view = body["view"]
        try:
            self._update(view_id=view["id"], hash=view["hash"], view=fresh)
        except SlackApiError as error:
            if error.response.get("error") != "hash_conflict":
                raise
            if self._is_newest(body):
                self._update(view_id=view["id"], view=fresh)

    def _update(self, **given: Any) -> None:
        with answering():
            self._client.views_update(**given)

    def _is_newest(self, body: Mapping[str, Any]) -> bool:
        with self._lock:
            return _at(body) >= self._newest.get(body["view"]["id"], Decimal(0))


def _at(body: Mapping[str, Any]) -> Decimal:
    return Decimal(body["actions"][0]["action_ts"])
