"""How the ledger stands, counted along its index."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.interviews.notices import Reason, State, first_due
from bot.interviews.overview import Overview, Queue, Told
from storage.tables import notices
from storage.types import Microseconds

SINCE = sa.bindparam("since", type_=Microseconds)
MACHINE_NOW = sa.bindparam("machine_now", type_=Microseconds)
OF_SINCE = sa.case((notices.c.due_at >= SINCE, 1), else_=0)
BY_STATE = sa.select(notices.c.state, sa.func.count(), sa.func.sum(OF_SINCE)).group_by(
    notices.c.state
)
TOLD = sa.select(
    notices.c.due_at,
    notices.c.attempt > 1,
    notices.c.created_at,
    notices.c.start_at,
    notices.c.lead_time,
    notices.c.settled_at,
).where(notices.c.state == State.SENT, notices.c.due_at >= SINCE, notices.c.settled_at.is_not(None))
OLDEST = sa.select(sa.func.min(notices.c.due_at)).where(notices.c.state == State.PLANNED)
RUN_OUT = sa.select(sa.func.count()).where(
    notices.c.state == State.CLAIMED, notices.c.lease_until <= MACHINE_NOW
)
NOW = sa.bindparam("now", type_=Microseconds)
WAITING = sa.select(sa.func.count(), sa.func.min(notices.c.due_at)).where(
    notices.c.state == State.PLANNED, notices.c.due_at <= NOW
)
IN_THE_AIR = sa.select(sa.func.count(), sa.func.min(notices.c.due_at)).where(
    notices.c.state == State.CLAIMED
)
# What is tried again is due at its next try, so what is planned for much later is none of it. When
# quiet hours ended that held something back nobody can tell: it is no later than its next try.
NEXT_TRY, EVER = timedelta(hours=1), timedelta(days=3650)
SOON = sa.bindparam("soon", type_=Microseconds)
PUT_OFF = (
    sa.select(
        sa.func.count(),
        sa.func.sum(sa.case((notices.c.due_at > NOW, 1), else_=0)),
        sa.func.min(notices.c.created_at),
        sa.func.min(notices.c.start_at),
        notices.c.lead_time,
    )
    .where(notices.c.state == sa.bindparam("state"), notices.c.attempt > sa.bindparam("tried"))
    .where(notices.c.due_at <= SOON, notices.c.reason.is_distinct_from(Reason.QUIET_HOURS))
    .group_by(notices.c.lead_time)
)
DATABASE_NOW = {
    "sqlite": "SELECT (julianday('now') - 2440587.5) * 86400",
    "postgresql": "SELECT extract(epoch FROM clock_timestamp())",
}


class _PutOff(NamedTuple):
    many: int
    not_due: int  # of these, before their next try
    first_due_at: datetime | None


class Overviews:
    """Looks over the ledger within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def overview(self, since: datetime, machine_now: datetime) -> Overview:
        """Say how the ledger stands; `since` is of the house clock, both are aware."""
        ask = self._connection.execute
        rows = ask(BY_STATE, {"since": since}).all()
        counted = {State(state).value: (number, late) for state, number, late in rows}
        put_off = self._put_off(since, since + EVER)
        return Overview(
            oldest_due_at=_earliest(ask(OLDEST).scalar(), put_off.first_due_at),
            put_off=put_off.many,
            notices={state: number for state, (number, _) in counted.items()},
            lately={state: int(late) for state, (_, late) in counted.items()},
            told_lately=self._told(since),
            in_the_air=counted.get(State.CLAIMED.value, (0, 0))[0],
            leases_run_out=ask(RUN_OUT, {"machine_now": machine_now}).scalar_one(),
            database_now=self._database_now(),
        )

    def queue(self, now: datetime) -> Queue:
        """Say what is to be told by that instant of the house clock."""
        waiting, oldest = self._connection.execute(WAITING, {"now": now}).one()
        in_the_air, begun = self._connection.execute(IN_THE_AIR).one()
        put_off = self._put_off(now, now + NEXT_TRY)
        return Queue(
            waiting=waiting + put_off.not_due,
            oldest_due_at=_earliest(oldest, begun, put_off.first_due_at),
            in_the_air=in_the_air,
        )

    def _told(self, since: datetime) -> tuple[Told, ...]:
        rows = self._connection.execute(TOLD, {"since": since})
        return tuple(
            Told(first_due(*first) if was_put_off else due_at, settled_at)
            for due_at, was_put_off, *first, settled_at in rows
        )

    def _put_off(self, now: datetime, soon: datetime) -> _PutOff:
        """Say of what was tried in vain how much it is; it waits, or is looked for."""
        given = {"now": now, "soon": soon}
        waits = self._connection.execute(PUT_OFF, given | {"state": State.PLANNED, "tried": 0})
        looked_for = self._connection.execute(PUT_OFF, given | {"state": State.CLAIMED, "tried": 1})
        rows, others = waits.all(), looked_for.all()
        return _PutOff(
            sum(many for many, *_ in (*rows, *others)),
            sum(not_due for _, not_due, *_ in rows),
            _earliest(*(first_due(*row[2:]) for row in (*rows, *others))),
        )

    def _database_now(self) -> datetime:
        asked = sa.text(DATABASE_NOW[self._connection.dialect.name])
        return datetime.fromtimestamp(float(self._connection.execute(asked).scalar_one()), UTC)


def _earliest(*instants: datetime | None) -> datetime | None:
    return min((each for each in instants if each is not None), default=None)
