"""How the ledger of notices stands, for whoever looks after the bot."""

from __future__ import annotations

from typing import NamedTuple

from bot.interviews.model import Instant, Value


class Told(NamedTuple):
    """When something was first to be told, and when it had left."""

    first_due_at: Instant
    settled_at: Instant


class Overview(Value):
    """The ledger as a whole, of all workspaces. Nothing in it is about a person."""

    oldest_due_at: Instant | None  # of those still to be told: when first due, by the house clock
    put_off: int  # of those: tried in vain, and tried again
    notices: dict[str, int]  # all there ever were, by state; a state that none is in is left out
    lately: dict[str, int]  # the same, of those that were due since the instant that was asked for
    told_lately: tuple[Told, ...]  # of those that were sent
    in_the_air: int
    leases_run_out: int  # of those in the air: whoever claimed them is gone
    database_now: Instant  # by the database's own clock


class Queue(Value):
    """What is to be told by now, of all workspaces."""

    waiting: int  # due, or put off since it was, and nobody is telling it
    oldest_due_at: Instant | None  # of those and the ones in the air: when it was first due
    in_the_air: int
