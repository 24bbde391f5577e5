"""Faults that are put in on purpose: what Slack's own bad days look like to an app."""

from collections import deque
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["limited", "broken", "dropped", "lost", "slow", "duplicate"]


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong, once.

    - `limited`: 429 with `Retry-After: seconds`, nothing done;
    - `broken`: 500, nothing done;
    - `dropped`: done, but the reply breaks off (the app cannot know that it was done);
    - `lost`: nothing done, and the reply breaks off;
    - `slow`: done, and answered after `seconds`;
    - `duplicate`: an event is delivered twice (its name is the method).

    Any of them, waiting for the method `ack`, loses what the app acknowledges in Socket Mode.
    """

    kind: Kind
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise ValueError(f"{self.kind!r} is none of {', '.join(get_args(Kind))}")


class Faults:
    """Which faults wait for which Web API method (`chat.postMessage`) or event (`event`)."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = {}

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next `times` calls of a method meet this fault."""
        self._waiting.setdefault(method, deque()).extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """Return the fault that the present call meets, if any."""
        waiting = self._waiting.get(method)
        return waiting.popleft() if waiting else None
