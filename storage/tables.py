"""The tables: what stands in their rows is in `storage.rows`."""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa

from storage.rows.base import Base
from storage.rows.interviews import CHANGED_BY_FILE, DraftRow, HistoryRow, InterviewRow
from storage.rows.notices import UNTOLD, CardRow, DigestDayRow, DigestRow, NoticeRow, RemnantRow
from storage.rows.people import ApplicationRow, PersonRow, RevocationRow, WorkspaceRow

__all__ = [
    "CHANGED_BY_FILE",
    "UNTOLD",
    "Base",
    "applications",
    "cards",
    "digest_days",
    "digests",
    "drafts",
    "history",
    "interviews",
    "notices",
    "people",
    "remnants",
    "revocations",
    "workspaces",
]


def _table(row: type[Base]) -> sa.Table:
    return cast("sa.Table", row.__table__)


workspaces = _table(WorkspaceRow)
people = _table(PersonRow)
applications = _table(ApplicationRow)
interviews = _table(InterviewRow)
history = _table(HistoryRow)
notices = _table(NoticeRow)
cards = _table(CardRow)
drafts = _table(DraftRow)
revocations = _table(RevocationRow)
digests = _table(DigestRow)
digest_days = _table(DigestDayRow)
remnants = _table(RemnantRow)
