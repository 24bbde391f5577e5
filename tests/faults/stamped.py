"""Calls that say when they were made, so that no machine that is busy makes Slack accept them late.

Nobody can tell what Slack accepts after time-out and grace from what was lost. Slack itself takes
no more than seconds; a test's own machine may, when time-outs are scaled. So the local workspace
accepts nothing that is too old by then (`Faults.patience`).
"""

from __future__ import annotations

from typing import Any

from bot.clock import machine_time
from bot.interviews.sending.terms import Terms
from bot.slack.calls import OneTryClient


class Stamped(OneTryClient):
    """Says with each call when it was made."""

    def api_call(self, api_method: str, **given: Any) -> Any:
        headers = {"X-Sent-At": str(machine_time())}
        return super().api_call(api_method, headers=headers, **given)


def patience(terms: Terms) -> float:
    """Give the age, in seconds, at which a call is too old."""
    return (terms.timeout + terms.grace * 0.95).total_seconds()
