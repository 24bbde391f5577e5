"""How long things may take while notices are delivered."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta

MILLISECOND = timedelta(milliseconds=1)  # as exactly as instants are kept


@dataclass(frozen=True)
class Terms:
    """How long things may take, by the machine's time.

    A claim lasts for the `lease`. The channel answers within the `timeout`, and accepts a message
    no later than the `grace` after that: what comes later still cannot be told from a lost one.
    So the lease is longer than twice both together. What is certainly not posted is tried again
    after the `first_pause`, and after twice as long each time, up to the `longest_pause`.
    """

    lease: timedelta = timedelta(seconds=60)
    timeout: timedelta = timedelta(seconds=10)
    grace: timedelta = timedelta(seconds=10)
    first_pause: timedelta = timedelta(seconds=2)
    longest_pause: timedelta = timedelta(minutes=5)

    def scaled(self, factor: float) -> Terms:
        """All of it, that many times as long."""
        return Terms(*(_whole(getattr(self, each.name) * factor) for each in fields(self)))

    @property
    def sending(self) -> timedelta:
        """What must be left of a lease for a message to be sent under it."""
        return self.timeout + self.grace


def _whole(time: timedelta) -> timedelta:
    """Round to the millisecond, as exactly as instants are kept."""
    return round(time / MILLISECOND) * MILLISECOND
