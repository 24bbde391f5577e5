"""What turns notices that are still planned to `replaced`."""

from __future__ import annotations

import sqlalchemy as sa

from bot.interviews.notices import NO_NEWS, WATCHES, State, What
from storage.prepared import Prepared
from storage.tables import notices as ledger

WITHDRAW_REMINDERS = Prepared(
    sa.update(ledger)
    .where(
        ledger.c.interview_id == sa.bindparam("interview"),
        ledger.c.lead_time.is_not(None),
        ledger.c.what != sa.bindparam("nobody_stands_in", What.UNFILLED),  # follows from a deed
        ledger.c.state == sa.bindparam("planned", State.PLANNED),
    )
    .values(state=State.REPLACED, reason=sa.bindparam("why"), settled_at=sa.bindparam("at"))
)
WITHDRAW_WATCHES = (
    sa.update(ledger)
    .where(
        ledger.c.interview_id == sa.bindparam("interview"),
        ledger.c.what.in_(WATCHES),
        ledger.c.state == State.PLANNED,
    )
    .values(state=State.REPLACED, reason=sa.bindparam("why"), settled_at=sa.bindparam("at"))
)
WITHDRAW_NEWS = (
    sa.update(ledger)
    .where(
        ledger.c.interview_id == sa.bindparam("interview"),
        ledger.c.version == sa.bindparam("of_version"),
        ledger.c.what.not_in(NO_NEWS),
        ledger.c.state == State.PLANNED,
    )
    .values(state=State.REPLACED, reason=sa.bindparam("why"), settled_at=sa.bindparam("at"))
)
