"""How the ledger stands, counted along its index."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.interviews.notices import State
from bot.interviews.overview import Overview, Queue, Told
from storage.tables import notices
from storage.types import Microseconds

SINCE = sa.bindparam("since", type_=Microseconds)
MACHINE_NOW = sa.bindparam("machine_now", type_=Microseconds)
OF_SINCE = sa.case((notices.c.due_at >= SINCE, 1), else_=0)
BY_STATE = sa.select(notices.c.state, sa.func.count(), sa.func.sum(OF_SINCE)).group_by(
    notices.c.state
)
TOLD = sa.select(notices.c.due_at, notices.c.settled_at).where(
    notices.c.state == State.SENT, notices.c.due_at >= SINCE, notices.c.settled_at.is_not(None)
)
OLDEST = sa.select(sa.func.min(notices.c.due_at)).where(notices.c.state == State.PLANNED)
RUN_OUT = sa.select(sa.func.count()).where(
    notices.c.state == State.CLAIMED, notices.c.lease_until <= MACHINE_NOW
)
NOW = sa.bindparam("now", type_=Microseconds)
WAITING = sa.select(sa.func.count(), sa.func.min(notices.c.due_at)).where(
    notices.c.state == State.PLANNED, notices.c.due_at <= NOW
)
IN_THE_AIR = sa.select(sa.func.count()).where(notices.c.state == State.CLAIMED)
DATABASE_NOW = {
    "sqlite": "SELECT (julianday('now') - 2440587.5) * 86400",
    "postgresql": "SELECT extract(epoch FROM clock_timestamp())",
}


class Overviews:
    """Looks over the ledger within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def overview(self, since: datetime, machine_now: datetime) -> Overview:
        """Say how the ledger stands; `since` is of the house clock, both are aware."""
        ask = self._connection.execute
        rows = ask(BY_STATE, {"since": since}).all()
        counted = {State(state).value: (number, late) for state, number, late in rows}
        return Overview(
            oldest_due_at=ask(OLDEST).scalar(),
            notices={state: number for state, (number, _) in counted.items()},
            lately={state: int(late) for state, (_, late) in counted.items()},
            told_lately=tuple(Told(*row) for row in ask(TOLD, {"since": since})),
            in_the_air=counted.get(State.CLAIMED.value, (0, 0))[0],
            leases_run_out=ask(RUN_OUT, {"machine_now": machine_now}).scalar_one(),
            database_now=self._database_now(),
        )

    def queue(self, now: datetime) -> Queue:
        """Say what is to be told by that instant of the house clock."""
        waiting, oldest = self._connection.execute(WAITING, {"now": now}).one()
        in_the_air = self._connection.execute(IN_THE_AIR).scalar_one()
        return Queue(waiting=waiting, oldest_due_at=oldest, in_the_air=in_the_air)

    def _database_now(self) -> datetime:
        asked = sa.text(DATABASE_NOW[self._connection.dialect.name])
        return datetime.fromtimestamp(float(self._connection.execute(asked).scalar_one()), UTC)
