"""The only place that asks what time it is.

There are two times in this house:

- **The house clock** (`Clock`) is for everything that people see or agreed upon: interviews,
  notices, quiet hours, undo, `updated_at` and tokens. In a demo or a test it may start at another
  instant and be moved forward; between two moves it runs at the machine's pace.
- **The machine's own time** (`machine_time`, `monotonic`) is for what other machines and processes
  measure: Slack's signatures and time-outs, leases, HTTP time-outs and rate limits. It is never
  moved, or Slack would refuse our signatures and two processes would take each other's leases.

Everybody else is handed a time, or one of these, as an argument.
"""

import threading
import time
from datetime import UTC, datetime, timedelta

NOTHING = timedelta(0)


class Clock:
    """The house clock, which can be moved forward. Safe to share between threads.

    `started_at` is the aware instant that the clock shows now, in any zone; without it the clock
    shows the machine's time. A naive instant is refused with `ValueError`.
    """

    def __init__(self, started_at: datetime | None = None) -> None:
        self._lock = threading.Lock()
        self._ahead = NOTHING if started_at is None else _in_utc(started_at) - machine_now()

    def now(self) -> datetime:
        """Return the present instant of the house, aware and in UTC."""
        return machine_now() + self._ahead

    def move_to(self, instant: datetime) -> None:
        """Move the clock forward to `instant` (aware, any zone), where it goes on running.

        An instant which has already passed is refused with `ValueError`, as is a naive one: what
        was done at a time cannot become not yet done.
        """
        wanted = _in_utc(instant)
        with self._lock:
            step = wanted - (machine_now() + self._ahead)
            if step < NOTHING:
                raise ValueError(f"the clock only moves forward, and {wanted} has passed")
            self._ahead += step

    def wait_until(self, instant: datetime) -> timedelta:
        """Return how long the machine must wait until the house clock shows `instant` (aware).

        Never negative: zero says that the instant has come. The answer holds until the clock is
        moved, so whoever waits must be woken by a move.
        """
        return max(_in_utc(instant) - self.now(), NOTHING)


def machine_time() -> float:
    """Return the seconds since 1970-01-01 UTC by the machine's own clock, as Slack counts them."""
    return time.time()  # noqa: TID251 - this module is where the time is asked for


def monotonic() -> float:
    """Return seconds which never go back, for measuring how long something took in this process."""
    return time.monotonic()


def machine_now() -> datetime:
    """Return the present instant by the machine's own clock, aware and in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this module is where the time is asked for


def _in_utc(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise ValueError(f"{instant} has no time zone")
    return instant.astimezone(UTC)
