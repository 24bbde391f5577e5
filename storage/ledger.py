"""The notices and the living cards in the book."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.interviews.model import Person
from bot.interviews.notices import Card, Notice, Reason, State, What
from bot.interviews.ports.ledger import Lease
from storage.claims import (
    due_ids,
    next_to_tell,
    put_off_too_long,
)
from storage.marks import Marks
from storage.prepared import Prepared, Row
from storage.tables import cards
from storage.tables import notices as ledger
from storage.types import Duration, Microseconds, UtcDateTime, as_json
from storage.values import columns, value_of, values_of
from storage.withdrawals import WITHDRAW_NEWS, WITHDRAW_REMINDERS, WITHDRAW_WATCHES

log = logging.getLogger(__name__)

# Two who claim at the same moment could not see each other's messages in the air: one waits for
# the other's commit. The number is ours alone.
ONE_AT_A_TIME = Prepared(sa.select(sa.func.pg_advisory_xact_lock(2701)))
# Looked for once: within the condition PostgreSQL might look anew for each row, and lock more.
READY = due_ids().cte("ready")
CLAIM = Prepared(
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
CLAIMED = sa.select(ledger.c.id).where(
    ledger.c.state == State.CLAIMED, ledger.c.lease_token == sa.bindparam("token")
)
ONE = Prepared(sa.select(*columns(Notice, ledger)).where(ledger.c.id == sa.bindparam("notice")))
OF_INTERVIEW = (
    sa.select(*columns(Notice, ledger))
    .where(
        ledger.c.workspace_id == sa.bindparam("workspace"),
        ledger.c.interview_id == sa.bindparam("interview"),
    )
    .order_by(ledger.c.id)
)
NEXT_TO_TELL = next_to_tell()
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


class Ledger(Marks):
    """Plans and claims notices, and writes what has become of them, within one transaction."""

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
            ADD_TOGETHER.soon(self._connection, {"together": self._as_one(rows)})

    def withdraw_reminders(self, interview_id: int, reason: Reason, at: datetime) -> None:
        """Turn what is planned for an interview ahead of its start, or after it, to `replaced`.

        Reminders, watches and what is of the day: whatever follows from no deed.
        """
        given = {"interview": interview_id, "why": reason, "at": at}
        WITHDRAW_REMINDERS.soon(self._connection, given)

    def withdraw_watches(self, interview_id: int, reason: Reason, at: datetime) -> None:
        """Turn the planned watches of an interview alone to `replaced`."""
        given = {"interview": interview_id, "why": reason, "at": at}
        self._connection.execute(WITHDRAW_WATCHES, given)

    def withdraw_news(self, interview_id: int, version: int, reason: Reason, at: datetime) -> None:
        """Turn what is still planned to be told of that version to `replaced`.

        Reminders and what could not be told (UNTOLD) are left as they are.
        """
        given = {"interview": interview_id, "of_version": version, "why": reason, "at": at}
        self._connection.execute(WITHDRAW_NEWS, given)

    def notices(self, workspace_id: int, interview_id: int) -> tuple[Notice, ...]:
        """Give all notices of an interview, in the order in which they were written."""
        given = {"workspace": workspace_id, "interview": interview_id}
        rows = self._connection.execute(OF_INTERVIEW, given)
        return tuple(value_of(Notice, row) for row in rows)

    def posted_as(self, workspace_id: int, person_id: int, channel: str, ts: str) -> Notice | None:
        """Give the notice that was told to that person by the message which stands there."""
        statement = (
            sa.select(*columns(Notice, ledger))
            .where(
                ledger.c.person_id == person_id,
                ledger.c.ts == ts,
                ledger.c.channel == channel,
                ledger.c.workspace_id == workspace_id,
            )
            .order_by(ledger.c.id)  # later ones were drawn on it
            .limit(1)
        )
        row = self._connection.execute(statement).first()
        return value_of(Notice, row) if row else None

    def offered_to(self, person: Person, most: int) -> tuple[int, ...]:
        """Give up to `most` interviews in which they were asked to stand in, the newest first."""
        statement = (
            sa.select(ledger.c.interview_id)
            .where(ledger.c.person_id == person.id, ledger.c.what == What.OFFERED)
            .order_by(ledger.c.id.desc())
            .limit(most)
        )
        return tuple(self._connection.scalars(statement))

    def next_to_tell(self) -> datetime | None:
        """When the next planned notice is due that tells something new: any but SETTLED."""
        due: datetime | None = self._connection.execute(NEXT_TO_TELL).scalar()
        return due

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
            "latest": lease.latest,
            "most": most,
            "token": lease.token,
            "until": lease.until,
            "first": lease.taken_at,
        }
        if self._connection.dialect.name == "postgresql":
            ONE_AT_A_TIME.soon(self._connection, {})
        try:
            rows = CLAIM.rows(self._connection, given)
        except LookupError:  # a word that this version does not know
            rows = self._readable(lease)
        claimed = [value_of(Notice, row) for row in rows]
        return tuple(sorted(claimed, key=lambda notice: (notice.due_at, notice.id)))

    def _readable(self, lease: Lease) -> list[Row]:
        """Give what was just claimed and can be read; the rest waits for its lease to run out."""
        found: list[Row] = []
        for number in self._connection.scalars(CLAIMED, {"token": lease.token}).all():
            try:
                found += ONE.rows(self._connection, {"notice": number})
            except LookupError:
                log.exception("notice_broke", extra={"notice": number})
        return found

    def hasten(self, now: datetime, latest: datetime) -> None:
        """Have what was claimed before, and put off until later than the `latest`, be due now.

        It looks at everything that is planned, so it is for when a clock was set back.
        """
        self._connection.execute(HASTEN, {"now": now, "latest": latest})

    def card(self, workspace_id: int, interview_id: int, person_id: int) -> Card | None:
        """Give a person's living message about an interview."""
        statement = sa.select(*columns(Card, cards)).where(
            cards.c.workspace_id == workspace_id,
            cards.c.interview_id == interview_id,
            cards.c.person_id == person_id,
        )
        row = self._connection.execute(statement).first()
        return value_of(Card, row) if row else None

    def _as_one(self, rows: Sequence[Mapping[str, Any]]) -> str:
        """Give rows as one JSON text, in which everything lies as the columns hold it."""
        return as_json([{**row, **self._numbers(row)} for row in rows])

    def _numbers(self, row: Mapping[str, Any]) -> dict[str, int | None]:
        dialect = self._connection.dialect
        return {name: kind.process_bind_param(row[name], dialect) for name, kind in NUMBERS.items()}
