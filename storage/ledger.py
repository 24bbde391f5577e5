"""The notices and the living cards in the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from bot.interviews.notices import Card, Notice, Reason, State
from bot.interviews.ports import Lease
from storage.claims import due_ids, next_planned, next_to_run_out, put_off_too_long
from storage.prepared import Prepared
from storage.tables import cards, interviews
from storage.tables import notices as ledger
from storage.types import Duration, Microseconds, UtcDateTime, as_json
from storage.values import columns, value_of, values_of
from storage.withdrawals import WITHDRAW_NEWS, WITHDRAW_REMINDERS, WITHDRAW_WATCHES

# Two who claim at the same moment could not see each other's messages in the air: one waits for
# the other's commit. The number is ours alone.
ONE_AT_A_TIME = sa.select(sa.func.pg_advisory_xact_lock(2701))
# Looked for once: within the condition PostgreSQL might look anew for each row, and lock more.
READY = due_ids().cte("ready")
FREE = {"lease_token": None, "lease_until": None}
CLAIM = (
    sa.update(ledger)
    .where(ledger.c.id.in_(sa.select(READY.c.id)))
    .values(
        state=State.CLAIMED,
        lease_token=sa.bindparam("token"),
        lease_until=sa.bindparam("until"),
        attempt=ledger.c.attempt + 1,
        first_attempt_at=sa.func.coalesce(
            ledger.c.first_attempt_at, sa.bindparam("first", type_=UtcDateTime)
        ),
    )
    .returning(*columns(Notice, ledger))
)
FENCED = sa.update(ledger).where(
    ledger.c.id == sa.bindparam("notice"),
    ledger.c.state == sa.bindparam("claimed", State.CLAIMED),
    ledger.c.lease_token == sa.bindparam("token"),
)
# On PostgreSQL a deed that is about to change the interview is waited for. Were it not, a reminder
# could be ended for a move that is being taken back, and the deed leave it out as still claimed.
STANDS = (
    sa.select(interviews.c.version)
    .where(interviews.c.id == ledger.c.interview_id)
    .with_for_update(read=True)
    .scalar_subquery()
)
ENDED = FENCED.where(sa.bindparam("looked_upon") == STANDS)
OF_INTERVIEW = (
    sa.select(*columns(Notice, ledger))
    .where(
        ledger.c.workspace_id == sa.bindparam("workspace"),
        ledger.c.interview_id == sa.bindparam("interview"),
    )
    .order_by(ledger.c.id)
)
NEXT = next_planned()
NEXT_TO_RUN_OUT = next_to_run_out()
TOLD_WITH = Prepared(
    sa.update(ledger)
    .where(
        ledger.c.id == sa.bindparam("notice"),
        ledger.c.state == sa.bindparam("planned", State.PLANNED),
    )
    .values(
        state=State.REPLACED,
        reason=sa.bindparam("why", Reason.TOLD_WITH),
        settled_at=sa.bindparam("at"),
    )
)
HASTEN = put_off_too_long()
ADD_EACH = Prepared(sqlite.insert(ledger).on_conflict_do_nothing())
# All in one value: a statement of a hundred and more the driver would read anew each time.
NEW = [column.name for column in ledger.c if not column.primary_key]
GIVEN = (
    sa.func.json_populate_recordset(
        sa.text(f"NULL::{ledger.name}"), sa.cast(sa.bindparam("together", type_=sa.Text), sa.JSON)
    )
    .table_valued(*NEW)
    .alias("given")
)
ADD_TOGETHER = Prepared(
    postgresql.insert(ledger)
    .from_select(NEW, sa.select(*(GIVEN.c[name] for name in NEW)))
    .on_conflict_do_nothing()
)
NUMBERS = {
    column.name: column.type
    for column in ledger.c
    if isinstance(column.type, Microseconds | Duration)
}


class Ledger:
    """Plans, claims and settles notices within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, notices: Sequence[Notice]) -> None:
        """Write notices (their id is given anew).

        A reminder or a watch is left out when one for the same interview, person, lead time and
        start is planned, claimed, unknown or sent; anything else when the same person was already
        to be told the same thing about the same version.
        """
        rows = [values_of(notice, "id") for notice in notices]
        if self._connection.dialect.name == "sqlite":
            ADD_EACH.each(self._connection, rows)
        elif rows:
            ADD_TOGETHER.count(self._connection, {"together": self._as_one(rows)})

    def withdraw_reminders(self, interview_id: int, reason: Reason, at: datetime) -> int:
        """Turn the planned reminders of an interview to `replaced`, and its watches.

        Say how many there were.
        """
        given = {"interview": interview_id, "why": reason, "at": at}
        return WITHDRAW_REMINDERS.count(self._connection, given)

    def withdraw_watches(self, interview_id: int, reason: Reason, at: datetime) -> int:
        """Turn the planned watches of an interview alone to `replaced`; say how many."""
        given = {"interview": interview_id, "why": reason, "at": at}
        return self._connection.execute(WITHDRAW_WATCHES, given).rowcount

    def withdraw_news(self, interview_id: int, version: int, reason: Reason, at: datetime) -> int:
        """Turn what is still planned to be told of that version to `replaced`; say how many.

        Reminders and what could not be told (UNTOLD) are left as they are.
        """
        given = {"interview": interview_id, "of_version": version, "why": reason, "at": at}
        return self._connection.execute(WITHDRAW_NEWS, given).rowcount

    def notices(self, workspace_id: int, interview_id: int) -> tuple[Notice, ...]:
        """Give all notices of an interview, in the order in which they were written."""
        given = {"workspace": workspace_id, "interview": interview_id}
        rows = self._connection.execute(OF_INTERVIEW, given)
        return tuple(value_of(Notice, row) for row in rows)

    def next_due(self) -> datetime | None:
        """When the next planned notice is due, by the house clock, in any workspace.

        One that waits for another one in the air is not due before that one is settled.
        """
        due: datetime | None = self._connection.execute(NEXT).scalar()
        return due

    def next_to_run_out(self) -> datetime | None:
        """When the next lease runs out, by the machine's time."""
        until: datetime | None = self._connection.execute(NEXT_TO_RUN_OUT).scalar()
        return until

    def claim(self, now: datetime, lease: Lease, most: int) -> tuple[Notice, ...]:
        """Claim up to `most` notices due at `now` (the house clock), the earliest first.

        Planned ones that are due, and claimed ones whose lease has run out, or would last more
        than twice as long as this one: then the machine's clock was set back. `attempt` is raised
        by one, `first_attempt_at` (the machine's time) set once, state `claimed`. Of one person
        and interview only the oldest of those due (by version, then due_at, then id) is given out,
        and none while another of theirs is claimed.
        """
        given = {
            "now": now,
            "machine_now": lease.taken_at,
            "latest": lease.taken_at + 2 * (lease.until - lease.taken_at),
            "most": most,
            "token": lease.token,
            "until": lease.until,
            "first": lease.taken_at,
        }
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(ONE_AT_A_TIME)
        claimed = [value_of(Notice, row) for row in self._connection.execute(CLAIM, given)]
        return tuple(sorted(claimed, key=lambda notice: (notice.due_at, notice.id)))

    def settle(
        self,
        notice: Notice,
        state: State,
        at: datetime,
        *,
        reason: Reason | None = None,
        detail: str | None = None,
        channel: str | None = None,
        ts: str | None = None,
    ) -> bool:
        """Write how a claimed notice ended, fenced by its lease token; False = lease was lost."""
        return self._fenced(
            notice,
            state=state,
            settled_at=at,
            reason=reason,
            detail=detail,
            channel=channel,
            ts=ts,
        )

    def end(
        self,
        notice: Notice,
        state: State,
        at: datetime,
        *,
        version: int,
        reason: Reason,
        detail: str | None = None,
    ) -> bool:
        """Write why a claimed notice is not sent, if the interview still has that version.

        Fenced as well. False = the lease was lost, or it has to be looked at again.
        """
        which = {"notice": notice.id, "token": notice.lease_token, "looked_upon": version}
        changes = {"state": state, "settled_at": at, "reason": reason, "detail": detail}
        return self._connection.execute(ENDED, which | changes | FREE).rowcount == 1

    def put_back(self, notice: Notice, due_at: datetime, *, posted_for_certain_not: bool) -> bool:
        """Turn a claimed notice to planned again, due then; fenced; False = lease was lost.

        When it certainly was not posted `first_attempt_at` is cleared: a claimed notice whose
        `first_attempt_at` is not that of its claim may have been posted already.
        """
        cleared = {"first_attempt_at": None, "looked_at": None} if posted_for_certain_not else {}
        return self._fenced(notice, state=State.PLANNED, due_at=due_at, **cleared)

    def hasten(self, now: datetime, latest: datetime) -> None:
        """Have what was claimed before, and put off until later than the `latest`, be due now.

        It looks at everything that is planned, so it is for when a clock was set back.
        """
        self._connection.execute(HASTEN, {"now": now, "latest": latest})

    def hold(
        self,
        notice: Notice,
        until: datetime,
        looked_at: datetime | None,
        reason: Reason | None = None,
    ) -> bool:
        """Keep a claimed notice from everybody until then, and claim it anew; fenced as well.

        `looked_at`: when it was looked for in vain; None = not since it may have been posted.
        `reason`: why it is sent once more although it may be there; it is kept until it ends.
        """
        which = {"notice": notice.id, "token": notice.lease_token}
        changes: dict[str, Any] = {"lease_until": until, "looked_at": looked_at}
        changes |= {"reason": reason} if reason else {}
        return self._connection.execute(FENCED, which | changes).rowcount == 1

    def tell_with(self, notices: Sequence[Notice], at: datetime) -> None:
        """Turn these to `replaced`, where they are still planned: another one told it all."""
        TOLD_WITH.each(self._connection, [{"notice": notice.id, "at": at} for notice in notices])

    def card(self, workspace_id: int, interview_id: int, person_id: int) -> Card | None:
        """Give a person's living message about an interview."""
        statement = sa.select(*columns(Card, cards)).where(
            cards.c.workspace_id == workspace_id,
            cards.c.interview_id == interview_id,
            cards.c.person_id == person_id,
        )
        row = self._connection.execute(statement).first()
        return value_of(Card, row) if row else None

    def keep_card(self, card: Card) -> None:
        """Make this the living message; an earlier one is replaced."""
        statement = _insert(self._connection.dialect.name, cards).values(values_of(card))
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["interview_id", "person_id"],
                set_=values_of(card, "workspace_id", "interview_id", "person_id"),
            )
        )

    def _as_one(self, rows: Sequence[Mapping[str, Any]]) -> str:
        """Give rows as one JSON text, in which everything lies as the columns hold it."""
        return as_json([{**row, **self._numbers(row)} for row in rows])

    def _numbers(self, row: Mapping[str, Any]) -> dict[str, int | None]:
        dialect = self._connection.dialect
        return {name: kind.process_bind_param(row[name], dialect) for name, kind in NUMBERS.items()}

    def _fenced(self, notice: Notice, **changes: Any) -> bool:
        which = {"notice": notice.id, "token": notice.lease_token}
        return self._connection.execute(FENCED, which | changes | FREE).rowcount == 1


def _insert(dialect: str, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
