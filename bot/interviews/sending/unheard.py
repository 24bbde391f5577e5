"""What one of the two wrote, and nobody could be told: the writer hears that, and what to do."""

from __future__ import annotations

from datetime import datetime

from bot.interviews.cases import Case
from bot.interviews.notices import STILL_COUNTS, TEXT, Notice, What
from bot.interviews.ports.ledger import Ledger


def not_passed_on(ledger: Ledger, case: Case, now: datetime) -> tuple[Notice, ...]:
    """Tell whoever wrote it, once it reaches nobody any more of those for whom it was."""
    notice = case.notice
    if notice.what is not What.WROTE or _may_still_reach(ledger, notice):
        return ()
    told = Notice.on(
        case.kept, notice.values["by_id"], What.NOT_PASSED_ON, now,
        version=notice.version,
        about=notice.about,
        values={"by": case.person.title, "by_id": case.person.id, TEXT: notice.values.get(TEXT)},
    )  # fmt: skip
    return (told,)


def _may_still_reach(ledger: Ledger, notice: Notice) -> bool:
    return any(
        other.what is What.WROTE and other.about == notice.about and other.state in STILL_COUNTS
        for other in ledger.notices(notice.workspace_id, notice.interview_id)
        if other.id != notice.id
    )
