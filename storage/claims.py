"""Which notices may be sent now, and when the next one may be.

Each question walks the index (state, due_at) in its order, so that its cost follows from the
notices that are due and not from those that are stored.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.interviews.notices import State
from storage.tables import notices

others = notices.alias("others")  # of the same person and interview


def due_ids(now: datetime, most: int) -> sa.Select[*tuple[Any, ...]]:
    """Select the ids of up to `most` notices that may be claimed at `now`, the earliest first.

    Of one person and interview the oldest of those that are due, and none while another of
    theirs is in the air.
    """
    in_the_air = (others.c.state == State.CLAIMED) & (others.c.lease_until > now)
    due_and_older = sa.or_(*_due(others, now)) & (_age(others) < _age(notices))
    ready = sa.union_all(
        *(
            sa.select(notices.c.id, notices.c.due_at).where(
                due, ~_another(in_the_air), ~_another(due_and_older)
            )
            for due in _due(notices, now)
        )
    ).subquery()
    return sa.select(ready.c.id).order_by(ready.c.due_at, ready.c.id).limit(most)


def next_planned() -> sa.Select[*tuple[Any, ...]]:
    """Select when the next notice is due that does not wait for another one in the air."""
    return (
        sa.select(notices.c.due_at)
        .where(notices.c.state == State.PLANNED, ~_another(others.c.state == State.CLAIMED))
        .order_by(notices.c.due_at)
        .limit(1)
    )


def next_lease_end() -> sa.Select[*tuple[Any, ...]]:
    """Select when the next lease runs out."""
    return (
        sa.select(notices.c.lease_until)
        .where(notices.c.state == State.CLAIMED)
        .order_by(notices.c.lease_until)
        .limit(1)
    )


def _due(table: sa.FromClause, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        (table.c.state == State.PLANNED) & (table.c.due_at <= now),
        (table.c.state == State.CLAIMED) & (table.c.lease_until <= now),
    )


def _age(table: sa.FromClause) -> sa.ColumnElement[Any]:
    return sa.tuple_(table.c.version, table.c.due_at, table.c.id)


def _another(condition: sa.ColumnElement[bool]) -> sa.Exists:
    return (
        sa.exists()
        .where(
            others.c.interview_id == notices.c.interview_id,
            others.c.person_id == notices.c.person_id,
            condition,
        )
        .correlate(notices)
    )
