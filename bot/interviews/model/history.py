"""What was done, by whom, and what it changed."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from bot.interviews.model.actor import Door
from bot.interviews.model.value import Instant, Value


class HistoryEntry(Value):
    """One line of the append-only history. `before` and `after` hold the row's fields as JSON.

    Before a booking there is the application alone.
    """

    id: int = 0
    workspace_id: int
    interview_id: int | None
    person_id: int | None = None  # whom an appointment concerns
    version: int | None
    deed: str
    by_id: int | None
    door: Door
    at: Instant
    before: dict[str, Any] | None = None
    after: dict[str, Any] = Field(default_factory=dict)
