"""How often Slack lets an app call each method (docs.slack.dev/apis/web-api/rate-limits).

Slack promises "at least" these; here they are the most, so that what gets through here gets
through there.
"""

from collections import deque
from collections.abc import Callable

A_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
TIER = {
    "chat.delete": 3,
    "chat.postEphemeral": 4,
    "chat.update": 3,
    "conversations.history": 3,
    "conversations.open": 3,
    "conversations.replies": 3,
    "files.completeUploadExternal": 4,
    "files.delete": 3,
    "files.getUploadURLExternal": 4,
    "usergroups.users.list": 2,
    "users.info": 4,
    "users.list": 2,
    "users.lookupByEmail": 3,
    "views.open": 4,
    "views.publish": 4,
    "views.push": 4,
    "views.update": 4,
}


class LimitedError(Exception):
    """Slack's 429: to be tried again after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Rates:
    """Counts calls, by the machine's time; methods without a tier are free.

    A message may be posted once a second in each conversation, by the name that the call gives it.
    """

    def __init__(self, machine_time: Callable[[], float]) -> None:
        self.on = False
        self._machine_time = machine_time
        self._calls: dict[str, deque[float]] = {}

    def count(self, method: str, channel: str) -> None:
        """Count one call; LimitedError, and nothing counted, when it comes too soon."""
        if not self.on:
            return
        if method == "chat.postMessage":
            self._count(f"{method} {channel}", most=1, seconds=1.0)
        elif method in TIER:
            self._count(method, most=A_MINUTE[TIER[method]], seconds=60.0)

    def _count(self, what: str, *, most: int, seconds: float) -> None:
        now = self._machine_time()
        calls = self._calls.setdefault(what, deque(maxlen=most))
        if len(calls) == most and now < calls[0] + seconds:
            raise LimitedError(calls[0] + seconds - now)
        calls.append(now)
