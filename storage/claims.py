"""Which notices may be sent now, and when the next one may be.

Each question walks the index (state, due_at) in its order and stops when it has enough, so
that its cost follows from what is asked for and not from what is stored.

On PostgreSQL several may claim beside each other. What a deed has just locked is passed over
(SQLite, where one writes at a time, knows no such clause and leaves it out).
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from bot.interviews.notices import State, What
from storage.tables import notices
from storage.types import Microseconds

others = notices.alias("others")  # of the same person and interview
NOW = sa.bindparam("now", type_=Microseconds)  # by the house clock
MACHINE_NOW = sa.bindparam("machine_now", type_=Microseconds)  # leases are the machine's time
LATEST = sa.bindparam("latest", type_=Microseconds)  # no lease lasts longer: a clock was set back
MOST = sa.bindparam("most", type_=sa.Integer)


def due_ids() -> sa.Select[*tuple[Any, ...]]:
    """Select the ids of up to `:most` notices that may be claimed at `:now`, the earliest first.

    Of one person and interview the oldest of those that are due, and none while another of
    theirs is in the air.
    """
    in_the_air = (others.c.state == State.CLAIMED) & ~_has_run_out(others)
    due_and_older = sa.or_(*_due(others)) & (_age(others) < _age(notices))
    # Limited one by one: an order over both would first look at everything that is due.
    ready = sa.union_all(
        *(
            sa.select(
                sa.select(notices.c.id, notices.c.due_at)
                .where(due, ~_another(in_the_air | due_and_older))
                .order_by(notices.c.due_at, notices.c.id)
                .limit(MOST)
                .with_for_update(of=notices, skip_locked=True)
                .subquery()
            )
            for due in _due(notices)
        )
    ).subquery()
    return sa.select(ready.c.id).order_by(ready.c.due_at, ready.c.id).limit(MOST)


def next_planned() -> sa.Select[*tuple[Any, ...]]:
    """Select when the next notice is due that does not wait for another one in the air."""
    return (
        sa.select(notices.c.due_at)
        .where(notices.c.state == State.PLANNED, ~_another(others.c.state == State.CLAIMED))
        .order_by(notices.c.due_at)
        .limit(1)
    )


def next_to_tell() -> sa.Select[*tuple[Any, ...]]:
    """Select when the next notice is due that tells something new."""
    return next_planned().where(notices.c.what != What.SETTLED)


def coming() -> sa.Select[*tuple[Any, ...]]:
    """Select when the next notice is due, and when the first and the last lease run out."""
    until = notices.c.lease_until
    planned = next_planned().scalar_subquery().correlate(None)
    first_and_last = sa.func.min(until), sa.func.max(until)
    return sa.select(planned, *first_and_last).where(notices.c.state == State.CLAIMED)


def put_off_too_long() -> sa.Update:
    """Have what was claimed before, and is put off until later than `:latest`, be due at `:now`."""
    put_off = (notices.c.state == State.PLANNED) & (notices.c.attempt > 0)
    return sa.update(notices).where(put_off, notices.c.due_at > LATEST).values(due_at=NOW)


def _due(table: sa.FromClause) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        (table.c.state == State.PLANNED) & (table.c.due_at <= NOW),
        (table.c.state == State.CLAIMED) & _has_run_out(table),
    )


def _has_run_out(table: sa.FromClause) -> sa.ColumnElement[bool]:
    return (table.c.lease_until <= MACHINE_NOW) | (table.c.lease_until > LATEST)


def _age(table: sa.FromClause) -> sa.ColumnElement[Any]:
    return sa.tuple_(table.c.version, table.c.due_at, table.c.id)


def _another(condition: sa.ColumnElement[bool]) -> sa.Exists:
    return (
        sa.exists()
        .where(
            others.c.interview_id == notices.c.interview_id,
            others.c.person_id == notices.c.person_id,
            (others.c.state == State.PLANNED) | (others.c.state == State.CLAIMED),
            condition,
        )
        .correlate(notices)
    )
